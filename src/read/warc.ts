import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { messages } from '../message.js';
import type { Article } from '../model/article.js';
import type { Format, FormatSource, ReadRecord } from '../model/contracts.js';
import { sha256 } from '../model/text.js';
import { singleArticle } from './article.js';
import { htmlBlocks } from './html.js';
import { RecordFile } from './record.js';
import { looksHtml } from './signatures.js';
import { textBlocks } from './text.js';

/**
 * Web archives (WARC, and WET with the text of pages): a page is an article. The file is read as a stream, a record at a
 * time, so that one of any size needs the memory of its largest page.
 */

const say = messages('read', {
  noRecordHere: 'no WARC record begins here; what comes before the next one is lost',
  fetchArchive: 'Fetch or write the archive again.',
  cutRecord: 'record {{number}} is cut off: the file ends in it',
  largeRecord: 'record {{number}} has {{megabytes}} MB; the limit is {{limit}} MB',
  raiseForRecord: 'Raise input.maxFileMegabytes in the configuration.',
  brokenPacking: 'record {{number}} cannot be unpacked ({{reason}})',
  noPageText: 'record {{number}} holds no text',
  leavePageOut: 'The other records were read.',
  leftRecords: {
    one: '{{count}} record of the archive is no page and was left out ({{kinds}})',
    other: '{{count}} records of the archive are no pages and were left out ({{kinds}})',
  },
});

