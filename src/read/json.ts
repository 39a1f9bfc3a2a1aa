import {
  getNodeValue,
  type Node as JsonNode,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { TovmachError } from '../errors.js';
import type { Article, ArticleMetadata, Block } from '../model/article.js';
import type { Format, ParseInput } from '../model/contracts.js';
import { lineStartsOf, positionAt, sha256 } from '../model/text.js';
import { readingFindings, stemOf } from './article.js';
import { htmlBlocks } from './html.js';
import { declaredLanguage, pickString } from './metadata.js';
import { textBlocks } from './text.js';

/** JSON and NDJSON articles: which fields hold what is a setting; ranges point into the file, escapes and all. */

/** Names tried in order for each field of an article. */
export interface JsonFields {
  readonly id: readonly string[];
  readonly title: readonly string[];
  readonly body: readonly string[];
  readonly url: readonly string[];
  readonly date: readonly string[];
  readonly language: readonly string[];
  readonly author: readonly string[];
}

export const DEFAULT_FIELDS: JsonFields = {
  id: ['id', 'slug', '_id', 'guid'],
  title: ['title', 'headline', 'name'],
  body: ['body', 'text', 'content', 'articleBody', 'article', 'maintext', 'html'],
  url: ['url', 'link', 'source_url', 'canonical'],
  date: ['date', 'published', 'datePublished', 'published_at', 'date_publish', 'pubDate'],
  language: ['lang', 'language', 'locale', 'inLanguage'],
  author: ['author', 'byline', 'authors'],
};

/** Parsing options of jsonc-parser: JSON as it is defined, no comments, no trailing commas. */
const STRICT = { disallowComments: true, allowTrailingComma: false } as const;

function jsonError(
  input: ParseInput,
  text: string,
  base: number,
  errors: readonly ParseError[],
): TovmachError {
  const first = errors[0];
  const offset = base + Math.min(first?.offset ?? 0, text.length);
  const { line, column } = positionAt(lineStartsOf(input.text), offset);
  const what = first === undefined ? 'no value' : printParseErrorCode(first.error);
  return new TovmachError('INPUT_INVALID', `not valid JSON (${what})`, {
    file: input.path,
    line,
    column,
    hint: 'Mend that line, or leave the file out with --exclude.',
  });
}

interface FileString {
  readonly value: string;
  /** Offset in the file of each character of `value`, and one past its end. */
  readonly offsets: Uint32Array;
}

/** A string literal with the place of each of its characters in the file. */
function locate(node: JsonNode, text: string, base: number): FileString {
  const value = String(node.value);
  const offsets = new Uint32Array(value.length + 1);
  let at = node.offset + 1;
  for (let index = 0; index < value.length; index++) {
    offsets[index] = base + at;
    if (text[at] === '\\') at += text[at + 1] === 'u' ? 6 : 2;
    else at += 1;
  }
  offsets[value.length] = base + at;
  return { value, offsets };
}

/** Moves blocks made from a string's value to the places of the file. */
function relocate(blocks: readonly Block[], string: FileString): Block[] {
  const { offsets } = string;
  const place = (offset: number): number => offsets[Math.min(offset, offsets.length - 1)] ?? 0;
  return blocks.map((block) => {
    const anchors: [number, number][] = [];
    let expected = -1;
    for (const [index, [from, to]] of block.anchors.entries()) {
      const until = block.anchors[index + 1]?.[0] ?? block.text.length;
      for (let offset = from; offset < until; offset++) {
        const actual = place(to + (offset - from));
        if (actual !== expected) anchors.push([offset, actual]);
        expected = actual + 1;
      }
      expected = -1;
    }
    return { ...block, anchors, end: place(block.end) };
  });
}

const LOOKS_HTML = /<(?:p|div|br|h[1-6]|ul|blockquote|a\s)[^>]*>/i;

function property(node: JsonNode, names: readonly string[]): JsonNode | undefined {
  for (const name of names) {
    const found = node.children?.find((child) => child.children?.[0]?.value === name)?.children?.[1];
    if (found?.type === 'string' && String(found.value).trim() !== '') return found;
  }
  return undefined;
}

function safeName(id: string): string | undefined {
  return /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,79}$/u.test(id) ? id : undefined;
}

interface Record_ {
  readonly node: JsonNode;
  /** The text the node's offsets refer to, and where it begins in the file. */
  readonly text: string;
  readonly base: number;
  /** Number of the record in the file, from 1; absent when the file is one article. */
  readonly number?: number;
}

