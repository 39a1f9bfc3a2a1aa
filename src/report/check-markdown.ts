import type { OutputTexts } from '../write/render.js';
import { type CheckEntry, ENTRY_KINDS, type EntryKind } from './check-entries.js';
import { markdownText } from './markdown-text.js';

/** GitHub takes 65,536 characters in a comment. */
const MOST_ROWS = 30;
const MOST_CHARACTERS = 200;

/** A check as Markdown: the job summary of a CI and the comment on a pull request. */
export function checkMarkdown(entries: readonly CheckEntry[], verdict: string, texts: OutputTexts): string {
  const failed = entries.some((entry) => entry.level === 'error');
  const sections = ENTRY_KINDS.flatMap((kind) =>
    section(
      kind,
      entries.filter((entry) => entry.kind === kind),
      texts,
    ),
  );
  return `## tovmach: ${texts('check.title')}\n\n${failed ? '❌' : '✅'} ${verdict}\n${sections.join('')}`;
}

function section(kind: EntryKind, entries: readonly CheckEntry[], texts: OutputTexts): string[] {
  if (entries.length === 0) return [];
  const rows = entries.slice(0, MOST_ROWS).map(({ file, line, column, rule, message }) => {
    const place = [file, line, column].filter((part) => part !== undefined).join(':');
    const what = kind === 'finding' ? `${rule}: ${message}` : message;
    return `| ${markdownText(place, MOST_CHARACTERS)} | ${markdownText(what, MOST_CHARACTERS)} |\n`;
  });
  const left = entries.length - rows.length;
  return [
    `\n### ${texts(`check.heading.${kind}`)} (${entries.length})\n\n`,
    `| ${texts('report.place')} | ${texts('report.what')} |\n|---|---|\n`,
    ...rows,
    ...(left === 0 ? [] : [`\n${texts('check.more', { count: left })}\n`]),
  ];
}
