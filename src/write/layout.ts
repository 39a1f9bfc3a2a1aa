import { cleanName } from '../disk/names.js';
import type { LanguageTag } from '../model/language.js';

/** Which file goes where. Pure. */

type Layout = 'hugo-file' | 'hugo-folder' | 'docusaurus' | 'astro';
export interface LayoutOptions {
  readonly layout: Layout;
  /** `md`, `txt`, `html`, `json`, or the ending of what a format rebuilds. */
  readonly format: string;
  /** Folder put before every path, without slashes at its ends; may be empty. */
  readonly prefix: string;
  /** The language whose posts Docusaurus reads first: one that is only among the translations it does not see. */
  readonly main?: LanguageTag | undefined;
}

/** Ending of a Markdown output: components are read only in files of MDX. */
function markdownEnding(source: string): 'md' | 'mdx' {
  return /\.mdx$/i.test(source) ? 'mdx' : 'md';
}

function withPrefix(prefix: string, path: string): string {
  const clean = prefix.replaceAll('\\', '/').replace(/^\/+|\/+$/g, '');
  return clean === '' ? path : `${clean}/${path}`;
}

/** Path of an article in one language, relative to the output folder, with forward slashes. `source`: the file it was read from. */
export function outputPath(
  stem: string,
  target: LanguageTag,
  { layout, format: kind, prefix, main }: LayoutOptions,
  source = '',
): string {
  const safe = cleanName(stem);
  const format = kind === 'md' ? markdownEnding(source) : kind;
  switch (layout) {
    case 'hugo-file':
      return withPrefix(prefix, `${safe}.${target}.${format}`);
    case 'hugo-folder':
      return withPrefix(prefix, `${target}/${safe}.${format}`);
    case 'docusaurus':
      return withPrefix(
        prefix,
        `${target === main ? 'blog' : `i18n/${target}/docusaurus-plugin-content-blog`}/${safe}.${format}`,
      );
    case 'astro':
      return withPrefix(prefix, `src/content/blog/${target}/${safe}.${format}`);
  }
}

/** Path of an article's ledger; the same in every layout. */
export function ledgerPath(stem: string, prefix: string): string {
  return withPrefix(prefix, `${cleanName(stem)}.segments.json`);
}

/** The stem that an output was named by in this layout; `undefined` where it was named in another. */
export function stemOfOutput(
  path: string,
  target: LanguageTag,
  layout: LayoutOptions,
  source = '',
): string | undefined {
  const [before = '', after = ''] = outputPath(STEM, target, layout, source).split(STEM);
  const isOurs =
    path.startsWith(before) && path.endsWith(after) && path.length > before.length + after.length;
  return isOurs ? path.slice(before.length, path.length - after.length) : undefined;
}

const STEM = 'stem-of-an-output';
