import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeWhole } from '../../src/disk/whole-file.js';
import {
  exportMemory,
  importMemory,
  TRANSFER_FORMATS,
  transferFormatOf,
} from '../../src/exchange/transfer.js';
import type { MemoryStore, NewEntry, StoredEntry, TransferFormat } from '../../src/index.js';

import { IN_MEMORY, openMemory } from '../../src/memory/store.js';
import { ROLES } from '../../src/model/segment.js';
import { cleanText } from '../../src/model/xml.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tovmach-transfer-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const language = fc.constantFrom('en', 'en-GB', 'uk', 'pl', 'sr-Latn', 'zh-Hant');
const prose = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.constantFrom(
      '<b>&amp;"x"</b>',
      'two\nlines',
      'a\r\nb',
      'comma, "quoted"',
      ';\t=1+1',
      '=1+1',
      "'=1+1",
      '@a',
      ']]>',
      '\u00A0тиша…',
      'a\u2028b\u2029c\u0085d',
    ),
  )
  .map((text) => `${cleanText(text)}.`);
const word = fc.constantFrom('Olha', 'a "b" <c>', 'модель-1');
const origin = fc.oneof(
  fc.record({ kind: fc.constant('human' as const), by: word }, { requiredKeys: ['kind'] }),
  fc.record(
    {
      kind: fc.constant('memory' as const),
      match: fc.constantFrom('context' as const, 'exact' as const, 'fuzzy' as const),
      score: fc.integer({ min: 0, max: 100 }),
      file: word,
    },
    { requiredKeys: ['kind', 'match', 'score', 'file'] },
  ),
  fc.record(
    { kind: fc.constant('provider' as const), provider: word, model: word, pivot: language },
    { requiredKeys: ['kind', 'provider'] },
  ),
);
const moment = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, 19)}.000Z`);
const entry: fc.Arbitrary<NewEntry> = fc.record(
  {
    source: language,
    target: language,
    sourceText: prose,
    targetText: prose,
    origin,
    identity: word,
    state: fc.constantFrom('machine' as const, 'reviewed' as const),
    role: fc.constantFrom(...ROLES),
    before: prose,
    after: prose,
    createdAt: moment,
    updatedAt: moment,
  },
  {
    requiredKeys: [
      'source',
      'target',
      'sourceText',
      'targetText',
      'origin',
      'state',
      'createdAt',
      'updatedAt',
    ],
  },
);

function contents(memory: MemoryStore): Omit<StoredEntry, 'id'>[] {
  return [...memory.entries()].map(({ id: _, ...rest }) => rest);
}

async function copied(memory: MemoryStore, format: TransferFormat): Promise<MemoryStore> {
  const path = join(folder, `copy.${format}`);
  writeWhole(path, exportMemory(memory, format));
  const copy = openMemory(IN_MEMORY);
  await importMemory(copy, path);
  return copy;
}

describe('export and import', () => {
  it.each(TRANSFER_FORMATS)(
    '%s loses nothing, and gives the same bytes for the same entries',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(fc.array(entry, { maxLength: 8 }), async (entries) => {
          const memory = openMemory(IN_MEMORY);
          memory.put(entries.filter(({ source, target }) => source.slice(0, 2) !== target.slice(0, 2)));
          const copy = await copied(memory, format);
          expect(contents(copy)).toEqual(contents(memory));
          expect([...exportMemory(copy, format)].join('')).toBe([...exportMemory(memory, format)].join(''));
          memory.close();
          copy.close();
        }),
        { numRuns: 60 },
      );
    },
  );

  it('does not depend on the order in which entries were put', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(entry, { maxLength: 6, selector: ({ sourceText }) => sourceText.trim() }),
        (entries) => {
          const [a, b] = [openMemory(IN_MEMORY), openMemory(IN_MEMORY)];
          a.put(entries);
          b.put([...entries].reverse());
          expect([...exportMemory(a, 'tmx')].join('')).toBe([...exportMemory(b, 'tmx')].join(''));
          a.close();
          b.close();
        },
      ),
      { numRuns: 40 },
    );
  });
});

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('a table opened in a spreadsheet', () => {
  it.each(['=cmd|x', '+1', '-2', '@sum', '\u{ff1d}1', '\t=1', '\r=1', "'=1"])(
    'runs nothing of %j, unless asked to',
    (sourceText) => {
      const memory = openMemory(IN_MEMORY);
      const [source, target] = ['en', 'uk'];
      const now = '2026-01-01T00:00:00.000Z';
      const origin = { kind: 'human' as const };
      memory.add([
        { source, target, sourceText, targetText: '-', origin, state: 'reviewed', createdAt: now },
      ]);
      const cell = (formulas: boolean): string =>
        [...exportMemory(memory, 'csv', { formulas })].join('').split('\r\n').slice(1).join('\r\n');
      expect(cell(false)).toContain(`'${sourceText}`);
      expect(cell(true)).not.toContain(`,"'${sourceText}`);
      memory.close();
    },
  );
});

