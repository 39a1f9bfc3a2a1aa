import type { Root, Yaml } from 'mdast';
import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { TovmachError } from '../errors.js';
import type { ArticleMetadata, Block } from '../model/article.js';
import type { ParseInput } from '../model/contracts.js';
import { declaredLanguage, pickString } from './metadata.js';

/** Front matter of a Markdown file: what it says of the article, and its title, which is text like any other. */

export interface FrontMatter {
  readonly metadata: ArticleMetadata;
  readonly language?: string;
  /** The title as a block, for an article without a first-level heading. */
  readonly title?: Block;
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

function titleBlock(document: Document, node: Yaml, input: ParseInput): Block | undefined {
  const scalar = ['title', 'headline']
    .map((key) => (isMap(document.contents) ? document.get(key, true) : undefined))
    .find((found) => isScalar(found) && typeof found.value === 'string' && found.value.trim() !== '');
  if (!isScalar<string>(scalar) || scalar.range == null) return undefined;
  const text = scalar.value.replace(/\s+/g, ' ').trim();
  const base = input.text.indexOf('\n', node.position?.start.offset) + 1;
  const [start, end] = scalar.range;
  const quotes = scalar.type === 'QUOTE_DOUBLE' || scalar.type === 'QUOTE_SINGLE' ? 1 : 0;
  const raw = node.value.slice(start + quotes, end - quotes);
  return {
    id: 'b1',
    kind: 'title',
    text,
    anchors: anchorsOf(text, raw, base + start + quotes),
    end: base + end - quotes,
    placeholders: [],
    level: 1,
  };
}

/**
 * The fields of a Markdown file's front matter.
 * @throws TovmachError INPUT_INVALID for what is not YAML, or not a map
 */
export function readFrontMatter(tree: Root, input: ParseInput): FrontMatter {
  const node = tree.children[0];
  if (node?.type !== 'yaml') return { metadata: {} };
  const lines = new LineCounter();
  const document = parseDocument(node.value, { lineCounter: lines });
  const problem = document.errors[0];
  if (problem !== undefined) {
    throw new TovmachError(
      'INPUT_INVALID',
      `the front matter is not valid YAML: ${problem.message.split('\n')[0]}`,
      {
        file: input.path,
        line: lines.linePos(problem.pos[0]).line + 1,
        hint: 'Mend the line; quote values that hold ": " or start with a bracket.',
        cause: problem,
      },
    );
  }
  if (document.contents !== null && !isMap(document.contents)) {
    throw new TovmachError('INPUT_INVALID', 'the front matter must hold keys and values', {
      file: input.path,
      line: 2,
      hint: 'Write it as "key: value" lines between the two "---" lines.',
    });
  }
  const value = (document.toJS() ?? {}) as Record<string, unknown>;
  const title = pickString(value, ['title', 'headline']);
  const date = pickString(value, ['date', 'published', 'pubDate', 'publishDate']);
  const url = pickString(value, ['url', 'source_url', 'link', 'canonical', 'permalink']);
  const author = pickString(value, ['author', 'byline']);
  const language = declaredLanguage(pickString(value, ['lang', 'language', 'locale']));
  const block = titleBlock(document, node, input);
  return {
    metadata: {
      frontMatter: node.value,
      ...(title === undefined ? {} : { title }),
      ...(date === undefined ? {} : { date }),
      ...(url === undefined ? {} : { url }),
      ...(author === undefined ? {} : { author }),
    },
    ...(language === undefined ? {} : { language }),
    ...(block === undefined ? {} : { title: block }),
  };
}
