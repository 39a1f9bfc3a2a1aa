import { onlyDefined } from '../model/only-defined.js';
import { type Collected, collectNodes, emptyText, SKIPPED } from './html-text.js';
import { attribute, children, type Element, isElement, isText, type Node } from './html-tree.js';
import { declaredLanguage } from './metadata.js';
import { KICKER_NAME, nameOf } from './page-names.js';

/** A page as lines: the runs of inline nodes that read as one block each, with the elements around them. */

/** A run of inline nodes with its text. */
export interface Line {
  /** Elements around it, outermost first, from the body inwards; never empty. */
  readonly path: readonly Element[];
  /** The text, with its place in the file and what is in it. */
  readonly collected: Collected;
  /** The text without white space at its end; never empty. */
  readonly text: string;
  /** Level of the heading it is. */
  readonly heading?: number;
}

const BLOCKS = new Set(
  'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul button'.split(
    ' ',
  ),
);
export const HEADING = /^h[1-6]$/;

interface Run {
  readonly nodes: Node[];
  readonly path: readonly Element[];
}

/** What of a tree parts its text: elements with a block in them, and those with a `<br>`. */
interface Parting {
  readonly blocks: ReadonlySet<Node>;
  readonly breaks: ReadonlySet<Node>;
}

function partingIn(root: Node): Parting {
  const blocks = new Set<Node>();
  const breaks = new Set<Node>();
  const visit = (node: Node): { block: boolean; break: boolean } => {
    let block = false;
    let hasBreak = false;
    for (const child of children(node)) {
      if (!isElement(child)) continue;
      const inside = visit(child);
      block ||= inside.block || BLOCKS.has(child.tagName);
      hasBreak ||= inside.break || child.tagName === 'br';
    }
    if (block) blocks.add(node);
    if (hasBreak) breaks.add(node);
    return { block, break: hasBreak };
  };
  visit(root);
  return { blocks, breaks };
}

function collectRuns(
  node: Node,
  path: readonly Element[],
  inHeading: boolean,
  parting: Parting,
  runs: Run[],
): void {
  let current: Run | undefined;
  for (const child of children(node)) {
    if (isElement(child)) {
      const { tagName } = child;
      if (SKIPPED.has(tagName)) continue;
      if (tagName === 'br' && !inHeading) {
        current = undefined;
        continue;
      }
      if (
        BLOCKS.has(tagName) ||
        (inHeading && KICKER_NAME.test(nameOf(child))) ||
        parting.blocks.has(child) ||
        (!inHeading && parting.breaks.has(child))
      ) {
        current = undefined;
        collectRuns(child, [...path, child], inHeading || HEADING.test(tagName), parting, runs);
        continue;
      }
    } else if (!isText(child)) continue;
    if (current === undefined) {
      current = { nodes: [], path };
      runs.push(current);
    }
    current.nodes.push(child);
  }
}

/** Headings that had their words; `true` once a paragraph stood in one, which is how it looks when never closed. */
type SeenHeadings = Map<Element, boolean>;

/** Level of the heading that a run is, if it is one; marks the heading as seen. */
function headingOf(path: readonly Element[], seen: SeenHeadings): number | undefined {
  const index = path.findLastIndex(({ tagName }) => HEADING.test(tagName));
  const heading = path[index];
  if (heading === undefined || path.slice(index + 1).some((element) => KICKER_NAME.test(nameOf(element))))
    return undefined;
  const isOver =
    seen.get(heading) === true ||
    (seen.has(heading) && path.slice(index).some(({ tagName }) => tagName === 'p'));
  seen.set(heading, isOver);
  return isOver ? undefined : Number(heading.tagName.slice(1));
}

/** A link may hold whole blocks: then each of their lines is a link. */
function linkWhole(collected: Collected, href: string | undefined): void {
  if (href === undefined) return;
  collected.linked = collected.text.length;
  collected.url ??= href;
}

/** The lines of a page's body, in the order of the file. */
export function linesOf(body: Node, source: string): readonly Line[] {
  const runs: Run[] = [];
  const root = isElement(body) ? [body] : [];
  collectRuns(body, root, false, partingIn(body), runs);
  const headings: SeenHeadings = new Map();
  return runs.flatMap(({ nodes, path }): Line[] => {
    const collected = emptyText(path.some(({ tagName }) => tagName === 'pre'));
    const inherited = path.map((element) => declaredLanguage(attribute(element, 'lang'))).findLast(Boolean);
    collectNodes(
      nodes,
      source,
      collected,
      inherited,
      path.some(({ tagName }) => HEADING.test(tagName)),
    );
    const text = collected.text.trimEnd();
    if (text === '') return [];
    const around = path.findLast(({ tagName }) => tagName === 'a');
    if (around !== undefined) linkWhole(collected, attribute(around, 'href'));
    const heading = headingOf(path, headings);
    return [{ path, collected, text, ...onlyDefined({ heading }) }];
  });
}
