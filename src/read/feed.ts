import type { Format } from '../model/contracts.js';
import { resolveAddress } from './links.js';
import type { PlacedText } from './places.js';
import { trimmed } from './places.js';
import type { Extent, RecordFile, RecordText } from './record.js';
import { asHtml, attributeValue, elements, placedText, plainText, within, type XmlElement } from './xml.js';
import { xmlFormat } from './xml-format.js';

/** News feeds: RSS of every version, RDF, Atom; and WordPress exports, which are RSS with all there is. */

const WORDPRESS = /^https?:\/\/wordpress\.org\/export\//;

/** Elements that hold the whole text, the best first. `full-text` is what aggregators ask publishers for. */
const FULL = ['encoded', 'full-text', 'fulltext', 'content', 'body'];
/** `content` of these is a picture or a film. */
const MEDIA = /search\.yahoo\.com\/mrss/;
const EXCERPT = /\/excerpt\/$/;
const ITUNES = /itunes\.com|itunes$/;
const SUMMARY = ['summary', 'description', 'abstract'];
const DATES = ['published', 'pubDate', 'date', 'issued', 'created', 'updated', 'modified', 'lastBuildDate'];

/** Elements of HTML that an Atom entry may hold as they are. */
const keptTag = (element: XmlElement): string | undefined => {
  const name = element.name.toLowerCase();
  const { href, src } = element.attributes;
  const address = href === undefined ? '' : ` href="${attributeValue(href)}"`;
  return name === 'a' ? `a${address}` : name === 'img' ? `img src="${attributeValue(src ?? '')}"` : name;
};

