import type { Placeholder } from './article.js';
import type { LanguageTag } from './language.js';

/** What a segment can be in its article, as journalists tell its parts apart. */
export const ROLES = [
  'title',
  'lead',
  'paragraph',
  'heading',
  'section-label',
  'related-headline',
  'quote',
  'byline',
  'caption',
  'list-item',
  'timestamp',
  'boilerplate',
] as const;
/** What a segment is in its article; one of `ROLES`. */
export type Role = (typeof ROLES)[number];

/**
 * What happens to a segment in a target other than its own language. `keep`: verbatim. `drop`: left out
 * and counted. `related`: translated and shown as a related-headline line.
 */
export type Action = 'keep' | 'translate' | 'drop' | 'related';

/** A moment named in the text, as far as it was named. */
export interface TimestampValue {
  /** ISO 8601 with offset, `2024-07-08T20:41:00+03:00`, or a date only. */
  readonly iso: string;
  /** How exactly it was named: a `date` has no time of day in `iso`. */
  readonly precision: 'date' | 'minute' | 'second';
  /** IANA zone used to place a wall-clock time. */
  readonly zone: string;
}

/**
 * A piece is a stretch of a block that segmentation does not cut further. Detection labels pieces and
 * joins neighbours of one sentence and one language into segments.
 */
export interface Piece {
  readonly blockId: string;
  /** Half-open UTF-16 range in the block's text; never white space at the ends. */
  readonly start: number;
  readonly end: number;
  /** Number of the sentence in the block, from 0: pieces of different sentences are never joined. */
  readonly sentence: number;
  readonly kind: 'text' | 'timestamp' | 'counter' | 'markup';
  /** Inside quotation marks. */
  readonly quoted: boolean;
  /** Its Latin letters are names in a text of another script. */
  readonly names?: boolean;
  readonly time?: TimestampValue;
}

/** What can be mended in a text. */
export type Repair = 'homoglyphs' | 'mojibake';

/** One entry of the ledger. */
export interface Segment {
  /** By content: hash of language, role and normalised text, plus occurrence in the article. */
  readonly id: string;
  /** Id of the block it stands in. */
  readonly blockId: string;
  /** Half-open UTF-16 range in the decoded file. */
  readonly start: number;
  /** Offset behind its last character in the decoded file. */
  readonly end: number;
  /** Where `start` is, both from 1. */
  readonly line: number;
  /** Column of `start` in its line, from 1. */
  readonly column: number;
  /** The same range in the block's text. `text` is that slice. */
  readonly blockStart: number;
  /** Offset behind its last character in the block's text. */
  readonly blockEnd: number;
  /** The words as they stand in the block, markup within them included. */
  readonly text: string;
  /** What it is in the article. */
  readonly role: Role;
  /** Its language, a BCP 47 tag; `und` where it cannot be told, `zxx` where there is none. */
  readonly lang: LanguageTag;
  /** ISO 15924: `Latn`, `Cyrl`, `Zyyy` for none. */
  readonly script: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** Mixed speech, sent whole: the share of each language by words that decide; together 1. */
  readonly mixed?: Readonly<Record<LanguageTag, number>>;
  /** Why: `letters:і,ї`, `franc:0.93`, `inherited:block`, … */
  readonly evidence: readonly string[];
  /** The segment's language is not the article's; never for `und` and `zxx`. */
  readonly flagged: boolean;
  /** What happens to it in outputs of other languages. */
  readonly action: Action;
  /** SHA-256 of the normalised text. */
  readonly hash: string;
  /** Ranges in `text` that must survive translation. */
  readonly placeholders: readonly Placeholder[];
  /** The moment it names, for a timestamp that was understood. */
  readonly time?: TimestampValue;
  /** Link target, for a related headline that had one. */
  readonly url?: string;
  /** For a section label: its key in the locale files (`details`, `addendum`, `recall`). */
  readonly label?: string;
  /** The text with homoglyphs or mojibake undone, where that is certain. */
  readonly repaired?: string;
  /** What `repaired` undid. */
  readonly repair?: Repair;
}

/** The segment's text, mended where it was asked for. */
export function mendedText(
  segment: Pick<Segment, 'text' | 'repaired' | 'repair'>,
  repairs: readonly Repair[],
): string {
  const wanted = segment.repair !== undefined && repairs.includes(segment.repair);
  return wanted ? (segment.repaired ?? segment.text) : segment.text;
}
