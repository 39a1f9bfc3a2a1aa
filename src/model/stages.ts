import type { Article } from './article.js';
import type { Finding } from './finding.js';
import type { LanguageTag } from './language.js';
import type { Piece, Segment } from './segment.js';
import type { Translation, TranslationUnit } from './translation.js';

/** An article with the pieces of its blocks, in document order. */
export interface Segmented extends Article {
  readonly pieces: readonly Piece[];
}

/** An article with its ledger. */
export interface Identified extends Article {
  /** The article's language, or `und`. */
  readonly lang: LanguageTag;
  /** Share of each language by characters, largest first; sums to 1 unless there is no text. */
  readonly langs: Readonly<Record<LanguageTag, number>>;
  /** All text of the article, in its order; the ledger. */
  readonly segments: readonly Segment[];
}

/**
 * What a target gets for one segment. `native`: already in the target, verbatim. `copy`: has no language
 * to translate, verbatim. `keep`: foreign, kept by policy. `label`: a section label from the locale files.
 * `related`: a translated related headline. `drop`: left out.
 */
export type Treatment = 'native' | 'copy' | 'keep' | 'translate' | 'label' | 'related' | 'drop';

export interface PlannedSegment {
  readonly segmentId: string;
  readonly treatment: Treatment;
  /** For `translate` and foreign `related`: the unit. A native related headline has none. */
  readonly unitKey?: string;
}

export interface PlannedTarget {
  readonly target: LanguageTag;
  /** One for each segment of the ledger, in its order. */
  readonly segments: readonly PlannedSegment[];
}

export interface Planned extends Identified {
  readonly targets: readonly PlannedTarget[];
  /** Units of all targets, each key once. */
  readonly units: readonly TranslationUnit[];
}

export interface Translated extends Planned {
  /** One for each unit, by key. */
  readonly translations: ReadonlyMap<string, Translation>;
}

/** What of an output is not in its language. */
export interface Residue {
  /** Share of the letters, 0 to 1. */
  readonly share: number;
  /** The same by language, largest first. */
  readonly langs: Readonly<Record<LanguageTag, number>>;
  /** It is so much that the output cannot be called a translation. */
  readonly incomplete: boolean;
}

export interface Checked extends Translated {
  /** By target, where anything is left in another language; absent where nobody looked. */
  readonly residue?: Readonly<Record<LanguageTag, Residue>>;
  /** Findings of reading, detection, translation and the checks, in a stable order. */
  readonly findings: readonly Finding[];
}
