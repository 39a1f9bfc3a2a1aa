import type { Checked } from '../model/stages.js';
import { plainInline } from './markdown-inline.js';
import { type Inline, proseOf, type Rendered, type RenderedBlock, relatedText } from './render.js';
import { spliceBlocks } from './splice.js';

/** Plain text. A text source keeps its lines and line ends; other sources become one paragraph a line. */

function mark(inline: Inline, rendered: Rendered): string {
  if (inline.failed !== true) return inline.text;
  return `[${rendered.texts('untranslated', { language: inline.lang ?? 'und' })}] ${inline.text}`;
}

function lineOf(block: RenderedBlock, rendered: Rendered): string {
  return block.related === undefined
    ? proseOf({ ...block, inlines: block.inlines.map((inline) => ({ text: mark(inline, rendered) })) })
    : relatedText(block.related, rendered);
}

/** Text of each block, by its id: for formats that write their files themselves. */
export function blockTexts(rendered: Rendered): Map<string, string> {
  return new Map(rendered.blocks.map((each) => [each.block.id, lineOf(each, rendered)]));
}

export function textOutput(article: Checked, rendered: Rendered): string {
  const line = (block: RenderedBlock): string => lineOf(block, rendered);
  const notice = rendered.notice === undefined ? '' : `${plainInline(rendered.notice).text}\n\n`;
  if (article.format === 'text') return notice + spliceBlocks(article, rendered.blocks, line);
  return `${notice}${rendered.blocks.map(line).join('\n')}\n`;
}