/** A stream of bytes, of which so many are taken at a time as are wanted. */
class ByteReader {
  #chunks: Buffer[] = [];
  #length = 0;
  #ended = false;
  readonly #iterator: AsyncIterator<Uint8Array>;

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#iterator = bytes[Symbol.asyncIterator]();
  }

  async #more(): Promise<boolean> {
    if (this.#ended) return false;
    const { value, done } = await this.#iterator.next();
    if (done === true) {
      this.#ended = true;
      return false;
    }
    this.#chunks.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength));
    this.#length += value.byteLength;
    return true;
  }

  #head(): Buffer {
    if (this.#chunks.length > 1) this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0] ?? Buffer.alloc(0);
  }

  #drop(length: number): void {
    this.#length -= length;
    let left = length;
    while (left > 0) {
      const [first] = this.#chunks;
      if (first === undefined) return;
      if (first.length > left) {
        this.#chunks[0] = first.subarray(left);
        return;
      }
      left -= first.length;
      this.#chunks.shift();
    }
  }

  /** A line without its end; `undefined` at the end of the stream. A line longer than `most` comes in pieces. */
  async line(most: number): Promise<string | undefined> {
    let searched = 0;
    for (;;) {
      const head = this.#head();
      const at = head.indexOf(10, searched);
      if (at >= 0 || head.length >= most) {
        const length = at < 0 ? head.length : at + 1;
        const text = head.toString('utf8', 0, at < 0 ? length : at).replace(/\r$/, '');
        this.#drop(length);
        return text;
      }
      searched = head.length;
      if (await this.#more()) continue;
      if (head.length === 0) return undefined;
      this.#drop(head.length);
      return head.toString('utf8').replace(/\r$/, '');
    }
  }

  /** So many bytes, fewer at the end of the stream. They are copied out of what was read, which can then go. */
  async take(length: number): Promise<Buffer> {
    while (this.#length < length) if (!(await this.#more())) break;
    const taken = Buffer.from(this.#head().subarray(0, length));
    this.#drop(taken.length);
    return taken;
  }

  /** Goes past so many bytes; whether there were so many. */
  async skip(length: number): Promise<boolean> {
    let left = length;
    while (left > 0) {
      if (this.#length === 0 && !(await this.#more())) return false;
      const now = Math.min(left, this.#length);
      this.#drop(now);
      left -= now;
    }
    return true;
  }
}

/** Lines of headers are no longer than this, in bytes. */
const LONGEST_LINE = 1 << 16;

type Headers = ReadonlyMap<string, string>;

function headerOf(line: string): [string, string] | undefined {
  const colon = line.indexOf(':');
  return colon < 1 ? undefined : [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
}

/** Headers and body of what a server answered. */
function answered(bytes: Buffer): { status: number; headers: Headers; body: Buffer } {
  const end = bytes.indexOf('\r\n\r\n');
  const bare = end < 0 ? bytes.indexOf('\n\n') : -1;
  const at = end >= 0 ? end : bare;
  const head = bytes.toString('latin1', 0, at < 0 ? bytes.length : at);
  const lines = head.split(/\r?\n/);
  const status = Number(/^HTTP\/\S+\s+(\d{3})/.exec(lines[0] ?? '')?.[1] ?? 0);
  const headers = new Map(
    lines.slice(1).flatMap((line) => [headerOf(line)].filter((each) => each !== undefined)),
  );
  return { status, headers, body: at < 0 ? Buffer.alloc(0) : bytes.subarray(at + (end >= 0 ? 4 : 2)) };
}

/** A body that was sent in chunks, in one; as it is where it was not. */
function withoutChunks(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  while (at < body.length) {
    const end = body.indexOf(10, at);
    const size = /^([\da-f]{1,8})\s*(?:;[^\r\n]*)?\r?$/i.exec(
      end < 0 ? '' : body.toString('latin1', at, end),
    )?.[1];
    // Crawlers put bodies together and leave the header that says otherwise.
    if (size === undefined) return parts.length === 0 ? body : Buffer.concat(parts);
    const length = Number.parseInt(size, 16);
    if (length === 0) break;
    parts.push(body.subarray(end + 1, end + 1 + length));
    at = end + 1 + length;
    while (body[at] === 13 || body[at] === 10) at += 1;
  }
  return Buffer.concat(parts);
}

/** @throws Error from zlib */
function unpacked(body: Buffer, encoding: string, maxOutputLength: number): Buffer {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body, { maxOutputLength }) : body;
    case 'deflate':
      return body[0] === 0x78 ? inflateSync(body, { maxOutputLength }) : body;
    case 'br':
      try {
        return brotliDecompressSync(body, { maxOutputLength });
      } catch (error) {
        // It has no mark: what was unpacked by the crawler looks like nothing it could be told by.
        if (looksHtml(body.toString('latin1', 0, 2000))) return body;
        throw error;
      }
    default:
      return body;
  }
}

interface Place {
  readonly number: number;
  readonly url: string | undefined;
  readonly date: string | undefined;
}

const MEGABYTE = 1_000_000;

/** Reads one archive. */
class Archive {
  readonly #left = new Map<string, number>();
  readonly #names = new Set<string>();

  constructor(private readonly source: FormatSource) {}

  #leave(kind: string): void {
    this.#left.set(kind, (this.#left.get(kind) ?? 0) + 1);
  }

  #file(
    text: string,
    encoding: Article['encoding'] = { name: 'utf-8', confidence: 1, bom: false },
  ): RecordFile {
    const { path, hash } = this.source;
    return new RecordFile({ path, hash, text, encoding }, 'warc', this.#names);
  }

  *#broken(fail: (file: RecordFile) => void): Generator<ReadRecord> {
    const file = this.#file('\n');
    fail(file);
    for (const error of file.broken) yield { broken: error };
  }

  /** Its pages; what was left out is said with the last of them. */
  async *read(): AsyncGenerator<ReadRecord> {
    let last: Article | undefined;
    let isBroken = false;
    for await (const record of this.#records()) {
      if (!('article' in record)) {
        isBroken = true;
        yield record;
        continue;
      }
      if (last !== undefined) yield { article: last };
      last = record.article;
    }
    if (last === undefined) {
      // Throws that there is no article.
      if (!isBroken) this.#file('\n').done();
      return;
    }
    const count = [...this.#left.values()].reduce((sum, n) => sum + n, 0);
    if (count === 0) {
      yield { article: last };
      return;
    }
    const kinds = [...this.#left].map(([kind, n]) => `${kind} ${n}`).join(', ');
    const said = say.leftRecords({ count, kinds });
    const { id: articleId, path, findings } = last;
    yield {
      article: {
        ...last,
        findings: [...findings, { check: 'records', severity: 'neutral', ...said, path, articleId }],
      },
    };
  }

  async *#records(): AsyncGenerator<ReadRecord> {
    const reader = new ByteReader(this.source.bytes());
    const { maxBytes } = this.source;
    let number = 0;
    let isLost = false;
    for (;;) {
      const first = await reader.line(LONGEST_LINE);
      if (first === undefined) break;
      if (first.trim() === '') continue;
      if (!/^WARC\/\d\.\d$/.test(first.trim())) {
        if (!isLost) yield* this.#broken((file) => file.fail(0, say.noRecordHere(), say.fetchArchive()));
        isLost = true;
        continue;
      }
      isLost = false;
      number += 1;
      const headers = new Map<string, string>();
      let isCut = true;
      for (;;) {
        const line = await reader.line(LONGEST_LINE);
        if (line === undefined) break;
        isCut = line !== '';
        if (!isCut) break;
        const header = headerOf(line);
        if (header !== undefined) headers.set(...header);
      }
      const length = Number(headers.get('content-length') ?? Number.NaN);
      const cut = (file: RecordFile): void => file.fail(0, say.cutRecord({ number }), say.fetchArchive());
      if (isCut) {
        yield* this.#broken(cut);
        break;
      }
      if (!Number.isSafeInteger(length) || length < 0) {
        yield* this.#broken((file) => file.fail(0, say.noRecordHere(), say.fetchArchive()));
        isLost = true;
        continue;
      }
      const kind = this.#kindOf(headers);
      if (kind !== undefined || length > maxBytes) {
        if (kind !== undefined) this.#leave(kind);
        else {
          const megabytes = Math.round((length / MEGABYTE) * 10) / 10;
          yield* this.#broken((file) =>
            file.fail(
              0,
              say.largeRecord({ number, megabytes, limit: maxBytes / MEGABYTE }),
              say.raiseForRecord(),
            ),
          );
        }
        if (await reader.skip(length)) continue;
        yield* this.#broken(cut);
        break;
      }
      const content = await reader.take(length);
      if (content.length < length) {
        yield* this.#broken(cut);
        break;
      }
      yield* this.#page(headers, content, number);
    }
  }

  /** What a record is instead of a page, as far as its own headers say. */
  #kindOf(headers: Headers): string | undefined {
    const type = headers.get('warc-type') ?? 'record';
    return type === 'response' || type === 'resource' || type === 'conversion' ? undefined : type;
  }

  *#page(headers: Headers, content: Buffer, number: number): Generator<ReadRecord> {
    const place: Place = {
      number,
      url: headers.get('warc-target-uri')?.replace(/^<|>$/g, ''),
      date: headers.get('warc-date'),
    };
    const declared = headers.get('content-type') ?? '';
    const isAnswer =
      /^application\/http/i.test(declared) || /^HTTP\/\d/.test(content.toString('latin1', 0, 9));
    if (!isAnswer) {
      yield* this.#text(declared, content, place, headers);
      return;
    }
    const { status, headers: own, body } = answered(content);
    if (status !== 200 && status !== 203 && status !== 0) {
      this.#leave(`HTTP ${status}`);
      return;
    }
    const type = own.get('content-type') ?? '';
    if (!isPage(type, body)) {
      this.#leave(type.replace(/\s*;.*$/, '') || 'no page');
      return;
    }
    let bytes: Buffer;
    try {
      const whole = /\bchunked\b/i.test(own.get('transfer-encoding') ?? '') ? withoutChunks(body) : body;
      bytes = unpacked(whole, (own.get('content-encoding') ?? '').trim().toLowerCase(), this.source.maxBytes);
    } catch (cause) {
      const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
      yield* this.#broken((file) => file.fail(0, say.brokenPacking({ number, reason }), say.leavePageOut()));
      return;
    }
    yield* this.#text(type, bytes, place, headers);
  }

  *#text(type: string, bytes: Buffer, place: Place, headers: Headers): Generator<ReadRecord> {
    const { number, url, date } = place;
    const charset = /charset\s*=\s*"?([\w.:-]+)/i.exec(type)?.[1];
    const isPlain = /^text\/plain/i.test(type);
    if (!isPlain && !isPage(type, bytes)) {
      this.#leave(type.replace(/\s*;.*$/, '') || 'no page');
      return;
    }
    const { text, encoding } = this.source.decode(bytes, charset);
    const file = this.#file(text, encoding);
    const page = isPlain ? undefined : htmlBlocks(text, url);
    const blocks = page?.blocks ?? textBlocks(text);
    if (!blocks.some(({ kind }) => kind !== 'boilerplate')) {
      yield* this.#broken((lost) => lost.fail(0, say.noPageText({ number }), say.leavePageOut()));
      return;
    }
    const { id, outputStem } = file.named({ number, names: [url] });
    const language =
      page?.language ?? shortest(headers.get('warc-identified-content-language')?.split(',')[0]);
    const { path, hash } = this.source;
    const parts = {
      format: 'warc',
      blocks,
      metadata: {
        ...(url === undefined ? {} : { url }),
        ...(isPlain && date !== undefined ? { date } : {}),
        ...page?.metadata,
      },
      findings: page?.findings ?? [],
      ...(language === undefined ? {} : { declaredLanguage: language }),
    };
    const article = singleArticle({ path, hash, text, encoding }, parts);
    yield {
      article: {
        ...article,
        id,
        outputStem,
        sourceHash: sha256(text),
        findings: article.findings.map((finding) => ({ ...finding, articleId: id })),
      },
    };
  }
}

/** Crawlers write `ukr`, articles say `uk`. */
function shortest(language: string | undefined): string | undefined {
  try {
    return language === undefined ? undefined : Intl.getCanonicalLocales(language.trim())[0];
  } catch {
    return undefined;
  }
}

const isPage = (type: string, bytes: Buffer): boolean =>
  /html/i.test(type) ||
  (!/^(?:image|video|audio|font|text\/(?:css|javascript)|application\/(?:json|javascript|pdf|xml))/i.test(
    type,
  ) &&
    looksHtml(bytes.toString('latin1', 0, 4000)));

/** The format of web archives. */
export function createWarcFormat(): Format {
  return {
    name: 'warc',
    extensions: ['.warc', '.wet'],
    recognises: ({ text }) => /^\s*WARC\/\d\.\d\r?\n/.test(text),
    read: (source) => new Archive(source).read(),
  };
}
