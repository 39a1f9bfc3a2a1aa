import { describe, expect, it } from 'vitest';
import type { Memory, MemoryEntry, MemoryMatch, MemoryQuery } from '../../src/index.js';

/** One thing every `Memory` promises. `keeps` throws when an implementation does not keep it. */
export interface MemoryPromise {
  readonly promise: string;
  keeps(memory: Memory): Promise<void>;
}

const SOURCE = 'The ferry did not leave the harbour on Sunday.';
const TARGET = 'У неділю пором не вийшов із гавані.';
const QUERY: MemoryQuery = { source: 'en', target: 'uk', text: SOURCE };

function machine(extra: Partial<MemoryEntry> = {}): MemoryEntry {
  return {
    source: 'en',
    target: 'uk',
    sourceText: SOURCE,
    targetText: TARGET,
    origin: { kind: 'provider', provider: 'alpha', model: 'a-1' },
    identity: 'alpha/a-1',
    state: 'machine',
    ...extra,
  };
}

function human(targetText: string, extra: Partial<MemoryEntry> = {}): MemoryEntry {
  return {
    source: 'en',
    target: 'uk',
    sourceText: SOURCE,
    targetText,
    origin: { kind: 'human', by: 'Olha' },
    state: 'reviewed',
    ...extra,
  };
}

function imported(targetText: string, extra: Partial<MemoryEntry> = {}): MemoryEntry {
  return {
    source: 'en',
    target: 'uk',
    sourceText: SOURCE,
    targetText,
    origin: { kind: 'memory', match: 'exact', score: 100, file: 'archive.tmx' },
    state: 'reviewed',
    ...extra,
  };
}

/** The match of one query. */
async function find(
  memory: Memory,
  query: MemoryQuery,
  identities?: readonly string[],
): Promise<MemoryMatch | undefined> {
  return (await memory.findAll([query], identities))[0];
}

