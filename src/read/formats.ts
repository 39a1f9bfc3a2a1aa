import { z } from 'zod';
import type { Format } from '../model/contracts.js';
import { defineFormat, type FormatDefinition } from '../model/definition.js';
import { onlyDefined } from '../model/only-defined.js';
import { shownArguments } from '../syntax/shown.js';
import type { FindProtected } from '../syntax/types.js';
import { createDocxFormat } from './docx.js';
import { createEpubFormat } from './epub.js';
import { createFeedFormat, createNewsSitemapFormat, createWordPressFormat } from './feed.js';
import type { FirstLine } from './first-line.js';
import { createHtmlFormat } from './html.js';
import { createJsonFormat } from './json.js';
import type { JsonFields } from './json-fields.js';
import { createMailFormat, createMhtmlFormat } from './mail.js';
import { createMarkdownFormat } from './markdown.js';
import { createNewsmlFormat, createNitfFormat } from './newsml.js';
import { createOdtFormat } from './odt.js';
import { createSubtitlesFormat } from './subtitles.js';
import { createTableFormat } from './table.js';
import type { TableColumns } from './table-columns.js';
import { createTeiFormat } from './tei.js';
import { createTextFormat } from './text.js';
import { createWarcFormat } from './warc.js';

/** The formats that come with tovmach, each a definition: from them come the table of docs/ingest.md and what is read. */

/** What of the configuration formats go by. */
export interface FormatContext {
  /** What must survive translation unchanged, patterns of the user among it. */
  readonly findProtected?: FindProtected | undefined;
  /** Fields of front matter that are text for readers; absent: the usual ones. */
  readonly translated?: readonly string[] | undefined;
  /** Arguments of shortcodes that readers see; absent: the usual ones. */
  readonly shortcodes?: Parameters<typeof shownArguments>[0];
  /** Names of the fields of records; absent: the usual ones. */
  readonly fields?: Partial<JsonFields>;
  /** What the first line of a plain text is; absent: a guess. */
  readonly firstLine?: FirstLine;
  /** Columns of tables; absent: what their names or their cells say. */
  readonly columns?: TableColumns;
}

const none = z.strictObject({});

function define(name: string, description: string, create: () => Format, peer?: string): FormatDefinition {
  return defineFormat({
    kind: 'format',
    name,
    description,
    settings: none,
    create,
    ...onlyDefined({ peer }),
  }) as FormatDefinition;
}

/** Every format, in the order they are asked whether a file is theirs. */
export function formatDefinitions(context: FormatContext = {}): readonly FormatDefinition[] {
  const { findProtected, translated, shortcodes, fields, columns, firstLine = 'guess' } = context;
  return [
    define('text', 'plain text; a line is a paragraph', () => createTextFormat(firstLine)),
    define('markdown', 'Markdown and MDX, with front matter', () =>
      createMarkdownFormat({ findProtected, translated, shown: shownArguments(shortcodes) }),
    ),
    define('feed', 'RSS of every version, RDF and Atom; an entry is an article', createFeedFormat),
    define('wordpress', 'WordPress exports (WXR); a post or page is an article', createWordPressFormat),
    define(
      'news-sitemap',
      'news sitemaps; a headline with its address is an article',
      createNewsSitemapFormat,
    ),
    define('newsml', 'NewsML-G2; an item is an article', createNewsmlFormat),
    define('nitf', 'NITF; one article', createNitfFormat),
    define(
      'mail',
      'letters (EML, mbox); a message is an article, one inside of another too',
      createMailFormat,
    ),
    define('mhtml', 'web pages saved with all they need (MHTML); one article', createMhtmlFormat),
    define('table', 'tables of articles (CSV, TSV); a row is an article', () => createTableFormat(columns)),
    define(
      'subtitles',
      'subtitles (SRT, WebVTT); written as what they were, with their times',
      createSubtitlesFormat,
    ),
    define(
      'docx',
      'Word documents, with headings, lists, tables and notes; one article',
      createDocxFormat,
      'mammoth',
    ),
    define('odt', 'OpenDocument texts (ODT, FODT), likewise; one article', createOdtFormat),
    define('epub', 'electronic books (EPUB); a chapter is an article', createEpubFormat),
    define('warc', 'web archives (WARC, WET), of any size; a page is an article', createWarcFormat),
    define('tei', 'XML and TEI of trafilatura, and other TEI; a document is an article', createTeiFormat),
    define('html', 'web pages; one article', createHtmlFormat),
    define(
      'json',
      'JSON, JSON lines, JSON Feed, JSON-LD, exports of Ghost, Discourse and Telegram; a record is an article',
      () => createJsonFormat(fields),
    ),
  ];
}
