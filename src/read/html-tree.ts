import type { DefaultTreeAdapterTypes } from 'parse5';

/** Looking around in a tree that parse5 made. */

export type Node = DefaultTreeAdapterTypes.Node;
export type Element = DefaultTreeAdapterTypes.Element;
export type TextNode = DefaultTreeAdapterTypes.TextNode;

export function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

export function isText(node: Node): node is TextNode {
  return node.nodeName === '#text';
}

export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((candidate) => candidate.name === name)?.value;
}

export function children(node: Node): readonly Node[] {
  return 'childNodes' in node ? node.childNodes : [];
}

/** The first element, in the order of the file, that passes the test. */
export function find(node: Node, test: (element: Element) => boolean): Element | undefined {
  if (isElement(node) && test(node)) return node;
  for (const child of children(node)) {
    const found = find(child, test);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All elements, in the order of the file, that pass the test. */
export function findAll(node: Node, test: (element: Element) => boolean): Element[] {
  const found: Element[] = [];
  const visit = (at: Node): void => {
    if (isElement(at) && test(at)) found.push(at);
    for (const child of children(at)) visit(child);
  };
  visit(node);
  return found;
}

/** All the text below a node, as it stands. */
export function textOf(node: Node): string {
  return isText(node) ? node.value : children(node).map(textOf).join('');
}

/** Whether an element says that it is not shown. */
export function isHidden(element: Element): boolean {
  return (
    attribute(element, 'hidden') !== undefined ||
    attribute(element, 'aria-hidden') === 'true' ||
    /display\s*:\s*none/i.test(attribute(element, 'style') ?? '')
  );
}

/** Elements nested deeper than this, as no page does for its readers, are laid flat. */
const DEEPEST = 400;

/** Lays flat what is nested too deep to be walked: of it there stay the elements that directly hold text. */
export function flatten(root: Node): void {
  const stack: [Node, number][] = [[root, 0]];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const [node, depth] = top;
    if (depth < DEEPEST || !('childNodes' in node)) {
      for (const child of children(node)) stack.push([child, depth + 1]);
      continue;
    }
    const flat: Node[] = [];
    const below: Node[] = [...node.childNodes].reverse();
    for (let at = below.pop(); at !== undefined; at = below.pop()) {
      const { parentNode } = at as TextNode;
      if (isText(at) && parentNode !== null && isElement(parentNode) && parentNode !== node) {
        const holder: Element = { ...parentNode, childNodes: [], parentNode: node as Element };
        holder.childNodes.push(at);
        flat.push(holder);
      } else if (isText(at)) flat.push(at);
      else for (const child of [...children(at)].reverse()) below.push(child);
    }
    node.childNodes = flat as Element['childNodes'];
  }
}
