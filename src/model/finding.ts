import { type Said, spoken, type Values } from '../message.js';
import type { LanguageTag } from './language.js';
import { onlyDefined } from './only-defined.js';

/** MQM severities, in rising order. */
export const SEVERITIES = ['neutral', 'minor', 'major', 'critical'] as const;
/** How grave a finding is, as MQM has it; `SEVERITIES` in rising order. */
export type Severity = (typeof SEVERITIES)[number];

/** Something wrong with a text; never a reason to stop. */
export interface Finding {
  /** Which check made it, kebab-case: `numbers`, `target-language`, `homoglyphs`, `mojibake`. */
  readonly check: string;
  /** How grave it is, as MQM has it. */
  readonly severity: Severity;
  /** One sentence in English naming what was expected and what was found. */
  readonly message: string;
  /** The key of the message, `check.lost`; absent where the words come from outside. */
  readonly messageId?: string;
  /** What stands in the message, by name. */
  readonly values?: Values;
  /** The article it is about; absent: it is about no single one. */
  readonly articleId?: string;
  /** Source file relative to its root. */
  readonly path?: string;
  /** Line in the source file, from 1. */
  readonly line?: number;
  /** Column in that line, from 1. */
  readonly column?: number;
  /** The segment it is about; absent: the whole article. */
  readonly segmentId?: string;
  /** Language of the translation it is about; absent: the source. */
  readonly target?: LanguageTag;
  /** What can be done about it, one sentence in English; its key and values beside it. */
  readonly suggestion?: string;
  /** The key of the suggestion. */
  readonly suggestionId?: string;
  /** What stands in the suggestion, by name. */
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
    ...onlyDefined({ suggestionId: messageId, suggestionValues: values }),
  };
}

/** The suggestion of a finding, as something that can be said. */
export function suggestionOf(finding: Finding): Said | undefined {
  return finding.suggestion === undefined
    ? undefined
    : { message: finding.suggestion, messageId: finding.suggestionId, values: finding.suggestionValues };
}
