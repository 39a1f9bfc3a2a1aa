import { distance } from 'fastest-levenshtein';
import jschardet from 'jschardet';
import { TovmachError } from '../errors.js';
import type { Encoding } from '../model/article.js';

/** Bytes to text: BOM, then UTF-8 if it is valid, UTF-16 by its zero bytes, then single-byte encodings by what their letters say. */

export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
}

const BOMS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** Single-byte encodings tried against each other; the order breaks ties. */
const CYRILLIC = ['windows-1251', 'koi8-u', 'iso-8859-5', 'ibm866', 'x-mac-cyrillic'] as const;

const KNOWN = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1250',
  'windows-1252',
  'koi8-r',
  'iso-8859-2',
  ...CYRILLIC,
];

function decode(bytes: Uint8Array, name: string, fatal: boolean): string | undefined {
  try {
    return new TextDecoder(name, { fatal, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

/** UTF-16 without BOM: half of the bytes are 0 (Latin) or 4 (Cyrillic), all on one side. */
function guessUtf16(bytes: Uint8Array): string | undefined {
  const length = Math.min(bytes.length & ~1, 4096);
  if (length < 8) return undefined;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < length; index += 2) {
    if ((bytes[index] ?? 1) <= 4) even += 1;
    if ((bytes[index + 1] ?? 1) <= 4) odd += 1;
  }
  const pairs = length / 2;
  if (odd > 0.7 * pairs && even < 0.3 * pairs) return 'utf-16le';
  if (even > 0.7 * pairs && odd < 0.3 * pairs) return 'utf-16be';
  return undefined;
}

/** How much a decoding looks like Cyrillic prose: lower-case letters in words, few capitals inside words, no symbols. */
function plausibility(text: string): number {
  let letters = 0;
  let odd = 0;
  let previous = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const isLower = (code >= 0x430 && code <= 0x45f) || code === 0x491;
    const isUpper = (code >= 0x400 && code < 0x430) || code === 0x490;
    if (isLower || isUpper) letters += 1;
    else if (code > 0x7f && !'«»“”„’—–…№ '.includes(text[index] ?? '')) odd += 2;
    if (isUpper && previous === 1) odd += 2;
    // Letters that are rare in every language of the set, and rife in wrong decodings.
    if ('ђѓљњќћџѕј'.includes(text[index] ?? '')) odd += 1;
    previous = isLower ? 1 : 0;
  }
  return (letters - 2 * odd) / Math.max(letters + odd, 1);
}

function guessSingleByte(bytes: Uint8Array): { name: string; confidence: number } {
  const sample = bytes.subarray(0, 65_536);
  const scores = CYRILLIC.map((name) => ({
    name,
    score: plausibility(decode(sample, name, false) ?? ''),
  })).sort((a, b) => b.score - a.score);
  const detected = jschardet.detect(Buffer.from(sample.buffer, sample.byteOffset, sample.byteLength));
  const label = normaliseName(detected.encoding ?? '');
  const best = scores[0];
  if (best !== undefined && best.score > 0.5) {
    const agreed = label === best.name || (label === 'koi8-r' && best.name === 'koi8-u');
    const margin = best.score - (scores[1]?.score ?? 0);
    const confidence = agreed ? Math.max(detected.confidence, 0.9) : Math.min(0.95, 0.5 + margin);
    return { name: best.name, confidence: Math.round(confidence * 100) / 100 };
  }
  if (label !== undefined && decode(sample, label, false) !== undefined && label !== 'utf-8') {
    return { name: label, confidence: Math.round(detected.confidence * 100) / 100 };
  }
  return { name: 'windows-1252', confidence: 0.3 };
}

function normaliseName(name: string): string | undefined {
  try {
    return new TextDecoder(name.trim().replace(/-sig$/i, '')).encoding;
  } catch {
    return undefined;
  }
}

/**
 * The WHATWG name of an encoding the user named.
 * @throws TovmachError USAGE with the nearest known name.
 */
export function encodingName(name: string): string {
  const known = normaliseName(name === 'cp1251' ? 'windows-1251' : name);
  if (known !== undefined) return known;
  const nearest = [...KNOWN].sort(
    (a, b) => distance(name.toLowerCase(), a) - distance(name.toLowerCase(), b),
  )[0];
  throw new TovmachError('USAGE', `"${name}" is not an encoding this program knows`, {
    hint: `Did you mean ${nearest}? Known are ${KNOWN.join(', ')}.`,
  });
}

/** Offset of the first byte that is not UTF-8, and how many such places there are in the first megabyte. */
function invalidUtf8(bytes: Uint8Array): { offset: number; line: number; places: number } {
  const text = decode(bytes.subarray(0, 1 << 20), 'utf-8', false) ?? '';
  const first = text.indexOf('\uFFFD');
  const before = text.slice(0, Math.max(first, 0));
  return {
    offset: Buffer.byteLength(before),
    line: before.split('\n').length,
    places: text.split('\uFFFD').length - 1,
  };
}

/** Share of multi-byte characters that are sound, in bytes that are not valid UTF-8 as a whole. */
function mostlyUtf8(bytes: Uint8Array, places: number): boolean {
  const text = decode(bytes.subarray(0, 1 << 20), 'utf-8', false) ?? '';
  let sound = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 0x7f && code !== 0xfffd) sound += 1;
  }
  return sound > 20 * places;
}

/** True for bytes that are no text in any encoding. */
export function looksBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 8192);
  if (guessUtf16(sample) !== undefined || BOMS.some(([, bom]) => startsWith(bytes, bom))) return false;
  let control = 0;
  for (const byte of sample) {
    if (byte === 0) return true;
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) control += 1;
  }
  return control > sample.length / 20;
}

/**
 * Decodes a file.
 * @throws TovmachError INPUT_INVALID naming the line and byte where UTF-8 breaks, or that the named encoding does not fit.
 */
export function decodeBytes(bytes: Uint8Array, file: string, override?: string): Decoded {
  for (const [name, bom] of BOMS) {
    if (startsWith(bytes, bom) && (override === undefined || encodingName(override) === name)) {
      const text = decode(bytes.subarray(bom.length), name, true);
      if (text !== undefined) return { text, encoding: { name, confidence: 1, bom: true } };
    }
  }
  if (override !== undefined) {
    const name = encodingName(override);
    const text = decode(bytes, name, true);
    if (text !== undefined) return { text, encoding: { name, confidence: 1, bom: false } };
    throw new TovmachError('INPUT_INVALID', `${file} is not ${name}`, {
      file,
      hint: 'Leave --encoding out to have it detected, or name another.',
    });
  }
  const utf16 = guessUtf16(bytes);
  if (utf16 !== undefined) {
    const text = decode(bytes, utf16, true);
    if (text !== undefined) return { text, encoding: { name: utf16, confidence: 0.9, bom: false } };
  }
  const utf8 = decode(bytes, 'utf-8', true);
  if (utf8 !== undefined) return { text: utf8, encoding: { name: 'utf-8', confidence: 1, bom: false } };
  const { offset, line, places } = invalidUtf8(bytes);
  if (mostlyUtf8(bytes, places)) {
    throw new TovmachError('INPUT_INVALID', `${file} is UTF-8 but for byte ${offset}, which is invalid`, {
      file,
      line,
      hint: 'Mend that byte, or name the encoding with --encoding.',
    });
  }
  const { name, confidence } = guessSingleByte(bytes);
  return { text: decode(bytes, name, false) ?? '', encoding: { name, confidence, bom: false } };
}
