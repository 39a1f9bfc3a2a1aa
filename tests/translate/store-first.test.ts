import { setMaxListeners } from 'node:events';
import { expect, it, vi } from 'vitest';
import { ProviderError, TovmachError } from '../../src/errors.js';
import type { Check } from '../../src/index.js';
import { IN_MEMORY, type MemoryStore, openMemory } from '../../src/memory/store.js';
import { systemClock } from '../../src/translate/clock.js';
import { type AnswerStore, createTranslator, type TranslatorOptions } from '../../src/translate/translate.js';
import { temporaryFolder } from '../support/command-line.js';
import { fakeClock } from '../support/fake-clock.js';
import { fakeProvider } from '../support/fake-provider.js';
import { unit } from './parts.js';

/** What a service answered is in the store before anything else is done with it, and nothing in it is asked for again. */

const { signal } = new AbortController();
setMaxListeners(0, signal);

/** Answers of a store, with every step written down. */
function watched({ answers }: MemoryStore, steps: string[] = []): AnswerStore {
  return {
    ...answers,
    keep(kept, { provider, requests, charactersBilled, cost }) {
      const isKept = answers.keep(kept, { provider, requests, characters: charactersBilled, cost });
      steps.push(`kept ${kept.length}`);
      return isKept;
    },
    settle(entries, done) {
      answers.settle(entries, done);
      steps.push(`stored ${entries.length}`);
    },
  };
}

function translator(
  store: MemoryStore,
  provider: ReturnType<typeof fakeProvider>,
  options: Partial<TranslatorOptions> = {},
) {
  const clock = fakeClock({ autoAdvanceUpTo: 120_000 });
  return createTranslator({
    chain: [{ provider }],
    memory: store,
    clock,
    answers: watched(store),
    ...options,
  });
}

const texts = ['First.', 'Second.', 'Third.'];
const units = texts.map((text) => unit(text));

it('answers and their cost are kept before they are counted, examined, stored and told', async () => {
  const store = openMemory(IN_MEMORY);
  const steps: string[] = [];
  const check: Check = {
    name: 'watch',
    examine: () => {
      steps.push('examined');
      return undefined;
    },
  };
  const one = translator(store, fakeProvider(), {
    answers: watched(store, steps),
    checks: [check],
    onSpend: () => steps.push('counted'),
    onEvent: (event) => event.type === 'unit' && steps.push('told'),
  });
  await one.translate(units, { signal });
  expect(steps).toEqual([
    'kept 3',
    'counted',
    ...['examined', 'examined', 'examined'],
    'stored 3',
    ...['told', 'told', 'told'],
  ]);
  expect(store.spentSince({})).toMatchObject({ requests: 1, characters: 19 });
});

it('a run that died over its answers leaves them to the next, which pays for none of them', async () => {
  const store = openMemory(IN_MEMORY);
  const died: AnswerStore = {
    ...watched(store),
    settle: () => {
      throw new TovmachError('STORE', 'killed here');
    },
  };
  const first = translator(store, fakeProvider(), { answers: died });
  await expect(first.translate(units, { signal })).rejects.toMatchObject({ code: 'STORE' });
  const provider = fakeProvider();
  const second = translator(store, provider);
  const found = await second.translate([...units, unit('Fourth.')], { signal });
  expect(provider.sent).toEqual(['Fourth.']);
  expect([...found.values()].map((each) => each.status === 'translated' && each.text)).toEqual(
    [...texts, 'Fourth.'].map((text) => `uk: ${text}`),
  );
  expect(store.stats().entries).toBe(4);
});

it('the parts of a long text that were answered are not asked for again', async () => {
  const store = openMemory(IN_MEMORY);
  const long = unit('One sentence is here. Another sentence is there. A third one stands at the end.');
  const capabilities = { maxUnitCharacters: 30, maxUnits: 1 };
  let asked = 0;
  const failing = fakeProvider({
    capabilities,
    react: () => {
      asked += 1;
      if (asked === 3) throw new ProviderError('fake', 'AUTH', 'no more');
      return undefined;
    },
  });
  await translator(store, failing).translate([long], { signal });
  const provider = fakeProvider({ capabilities });
  const found = await translator(store, provider).translate([long], { signal });
  expect(found.get(long.key)?.status).toBe('translated');
  expect(failing.requests).toHaveLength(3);
  expect(provider.requests).toHaveLength(1);
});