describe('tables that people make', () => {
  it('takes one column a language, with a semicolon and a BOM', async () => {
    const memory = openMemory(IN_MEMORY);
    const path = file(
      'mine.csv',
      '\uFEFFen;uk;pl\r\nGood news;Добрі новини;Dobre wieści\r\nNo Polish;Без польської;\r\n',
    );
    const report = await importMemory(memory, path);
    expect(memory.find({ source: 'en', target: 'pl', text: 'Good news' })?.text).toBe('Dobre wieści');
    expect(report).toMatchObject({
      entries: 3,
      stored: 3,
      skipped: [expect.objectContaining({ reason: 'empty text', line: 3, count: 1 })],
    });
    memory.close();
  });

  it('takes bare JSON lines as imported and reviewed', async () => {
    const memory = openMemory(IN_MEMORY);
    const line = { source: 'en', target: 'uk', sourceText: 'Good news', targetText: 'Добрі новини' };
    const odd = { ...line, target: 'ua' };
    const report = await importMemory(
      memory,
      file('mine.jsonl', `${JSON.stringify(line)}\n\n${JSON.stringify(odd)}\n`),
    );
    expect(memory.find({ source: 'en', target: 'uk', text: 'Good news' })).toMatchObject({
      origin: { kind: 'memory', file: 'mine.jsonl' },
      state: 'reviewed',
    });
    expect(report.skipped).toMatchObject([
      { reason: 'unknown language code "ua"; did you mean "uk"?', line: 3, count: 1 },
    ]);
    memory.close();
  });

  it.each([
    ['no.csv', 'a,b\n1,2\n', 1],
    ['empty.csv', '', 1],
    ['quote.csv', 'en,uk\n"open,x\n', 2],
    ['bad.jsonl', '\n{"source":"en"\n', 2],
    ['short.jsonl', '{"source":"en","target":"uk","sourceText":"a"}\n', 1],
  ])('names the line of what is wrong in %s', async (name, content, line) => {
    const memory = openMemory(IN_MEMORY);
    const path = file(name, content);
    await expect(importMemory(memory, path)).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      file: path,
      line,
    });
    memory.close();
  });

  it.each(['gone.csv', 'gone.jsonl', 'gone.tmx'])('says that %s is not there', async (name) => {
    const memory = openMemory(IN_MEMORY);
    await expect(importMemory(memory, join(folder, name))).rejects.toMatchObject({ code: 'INPUT_NOT_FOUND' });
    memory.close();
  });

  it('does not guess a format', () => {
    expect(() => transferFormatOf('memory.xlsx')).toThrow(expect.objectContaining({ code: 'USAGE' }));
    expect(transferFormatOf('A.TMX')).toBe('tmx');
  });
});

describe('writeWhole', () => {
  it('leaves nothing behind when it fails half-way', () => {
    const path = join(folder, 'half.txt');
    function* pieces(): Generator<string> {
      yield 'one';
      throw new Error('out of words');
    }
    expect(() => writeWhole(path, pieces())).toThrow('out of words');
    expect(readdirSync(folder).filter((name) => name.startsWith('half'))).toEqual([]);
  });

  it('makes the folder, and says which file cannot be written', () => {
    writeWhole(join(folder, 'new/deep/one.txt'), ['one']);
    expect(readFileSync(join(folder, 'new/deep/one.txt'), 'utf8')).toBe('one');
    const path = join(folder, 'new/deep/one.txt/two.txt');
    expect(() => writeWhole(path, ['two'])).toThrow(expect.objectContaining({ code: 'OUTPUT', file: path }));
  });
});
