import type { Placeholder } from '../model/article.js';
import { isSpecialTag, type LanguageTag, sameLanguage } from '../model/language.js';
import { guessKind, type NameKind } from './kind.js';
import { areForms, isMadeFrom, isOneSpelling, mayBeOne, pairsOf, withoutPlaceholders } from './pair.js';
import { placeNamed } from './places.js';
import { hasCapitals, type NameWord, namesIn, runsOf } from './spot.js';

/** The register of names: every form of every name over a corpus, with how often and where, in both scripts. */

/** Where a form stands first. */
export interface NamePlace {
  /** The source file relative to its root. */
  readonly path: string;
  /** In it, from 1. */
  readonly line: number;
}

/** One spelling of a name. */
export interface NameForm extends NamePlace {
  /** As it is written. */
  readonly text: string;
  /** Times it stands there. */
  readonly count: number;
}

/** A name in its language, and what it is called in others. */
export interface NameEntry {
  /** Of the texts it was found in. */
  readonly language: LanguageTag;
  /** The form that the others are forms of, as far as that can be told. */
  readonly name: string;
  /** A guess, by what stands around it and by lists of places. */
  readonly kind: NameKind;
  /** Over all forms. */
  readonly count: number;
  /** Articles it is in. */
  readonly articles: number;
  /** The most frequent first. */
  readonly forms: readonly NameForm[];
  /** What it is called in outputs, by language, the most frequent first. */
  readonly renderings: Readonly<Record<LanguageTag, readonly NameForm[]>>;
  /** What CLDR calls it, where it is a country or a well-known city; by language. */
  readonly known: Readonly<Record<LanguageTag, string>>;
}

/** A text of a corpus, with its translation where there is one. */
interface NameText {
  readonly language: LanguageTag;
  readonly text: string;
  readonly placeholders?: readonly Placeholder[];
  readonly translations?: readonly { readonly target: LanguageTag; readonly text: string }[];
}

export interface NameRegister {
  add(text: NameText, place: NamePlace): void;
  /** The most frequent first. @param targets languages CLDR's names are wanted in */
  entries(targets: readonly LanguageTag[]): readonly NameEntry[];
}

interface Seen {
  count: number;
  readonly place: NamePlace;
}

interface Spelling {
  readonly language: LanguageTag;
  readonly text: string;
  readonly words: readonly NameWord[];
  readonly place: NamePlace;
  readonly paths: Set<string>;
  readonly renderings: Map<LanguageTag, Map<string, Seen>>;
  readonly kinds: Map<NameKind, number>;
  /** Times, and how many of them only where a sentence begins. */
  count: number;
  first: number;
}

/** Different spellings that are kept. */
const MOST = 300_000;

function newSpelling(
  language: LanguageTag,
  text: string,
  words: readonly NameWord[],
  place: NamePlace,
): Spelling {
  const [paths, renderings, kinds] = [new Set<string>(), new Map(), new Map()];
  return { language, text, words, place, paths, renderings, kinds, count: 0, first: 0 };
}

/** Counts what a name is called in a translation. */
function addRendering({ renderings }: Spelling, target: LanguageTag, said: string, place: NamePlace): void {
  const byText = renderings.get(target) ?? new Map<string, Seen>();
  renderings.set(target, byText);
  const seen = byText.get(said);
  if (seen === undefined) byText.set(said, { count: 1, place });
  else seen.count += 1;
}

export function nameRegister(): NameRegister {
  const spellings = new Map<string, Spelling>();
  const spelling = (language: LanguageTag, text: string, words: readonly NameWord[], place: NamePlace) => {
    const key = `${language}\n${text}`;
    let one = spellings.get(key);
    if (one === undefined && spellings.size < MOST) {
      one = newSpelling(language, text, words, place);
      spellings.set(key, one);
    }
    return one;
  };
  return {
    add({ language, text: given, placeholders = [], translations = [] }, place) {
      if (isSpecialTag(language) || !hasCapitals(language)) return;
      const text = withoutPlaceholders(given, placeholders);
      const pairs = translations.flatMap(({ target, text: translation }) =>
        sameLanguage(target, language)
          ? []
          : [
              {
                target,
                translation,
                pairs: pairsOf({ source: language, target, text: given, translation, placeholders }),
              },
            ],
      );
      for (const { run, isFirst } of candidatesIn(text)) {
        const name = run.map((word) => word.text).join(' ');
        const one = spelling(language, name, run, place);
        if (one === undefined) continue;
        one.count += 1;
        if (isFirst) one.first += 1;
        one.paths.add(place.path);
        const kind = guessKind(text, run, language);
        one.kinds.set(kind, (one.kinds.get(kind) ?? 0) + 1);
        for (const { target, translation, pairs: found } of pairs) {
          const rendered = run.map(
            (word) => found.find((pair) => pair.name.start === word.start)?.rendered.text,
          );
          const said = rendered.every((part) => part !== undefined)
            ? rendered.join(' ')
            : knownIn(name, language, target, translation);
          if (said === undefined) continue;
          addRendering(one, target, said, place);
        }
      }
    },
    entries(targets) {
      return grouped([...spellings.values()])
        .map((group) => entryOf(group, targets))
        .filter((entry) => entry !== undefined)
        .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
    },
  };
}

