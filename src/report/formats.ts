import { createTexts } from '../i18n.js';
import type { Severity } from '../model/finding.js';
import type { OffsetUnit } from '../model/offsets.js';
import type { Identified } from '../model/stages.js';
import { VERSION } from '../version.js';
import { changesMarkdown } from './changes-report.js';
import type { CheckState } from './check-entries.js';
import { CHECK_FORMATS, type CheckFormat, checkReport } from './check-report.js';
import {
  LEDGER_FORMATS,
  type LedgerFormat,
  formatLedger as ledgerText,
  type Paint,
} from './ledger-report.js';

/** What the library gives back, as text for people and for other programs. */

const unchanged = (path: string): string => path;

/** What the report of ledgers is to look like. */
export interface LedgerFormatOptions {
  /** A source file as the reader of the report finds it; absent: relative to the folder that was named. */
  readonly source?: (path: string) => string;
  /** Language of the report's own words; default English. */
  readonly language?: string;
  /** What places are counted in, in JSON and NDJSON; default `utf16`. */
  readonly offsets?: OffsetUnit;
  /** Columns of the terminal it is for, in `pretty`: lines go on under themselves; absent: they are as long as they are. */
  readonly width?: number;
}

/** The ledger of articles as text, in one of the formats of `tovmach detect`. */
export function formatLedger(
  articles: AsyncIterable<Identified>,
  format: LedgerFormat,
  paint: Paint,
  options: LedgerFormatOptions = {},
): AsyncGenerator<string> {
  const language = options.language ?? 'en';
  return ledgerText(articles, format, {
    paint,
    version: VERSION,
    language,
    say: createTexts().messages(language),
    source: options.source ?? unchanged,
    offsets: options.offsets,
    width: options.width,
  });
}

/** What the report of a check is to look like. */
export interface CheckFormatOptions extends Omit<LedgerFormatOptions, 'offsets' | 'width'> {
  /** Findings at or above it are errors in the report. */
  readonly failOn?: Severity | 'never';
  /** A file of the output folder as the reader finds it; absent: relative to that folder. */
  readonly output?: (path: string) => string;
  /** Time in the report, where its format has one; default now. */
  readonly at?: Date;
}

/** The result of a check as text, in one of the formats of `tovmach check`, with a line end at the end. */
export function formatCheck(
  result: CheckState,
  format: CheckFormat,
  options: CheckFormatOptions = {},
): string {
  const language = options.language ?? 'en';
  const texts = createTexts();
  return checkReport(result, format, {
    failOn: options.failOn ?? 'never',
    texts: texts.forLanguage(language, 'output'),
    say: texts.messages(language),
    english: texts.forLanguage('en', 'output'),
    version: VERSION,
    language,
    source: options.source ?? unchanged,
    output: options.output ?? unchanged,
    at: options.at ?? new Date(),
  });
}

export { CHECK_FORMATS, type CheckFormat, LEDGER_FORMATS, type LedgerFormat, type Paint };

/** What a run changed for readers, as Markdown. */
export function formatChanges(changes: Parameters<typeof changesMarkdown>[0], language = 'en'): string {
  return changesMarkdown(changes, createTexts().forLanguage(language, 'output'));
}
