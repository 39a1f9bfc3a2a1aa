import { type LanguageTag, NO_LANGUAGE, UNDETERMINED } from '../model/language.js';
import { SCRIPT_OF, SCRIPTS } from './alphabets.js';
import { type Contender, LATIN, type LetterTables, letterTables } from './letters.js';

/** What letters say without a model: script, whether a language can be meant at all, words of two scripts. */

const CYRILLIC = SCRIPTS.indexOf('Cyrl');
const TABLE_END = 0x2000;
const FIRST_SCRIPT = 2;

export interface Letters {
  /** Number of the script most letters belong to, 0 when there is no letter. */
  readonly script: number;
  readonly letters: number;
  /** Letters of two scripts touch somewhere, or a Latin `i` stands alone: homoglyphs, or foreign names with native endings. */
  readonly mixed: boolean;
}

const counts = new Uint32Array(SCRIPTS.length);

/** One pass over a stretch of text. With `names` its Latin letters do not decide the script. */
export function lettersOf(text: string, start: number, end: number, names = false): Letters {
  counts.fill(0);
  let letters = 0;
  let mixed = false;
  let lone = false;
  let previous = 0;
  for (let index = start; index < end; index++) {
    const script = SCRIPT_OF[text.charCodeAt(index)] ?? 0;
    if (script > 0) {
      letters += 1;
      counts[script] = (counts[script] ?? 0) + 1;
      if (previous > 1 && script > 1 && script !== previous) mixed = true;
      if (previous === 0 && script === LATIN && isLoneI(text, index)) lone = true;
    }
    previous = script;
  }
  let best = 0;
  let most = 0;
  for (let script = 1; script < counts.length; script++) {
    // Latin names stand in texts of every script.
    const weight = (counts[script] ?? 0) * (script === LATIN ? (names ? 0 : 1) : 2);
    if (weight > most) {
      best = script;
      most = weight;
    }
  }
  return { script: best, letters, mixed: mixed || (lone && best === CYRILLIC) };
}

/** The conjunction «і» is often typed as the Latin letter. */
function isLoneI(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return (code === 0x69 || code === 0x49) && text.charCodeAt(index + 1) === 0x20;
}

const ISO_NAMES: Readonly<Record<string, string>> = { Kana: 'Jpan', Hang: 'Kore' };

/** ISO 15924 code of a script number; `Zyyy` for none. */
export function scriptName(script: number): string {
  const name = SCRIPTS[script] ?? 'Zyyy';
  return ISO_NAMES[name] ?? name;
}

let last: { readonly candidates: readonly LanguageTag[]; readonly tables: LetterTables } | undefined;

/** The letter tables of a candidate set; those of the last one asked for are kept. */
export function tablesOf(candidates: readonly LanguageTag[]): LetterTables {
  if (last?.candidates !== candidates) last = { candidates, tables: letterTables(candidates) };
  return last.tables;
}

/** Bits of the contenders of a script that every letter of it in the stretch allows. */
export function allowedIn(
  text: string,
  start: number,
  end: number,
  script: number,
  tables: LetterTables,
): number {
  let bits = 0xffffffff;
  for (let index = start; index < end; index++) {
    const code = text.charCodeAt(index);
    if (code < TABLE_END && SCRIPT_OF[code] === script) bits &= tables.masks[code] ?? 0;
  }
  return bits >>> 0;
}

/** Contenders a stretch can be in by its letters; those without an alphabet on record are never ruled out. */
export function possibleIn(text: string, script: number, tables: LetterTables): readonly Contender[] {
  if (script < FIRST_SCRIPT) return [];
  const allowed = allowedIn(text, 0, text.length, script, tables);
  return (tables.byScript[script] ?? []).filter(({ bit }) => bit === 0 || (allowed & bit) !== 0);
}

export { LATIN };

/** `und` and `zxx` count for nothing. */
export const isNamed = (tag: LanguageTag): boolean => tag !== UNDETERMINED && tag !== NO_LANGUAGE;
