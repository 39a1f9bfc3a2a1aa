import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgresMemory, type TranslationStore } from '../../src/index.js';
import type { MemoryEntry } from '../../src/model/contracts.js';
import { declareCases, memoryCases } from '../../src/testing/index.js';
import { BATCH_CASES } from '../support/batch-cases.js';
import { hasPostgres, startPostgres, type TestPostgres } from '../support/postgres.js';

/** The memory on PostgreSQL: what every memory promises, and what is only asked where many machines share one. */

let server: TestPostgres;
const entry = (text: string, extra: Partial<MemoryEntry> = {}): MemoryEntry => ({
  source: 'en',
  target: 'uk',
  sourceText: text,
  targetText: `${text} (uk)`,
  origin: { kind: 'provider', provider: 'alpha' },
  identity: 'alpha',
  state: 'machine',
  ...extra,
});
const wanted = (text: string) => ({ claim: text, answer: `${text}!` });
const SPEND = { provider: 'alpha', characters: 10, cost: 0.5 };

describe.skipIf(!hasPostgres)('a memory on PostgreSQL', () => {
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.stop());

  declareCases(
    'keeps the promises of Memory',
    memoryCases(() => openPostgresMemory(server.database())),
    {
      describe,
      it,
    },
  );

  describe('batches', () => {
    for (const [promise, holds] of Object.entries(BATCH_CASES))
      it(promise, async () => {
        const [a, b] = await two();
        await holds(a, b);
        await Promise.all([a.close(), b.close()]);
      });
  });

  const two = async (): Promise<[TranslationStore, TranslationStore]> => {
    const url = server.database();
    return Promise.all([openPostgresMemory(url), openPostgresMemory(url)]);
  };

  it('gives one turn after the other at a service, to whoever asks', async () => {
    const [a, b] = await two();
    const turns = await Promise.all([a, b, a, b, a].map((store) => store.takeTurn?.('alpha', 30) ?? -1));
    const sorted = turns.sort((one, other) => one - other);
    expect(sorted[0]).toBe(0);
    for (const [index, wait] of sorted.entries()) expect(wait).toBeGreaterThan(30 * index - 15);
    for (const [index, wait] of sorted.entries()) expect(wait).toBeLessThanOrEqual(30 * index);
    expect(await b.takeTurn?.('beta', 30)).toBe(0);
    await Promise.all([a.close(), b.close()]);
  });

  it('gives a text to one of two that ask for it, and its answer to whoever comes after', async () => {
    const [a, b] = await two();
    expect(await a.answers.claim([wanted('one'), wanted('two')])).toEqual(['ours', 'ours']);
    expect(await b.answers.claim([wanted('two'), wanted('three')])).toEqual(['elsewhere', 'ours']);
    expect(await b.answers.heldElsewhere(['one', 'two', 'three', 'four'])).toEqual([
      true,
      true,
      false,
      false,
    ]);
    await a.answers.keep([{ key: 'one!', answer: { text: 'одне' } }], SPEND);
    await a.answers.release(['one']);
    expect(await b.answers.claim([wanted('one')])).toEqual([{ text: 'одне' }]);
    await b.answers.settle([entry('one')], [wanted('one')]);
    expect((await a.find({ source: 'en', target: 'uk', text: 'one' }))?.text).toBe('one (uk)');
    await a.close();
    expect(await b.answers.claim([wanted('two')])).toEqual(['ours']);
    await b.close();
  });

  it('lets a claim lapse that nobody renews', async () => {
    const url = server.database();
    const [a, b] = [await openPostgresMemory(url), await openPostgresMemory(url)];
    await a.answers.claim([wanted('one')]);
    server.query(url, "UPDATE tovmach.claim SET until = now() - interval '1 second'");
    expect(await b.answers.claim([wanted('one')])).toEqual(['ours']);
    expect(await a.answers.heldElsewhere(['one'])).toEqual([true]);
    await Promise.all([a.close(), b.close()]);
  });

  it('holds a limit over all that spend, however many reserve at once', async () => {
    const [a, b] = await two();
    const limit = { since: '2000-01-01', maxCharacters: 95 };
    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? a : b).reserveSpend(SPEND, limit)),
    );
    const granted = taken.filter((each) => typeof each !== 'string');
    expect(granted).toHaveLength(9);
    expect(taken.filter((each) => each === 'characters')).toHaveLength(11);
    await Promise.all(granted.map((each) => each.settle({ characters: 4, cost: 0.25 })));
    expect(await b.spentSince({})).toEqual({ requests: 0, characters: 36, cost: { USD: 2.25 } });
    await Promise.all([a.close(), b.close()]);
  });

  it('stores the same entries from many at once, each once', async () => {
    const [a, b] = await two();
    const entries = Array.from({ length: 300 }, (_, at) => entry(`Sentence number ${at} of the ferry.`));
    const counts = await Promise.all([a.add(entries), b.add([...entries].reverse()), a.add(entries)]);
    expect(counts.reduce((sum, each) => sum + each)).toBe(300);
    expect((await b.stats()).entries).toBe(300);
    expect(await a.add(entries)).toBe(0);
    expect((await b.search('NUMBER 7 of', { limit: 5 })).map(({ sourceText }) => sourceText)).toEqual([
      'Sentence number 7 of the ferry.',
    ]);
    expect(await b.prune({ identity: 'alpha', dryRun: true })).toBe(300);
    const [sourceText, targetText] = [
      'Sentence number 3 of the ferry.',
      'Sentence number 3 of the ferry. (uk)',
    ];
    expect(await b.forget({ source: 'en', target: 'uk', sourceText, targetText, origin: 'provider' })).toBe(
      1,
    );
    expect(await b.prune({ identity: 'alpha' })).toBe(299);
    await Promise.all([a.close(), b.close()]);
  });

  it('takes texts that PostgreSQL cannot hold as they are', async () => {
    const memory = await openPostgresMemory(server.database());
    for (const text of ['nul \0 inside', 'half \ud83d of a sign', 'quotes \' and \\ and "']) {
      await memory.put([entry(text)]);
      expect((await memory.find({ source: 'en', target: 'uk', text }))?.match, text).toBe('exact');
    }
    await memory.close();
  });

  it('waits for a server that is restarted in the middle', async () => {
    const memory = await openPostgresMemory(server.database());
    await memory.put([entry('before')]);
    const work = (async () => {
      for (let at = 0; at < 60; at++) {
        await memory.put([entry(`text ${at}`)]);
        await memory.recordSpend(SPEND);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    })();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await server.restart();
    await work;
    expect((await memory.stats()).entries).toBe(61);
    expect((await memory.spentSince({})).requests).toBe(60);
    await memory.close();
  });

  it('says at once what cannot be reached, and shows no password', async () => {
    const url = 'postgres://olha:geheim@127.0.0.1:1/desk?options=x';
    await expect(openPostgresMemory(url)).rejects.toMatchObject({
      code: 'STORE',
      messageId: 'memory.unreached',
      values: { address: 'postgres://olha@127.0.0.1:1/desk' },
    });
  });

  it('leaves a database of a newer version alone', async () => {
    const url = server.database();
    await (await openPostgresMemory(url)).close();
    server.query(url, 'UPDATE tovmach.version SET version = 99');
    await expect(openPostgresMemory(url)).rejects.toMatchObject({ messageId: 'memory.newerDatabase' });
  });

  it('forgets the words of what is removed, also in a database of the version before', async () => {
    const url = server.database();
    const long = (n: number) =>
      entry(`The council approved the harbour extension number ${n} yesterday evening.`);
    const first = await openPostgresMemory(url);
    await first.put([long(1), long(2), long(3)]);
    await first.close();
    // As version 3 had it: an index over the words of each unit, and no words with the unit.
    server.query(
      url,
      `ALTER TABLE tovmach.unit DROP COLUMN words;
       ALTER TABLE tovmach.word ADD CONSTRAINT word_unit_fkey FOREIGN KEY (unit) REFERENCES tovmach.unit (id) ON DELETE CASCADE;
       CREATE INDEX word_unit ON tovmach.word (unit);
       UPDATE tovmach.version SET version = 3`,
    );
    const memory = await openPostgresMemory(url);
    const units = (): number => Number(server.query(url, 'SELECT count(DISTINCT unit) FROM tovmach.word'));
    const { source, target, sourceText, targetText } = long(1);
    const query = { source, target, text: sourceText.replace('yesterday', 'on Monday') };
    expect((await memory.fuzzy(query, { threshold: 60, limit: 1 })).length).toBe(1);
    expect(units()).toBe(3);
    expect(await memory.forget({ source, target, sourceText, targetText })).toBe(1);
    expect(units()).toBe(2);
    expect(await memory.prune({ reviewed: true })).toBe(2);
    expect(units()).toBe(0);
    expect(await memory.fuzzy(query, { threshold: 60, limit: 1 })).toEqual([]);
    await memory.close();
  });
});
