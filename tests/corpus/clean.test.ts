import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { compress, init } from '@bokuweb/zstd-wasm';
import { parse } from 'csv-parse/sync';
import { decompress } from 'fzstd';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { type CleanWork, type CorpusRecord, createTovmach } from '../../src/index.js';
import { temporaryFolder, tovmach } from '../support/command-line.js';
import { english, hashesBelow, sentence, writeFiles } from '../support/corpus.js';

async function clean(folder: string, work: CleanWork, paths = ['in']) {
  const instance = await createTovmach({ cwd: folder, config: { languages: ['en', 'uk', 'ru'] } });
  try {
    return await instance.clean(paths, work);
  } finally {
    await instance.close();
  }
}

const lines = (file: string): CorpusRecord[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as CorpusRecord);

const MIXED = {
  id: 'a1',
  title: 'Дощ у Києві',
  body: 'Уранці в Києві пішов дощ 😀. «Мы не ждали такого дождя», — сказал водитель. Міська влада просить не виходити з дому без потреби й чекати на ремонтників. Дороги перекрили.\n08.07.2024, 20:41',
  url: 'https://example.org/a1',
  date: '2024-07-08',
  tags: ['дощ'],
  score: 3,
};

/** A file of so many records, every tenth with a sentence in English. */
function records(count: number, broken = -1): string {
  const rows = Array.from({ length: count }, (_, n) =>
    n === broken
      ? '{"id":'
      : JSON.stringify({
          id: `r${n}`,
          body: n % 10 === 0 ? `${sentence(n)} ${english(n)}` : sentence(n),
          n,
        }),
  );
  return `${rows.join('\n')}\n`;
}

