import { applyEdits, type FormattingOptions, modify, type Node, parse, parseTree } from 'jsonc-parser';
import type { FieldPath, Leaf, MatterEdits } from './types.js';

/** JSON: texts with their places, and changes that leave the rest of the text alone. */

/** Texts of front matter in JSON, braces included, in order. */
export function jsonLeaves(text: string): Leaf[] {
  const leaves: Leaf[] = [];
  const walk = (node: Node | undefined, path: FieldPath): void => {
    if (node === undefined) return;
    if (node.type === 'string') {
      leaves.push({ path, value: String(node.value), start: node.offset, end: node.offset + node.length });
    } else if (node.type === 'array') {
      for (const [index, item] of (node.children ?? []).entries()) walk(item, [...path, index]);
    } else if (node.type === 'object') {
      for (const { children } of node.children ?? [])
        walk(children?.[1], [...path, String(children?.[0]?.value)]);
    }
  };
  walk(parseTree(text), []);
  return leaves;
}

/** The text with the edits made. */
export function patchJson(text: string, { set, remove, put }: MatterEdits): string {
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  const formattingOptions: FormattingOptions = {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 1 : indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
  const known = (parse(text) ?? {}) as Record<string, unknown>;
  let result = text;
  const change = (path: FieldPath, value: unknown): void => {
    result = applyEdits(result, modify(result, [...path], value, { formattingOptions }));
  };
  for (const [path, value] of set) change(path, value);
  for (const key of remove) if (key in known) change([key], undefined);
  for (const [key, value] of put) change([key], value);
  return result;
}
