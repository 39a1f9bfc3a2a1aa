import type { LanguageTag } from '../model/language.js';
import { ALPHABETS, SCRIPT_OF, SCRIPTS, scriptOfLanguage } from './alphabets.js';

/** At most this many candidates a script take part in the letter rules: one bit each. */
const MAX_CANDIDATES = 31;
/** Alphabets lie below U+2000; above it the script alone speaks. */
const TABLE_SIZE = 0x2000;
/** Letters named in evidence. */
const MOST_SHOWN = 4;
const LATIN = SCRIPTS.indexOf('Latn');
const CYRILLIC = SCRIPTS.indexOf('Cyrl');
const ARABIC = SCRIPTS.indexOf('Arab');
const HAN = SCRIPTS.indexOf('Hani');
const KANA = SCRIPTS.indexOf('Kana');
const HANGUL = SCRIPTS.indexOf('Hang');

/** One candidate written in one script. */
export interface Contender {
  /** The tag answered. */
  readonly tag: LanguageTag;
  /** Key in `ALPHABETS` and in the n-gram model. */
  readonly key: string;
  readonly script: number;
  /** Zero when the candidate has no alphabet on record. */
  readonly bit: number;
  /** No candidate: a language of the same script that the text may turn out to be in. */
  readonly outsider: boolean;
}

/** The letter tables of one set of candidates. */
export interface LetterTables {
  readonly contenders: readonly Contender[];
  /** For every UTF-16 unit below U+2000: the bits of the contenders that write it; all ones for no letter. */
  readonly masks: Uint32Array;
  /** Contenders by script number. */
  readonly byScript: readonly (readonly Contender[])[];
}

/** What one pass over a text found. Reused between calls: read it before the next. */
export interface LetterCount {
  /** Letters by script number. */
  readonly scripts: Uint32Array;
  /** By script number: the bits of the contenders whose alphabets have every letter seen. */
  readonly alive: Uint32Array;
  /** Number of the script most letters belong to, 0 when there is no letter. */
  script: number;
  /** Letters in all. */
  letters: number;
  /** Combining marks were seen: the text is not composed. */
  marks: boolean;
  /** A link, an address or a handle was passed over. */
  links: boolean;
  /** Words, and those of them written like names: a capital and then a small letter. */
  words: number;
  names: number;
  /** Words written like acronyms or brands: NATO, F-16, iPhone. */
  acronyms: number;
}

function bothCases(letters: string): Set<number> {
  const codes = new Set<number>();
  for (const form of [letters, letters.toLocaleUpperCase('und')]) {
    for (let index = 0; index < form.length; index++) codes.add(form.charCodeAt(index));
  }
  return codes;
}

/** What `Intl` calls the writing of Japanese, Korean and Chinese, by the script that tells them apart. */
const TELLING_SCRIPTS: Readonly<Record<string, string>> = {
  Jpan: 'Kana',
  Kore: 'Hang',
  Hans: 'Hani',
  Hant: 'Hani',
};

function contendersOf(candidates: readonly LanguageTag[], outsiders: readonly string[]): Contender[] {
  const contenders: Contender[] = [];
  // Letters are compared within a script, so that every script has all the bits.
  const bits = new Map<number, number>();
  const add = (tag: LanguageTag, key: string, script: string | undefined, outsider: boolean): void => {
    const name = script === undefined ? '' : (TELLING_SCRIPTS[script] ?? script);
    const number = (SCRIPTS as readonly string[]).indexOf(name);
    if (number < 0) return;
    const taken = bits.get(number) ?? 0;
    const bit = ALPHABETS[key] !== undefined && taken < MAX_CANDIDATES ? (1 << taken) >>> 0 : 0;
    if (bit !== 0) bits.set(number, taken + 1);
    contenders.push({ tag, key, script: number, bit, outsider });
  };
  for (const tag of new Set(candidates)) {
    const [primary = tag, subtag] = tag.split('-');
    const asked = subtag?.length === 4 ? subtag : undefined;
    if (asked !== undefined) {
      add(tag, ALPHABETS[tag] === undefined ? primary : tag, asked, false);
      continue;
    }
    add(tag, primary, scriptOfLanguage(primary), false);
    const second = `${primary}-Latn`;
    if (primary === 'sr' && !candidates.includes(second)) add(second, second, 'Latn', false);
  }
  const scripts = new Set(contenders.map(({ script }) => script));
  for (const key of outsiders) {
    const script = ALPHABETS[key]?.script;
    const taken = contenders.some((one) => one.key === key);
    if (!taken && scripts.has((SCRIPTS as readonly (string | undefined)[]).indexOf(script))) {
      add(key, key, script, true);
    }
  }
  return contenders;
}

/**
 * Derives the tables of a candidate set from the alphabets. `outsiders`, keys of `ALPHABETS`, take part in
 * the scripts the candidates are written in.
 */
export function letterTables(
  candidates: readonly LanguageTag[],
  outsiders: readonly string[] = [],
): LetterTables {
  const contenders = contendersOf(candidates, outsiders);
  const masks = new Uint32Array(TABLE_SIZE).fill(0xffffffff);
  for (let code = 0; code < TABLE_SIZE; code++) {
    const script = SCRIPT_OF[code] ?? 0;
    if (script < 2) continue;
    // A letter says nothing of languages whose letters are not listed.
    let mask = 0;
    for (const { key, script: own, bit } of contenders) {
      const plain = own === LATIN && ((code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a));
      if (own === script && (plain || (ALPHABETS[key]?.letters === '' && own !== LATIN))) mask |= bit;
    }
    masks[code] = mask >>> 0;
  }
  for (const { key, bit } of contenders) {
    for (const code of bothCases(ALPHABETS[key]?.letters ?? '')) {
      if (code < TABLE_SIZE) masks[code] = ((masks[code] ?? 0) | bit) >>> 0;
    }
  }
  const byScript = SCRIPTS.map((_, number) => contenders.filter((one) => one.script === number));
  return { contenders, masks, byScript };
}

