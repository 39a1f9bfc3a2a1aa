import { withWindows1252Specials } from '../model/windows-1252.js';

/**
 * Which single-byte encoding a text is in, told by what its letters say: they belong to one alphabet, capitals
 * begin words, and words do not mix scripts. Short texts leave statistics of bytes little to go by.
 */

export interface Guess {
  /** WHATWG name. */
  readonly name: string;
  /** Up to about 1.2 for a text without a doubtful letter; negative for noise. */
  readonly score: number;
}

interface Candidate {
  readonly name: string;
  readonly script: 'Cyrl' | 'Latn';
  /** Taken off the score of what is hardly ever met. */
  readonly rare?: number;
}

/** In order of how often they are met, which decides between equals. */
const CANDIDATES: readonly Candidate[] = [
  { name: 'windows-1251', script: 'Cyrl' },
  { name: 'koi8-u', script: 'Cyrl' },
  { name: 'windows-1252', script: 'Latn' },
  { name: 'windows-1250', script: 'Latn' },
  { name: 'iso-8859-2', script: 'Latn' },
  { name: 'windows-1254', script: 'Latn' },
  { name: 'iso-8859-5', script: 'Cyrl', rare: 0.05 },
  { name: 'ibm866', script: 'Cyrl', rare: 0.05 },
  { name: 'x-mac-cyrillic', script: 'Cyrl', rare: 0.1 },
];

export const SINGLE_BYTE: readonly string[] = CANDIDATES.map(({ name }) => name);

/** Letters beyond ASCII, of one language or of neighbours that share a code page. */
const ALPHABETS: Readonly<Record<Candidate['script'], readonly string[]>> = {
  Cyrl: [
    'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя',
    'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
    'абвгдеёжзійклмнопрстуўфхцчшыьэюя',
    'абвгдђежзијклљмнњопрстћуфхцчџш',
    'абвгдѓежзѕијклљмнњопрстќуфхцчџш',
  ],
  Latn: ['àâæçéèêëîïôœùûüÿäößáíóúñãõåøìò', 'ąćęłńóśźżáčďéěíňřšťúůýžľĺŕôäöüőűđ', 'âçğıîöşüû'],
};

/** The commonest letters of Cyrillic languages; capitals alone are told from small letters by these. */
const COMMON = new Set('оаеиінтрсвлк');

/** Marks beyond ASCII that stand in prose, and those of them that stand inside words as well. */
const MARKS = new Set('\u00A0\u00AD«»“”„‟’‘‚—–…№§©®°•€·¿¡');
const JOINING = new Set('\u00A0\u00AD’—–');

const isAsciiLetter = (code: number): boolean => (code | 32) >= 97 && (code | 32) <= 122;

const OF_SCRIPT = { Cyrl: /\p{Script=Cyrillic}/u, Latn: /\p{Script=Latin}/u };

interface Kind {
  readonly lower: string;
  readonly letter: boolean;
  readonly upper: boolean;
  readonly mark: boolean;
  readonly joining: boolean;
}

const kinds = new Map<string, Kind>();

function kindOf(character: string): Kind {
  let kind = kinds.get(character);
  if (kind === undefined) {
    const lower = character.toLowerCase();
    kind = {
      lower,
      letter: /\p{L}/u.test(character),
      upper: lower !== character,
      mark: MARKS.has(character),
      joining: JOINING.has(character),
    };
    kinds.set(character, kind);
  }
  return kind;
}

function isLetter(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code < 0x80 ? isAsciiLetter(code) : code > 0x7f && kindOf(text[index] ?? '').letter;
}

/** What a decoding is worth as prose of a script, by its characters beyond ASCII. */
function plausibility(text: string, script: Candidate['script']): number {
  const counts = new Map<string, number>();
  let letters = 0;
  let odd = 0;
  let common = 0;
  /** Letters beyond ASCII that follow each other. */
  let run = 0;
  let afterLower = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x80) {
      const letter = isAsciiLetter(code);
      if (letter && run > 0 && script === 'Cyrl') odd += 2;
      run = 0;
      afterLower = letter && code >= 97;
      continue;
    }
    const { lower, letter, upper, mark, joining } = kindOf(text[index] ?? '');
    if (!letter) {
      if (!mark) odd += 2;
      else if (run > 0 && !joining && isLetter(text, index + 1)) odd += 2;
      run = 0;
      afterLower = false;
      continue;
    }
    letters += 1;
    run += 1;
    counts.set(lower, (counts.get(lower) ?? 0) + 1);
    if (upper && afterLower) odd += 2;
    if (script === 'Cyrl') {
      if (COMMON.has(lower)) common += 1;
      if (run === 1 && isAsciiLetter(text.charCodeAt(index - 1))) odd += 2;
      // Latin words hold a few letters with marks among plain ones, hardly ever three in a row.
    } else if (run > 2) odd += 1;
    afterLower = !upper;
  }
  let known = 0;
  for (const alphabet of ALPHABETS[script]) {
    let sum = 0;
    for (const [letter, count] of counts) if (alphabet.includes(letter)) sum += count;
    known = Math.max(known, sum);
  }
  const rest = [...counts.keys()].some((letter) => !OF_SCRIPT[script].test(letter)) ? letters : 0;
  const whole = Math.max(letters + odd, 1);
  return (known - 2 * (letters - known) - 2 * odd - rest) / whole + (0.2 * common) / Math.max(letters, 1);
}

/** A single-byte decoding; bytes without a character become U+FFFD. */
function decodeSingleByte(bytes: Uint8Array, name: string): string {
  const text = new TextDecoder(name).decode(bytes);
  return name === 'windows-1252' ? withWindows1252Specials(text) : text;
}

/** The candidates from best to worst. */
export function rankEncodings(bytes: Uint8Array): readonly Guess[] {
  return CANDIDATES.map(({ name, script, rare = 0 }) => ({
    name,
    score: plausibility(decodeSingleByte(bytes, name), script) - rare,
  })).sort((a, b) => b.score - a.score);
}
