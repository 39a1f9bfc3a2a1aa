import type { Block } from '../model/article.js';
import { singleArticle } from './article.js';
import { type FirstLine, withFirstLine } from './first-line.js';
import { type TextFormat, textFormat } from './text-format.js';

/**
 * Plain text: every line that is not blank is a block, for scraped news has one paragraph a line. The first is
 * the lead. Nothing is normalised, so that ranges are exact.
 */
export function textBlocks(text: string, from = 0): Block[] {
  const blocks: Block[] = [];
  const lines = /[^\r\n]+/g;
  for (let match = lines.exec(text); match !== null; match = lines.exec(text)) {
    const line = match[0];
    const leading = line.length - line.trimStart().length;
    const content = line.trim();
    if (content === '') continue;
    const start = from + match.index + leading;
    blocks.push({
      id: `b${blocks.length + 1}`,
      kind: blocks.length === 0 ? 'lead' : 'paragraph',
      text: content,
      anchors: [[0, start]],
      end: start + content.length,
      placeholders: [],
    });
  }
  return blocks;
}

/** The plain-text format. */
export function createTextFormat(firstLine: FirstLine = 'none'): TextFormat {
  return textFormat({
    name: 'text',
    extensions: ['.txt', '.text'],
    parse(input) {
      const { blocks, findings } = withFirstLine(textBlocks(input.text), firstLine);
      const [first] = blocks;
      const metadata = first?.kind === 'title' ? { title: first.text } : {};
      return { articles: [singleArticle(input, { format: 'text', blocks, metadata, findings })], broken: [] };
    },
  });
}
