import type { Block } from '../model/article.js';
import { singleArticle } from './article.js';
import { type FirstLine, withFirstLine } from './first-line.js';
import { type TextFormat, textFormat } from './text-format.js';
import { joinWrapped, type TextLine } from './wrapped.js';

/**
 * Plain text: every line that is not blank is a block, for scraped news has one paragraph a line; paragraphs wrapped
 * by hand are one block each. The first is the lead. Nothing else is normalised, so that ranges are exact.
 */
export function textBlocks(text: string, from = 0): Block[] {
  const found: TextLine[] = [];
  let blank = true;
  for (const match of text.matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/g)) {
    const content = match[0].trim();
    if (content !== '') {
      const start = from + match.index + match[0].length - match[0].trimStart().length;
      found.push({ text: content, start, apart: blank });
    }
    blank = content === '';
  }
  return joinWrapped(found).map((lines, at): Block => {
    const anchors: [number, number][] = [];
    let joined = '';
    for (const line of lines) {
      if (joined !== '') joined += ' ';
      anchors.push([joined.length, line.start]);
      joined += line.text;
    }
    const last = lines.at(-1) as TextLine;
    return {
      id: `b${at + 1}`,
      kind: at === 0 ? 'lead' : 'paragraph',
      text: joined,
      anchors,
      end: last.start + last.text.length,
      placeholders: [],
    };
  });
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
