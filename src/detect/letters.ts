import type { LanguageTag } from '../model/language.js';
import { ALPHABETS, SCRIPT_OF, SCRIPTS, scriptOfLanguage } from './alphabets.js';

/** At most this many candidates take part in the letter rules: one bit each. */
const MAX_CANDIDATES = 31;
/** Alphabets lie below U+2000; above it the script alone speaks. */
const TABLE_SIZE = 0x2000;
const LATIN = SCRIPTS.indexOf('Latn');
const CYRILLIC = SCRIPTS.indexOf('Cyrl');
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
}

function bothCases(letters: string): Set<number> {
  const codes = new Set<number>();
  for (const form of [letters, letters.toLocaleUpperCase('und')]) {
    for (let index = 0; index < form.length; index++) codes.add(form.charCodeAt(index));
  }
  return codes;
}

function contendersOf(candidates: readonly LanguageTag[]): Contender[] {
  const contenders: Contender[] = [];
  let bits = 0;
  const add = (tag: LanguageTag, key: string, script: string | undefined): void => {
    const number = (SCRIPTS as readonly string[]).indexOf(
      script === 'Jpan'
        ? 'Kana'
        : script === 'Kore'
          ? 'Hang'
          : script?.startsWith('Han')
            ? 'Hani'
            : (script ?? ''),
    );
    if (number < 0) return;
    const bit = ALPHABETS[key] !== undefined && bits < MAX_CANDIDATES ? (1 << bits++) >>> 0 : 0;
    contenders.push({ tag, key, script: number, bit });
  };
  for (const tag of new Set(candidates)) {
    const [primary = tag, subtag] = tag.split('-');
    const asked = subtag?.length === 4 ? subtag : undefined;
    if (asked === undefined) {
      add(tag, primary, scriptOfLanguage(primary));
      const second = ALPHABETS[`${primary}-Latn`];
      if (second !== undefined && !candidates.includes(`${primary}-Latn`)) {
        add(`${primary}-Latn`, `${primary}-Latn`, second.script);
      }
    } else add(tag, ALPHABETS[tag] === undefined ? primary : tag, asked);
  }
  return contenders;
}

/** Derives the tables of a candidate set from the alphabets. */
export function letterTables(candidates: readonly LanguageTag[]): LetterTables {
  const contenders = contendersOf(candidates);
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
};

/**
 * Counts letters by script and keeps the contenders no letter speaks against. Links, mail addresses and
 * handles are passed over. One loop over UTF-16 units, nothing allocated.
 */
export function countLetters(text: string, { masks }: LetterTables): LetterCount {
  const { scripts, alive } = count;
  scripts.fill(0);
  alive.fill(0xffffffff);
  let letters = 0;
  const { length } = text;
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    const script = SCRIPT_OF[code] ?? 0;
    if (script > 1) {
      letters++;
      scripts[script] = (scripts[script] ?? 0) + 1;
      if (code < TABLE_SIZE) alive[script] = (alive[script] ?? 0) & (masks[code] ?? 0);
    } else if (code === 0x40 || (code === 0x3a && text.charCodeAt(index + 1) === 0x2f)) {
      // @handle, mail@host, scheme://rest: to the next white space.
      while (index + 1 < length && text.charCodeAt(index + 1) > 0x20) index++;
    }
  }
  count.letters = letters;
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

/** The distinct letters of `text` that speak for `bit` against the other contenders of its script, lower case. */
export function decidingLetters(text: string, tables: LetterTables, contender: Contender): string[] {
  const others = tables.byScript[contender.script] ?? [];
  let all = 0;
  for (const { bit } of others) all |= bit;
  const found = new Set<string>();
  for (let index = 0; index < text.length && found.size < 6; index++) {
    const code = text.charCodeAt(index);
    if (code >= TABLE_SIZE || SCRIPT_OF[code] !== contender.script) continue;
    const mask = (tables.masks[code] ?? 0) & all;
    if ((mask & contender.bit) !== 0 && mask !== all) found.add(text.charAt(index).toLowerCase());
  }
  return [...found];
}

/** Letters outside each contender's alphabet, by position in `contenders`. */
export function foreignLetters(
  text: string,
  tables: LetterTables,
  contenders: readonly Contender[],
): number[] {
  const foreign = contenders.map(() => 0);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code >= TABLE_SIZE || (SCRIPT_OF[code] ?? 0) < 2) continue;
    const mask = tables.masks[code] ?? 0;
    contenders.forEach(({ script, bit }, position) => {
      if (bit !== 0 && SCRIPT_OF[code] === script && (mask & bit) === 0) {
        foreign[position] = (foreign[position] ?? 0) + 1;
      }
    });
  }
  return foreign;
}

export { CYRILLIC, LATIN };
