import { parse, stringify, TomlDate } from 'smol-toml';
import { type AST, parseTOML } from 'toml-eslint-parser';
import { applyPatches, edited, type FieldPath, type Leaf, type MatterEdits, type Patch } from './types.js';

/** TOML: texts with their places, and changes that leave the rest of the text alone. */

const nameOf = (key: AST.TOMLBare | AST.TOMLQuoted): string => ('name' in key ? key.name : key.value);

interface Entry {
  readonly path: FieldPath;
  readonly node: AST.TOMLKeyValue;
}

/** Keys and values that stand before the first table, and all texts. */
function read(text: string): { readonly top: readonly Entry[]; readonly leaves: Leaf[] } {
  const program = parseTOML(text, { tomlVersion: '1.0.0' }).body[0];
  const leaves: Leaf[] = [];
  const top: Entry[] = [];
  const value = (node: AST.TOMLContentNode, path: FieldPath): void => {
    if (node.type === 'TOMLArray')
      for (const [index, item] of node.elements.entries()) value(item, [...path, index]);
    else if (node.type === 'TOMLInlineTable') for (const pair of node.body) entry(pair, path);
    else if (node.kind === 'string')
      leaves.push({ path, value: node.value, start: node.range[0], end: node.range[1] });
  };
  const entry = (node: AST.TOMLKeyValue, base: FieldPath): FieldPath => {
    const path = [...base, ...node.key.keys.map(nameOf)];
    value(node.value, path);
    return path;
  };
  for (const node of program.body) {
    if (node.type === 'TOMLTable') for (const pair of node.body) entry(pair, node.resolvedKey);
    else top.push({ path: entry(node, []), node });
  }
  return { top, leaves };
}

/** Texts of front matter in TOML, in order. */
export function tomlLeaves(text: string): Leaf[] {
  return read(text).leaves;
}

/** A value as TOML writes it in one line. */
function inline(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value).replace(/\u007F/g, '\\u007F');
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(
      ([key, inner]) => `${/^[\w-]+$/.test(key) ? key : inline(key)} = ${inline(inner)}`,
    );
    return `{ ${fields.join(', ')} }`;
  }
  return String(value);
}

/** Dates as the source wrote them, but for milliseconds that are nought. */
export function plainToml(value: unknown): unknown {
  if (value instanceof TomlDate) return value.toISOString().replace('.000', '');
  if (Array.isArray(value)) return value.map(plainToml);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainToml(inner)]));
}

const fieldsOf = (text: string): Record<string, unknown> => plainToml(parse(text)) as Record<string, unknown>;
/** Independent of the order of keys: a table that stands last in the text is first in nobody's mind. */
const shape = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** The text with the edits made. */
export function patchToml(text: string, edits: MatterEdits): string {
  const expected = edited(fieldsOf(text), edits);
  const patched = patch(text, edits);
  try {
    if (shape(fieldsOf(patched)) === shape(expected)) return patched;
  } catch {
    // What cannot be read again is written anew.
  }
  return `${stringify(expected).trimEnd()}\n`;
}

function patch(text: string, { set, remove, put }: MatterEdits): string {
  const { top, leaves } = read(text);
  const patches: Patch[] = [];
  for (const [path, value] of set) {
    const leaf = leaves.find((each) => each.path.join('\0') === path.join('\0'));
    if (leaf === undefined) continue;
    const isLiteral =
      text.charAt(leaf.start) === "'" && !text.startsWith("'''", leaf.start) && !/['\p{Cc}]/u.test(value);
    patches.push({ start: leaf.start, end: leaf.end, text: isLiteral ? `'${value}'` : inline(value) });
  }
  const added: string[] = [];
  const topOf = (key: string): Entry | undefined =>
    top.find(({ path }) => path.length === 1 && path[0] === key);
  for (const [key, value] of put) {
    const entry = topOf(key);
    if (entry === undefined) added.push(`${/^[\w-]+$/.test(key) ? key : inline(key)} = ${inline(value)}\n`);
    else
      patches.push({ start: entry.node.value.range[0], end: entry.node.value.range[1], text: inline(value) });
  }
  for (const key of remove) {
    const entry = topOf(key);
    if (entry === undefined) continue;
    const line = text.indexOf('\n', entry.node.range[1]);
    patches.push({
      start: text.lastIndexOf('\n', entry.node.range[0]) + 1,
      end: line < 0 ? text.length : line + 1,
      text: '',
    });
  }
  if (added.length > 0) {
    const last = top.at(-1)?.node.range[1];
    const line = last === undefined ? -1 : text.indexOf('\n', last);
    const at = last === undefined ? 0 : line < 0 ? text.length : line + 1;
    const gap = at > 0 && text.charAt(at - 1) !== '\n' ? '\n' : '';
    patches.push({ start: at, end: at, text: gap + added.join('') });
  }
  return applyPatches(text, patches);
}
