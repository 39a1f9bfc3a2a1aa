import { visible } from '../model/visible.js';

/**
 * Foreign text as Markdown that shows it literally and on one line, also in a table and on GitHub: there `@name`
 * would call a person and `#12` link a discussion, so a comment that nobody sees keeps them apart.
 * @param most characters kept of the text
 */
export function markdownText(text: string, most = Number.POSITIVE_INFINITY): string {
  const line = visible(text.replace(/\s+/gu, ' ').trim());
  const characters = [...line];
  const short = characters.length <= most ? line : `${characters.slice(0, most - 1).join('')}…`;
  return short
    .replace(/[\\`*[\]|~$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[@#]/g, '$&<!-- -->');
}
