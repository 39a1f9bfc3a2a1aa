import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';
import type { Format, FormatSource, ReadRecord } from '../model/contracts.js';
import { type DocumentFacts, documentArticle, raised } from './document.js';
import { kindByContent, xmlRoot } from './signatures.js';
import {
  allWithin,
  asHtml,
  attributeValue,
  elements,
  parseXml,
  plainText,
  within,
  type XmlElement,
} from './xml.js';
import { openZip } from './zip.js';

/** OpenDocument texts (ODT, and flat as FODT): headings, lists, tables, quotations and notes as HTML. */

const say = messages('read', {
  noDocumentText: '{{file}} holds no text of a document',
  saveDocument: 'Save it again with the program it comes from.',
});

/** What becomes of its elements; `''` keeps what is in them, `undefined` leaves it out. */
const TAGS: Readonly<Record<string, string | undefined>> = {
  'list-item': 'li',
  'list-header': 'li',
  table: 'table',
  'table-row': 'tr',
  'table-cell': 'td',
  'covered-table-cell': undefined,
  'line-break': 'br',
  annotation: undefined,
  'annotation-end': undefined,
  'tracked-changes': undefined,
  'sequence-decls': undefined,
  'variable-decls': undefined,
  'user-field-decls': undefined,
  forms: undefined,
  'note-body': undefined,
  'table-of-content': undefined,
  bibliography: undefined,
  'alphabetical-index': undefined,
  image: undefined,
  title: undefined,
  desc: undefined,
  object: undefined,
  'object-ole': undefined,
};

/** What styles of a document mean, by their names: those of users have the names of their parents. */
function stylesOf(roots: readonly XmlElement[]): {
  readonly kindOf: (name: string) => string;
  readonly ordered: ReadonlySet<string>;
} {
  const parents = new Map<string, string>();
  const ordered = new Set<string>();
  for (const root of roots) {
    for (const { attributes } of allWithin(root, 'style')) {
      const { name, 'parent-style-name': parent } = attributes;
      if (name !== undefined && parent !== undefined) parents.set(name, parent);
    }
    for (const list of allWithin(root, 'list-style')) {
      const [first] = elements(list);
      if (first?.name === 'list-level-style-number' && list.attributes.name !== undefined)
        ordered.add(list.attributes.name);
    }
  }
  const kindOf = (name: string): string => {
    let style = name;
    for (let depth = 0; depth < 10 && parents.has(style); depth++) style = parents.get(style) ?? style;
    return style.replaceAll('_20_', ' ');
  };
  return { kindOf, ordered };
}

/** Blanks are elements where there are several; they, and the numbers of notes, are characters here. */
function withBlanks(element: XmlElement): XmlElement {
  const children = element.children.map((child) => {
    if (!('children' in child)) return child;
    if (child.name === 'note-citation') {
      const value = raised(plainText(child) ?? '');
      return { value, offsets: new Uint32Array(value.length + 1).fill(child.start) };
    }
    if (child.name === 's' || child.name === 'tab')
      return { value: ' ', offsets: new Uint32Array([child.start, child.end]) };
    return withBlanks(child);
  });
  return { ...element, children };
}

function htmlOf(text: XmlElement, styles: ReturnType<typeof stylesOf>): string {
  const tagOf = (element: XmlElement): string | undefined => {
    const { name, attributes } = element;
    if (name in TAGS) return TAGS[name];
    const style = styles.kindOf(attributes['style-name'] ?? '');
    if (name === 'h') return `h${Math.min(Math.max(Number(attributes['outline-level'] ?? 1), 1), 6)}`;
    if (name === 'p') {
      if (style === 'Title') return 'h1';
      if (/^(?:Quotations|Quote)$/.test(style)) return 'blockquote';
      return /^(?:Caption|Illustration|Figure|Table|Drawing)$/.test(style) ? 'figcaption' : 'p';
    }
    if (name === 'list') return styles.ordered.has(attributes['style-name'] ?? '') ? 'ol' : 'ul';
    if (name === 'a')
      return attributes.href === undefined ? '' : `a href="${attributeValue(attributes.href)}"`;
    return '';
  };
  const body = withBlanks(text);
  const notes = [...allWithin(body, 'note')].map((note) => {
    const inner = within(note, 'note-body');
    return inner === undefined ? '' : `<li>${asHtml(inner, tagOf).value}</li>`;
  });
  const html = asHtml(body, tagOf).value;
  return notes.length === 0 ? html : `${html}<ol>${notes.join('')}</ol>`;
}

function factsOf(root: XmlElement | undefined): DocumentFacts {
  const meta = root === undefined ? undefined : within(root, 'meta');
  const said = (name: string): string | undefined =>
    meta === undefined ? undefined : plainText(within(meta, name));
  return {
    title: said('title'),
    author: said('creator') ?? said('initial-creator'),
    date: said('creation-date') ?? said('date'),
    language: said('language'),
  };
}

async function* readOdt(source: FormatSource): AsyncGenerator<ReadRecord> {
  const { path } = source;
  const bytes = await source.whole();
  const isFlat = bytes[0] !== 0x50;
  const zip = isFlat ? undefined : await openZip(source);
  const rootOf = (name: string): XmlElement | undefined =>
    zip?.has(name) === true ? parseXml(zip.text(name)).root : undefined;
  const content =
    zip === undefined ? parseXml((await source.text()).text).root : parseXml(zip.text('content.xml')).root;
  const body = content === undefined ? undefined : within(content, 'body');
  const text = body === undefined ? undefined : within(body, 'text');
  if (content === undefined || text === undefined) {
    throw new TovmachError('INPUT_INVALID', say.noDocumentText({ file: asPath(path) }), {
      file: path,
      hint: say.saveDocument(),
    });
  }
  const styles = stylesOf([content, rootOf('styles.xml')].filter((root) => root !== undefined));
  const html = htmlOf(text, styles);
  yield {
    article: documentArticle(
      source,
      'odt',
      html || '\n',
      factsOf(zip === undefined ? content : rootOf('meta.xml')),
    ),
  };
}

/** The format of OpenDocument texts. */
export function createOdtFormat(): Format {
  return {
    name: 'odt',
    extensions: ['.odt', '.fodt'],
    recognises: (start) => {
      if (kindByContent(start)?.id === 'odt') return true;
      const root = /^\uFEFF?\s*</.test(start.text) ? xmlRoot(start.text) : undefined;
      return root?.name === 'document' && /opendocument\.text\b/.test(start.text.slice(0, 20_000));
    },
    read: readOdt,
  };
}