describe('a corpus of articles', () => {
  it('has the text of each language, with its places, roles, dates and what the record says', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'in/news.ndjson': JSON.stringify(MIXED) });
    const result = await clean(folder, { out: 'corpus', offsets: 'codepoint' });
    expect(result.exitCode).toBe(0);
    expect(Object.keys(result.languages)).toEqual(['uk', 'ru']);
    const [uk] = lines(join(folder, 'corpus/uk-00001.ndjson'));
    const [ru] = lines(join(folder, 'corpus/ru-00001.ndjson'));
    expect(ru).toMatchObject({ id: 'news.ndjson#a1', source: 'news.ndjson', lang: 'ru', articleLang: 'uk' });
    expect(ru?.text).toBe('«Мы не ждали такого дождя», — сказал водитель.');
    expect(uk?.text.split('\n\n')[0]).toBe('Дощ у Києві');
    expect(uk?.text).not.toContain('ждали');
    expect(uk).toMatchObject({
      date: '2024-07-08',
      url: 'https://example.org/a1',
      fields: { id: 'a1', url: MIXED.url, date: MIXED.date, tags: ['дощ'], score: 3 },
    });
    const source = [...readFileSync(join(folder, 'in/news.ndjson'), 'utf8')];
    const said = [...(uk?.text ?? '')];
    for (const { start, end, source: place } of uk?.spans ?? [])
      expect(said.slice(start, end).join('')).toBe(source.slice(...place).join(''));
    expect(uk?.spans.map(({ role }) => role)).toContain('title');
    expect(uk?.spans.find(({ time }) => time !== undefined)?.time?.iso).toBe('2024-07-08T20:41:00+03:00');
  });

  it('counts places in the unit that was asked for', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'in/news.ndjson': JSON.stringify(MIXED) });
    const ends: number[][] = [];
    for (const offsets of ['utf16', 'codepoint', 'byte'] as const) {
      await clean(folder, { out: offsets, offsets });
      const [uk] = lines(join(folder, offsets, 'uk-00001.ndjson'));
      ends.push([uk?.spans.at(-1)?.end ?? 0]);
      const text = uk?.text ?? '';
      const whole = { utf16: text.length, codepoint: [...text].length, byte: Buffer.byteLength(text) };
      expect(uk?.spans.at(-1)?.end).toBe(whole[offsets]);
    }
    expect(new Set(ends.flat()).size).toBe(3);
  });

  it('comes as CSV, a segment a row; as lines; as Markdown with its markup', async () => {
    const folder = temporaryFolder();
    const html = '<p>Уночі буде <b>мороз</b>. <a href="https://example.org/w">Прогноз</a> змінили.</p>';
    writeFiles(folder, { 'in/n.ndjson': JSON.stringify({ title: '-5 градусів уночі', body: html, n: 1 }) });
    await clean(folder, { out: 'csv', format: 'csv' });
    await clean(folder, { out: 'raw', format: 'csv', formulas: true });
    await clean(folder, { out: 'txt', format: 'txt' });
    await clean(folder, { out: 'md', format: 'md' });
    const table = (name: string) =>
      parse(readFileSync(join(folder, name, 'uk-00001.csv')), { columns: true }) as Record<string, string>[];
    expect(table('csv').map(({ text }) => text)).toEqual([
      "'-5 градусів уночі",
      'Уночі буде мороз. Прогноз змінили.',
    ]);
    expect(table('raw')[0]).toMatchObject({ text: '-5 градусів уночі', role: 'title', fields: '{"n":1}' });
    expect(readFileSync(join(folder, 'txt/uk-00001.txt'), 'utf8')).toBe(
      '-5 градусів уночі\nУночі буде мороз. Прогноз змінили.\n\n',
    );
    expect(readFileSync(join(folder, 'md/uk-00001.md'), 'utf8')).toContain(
      '# -5 градусів уночі\n\nУночі буде мороз. [Прогноз](https://example.org/w) змінили.',
    );
  });

  it('is cut into files between records, and packed, and says the same', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'in/many.ndjson': records(300) });
    await clean(folder, { out: 'one' });
    const result = await clean(folder, { out: 'cut', shardBytes: 20_000, packing: 'gz' });
    const names = readdirSync(join(folder, 'cut')).filter((name) => name.startsWith('uk-'));
    expect(names.length).toBeGreaterThan(3);
    expect(result.languages.uk?.files.map(({ path }) => path)).toEqual(names);
    const texts = names.map((name) => gunzipSync(readFileSync(join(folder, 'cut', name))).toString());
    for (const text of texts) expect(text.length).toBeLessThan(20_000);
    expect(texts.join('')).toBe(readFileSync(join(folder, 'one/uk-00001.ndjson'), 'utf8'));
    expect(result.languages.uk?.files.map(({ records: count }) => count).reduce((a, b) => a + b)).toBe(300);
  });

  it('names a bad record and has the others', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'in/many.ndjson': records(20, 7) });
    const result = await clean(folder, { out: 'corpus' });
    expect(result.articles).toBe(19);
    expect(result.problems.map(({ file, line }) => [file, line])).toEqual([['many.ndjson', 8]]);
    expect(result.exitCode).toBe(6);
    const again = await clean(folder, { out: 'corpus' });
    expect(again.unchanged).toBe(true);
    expect(again.problems.map(({ line }) => line)).toEqual([8]);
    expect(again.exitCode).toBe(6);
  });

  describe.each(['none', 'gz'] as const)('packed %s, stopped in the middle', (packing) => {
    const work = { packing, shardBytes: 60_000 };
    const stopAt = async (folder: string, out: string, count: number) => {
      const stop = new AbortController();
      const result = await clean(folder, {
        ...work,
        out,
        signal: stop.signal,
        onEvent: (event) => {
          if (event.type === 'article-finished' && event.done === count) stop.abort();
        },
      });
      expect(result.exitCode).toBe(130);
    };

    it('goes on, and ends byte for byte like one that was not', async () => {
      const folder = temporaryFolder();
      writeFiles(folder, {
        'in/a.ndjson': records(1300, 5),
        'in/b.ndjson': records(900),
        'in/c.txt': sentence(1),
      });
      const whole = await clean(folder, { ...work, out: 'whole' });
      await stopAt(folder, 'parts', 1150);
      expect(readdirSync(join(folder, 'parts')).filter((name) => name.endsWith('.ndjson'))).toEqual([]);
      await stopAt(folder, 'parts', 2050);
      const notices: string[] = [];
      const result = await clean(folder, {
        ...work,
        out: 'parts',
        onEvent: (event) => {
          if (event.type === 'notice') notices.push(event.messageId ?? '');
        },
      });
      expect(notices).toEqual(['corpus.goesOn']);
      expect(result.articles).toBe(whole.articles);
      expect(result.problems.map(({ line }) => line)).toEqual([6]);
      expect(hashesBelow(join(folder, 'parts'))).toEqual(hashesBelow(join(folder, 'whole')));
    });

    it('begins anew where what it had written is gone, or a source is another one', async () => {
      const folder = temporaryFolder();
      writeFiles(folder, { 'in/a.ndjson': records(1300) });
      await clean(folder, { ...work, out: 'whole' });
      await stopAt(folder, 'gone', 1200);
      rmSync(join(folder, 'gone', readdirSync(join(folder, 'gone')).find((n) => n.startsWith('uk-')) ?? ''));
      await clean(folder, { ...work, out: 'gone' });
      expect(hashesBelow(join(folder, 'gone'))).toEqual(hashesBelow(join(folder, 'whole')));
      await stopAt(folder, 'other', 1200);
      appendFileSync(join(folder, 'in/a.ndjson'), records(3));
      const result = await clean(folder, { ...work, out: 'other' });
      expect(result.articles).toBe(1303);
    });
  });

  it('is left alone while nothing changed, and replaced as a whole when something did', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'in/a.ndjson': records(200) });
    await clean(folder, { out: 'corpus', shardBytes: 20_000 });
    const before = hashesBelow(join(folder, 'corpus'));
    expect((await clean(folder, { out: 'corpus', shardBytes: 20_000 })).unchanged).toBe(true);
    expect(hashesBelow(join(folder, 'corpus'))).toEqual(before);
    const [first = ''] = Object.keys(before).filter((name) => name.includes('uk-'));
    rmSync(join(folder, 'corpus', first));
    expect((await clean(folder, { out: 'corpus', shardBytes: 20_000 })).unchanged).toBe(false);
    expect(hashesBelow(join(folder, 'corpus'))).toEqual(before);
    writeFileSync(join(folder, 'in/a.ndjson'), records(20));
    utimesSync(join(folder, 'in/a.ndjson'), 1, 1);
    await clean(folder, { out: 'corpus', shardBytes: 20_000 });
    expect(readdirSync(join(folder, 'corpus')).filter((name) => name.startsWith('uk-'))).toEqual([
      'uk-00001.ndjson',
    ]);
  });

  it('leaves out boilerplate unless it is asked for, and says so', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, {
      'in/a.html': `<article><h1>Дощ</h1><p>${sentence(1)}</p><p>${sentence(2)}</p></article>`,
    });
    const few = await clean(folder, { out: 'few', roles: ['title'] });
    expect(few.left).toBeGreaterThan(0);
    expect(lines(join(folder, 'few/uk-00001.ndjson'))[0]?.text).toBe('Дощ');
    await expect(clean(folder, { out: 'none', roles: ['headline' as 'title'] })).rejects.toMatchObject({
      code: 'USAGE',
      messageId: 'corpus.noRole',
    });
  });
});

