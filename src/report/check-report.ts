import { visible } from '../model/visible.js';
import {
  type CheckEntry,
  type CheckReportOptions,
  type CheckState,
  checkEntries,
  checkVerdict,
} from './check-entries.js';
import { checkGithub } from './check-github.js';
import { checkJunit } from './check-junit.js';
import { checkMarkdown } from './check-markdown.js';
import { checkSarif } from './check-sarif.js';

/** What a check found, in the formats of terminals, programs and CI services. Pure. */

export const CHECK_FORMATS = ['text', 'json', 'markdown', 'sarif', 'junit', 'github'] as const;
/** Formats of the report of a check. */
export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** Schema of the JSON report; the version changes when a reader would have to. */
const CHECK_SCHEMA = 'tovmach/check@1';

/** A check in one of the formats, with a line end at the end. */
export function checkReport(state: CheckState, format: CheckFormat, options: CheckReportOptions): string {
  const entries = checkEntries(state, options);
  const verdict = checkVerdict(state, options.texts);
  switch (format) {
    case 'text':
      return `${checkText(entries)}${verdict}\n`;
    case 'json':
      return checkJson(state);
    case 'markdown':
      return checkMarkdown(entries, verdict, options.texts);
    case 'sarif':
      return checkSarif(entries, options);
    case 'junit':
      return checkJunit(entries, options);
    case 'github':
      return `${checkGithub(entries)}${verdict}\n`;
  }
}

/** `file:line:column: level: message [rule]`, one line an entry, as compilers print it. */
function checkText(entries: readonly CheckEntry[]): string {
  return entries
    .map(({ file, line, column, level, message, rule }) => {
      const place = [file, line, column].filter((part) => part !== undefined).join(':');
      const said = `${level}: ${message} [${rule}]`;
      // A control character from an article would speak to the terminal.
      return visible(place === '' ? said : `${place}: ${said}`);
    })
    .map((line) => `${line}\n`)
    .join('');
}

/** As the library gives it, with paths relative to the folders named and to the output folder. */
function checkJson(state: CheckState): string {
  const { articles, stale, edited, orphans, findings, problems, passedOver, exitCode } = state;
  const plain = problems.map(
    ({ code, message, messageId, values, hint, hintId, hintValues, file, line, column }) => ({
      code,
      message,
      messageId,
      values,
      hint,
      hintId,
      hintValues,
      file,
      line,
      column,
    }),
  );
  return `${JSON.stringify(
    {
      schema: CHECK_SCHEMA,
      articles,
      stale,
      edited,
      orphans,
      findings,
      problems: plain,
      passedOver,
      exitCode,
    },
    null,
    2,
  )}\n`;
}
