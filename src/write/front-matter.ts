import { Document, isMap, parseDocument } from 'yaml';
import { sameLanguage } from '../model/language.js';
import type { Checked } from '../model/stages.js';
import type { Rendered } from './render.js';

/** YAML front matter of a Markdown output: what the source had, in its order, and what tovmach knows. */

export interface FrontMatterOptions {
  /** ISO 8601; only when asked for. */
  readonly translatedAt?: string;
  /** Says to Docusaurus that the file is Markdown, where it would read MDX: braces would be code. */
  readonly noMdx?: boolean;
}

/** Languages text was translated from for this output, sorted. */
export function translatedFrom(article: Checked, rendered: Rendered): string[] {
  const languages = new Set<string>();
  for (const segment of article.segments) {
    const origin = rendered.origins[segment.id] ?? '';
    if (/^(?:memory|human|provider|label)/.test(origin) && !sameLanguage(segment.lang, rendered.target)) {
      languages.add(segment.lang);
    }
  }
  return [...languages].sort();
}

/** `undefined` for a field that is not known. */
export function outputFields(
  article: Checked,
  rendered: Rendered,
  options: FrontMatterOptions,
): [string, unknown][] {
  const from = translatedFrom(article, rendered);
  const related = rendered.related.map(({ title, url, date, lang }) => ({
    title,
    ...(url === undefined ? {} : { url }),
    ...(date === undefined ? {} : { date }),
    ...(lang === undefined ? {} : { lang }),
  }));
  return [
    ['title', rendered.title],
    ['lang', rendered.target],
    ['translationKey', article.outputStem],
    ['date', article.metadata.date],
    ['source_url', article.metadata.url],
    ['source_file', article.path],
    ['source_langs', Object.keys(article.langs)],
    ['translated_from', from.length === 0 ? undefined : from.length === 1 ? from[0] : from],
    ['translated_at', from.length === 0 ? undefined : options.translatedAt],
    ['translation_status', rendered.status],
    ['translation_engine', rendered.engines.length === 0 ? undefined : rendered.engines.join(', ')],
    ['related', related.length === 0 ? undefined : related],
    ['source_hash', article.sourceHash],
  ];
}

/** The front matter with its fences and a final line break. */
export function frontMatter(article: Checked, rendered: Rendered, options: FrontMatterOptions): string {
  const existing = article.metadata.frontMatter;
  const document = existing === undefined ? new Document({}) : parseDocument(existing);
  if (!isMap(document.contents)) document.contents = document.createNode({}) as typeof document.contents;
  for (const [key, value] of outputFields(article, rendered, options)) {
    if (value === undefined) continue;
    // A date the source wrote stays as it is written there.
    if (key === 'date' && document.has('date')) continue;
    document.set(key, value);
  }
  if (options.noMdx === true && !document.has('mdx')) document.set('mdx', { format: 'md' });
  return `---\n${document.toString({ lineWidth: 0, flowCollectionPadding: false })}---\n`;
}