const count: LetterCount = {
  scripts: new Uint32Array(SCRIPTS.length),
  alive: new Uint32Array(SCRIPTS.length),
  script: 0,
  letters: 0,
  marks: false,
  links: false,
  words: 0,
  names: 0,
  acronyms: 0,
};

/** 1 for a capital letter, 2 for a small one, by UTF-16 unit. */
export const CASE_OF: Uint8Array = (() => {
  const table = new Uint8Array(0x10000);
  for (let code = 0; code < TABLE_SIZE; code++) {
    if ((SCRIPT_OF[code] ?? 0) < 2) continue;
    const letter = String.fromCharCode(code);
    if (letter !== letter.toLowerCase()) table[code] = 1;
    else if (letter !== letter.toUpperCase()) table[code] = 2;
  }
  return table;
})();

/**
 * Counts letters by script and keeps the contenders no letter speaks against. Links, mail addresses and
 * handles are passed over. One loop over UTF-16 units, nothing allocated.
 */
export function countLetters(text: string, { masks }: LetterTables): LetterCount {
  const { scripts, alive } = count;
  scripts.fill(0);
  alive.fill(0xffffffff);
  let letters = 0;
  let marks = false;
  let links = false;
  let words = 0;
  let names = 0;
  let acronyms = 0;
  let before = 0;
  const { length } = text;
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    const script = SCRIPT_OF[code] ?? 0;
    if (script > 1) {
      if (before === 0) {
        words++;
        const next = CASE_OF[text.charCodeAt(index + 1)];
        if (CASE_OF[code] === 1) {
          if (next === 2) names++;
          else acronyms++;
        } else if (next === 1) acronyms++;
      }
      letters++;
      scripts[script] = (scripts[script] ?? 0) + 1;
      if (code < TABLE_SIZE) alive[script] = (alive[script] ?? 0) & (masks[code] ?? 0);
    } else if (code === 0x40 || (code === 0x3a && text.charCodeAt(index + 1) === 0x2f)) {
      links = true;
      // @handle, mail@host, scheme://rest: to the next white space.
      while (index + 1 < length && text.charCodeAt(index + 1) > 0x20) index++;
    } else if (code >= 0x300 && code < 0x370) marks = true;
    // An apostrophe or a hyphen stays inside a word.
    if (script !== 0 || (code !== 0x27 && code !== 0x2019 && code !== 0x2d)) before = script;
  }
  count.letters = letters;
  count.marks = marks;
  count.links = links;
  count.words = words;
  count.names = names;
  count.acronyms = acronyms;
  count.script = mainScript(scripts);
  return count;
}

function mainScript(scripts: Uint32Array): number {
  let best = 0;
  let most = 0;
  for (let script = 2; script < scripts.length; script++) {
    // Latin names and brands stand inside every other script; they outweigh it only when clearly more.
    const weight = (scripts[script] ?? 0) * (script === LATIN ? 1 : 2);
    if (weight > most) {
      best = script;
      most = weight;
    }
  }
  if (best === HAN && (scripts[KANA] ?? 0) > 0) return KANA;
  if (best === HAN && (scripts[HANGUL] ?? 0) > 0) return HANGUL;
  return best;
}

/**
 * The distinct letters of `text`, lower case, that speak for one candidate against another of its script: the
 * first four.
 */
export function decidingLetters(text: string, tables: LetterTables, contender: Contender): string[] {
  let all = contender.bit;
  for (const { bit, outsider } of tables.byScript[contender.script] ?? []) if (!outsider) all |= bit;
  const found = new Set<string>();
  for (let index = 0; index < text.length && found.size < MOST_SHOWN; index++) {
    const code = text.charCodeAt(index);
    if (code >= TABLE_SIZE || SCRIPT_OF[code] !== contender.script) continue;
    const mask = (tables.masks[code] ?? 0) & all;
    if ((mask & contender.bit) !== 0 && mask !== all) found.add(text.charAt(index).toLowerCase());
  }
  return [...found];
}

/** Whether a letter of the text is in the alphabet of one candidate alone. */
export function hasOwnLetter(text: string, tables: LetterTables, contender: Contender): boolean {
  let all = contender.bit;
  for (const { bit, outsider } of tables.byScript[contender.script] ?? []) if (!outsider) all |= bit;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code >= TABLE_SIZE || SCRIPT_OF[code] !== contender.script) continue;
    if (((tables.masks[code] ?? 0) & all) >>> 0 === contender.bit >>> 0) return true;
  }
  return false;
}

/** Letters of their script outside each contender's alphabet, by position in `contenders`. */
export function foreignLetters(
  text: string,
  { masks }: LetterTables,
  contenders: readonly Contender[],
): Uint32Array {
  const foreign = new Uint32Array(contenders.length);
  const script = contenders[0]?.script;
  let all = 0;
  for (const { bit } of contenders) all |= bit;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code >= TABLE_SIZE || SCRIPT_OF[code] !== script) continue;
    const missing = all & ~(masks[code] ?? 0);
    if (missing === 0) continue;
    for (let at = 0; at < contenders.length; at++) {
      if ((missing & (contenders[at]?.bit ?? 0)) !== 0) foreign[at] = (foreign[at] ?? 0) + 1;
    }
  }
  return foreign;
}

export { ARABIC, CYRILLIC, HAN, HANGUL, KANA, LATIN };
