import { WINDOWS_1252_SPECIALS } from './windows-1252.js';

/**
 * Text that was decoded with the wrong encoding, and undoing it. Encodings concerned: UTF-8 read as a
 * single-byte encoding; windows-1251 and KOI8 read as each other or as Latin-1.
 */

export interface Mojibake {
  /** UTF-16 offset of the first garbled stretch. */
  readonly start: number;
  readonly end: number;
  /** What was read as what, e.g. `utf-8 read as windows-1251`. */
  readonly kind: string;
  /** The encoding the bytes were in, and the one they were read as: `utf-8`, `windows-1251`, `windows-1252`, `koi8`. */
  readonly right: string;
  readonly wrong: string;
  /** The garbled stretch, shortened. */
  readonly sample: string;
}

type Single = 'windows-1251' | 'windows-1252' | 'koi8-u';

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
  // KOI8-R has frames where KOI8-U has Ukrainian letters; text read as either is undone.
  if (name === 'koi8-u') {
    const russian = new TextDecoder('koi8-r').decode(
      Uint8Array.from({ length: 128 }, (_, index) => index + 0x80),
    );
    for (const [index, character] of [...russian].entries())
      if (!table.has(character)) table.set(character, index + 0x80);
  }
  return table;
}

const TABLES: Readonly<Record<Single, ReadonlyMap<string, number>>> = {
  'windows-1251': byteTable('windows-1251'),
  'windows-1252': byteTable('windows-1252'),
  'koi8-u': byteTable('koi8-u'),
};

/** The inside of a character class: what bytes in a range look like; by default those that continue a UTF-8 sequence. */
function continuation(name: Single, last = 0xbf): string {
  return [...TABLES[name]]
    .filter(([, byte]) => byte >= 0x80 && byte <= last)
    .map(([character]) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

const IN_1251 = continuation('windows-1251');
const IN_1252 = continuation('windows-1252');
const IN_KOI8 = continuation('koi8-u');
/** Continuation bytes that do not also stand after a capital at the end of a word. */
const INNER_1252 = `(?![\\u00A0«»“”‘’–—…])[${IN_1252}]`;

interface Kind {
  readonly kind: string;
  readonly wrong: Single;
  readonly right: 'utf-8' | 'windows-1251' | 'koi8-u';
  /** Matches where there is no doubt; cheap enough for every article. */
  readonly evidence: RegExp;
  /** The same for a stretch of a text in which there is no doubt. */
  readonly within?: RegExp;
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
      `(?:[ÐÑ][${IN_1252}]|Ò[\\u0090\\u0091‘]){3,}|â[€\\u0080][${IN_1252}]|[ÃÄÅ]${INNER_1252}[^]{0,400}?[ÃÄÅ]${INNER_1252}`,
      'u',
    ),
    within: new RegExp(`[ÃÄÅ]${INNER_1252}|Â[«©°]`, 'u'),
    // Æ and Ë begin «ƒ», «ˆ» and «˜», which are there when it happened twice.
    garbled: `[ÂÃÄÅÆËÐÑÒ][${IN_1252}]|â[${IN_1252}]{2}|ï»¿|ð[${IN_1252}]{3}`,
  },
  {
    kind: 'utf-8 read as koi8',
    wrong: 'koi8-u',
    right: 'utf-8',
    evidence: new RegExp(`(?:[пяр][${IN_KOI8}]){3,}`, 'u'),
    garbled: `[пяр][${IN_KOI8}]|б[${IN_KOI8}]{2}`,
  },
];

/** Small letters for capitals and the reverse, as KOI8 and windows-1251 make of each other: «рТЕЪЙДЕОФ». */
const INVERTED =
  /(?<!\p{L})[\u0430-\u045F\u0491][\u0400-\u042F\u0490]{3,}(?!\p{L})[\s\S]{0,400}?(?<!\p{L})[\u0400-\u042F\u0490]{4,}(?!\p{L})/u;
const LATIN_1 = /[\u00C0-\u00FF¿²³ºª¯]{4,}(?:[\s\p{P}\d]+[\u00C0-\u00FF¿²³ºª¯]{2,})+/u;

