import { distance } from 'fastest-levenshtein';
import { primaryLanguage } from '../model/language.js';
import { COMMON } from './data/common.js';
import { keyOf, skeletonOf } from './key.js';
import { hasOneForm } from './pair.js';
import { isCalendar, isPlace, placesOfWord } from './places.js';
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
  readonly known?: readonly { readonly start: number; readonly end: number }[];
}

type Strange =
  | {
      readonly kind: 'replaced' | 'misspelt';
      /** As the source has it; of a misspelt one what it is like. */
      readonly name: string;
      readonly rendered: string;
    }
  | { readonly kind: 'added'; readonly rendered: string };

const WORD = /\p{L}[\p{L}'’]+/gu;
/** Letters of an ending. */
const ENDING = 3;
const isCapital = (word: string): boolean => /^\p{Lu}/u.test(word);

/** Letters of a beginning that could as well be that of a name: `war`, Warsaw. */
const SHORT = 4;
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

/** Languages written in Latin letters after Czech fashion: `ch` is х, `j` й, `c` ц. */
const CZECH: ReadonlySet<string> = new Set(['cs', 'sk', 'pl', 'hr', 'sl']);

/** Letters of a word as the other script may have them: `-tion` and «-ція», `W` and «У», the feminine of Czech names. */
function soundOf(word: string, language: string): string {
  const isCzech = CZECH.has(primaryLanguage(language));
  const key = isCzech ? `${word}\n` : word;
  let sound = sounds.get(key);
  if (sound === undefined) {
    let letters = word.toLowerCase().replace(/у(?=[аеєиіїоэыяю])/gu, 'в');
    if (isCzech)
      letters = letters
        .replace(/(?<=\p{L}{3})ov(?:á|ou|é|i)$/u, '')
        .replace(/ch/g, 'h')
        .replace(/j/g, 'i')
        .replace(/[cčšžćśż]/g, 's');
    sound = keyOf(letters.replace(/(?<=[^s])ti(?=on|al|a[lnr])/gu, 'si'));
    if (sounds.size >= MOST_SOUNDS) sounds.clear();
    sounds.set(key, sound);
  }
  return sound;
}
const sounds = new Map<string, string>();
const MOST_SOUNDS = 50_000;

/** Edits between two sounds; letters at the end of one of them, up to `free`, are an ending and cost nothing. */
function apart(a: string, b: string, free: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  let best = Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    row = next;
    if (i < Math.max(2, a.length - free)) continue;
    for (let j = Math.max(2, b.length - free); j <= b.length; j++)
      best = Math.min(best, (row[j] ?? 0) + 0.5 * Math.min(a.length - i, b.length - j));
  }
  return best;
}

/** Whether two words may be one name, over two scripts. */
function areNear(a: string, b: string, from: string, to: string): boolean {
  const [x, y] = [soundOf(a, from), soundOf(b, to)];
  const n = Math.min(x.length, y.length);
  if (n < 2) return x.slice(0, 2) === y.slice(0, 2);
  // No word is like one that is twice as long.
  if (Math.max(x.length, y.length) > n + 6) return false;
  const off = apart(x, y, n <= 3 ? 1 : n <= 5 ? 2 : ENDING);
  if (isCapital(a) !== isCapital(b)) return n >= 5 && off <= (n >= 7 ? 1 : 0);
  if (n >= 8) return off <= 2;
  return off <= (n >= 5 || (n === 4 && skeletonOf(x) === skeletonOf(y)) ? 1 : 0.5);
}

/** One side of a sentence. */
class Side {
  readonly names: readonly NameWord[];
  readonly words: readonly string[];
  readonly #common: RegExp;

  constructor(
    readonly text: string,
    readonly language: string,
    common: RegExp,
    known: NonNullable<Sentence['known']> = [],
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
        !this.#isPlaceOf(name.text, other) &&
        name.text.split('-').some((part) => part.length > 2) &&
        !name.text
          .split(/['’-]/u)
          .some(
            (part) =>
              part.length > 2 &&
              other.words.some((word) => areNear(part, word, this.language, other.language)),
          ),
    );
  }

  /** A place, or a word made of one, that the other side does not speak of. */
  placeMissing(other: Side): string | undefined {
    return this.words.find((word) => {
      const codes = placesOfWord(word, this.language);
      return (
        codes.length > 0 &&
        !this.isCommon(word) &&
        !codes.some((code) => other.places.has(code)) &&
        !other.words.some((one) => areNear(word, one, this.language, other.language))
      );
    });
  }

  #isPlaceOf(word: string, other: Side): boolean {
    const codes = placesOfWord(word, this.language);
    return codes.length > 0 && codes.some((code) => other.places.has(code));
  }
}

/** Names that stand in the place of others, or are misspelt; the first of them. */
export function strangeIn({ source, target, text, translation, known = [] }: Sentence): Strange | undefined {
  const [from, to] = [commonIn(source), commonIn(target)];
  if (from === undefined || to === undefined || !hasCapitals(source) || !hasCapitals(target))
    return undefined;
  const here = new Side(text, source, from);
  const there = new Side(translation, target, to, known);
  if (there.names.length === 0) return undefined;
  return misspelt(here, there) ?? replaced(here, there);
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
    if (first || known.has(word.toLowerCase()) || there.isCommon(word) || isPlace(word, there.language))
      continue;
    const like =
      placeLike(word, here, there) ?? nameLike(word, names, here, there) ?? copyLike(word, names, there);
    if (like !== undefined) return { kind: 'misspelt', name: like, rendered: word };
  }
  return undefined;
}

const PLACE_LETTERS = 6;

function placeLike(word: string, here: Side, there: Side): string | undefined {
  if (word.length < PLACE_LETTERS) return undefined;
  for (const right of swapped(word, 0)) {
    if (isCalendar(right, there.language)) return right;
    if (placesOfWord(right, there.language).some((code) => here.places.has(code))) return right;
  }
  return undefined;
}

function nameLike(word: string, names: readonly string[], here: Side, there: Side): string | undefined {
  const own = soundOf(word, there.language);
  const sounds = names.map((name) => soundOf(name, here.language));
  const off = Math.min(...sounds.map((sound) => apart(own, sound, ENDING)));
  if (off < 1 || off > 2) return undefined;
  for (const right of swapped(word, 1))
    for (const [index, sound] of sounds.entries()) {
      if (sound.length < 3 || apart(own, sound, ENDING) < 1) continue;
      if (apart(soundOf(right, there.language), sound, ENDING) === 0) return names[index];
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