/** Names that may stand in a text. */
function candidatesIn(text: string): { readonly run: NameWord[]; readonly isFirst: boolean }[] {
  return runsOf(text, namesIn(text)).flatMap((run) => {
    const isFirst = run[0]?.first === true;
    // What begins a sentence may be no part of the name behind it: "Yesterday Kyiv" is Kyiv.
    return isFirst && run.length > 1
      ? [
          { run, isFirst },
          { run: run.slice(1), isFirst: false },
        ]
      : [{ run, isFirst }];
  });
}

/** A country or city by its own name in the other language, where the translation says it. */
function knownIn(
  name: string,
  language: LanguageTag,
  target: LanguageTag,
  translation: string,
): string | undefined {
  const known = placeNamed(name, language)?.nameIn(target);
  if (known === undefined || !hasCapitals(target)) return undefined;
  const words = known.split(' ').length;
  for (const run of runsOf(translation, namesIn(translation)))
    for (let from = 0; from + words <= run.length; from++) {
      const said = run
        .slice(from, from + words)
        .map(({ text }) => text)
        .join(' ');
      if (placeNamed(said, target)?.nameIn(target) === known) return said;
    }
  return undefined;
}

/** Spellings that are forms of one name. */
function grouped(spellings: readonly Spelling[]): Spelling[][] {
  const groups: Spelling[][] = [];
  const byStart = new Map<string, Spelling[][]>();
  const sorted = [...spellings].sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
  for (const one of sorted) {
    const place = placeNamed(one.text, one.language);
    const key =
      place !== undefined
        ? `${one.language}\n=${place.name}`
        : `${one.language}\n${one.words.map(({ text }) => text.slice(0, 2).toLowerCase()).join(' ')}`;
    const near = byStart.get(key) ?? [];
    byStart.set(key, near);
    const group = near.find(
      (members) => place !== undefined || members.slice(0, 8).some((member) => areOne(member, one)),
    );
    if (group === undefined) {
      const made = [one];
      near.push(made);
      groups.push(made);
    } else group.push(one);
  }
  return groups;
}

const areOne = (a: Spelling, b: Spelling): boolean =>
  a.words.length === b.words.length &&
  a.words.every((word, index) => areForms(word.text, b.words[index]?.text ?? '', a.language));

function entryOf(group: readonly Spelling[], targets: readonly LanguageTag[]): NameEntry | undefined {
  const [first] = group;
  if (first === undefined) return undefined;
  // A word that only ever begins sentences is no name.
  if (group.every(({ count, first: begins }) => begins === count)) return undefined;
  const { language } = first;
  const renderings: Record<LanguageTag, NameForm[]> = {};
  for (const { renderings: byTarget } of group)
    for (const [target, byText] of byTarget) {
      const forms = renderings[target] ?? [];
      renderings[target] = forms;
      for (const [text, { count, place }] of byText) {
        const at = forms.findIndex((form) => form.text === text);
        const before = forms[at];
        if (before === undefined) forms.push({ text, count, ...place });
        else forms[at] = { ...before, count: before.count + count };
      }
    }
  const found = nominativeOf(group);
  const place = placeNamed(found, language);
  const name = place?.name ?? found;
  const kinds = new Map<NameKind, number>();
  for (const { kinds: counts } of group)
    for (const [kind, count] of counts) kinds.set(kind, (kinds.get(kind) ?? 0) + count);
  const known = Object.fromEntries(
    targets.flatMap((target) => {
      const said = sameLanguage(target, language) ? undefined : place?.nameIn(target);
      return said === undefined ? [] : [[target, said]];
    }),
  );
  return {
    language,
    name,
    kind: place === undefined ? mostOf(kinds) : 'place',
    count: group.reduce((sum, { count }) => sum + count, 0),
    articles: new Set(group.flatMap(({ paths }) => [...paths])).size,
    forms: byCount(group.map(({ text, count, place: at }) => ({ text, count, ...at }))),
    renderings: Object.fromEntries(
      Object.entries(renderings)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([target, forms]) => [target, byCount(forms)]),
    ),
    known,
  };
}

const byCount = (forms: readonly NameForm[]): NameForm[] =>
  [...forms].sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));

/** The spelling that most of the others are made from; of several the most frequent. */
function nominativeOf(group: readonly Spelling[]): string {
  let best = group[0]?.text ?? '';
  let most = -1;
  for (const one of group.slice(0, 30)) {
    const covers = group.filter((other) =>
      other.words.every((word, index) => isMadeFrom(one.words[index]?.text ?? '', word.text, one.language)),
    ).length;
    if (covers > most) {
      most = covers;
      best = one.text;
    }
  }
  return best;
}

function mostOf(kinds: ReadonlyMap<NameKind, number>): NameKind {
  let best: NameKind = 'name';
  let most = 0;
  for (const [kind, count] of kinds)
    if (kind !== 'name' && count > most) {
      best = kind;
      most = count;
    }
  return best;
}

/** Renderings of one entry that are two spellings: the first with each of the others. */
export function otherSpellings(forms: readonly NameForm[], target: LanguageTag): readonly NameForm[] {
  const [first, ...rest] = forms;
  if (first === undefined) return [];
  const words = (text: string): NameWord[] => namesIn(`, ${text}`);
  return rest.filter((form) => {
    const [a, b] = [words(first.text), words(form.text)];
    return (
      a.length === b.length &&
      a.some((word, index) => {
        const other = b[index];
        return other !== undefined && !isOneSpelling(word.text, other.text, target) && mayBeOne(word, other);
      })
    );
  });
}
