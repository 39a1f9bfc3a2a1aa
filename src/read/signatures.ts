import type { FileStart } from '../model/contracts.js';
import { guessUtf16, looksBinary } from './encoding.js';
import { type FileKind, kindByEnding, kindNamed } from './file-kinds.js';

/** What a file is, told by how it begins: names lie, and much arrives without one. */

/** So much of a file is looked at to tell what it is. */
export const START_BYTES = 65_536;

/** The beginning of a file, to look at. */
export function fileStart(path: string, bytes: Uint8Array): FileStart {
  const start = bytes.subarray(0, START_BYTES);
  return { path, bytes: start, text: looseText(start) };
}

function looseText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const utf16 = guessUtf16(bytes);
  if (utf16 !== undefined) return new TextDecoder(utf16).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

/** Bytes at an offset -> kind. Latin-1 stands for bytes. */
const MAGIC: readonly (readonly [kind: string, at: number, bytes: string])[] = [
  ['postscript', 0, '%!PS'],
  ['djvu', 0, 'AT&TFORM'],
  ['picture', 0, '\x89PNG\r\n'],
  ['picture', 0, '\xff\xd8\xff'],
  ['picture', 0, 'GIF87a'],
  ['picture', 0, 'GIF89a'],
  ['picture', 8, 'WEBP'],
  ['picture', 0, 'II*\0'],
  ['picture', 0, 'MM\0*'],
  ['picture', 0, '8BPS'],
  ['picture', 0, '\0\0\x01\0'],
  ['picture', 4, 'ftypheic'],
  ['picture', 4, 'ftypmif1'],
  ['picture', 4, 'ftypavif'],
  ['picture', 0, 'gimp xcf'],
  ['picture', 0, '\0\0\0\x0cJXL '],
  ['sound', 0, 'ID3'],
  ['sound', 0, 'fLaC'],
  ['sound', 0, 'OggS'],
  ['sound', 0, 'MThd'],
  ['sound', 8, 'WAVE'],
  ['sound', 8, 'AIFF'],
  ['sound', 4, 'ftypM4A'],
  ['video', 8, 'AVI '],
  ['video', 4, 'ftyp'],
  ['video', 0, '\x1aE\xdf\xa3'],
  ['video', 0, 'FLV\x01'],
  ['video', 0, '\0\0\x01\xba'],
  ['font', 0, 'wOFF'],
  ['font', 0, 'wOF2'],
  ['font', 0, 'OTTO\0'],
  ['font', 0, '\0\x01\0\0\0'],
  ['gzip', 0, '\x1f\x8b'],
  ['compressed', 0, 'BZh'],
  ['compressed', 0, '\xfd7zXZ\0'],
  ['compressed', 0, '\x04"M\x18'],
  ['archive', 0, '7z\xbc\xaf\x27\x1c'],
  ['archive', 0, 'Rar!\x1a\x07'],
  ['archive', 257, 'ustar'],
  ['database', 0, 'SQLite format 3\0'],
  ['database', 0, '\0\x01\0\0Standard '],
  ['columns', 0, 'PAR1'],
  ['columns', 0, 'ARROW1'],
  ['columns', 0, 'Obj\x01'],
  ['columns', 0, '\x89HDF\r\n'],
  ['columns', 0, '\x93NUMPY'],
  ['program', 0, '\x7fELF'],
  ['program', 0, 'MZ\x90'],
  ['program', 0, '\0asm'],
  ['program', 0, '\xca\xfe\xba\xbe'],
  ['program', 0, '\xcf\xfa\xed\xfe'],
  ['indesign', 0, '\x06\x06\xed\xf5\xd8\x1d\x46\xe5'],
];

/** A stretch of bytes, each a character. */
function latin1(bytes: Uint8Array, from: number, length: number): string {
  const part = bytes.subarray(from, from + length);
  return Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('latin1');
}

