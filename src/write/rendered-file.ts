import { sameLanguage } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Checked } from '../model/stages.js';
import { rebuildOf, type WriteOptions } from './article-paths.js';
import { encodePath, relativeHref } from './href.js';
import { htmlOutput } from './html.js';
import type { Alternate } from './html-page.js';
import { jsonOutput } from './json.js';
import { outputPath } from './layout.js';
import { markdownOutput } from './markdown.js';
import type { Rendered } from './render.js';
import { blockTexts, textOutput } from './text.js';

/** The file of an article in one language. */
export function renderedFile(
  article: Checked,
  rendered: Rendered,
  options: Pick<WriteOptions, 'layout' | 'baseUrl' | 'translatedAt' | 'addresses' | 'versions' | 'rebuild'>,
): string {
  const rebuild = rebuildOf(article, options);
  if (rebuild !== undefined) return rebuild.text(article, blockTexts(rendered));
  const { layout, baseUrl, translatedAt } = options;
  const stamp = translatedAt === undefined ? {} : { translatedAt };
  switch (layout.format) {
    case 'md': {
      const isDocusaurus = layout.layout === 'docusaurus';
      const { addresses = 'language' } = options;
      return markdownOutput(article, rendered, {
        ...stamp,
        noMdx: isDocusaurus,
        onlyYaml: isDocusaurus,
        addresses,
      });
    }
    case 'json':
      return jsonOutput(article, rendered, stamp);
    case 'html': {
      const alternates = options.versions.map((target): Alternate => {
        const other = article.story?.told?.versions?.find(({ lang }) => sameLanguage(lang, target));
        const path = outputPath(other?.stem ?? article.outputStem, target, layout);
        const own = outputPath(article.outputStem, rendered.target, layout);
        return {
          target,
          href: baseUrl === undefined ? relativeHref(own, path) : `${baseUrl}/${encodePath(path)}`,
        };
      });
      const original = alternates.find((alternate) => alternate.target === article.lang);
      return htmlOutput(article, rendered, { alternates, ...onlyDefined({ original }) });
    }
    default:
      return textOutput(article, rendered);
  }
}
