import { parse } from 'parse5';
import type { Block } from '../model/article.js';
import { onlyDefined } from '../model/only-defined.js';
import { blockOf, htmlBlocks, type PageFinding } from './html.js';
import { kindOf } from './html-kinds.js';
import { linesOf } from './html-lines.js';
import { type attribute, find, flatten, isHidden } from './html-tree.js';
import { canLead } from './page-names.js';

/**
 * HTML that is an article's text and nothing else: the content of a feed's entry, a chapter, a letter. All of it is
 * kept, but for what is not text: forms, menus, what says that it is hidden.
 */

const NO_TEXT = new Set(['nav', 'form', 'button', 'fieldset', 'dialog']);

export interface FragmentBlocks {
  readonly blocks: readonly Block[];
  readonly findings: readonly PageFinding[];
}

/** A whole page stands where a fragment was to be expected. */
const WHOLE_PAGE = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype\s+html|<html[\s>]|<body[\s>])/i;

/**
 * Blocks of a text in HTML; headings stay headings, and no title is looked for.
 * @param whole a page is text as a whole as well, and not an article with menus around it
 */
export function fragmentBlocks(source: string, base?: string, whole = false): FragmentBlocks {
  if (!whole && WHOLE_PAGE.test(source)) return htmlBlocks(source, base);
  const tree = parse(source, { sourceCodeLocationInfo: true });
  flatten(tree);
  const body = find(tree, ({ tagName }) => tagName === 'body');
  const blocks: Block[] = [];
  let hasLead = false;
  for (const line of body === undefined ? [] : linesOf(body, source)) {
    const kept = !line.path.some((element) => NO_TEXT.has(element.tagName) || isHidden(element));
    let kind = kindOf(line, { kept, afterLabel: false });
    if (kind === 'paragraph' && !hasLead && canLead(line.text)) {
      kind = 'lead';
      hasLead = true;
    }
    const item = line.path.findLastIndex(({ tagName }) => tagName === 'li');
    const isOrdered =
      line.path.slice(0, Math.max(item, 0)).findLast(({ tagName }) => tagName === 'ol' || tagName === 'ul')
        ?.tagName === 'ol';
    const block = blockOf(line, kind, base);
    blocks.push({
      ...block,
      id: `b${blocks.length + 1}`,
      ...onlyDefined({
        marker: kind === 'list-item' && isOrdered ? `${place(line.path[item])}.` : undefined,
      }),
    });
  }
  return { blocks, findings: [] };
}

/** Number of an item in its list, from 1. */
function place(item: Parameters<typeof attribute>[0] | undefined): number {
  const list = item?.parentNode;
  if (item === undefined || list === null || list === undefined) return 1;
  return list.childNodes.filter(({ nodeName }) => nodeName === 'li').indexOf(item) + 1;
}
