import { getNodeValue, type Node as JsonNode } from 'jsonc-parser';
import { locate } from './json-strings.js';
import { pickDate, pickNames, pickString } from './metadata.js';
import { type PlacedText, PlacedWriter, replaced } from './places.js';
import type { RecordFile } from './record.js';
import { attributeValue } from './xml.js';

/** Exports that are JSON of their own: chats of Telegram, topics of Discourse, sites of Ghost. */

/** A record of JSON, as far as an export needs it. */
export interface ExportRecord {
  readonly node: JsonNode;
  /** The text the node's offsets refer to, and where it begins in the file. */
  readonly text: string;
  readonly base: number;
  /** From 1. */
  readonly number?: number;
  /** The document the record was found in. */
  readonly root?: JsonNode;
}

const field = (node: JsonNode, name: string): JsonNode | undefined =>
  node.children?.find(({ children }) => children?.[0]?.value === name)?.children?.[1];

/** Whether a record is a message of a Telegram export. */
function isTelegram({ node, root }: ExportRecord): boolean {
  if (node.type !== 'object') return false;
  const [text, type] = [field(node, 'text'), field(node, 'type')?.value];
  const hasText = text?.type === 'array' || text?.type === 'string';
  // Exports of before 2021 have neither of these two.
  const isMarked = field(node, 'text_entities') !== undefined || field(node, 'date_unixtime') !== undefined;
  if (hasText && isMarked && type !== undefined) return true;
  const isListed = root?.type === 'object' && field(root, 'messages')?.type === 'array';
  return isListed && (type === 'message' || type === 'service') && field(node, 'date') !== undefined;
}

/** Why a message is no article: what it is instead. */
function noMessage(node: JsonNode): string | undefined {
  const type = String(field(node, 'type')?.value);
  if (type !== 'message') return type;
  const text = field(node, 'text');
  const isBlank =
    text?.type === 'string' ? String(text.value).trim() === '' : (text?.children ?? []).length === 0;
  if (!isBlank) return undefined;
  const media =
    field(node, 'media_type')?.value ??
    (field(node, 'photo') === undefined ? 'message without text' : 'photo');
  return String(media);
}

const CODE = new Set(['pre', 'code']);

/** Its texts are lists of strings and of marked stretches, `{ "type": "bold", "text": "…" }`: as HTML, each character at its place in the file. */
function telegramText(node: JsonNode, text: string, base: number): PlacedText {
  const value = field(node, 'text');
  const pieces = value === undefined ? [] : value.type === 'array' ? (value.children ?? []) : [value];
  const written = new PlacedWriter();
  for (const piece of pieces) {
    const words = piece.type === 'object' ? field(piece, 'text') : piece;
    if (words?.type !== 'string') continue;
    const type = piece.type === 'object' ? String(field(piece, 'type')?.value) : 'plain';
    const href = piece.type === 'object' ? field(piece, 'href')?.value : undefined;
    const located = replaced(locate(words, text, base), /[<&\n]/g, ([sign]) =>
      sign === '<' ? '&lt;' : sign === '&' ? '&amp;' : '<br>',
    );
    const tag = typeof href === 'string' ? `a href="${attributeValue(href)}"` : CODE.has(type) ? 'code' : '';
    const at = located.offsets[0] ?? 0;
    if (tag !== '') written.put(`<${tag}>`, at);
    written.append(located);
    if (tag !== '') written.put(`</${tag.split(' ')[0]}>`, located.offsets.at(-1) ?? at);
  }
  return written.done();
}

function readTelegram({ node, text, base, number = 1 }: ExportRecord, file: RecordFile): void {
  const other = noMessage(node);
  if (other !== undefined) {
    file.leave(other);
    return;
  }
  const value = getNodeValue(node) as Record<string, unknown>;
  file.add({
    number,
    start: base + node.offset,
    end: base + node.offset + node.length,
    names: [pickString(value, ['id'])],
    texts: [{ text: telegramText(node, text, base), html: true }],
    date: pickDate(value, ['date_unixtime', 'date']),
    author: pickNames(value, ['author', 'from']),
  });
}

/** Whether a record is a post of a Discourse topic. */
function isDiscourse({ node, root }: ExportRecord): boolean {
  if (node.type !== 'object' || field(node, 'cooked')?.type !== 'string') return false;
  const isInTopic = root?.type === 'object' && field(root, 'post_stream') !== undefined;
  return field(node, 'post_number') !== undefined || isInTopic;
}