describe('tovmach clean', () => {
  it('says what it did, and what to use where somebody wants to translate', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'in/a.txt': `${sentence(1)}\n${sentence(2)}\n` });
    const done = await tovmach(['clean', 'in', '-o', 'corpus', '--languages', 'uk,en'], { cwd: folder });
    expect(done.code).toBe(0);
    expect(done.stdout).toMatch(
      /^1 article read\n {2}uk: 1 article, 2 segments, \d+ characters, uk-00001\.ndjson\n$/,
    );
    const translating = await tovmach(['clean', 'in', '-o', 'corpus', '--provider', 'none'], { cwd: folder });
    expect(translating.code).toBe(2);
    expect(translating.stderr).toContain('tovmach run');
    const nowhere = await tovmach(['clean', 'in'], { cwd: folder });
    expect(nowhere.code).toBe(2);
    expect(nowhere.stderr).toContain('--out');
    const size = await tovmach(['clean', 'in', '-o', 'x', '--shard-size', 'big'], { cwd: folder });
    expect(size.code).toBe(2);
  });
});

describe('packed and in columns', () => {
  it('comes with zstd, and is read from it, as it is', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'in/many.ndjson': records(300) });
    await clean(folder, { out: 'plain' });
    await clean(folder, { out: 'zst', packing: 'zst', shardBytes: 20_000 });
    const names = readdirSync(join(folder, 'zst')).filter((name) => name.startsWith('uk-'));
    expect(names[0]).toBe('uk-00001.ndjson.zst');
    const texts = names.map((name) =>
      Buffer.from(decompress(readFileSync(join(folder, 'zst', name)))).toString(),
    );
    expect(texts.join('')).toBe(readFileSync(join(folder, 'plain/uk-00001.ndjson'), 'utf8'));
    // Frames of several writers, one behind the other, as `cat a.zst b.zst` makes them.
    await init();
    const half = records(300).indexOf('\n', 5000) + 1;
    const frames = [records(300).slice(0, half), records(300).slice(half)].map((text) =>
      compress(Buffer.from(text)),
    );
    mkdirSync(join(folder, 'packed'));
    writeFileSync(join(folder, 'packed/many.ndjson.zst'), Buffer.concat(frames));
    await clean(folder, { out: 'again' }, ['packed']);
    const sources = (name: string) => lines(join(folder, name, 'uk-00001.ndjson')).map(({ text }) => text);
    expect(sources('again')).toEqual(sources('plain'));
    writeFileSync(join(folder, 'packed/many.ndjson.zst'), Buffer.concat(frames).subarray(0, 3000));
    const cut = await clean(folder, { out: 'cut' }, ['packed']);
    expect(cut.exitCode).not.toBe(0);
    expect(cut.problems[0]?.message).toContain('many.ndjson.zst');
  });

  it('comes as Parquet, a row an article, its spans a list', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'in/many.ndjson': `${JSON.stringify(MIXED)}\n${records(1500)}` });
    const result = await clean(folder, {
      out: 'corpus',
      format: 'parquet',
      shardBytes: 300_000,
      offsets: 'codepoint',
    });
    await clean(folder, { out: 'plain', offsets: 'codepoint' });
    const names = readdirSync(join(folder, 'corpus')).sort();
    expect(names.filter((name) => !name.endsWith('.parquet'))).toEqual(['clean.json']);
    expect(result.languages.uk?.files.length).toBeGreaterThan(1);
    const rows = (
      await Promise.all(
        names
          .filter((name) => name.startsWith('uk-'))
          .map(async (name) =>
            parquetReadObjects({ file: await asyncBufferFromFile(join(folder, 'corpus', name)) }),
          ),
      )
    ).flat();
    const plain = lines(join(folder, 'plain/uk-00001.ndjson'));
    expect(rows.map(({ text }) => text)).toEqual(plain.map(({ text }) => text));
    expect(rows[0]).toMatchObject({ article_lang: 'uk', date: '2024-07-08', fields: plain[0]?.fields });
    expect(
      rows[0]?.spans.map((span: { start: bigint; role: string }) => [Number(span.start), span.role]),
    ).toEqual(plain[0]?.spans.map(({ start, role }) => [start, role]));
    await expect(clean(folder, { out: 'x', format: 'parquet', packing: 'gz' })).rejects.toMatchObject({
      messageId: 'corpus.packsItself',
    });
  });
});

