import type { LanguageTag } from './language.js';

/** MQM severities, in rising order. */
export const SEVERITIES = ['neutral', 'minor', 'major', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Something wrong with a text; never a reason to stop. */
export interface Finding {
  /** Which check made it, kebab-case: `numbers`, `target-language`, `homoglyphs`, `mojibake`. */
  readonly check: string;
  readonly severity: Severity;
  /** One sentence in English naming what was expected and what was found. */
  readonly message: string;
  readonly articleId?: string;
  /** Source file relative to its root. */
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
  readonly segmentId?: string;
  readonly target?: LanguageTag;
  readonly suggestion?: string;
}

/** Whether `severity` is at or above `threshold`. */
export function atLeast(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(threshold);
}
