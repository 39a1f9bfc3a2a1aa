import type { Root } from 'mdast';
import type { Options } from 'micromark-extension-frontmatter';
import { parse as parseToml, TomlDate, TomlError } from 'smol-toml';
import { type Document, isMap, isScalar, LineCounter, parseDocument, stringify } from 'yaml';
import { TovmachError } from '../errors.js';
import { messages } from '../message.js';
import type { ArticleMetadata, Block } from '../model/article.js';
import type { ParseInput } from '../model/contracts.js';
import { declaredLanguage, defined, pickNames, pickString } from './metadata.js';

/** Front matter of a Markdown file: what it says of the article, and its title, which is text like any other. */

const say = messages('read', {
  matterNotYaml: 'the front matter is not valid YAML: {{reason}}',
  quoteValues: 'Mend the line; quote values that hold ": " or start with a bracket.',
  matterNoMap: 'the front matter must hold keys and values',
  writeKeysAndValues: 'Write it as "key: value" lines between the two "---" lines.',
  matterNotToml: 'the front matter is not valid TOML: {{reason}}',
  quoteTexts: 'Mend the line; texts and dates with words stand in quotes.',
});

export interface FrontMatter {
  readonly metadata: ArticleMetadata;
  readonly language?: string;
  /** Its words that are text like any other. A title counts where there is no first-level heading. */
  readonly fields: readonly Block[];
}

/** Where each character of a scalar's value stands in the file: quotes and escapes are not part of it. */
function anchorsOf(value: string, raw: string, base: number): [number, number][] {
  const anchors: [number, number][] = [];
  let at = 0;
  let expected = -1;
  for (let index = 0; index < value.length; index++) {
    if (raw[at] !== value[index] && raw[at + 1] === value[index]) at += 1;
    if (at !== expected) anchors.push([index, base + at]);
    at += raw[at] === '\\' && raw[at + 1] === 'u' ? 6 : 1;
    expected = at;
  }
  return anchors;
}

/** The kinds that Hugo reads: `---` YAML, `+++` TOML and `{` JSON. Outputs have YAML. */
export const MATTERS: Options = ['yaml', 'toml', { type: 'json', fence: { open: '{', close: '}' } }];

interface Matter {
  /** As YAML, with comments where the source was YAML. */
  readonly yaml: string;
  readonly fields: Record<string, unknown>;
  readonly title?: Block;
}

/** What stands between the fences; JSON is YAML and is taken with them, for its braces belong to it. */
interface Source {
  readonly text: string;
  /** Where it begins in the file: offset, and lines before it. */
  readonly base: number;
  readonly lines: number;
}

/** @param raw the literal without its quotes, which begins at `at` in the file */
function titleBlock(value: string, raw: string, at: number): Block | undefined {
  const text = value.replace(/\s+/g, ' ').trim();
  if (text === '') return undefined;
  return {
    id: 'b1',
    kind: 'title',
    field: ['title'],
    text,
    anchors: anchorsOf(text, raw, at),
    end: at + raw.length,
    placeholders: [],
    level: 1,
  };
}

function yamlTitle(document: Document, { text, base }: Source): Block | undefined {
  const scalar = ['title', 'headline']
    .map((key) => (isMap(document.contents) ? document.get(key, true) : undefined))
    .find((found) => isScalar(found) && typeof found.value === 'string' && found.value.trim() !== '');
  if (!isScalar<string>(scalar) || scalar.range == null) return undefined;
  const [start, end] = scalar.range;
  const quotes = scalar.type === 'QUOTE_DOUBLE' || scalar.type === 'QUOTE_SINGLE' ? 1 : 0;
  return titleBlock(scalar.value, text.slice(start + quotes, end - quotes), base + start + quotes);
}

function readYaml(source: Source, file: string): Matter {
  const counter = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: counter });
  const problem = document.errors[0];
  if (problem !== undefined) {
    throw new TovmachError(
      'INPUT_INVALID',
      say.matterNotYaml({ reason: problem.message.split('\n')[0] ?? '' }),
      {
        file,
        line: counter.linePos(problem.pos[0]).line + source.lines,
        hint: say.quoteValues(),
        cause: problem,
      },
    );
  }
  if (document.contents !== null && !isMap(document.contents)) {
    throw new TovmachError('INPUT_INVALID', say.matterNoMap(), {
      file,
      line: 2,
      hint: say.writeKeysAndValues(),
    });
  }
  const fields = (document.toJS() ?? {}) as Record<string, unknown>;
  const title = yamlTitle(document, source);
  return { yaml: source.text, fields, ...(title === undefined ? {} : { title }) };
}

/** Dates as the source wrote them, but for milliseconds that are nought. */
function written(value: unknown): unknown {
  if (value instanceof TomlDate) return value.toISOString().replace('.000', '');
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, written(inner)]));
}

/** A title on a line of its own, before the first table. */
const TOML_TITLE = /^(?:(?!\[)[^\n]*\n)*?[ \t]*title[ \t]*=[ \t]*(?:"((?:[^"\\\n]|\\.)+)"|'([^'\n]+)')/;

function readToml({ text, base, lines }: Source, file: string): Matter {
  try {
    const fields = written(parseToml(text)) as Record<string, unknown>;
    const found = TOML_TITLE.exec(text);
    const raw = found?.[1] ?? found?.[2];
    const title =
      found === null || raw === undefined || typeof fields.title !== 'string'
        ? undefined
        : titleBlock(fields.title, raw, base + found[0].length - 1 - raw.length);
    return { yaml: stringify(fields), fields, ...(title === undefined ? {} : { title }) };
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    const what = cause.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '');
    throw new TovmachError('INPUT_INVALID', say.matterNotToml({ reason: what ?? '' }), {
      file,
      line: cause.line + lines,
      hint: say.quoteTexts(),
      cause,
    });
  }
}

function readMatter(tree: Root, input: ParseInput): Matter | undefined {
  const node: { type: string; value?: string; position?: Root['position'] } | undefined = tree.children[0];
  const start = node?.position?.start.offset ?? 0;
  const inner = { text: node?.value ?? '', base: input.text.indexOf('\n', start) + 1, lines: 1 };
  if (node?.type === 'yaml') return readYaml(inner, input.path);
  if (node?.type === 'toml') return readToml(inner, input.path);
  if (node?.type !== 'json') return undefined;
  const text = input.text.slice(start, node.position?.end.offset);
  const matter = readYaml({ text, base: start, lines: 0 }, input.path);
  return { ...matter, yaml: stringify(matter.fields) };
}

/**
 * The fields of a Markdown file's front matter.
 * @throws TovmachError INPUT_INVALID for what cannot be parsed, or is no map
 */
export function readFrontMatter(tree: Root, input: ParseInput): FrontMatter {
  const matter = readMatter(tree, input);
  if (matter === undefined) return { metadata: {}, fields: [] };
  const { fields, yaml, title } = matter;
  const language = declaredLanguage(pickString(fields, ['lang', 'language', 'locale']));
  return {
    metadata: {
      frontMatter: yaml,
      ...defined({
        title: pickString(fields, ['title', 'headline']),
        date: pickString(fields, ['date', 'published', 'pubDate', 'publishDate']),
        url: pickString(fields, ['url', 'source_url', 'link', 'canonical', 'canonical_url', 'permalink']),
        author: pickNames(fields, ['author', 'authors', 'byline']),
      }),
    },
    ...(language === undefined ? {} : { language }),
    fields: title === undefined ? [] : [title],
  };
}
