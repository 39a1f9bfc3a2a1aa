import type { Article, ArticleMetadata, Block } from '../model/article.js';
import type { FormatSource, ParseInput } from '../model/contracts.js';
import { onlyDefined } from '../model/only-defined.js';
import { singleArticle } from './article.js';
import { fragmentBlocks } from './fragment.js';
import { declaredLanguage, defined } from './metadata.js';

/** Documents of word processors, once they are HTML. */

/** What a document says of itself. */
export interface DocumentFacts {
  readonly title?: string | undefined;
  readonly author?: string | undefined;
  readonly date?: string | undefined;
  readonly language?: string | undefined;
}

/** Blocks of a text whose first line, where it is a heading, is its title; lesser headings stay what they are. */
export function titledBlocks(blocks: readonly Block[]): Block[] {
  const [first, ...rest] = blocks;
  if (first?.kind !== 'heading') return [...blocks];
  return [{ ...first, kind: 'title', level: 1 }, ...rest];
}

/** The number of a note as it stands in the text: `¹`. Brackets would be taken for links. */
export function raised(number: string): string {
  return number.replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? digit);
}

/** HTML as the text of a document is: the text that blocks have their places in. */
export function htmlInput({ path, hash }: FormatSource, html: string): ParseInput {
  return { path, hash, text: html, encoding: { name: 'utf-8', confidence: 1, bom: false } };
}

/**
 * The article of a document.
 * @param html its text; places of blocks are places in it
 * @throws TovmachError INPUT_INVALID when there is no text in it
 */
export function documentArticle(
  source: FormatSource,
  format: string,
  html: string,
  facts: DocumentFacts,
): Article {
  const blocks = titledBlocks(fragmentBlocks(html, undefined, true).blocks);
  const language = declaredLanguage(facts.language);
  const title = blocks.find(({ kind }) => kind === 'title')?.text;
  const metadata: ArticleMetadata = defined({ title, date: facts.date, author: facts.author });
  return singleArticle(htmlInput(source, html), {
    format,
    blocks,
    metadata,
    ...onlyDefined({ declaredLanguage: language }),
  });
}