/** The kind of the files that are zip archives themselves, by the names of their entries. */
function zipKind(bytes: Uint8Array): string {
  const text = latin1(bytes, 0, bytes.length);
  const type = /mimetype(application\/[\w.+-]+?)(?=PK|[^\w.+-]|$)/.exec(text.slice(0, 200))?.[1];
  if (type === 'application/epub+zip') return 'epub';
  if (type === 'application/vnd.oasis.opendocument.text') return 'odt';
  if (type?.includes('spreadsheet')) return 'spreadsheet';
  if (type?.includes('presentation')) return 'slides';
  if (type?.includes('idml')) return 'indesign';
  if (type !== undefined) return 'office';
  // A name stands 26 bytes behind the mark of its entry.
  const names = text.split('PK\x03\x04').map((entry) => entry.slice(26));
  const holds = (folder: string): boolean => names.some((name) => name.startsWith(folder));
  if (holds('word/')) return 'docx';
  if (holds('xl/')) return 'spreadsheet';
  if (holds('ppt/')) return 'slides';
  if (holds('Index/Document.iwa')) return 'pages';
  return 'archive';
}

/** OLE containers tell by the names of their streams, which stand in UTF-16. */
function oleKind(bytes: Uint8Array): string {
  const names = latin1(bytes, 0, bytes.length).replaceAll('\0', '');
  if (names.includes('WordDocument')) return 'doc';
  if (names.includes('Workbook')) return 'spreadsheet';
  if (names.includes('PowerPoint')) return 'slides';
  return names.includes('__substg1.0') ? 'mail' : 'office';
}

function byMagic(bytes: Uint8Array): string | undefined {
  const head = latin1(bytes, 0, 1024);
  // Readers of PDF look for it in the first kilobyte.
  if (
    /^[\s\S]{0,1000}%PDF-\d/.test(head) &&
    (head.startsWith('%PDF-') || /[\0\x80-\xff]/.test(head) || /^\s*%PDF-/.test(head))
  )
    return 'pdf';
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return zipKind(bytes);
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return oleKind(bytes);
  return MAGIC.find(([, at, magic]) => head.startsWith(magic, at))?.[0];
}

/** Name of the first element of an XML document, its prefix and its name space; `undefined` for anything else. */
export function xmlRoot(text: string): { readonly name: string; readonly attributes: string } | undefined {
  const match =
    /^\uFEFF?\s*(?:<\?[\s\S]*?\?>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE(?:[^<>[]|\[[\s\S]*?\]\s*)*>\s*)*<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)([^>]*)/i.exec(
      text,
    );
  if (match === null) return undefined;
  return { name: match[1] ?? '', attributes: match[2] ?? '' };
}

const BEFORE_HTML = String.raw`^\uFEFF?\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*)*<`;
const BLOCK_TAGS = 'html|head|body|article|main|section|header|div|p|h[1-6]|table|ul|ol|blockquote|figure';
const INLINE_TAGS = 'meta|span|title|link|script|style|img|br|a|center|font|strong|em|b|i|nav|aside|form';
const HTML_BLOCK = new RegExp(`${BEFORE_HTML}(?:!doctype\\s+html|${BLOCK_TAGS})(?=[\\s>/])`, 'i');
const HTML_ANY = new RegExp(
  `${BEFORE_HTML}(?:!doctype\\s+html|${BLOCK_TAGS}|${INLINE_TAGS})(?=[\\s>/])`,
  'i',
);

/**
 * Whether a text is a web page or a piece of one.
 * @param inline a tag inside a line is enough to go by
 */
export function looksHtml(text: string, inline = false): boolean {
  return (inline ? HTML_ANY : HTML_BLOCK).test(text);
}

/** First element -> kind, where it is none that a format reads. */
const ROOTS: Readonly<Record<string, string>> = {
  svg: 'svg',
  tmx: 'tmx',
  xliff: 'xliff',
  martif: 'termbase',
  tbx: 'termbase',
  opml: 'opml',
  urlset: 'sitemap',
  sitemapindex: 'sitemap',
  rss: 'feed',
  feed: 'feed',
  RDF: 'feed',
  tt: 'subtitles',
  plist: 'settings',
};