function first(of: XmlElement, ...names: readonly string[]): XmlElement | undefined {
  for (const name of names) {
    const found = elements(of, name).find((each) => plainText(each) !== undefined || each.name === 'link');
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The text of an element: escaped HTML, CDATA, or XHTML as it stands. */
function textOf(element: XmlElement): RecordText | undefined {
  const type = element.attributes.type?.toLowerCase();
  const hasElements = elements(element).length > 0;
  const text = hasElements ? asHtml(element, keptTag) : placedText(element);
  if (text.value.trim() === '') return undefined;
  if (hasElements || type === 'html' || type === 'text/html') return { text, html: true };
  return type === 'text' || type === 'text/plain' ? { text, html: false } : { text };
}

const letters = (text: string): string =>
  text
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&[#\w]+;/g, ' ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** Ends as what is to be read elsewhere ends. */
const CUT_SHORT =
  /(?:\.\.\.|…|\[…\]|\[\.\.\.\]|&hellip;|&#8230;|read more|continue reading|читати далі|читать далее|детальніше)\s*(?:<\/[^>]+>|[\s»→>.])*$/i;
/** A description of so many letters, or so many paragraphs, is the text. */
const LONG = 1200;
const PARAGRAPHS = 3;

function extentOf(description: string): Extent {
  const paragraphs = description.match(/<p[\s>]/gi)?.length ?? 0;
  const isLong = letters(description).length >= LONG || paragraphs >= PARAGRAPHS;
  return isLong && !CUT_SHORT.test(description.trim()) ? 'full' : 'summary';
}

/** The texts of an entry: what is said in its summary and not in its text stands before it. */
function textsOf(item: XmlElement): { texts: RecordText[]; extent: Extent } {
  const fulls = FULL.flatMap((name) => elements(item, name))
    .filter(({ space }) => !MEDIA.test(space) && !EXCERPT.test(space))
    .filter(
      ({ attributes: { type = '', src } }) => src === undefined && !/^(?:image|video|audio)\b/.test(type),
    )
    .flatMap((element) => textOf(element) ?? []);
  const full = longest(fulls);
  const short = longest(
    SUMMARY.flatMap((name) => elements(item, name))
      .filter(({ space }) => !ITUNES.test(space))
      .flatMap((element) => textOf(element) ?? []),
  );
  if (full === undefined || letters(full.text.value) === '') {
    if (short === undefined) return { texts: [], extent: 'headline' };
    return { texts: [short], extent: extentOf(short.text.value) };
  }
  if (short === undefined) return { texts: [full], extent: 'full' };
  const [long, brief] = [letters(full.text.value), letters(short.text.value)];
  if (brief.length > 2 * long.length) return { texts: [short], extent: extentOf(short.text.value) };
  const isSaid = long.includes(brief.slice(0, 60)) || CUT_SHORT.test(short.text.value.trim());
  if (isSaid) return { texts: [full], extent: 'full' };
  const both = [short, full].sort((a, b) => (a.text.offsets[0] ?? 0) - (b.text.offsets[0] ?? 0));
  return { texts: both, extent: 'full' };
}

function longest(texts: readonly RecordText[]): RecordText | undefined {
  return [...texts].sort((a, b) => b.text.value.length - a.text.value.length)[0];
}

/** The address an entry leads to. */
function addressOf(item: XmlElement): string | undefined {
  const original = plainText(first(item, 'origLink'));
  if (original !== undefined) return original;
  const links = elements(item, 'link');
  const leads = links.find(
    ({ attributes: { href, rel } }) => href !== undefined && (rel ?? 'alternate') === 'alternate',
  );
  const written = links.map(plainText).find((text) => text !== undefined);
  const guid = first(item, 'guid');
  const permanent =
    guid === undefined || guid.attributes.isPermaLink === 'false' ? undefined : plainText(guid);
  const address = leads?.attributes.href ?? written;
  if (address !== undefined) return address.trim();
  const about = item.attributes.about;
  return [permanent, about].find((each) => /^https?:/.test(each ?? ''));
}

function authorOf(item: XmlElement): string | undefined {
  const names = elements(item, 'creator', 'author').flatMap((element) => {
    const name = first(element, 'name');
    const text = plainText(name ?? element);
    // `editor@example.com (Ім'я)`, as RSS wants it.
    const named = text === undefined ? undefined : (/^\S+@\S+\s*\((.+)\)$/.exec(text)?.[1] ?? text);
    return named === undefined || /^\S+@\S+$/.test(named) ? [] : [named];
  });
  return names.length === 0 ? undefined : [...new Set(names)].join(', ');
}

/** The address relative links of a record begin at: `xml:base` of it and what it stands in, else the site's. */
function baseOf(item: XmlElement, root: XmlElement): string | undefined {
  const channel = elements(root, 'channel')[0] ?? root;
  const site = root.attributes['xml:base'] ?? addressOf(channel);
  const own = item.attributes['xml:base'];
  return own === undefined ? site : resolveAddress(own, site);
}

/** What a feed says of the language of an entry, or of all of them. */
function languageOf(item: XmlElement, root: XmlElement): string | undefined {
  const channel = elements(root, 'channel')[0] ?? root;
  return (
    item.attributes['xml:lang'] ??
    plainText(first(item, 'language')) ??
    elements(item, 'content')[0]?.attributes['xml:lang'] ??
    root.attributes['xml:lang'] ??
    plainText(first(channel, 'language'))
  );
}

function titleOf(item: XmlElement): PlacedText | undefined {
  const title = elements(item, 'title').find(
    (element) =>
      !MEDIA.test(element.space) && !ITUNES.test(element.space) && plainText(element) !== undefined,
  );
  if (title === undefined) return undefined;
  const text = elements(title).length > 0 ? asHtml(title, keptTag) : placedText(title);
  return trimmed(text);
}

function readEntry(item: XmlElement, number: number, file: RecordFile, root: XmlElement): void {
  const base = baseOf(item, root);
  const address = addressOf(item);
  const url = address === undefined ? undefined : resolveAddress(address, base);
  const { texts, extent } = textsOf(item);
  file.add({
    number,
    start: item.start,
    end: item.end,
    names: [url, plainText(first(item, 'guid', 'id'))],
    title: titleOf(item),
    texts,
    url,
    base: url ?? base,
    date: plainText(first(item, ...DATES)),
    author: authorOf(item),
    language: languageOf(item, root),
    extent,
  });
}

function* entriesOf(root: XmlElement): Generator<XmlElement> {
  for (const element of elements(root)) {
    if (element.name === 'item' || element.name === 'entry') yield element;
    else if (element.name === 'channel') yield* elements(element, 'item');
  }
}

/** The format of RSS, RDF and Atom. */
export function createFeedFormat(): Format {
  return xmlFormat({
    name: 'feed',
    extensions: [],
    isRoot: ({ name, attributes }, start) =>
      (/^rss$/i.test(name) && !/wordpress\.org\/export\//.test(start)) ||
      (name === 'RDF' && /purl\.org\/rss\/|my\.netscape\.com\/rdf/.test(start)) ||
      ((name === 'feed' || name === 'entry') && /w3\.org\/2005\/Atom|purl\.org\/atom/.test(attributes)),
    records: (root) => (root.name === 'entry' ? [root] : entriesOf(root)),
    read: readEntry,
  });
}

/** Kinds of posts that are articles to nobody, and states of posts that were thrown away. */
const NO_POST =
  /^(?:attachment|nav_menu_item|revision|custom_css|customize_changeset|oembed_cache|user_request|wp_.*|acf-.*|elementor_.*|amp_.*|shop_.*)$/;
const NO_STATE = /^(?:trash|auto-draft)$/;

/** The format of WordPress exports (WXR). */
export function createWordPressFormat(): Format {
  return xmlFormat({
    name: 'wordpress',
    extensions: [],
    isRoot: ({ name }, start) => name === 'rss' && /wordpress\.org\/export\//.test(start),
    records: entriesOf,
    read(item, number, file, root) {
      const field = (name: string): string | undefined =>
        elements(item, name)
          .filter(({ space }) => WORDPRESS.test(space) && !EXCERPT.test(space))
          .map(plainText)
          .find((text) => text !== undefined);
      const kind = field('post_type') ?? 'post';
      const state = field('status') ?? 'publish';
      if (NO_POST.test(kind) || NO_STATE.test(state)) {
        file.leave(NO_STATE.test(state) ? state : kind);
        return;
      }
      const url = plainText(first(item, 'link'));
      const content = elements(item, 'encoded').filter(({ space }) => !EXCERPT.test(space));
      const gmt = field('post_date_gmt');
      file.add({
        number,
        start: item.start,
        end: item.end,
        names: [field('post_name'), field('post_id'), url],
        title: titleOf(item),
        texts: content.map((element) => ({ text: placedText(element), html: true, wordpress: true })),
        url,
        date:
          gmt === undefined || gmt.startsWith('0000')
            ? plainText(first(item, 'pubDate'))
            : `${gmt.replace(' ', 'T')}Z`,
        author: authorOf(item),
        language: languageOf(item, root),
      });
    },
  });
}

/** The format of news sitemaps: headlines with their addresses and dates. */
export function createNewsSitemapFormat(): Format {
  return xmlFormat({
    name: 'news-sitemap',
    extensions: [],
    isRoot: ({ name }, start) => name === 'urlset' && /<(?:\w+:)?news>/.test(start),
    records: (root) => elements(root, 'url'),
    read(entry, number, file) {
      const news = elements(entry, 'news')[0];
      if (news === undefined) {
        file.leave('url');
        return;
      }
      const url = plainText(first(entry, 'loc'));
      const title = elements(news, 'title')[0];
      file.add({
        number,
        start: entry.start,
        end: entry.end,
        names: [url],
        title: title === undefined ? undefined : trimmed(placedText(title)),
        texts: [],
        url,
        date: plainText(within(news, 'publication_date')),
        language: plainText(within(news, 'language')),
        extent: 'headline',
      });
    },
  });
}
