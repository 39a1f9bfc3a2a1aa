import {
  getNodeValue,
  type Node as JsonNode,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { TovmachError } from '../errors.js';
import { type Message, messages } from '../message.js';
import type { Article, ArticleMetadata, Block } from '../model/article.js';
import type { FormatSource, ParseInput, ReadRecord } from '../model/contracts.js';
import { onlyDefined } from '../model/only-defined.js';
import { lineStartsOf, positionAt, sha256 } from '../model/text.js';
import { readingFindings, stemOf, withSafeAddress } from './article.js';
import { endingOf } from './choose.js';
import { htmlBlocks, type PageFinding } from './html.js';
import { readExport } from './json-exports.js';
import { DEFAULT_FIELDS, type JsonFields, listOf, SUMMARIES, strings } from './json-fields.js';
import { HashedNames, linesOf } from './json-lines.js';
import { locate } from './json-strings.js';
import { declaredLanguage, defined, pickDate, pickNames, pickString } from './metadata.js';
import { unpackedName } from './packed.js';
import { relocate } from './places.js';
import { RecordFile, shardOf, withoutRepeats } from './record.js';
import { textBlocks } from './text.js';
import { type TextFormat, textFormat } from './text-format.js';

/** JSON and NDJSON articles: which fields hold what is a setting; ranges point into the file, escapes and all. */

const say = messages('read', {
  notJson: 'not valid JSON ({{reason}})',
  noValue: 'no value',
  mendTheLine: 'Mend that line, or leave the file out with --exclude.',
  noObject: 'an article must be a JSON object',
  writeAnObject: 'Write { "title": …, "body": … }.',
  recordWithoutText: 'the record holds no text',
  nameItsField: 'Name its field in input.fields.body; tried {{tried}}.',
  emptyText: 'the text of the record is empty (field "{{field}}")',
  otherThanText: 'the field "{{field}}" of the record is no text',
  otherField:
    'If the text is elsewhere, name its field in input.fields.body; an empty record is passed over.',
  lineTooLong: 'the line is longer than {{limit}} MB',
  onlyMarkup: 'Its text is markup without words.',
});

/** Parsing options of jsonc-parser: JSON as it is defined, no comments, no trailing commas. */
const STRICT = { disallowComments: true, allowTrailingComma: false } as const;

/** Names that are taken; a set of strings is one. */
interface TakenNames {
  readonly size: number;
  has(name: string): boolean;
  add(name: string): unknown;
}

/** One file on its way to articles. */
interface Reading {
  readonly input: ParseInput;
  readonly fields: JsonFields;
  /** Output stems taken by earlier records, in lower case: some disks do not tell case apart. */
  readonly stems: TakenNames;
  /** Line of the file the text begins at, where it is a part of it. */
  readonly firstLine?: number;
  readonly broken: Error[];
  /** Where an offset of the file is; the table of lines is made when first asked for, once a file. */
  readonly position: (offset: number) => { line: number; column: number };
}

function positions(text: string): Reading['position'] {
  let starts: readonly number[] | undefined;
  return (offset) => {
    starts ??= lineStartsOf(text);
    return positionAt(starts, offset);
  };
}

function jsonError(
  { input, position }: Reading,
  text: string,
  base: number,
  errors: readonly ParseError[],
): TovmachError {
  const first = errors[0];
  const reason = first === undefined ? say.noValue() : printParseErrorCode(first.error);
  return new TovmachError('INPUT_INVALID', say.notJson({ reason }), {
    file: input.path,
    ...position(base + Math.min(first?.offset ?? 0, text.length)),
    hint: say.mendTheLine(),
  });
}

const ENTITY =
  /&(?:#\d+|#x[\da-f]+|amp|lt|gt|quot|apos|nbsp|shy|[mn]dash|hellip|[lr]aquo|[lr][sd]quo|bdquo|sbquo);/i;
const LOOKS_HTML = /<(?:p|div|br|h[1-6]|ul|blockquote|a\s)[^<>]*>/i;

function safeName(id: string): string | undefined {
  return /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,79}$/u.test(id) ? id : undefined;
}

interface JsonRecord {
  readonly node: JsonNode;
  /** The text the node's offsets refer to, and where it begins in the file. */
  readonly text: string;
  readonly base: number;
  /** Number of the record in the file, from 1; absent when the file is one article. */
  readonly number?: number;
  /** The document it was found in, where that is not the record itself. */
  readonly root?: JsonNode;
}

/** Blocks of a record: its title, then its body, whether lines of text or HTML. */
function recordBlocks(
  { text, base }: JsonRecord,
  title: JsonNode | undefined,
  bodies: readonly JsonNode[],
  url: string | undefined,
): { blocks: Block[]; html: ArticleMetadata; findings: readonly PageFinding[] } {
  const blocks: Block[] = [];
  let html: ArticleMetadata = {};
  let hasLead = false;
  const findings: PageFinding[] = [];
  const add = (found: readonly Block[]): void => {
    for (const block of found) {
      const kind = block.kind === 'lead' && hasLead ? 'paragraph' : block.kind;
      if (kind === 'lead') hasLead = true;
      blocks.push({ ...block, id: `b${blocks.length + 1}`, kind });
    }
  };
  if (title !== undefined) {
    const located = locate(title, text, base);
    // Feeds write titles as HTML: `Rain &#8211; and snow`.
    const parsed = ENTITY.test(located.value) ? htmlBlocks(located.value).blocks : [];
    const line = parsed.length === 1 ? parsed : textBlocks(located.value.replace(/[\r\n]/g, ' '));
    add(relocate(line, located).map((block) => ({ ...block, kind: 'title' as const })));
  }
  for (const body of bodies) {
    const located = locate(body, text, base);
    if (!LOOKS_HTML.test(located.value)) {
      add(relocate(textBlocks(located.value), located));
      continue;
    }
    const page = htmlBlocks(located.value, url);
    html = { ...page.metadata, ...html };
    findings.push(...page.findings);
    add(relocate(page.blocks, located));
  }
  const once = withoutRepeats(blocks, blocks.find(({ kind }) => kind === 'title')?.text);
  const hasText = once.some(({ kind }) => kind !== 'title' && kind !== 'boilerplate');
  return { blocks: hasText ? once : blocks, html, findings };
}

/** Where a record goes, by its own id where it has one: then it is the same article wherever it stands in the file. */
function placeOf(
  { input, stems }: Reading,
  id: string | undefined,
  number: number | undefined,
): Pick<Article, 'id' | 'outputStem'> {
  const stem = stemOf(unpackedName(input.path));
  if (number === undefined) return { outputStem: stem, id: input.path };
  const own = (id === undefined ? undefined : safeName(id)) ?? String(number);
  let name = own;
  for (let again = number; stems.has(name.toLowerCase()); again++) name = `${number}-${again}`;
  stems.add(name.toLowerCase());
  return { outputStem: `${stem}/${shardOf(number)}${name}`, id: `${input.path}#${name}` };
}

/** What a record says beside its texts. */
function carried(
  node: JsonNode,
  value: Record<string, unknown>,
  texts: readonly JsonNode[],
): Pick<Article, 'fields'> {
  const holdsText = ({ offset, length }: JsonNode): boolean =>
    texts.some((text) => text.offset >= offset && text.offset < offset + length);
  const left = (node.children ?? []).flatMap(({ children = [] }) => {
    const [key, field] = children;
    return key === undefined || field === undefined || holdsText(field) ? [] : [String(key.value)];
  });
  return left.length === 0 ? {} : { fields: Object.fromEntries(left.map((name) => [name, value[name]])) };
}

const isBlank = (value: unknown): boolean =>
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

function readRecord(record: JsonRecord, reading: Reading): Article {
  const { node, text, base, number } = record;
  const { input, fields, stems } = reading;
  const isFirst = stems.size === 0;
  const fail = (message: Message, hint: Message): TovmachError => {
    const { line } = reading.position(base + node.offset);
    return new TovmachError('INPUT_INVALID', message, { file: input.path, line, hint });
  };
  if (node.type !== 'object') throw fail(say.noObject(), say.writeAnObject());
  const [title] = strings(node, fields.title);
  const texts = strings(node, fields.body);
  const bodies = texts.length > 0 ? texts : strings(node, SUMMARIES);
  const value = getNodeValue(node) as Record<string, unknown>;
  if (bodies.length === 0) {
    const known = new Set(fields.body.map((name) => name.toLowerCase()));
    const field = Object.keys(value).find((key) => known.has(key.toLowerCase()));
    if (field === undefined)
      throw fail(say.recordWithoutText(), say.nameItsField({ tried: fields.body.join(', ') }));
    throw fail(
      isBlank(value[field]) ? say.emptyText({ field }) : say.otherThanText({ field }),
      say.otherField(),
    );
  }
  const url = pickString(value, fields.url);
  const { blocks, html, findings } = recordBlocks(record, title, bodies, url);
  if (blocks.length === 0) throw fail(say.recordWithoutText(), say.onlyMarkup());
  const language = declaredLanguage(pickString(value, fields.language));
  const { id: articleId, outputStem } = placeOf(reading, pickString(value, fields.id), number);
  return {
    id: articleId,
    path: input.path,
    outputStem,
    format: 'json',
    encoding: input.encoding,
    sourceHash:
      number === undefined ? input.hash : sha256(text.slice(node.offset, node.offset + node.length)),
    ...onlyDefined({ declaredLanguage: language }),
    metadata: withSafeAddress({
      ...html,
      ...defined({
        title: blocks.find(({ kind }) => kind === 'title')?.text,
        date: pickDate(value, fields.date),
        url,
        author: pickNames(value, fields.author),
      }),
    }),
    ...carried(node, value, [...(title === undefined ? [] : [title]), ...bodies]),
    ...onlyDefined({ firstLine: reading.firstLine }),
    text: input.text,
    blocks,
    // What is true of the file is said once, with its first article.
    findings: [
      ...(isFirst ? readingFindings(input) : []),
      ...findings.map((finding) => ({ ...finding, line: reading.position(base + node.offset).line })),
    ].map((finding) => ({ ...finding, path: input.path, articleId })),
  };
}

/** Names of files whose lines are records. */
const LINES = /\.(?:ndjson|jsonl|jl)$/i;

/** The JSON and NDJSON format. */
export function createJsonFormat(fields: Partial<JsonFields> = {}): TextFormat {
  const names: JsonFields = { ...DEFAULT_FIELDS, ...defined(fields) };
  const whole = textFormat({
    name: 'json',
    extensions: ['.json', '.ndjson', '.jsonl', '.jl'],
    recognises: ({ path, text }) =>
      /^\.?(?:txt|text)?$/.test(endingOf(path)) && /^\s*(?:\[\s*)?\{\s*"/.test(text),
    parse(input) {
      const articles: Article[] = [];
      const broken: Error[] = [];
      const position = positions(input.text);
      const reading: Reading = { input, fields: names, stems: new Set(), broken, position };
      const exported = new RecordFile(input, 'json');
      for (const record of records(reading)) {
        if (readExport(record, exported)) continue;
        try {
          articles.push(readRecord(record, reading));
        } catch (error) {
          if (record.number === undefined || !TovmachError.isInstance(error)) throw error;
          broken.push(error);
        }
      }
      if (articles.length === 0 && broken.length === 0) return exported.done();
      articles.push(...exported.articles);
      broken.push(...exported.broken);
      return { articles, broken };
    },
  });
  return {
    ...whole,
    async *read(source) {
      try {
        yield* whole.read(source);
      } catch (error) {
        const isTooLarge = TovmachError.isInstance(error) && error.code === 'INPUT_TOO_LARGE';
        if (!isTooLarge || !LINES.test(unpackedName(source.path))) throw error;
        // What does not fit is read line by line.
        yield* readLines(source, names);
      }
    },
  };
}

/** Records of a file of any size, a line at a time: places are those of the line, and `line` that of the file. */
async function* readLines(source: FormatSource, fields: JsonFields): AsyncGenerator<ReadRecord> {
  const stems = new HashedNames();
  let number = 0;
  let encoding: string | undefined;
  for await (const { bytes, line } of linesOf(source)) {
    if (bytes === undefined) {
      number += 1;
      const limit = source.maxBytes / 1_000_000;
      yield {
        broken: new TovmachError('INPUT_INVALID', say.lineTooLong({ limit }), {
          file: source.path,
          line,
          hint: say.mendTheLine(),
        }),
      };
      continue;
    }
    const decoded = source.decode(bytes, encoding);
    const { text } = decoded;
    if (text.trim() === '') continue;
    encoding = decoded.encoding.name;
    number += 1;
    const input: ParseInput = { path: source.path, text, hash: source.hash, encoding: decoded.encoding };
    const broken: Error[] = [];
    const position = (offset: number): { line: number; column: number } => ({ line, column: offset + 1 });
    const reading: Reading = { input, fields, stems, broken, position, firstLine: line };
    const errors: ParseError[] = [];
    const node = parseTree(text, errors, STRICT);
    if (node === undefined || errors.length > 0) {
      yield { broken: jsonError(reading, text, 0, errors) };
      continue;
    }
    const record = { node, text, base: 0, number };
    const exported = new RecordFile(input, 'json');
    if (readExport(record, exported)) {
      for (const error of exported.broken) yield { broken: error };
      for (const article of exported.articles) yield { article: { ...article, firstLine: line } };
      continue;
    }
    try {
      yield { article: readRecord(record, reading) };
    } catch (error) {
      if (!TovmachError.isInstance(error)) throw error;
      yield { broken: error };
    }
  }
}

/** The records of a file: lines of NDJSON, elements of a list, or the one object. */
function* records(reading: Reading): Generator<JsonRecord> {
  const { input, broken } = reading;
  const { text } = input;
  if (!LINES.test(input.path)) {
    const errors: ParseError[] = [];
    const root = parseTree(text, errors, STRICT);
    if (errors.length === 0 && root !== undefined) {
      const list = listOf(root, reading.fields.body);
      if (list === undefined) yield { node: root, text, base: 0 };
      else for (const [index, node] of list.entries()) yield { node, text, base: 0, number: index + 1, root };
      return;
    }
    const firstLine = text.trimStart().split('\n', 1)[0] ?? '';
    const lineErrors: ParseError[] = [];
    // A `.json` file may hold NDJSON: then its first line is a whole object.
    if (parseTree(firstLine, lineErrors, STRICT)?.type !== 'object' || lineErrors.length > 0) {
      throw jsonError(reading, text, 0, errors);
    }
  }
  let number = 0;
  for (const match of text.matchAll(/[^\r\n]+/g)) {
    if (match[0].trim() === '') continue;
    number += 1;
    const errors: ParseError[] = [];
    const node = parseTree(match[0], errors, STRICT);
    if (node === undefined || errors.length > 0)
      broken.push(jsonError(reading, match[0], match.index, errors));
    else yield { node, text: match[0], base: match.index, number };
  }
}
