import assert from 'node:assert/strict';
import type { Memory, MemoryEntry, MemoryMatch, MemoryQuery } from '../model/contracts.js';
import type { ConformanceCase } from './suite.js';

/** What every `Memory` promises. */

/** One thing every `Memory` promises. `keeps` throws when an implementation does not keep it. */
interface MemoryPromise {
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
const MEMORY_PROMISES: readonly MemoryPromise[] = [
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
        assert.deepEqual(
          await memory.findAll(queries, identities),
          await Promise.all(queries.map((query) => find(memory, query, identities))),
        );
      }
      assert.deepEqual(
        (await memory.findAll(queries)).map((match) => match?.match),
        ['exact', 'context', undefined, 'general', undefined, undefined, 'exact'],
      );
      assert.deepEqual(await memory.findAll([]), []);
    },
  },
  {
    promise: 'gives back what was put, with its origin',
    async keeps(memory) {
      await memory.put([machine()]);
      assert.deepEqual(await find(memory, QUERY), {
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
      assert.equal(await find(memory, QUERY), undefined);
      await memory.put([]);
      await memory.put([
        machine({ sourceText: ' ' }),
        machine({ sourceText: 'Something else.', targetText: ' ' }),
      ]);
      assert.equal(await find(memory, { ...QUERY, text: ' ' }), undefined);
      assert.equal(await find(memory, { ...QUERY, text: 'Something else.' }), undefined);
      assert.deepEqual(await memory.fuzzy({ ...QUERY, text: '' }, { threshold: 0, limit: 5 }), []);
    },
  },
  {
    promise: 'takes texts for the same that differ only in white space, invisible characters or composition',
    async keeps(memory) {
      await memory.put([machine({ sourceText: 'Café  re\u00ADopened.' })]);
      assert.equal((await find(memory, { ...QUERY, text: ' Cafe\u0301 reopened. ' }))?.match, 'exact');
      assert.equal(await find(memory, { ...QUERY, text: 'café reopened.' }), undefined);
    },
  },
  {
    promise: 'keeps languages apart, regions together unless they differ',
    async keeps(memory) {
      await memory.put([machine({ target: 'pt-BR' })]);
      assert.equal((await find(memory, { ...QUERY, source: 'en-GB', target: 'pt' }))?.text, TARGET);
      assert.equal(await find(memory, { ...QUERY, target: 'pt-PT' }), undefined);
      assert.equal(await find(memory, { ...QUERY, target: 'uk' }), undefined);
      assert.equal(await find(memory, { ...QUERY, source: 'uk', target: 'pt-BR' }), undefined);
      assert.deepEqual(
        await memory.fuzzy({ ...QUERY, target: 'uk', text: `${SOURCE} Again` }, { threshold: 0, limit: 5 }),
        [],
      );
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
      assert.deepEqual(
        [first?.text, first?.match, second?.text, second?.match],
        ['Перше.', 'context', 'Друге.', 'context'],
      );
      assert.equal(
        (await find(memory, { ...QUERY, before: 'Calm sea.', after: 'Talks fail.' }))?.match,
        'exact',
      );
    },
  },
  {
    promise: 'puts people before imports before machines, whatever was put last',
    async keeps(memory) {
      await memory.put([imported('З архіву.')]);
      await memory.put([machine()]);
      assert.equal((await find(memory, QUERY))?.text, 'З архіву.');
      await memory.put([human('Від редакторки.')]);
      await memory.put([imported('Інше з архіву.'), machine({ targetText: 'Нове.' })]);
      assert.equal((await find(memory, QUERY))?.text, 'Від редакторки.');
      assert.equal((await find(memory, { ...QUERY, before: 'A.', after: 'B.' }))?.text, 'Від редакторки.');
    },
  },
  {
    promise: 'puts a machine translation that a person approved before imports',
    async keeps(memory) {
      await memory.put([machine({ state: 'reviewed' }), imported('З архіву.')]);
      assert.equal((await find(memory, QUERY, []))?.text, TARGET);
    },
  },
  {
    promise: 'uses machine entries of the identities asked for alone, in their order',
    async keeps(memory) {
      await memory.put([machine()]);
      await memory.put([
        machine({ targetText: 'Бета.', origin: { kind: 'provider', provider: 'beta' }, identity: 'beta' }),
      ]);
      assert.equal((await find(memory, QUERY, ['alpha/a-1', 'beta']))?.text, TARGET);
      assert.equal((await find(memory, QUERY, ['beta', 'alpha/a-1']))?.text, 'Бета.');
      assert.equal(await find(memory, QUERY, ['gamma']), undefined);
      assert.equal(await find(memory, QUERY, []), undefined);
      await memory.put([imported('З архіву.')]);
      assert.equal((await find(memory, QUERY, []))?.text, 'З архіву.');
    },
  },
  {
    promise: 'lets an author correct an entry',
    async keeps(memory) {
      await memory.put([machine()]);
      await memory.put([machine({ targetText: 'Нове.' })]);
      assert.equal((await find(memory, QUERY))?.text, 'Нове.');
      await memory.put([human('Перше.')]);
      await memory.put([human('Виправлене.', { origin: { kind: 'human', by: 'Petro' } })]);
      assert.equal((await find(memory, QUERY))?.text, 'Виправлене.');
    },
  },
  {
    promise: 'never lets a machine overwrite what a person approved',
    async keeps(memory) {
      await memory.put([machine({ targetText: 'Схвалене.', state: 'reviewed' })]);
      await memory.put([machine()]);
      assert.equal((await find(memory, QUERY))?.text, 'Схвалене.');
    },
  },
  {
    promise: 'fits a sentence that differs in numbers alone, with the right numbers',
    async keeps(memory) {
      const text = 'Exports fell by 4.5% in 2024.';
      await memory.put([machine({ sourceText: text, targetText: 'У 2024 році експорт упав на 4,5 %.' })]);
      const match = await find(memory, { ...QUERY, text: 'Exports fell by 7.2% in 2025.' });
      assert.deepEqual(
        [match?.text, match?.match, match?.score, match?.sourceText],
        ['У 2025 році експорт упав на 7,2 %.', 'general', 99, text],
      );
      assert.equal((await find(memory, { ...QUERY, text }))?.match, 'exact');
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
      assert.equal(await find(memory, QUERY), undefined);
      const matches = await memory.fuzzy(QUERY, { threshold: 75, limit: 5 });
      assert.deepEqual(
        matches.map(({ text, match }) => [text, match]),
        [
          ['Б', 'fuzzy'],
          ['А', 'fuzzy'],
        ],
      );
      for (const { score } of matches) assert.equal(score >= 75 && score < 100, true);
      assert.equal((await memory.fuzzy(QUERY, { threshold: 75, limit: 1 })).length, 1);
      assert.deepEqual(await memory.fuzzy(QUERY, { threshold: 100, limit: 5 }), []);
    },
  },
];

/** Makes an empty memory; asked once a case, and closed after it. */
export type CreateMemory = () => Memory | Promise<Memory>;

/** The suite for a memory. */
export function memoryCases(create: CreateMemory): readonly ConformanceCase[] {
  return MEMORY_PROMISES.map(({ promise, keeps }) => ({
    name: promise,
    run: async () => {
      const memory = await create();
      try {
        await keeps(memory);
      } finally {
        await memory.close();
      }
    },
  }));
}
