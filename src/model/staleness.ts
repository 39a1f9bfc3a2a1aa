import type { LanguageTag } from './language.js';

/** Why a run would write an output again. */
export const STALE_REASONS = [
  /** Never written. */
  'new',
  /** The source file is another one than it was written from. */
  'source-changed',
  /** Written under another configuration: policy, provider, layout, translation memory files, version. */
  'config-changed',
  /** A term it rests on was changed, added or removed. */
  'terms-changed',
  /** Another article of the batch is its copy or its version in a language, or is so no longer. */
  'story-changed',
  /** Written once, and gone. */
  'missing',
  /** Written with segments that failed. */
  'incomplete',
  /** Written with a grave finding, and there is an engine now that was not asked. */
  'engine-added',
] as const;
/** Why a run would write an output again; one of `STALE_REASONS`, where each is explained. */
export type StaleReason = (typeof STALE_REASONS)[number];

/** An output that is not what a run would leave. */
export interface StaleOutput {
  /** The source file, relative to its root. */
  readonly path: string;
  /** Its language, a BCP 47 tag. */
  readonly target: LanguageTag;
  /** The output relative to the output folder; absent when the source was never read. */
  readonly output?: string;
  /** Why a run would write it again. */
  readonly reason: StaleReason;
}
