import { inferCandidates } from '../language/candidates.js';
import type { Article } from '../model/article.js';
import type { LanguageTag } from '../model/language.js';
import { sha256 } from '../model/text.js';
import { createTextFormat } from '../read/text.js';
import type { Setup } from './setup.js';

/** A text that is in no file, as an article. */

const NAME = 'text.txt';

/** One line a paragraph; whatever it looks like, it was handed over as text. An empty text has no paragraphs. */
export function textArticle(text: string): Article {
  const isEmpty = text.trim() === '';
  const { articles } = createTextFormat().parse({
    path: NAME,
    text: isEmpty ? '.' : text,
    hash: sha256(text),
    encoding: { name: 'utf-8', confidence: 1, bom: false },
  });
  const [article] = articles;
  if (article === undefined) throw new Error('a text is one article');
  return isEmpty ? { ...article, text, blocks: [] } : article;
}

/** Languages a text may be in: those given, the configured ones, else what its letters and words suggest. */
export function textCandidates(
  { config, detector }: Setup,
  article: Article,
  given: readonly LanguageTag[] | undefined,
): readonly LanguageTag[] {
  const paragraphs = article.blocks.map((block) => block.text);
  return given ?? config.languages ?? inferCandidates(paragraphs, detector, config.targets);
}
