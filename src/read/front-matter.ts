import type { Root } from 'mdast';
import type { Options } from 'micromark-extension-frontmatter';
import { parse as parseToml, TomlError } from 'smol-toml';
import { isMap, LineCounter, parseDocument } from 'yaml';
import { TovmachError } from '../errors.js';
import { messages } from '../message.js';
import type { ArticleMetadata, Block } from '../model/article.js';
import type { ParseInput } from '../model/contracts.js';
import { onlyDefined } from '../model/only-defined.js';
import { jsonLeaves } from '../syntax/matter/json.js';
import { plainToml, tomlLeaves } from '../syntax/matter/toml.js';
import type { FieldPath, Leaf, MatterFormat } from '../syntax/matter/types.js';
import { yamlLeaves } from '../syntax/matter/yaml.js';
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

/** The kinds that Hugo reads: `---` YAML, `+++` TOML and `{` JSON. */
export const MATTERS: Options = ['yaml', 'toml', { type: 'json', fence: { open: '{', close: '}' } }];

/** Fields that are text for readers, unless the configuration names others. `**` is any way there, `*` one step. */
const TRANSLATED_FIELDS: readonly string[] = [
  'title',
  'headline',
  'linkTitle',
  'subtitle',
  'description',
  'summary',
  'excerpt',
  '**.alt',
  '**.caption',
  'resources.title',
  'seo.title',
  'seo.description',
  'params.subtitle',
  'params.description',
  'params.summary',
  'sidebar_label',
  'pagination_label',
  'tagline',
  'hero.text',
  'hero.tagline',
  'features.title',
  'features.details',
];

interface Matter {
  readonly format: MatterFormat;
  readonly text: string;
  readonly fields: Record<string, unknown>;
  readonly leaves: readonly Leaf[];
}

/** What stands between the fences; JSON is YAML and is taken with them, for its braces belong to it. */
interface Source {
  readonly text: string;
  /** Where it begins in the file: offset, and lines before it. */
  readonly base: number;
  readonly lines: number;
}

/** Whether a field is meant by a pattern; list items count as their list. */
function isMeant(path: FieldPath, patterns: readonly string[]): boolean {
  const names = path.filter((step) => typeof step === 'string');
  return patterns.some((pattern) => {
    const steps = pattern.split('.');
    const fits = (step: number, name: number): boolean => {
      if (step === steps.length) return name === names.length;
      if (steps[step] === '**')
        return (
          name <= names.length && (fits(step + 1, name) || (name < names.length && fits(step, name + 1)))
        );
      return (
        name < names.length &&
        (steps[step] === '*' || steps[step] === names[name]) &&
        fits(step + 1, name + 1)
      );
    };
    return fits(0, 0);
  });
}

/** The words of a field as a block; `base`: where the front matter begins in the file. */
function fieldBlock({ path, value, start, end }: Leaf, source: string, base: number): Block[] {
  const text = value.replace(/\s+/g, ' ').trim();
  if (!/\p{L}/u.test(text)) return [];
  const literal = source.slice(start, end);
  const quotes = /^(?:"""|'''|["'])/.exec(literal)?.[0].length ?? 0;
  const raw = literal.slice(quotes, literal.length - quotes);
  const at = base + start + quotes;
  const isTitle = path.length === 1 && (path[0] === 'title' || path[0] === 'headline');
  return [
    {
      id: '',
      kind: isTitle ? 'title' : 'caption',
      stays: true,
      field: path,
      text,
      anchors: raw.includes('\n') ? [[0, at]] : anchorsOf(text, raw, at),
      end: at + raw.length,
      placeholders: [],
      ...onlyDefined({ level: isTitle ? 1 : undefined }),
    },
  ];
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
  return { format: 'yaml', text: source.text, fields, leaves: yamlLeaves(document) };
}

function readToml({ text, lines }: Source, file: string): Matter {
  try {
    const fields = plainToml(parseToml(text)) as Record<string, unknown>;
    return { format: 'toml', text, fields, leaves: tomlLeaves(text) };
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

function readMatter(tree: Root, input: ParseInput): (Matter & { readonly base: number }) | undefined {
  const node: { type: string; value?: string; position?: Root['position'] } | undefined = tree.children[0];
  const start = node?.position?.start.offset ?? 0;
  const inner = { text: node?.value ?? '', base: input.text.indexOf('\n', start) + 1, lines: 1 };
  if (node?.type === 'yaml') return { ...readYaml(inner, input.path), base: inner.base };
  if (node?.type === 'toml') return { ...readToml(inner, input.path), base: inner.base };
  if (node?.type !== 'json') return undefined;
  const text = input.text.slice(start, node.position?.end.offset);
  const matter = readYaml({ text, base: start, lines: 0 }, input.path);
  return { ...matter, format: 'json', leaves: jsonLeaves(text), base: start };
}

/** An address the article was taken from: where on the site its page is to be is none. */
function sourceAddress(fields: Record<string, unknown>): string | undefined {
  const stated = pickString(fields, ['source_url', 'link', 'canonical', 'canonical_url', 'canonicalURL']);
  return [stated, pickString(fields, ['url']), pickString(fields, ['permalink'])].find(
    (address) =>
      address !== undefined &&
      (address === stated || /^https?:\/\//i.test(address)) &&
      !/^[./]/.test(address),
  );
}

/**
 * The fields of a Markdown file's front matter.
 * @param translated patterns of the fields that are text for readers
 * @throws TovmachError INPUT_INVALID for what cannot be parsed, or is no map
 */
export function readFrontMatter(
  tree: Root,
  input: ParseInput,
  translated: readonly string[] = TRANSLATED_FIELDS,
): FrontMatter {
  const matter = readMatter(tree, input);
  if (matter === undefined) return { metadata: {}, fields: [] };
  const { fields, text, format, leaves, base } = matter;
  const language = declaredLanguage(pickString(fields, ['lang', 'language', 'locale']));
  return {
    metadata: {
      frontMatter: text,
      ...onlyDefined({ frontMatterFormat: format === 'yaml' ? undefined : format }),
      ...defined({
        title: pickString(fields, ['title', 'headline']),
        date: pickString(fields, ['date', 'published', 'pubDate', 'publishDate']),
        url: sourceAddress(fields),
        author: pickNames(fields, ['author', 'authors', 'byline']),
      }),
    },
    ...onlyDefined({ language }),
    fields: leaves
      .filter((leaf) => isMeant(leaf.path, translated))
      .flatMap((leaf) => fieldBlock(leaf, text, base))
      .sort((a, b) => (a.anchors[0]?.[1] ?? 0) - (b.anchors[0]?.[1] ?? 0)),
  };
}