it('a late answer is kept and counted, and not accepted twice', async () => {
  const store = openMemory(IN_MEMORY);
  const clock = fakeClock({ autoAdvanceUpTo: 30_000 });
  const late: (() => void)[] = [];
  let attempt = 0;
  const provider = fakeProvider({
    gate: () => {
      attempt += 1;
      return attempt > 1 ? Promise.resolve() : new Promise((resolve) => late.push(resolve));
    },
  });
  const link = { provider, pacing: { timeoutMs: 1000 } };
  const steps: string[] = [];
  const one = translator(store, provider, { chain: [link], clock, answers: watched(store, steps) });
  const found = await one.translate([unit('First.')], { signal });
  expect([...found.values()]).toMatchObject([{ status: 'translated', text: 'uk: First.' }]);
  for (const open of late) open();
  await vi.waitFor(() => expect(steps).toContain('kept 1'));
  await vi.waitFor(() => expect(store.spentSince({}).requests).toBeGreaterThan(attempt - 1));
  expect(steps.filter((step) => step === 'stored 1')).toHaveLength(1);
  expect(store.stats().entries).toBe(1);
});

it('an answer that cannot be kept ends the run: nothing more is paid for', async () => {
  const store = openMemory(IN_MEMORY);
  const full: AnswerStore = {
    ...watched(store),
    keep: () => {
      throw new TovmachError('STORE', 'the disk is full');
    },
  };
  const provider = fakeProvider({ capabilities: { maxUnits: 1 } });
  const one = translator(store, provider, {
    chain: [{ provider, pacing: { concurrency: 1 } }],
    answers: full,
  });
  await expect(one.translate(units, { signal })).rejects.toMatchObject({ code: 'STORE' });
  await one.settled();
  expect(provider.requests).toHaveLength(1);
});

it('two runs over one memory pay for each text once, whoever is first', async () => {
  const folder = temporaryFolder();
  const many = Array.from({ length: 60 }, (_, index) => unit(`Sentence number ${index}.`));
  const runs = [0, 1, 2].map(() => {
    const store = openMemory(`${folder}/memory.db`);
    const provider = fakeProvider({
      capabilities: { maxUnits: 7 },
      gate: () => new Promise((resolve) => setTimeout(resolve, 2)),
    });
    return { store, provider, one: translator(store, provider, { clock: systemClock }) };
  });
  const results = await Promise.all(runs.map(({ one }) => one.translate(many, { signal })));
  const sent = runs.flatMap(({ provider }) => provider.sent);
  expect(sent.length).toBe(many.length);
  expect(new Set(sent).size).toBe(many.length);
  for (const result of results)
    expect(many.map(({ key }) => result.get(key)?.status)).toEqual(many.map(() => 'translated'));
  for (const { store } of runs) store.close();
});

it('a text another run gave up is asked for here', async () => {
  const folder = temporaryFolder();
  const [mine, theirs] = [openMemory(`${folder}/memory.db`), openMemory(`${folder}/memory.db`)];
  let refuse = (): void => {};
  const asked = new Promise<void>((resolve) => {
    refuse = resolve;
  });
  const failing = fakeProvider({
    gate: () => asked,
    react: () => {
      throw new ProviderError('fake', 'AUTH', 'not you');
    },
  });
  const first = translator(theirs, failing, { clock: systemClock }).translate(units, { signal });
  const provider = fakeProvider();
  const second = translator(mine, provider, { clock: systemClock }).translate(units, { signal });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(provider.requests).toHaveLength(0);
  refuse();
  await first;
  expect((await second).get(units[0]?.key ?? '')?.status).toBe('translated');
  expect(provider.sent).toEqual(texts);
});

it('an abort ends the wait for another run', async () => {
  const folder = temporaryFolder();
  const [mine, theirs] = [openMemory(`${folder}/memory.db`), openMemory(`${folder}/memory.db`)];
  const never = fakeProvider({ gate: () => new Promise(() => {}) });
  const stop = new AbortController();
  const first = translator(theirs, never, { clock: systemClock }).translate(units, { signal: stop.signal });
  const one = translator(mine, fakeProvider(), { clock: systemClock });
  const second = one.translate(units, { signal: stop.signal });
  await new Promise((resolve) => setTimeout(resolve, 20));
  stop.abort();
  await expect(second).rejects.toMatchObject({ code: 'ABORTED' });
  await expect(first).rejects.toMatchObject({ code: 'ABORTED' });
  await one.settled();
});
