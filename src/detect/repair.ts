import type { Finding } from '../model/finding.js';
import { findMojibake, undoMojibake } from '../model/mojibake.js';

/** Homoglyphs and mojibake: recognised, and undone where that is certain. */

const TO_CYRILLIC: Readonly<Record<string, string>> = {
  A: 'А',
  B: 'В',
  C: 'С',
  E: 'Е',
  H: 'Н',
  I: 'І',
  J: 'Ј',
  K: 'К',
  M: 'М',
  O: 'О',
  P: 'Р',
  S: 'Ѕ',
  T: 'Т',
  X: 'Х',
  Y: 'У',
  a: 'а',
  c: 'с',
  e: 'е',
  i: 'і',
  j: 'ј',
  o: 'о',
  p: 'р',
  s: 'ѕ',
  x: 'х',
  y: 'у',
  ï: 'ї',
};
const TO_LATIN: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(TO_CYRILLIC).map(([latin, cyrillic]) => [cyrillic, latin]),
);

const MIXED = /(?=[\p{L}'’]*\p{Script=Cyrillic})(?=[\p{L}'’]*\p{Script=Latin})[\p{L}'’]+/gu;
const ANY_MIXED = /\p{Script=Cyrillic}['’]?\p{Script=Latin}|\p{Script=Latin}['’]?\p{Script=Cyrillic}/u;

export interface Repair {
  readonly text: string;
  readonly finding: Finding;
}

/** The word in one script, when all its letters of the rarer script have a twin in the other. */
function mendWord(word: string): string | undefined {
  const letters = [...word];
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter));
  const cyrillic = letters.filter((letter) => /\p{Script=Cyrillic}/u.test(letter));
  const toCyrillic = latin.every((letter) => TO_CYRILLIC[letter] !== undefined);
  const toLatin = cyrillic.every((letter) => TO_LATIN[letter] !== undefined);
  // Letters without a twin say what the word is; if neither has one, the majority does.
  const wantsCyrillic = toCyrillic && (!toLatin || cyrillic.length >= latin.length);
  if (wantsCyrillic) return letters.map((letter) => TO_CYRILLIC[letter] ?? letter).join('');
  if (toLatin) return letters.map((letter) => TO_LATIN[letter] ?? letter).join('');
  return undefined;
}

/** The text with what is certain undone, or `undefined` when there is nothing to mend. */
export function repairSegment(text: string): Repair | undefined {
  if (ANY_MIXED.test(text)) {
    const mended: string[] = [];
    const repaired = text.replace(MIXED, (word) => {
      const better = mendWord(word);
      if (better === undefined || better === word) return word;
      mended.push(word);
      return better;
    });
    if (mended.length > 0) {
      return {
        text: repaired,
        finding: {
          check: 'homoglyphs',
          severity: 'minor',
          message: `letters of another script inside ${mended.map((word) => `"${word}"`).join(', ')}`,
          suggestion: 'Mend it in the outputs with --repair homoglyphs.',
        },
      };
    }
  }
  const mojibake = /[\u0080-\u00FF\u0400-\u045F]/.test(text) ? findMojibake(text) : undefined;
  const undone = mojibake === undefined ? undefined : undoMojibake(text);
  if (mojibake === undefined || undone === undefined) return undefined;
  return {
    text: undone,
    finding: {
      check: 'mojibake',
      severity: 'major',
      message: `decoded wrongly (${mojibake.kind}): "${mojibake.sample}"`,
      suggestion: 'Mend it in the outputs with --repair mojibake.',
    },
  };
}
