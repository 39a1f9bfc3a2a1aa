import { WINDOWS_1252_SPECIALS } from './windows-1252.js';

/**
 * Text that was decoded with the wrong encoding, and undoing it. Encodings concerned: UTF-8 read as a
 * single-byte encoding, and windows-1251 read as Latin-1.
 */

export interface Mojibake {
  /** UTF-16 offset of the first garbled stretch. */
  readonly start: number;
  readonly end: number;
  /** What was read as what, e.g. `utf-8 read as windows-1251`. */
  readonly kind: string;
  /** The garbled stretch, shortened. */
  readonly sample: string;
}

type Single = 'windows-1251' | 'windows-1252';

/** Characters of the bytes 0x80 to 0xFF; for windows-1252 the controls of Latin-1 are added by `byteTable`. */
function upperHalf(name: Single): string[] {
  const decoder = new TextDecoder(name);
  return Array.from({ length: 128 }, (_, index) => {
    const special = name === 'windows-1252' ? WINDOWS_1252_SPECIALS[index] : undefined;
    return special ?? decoder.decode(Uint8Array.of(index + 0x80));
  });
}

function byteTable(name: Single): ReadonlyMap<string, number> {
  const table = new Map<string, number>();
  for (let byte = 0; byte < 0x80; byte++) table.set(String.fromCharCode(byte), byte);
  for (const [index, character] of upperHalf(name).entries()) table.set(character, index + 0x80);
  if (name === 'windows-1252')
    for (let byte = 0x80; byte < 0xa0; byte++) table.set(String.fromCharCode(byte), byte);
  return table;
}

const TABLES: Readonly<Record<Single, ReadonlyMap<string, number>>> = {
  'windows-1251': byteTable('windows-1251'),
  'windows-1252': byteTable('windows-1252'),
};

/** The inside of a character class: what the bytes that continue a UTF-8 sequence look like. */
function continuation(name: Single): string {
  return [...TABLES[name]]
    .filter(([, byte]) => byte >= 0x80 && byte < 0xc0)
    .map(([character]) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

const IN_1251 = continuation('windows-1251');
const IN_1252 = continuation('windows-1252');
/** Continuation bytes that do not also stand after a capital at the end of a word. */
const INNER_1252 = `(?![\\u00A0«»“”‘’–—…])[${IN_1252}]`;

interface Kind {
  readonly kind: string;
  readonly wrong: Single;
  readonly right: 'utf-8' | 'windows-1251';
  /** Matches where there is no doubt; cheap enough for every article. */
  readonly evidence: RegExp;
  /** The same for a stretch of a text in which there is no doubt. */
  readonly hint?: RegExp;
  /** What is undone once there is no doubt. */
  readonly garbled: string;
}

const KINDS: readonly Kind[] = [
  {
    kind: 'utf-8 read as windows-1251',
    wrong: 'windows-1251',
    right: 'utf-8',
    evidence: new RegExp(`(?:[РС][${IN_1251}]|Т[ђ‘]){3,}|вЂ[${IN_1251}]`, 'u'),
    // Cyrillic letters; «ґ»; Latin-1 signs; punctuation; the byte order mark; emoji.
    garbled: `[РС][${IN_1251}]|Т[ђ‘]|В(?!\\p{L})[${IN_1251}]|в[Ђ‚„†][${IN_1251}]|п»ї|рџ[${IN_1251}]{2}`,
  },
  {
    kind: 'utf-8 read as windows-1252',
    wrong: 'windows-1252',
    right: 'utf-8',
    evidence: new RegExp(
      `(?:[ÐÑ][${IN_1252}]){3,}|â[€\\u0080][${IN_1252}]|[ÃÄÅ]${INNER_1252}[^]{0,400}?[ÃÄÅ]${INNER_1252}`,
      'u',
    ),
    hint: new RegExp(`[ÃÄÅ]${INNER_1252}|Â[«©°]`, 'u'),
    garbled: `[ÂÃÄÅÐÑÒ][${IN_1252}]|â[${IN_1252}]{2}|ï»¿|ð[${IN_1252}]{3}`,
  },
  {
    kind: 'windows-1251 read as windows-1252',
    wrong: 'windows-1252',
    right: 'windows-1251',
    evidence: /[\u00C0-\u00FF¿²³ºª¯]{4,}(?:[\s\p{P}\d]+[\u00C0-\u00FF¿²³ºª¯]{2,})+/u,
    garbled: '[\\u00C0-\\u00FF¿²³ºª¯]{4,}(?:[\\s\\p{P}\\d]+[\\u00C0-\\u00FF¿²³ºª¯]+)*',
  },
];

/** A garbled stretch as it was meant, or `undefined` when its bytes are not sound in the right encoding. */
function decodeRightly(stretch: string, { wrong, right }: Kind): string | undefined {
  const bytes = new Uint8Array(stretch.length);
  for (let index = 0; index < stretch.length; index++) {
    const byte = TABLES[wrong].get(stretch[index] ?? '');
    if (byte === undefined) return undefined;
    bytes[index] = byte;
  }
  try {
    return new TextDecoder(right, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The first stretch that was decoded wrongly, if there is one that can be undone. */
export function findMojibake(text: string): Mojibake | undefined {
  for (const kind of KINDS) {
    const match = kind.evidence.exec(text);
    if (match === null) continue;
    const start = match.index;
    const [stretch] = new RegExp(`(?:${kind.garbled})+`, 'uy').exec(text.slice(start)) ?? [];
    const undone = stretch === undefined ? undefined : decodeRightly(stretch, kind);
    if (stretch === undefined || undone === undefined) continue;
    if (kind.right !== 'utf-8' && !/\p{Script=Cyrillic}{3}/u.test(undone)) continue;
    return { start, end: start + stretch.length, kind: kind.kind, sample: text.slice(start, start + 24) };
  }
  return undefined;
}

/** The text with its garbled stretches undone, or `undefined` when none can be; a stretch that lost bytes stays. */
export function undoMojibake(text: string): string | undefined {
  for (const kind of KINDS) {
    if (!kind.evidence.test(text) && kind.hint?.test(text) !== true) continue;
    const undone = text.replace(
      new RegExp(`(?:${kind.garbled})+`, 'gu'),
      (stretch) => decodeRightly(stretch, kind) ?? stretch,
    );
    if (undone !== text) return undone;
  }
  return undefined;
}