/** What a `Memory` must do, each promise tried on an empty one. */
export const MEMORY_PROMISES: readonly MemoryPromise[] = [
  {
    promise: 'answers many queries as it answers each',
    async keeps(memory) {
      await memory.put([machine(), human('Від редакторки.', { before: 'A.', after: 'B.' })]);
      await memory.put([imported('Експорт зріс на 4,5 %.', { sourceText: 'Exports rose by 4.5%.' })]);
      const queries: MemoryQuery[] = [
        QUERY,
        { ...QUERY, before: 'A.', after: 'B.' },
        { ...QUERY, text: 'Something else.' },
        { ...QUERY, text: 'Exports rose by 7.2%.' },
        { ...QUERY, text: '' },
        { ...QUERY, target: 'de' },
        QUERY,
      ];
      for (const identities of [undefined, [], ['alpha/a-1']]) {
        expect(await memory.findAll(queries, identities)).toEqual(
          await Promise.all(queries.map((query) => find(memory, query, identities))),
        );
      }
      expect((await memory.findAll(queries)).map((match) => match?.match)).toEqual([
        'exact',
        'context',
        undefined,
        'general',
        undefined,
        undefined,
        'exact',
      ]);
      expect(await memory.findAll([])).toEqual([]);
    },
  },
  {
    promise: 'gives back what was put, with its origin',
    async keeps(memory) {
      await memory.put([machine()]);
      expect(await find(memory, QUERY)).toEqual({
        text: TARGET,
        match: 'exact',
        score: 100,
        sourceText: SOURCE,
        origin: { kind: 'provider', provider: 'alpha', model: 'a-1' },
        identity: 'alpha/a-1',
        state: 'machine',
      });
    },
  },
  {
    promise: 'finds nothing where nothing fits, and no blank text',
    async keeps(memory) {
      expect(await find(memory, QUERY)).toBeUndefined();
      await memory.put([]);
      await memory.put([
        machine({ sourceText: ' ' }),
        machine({ sourceText: 'Something else.', targetText: ' ' }),
      ]);
      expect(await find(memory, { ...QUERY, text: ' ' })).toBeUndefined();
      expect(await find(memory, { ...QUERY, text: 'Something else.' })).toBeUndefined();
      expect(await memory.fuzzy({ ...QUERY, text: '' }, { threshold: 0, limit: 5 })).toEqual([]);
    },
  },
  {
    promise: 'takes texts for the same that differ only in white space, invisible characters or composition',
    async keeps(memory) {
      await memory.put([machine({ sourceText: 'Café  re\u00ADopened.' })]);
      expect((await find(memory, { ...QUERY, text: ' Cafe\u0301 reopened. ' }))?.match).toBe('exact');
      expect(await find(memory, { ...QUERY, text: 'café reopened.' })).toBeUndefined();
    },
  },
  {
    promise: 'keeps languages apart, regions together unless they differ',
    async keeps(memory) {
      await memory.put([machine({ target: 'pt-BR' })]);
      expect((await find(memory, { ...QUERY, source: 'en-GB', target: 'pt' }))?.text).toBe(TARGET);
      expect(await find(memory, { ...QUERY, target: 'pt-PT' })).toBeUndefined();
      expect(await find(memory, { ...QUERY, target: 'uk' })).toBeUndefined();
      expect(await find(memory, { ...QUERY, source: 'uk', target: 'pt-BR' })).toBeUndefined();
      expect(
        await memory.fuzzy({ ...QUERY, target: 'uk', text: `${SOURCE} Again` }, { threshold: 0, limit: 5 }),
      ).toEqual([]);
    },
  },
  {
    promise: 'takes the translation made between the same neighbours',
    async keeps(memory) {
      await memory.put([
        human('Перше.', { before: 'Calm sea.', after: 'Storm came.' }),
        human('Друге.', { before: 'Strike on.', after: 'Talks fail.' }),
      ]);
      const first = await find(memory, { ...QUERY, before: 'Calm sea.', after: 'Storm came.' });
      const second = await find(memory, { ...QUERY, before: 'Strike on.', after: 'Talks fail.' });
      expect([first?.text, first?.match, second?.text, second?.match]).toEqual([
        'Перше.',
        'context',
        'Друге.',
        'context',
      ]);
      expect((await find(memory, { ...QUERY, before: 'Calm sea.', after: 'Talks fail.' }))?.match).toBe(
        'exact',
      );
    },
  },
  {
    promise: 'puts people before imports before machines, whatever was put last',
    async keeps(memory) {
      await memory.put([imported('З архіву.')]);
      await memory.put([machine()]);
      expect((await find(memory, QUERY))?.text).toBe('З архіву.');
      await memory.put([human('Від редакторки.')]);
      await memory.put([imported('Інше з архіву.'), machine({ targetText: 'Нове.' })]);
      expect((await find(memory, QUERY))?.text).toBe('Від редакторки.');
      expect((await find(memory, { ...QUERY, before: 'A.', after: 'B.' }))?.text).toBe('Від редакторки.');
    },
  },
  {
    promise: 'puts a machine translation that a person approved before imports',
    async keeps(memory) {
      await memory.put([machine({ state: 'reviewed' }), imported('З архіву.')]);
      expect((await find(memory, QUERY, []))?.text).toBe(TARGET);
    },
  },
  {
    promise: 'uses machine entries of the identities asked for alone, in their order',
    async keeps(memory) {
      await memory.put([machine()]);
      await memory.put([
        machine({ targetText: 'Бета.', origin: { kind: 'provider', provider: 'beta' }, identity: 'beta' }),
      ]);
      expect((await find(memory, QUERY, ['alpha/a-1', 'beta']))?.text).toBe(TARGET);
      expect((await find(memory, QUERY, ['beta', 'alpha/a-1']))?.text).toBe('Бета.');
      expect(await find(memory, QUERY, ['gamma'])).toBeUndefined();
      expect(await find(memory, QUERY, [])).toBeUndefined();
      await memory.put([imported('З архіву.')]);
      expect((await find(memory, QUERY, []))?.text).toBe('З архіву.');
    },
  },
  {
    promise: 'lets an author correct an entry',
    async keeps(memory) {
      await memory.put([machine()]);
      await memory.put([machine({ targetText: 'Нове.' })]);
      expect((await find(memory, QUERY))?.text).toBe('Нове.');
      await memory.put([human('Перше.')]);
      await memory.put([human('Виправлене.', { origin: { kind: 'human', by: 'Petro' } })]);
      expect((await find(memory, QUERY))?.text).toBe('Виправлене.');
    },
  },
  {
    promise: 'never lets a machine overwrite what a person approved',
    async keeps(memory) {
      await memory.put([machine({ targetText: 'Схвалене.', state: 'reviewed' })]);
      await memory.put([machine()]);
      expect((await find(memory, QUERY))?.text).toBe('Схвалене.');
    },
  },
  {
    promise: 'fits a sentence that differs in numbers alone, with the right numbers',
    async keeps(memory) {
      const text = 'Exports fell by 4.5% in 2024.';
      await memory.put([machine({ sourceText: text, targetText: 'У 2024 році експорт упав на 4,5 %.' })]);
      expect(await find(memory, { ...QUERY, text: 'Exports fell by 7.2% in 2025.' })).toMatchObject({
        text: 'У 2025 році експорт упав на 7,2 %.',
        match: 'general',
        score: 99,
        sourceText: text,
      });
      expect((await find(memory, { ...QUERY, text }))?.match).toBe('exact');
    },
  },
  {
    promise: 'offers like texts as fuzzy, best first, never as found',
    async keeps(memory) {
      const near = 'The ferry did not leave the harbour on Monday.';
      const nearer = 'The ferry did not leave the harbour on Sundays.';
      await memory.put([
        machine({ sourceText: near, targetText: 'А' }),
        machine({ sourceText: nearer, targetText: 'Б' }),
      ]);
      await memory.put([machine({ sourceText: 'Wheat prices rose sharply in spring.', targetText: 'В' })]);
      expect(await find(memory, QUERY)).toBeUndefined();
      const matches = await memory.fuzzy(QUERY, { threshold: 75, limit: 5 });
      expect(matches.map(({ text, match }) => [text, match])).toEqual([
        ['Б', 'fuzzy'],
        ['А', 'fuzzy'],
      ]);
      for (const { score } of matches) expect(score >= 75 && score < 100).toBe(true);
      expect(await memory.fuzzy(QUERY, { threshold: 75, limit: 1 })).toHaveLength(1);
      expect(await memory.fuzzy(QUERY, { threshold: 100, limit: 5 })).toEqual([]);
    },
  },
];

/** Tests an implementation against all promises. */
export function describeMemory(name: string, create: () => Memory): void {
  describe(`${name} keeps the promises of Memory`, () => {
    it.each(MEMORY_PROMISES)('$promise', async ({ keeps }) => {
      const memory = create();
      try {
        await keeps(memory);
      } finally {
        await memory.close();
      }
    });
  });
}
