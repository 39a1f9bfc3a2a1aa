import { messages } from '../message.js';
import { type Finding, suggest } from '../model/finding.js';
import type { LanguageTag } from '../model/language.js';
import type { Checked } from '../model/stages.js';
import { foreignMarkup } from './foreign-markup.js';
import { foreignFields } from './front-matter.js';
import type { Rendered } from './render.js';

/** What of a Markdown file stays in another language where its text does not. Pure. */

const say = messages('write', {
  fieldsLeft: {
    one: '{{count}} field of the front matter stays in another language: {{keys}}',
    other: '{{count}} fields of the front matter stay in another language: {{keys}}',
  },
  nameFields: 'Name those that readers see in frontMatter.translate of the configuration.',
});

interface LeftOptions {
  /** The language of a short text among some, where that is certain. */
  readonly languageOf?: (text: string, among: readonly LanguageTag[]) => LanguageTag | undefined;
  readonly layout: { readonly format: string };
}

/** Words of the front matter and of markup that stay in another language, counted. */
export function leftForeign(
  article: Checked,
  rendered: Rendered,
  { languageOf, layout }: LeftOptions,
): Finding[] {
  if (languageOf === undefined || layout.format !== 'md' || article.format !== 'markdown') return [];
  const markup = foreignMarkup(article, rendered.target, languageOf);
  // A date that is understood is written anew.
  const left = foreignFields(article, rendered, languageOf).filter(
    ({ key }) => key !== 'date' || article.metadata.dateOriginal === undefined,
  );
  if (left.length === 0) return markup;
  const { id: articleId, path } = article;
  const keys = left.map(({ key, lang }) => `${key} (${lang})`).join(', ');
  return [
    {
      check: 'front-matter-language',
      severity: 'minor',
      ...say.fieldsLeft({ count: left.length, keys }),
      articleId,
      path,
      line: 1,
      target: rendered.target,
      ...suggest(say.nameFields()),
    },
    ...markup,
  ];
}
