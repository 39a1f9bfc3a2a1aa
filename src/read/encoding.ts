import { analyse } from 'chardet';
import { distance } from 'fastest-levenshtein';
import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';
import type { Encoding } from '../model/article.js';
import { withWindows1252Specials } from '../model/windows-1252.js';
import { rankEncodings, SINGLE_BYTE } from './plausible.js';

/** Bytes to text: BOM, then UTF-8 if it is valid, UTF-16 by its zero bytes, then single-byte encodings by what their letters say. */

const say = messages('read', {
  unknownEncoding: '"{{name}}" is not an encoding this program knows',
  nearestEncoding: 'Did you mean {{nearest}}? Known are {{known}}.',
  otherEncoding: '{{file}} is not {{name}}',
  letItBeDetected: 'Leave --encoding out to have it detected, or name another.',
  brokenUtf8: {
    one: '{{file}} is UTF-8 but for byte {{offset}}, which is invalid',
    other: '{{file}} is UTF-8 but for byte {{offset}}, which is invalid ({{count}} such bytes in all)',
  },
  mendTheByte: 'Mend that byte, or name the encoding with --encoding.',
});

export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
}

const BOMS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

const KNOWN = ['utf-8', 'utf-16le', 'utf-16be', 'koi8-r', ...SINGLE_BYTE];

function decode(bytes: Uint8Array, name: string, fatal: boolean): string | undefined {
  try {
    const text = new TextDecoder(name, { fatal, ignoreBOM: true }).decode(bytes);
    return name === 'windows-1252' ? withWindows1252Specials(text) : text;
  } catch {
    return undefined;
  }
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

/** UTF-16 without BOM: half of the bytes are 0 (Latin) or 4 (Cyrillic), all on one side. */
export function guessUtf16(bytes: Uint8Array): string | undefined {
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

/** Bytes looked at to tell a single-byte encoding, from the first that is not ASCII. */
const SAMPLE = 16_384;
/** Own judgement is followed above this score. */
const PLAUSIBLE = 0.6;

/** From this many bytes beyond ASCII on, chardet is believed when it names a script that is no candidate ... */
const OTHER_SCRIPT = 40;
/** ... with so many hundredths more than it gives to the best candidate. */
const LEAD = 5;

const hundredths = (value: number): number => Math.round(value * 100) / 100;

function guessSingleByte(bytes: Uint8Array): { name: string; confidence: number } {
  const sample = sampleOf(bytes);
  const [best, next] = rankEncodings(sample);
  const named = analyse(sample).map(({ name, confidence }) => ({ label: normaliseName(name), confidence }));
  const detected = named.find(
    ({ label }) => label !== undefined && label !== 'utf-8' && decode(bytes, label, true) !== undefined,
  );
  const lead =
    (detected?.confidence ?? 0) - (named.find(({ label }) => label === best?.name)?.confidence ?? 0);
  const elsewhere =
    detected?.label !== undefined &&
    lead >= LEAD &&
    /^(?:windows-125[35-8]|iso-8859-[678]|shift_jis|euc-|gb|big5)/.test(detected.label) &&
    best?.name !== 'ibm866' &&
    sample.filter((byte) => byte > 0x7f).length >= OTHER_SCRIPT;
  if (best !== undefined && best.score > PLAUSIBLE && !elsewhere) {
    const agreed = detected?.label === best.name || (detected?.label === 'koi8-r' && best.name === 'koi8-u');
    const margin = best.score - (next?.score ?? 0);
    const confidence = agreed
      ? Math.max((detected?.confidence ?? 0) / 100, 0.9)
      : Math.min(0.95, 0.5 + margin);
    return { name: best.name, confidence: hundredths(confidence) };
  }
  if (detected?.label !== undefined) {
    return { name: detected.label, confidence: hundredths(detected.confidence / 100) };
  }
  return { name: 'windows-1252', confidence: 0.3 };
}

function sampleOf(bytes: Uint8Array): Uint8Array {
  const from = Math.max(bytes.findIndex((byte) => byte > 0x7f) - 256, 0);
  return bytes.subarray(from, from + SAMPLE);
}

/** By so much less a declared encoding may fit than another one, and still be believed. */
const BELIEVED = 0.12;
/** Fewer bytes beyond ASCII, such as those of an abbreviation, contradict nobody. */
const FEWEST_BYTES = 20;

/** Whether a page's letters make words in another encoding than the one it names: servers recode pages, not their heads. */
function isContradicted(declared: string, bytes: Uint8Array): boolean {
  const sample = sampleOf(bytes);
  if (sample.filter((byte) => byte > 0x7f).length < FEWEST_BYTES) return false;
  const ranked = rankEncodings(sample);
  const own = ranked.find(({ name }) => name === (declared === 'koi8-r' ? 'koi8-u' : declared));
  const [best] = ranked;
  return (
    own !== undefined && best !== undefined && best.score > PLAUSIBLE && best.score - own.score > BELIEVED
  );
}

/** Whether few bytes beyond ASCII stand each in a word of plain letters, as those of Western languages do. */
function standsAmongAscii(bytes: Uint8Array): boolean {
  const isLetter = (at: number): boolean => ((bytes[at] ?? 0) | 32) >= 97 && ((bytes[at] ?? 0) | 32) <= 122;
  let all = 0;
  let among = 0;
  for (let at = 0; at < bytes.length; at++) {
    if ((bytes[at] ?? 0) < 0x80) continue;
    all += 1;
    if (isLetter(at - 1) || isLetter(at + 1)) among += 1;
  }
  return all < FEWEST_BYTES && among > 0.7 * all;
}

/** The encoding a page says it is in; windows-1252 is what software says when nobody told it. */
function declaredCharset(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 2048));
  if (!/^\s*</.test(start)) return undefined;
  const match = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)|^\s*<\?xml[^>]+encoding=["']([\w-]+)/i.exec(start);
  const name = normaliseName(match?.[1] ?? match?.[2] ?? '');
  if (name === undefined || name.startsWith('utf-')) return undefined;
  return name === 'windows-1252' && !standsAmongAscii(bytes) ? undefined : name;
}

