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
  within,
  type XmlElement,
} from './xml.js';
import { xmlFormat } from './xml-format.js';

/** What news agencies send: NITF, and NewsML-G2 with NITF, XHTML or plain text in it (iptc.org). */

/** Elements of NITF that have another name in HTML; `''` keeps what is in them, `undefined` leaves it out. */
const NITF: Readonly<Record<string, string | undefined>> = {
  hl1: 'h2',
  hl2: 'h2',
  block: 'div',
  bq: 'blockquote',
  credit: '',
  media: 'figure',
  'media-caption': 'figcaption',
  'media-metadata': undefined,
  'media-object': undefined,
  'media-producer': undefined,
  'media-reference': undefined,
  nitftable: undefined,
  'nitf-table': 'div',
  'nitf-table-metadata': undefined,
  fn: 'p',
  note: 'blockquote',
  hr: 'hr',
  lang: 'span',
};
/** Elements that HTML has too. */
const HTML = new Set(
  'p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr td th pre br em strong b i u q blockquote figure figcaption section article sub sup span'.split(
    ' ',
  ),
);

/** Elements of XHTML and NITF as HTML. */
const tagOf: HtmlTag = (element) => {
  const name = element.name.toLowerCase();
  if (name in NITF) return NITF[name];
  if (name === 'a') {
    const { href } = element.attributes;
    return href === undefined ? '' : `a href="${attributeValue(href)}"`;
  }
  if (/^(?:script|style|head|byline|dateline|hedline|abstract|distributor)$/.test(name)) return undefined;
  const language = element.attributes['xml:lang'] ?? element.attributes.lang;
  if (HTML.has(name)) return language === undefined ? name : `${name} lang="${attributeValue(language)}"`;
  // Names, places, numbers and whatever else is marked inside a sentence.
  return '';
};

const blank = (text: PlacedText | undefined): text is undefined =>
  text === undefined || text.value.trim() === '';

/** What an article of NITF says, from `nitf`, or from its body alone. */
function nitfParts(root: XmlElement): {
  title: PlacedText | undefined;
  texts: RecordText[];
  author: string | undefined;
  date: string | undefined;
  id: string | undefined;
} {
  const body = within(root, 'body') ?? root;
  const head = elements(body, 'body.head')[0];
  const headline = head === undefined ? undefined : within(head, 'hl1');
  const title = headline ?? within(root, 'title');
  const texts: RecordText[] = [];
  for (const part of elements(body)) {
    if (part.name === 'body.head') {
      for (const each of allWithin(part, 'hl2', 'abstract')) {
        const text = asHtml({ ...each, children: [each] }, (element) =>
          element.name === 'abstract' ? 'div' : tagOf(element),
        );
        texts.push({ text, html: true });
      }
    } else if (part.name === 'body.content') texts.push({ text: asHtml(part, tagOf), html: true });
  }
  if (texts.length === 0) texts.push({ text: asHtml(body, tagOf), html: true });
  const byline = head === undefined ? undefined : within(head, 'byline');
  const issued =
    within(root, 'date.issue')?.attributes.norm ??
    (head === undefined ? undefined : within(head, 'story.date')?.attributes.norm);
  return {
    title: title === undefined ? undefined : trimmed(placedText(title)),
    texts,
    author: plainText(byline === undefined ? undefined : (within(byline, 'person') ?? byline))?.replace(
      /^(?:by|від)\s+/i,
      '',
    ),
    date: issued === undefined ? undefined : nitfDate(issued),
    id: within(root, 'doc-id')?.attributes['id-string'],
  };
}

/** `20240716T101500+0300` as ISO 8601 has it with its marks. */
function nitfDate(written: string): string {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?)?(Z|[+-]\d\d:?\d\d)?$/.exec(written.trim());
  if (match === null) return written;
  const [, year, month, day, hour, minute, second = '00', zone = ''] = match;
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) return date;
  return `${date}T${hour}:${minute}:${second}${zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`;
}

function readNitf(record: XmlElement, number: number, file: RecordFile): void {
  const { title, texts, author, date, id } = nitfParts(record);
  const { start, end, attributes } = record;
  const language = attributes['xml:lang'] ?? attributes.lang;
  file.add({ number, start, end, names: [id], title, texts, author, date, language });
}

