import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { FormatSource } from '../../src/index.js';
import { decodeBytes } from '../../src/read/encoding.js';
import { testFormat } from '../support/format-suite.js';
import { findingsOf, formatNamed, linesOf, readBytes } from '../support/reading.js';
import { answer, warcRecord } from '../support/warc.js';

const page = (title: string, text: string): string =>
  `<!DOCTYPE html><html lang="en"><head><title>${title}</title></head><body><nav><a href="/">Home</a></nav><article><h1>${title}</h1><p>${text}</p></article></body></html>`;
const FERRY = page(
  'Ferry stops',
  'The ferry across the strait stops for a week, the <a href="/o">harbour office</a> said on Monday &amp; later.',
);
const PORT = page(
  'Port closed',
  'The port is closed until Friday because of the storm, and nobody knows what comes then.',
);

const ARCHIVE = Buffer.concat([
  warcRecord('warcinfo', 'software: x\r\n'),
  warcRecord('request', 'GET / HTTP/1.1\r\n\r\n'),
  answer('https://example.org/news/ferry.html', FERRY),
  answer('https://example.org/a.png', 'xx', { 'Content-Type': 'image/png' }),
  answer('https://example.org/gone', '<html>Gone</html>', {}, '404 Not Found'),
  answer('https://example.org/news/port.html', gzipSync(PORT), { 'Content-Encoding': 'gzip' }),
]);

testFormat({
  name: 'warc',
  create: () => formatNamed('warc'),
  sample: { path: 'crawl.warc', bytes: ARCHIVE, articles: 2 },
});

describe('web archives', () => {
  it('a page is an article; what is none is counted', async () => {
    const { articles, broken } = await readBytes(ARCHIVE, 'in/crawl.warc');
    expect(broken).toEqual([]);
    expect(
      articles.map((article) => linesOf(article).filter((line) => !line.startsWith('boilerplate'))),
    ).toEqual([
      [
        'title: Ferry stops',
        'lead: The ferry across the strait stops for a week, the [harbour office](https://example.org/o) said on Monday & later.',
      ],
      [
        'title: Port closed',
        'lead: The port is closed until Friday because of the storm, and nobody knows what comes then.',
      ],
    ]);
    expect(articles[0]).toMatchObject({
      id: 'in/crawl.warc#ferry',
      outputStem: 'in/crawl/ferry',
      declaredLanguage: 'en',
      metadata: { url: 'https://example.org/news/ferry.html' },
    });
    expect(articles.map(findingsOf)).toEqual([[], ['records']]);
    expect(articles[1]?.findings[0]?.values).toEqual({
      count: 4,
      kinds: 'warcinfo 1, request 1, image/png 1, HTTP 404 1',
    });
  });

  it('packed record by record, in chunks, in every packing of the web, and with headers that lie', async () => {
    const chunks = (text: string): string =>
      `${text
        .match(/[\s\S]{1,100}/g)
        ?.map((part) => `${part.length.toString(16)}\r\n${part}\r\n`)
        .join('')}0\r\n\r\n`;
    const records = [
      answer('https://example.org/1', brotliCompressSync(PORT), { 'Content-Encoding': 'br' }),
      answer('https://example.org/2', deflateSync(PORT), { 'Content-Encoding': 'deflate' }),
      answer('https://example.org/3', chunks(PORT), { 'Transfer-Encoding': 'chunked' }),
      answer('https://example.org/4', PORT, { 'Transfer-Encoding': 'chunked', 'Content-Encoding': 'gzip' }),
      answer('https://example.org/5', PORT, {
        'Content-Encoding': 'br',
        'Content-Type': 'text/html; charset=iso-8859-5',
      }),
    ];
    const { articles, broken } = await readBytes(
      Buffer.concat(records.map((record) => gzipSync(record))),
      'a.warc.gz',
    );
    expect([articles.map(({ metadata }) => metadata.title), broken]).toEqual([
      Array(5).fill('Port closed'),
      [],
    ]);
    expect(articles.map(({ outputStem }) => outputStem)).toEqual(['a/1', 'a/2', 'a/3', 'a/4', 'a/5']);
  });

  it('WET: the text of pages, with address, date and language', async () => {
    const wet = warcRecord('conversion', 'Порт зачинено\nПором не ходить до п’ятниці.\n', {
      'WARC-Target-URI': 'https://example.org/uk/port',
      'Content-Type': 'text/plain',
      'WARC-Identified-Content-Language': 'ukr',
    });
    const [article] = (await readBytes(wet, 'a.wet')).articles;
    expect(article && linesOf(article)).toEqual([
      'lead: Порт зачинено',
      'paragraph: Пором не ходить до п’ятниці.',
    ]);
    expect(article).toMatchObject({
      declaredLanguage: 'uk',
      metadata: { url: 'https://example.org/uk/port', date: '2024-07-16T10:15:00Z' },
    });
  });

  it('records that are damaged, too large or cut off are named; the others are read', async () => {
    const archive = Buffer.concat([
      answer('https://example.org/1', Buffer.from([0x1f, 0x8b, 1, 2, 3]), { 'Content-Encoding': 'gzip' }),
      Buffer.from('some bytes\r\nof something else\r\n'),
      answer('https://example.org/2', PORT),
      answer('https://example.org/3', `${PORT}${' '.repeat(3000)}`),
      answer('https://example.org/4', FERRY).subarray(0, 300),
    ]);
    const { articles, broken } = await readBytes(archive, 'a.warc', undefined, 3000);
    expect(articles.map(({ metadata }) => metadata.title)).toEqual(['Port closed']);
    expect(broken.map(({ messageId, values }) => [messageId, values?.number])).toEqual([
      ['read.brokenPacking', 1],
      ['read.noRecordHere', undefined],
      ['read.largeRecord', 3],
      ['read.cutRecord', 4],
    ]);
  });

  it('keeps no record of a long archive', async () => {
    const filler = answer('https://example.org/film.mp4', Buffer.alloc(1_000_000, 120), {
      'Content-Type': 'video/mp4',
    });
    const one = answer('https://example.org/news/port.html', `${PORT}<!--${'x'.repeat(1_000_000)}-->`);
    async function* bytes(): AsyncGenerator<Uint8Array> {
      for (let n = 0; n < 150; n++) {
        yield filler;
        yield one;
      }
    }
    const source: FormatSource = {
      path: 'long.warc',
      hash: '0',
      maxBytes: 20_000_000,
      bytes,
      whole: () => Promise.reject(new Error('not to be read whole')),
      text: () => Promise.reject(new Error('not to be read whole')),
      decode: (part, declared) => decodeBytes(part, 'long.warc', undefined, declared),
    };
    let pages = 0;
    let peak = 0;
    for await (const record of (await formatNamed('warc')).read(source)) {
      if ('article' in record) pages += 1;
      peak = Math.max(peak, process.memoryUsage().arrayBuffers);
    }
    expect(pages).toBe(150);
    // 300 MB went by.
    expect(peak).toBeLessThan(100_000_000);
  });
});
