import { messages } from '../message.js';
import type { Article } from '../model/article.js';
import type { Format, FormatSource, ReadRecord } from '../model/contracts.js';
import { onlyDefined } from '../model/only-defined.js';
import { sha256 } from '../model/text.js';
import { singleArticle } from './article.js';
import { ByteReader } from './byte-reader.js';
import { htmlBlocks } from './html.js';
import { answered, type Headers, headerOf, unpacked, withoutChunks } from './http-answer.js';
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

/** Lines of headers are no longer than this, in bytes. */
const LONGEST_LINE = 1 << 16;

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
        ...onlyDefined({ url, date: isPlain ? date : undefined }),
        ...page?.metadata,
      },
      findings: page?.findings ?? [],
      ...onlyDefined({ declaredLanguage: language }),
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