/** The format of NITF. */
export function createNitfFormat(): Format {
  return xmlFormat({
    name: 'nitf',
    extensions: [],
    isRoot: ({ name }) => name === 'nitf',
    records: (root) => [root],
    read: readNitf,
  });
}

/** The last part of `urn:newsml:example.com:20240716:flood-7`, or of an address. */
const lastPart = (id: string | undefined): string | undefined =>
  id === undefined || /^https?:/i.test(id) ? id : id.split(/[:/]/).at(-1);

/** Text of an item, in whichever of its renditions it is. */
function textsOf(content: XmlElement | undefined): {
  title?: PlacedText | undefined;
  texts: RecordText[];
  language?: string | undefined;
} {
  if (content === undefined) return { texts: [] };
  for (const rendition of elements(content, 'inlineXML')) {
    const language = rendition.attributes['xml:lang'];
    const [root] = elements(rendition);
    if (root === undefined) continue;
    if (root.name === 'nitf' || within(root, 'body.content') !== undefined) {
      const { title, texts } = nitfParts(root);
      return { title, texts, language: language ?? root.attributes['xml:lang'] };
    }
    const body = within(root, 'body') ?? root;
    const heading = within(root, 'title');
    return {
      title: heading === undefined ? undefined : trimmed(placedText(heading)),
      texts: [{ text: asHtml(body, tagOf), html: true }],
      language: language ?? root.attributes['xml:lang'] ?? root.attributes.lang,
    };
  }
  const plain = elements(content, 'inlineData').map((data): RecordText => {
    const isHtml = /html/.test(data.attributes.contenttype ?? '');
    return isHtml ? { text: placedText(data), html: true } : { text: placedText(data) };
  });
  return { texts: plain.slice(0, 1) };
}

function readItem(item: XmlElement, number: number, file: RecordFile, root: XmlElement): void {
  if (item.name !== 'newsItem') {
    file.leave(item.name);
    return;
  }
  const meta = elements(item, 'contentMeta')[0];
  const itemMeta = elements(item, 'itemMeta')[0];
  const kind = itemMeta === undefined ? '' : (elements(itemMeta, 'itemClass')[0]?.attributes.qcode ?? '');
  const { title: inner, texts, language } = textsOf(elements(item, 'contentSet')[0]);
  if (texts.length === 0 && /picture|video|audio|graphic/.test(kind)) {
    file.leave(kind.replace(/^.*:/, ''));
    return;
  }
  const headline = meta === undefined ? undefined : (within(meta, 'headline') ?? within(meta, 'title'));
  const title = headline === undefined ? inner : trimmed(placedText(headline));
  const dates = [meta, itemMeta].flatMap((part) =>
    part === undefined
      ? []
      : ['contentCreated', 'firstCreated', 'contentModified', 'versionCreated'].flatMap(
          (name) => plainText(elements(part, name)[0]) ?? [],
        ),
  );
  const by =
    meta === undefined ? undefined : (plainText(within(meta, 'by')) ?? plainText(within(meta, 'creator')));
  const declared = meta === undefined ? undefined : within(meta, 'language')?.attributes.tag;
  file.add({
    number,
    start: item.start,
    end: item.end,
    names: [
      plainText(meta === undefined ? undefined : within(meta, 'slugline')),
      lastPart(item.attributes.guid),
    ],
    title: blank(title) ? inner : title,
    texts,
    url: itemMeta === undefined ? undefined : within(itemMeta, 'link')?.attributes.href,
    date: dates[0],
    author: by?.replace(/^by\s+/i, ''),
    language: declared ?? language ?? item.attributes['xml:lang'] ?? root.attributes['xml:lang'],
  });
}

/** The format of NewsML-G2: one item, or a message with several. */
export function createNewsmlFormat(): Format {
  return xmlFormat({
    name: 'newsml',
    extensions: [],
    isRoot: ({ name }, start) =>
      /^(?:newsItem|newsMessage|packageItem)$/.test(name) && /iptc\.org\/std\/nar/.test(start),
    records: (root) =>
      root.name === 'newsMessage' ? elements(root, 'itemSet').flatMap((set) => elements(set)) : [root],
    read: readItem,
  });
}