/** Names of Microsoft's code pages that are no labels of the WHATWG. */
const CODE_PAGES: Readonly<Record<string, string>> = { cp932: 'ms932', cp949: 'windows-949', cp950: 'big5' };

function normaliseName(name: string): string | undefined {
  const label = name.trim().toLowerCase().replace(/-sig$/, '');
  try {
    return new TextDecoder(CODE_PAGES[label] ?? label).encoding;
  } catch {
    return undefined;
  }
}

/**
 * The WHATWG name of an encoding the user named.
 * @throws TovmachError USAGE with the nearest known name.
 */
export function encodingName(name: string): string {
  const known = normaliseName(name);
  if (known !== undefined) return known;
  const nearest =
    [...KNOWN].sort((a, b) => distance(name.toLowerCase(), a) - distance(name.toLowerCase(), b))[0] ?? '';
  throw new TovmachError('USAGE', say.unknownEncoding({ name }), {
    hint: say.nearestEncoding({ nearest, known: KNOWN.join(', ') }),
  });
}

/** Length of the UTF-8 sequence that begins here, or 0 where there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (lead < 0xc2 || length === 0) return 0;
  const second = bytes[at + 1] ?? 0;
  // Overlong forms, surrogates, and what lies beyond U+10FFFF.
  if ((lead === 0xe0 && second < 0xa0) || (lead === 0xed && second > 0x9f)) return 0;
  if ((lead === 0xf0 && second < 0x90) || (lead === 0xf4 && second > 0x8f)) return 0;
  for (let index = 1; index < length; index++) if (((bytes[at + index] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

/** Where UTF-8 breaks first, in how many places, and how many characters beyond ASCII are sound. */
function surveyUtf8(bytes: Uint8Array): { offset: number; line: number; broken: number; sound: number } {
  let offset = -1;
  let line = 1;
  let broken = 0;
  let sound = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length === 0) {
      if (offset < 0) offset = at;
      broken += 1;
    } else if (length > 1) sound += 1;
    else if (offset < 0 && bytes[at] === 10) line += 1;
    at += Math.max(length, 1);
  }
  return { offset, line, broken, sound };
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
 * @param label what whoever sent the bytes says they are in (a header); absent: what the text itself declares
 * @throws TovmachError INPUT_INVALID where the encoding that the user named does not fit.
 */
export function decodeBytes(bytes: Uint8Array, file: string, override?: string, label?: string): Decoded {
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
    const { offset, line, broken, sound } = surveyUtf8(bytes);
    if (name === 'utf-8' && sound > 2 * broken) {
      throw new TovmachError('INPUT_INVALID', say.brokenUtf8({ file: asPath(file), offset, count: broken }), {
        file,
        line,
        hint: say.mendTheByte(),
      });
    }
    throw new TovmachError('INPUT_INVALID', say.otherEncoding({ file: asPath(file), name }), {
      file,
      hint: say.letItBeDetected(),
    });
  }
  const utf16 = guessUtf16(bytes);
  if (utf16 !== undefined) {
    const text = decode(bytes, utf16, true);
    if (text !== undefined) return { text, encoding: { name: utf16, confidence: 0.9, bom: false } };
  }
  const utf8 = decode(bytes, 'utf-8', true);
  if (utf8 !== undefined) return { text: utf8, encoding: { name: 'utf-8', confidence: 1, bom: false } };
  const { broken, sound } = surveyUtf8(bytes);
  // Hardly a pair of letters of another encoding happens to be sound UTF-8. What is not sound reads as U+FFFD, and is a finding.
  if (sound > 2 * broken)
    return {
      text: decode(bytes, 'utf-8', false) ?? '',
      encoding: { name: 'utf-8', confidence: 1, bom: false },
    };
  const named = (label === undefined ? undefined : normaliseName(label)) ?? declaredCharset(bytes);
  const declared = named === undefined || isContradicted(named, bytes) ? undefined : named;
  const text = declared === undefined ? undefined : decode(bytes, declared, true);
  if (declared !== undefined && text !== undefined)
    return { text, encoding: { name: declared, confidence: 0.95, bom: false } };
  const { name, confidence } = guessSingleByte(bytes);
  return { text: decode(bytes, name, false) ?? '', encoding: { name, confidence, bom: false } };
}
