import { posix } from 'node:path';
import { messages } from '../message.js';
import type { Format, FormatSource, ReadRecord } from '../model/contracts.js';
import { htmlInput } from './document.js';
import { fragmentBlocks } from './fragment.js';
import { PlacedWriter } from './places.js';
import { RecordFile } from './record.js';
import { kindByContent } from './signatures.js';
import { allWithin, elements, parseXml, plainText, within, type XmlElement } from './xml.js';
import { openZip, type Zip } from './zip.js';

/** Electronic books (EPUB 2 and 3): a chapter is an article, in the order they are read in. */

const say = messages('read', {
  missingChapter: 'chapter {{number}} ({{part}}) is not in the book',
  noChapter: '{{part}} holds no text',
});

interface Chapter {
  /** In the archive. */
  readonly part: string;
  readonly number: number;
}

interface Book {
  readonly chapters: readonly Chapter[];
  readonly author: string | undefined;
  readonly date: string | undefined;
  readonly language: string | undefined;
  /** What tables of contents call the chapters, by their place in the archive. */
  readonly names: ReadonlyMap<string, string>;
}

const placeOf = (from: string, href: string): string => {
  const path = href.replace(/#.*$/, '');
  try {
    return posix.normalize(posix.join(posix.dirname(from), decodeURIComponent(path)));
  } catch {
    return posix.normalize(posix.join(posix.dirname(from), path));
  }
};

/** What the tables of contents call the chapters: `nav` of EPUB 3, `ncx` of EPUB 2. */
function namesOf(zip: Zip, tables: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  const note = (table: string, href: string | undefined, name: string | undefined): void => {
    if (href === undefined || name === undefined) return;
    const place = placeOf(table, href);
    if (!names.has(place)) names.set(place, name.replace(/\s+/g, ' ').trim());
  };
  for (const table of tables.filter((name) => zip.has(name))) {
    const { root } = parseXml(zip.text(table));
    if (root === undefined) continue;
    for (const point of allPoints(root))
      note(table, within(point, 'content')?.attributes.src, plainText(within(point, 'text')));
    for (const nav of allWithin(root, 'nav'))
      if (nav.attributes.type === undefined || nav.attributes.type === 'toc')
        for (const link of allWithin(nav, 'a')) note(table, link.attributes.href, plainText(link));
  }
  return names;
}

function* allPoints(of: XmlElement): Generator<XmlElement> {
  for (const child of elements(of)) {
    if (child.name === 'navPoint') yield child;
    yield* allPoints(child);
  }
}

function bookOf(zip: Zip): Book {
  const container = parseXml(zip.text('META-INF/container.xml')).root;
  const opf =
    (container === undefined ? undefined : within(container, 'rootfile'))?.attributes['full-path'] ?? '';
  const { root } = parseXml(zip.text(opf));
  const items = new Map(
    root === undefined
      ? []
      : [...allWithin(root, 'item')].map(({ attributes }) => [attributes.id ?? '', attributes] as const),
  );
  const spine = root === undefined ? [] : [...allWithin(root, 'itemref')];
  const chapters = spine.flatMap(({ attributes: { idref = '', linear } }) => {
    const item = items.get(idref);
    const isText = /html/.test(item?.['media-type'] ?? 'html');
    const isTable = /\b(?:nav|cover-image)\b/.test(item?.properties ?? '');
    return item?.href === undefined || linear === 'no' || !isText || isTable ? [] : [placeOf(opf, item.href)];
  });
  const tables = [...items.values()]
    .filter((item) => /\bnav\b/.test(item.properties ?? '') || /ncx/.test(item['media-type'] ?? ''))
    .flatMap(({ href }) => (href === undefined ? [] : [placeOf(opf, href)]));
  const meta = root === undefined ? undefined : within(root, 'metadata');
  const said = (name: string): string | undefined =>
    meta === undefined ? undefined : plainText(within(meta, name));
  return {
    chapters: chapters.map((part, index) => ({ part, number: index + 1 })),
    author: said('creator'),
    date: said('date'),
    language: said('language'),
    names: namesOf(zip, tables),
  };
}

async function* readEpub(source: FormatSource): AsyncGenerator<ReadRecord> {
  const zip = await openZip(source);
  const { chapters, author, date, language, names } = bookOf(zip);
  const taken = new Set<string>();
  let given = 0;
  for (const { part, number } of chapters) {
    if (!zip.has(part)) {
      const file = new RecordFile(htmlInput(source, '\n'), 'epub', taken);
      file.fail(0, say.missingChapter({ number, part }), say.noChapter({ part }));
      for (const error of file.broken) yield { broken: error };
      continue;
    }
    const { text } = source.decode(zip.bytes(part));
    const { blocks } = fragmentBlocks(text, undefined, true);
    // A cover, a page for a picture.
    if (!blocks.some(({ kind }) => kind !== 'boilerplate')) continue;
    // Chapters that do not say their name are called as the table of contents has it.
    const name = blocks[0]?.kind === 'heading' ? undefined : names.get(part);
    const head = name === undefined ? '' : `${name}\n`;
    const file = new RecordFile(htmlInput(source, head + text), 'epub', taken);
    file.add({
      number,
      start: 0,
      end: head.length + text.length,
      names: [posix.basename(part).replace(/\.[^.]*$/, '')],
      titled: true,
      title: name === undefined ? undefined : new PlacedWriter().copy(name, 0).done(),
      texts: [{ text: new PlacedWriter().copy(text, head.length).done(), html: true, page: true }],
      author,
      date,
      language,
    });
    given += 1;
    for (const article of file.articles) yield { article };
  }
  if (given === 0) new RecordFile(htmlInput(source, '\n'), 'epub').done();
}

/** The format of electronic books. */
export function createEpubFormat(): Format {
  return {
    name: 'epub',
    extensions: ['.epub'],
    recognises: (start) => kindByContent(start)?.id === 'epub',
    read: readEpub,
  };
}
