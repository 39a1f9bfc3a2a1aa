import type { Checked } from '../model/stages.js';
import { type FrontMatterOptions, outputFields } from './front-matter.js';
import { plainInline } from './markdown-inline.js';
import { proseOf, type Rendered, relatedText } from './render.js';

/** An article as JSON: the fields of the front matter, the text, and its blocks with their foreign runs. */
export function jsonOutput(article: Checked, rendered: Rendered, options: FrontMatterOptions): string {
  const fields = Object.fromEntries(
    outputFields(article, rendered, options).filter(([, value]) => value !== undefined),
  );
  const blocks = rendered.blocks.map((block) => ({
    kind: block.kind,
    text: block.related === undefined ? proseOf(block) : relatedText(block.related, rendered),
    ...(block.inlines.some((inline) => inline.lang !== undefined || inline.failed === true)
      ? { foreign: block.inlines.filter((inline) => inline.lang !== undefined || inline.failed === true) }
      : {}),
  }));
  const notice = rendered.notice === undefined ? {} : { notice: plainInline(rendered.notice).text };
  const text = blocks.filter((block) => block.kind !== 'title').map((block) => block.text);
  return `${JSON.stringify({ schema: 'tovmach/article@1', ...fields, ...notice, text: text.join('\n'), blocks }, null, 2)}\n`;
}