function readRecord(record: Record_, input: ParseInput, fields: JsonFields, stems: Set<string>): Article {
  const { node, text, base, number } = record;
  const { line } = positionAt(lineStartsOf(input.text.slice(0, base + node.offset + 1)), base + node.offset);
  const fail = (message: string, hint: string): TovmachError =>
    new TovmachError('INPUT_INVALID', message, { file: input.path, line, hint });
  if (node.type !== 'object')
    throw fail('an article must be a JSON object', 'Write { "title": …, "body": … }.');
  const title = property(node, fields.title);
  const body = property(node, fields.body);
  if (body === undefined) {
    throw fail(
      'the record holds no text',
      `Name its field in input.fields.body; tried ${fields.body.join(', ')}.`,
    );
  }
  const value = getNodeValue(node) as Record<string, unknown>;
  const blocks: Block[] = [];
  const add = (more: readonly Block[]): void => {
    for (const block of more) blocks.push({ ...block, id: `b${blocks.length + 1}` });
  };
  if (title !== undefined) {
    const located = locate(title, text, base);
    add(
      relocate(textBlocks(located.value.replace(/[\r\n]/g, ' ')), located).map((block) => ({
        ...block,
        kind: 'title' as const,
      })),
    );
  }
  const located = locate(body, text, base);
  let html: ArticleMetadata = {};
  if (LOOKS_HTML.test(located.value)) {
    const page = htmlBlocks(located.value);
    html = page.metadata;
    add(relocate(page.blocks, located));
  } else add(relocate(textBlocks(located.value), located));
  const id = pickString(value, fields.id);
  const stem = stemOf(input.path);
  const name =
    (id === undefined ? undefined : safeName(id)) ?? (number === undefined ? undefined : String(number));
  let outputStem = number === undefined || name === undefined ? stem : `${stem}-${name}`;
  if (stems.has(outputStem)) outputStem = `${stem}-${number ?? 1}-${stems.size + 1}`;
  stems.add(outputStem);
  const language = declaredLanguage(pickString(value, fields.language));
  const metadata: ArticleMetadata = {
    ...html,
    ...definedFields({
      title: title === undefined ? undefined : String(title.value).trim(),
      date: pickString(value, fields.date),
      url: pickString(value, fields.url),
      author: pickString(value, fields.author),
    }),
  };
  const articleId = number === undefined ? input.path : `${input.path}#${number}`;
  return {
    id: articleId,
    path: input.path,
    outputStem,
    format: 'json',
    encoding: input.encoding,
    sourceHash:
      number === undefined ? input.hash : sha256(text.slice(node.offset, node.offset + node.length)),
    ...(language === undefined ? {} : { declaredLanguage: language }),
    metadata,
    text: input.text,
    blocks,
    findings:
      number === undefined || number === 1
        ? readingFindings(input).map((finding) => ({ ...finding, articleId }))
        : [],
  };
}

function definedFields<T extends Record<string, string | undefined>>(fields: T): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: string;
  };
}

/** The JSON and NDJSON format. */
export function createJsonFormat(fields: Partial<JsonFields> = {}): Format {
  const names: JsonFields = { ...DEFAULT_FIELDS, ...definedLists(fields) };
  return {
    name: 'json',
    extensions: ['.json', '.ndjson', '.jsonl'],
    parse(input) {
      const articles: Article[] = [];
      const broken: Error[] = [];
      const stems = new Set<string>();
      for (const record of records(input, broken)) {
        try {
          articles.push(readRecord(record, input, names, stems));
        } catch (error) {
          if (record.number === undefined) throw error;
          broken.push(error as Error);
        }
      }
      if (articles.length === 0 && broken.length === 0) {
        throw new TovmachError('INPUT_INVALID', `${input.path} holds no article`, {
          file: input.path,
          line: 1,
          hint: 'Leave it out with --exclude.',
        });
      }
      return { articles, broken };
    },
  };
}

function definedLists(fields: Partial<JsonFields>): Partial<JsonFields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** The records of a file: lines of NDJSON, elements of an array, or the one object. */
function* records(input: ParseInput, broken: Error[]): Generator<Record_> {
  const isLines = /\.(?:ndjson|jsonl)$/i.test(input.path);
  if (!isLines) {
    const errors: ParseError[] = [];
    const root = parseTree(input.text, errors, STRICT);
    if (errors.length === 0 && root?.type === 'array') {
      for (const [index, node] of (root.children ?? []).entries())
        yield { node, text: input.text, base: 0, number: index + 1 };
      return;
    }
    if (errors.length === 0 && root !== undefined) {
      yield { node: root, text: input.text, base: 0 };
      return;
    }
    const firstLine = input.text.trimStart().split('\n', 1)[0] ?? '';
    const lineErrors: ParseError[] = [];
    // A `.json` file may hold NDJSON: then its first line is a whole object.
    if (parseTree(firstLine, lineErrors, STRICT)?.type !== 'object' || lineErrors.length > 0) {
      throw jsonError(input, input.text, 0, errors);
    }
  }
  let number = 0;
  for (const match of input.text.matchAll(/[^\r\n]+/g)) {
    if (match[0].trim() === '') continue;
    number += 1;
    const errors: ParseError[] = [];
    const node = parseTree(match[0], errors, STRICT);
    if (node === undefined || errors.length > 0) broken.push(jsonError(input, match[0], match.index, errors));
    else yield { node, text: match[0], base: match.index, number };
  }
}
