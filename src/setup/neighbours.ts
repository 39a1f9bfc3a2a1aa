import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { cleanName } from '../disk/names.js';
import type { Article } from '../model/article.js';
import type { FoundFile } from '../read/walk.js';
import { linkAddresses } from '../syntax/links.js';
import type { Setup } from './setup.js';
import { languageInName } from './versions.js';

/** Pages that a page links to by their files: where versions are told by their names, each has to lead to that of its language. */

const PAGE = /^([^?#]+)\.(md|mdx|markdown)([?#].*)?$/i;

/** What becomes of the addresses of a Markdown source: parts before and after the language, by address as written. */
export function neighboursOf(
  article: Article,
  file: FoundFile,
  { config }: Pick<Setup, 'config'>,
): Article['neighbours'] {
  const { layout, format } = config.output;
  if (article.format !== 'markdown' || layout !== 'hugo-file' || format !== 'md') return undefined;
  if (file.elsewhere !== undefined) return undefined;
  const found: Record<string, readonly [string, string]> = {};
  for (const address of linkAddresses(article.text)) {
    const place = versionOf(address, file);
    if (place !== undefined) found[address] = place;
  }
  return Object.keys(found).length === 0 ? undefined : found;
}

function versionOf(address: string, file: FoundFile): readonly [string, string] | undefined {
  if (/^(?:[a-z][\w+.-]*:|\/)/i.test(address)) return undefined;
  const [, page = '', ending = '', rest = ''] = PAGE.exec(address) ?? [];
  if (page === '') return undefined;
  const path = posix.join(posix.dirname(file.path), decoded(`${page}.${ending}`));
  if (path.startsWith('../') || !existsSync(join(file.root, path))) return undefined;
  const named = languageInName(path);
  // In place a page without a language in its name is the version in its own.
  if (file.inPlace === true && named === undefined) return undefined;
  const stem = named?.stem ?? path.replace(/\.[^./]+$/, '');
  // A name that outputs cannot have is left to the editor.
  if (cleanName(stem) !== stem) return undefined;
  const before = named === undefined ? page : page.slice(0, page.lastIndexOf('.'));
  return [`${before}.`, `.${/^mdx$/i.test(ending) ? 'mdx' : 'md'}${rest}`];
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
