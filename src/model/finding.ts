import { type Said, spoken, type Values } from '../message.js';
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
  /** The key of the message, `check.lost`; absent where the words come from outside. */
  readonly messageId?: string;
  /** What stands in the message, by name. */
  readonly values?: Values;
  readonly articleId?: string;
  /** Source file relative to its root. */
  readonly path?: string;
  readonly line?: number;
  readonly column?: number;
  readonly segmentId?: string;
  readonly target?: LanguageTag;
  /** What can be done about it, one sentence in English; its key and values beside it. */
  readonly suggestion?: string;
  readonly suggestionId?: string;
  readonly suggestionValues?: Values;
}

/** Whether `severity` is at or above `threshold`. */
export function atLeast(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(threshold);
}

/** What can be done about a finding, as its fields. */
export function suggest(said: Said): Pick<Finding, 'suggestion' | 'suggestionId' | 'suggestionValues'> {
  const { message, messageId, values } = spoken(said);
  return {
    suggestion: message,
    ...(messageId === undefined ? {} : { suggestionId: messageId }),
    ...(values === undefined ? {} : { suggestionValues: values }),
  };
}

/** The suggestion of a finding, as something that can be said. */
export function suggestionOf(finding: Finding): Said | undefined {
  return finding.suggestion === undefined
    ? undefined
    : { message: finding.suggestion, messageId: finding.suggestionId, values: finding.suggestionValues };
}
