import {
  type Document,
  isMap,
  isPair,
  isScalar,
  type Pair,
  parseDocument,
  type Scalar,
  stringify,
  visit,
} from 'yaml';
import { applyPatches, edited, type FieldPath, type Leaf, type MatterEdits, type Patch } from './types.js';

/** YAML: texts with their places, and changes that leave the rest of the text alone. */

/** Texts of a document, in order. */
export function yamlLeaves(document: Document): Leaf[] {
  const leaves: Leaf[] = [];
  visit(document, {
    Scalar(key, node, ancestors) {
      if (key === 'key' || typeof node.value !== 'string' || node.range == null) return;
      const path: (string | number)[] = [];
      const chain = [...ancestors, node];
      for (const [index, parent] of chain.entries()) {
        const child = chain[index + 1];
        if (isPair(parent)) path.push(isScalar(parent.key) ? String(parent.key.value) : String(parent.key));
        else if (typeof parent === 'object' && parent !== null && 'items' in parent && !isMap(parent)) {
          path.push((parent.items as unknown[]).indexOf(child));
        }
      }
      leaves.push({ path, value: node.value, start: node.range[0], end: node.range[1] });
    },
  });
  return leaves;
}

function literal(value: string, scalar: Scalar, inFlow: boolean): string {
  if (scalar.type === 'QUOTE_SINGLE') return `'${value.replace(/'/g, "''")}'`;
  if (scalar.type === 'QUOTE_DOUBLE') return JSON.stringify(value);
  if (scalar.type === 'BLOCK_LITERAL' || scalar.type === 'BLOCK_FOLDED') return `${JSON.stringify(value)}\n`;
  const plain = stringify(value, { lineWidth: 0 }).trimEnd();
  return plain.includes('\n') || (inFlow && /[,[\]{}]/.test(plain)) ? JSON.stringify(value) : plain;
}

/**
 * Texts that YAML 1.2 takes for texts as they stand, in a field of their own: they begin with a letter, no colon stands
 * before a space or at the end, no `#` behind one.
 */
const PLAIN =
  /^\p{L}(?:[\p{L}\p{M}\p{N},.;!?()'"«»„“”‚‘’–—…/_%&+*@$€№-]| (?=[^\s#:-])|:(?=[\p{L}\p{N}/]))*(?<![\s:-])$/u;
/** Words that mean something else to it. */
const NO_TEXT = /^(?:null|true|false)$/i;
const HASH = /^[0-9a-f]*[abcdf][0-9a-f]*$/;

/** Fields written before and read again: languages, states and notices are the same in many outputs. */
const written = new Map<string, string | undefined>();
const MOST_WRITTEN = 500;

/** A field on a line of its own. */
const field = (key: string, value: unknown): string =>
  stringify({ [key]: value }, { lineWidth: 0, flowCollectionPadding: false }).trimEnd();

/** A field, where it is read as it was meant. The library takes long over the simplest, and every output has a dozen. */
function soundField(key: string, value: unknown): string | undefined {
  if (typeof value === 'string' && ((PLAIN.test(value) && !NO_TEXT.test(value)) || HASH.test(value)))
    return `${key}: ${value}`;
  const meant = JSON.stringify({ [key]: value });
  if (!written.has(meant)) {
    const line = field(key, value);
    const document = parseDocument(`${line}\n`);
    const isSound = document.errors.length === 0 && JSON.stringify(document.toJS()) === meant;
    if (written.size >= MOST_WRITTEN) written.clear();
    written.set(meant, isSound ? line : undefined);
  }
  return written.get(meant);
}

/** A document where there was none; `undefined` where a field is no line of its own. */
function fromNothing({ set, put }: MatterEdits): string | undefined {
  const fields = new Map(put.filter(([, value]) => value !== undefined));
  if (set.length > 0 || fields.size === 0) return undefined;
  const lines: string[] = [];
  for (const [key, value] of fields) {
    const line = soundField(key, value);
    if (line === undefined) return undefined;
    lines.push(line);
  }
  return `${lines.join('\n')}\n`;
}

/** The text with the edits made. */
export function patchYaml(text: string, edits: MatterEdits): string {
  const made = text === '' ? fromNothing(edits) : undefined;
  if (made !== undefined) return made;
  const document = parseDocument(text);
  const fields = (document.toJS() ?? {}) as Record<string, unknown>;
  const expected = JSON.stringify(edited(fields, edits));
  const patched = patch(text, document, edits);
  if (patched !== undefined) {
    const again = parseDocument(patched);
    if (again.errors.length === 0 && JSON.stringify(again.toJS() ?? {}) === expected) return patched;
  }
  // Anchors, flow style and other rarities: the document is written anew, with its comments.
  for (const [path, value] of edits.set) document.setIn(path, value);
  if (!isMap(document.contents))
    document.contents = document.createNode({}) as unknown as typeof document.contents;
  for (const key of edits.remove) document.delete(key);
  for (const [key, value] of edits.put) document.set(key, value);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function patch(text: string, document: Document, { set, remove, put }: MatterEdits): string | undefined {
  const { contents } = document;
  if (contents !== null && (!isMap(contents) || contents.flow === true)) return undefined;
  const patches: Patch[] = [];
  for (const [path, value] of set) {
    const node = document.getIn(path, true);
    if (!isScalar(node) || node.range == null) return undefined;
    const [start, end] = node.range;
    const inFlow = isInFlow(document, path);
    patches.push({ start, end, text: literal(value, node, inFlow) });
  }
  const pairs = contents === null ? [] : (contents.items as Pair[]);
  const added: string[] = [];
  for (const [key, value] of [...put, ...remove.map((name) => [name, undefined] as const)]) {
    const index = pairs.findIndex((pair) => isScalar(pair.key) && pair.key.value === key);
    const pair = pairs[index];
    if (pair === undefined) {
      if (value !== undefined) added.push(field(key, value));
      continue;
    }
    const range = rangeOf(text, pair);
    if (range === undefined) return undefined;
    const [start, end] = range;
    if (value !== undefined) patches.push({ start, end, text: field(key, value) });
    else
      patches.push({
        start,
        end: Math.min(text.length, text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end) + 1),
        text: '',
      });
  }
  const body = applyPatches(text, patches);
  const gap = body === '' || body.endsWith('\n') ? '' : '\n';
  return added.length === 0 ? body + gap : `${body}${gap}${added.join('\n')}\n`;
}

function isInFlow(document: Document, path: FieldPath): boolean {
  for (let length = 0; length < path.length; length++) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (typeof node === 'object' && node !== null && 'flow' in node && node.flow === true) return true;
  }
  return false;
}

/** From a key to the last character of its value. */
function rangeOf(text: string, { key, value }: Pair): readonly [number, number] | undefined {
  const start = (key as Scalar).range?.[0];
  if (start === undefined) return undefined;
  const range = (value as { range?: readonly [number, number, number] | null } | null)?.range;
  let end = range?.[1] ?? text.indexOf(':', start) + 1;
  if (range == null) return undefined;
  while (end > start && /\s/.test(text.charAt(end - 1))) end -= 1;
  return [start, end];
}