describe('a file of lines that is too large to hold', () => {
  it('is read line by line, each record with its line, and a bad one named', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'in/many.ndjson': records(600, 41) });
    const instance = await createTovmach({
      cwd: folder,
      config: { languages: ['en', 'uk', 'ru'], input: { maxFileMegabytes: 0.02 } },
    });
    const result = await instance.clean(['in'], { out: 'small' });
    await instance.close();
    await clean(folder, { out: 'whole' });
    expect(result.problems.map(({ line }) => line)).toEqual([42]);
    const seen = (name: string) =>
      lines(join(folder, name, 'uk-00001.ndjson')).map(({ id, text, spans }) => [
        id,
        text,
        spans.map(({ line, column }) => [line, column]),
      ]);
    expect(seen('small')).toEqual(seen('whole'));
    // Packed as well; and a line that is too long is one bad record.
    writeFileSync(
      join(folder, 'in/many.ndjson'),
      `${records(300)}{"body":"${'а'.repeat(20_000)}"}\n${records(310).split('\n').at(-2)}\n`,
    );
    const other = await createTovmach({
      cwd: folder,
      config: { languages: ['en', 'uk', 'ru'], input: { maxFileMegabytes: 0.02 } },
    });
    const long = await other.clean(['in'], { out: 'long' });
    await other.close();
    expect(long.articles).toBe(301);
    expect(long.problems.map(({ line, messageId }) => [line, messageId])).toEqual([
      [301, 'read.lineTooLong'],
    ]);
  });
});
