import type { Placeholder } from '../../model/article.js';
import type { LanguageTag } from '../../model/language.js';
import type { Role } from '../../model/segment.js';
import type { Origin } from '../../model/translation.js';

/** Versions of XLIFF that can be written. */
export const XLIFF_VERSIONS = ['2.1', '1.2'] as const;
/** Versions of XLIFF that can be written. */
export type XliffVersion = (typeof XLIFF_VERSIONS)[number];

/**
 * How far a translation is. `initial`: to be translated; `needs-review`: there is a text that somebody has to
 * look at (fuzzy, failed check); `translated`; `reviewed` and `final`: a person stands by it.
 */
export const XLIFF_STATES = ['initial', 'needs-review', 'translated', 'reviewed', 'final'] as const;
/** How far the translation of a unit is; see `XLIFF_STATES` for each. */
export type XliffState = (typeof XLIFF_STATES)[number];

/** What a memory offers for a unit. */
export interface XliffSuggestion {
  readonly sourceText: string;
  readonly targetText: string;
  /** 0-100. */
  readonly score: number;
  readonly origin?: string;
}

/** One segment on its way to a translator and back. */
export interface XliffUnit {
  /** Segment id; unique in its article. */
  readonly id: string;
  readonly articleId: string;
  readonly source: LanguageTag;
  readonly target: LanguageTag;
  readonly sourceText: string;
  readonly targetText?: string;
  readonly state: XliffState;
  readonly role?: Role;
  /** Ranges in `sourceText` that a translator may move but not change; numbers are left to the translator. */
  readonly placeholders: readonly Placeholder[];
  readonly notes: readonly string[];
  /** Where the segment is in the decoded source file, UTF-16. */
  readonly start?: number;
  readonly end?: number;
  /** Where `targetText` came from, so that it is not taken for a person's when it comes back untouched. */
  readonly origin?: Origin;
  /** `Provider.identity` of a machine's text. */
  readonly identity?: string;
  /** Neighbouring segments, for the translator and for context matches. */
  readonly before?: string;
  readonly after?: string;
  readonly suggestions?: readonly XliffSuggestion[];
}

/** One XLIFF file as read. */
export interface XliffDocument {
  readonly version: XliffVersion;
  readonly source: LanguageTag;
  readonly target: LanguageTag;
  readonly units: readonly ReadXliffUnit[];
}

/** A unit as it came back. Placeholders are back in the texts; their ranges are not known any more. */
export interface ReadXliffUnit extends Omit<XliffUnit, 'placeholders'> {
  /** Line in the file, from 1. */
  readonly line: number;
  /** The tool says that a machine wrote the target. */
  readonly byMachine?: boolean;
  /** Who stands by the target, as the file says. */
  readonly person?: string;
  /** Texts of the inline codes of the source; absent where it has none. */
  readonly codes?: readonly string[];
  /** What was sent out: state, and hashes of the target text (none: there was no text) and of the source text, where the file says. */
  readonly sent?: { readonly state: string; readonly target: string; readonly source?: string };
}

/** Writes a file of one language pair piece by piece: head, one `<file>` an article, foot. */
export interface XliffWriter {
  readonly head: string;
  /** Units of one article; call it once an article. */
  article(articleId: string, units: readonly XliffUnit[]): string;
  readonly foot: string;
}

/** Units by language pair, each for a file of its own, in the order of the pairs' tags. */
export function unitsByPair(units: readonly XliffUnit[]): XliffUnit[][] {
  const pairs = new Map<string, XliffUnit[]>();
  for (const unit of units) {
    const key = `${unit.source} ${unit.target}`;
    const pair = pairs.get(key) ?? [];
    pair.push(unit);
    pairs.set(key, pair);
  }
  return [...pairs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair);
}

/** Name for the file of a pair: `news.uk-en.xlf`. */
export function xliffFileName(stem: string, source: LanguageTag, target: LanguageTag): string {
  return `${stem}.${source}-${target}.xlf`;
}