/** One single-byte encoding read as another: the bytes are sound in any, so the likelier text decides. */
const SINGLE_BYTE_KINDS: readonly Kind[] = (
  [
    ['windows-1251', 'windows-1252', LATIN_1],
    ['koi8-u', 'windows-1252', LATIN_1],
    ['koi8-u', 'windows-1251', INVERTED],
    ['windows-1251', 'koi8-u', INVERTED],
  ] as const
).map(([right, wrong, evidence]) => {
  const letters = wrong === 'windows-1252' ? '\\u00C0-\\u00FF¿²³ºª¯§¤¦·´¶' : continuation(wrong, 0xff);
  return {
    kind: `${right.replace('-u', '')} read as ${wrong.replace('-u', '')}`,
    wrong,
    right,
    evidence,
    garbled: `[${letters}]{2,}(?:[\\s!-/:;?\\d]+[${letters}]+)*`,
  };
});

/** Pairs of letters that make up a quarter of any East Slavic text. */
const FAMILIAR =
  /ст|но|то|на|ен|ов|ні|ни|ра|во|ко|ро|по|пр|ре|ка|го|ал|ли|ер|ть|ся|та|ти|не|за|ва|ла|ор|ан|ил|ки|до|ет|ом|ас|ви|ди|ми/giu;

const familiar = (text: string): number => text.match(FAMILIAR)?.length ?? 0;

interface Undone {
  readonly kind: Kind;
  readonly text: string;
}

function undoUtf8(text: string): string | undefined {
  for (const kind of KINDS) {
    if (!kind.evidence.test(text) && kind.within?.test(text) !== true) continue;
    const undone = undoKind(text, kind);
    if (undone !== text) return undone;
  }
  return undefined;
}

/** The likeliest of the single-byte kinds, where it gives a likelier text than what stands there. */
function undoSingleByte(text: string): Undone | undefined {
  const suspected = SINGLE_BYTE_KINDS.filter(({ evidence }) => evidence.test(text));
  if (suspected.length === 0) return undefined;
  let best: Undone | undefined;
  // What is UTF-8 as well has to lose: KOI8 read as Latin-1 has pairs that look like it.
  let most = Math.max(2 * familiar(text) + 2, familiar(undoUtf8(text) ?? ''));
  for (const kind of suspected) {
    const undone = undoKind(text, kind);
    const score = familiar(undone);
    if (score > most && /\p{Script=Cyrillic}{3}/u.test(undone)) {
      best = { kind, text: undone };
      most = score;
    }
  }
  return best;
}

const undoKind = (text: string, kind: Kind): string =>
  text.replace(
    new RegExp(`(?:${kind.garbled})+`, 'gu'),
    (stretch) => decodeRightly(stretch, kind) ?? stretch,
  );

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
  const found = (kind: Kind, start: number, length: number): Mojibake => ({
    start,
    end: start + length,
    kind: kind.kind,
    right: kind.right.replace('-u', ''),
    wrong: kind.wrong.replace('-u', ''),
    sample: text.slice(start, start + 24),
  });
  const single = undoSingleByte(text)?.kind;
  const stretch = single === undefined ? null : new RegExp(`(?:${single.garbled})+`, 'u').exec(text);
  if (single !== undefined && stretch !== null) return found(single, stretch.index, stretch[0].length);
  for (const kind of KINDS) {
    const start = kind.evidence.exec(text)?.index;
    if (start === undefined) continue;
    const [garbled] = new RegExp(`(?:${kind.garbled})+`, 'uy').exec(text.slice(start)) ?? [];
    if (garbled !== undefined && decodeRightly(garbled, kind) !== undefined)
      return found(kind, start, garbled.length);
  }
  return undefined;
}

/** The text with its garbled stretches undone, or `undefined` when none can be; a stretch that lost bytes stays. */
export function undoMojibake(text: string): string | undefined {
  const undone = undoSingleByte(text)?.text ?? undoUtf8(text);
  // It may have happened twice.
  return undone === undefined ? undefined : (undoMojibake(undone) ?? undone);
}
