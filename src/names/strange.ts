import { distance } from 'fastest-levenshtein';
import { primaryLanguage } from '../model/language.js';
import { COMMON } from './data/common.js';
import { hasOneForm } from './pair.js';
import { isCalendar, isPlace, placesOfWord } from './places.js';
import {
  apart,
  areNear,
  COPIED,
  CZECH,
  ENDING,
  isCapital,
  isSpelt,
  lettersOf,
  soundOf,
  soundsOf,
} from './sounds.js';
import { hasCapitals, type NameWord, namesIn } from './spot.js';

/**
 * Names that a translation has in the place of others, and names it misspells, as far as one sentence shows: a name on each
 * side that nothing on the other is like. Hints, for people translate and leave out names too.
 */

interface Sentence {
  readonly source: string;
  readonly target: string;
  /** Without placeholders. */
  readonly text: string;
  readonly translation: string;
  /** Ranges of the translation that are right whatever the source has: decided names. */
  readonly known?: readonly Range[];
  /** Ranges of the text that are decided names: what they are called is not seen by their letters. */
  readonly decided?: readonly Range[];
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** What is strange about the names of a sentence. */
export type Strange =
  | {
      readonly kind: 'replaced' | 'misspelt';
      /** As the source has it; of a misspelt one what it is like. */
      readonly name: string;
      readonly rendered: string;
    }
  | { readonly kind: 'added'; readonly rendered: string }
  /** A name that is nowhere. */
  | { readonly kind: 'dropped'; readonly name: string }
  /** Two that stand together, each in the place of the other. */
  | { readonly kind: 'exchanged'; readonly name: string; readonly other: string };

const WORD = /\p{L}[\p{L}'’]+/gu;

/** Letters of a beginning that could as well be that of a name: `war`, Warsaw. */
const SHORT = 4;
/** Sounds that are no chance. */
const LONG = 6;
const commons = new Map<string, RegExp | undefined>();

/** Whether a word of a name is translated rather than spelt; `undefined` where nobody has written down which are. */
function commonIn(language: string): RegExp | undefined {
  const primary = primaryLanguage(language);
  if (!commons.has(primary)) {
    const list = COMMON[primary]?.split(' ');
    const [short, long] = [true, false].map((isShort) =>
      list?.filter((stem) => stem.length <= SHORT === isShort).join('|'),
    );
    // An ending of a case is longer than that of a plural.
    const ending = hasOneForm(primary) ? 2 : ENDING + 1;
    const pattern = new RegExp(`^(?:${long}|(?:${short})\\p{L}{0,${ending}}$)`, 'u');
    commons.set(primary, list === undefined ? undefined : pattern);
  }
  return commons.get(primary);
}

const isCommon = (word: string, pattern: RegExp): boolean =>
  word.split('-').some((part) => pattern.test(part.toLowerCase()));

/** Words written small that speak of a country: of it, and its people. */
const PEOPLE = /(?:ськ|цьк|ск|цк|ец|н[еи]|sk|ck)\p{L}{1,4}$|(?:ець|ц[іыя]|[цн][іие]в|ц[яа][мх]и?)$/u;

/** What an adjective of a place is made of, as a name. */
const nounOf = (word: string): string => {
  const stem = word.replace(PEOPLE, '');
  return stem.slice(0, 1).toUpperCase() + stem.slice(1);
};

/** One side of a sentence. */
class Side {
  readonly names: readonly NameWord[];
  readonly words: readonly string[];
  readonly #common: RegExp;

  constructor(
    readonly text: string,
    readonly language: string,
    common: RegExp,
    known: readonly Range[],
  ) {
    this.names = namesIn(text).filter(
      (name) => !known.some(({ start, end }) => name.start < end && name.end > start),
    );
    this.words = [...text.matchAll(WORD)].map(([word]) => word);
    this.#common = common;
  }

  /** Places that are spoken of, by name or by an adjective. */
  get places(): ReadonlySet<string> {
    this.#places ??= new Set(this.words.flatMap((word) => placesOfWord(word, this.language)));
    return this.#places;
  }
  #places: ReadonlySet<string> | undefined;

  isCommon(word: string): boolean {
    return isCommon(word, this.#common) || isCalendar(word, this.language);
  }

  /** Names that nothing on the other side is like. */
  alone(other: Side): NameWord[] {
    return this.names.filter(
      (name) =>
        (!name.first || this.names.some(({ first, start }) => !first && start === name.end + 1)) &&
        !this.isCommon(name.text) &&
        !other.text.includes(name.text) &&
        !other.has(name.text, this.language) &&
        !this.#isPlaceOf(name.text, other) &&
        name.text.split('-').some((part) => part.length > 2) &&
        !name.text
          .split(/['’-]/u)
          .some(
            (part) =>
              part.length > 2 &&
              other.words.some(
                (word) =>
                  areNear(part, word, this.language, other.language) ||
                  (PEOPLE.test(word) && areNear(part, nounOf(word), this.language, other.language)),
              ),
          ),
    );
  }

  /** Whether the sound of a word of the other side is inside a longer word, or over two: `Indo-Pacific`, «Индопацифика». */
  has(word: string, from: string): boolean {
    this.#sound ??= soundOf(this.words.filter((one) => one.length > 2).join(''), this.language);
    const whole = this.#sound;
    return soundsOf(word, from).some((sound) => {
      const stem = sound.slice(0, Math.max(LONG, sound.length - ENDING));
      return stem.length >= LONG && whole.includes(stem);
    });
  }
  #sound: string | undefined;

  /** A place, or a word made of one, that the other side does not speak of. */
  placeMissing(other: Side): string | undefined {
    return this.words.find((word) => {
      const codes = placesOfWord(word, this.language);
      return (
        codes.length > 0 &&
        (isCapital(word) || PEOPLE.test(word)) &&
        !codes.some((code) => other.places.has(code)) &&
        !other.words.some((one) => areNear(word, one, this.language, other.language))
      );
    });
  }

  /** Whether a word is a place that the other side does not speak of. */
  isPlaceBesides(word: string, other: Side): boolean {
    const codes = placesOfWord(word, this.language);
    return (
      codes.length > 0 &&
      !codes.some((code) => other.places.has(code)) &&
      !other.has(word, this.language) &&
      !other.words.some((one) => isCapital(one) && areNear(word, one, this.language, other.language))
    );
  }

  #isPlaceOf(word: string, other: Side): boolean {
    const codes = placesOfWord(word, this.language);
    return codes.length > 0 && codes.some((code) => other.places.has(code));
  }
}

/** Names that stand in the place of others, or are misspelt; the first of them. */
export function strangeIn({
  source,
  target,
  text,
  translation,
  known = [],
  decided = [],
}: Sentence): Strange | undefined {
  const [from, to] = [commonIn(source), commonIn(target)];
  if (from === undefined || to === undefined || !hasCapitals(source) || !hasCapitals(target))
    return undefined;
  const here = new Side(text, source, from, decided);
  const there = new Side(translation, target, to, known);
  return (
    misspelt(here, there) ??
    placeReplaced(here, there) ??
    replaced(here, there) ??
    dropped(here, there) ??
    exchanged(here, there)
  );
}

/** A place in the place of another; places are known by name, and so are their peoples. */
function placeReplaced(here: Side, there: Side): Strange | undefined {
  const rendered = there.names.find(({ text, first }) => !first && there.isPlaceBesides(text, here));
  const name = rendered && here.placeMissing(there);
  return name === undefined || rendered === undefined
    ? undefined
    : { kind: 'replaced', name, rendered: rendered.text };
}

function replaced(here: Side, there: Side): Strange | undefined {
  const strangers = there.alone(here).filter(({ first }) => !first);
  const [rendered] = strangers;
  if (rendered === undefined) return undefined;
  const name = here.alone(there)[0]?.text ?? here.placeMissing(there);
  if (name !== undefined) return { kind: 'replaced', name, rendered: rendered.text };
  // A place is often named to explain.
  const added = strangers.find(({ text }) => !isPlace(text, there.language));
  return added && { kind: 'added', rendered: added.text };
}

/** Endings of English words that are no names, and stand in titles with a capital. */
const WORDS_ONLY = /(?:ing|ment|[ts]ion|ness|[ai]ble|ful|less|ed|[ae]nce|ity|ous|ive|ers|ors|ly|ist|ism)s?$/;
/** Before the first word of a sentence, a list or a heading. */
const OPENING = /(?:^|[.!?:…])[\s\P{L}IVX]*$/u;

/** A name that nothing in the translation is like. People leave names out too: *he*. */
function dropped(here: Side, there: Side): Strange | undefined {
  const small = new Set(here.words.filter((word) => !isCapital(word)));
  const name = here
    .alone(there)
    .find(
      ({ first, text, start }) =>
        !first &&
        !OPENING.test(here.text.slice(0, start)) &&
        !small.has(text.toLowerCase()) &&
        !WORDS_ONLY.test(text),
    );
  return name && { kind: 'dropped', name: name.text };
}

/** Between two names of a list, of a person. */
const BETWEEN = /^(?:[ -]|, | (?:and|or|і|й|та|або|чи|и|или|a|i|nebo) )$/u;

/** Two names side by side, in the order of each other. */
function exchanged(here: Side, there: Side): Strange | undefined {
  const spelt = here.names.map((name) => {
    if (here.isCommon(name.text)) return undefined;
    const like = there.names.filter(({ text }) => areNear(name.text, text, here.language, there.language));
    const [rendered] = like;
    return like.length === 1 && rendered !== undefined ? { name, rendered } : undefined;
  });
  for (const [at, a] of spelt.entries()) {
    const b = spelt[at + 1];
    if (a === undefined || b === undefined || b.rendered.start >= a.rendered.start) continue;
    const gaps = [
      here.text.slice(a.name.end, b.name.start),
      there.text.slice(b.rendered.end, a.rendered.start),
    ];
    if (
      gaps.every((gap) => BETWEEN.test(gap)) &&
      /^[ -]$/.test(gaps[0] ?? '') === /^[ -]$/.test(gaps[1] ?? '')
    )
      return { kind: 'exchanged', name: a.name.text, other: b.name.text };
  }
  return undefined;
}

/** Letters of a word that may have changed places: not the first, and not those of an ending. */
function* swapped(word: string, end: number): Generator<string> {
  const letters = [...word];
  for (let at = 1; at < letters.length - 1 - end; at++) {
    const [one = '', two = ''] = letters.slice(at, at + 2);
    if (one !== two) yield [...letters.slice(0, at), two, one, ...letters.slice(at + 2)].join('');
  }
}

/** A name that is nothing, and would be one of the source with two letters in another order, or with one letter mended. */
function misspelt(here: Side, there: Side): Strange | undefined {
  const names = here.words.filter(isCapital);
  const known = new Set(here.words.map((word) => word.toLowerCase()));
  for (const { text: word, first } of there.names) {
    if (first || known.has(word.toLowerCase()) || isPlace(word, there.language)) continue;
    const like =
      placeLike(word, here, there) ??
      names.find((name) => isTwisted(word, name)) ??
      (there.isCommon(word)
        ? undefined
        : (nameLike(word, names, here, there) ??
          letterLike(word, names, [here, there]) ??
          copyLike(word, names, there)));
    if (like !== undefined) return { kind: 'misspelt', name: like, rendered: word };
  }
  return undefined;
}

function placeLike(word: string, here: Side, there: Side): string | undefined {
  for (const right of swapped(word, 0)) {
    if (word.length >= PLACE_LETTERS && isCalendar(right, there.language)) return right;
    if (placesOfWord(right, there.language).some((code) => here.places.has(code))) return right;
  }
  return undefined;
}

const PLACE_LETTERS = 6;

/** Whether a word is one of the source with two letters in another order. */
function isTwisted(word: string, name: string): boolean {
  return word.length === name.length && word.length > SHORT && [...swapped(word, -1)].includes(name);
}

function nameLike(word: string, names: readonly string[], here: Side, there: Side): string | undefined {
  const own = soundsOf(word, there.language).slice(0, COPIED);
  const far = (sound: string): number => Math.min(...own.map((one) => apart(one, sound, ENDING)));
  const sounds = names.map((name) => soundOf(name, here.language));
  const off = Math.min(...names.flatMap((name) => soundsOf(name, here.language)).map(far));
  if (off < 1 || off > 2) return undefined;
  for (const right of swapped(word, 1))
    for (const [index, sound] of sounds.entries()) {
      if (sound.length < 3) continue;
      if (apart(soundOf(right, there.language), sound, ENDING) === 0) return names[index];
    }
  return undefined;
}

/** A name of which two letters change places to be that of the source, letter by letter but for the ending. */
function letterLike(word: string, names: readonly string[], sides: readonly Side[]): string | undefined {
  if (word.length <= SHORT || sides.some(({ language }) => CZECH.has(primaryLanguage(language))))
    return undefined;
  const own = lettersOf(word);
  const near = names.filter(
    (name) => name.length > SHORT && isSpelt(own.slice(0, 1), lettersOf(name).slice(0, 1)),
  );
  if (near.length === 0 || names.some((name) => isSpelt(own, lettersOf(name)))) return undefined;
  for (const right of swapped(word, 1)) {
    const letters = lettersOf(right);
    const name = near.find((one) => isSpelt(letters, lettersOf(one)));
    if (name !== undefined && letters !== own) return name;
  }
  return undefined;
}

/** Where names are copied, one letter off is one letter wrong. */
function copyLike(word: string, names: readonly string[], { language }: Side): string | undefined {
  if (!hasOneForm(language) || !/^\p{Script=Latin}+$/u.test(word)) return undefined;
  return names.find(
    (name) =>
      name.length >= PLACE_LETTERS &&
      name[0] === word[0] &&
      /^\p{Script=Latin}+$/u.test(name) &&
      name.at(-1) === word.at(-1) &&
      distance(name, word) === 1,
  );
}
