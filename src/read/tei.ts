import type { Format } from '../model/contracts.js';
import { type PlacedText, trimmed } from './places.js';
import type { RecordFile, RecordText } from './record.js';
import {
  allWithin,
  asHtml,
  attributeValue,
  elements,
  type HtmlTag,
  placedText,
  plainText,
  spokenText,
  within,
  type XmlElement,
} from './xml.js';
import { xmlFormat } from './xml-format.js';

/** What trafilatura writes, as XML of its own and as TEI; and other TEI, as far as it has the same elements. */

/** What becomes of its elements; `''` keeps what is in them, `undefined` leaves it out. */
const TAGS: Readonly<Record<string, string | undefined>> = {
  p: 'p',
  ab: 'p',
  div: 'div',
  item: 'li',
  quote: 'blockquote',
  q: 'q',
  table: 'table',
  row: 'tr',
  cell: 'td',
  lb: 'br',
  l: 'p',
  lg: 'div',
  figure: 'figure',
  figDesc: 'figcaption',
  code: 'pre',
  comments: undefined,
  graphic: undefined,
  teiHeader: undefined,
  front: 'div',
  back: 'div',
  del: undefined,
  sic: undefined,
  orig: undefined,
  gap: undefined,
  formula: undefined,
  byline: undefined,
};

const tagOf: HtmlTag = (element) => {
  const { name, attributes } = element;
  const { rend = '', type = '', target } = attributes;
  if (name === 'head' || name === 'fw' || (name === 'ab' && type === 'header'))
    return /^h[1-6]$/.test(rend) ? rend : 'h2';
  if (name === 'list') return /^(?:ol|ordered|numbered)$/.test(rend) || type === 'ordered' ? 'ol' : 'ul';
  if (name === 'ref') return target === undefined ? '' : `a href="${attributeValue(target)}"`;
  if (name === 'div' && type === 'comments') return undefined;
  return name in TAGS ? TAGS[name] : '';
};

/** The value of an attribute at its place in the file. */
function attributeText(file: RecordFile, { start }: XmlElement, name: string): PlacedText | undefined {
  const tag = /^<[^\s>/]+(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*/.exec(file.textFrom(start))?.[0] ?? '';
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  const value = match?.[1] ?? match?.[2] ?? '';
  if (match === null || value.trim() === '') return undefined;
  const at = start + match.index + match[0].length - 1 - value.length;
  return trimmed(spokenText(value, at));
}

function readDoc(record: XmlElement, number: number, file: RecordFile): void {
  const main = elements(record, 'main', 'text', 'body')[0] ?? record;
  const { attributes: said, start, end } = record;
  file.add({
    number,
    start,
    end,
    names: [said.source, said.id, said.fingerprint],
    title: attributeText(file, record, 'title'),
    titled: true,
    texts: [{ text: asHtml(main, tagOf), html: true }],
    url: said.source ?? said.url,
    date: said.date,
    author: said.author?.replaceAll('; ', ', '),
    language: said.language,
  });
}

function readTei(record: XmlElement, number: number, file: RecordFile): void {
  const header = elements(record, 'teiHeader')[0];
  const text = elements(record, 'text')[0];
  const statement = header === undefined ? undefined : within(header, 'titleStmt');
  const titles = statement === undefined ? [] : elements(statement, 'title');
  const title = titles.find(({ attributes }) => attributes.type === 'main') ?? titles[0];
  const addresses = header === undefined ? [] : [...allWithin(header, 'ptr', 'ref', 'idno')];
  const url = addresses
    .map((each) => each.attributes.target ?? plainText(each))
    .find((address) => /^https?:/.test(address ?? ''));
  const source = header === undefined ? undefined : (within(header, 'sourceDesc') ?? header);
  const dates = source === undefined ? [] : [...allWithin(source, 'date')];
  const language = header === undefined ? undefined : within(header, 'language')?.attributes.ident;
  const authors =
    statement === undefined ? [] : elements(statement, 'author').flatMap((each) => plainText(each) ?? []);
  const texts: RecordText[] = text === undefined ? [] : [{ text: asHtml(text, tagOf), html: true }];
  file.add({
    number,
    start: record.start,
    end: record.end,
    names: [url, record.attributes['xml:id']],
    title: title === undefined || plainText(title) === undefined ? undefined : trimmed(placedText(title)),
    titled: true,
    texts,
    url,
    date: dates.map((each) => each.attributes.when ?? plainText(each)).find((date) => date !== undefined),
    author: authors.join(', ') || undefined,
    language: text?.attributes['xml:lang'] ?? record.attributes['xml:lang'] ?? language,
  });
}

const isTei = ({ name, attributes }: { readonly name: string; readonly attributes: string }): boolean =>
  /^(?:TEI|teiCorpus)$/.test(name) && /tei-c\.org\/ns/.test(attributes);

/** The format of trafilatura's XML and of TEI. */
export function createTeiFormat(): Format {
  return xmlFormat({
    name: 'tei',
    extensions: [],
    isRoot: (root, start) =>
      isTei(root) ||
      (root.name === 'doc' &&
        /<main[\s>/]/.test(start) &&
        /\b(?:fingerprint|hostname|sitename)=/.test(start)) ||
      (/^(?:documents|docs|corpus)$/.test(root.name) &&
        /<doc\b[^>]*\b(?:fingerprint|hostname|sitename)=/.test(start)),
    records: (root) =>
      root.name === 'TEI' || root.name === 'doc'
        ? [root]
        : allWithin(root, root.name === 'teiCorpus' ? 'TEI' : 'doc'),
    read: (record, number, file) => (record.name === 'TEI' ? readTei : readDoc)(record, number, file),
  });
}
