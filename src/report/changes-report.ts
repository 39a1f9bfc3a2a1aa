import type { Translate } from '../i18n.js';
import type { OutputChanges } from '../model/changes.js';
import { markdownText } from './markdown-text.js';

/** What changed sources change for readers, as Markdown: one article and language a heading, one segment a row. Pure. */

interface Changed extends OutputChanges {
  readonly path: string;
}

/** @param t words of outputs in the language of the report */
export function changesMarkdown(changes: readonly Changed[], t: Translate): string {
  if (changes.length === 0) return `${t('changes.none')}\n`;
  const lines: string[] = [`# ${t('changes.title')}`];
  for (const { path, target, date, segments } of changes) {
    lines.push('', `## ${markdownText(path)} (${target}, ${date})`, '');
    lines.push(`| ${t('changes.line')} | ${t('changes.before')} | ${t('changes.after')} |`, '|---:|---|---|');
    for (const { line, before, after } of segments)
      lines.push(`| ${line} | ${cell(before)} | ${cell(after)} |`);
  }
  return `${lines.join('\n')}\n`;
}

const cell = (text: string | undefined): string =>
  text === undefined ? '–' : markdownText(text).replace(/\s*\n\s*/g, ' ');
