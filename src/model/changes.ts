import type { LanguageTag } from './language.js';
import type { Role } from './segment.js';

/** A segment that is another one now, is new, or is gone. */
export interface SegmentChange {
  /** What the segment is for. */
  readonly role: Role;
  /** In the source as it is now; of what is gone, in the source as it was. From 1. */
  readonly line: number;
  /** As the output said it; absent: it is new. */
  readonly before?: string | undefined;
  /** As the output says it; absent: it is gone. */
  readonly after?: string | undefined;
}

/** What one run changed in one output because its source changed. */
export interface OutputChanges {
  /** Language of the output. */
  readonly target: LanguageTag;
  /** Day of the run, ISO 8601. */
  readonly date: string;
  /** In the order of the article. */
  readonly segments: readonly SegmentChange[];
}
