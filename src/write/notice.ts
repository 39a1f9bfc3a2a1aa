import type { Article } from '../model/article.js';
import { type LanguageTag, primaryLanguage } from '../model/language.js';
import { safeAddress } from '../syntax/address.js';

/** What readers are told of machine translation. Pure. */

/** Templates by language, `*` for all others; `true`: the words the locale has for it. Inline Markdown. */
export type NoticeTemplates = true | Readonly<Record<LanguageTag, string>>;

export interface NoticeFacts {
  readonly article: Pick<Article, 'metadata'> & { readonly lang: LanguageTag };
  readonly target: LanguageTag;
  readonly engines: readonly string[];
  /** What the locale of the target calls a machine translation. */
  readonly words: string;
}

const escaped = (text: string): string => text.replace(/[\\`*_[\]<>]/g, '\\$&');

/** The notice for one output; `undefined` where its language has none. */
export function noticeOf(
  templates: NoticeTemplates | undefined,
  { article, target, engines, words }: NoticeFacts,
): string | undefined {
  const template =
    templates === true
      ? `*${words}*`
      : (templates?.[target] ?? templates?.[primaryLanguage(target)] ?? templates?.['*']);
  if (template === undefined) return undefined;
  const names = new Intl.DisplayNames([target], { type: 'language' });
  const values: Readonly<Record<string, string>> = {
    engine: escaped(engines.join(', ')),
    language: escaped(names.of(article.lang) ?? article.lang),
    source: safeAddress(article.metadata.url) ?? '',
  };
  const text = template
    .replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => values[name] ?? whole)
    .trim();
  return text === '' ? undefined : text;
}