function readDiscourse({ node, text, base, number = 1, root }: ExportRecord, file: RecordFile): void {
  const value = getNodeValue(node) as Record<string, unknown>;
  const cooked = field(node, 'cooked');
  if (cooked === undefined || String(cooked.value).trim() === '' || (value.post_type ?? 1) !== 1) {
    file.leave('post without text');
    return;
  }
  const title = (value.post_number ?? number) === 1 && root !== undefined ? field(root, 'title') : undefined;
  file.add({
    number,
    start: base + node.offset,
    end: base + node.offset + node.length,
    names: [pickString(value, ['post_number'])],
    title: title?.type === 'string' ? locate(title, text, base) : undefined,
    texts: [{ text: locate(cooked, text, base), html: true }],
    date: pickDate(value, ['created_at']),
    author: pickNames(value, ['name', 'username']),
  });
}

/** The tables of a Ghost export: one database in a list, or its tables alone. */
function ghostTables(root: JsonNode | undefined): JsonNode | undefined {
  const database = root === undefined ? undefined : (field(root, 'db')?.children?.[0] ?? root);
  const data = database === undefined ? undefined : field(database, 'data');
  const isGhost =
    (root !== undefined && field(root, 'db') !== undefined) ||
    (data !== undefined && field(data, 'users') !== undefined);
  return data !== undefined && isGhost && field(data, 'posts')?.type === 'array' ? data : undefined;
}

const rowsOf = (tables: JsonNode, name: string): Record<string, unknown>[] => {
  const rows = field(tables, name);
  return rows?.type === 'array' ? (getNodeValue(rows) as Record<string, unknown>[]) : [];
};

/** Names of the authors of a post, in their order. */
function ghostAuthors(tables: JsonNode, post: Readonly<Record<string, unknown>>): string | undefined {
  const users = new Map(rowsOf(tables, 'users').map(({ id, name }) => [id, name]));
  const linked = rowsOf(tables, 'posts_authors')
    .filter(({ post_id }) => post_id === post.id)
    .sort((a, b) => Number(a.sort_order ?? 0) - Number(b.sort_order ?? 0))
    .map(({ author_id }) => author_id);
  const names = (linked.length > 0 ? linked : [post.author_id]).map((id) => users.get(id));
  return names.filter((name) => typeof name === 'string').join(', ') || undefined;
}

/** What stands for the site's address in texts of an export. */
const SITE = /__GHOST_URL__/g;

function readGhost({ node, text, base, number = 1 }: ExportRecord, tables: JsonNode, file: RecordFile): void {
  const value = getNodeValue(node) as Record<string, unknown>;
  const said = (name: string): PlacedText | undefined => {
    const found = field(node, name);
    return found?.type === 'string' && String(found.value).trim() !== ''
      ? locate(found, text, base)
      : undefined;
  };
  const html = said('html');
  const body = html ?? said('plaintext');
  if (body === undefined) {
    file.leave(`${String(value.type ?? 'post')} without text`);
    return;
  }
  const excerpt = said('custom_excerpt');
  const texts = [
    ...(excerpt === undefined || body.value.includes(excerpt.value) ? [] : [{ text: excerpt, html: false }]),
    { text: replaced(body, SITE, () => ''), html: html !== undefined },
  ].sort((a, b) => (a.text.offsets[0] ?? 0) - (b.text.offsets[0] ?? 0));
  file.add({
    number,
    start: base + node.offset,
    end: base + node.offset + node.length,
    names: [pickString(value, ['slug']), pickString(value, ['id'])],
    title: said('title'),
    texts,
    url: pickString(value, ['canonical_url'])?.replace(SITE, ''),
    date: pickDate(value, ['published_at', 'created_at']),
    author: ghostAuthors(tables, value),
    language: pickString(value, ['locale', 'language']),
  });
}

/** Reads a record that is one of these exports. @returns whether it is */
export function readExport(record: ExportRecord, file: RecordFile): boolean {
  if (isTelegram(record)) readTelegram(record, file);
  else if (isDiscourse(record)) readDiscourse(record, file);
  else {
    const tables = record.root === undefined ? undefined : ghostTables(record.root);
    if (tables === undefined || field(record.node, 'title') === undefined) return false;
    readGhost(record, tables, file);
  }
  return true;
}
