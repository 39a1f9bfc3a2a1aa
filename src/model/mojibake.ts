/**
 * Text that was decoded with the wrong encoding, and undoing it. Encodings concerned: UTF-8 read as a
 * single-byte encoding, and windows-1251 or KOI8 read as each other or as Latin-1.
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

type Single = 'windows-1251' | 'windows-1252' | 'koi8-u';

const encoders = new Map<Single, ReadonlyMap<string, number>>();

/** Byte of each character of a single-byte encoding; windows-1252 also takes the C1 controls. */
function encoderOf(name: Single): ReadonlyMap<string, number> {
  const known = encoders.get(name);
  if (known !== undefined) return known;
  const table = new Map<string, number>();
  const decoder = new TextDecoder(name);
  for (let byte = 0; byte < 256; byte++) {
    const character = decoder.decode(Uint8Array.of(byte));
    if (!table.has(character)) table.set(character, byte);
    if (byte >= 0x80 && byte < 0xa0) table.set(String.fromCharCode(byte), byte);
  }
  encoders.set(name, table);
  return table;
}

function encode(text: string, name: Single): Uint8Array | undefined {
  const table = encoderOf(name);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const byte = table.get(text[index] ?? '');
    if (byte === undefined) return undefined;
    bytes[index] = byte;
  }
  return bytes;
}

function decodeStrictly(bytes: Uint8Array, name: string): string | undefined {
  try {
    return new TextDecoder(name, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

interface Kind {
  readonly kind: string;
  /** Matches a garbled stretch; cheap enough for every article. */
  readonly pattern: RegExp;
  readonly wrong: Single;
  readonly right: string;
}

const KINDS: readonly Kind[] = [
  {
    kind: 'utf-8 read as windows-1251',
    // Р and С before what continuation bytes look like in windows-1251: `РџСЂРёРІС–С‚`.
    pattern:
      /(?:[РС][\u0080-\u00BF\u0400-\u040F\u0450-\u045F\u0490\u0491\u2010-\u203A\u20AC\u2116\u2122]){3,}(?:[\s\p{P}\d]*(?:[РС][\u0080-\u00BF\u0400-\u045F\u0490\u0491\u2010-\u203A\u20AC\u2116\u2122])+)*/u,
    wrong: 'windows-1251',
    right: 'utf-8',
  },
  {
    kind: 'utf-8 read as windows-1252',
    pattern:
      /(?:[ÐÑ][\u0080-\u00BF\u0152\u0153\u0160\u0161\u0178\u017D\u017E\u0192\u02C6\u02DC\u2013-\u203A\u20AC\u2122]){3,}(?:[\s\p{P}\d]*(?:[ÐÑ][\u0080-\u00FF\u0152-\u0192\u02C6\u02DC\u2013-\u203A\u20AC\u2122])+)*/u,
    wrong: 'windows-1252',
    right: 'utf-8',
  },
  {
    kind: 'windows-1251 read as windows-1252',
    pattern: /[\u00C0-\u00FF¿²³ºª¯]{4,}(?:[\s\p{P}\d]+[\u00C0-\u00FF¿²³ºª¯]{2,})+/u,
    wrong: 'windows-1252',
    right: 'windows-1251',
  },
];

/** The first stretch that was decoded wrongly, if there is one that can be undone. */
export function findMojibake(text: string): Mojibake | undefined {
  for (const { kind, pattern, wrong, right } of KINDS) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const bytes = encode(match[0], wrong);
    const undone = bytes === undefined ? undefined : decodeStrictly(bytes, right);
    if (undone === undefined || !/\p{Script=Cyrillic}{3}/u.test(undone)) continue;
    const sample = match[0].slice(0, 24);
    return { start: match.index, end: match.index + match[0].length, kind, sample };
  }
  return undefined;
}

/** The text with its garbled stretches undone, or `undefined` when nothing can be undone without loss. */
export function undoMojibake(text: string): string | undefined {
  for (const { pattern, wrong, right } of KINDS) {
    let changed = false;
    const undone = text.replace(new RegExp(pattern.source, 'gu'), (stretch) => {
      const bytes = encode(stretch, wrong);
      const decoded = bytes === undefined ? undefined : decodeStrictly(bytes, right);
      if (decoded === undefined || !/\p{Script=Cyrillic}{2}/u.test(decoded)) return stretch;
      changed = true;
      return decoded;
    });
    if (changed) return undone;
  }
  return undefined;
}
