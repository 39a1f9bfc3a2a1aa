import { visible } from '../model/visible.js';
import type { CheckEntry } from './check-entries.js';

/** A check as workflow commands, which GitHub shows beside the lines of a pull request. Pure. */

const COMMANDS: Readonly<Record<CheckEntry['level'], string>> = {
  error: 'error',
  warning: 'warning',
  note: 'notice',
};

/** The text of a workflow command, which has its own way to write a line break. */
const escapeData = (text: string): string =>
  text
    .split(/([\r\n])/)
    .map((part) => (part === '\r' ? '%0D' : part === '\n' ? '%0A' : visible(part).replaceAll('%', '%25')))
    .join('');

/** The value of a property of a workflow command. */
const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** One annotation an entry; GitHub shows ten of each level a step, so the gravest come first. */
export function checkGithub(entries: readonly CheckEntry[]): string {
  return entries
    .map(({ level, rule, file, line, column, message }) => {
      const properties = Object.entries({ file, line, col: column, title: `tovmach: ${rule}` })
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
      return `::${COMMANDS[level]} ${properties.join(',')}::${escapeData(message)}\n`;
    })
    .join('');
}