/** Several of the headers a letter begins with, one after the other. */
const MAIL_HEADERS =
  /^(?:From \S+@?\S* [^\n]*\n)?(?:(?:return-path|received|delivered-to|from|to|cc|subject|date|message-id|mime-version|content-type|content-transfer-encoding|reply-to|list-id|dkim-signature|arc-[\w-]+|authentication-results|snapshot-content-location|x-[\w-]+|user-agent|in-reply-to|references|sender|importance|thread-[\w-]+): ?[^\n]*\n(?:[ \t][^\n]*\n)*){3,}/i;

const CUE =
  /^\uFEFF?\s*(?:\d+\s*\r?\n)?(?:\d{1,2}:)?\d{1,2}:\d{2}[,.]\d{1,3}\s*-->\s*(?:\d{1,2}:)?\d{1,2}:\d{2}[,.]\d{1,3}/;

const withPlainLines = (text: string): string => text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');

/** Whether a text begins as a letter does. */
export function isMailStart(text: string): boolean {
  return MAIL_HEADERS.test(withPlainLines(text));
}

/** Whether a file is a page that a browser saved with all it needs (MHTML). */
export function isPageStart({ text, path }: FileStart): boolean {
  const head = text.slice(0, 4000);
  return (
    isMailStart(text) &&
    /multipart\/related/i.test(head) &&
    /snapshot-content-location|saved by|\.mht/i.test(head + path)
  );
}

/** Whether a text begins as subtitles that can be read do: SRT, WebVTT. */
export function isSubtitleStart(text: string): boolean {
  return /^\uFEFF?WEBVTT(?:[ \t\r\n]|$)/.test(text) || CUE.test(text);
}

function byText({ text, path, bytes }: FileStart): string | undefined {
  const start = withPlainLines(text);
  if (/^\s*\{\\rtf\d?/.test(start)) return 'rtf';
  if (/^\s*WARC\/\d\.\d\n/.test(start)) return 'warc';
  if (isSubtitleStart(start)) return 'subtitles';
  if (/^\s*\[Script Info\]/i.test(start)) return 'subtitles';
  if (isMailStart(text)) return isPageStart({ text, path, bytes }) ? 'mhtml' : 'mail';
  if (/^#!\s*\//.test(start)) return 'code';
  if (/^\s*<\?php\b/.test(start)) return 'code';
  if (/^\s*\\documentclass\b|^\s*\\(?:begin\{document\}|usepackage\b)/m.test(start.slice(0, 2000)))
    return 'latex';
  if (/(?:^|\?>)\s*<\?aid\b/m.test(start.slice(0, 500))) return 'icml';
  if (/^msgid "/m.test(start.slice(0, 2000)) && /^msgstr "/m.test(start.slice(0, 4000))) return 'catalogue';
  if (looksHtml(start)) return undefined;
  const root = xmlRoot(start);
  if (root === undefined) return undefined;
  const known = ROOTS[root.name];
  if (known !== undefined) return known;
  // Prose may begin with a tag of its own; a declaration or a name space says that it is XML.
  const isXml =
    /^\s*<\?xml\b/.test(start) ||
    /\sxmlns(?::\w+)?=/.test(root.attributes) ||
    /^\s*<!DOCTYPE\s+(?!html\b)/i.test(start);
  return isXml || /\.(?:xml|nitf|tei|rss|atom)$/i.test(path) ? 'xml' : undefined;
}

/** What a file is by its content, where that is nothing one could take for prose. */
export function kindByContent(start: FileStart): FileKind | undefined {
  const id = byMagic(start.bytes) ?? byText(start);
  return id === undefined ? undefined : kindNamed(id);
}

/** What a file is that no format reads. */
export function unreadKind(start: FileStart, ending: string): FileKind {
  if (start.bytes.length === 0) return kindNamed('empty');
  const found = kindByContent(start) ?? kindByEnding(ending);
  if (found !== undefined) return found;
  return kindNamed(looksBinary(start.bytes) ? 'binary' : 'text');
}
