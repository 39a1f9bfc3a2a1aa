import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { MemoryEntry } from '../../src/index.js';
import { IN_MEMORY, openMemory } from '../../src/memory/store.js';
import { ROOT, temporaryFolder } from '../support/command-line.js';

/** Answers are kept before anybody looks at them, and runs that share a memory see what others ask for. */

const SPEND = { provider: 'fake', characters: 7, cost: 0.5 };
const wanted = (name: string) => ({ claim: `claim ${name}`, answer: `answer ${name}` });

const ENTRY: MemoryEntry = {
  source: 'uk',
  target: 'en',
  sourceText: 'Школа відкрила міст.',
  targetText: 'The school opened a bridge.',
  origin: { kind: 'provider', provider: 'fake' },
  identity: 'fake|1',
  state: 'machine',
};

function memory(name = 'memory.db') {
  const path = join(temporaryFolder(), name);
  return { path, open: (now?: () => Date) => openMemory(path, now === undefined ? {} : { now }) };
}

it('an answer outlives the run that got it, with what it cost, and is given to the next that asks the same', async () => {
  const { open } = memory();
  const first = open();
  expect(first.answers.claim([wanted('a')])).toEqual(['ours']);
  await first.answers.keep(
    [{ key: 'answer a', answer: { text: 'A bridge.', model: 'm', pivot: 'en' } }],
    SPEND,
  );
  first.close();
  const second = open();
  expect(second.answers.claim([wanted('a'), wanted('b')])).toEqual([
    { text: 'A bridge.', model: 'm', pivot: 'en' },
    'ours',
  ]);
  expect(second.spentSince({})).toMatchObject({ requests: 1, characters: 7, cost: { USD: 0.5 } });
  second.close();
});

it('an answer outlives a kill as soon as it is given to the memory, before it is flushed', async () => {
  const { path, open } = memory();
  const program = `
    const { openMemory } = await import(${JSON.stringify(join(ROOT, 'dist/memory/store.js'))});
    const { answers } = openMemory(process.argv[1]);
    answers.claim([${JSON.stringify(wanted('a'))}]);
    answers.keep([{ key: 'answer a', answer: { text: 'A.' } }], ${JSON.stringify(SPEND)});
    process.kill(process.pid, 'SIGKILL');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, path]);
  expect(await once(child, 'close')).toEqual([null, 'SIGKILL']);
  const store = open();
  expect(store.answers.claim([wanted('a')])).toEqual([{ text: 'A.' }]);
  expect(store.spentSince({})).toMatchObject({ requests: 1, characters: 7 });
  store.close();
});

it('answers that come at once are flushed together, and a log that cannot be flushed is said', async () => {
  const { path, open } = memory();
  const store = open();
  const keep = (name: string) =>
    store.answers.keep([{ key: `answer ${name}`, answer: { text: name } }], SPEND);
  await Promise.all(['a', 'b', 'c'].map(keep));
  expect(store.spentSince({}).requests).toBe(3);
  renameSync(`${path}-wal`, `${path}-elsewhere`);
  await expect(keep('d')).rejects.toMatchObject({ code: 'STORE', file: path });
  renameSync(`${path}-elsewhere`, `${path}-wal`);
  await keep('e');
  store.close();
});

it('an entry takes the place of its answer, which is not given a second time', async () => {
  const store = openMemory(IN_MEMORY);
  store.answers.claim([wanted('a')]);
  await store.answers.keep([{ key: 'answer a', answer: { text: 'The school opened a bridge.' } }], SPEND);
  store.answers.settle([ENTRY], [wanted('a')]);
  expect(store.find({ source: 'uk', target: 'en', text: ENTRY.sourceText })?.text).toBe(ENTRY.targetText);
  expect(store.answers.claim([wanted('a')])).toEqual(['ours']);
  store.close();
});

it('an answer that cannot be kept costs nothing, and none is half kept', async () => {
  const store = openMemory(IN_MEMORY);
  const spend = { ...SPEND, characters: null as unknown as number };
  await expect(store.answers.keep([{ key: 'answer a', answer: { text: 'A.' } }], spend)).rejects.toThrow();
  expect(store.answers.claim([wanted('a')])).toEqual(['ours']);
  expect(store.spentSince({}).requests).toBe(0);
  store.close();
});

it('what another run asks for is not asked for, until it is settled, let go of, or the run ends', () => {
  const { open } = memory();
  const [first, second] = [open(), open()];
  first.answers.claim([wanted('a'), wanted('b'), wanted('c')]);
  expect(second.answers.claim([wanted('a'), wanted('b'), wanted('d')])).toEqual([
    'elsewhere',
    'elsewhere',
    'ours',
  ]);
  first.answers.settle([ENTRY], [wanted('a')]);
  first.answers.release(['claim b', 'claim d']);
  expect(second.answers.heldElsewhere(['claim a', 'claim b', 'claim c', 'claim d'])).toEqual([
    false,
    false,
    true,
    false,
  ]);
  expect(first.answers.heldElsewhere(['claim d'])).toEqual([true]);
  expect(second.answers.othersWrote()).toBe(true);
  first.close();
  expect(second.answers.claim([wanted('c')])).toEqual(['ours']);
  second.close();
});

it('nobody else has written where nobody has', () => {
  const { open } = memory();
  const store = open();
  store.answers.claim([wanted('a')]);
  store.put([ENTRY]);
  expect(store.answers.othersWrote()).toBe(false);
  store.close();
});

it('a claim that nobody renews is free within a minute', () => {
  const { open } = memory();
  let moment = Date.parse('2026-01-01T00:00:00Z');
  const now = () => new Date(moment);
  const [first, second] = [open(now), open(now)];
  first.answers.claim([wanted('a')]);
  moment += 30_000;
  expect(second.answers.claim([wanted('a')])).toEqual(['elsewhere']);
  moment += 30_000;
  expect(second.answers.claim([wanted('a')])).toEqual(['ours']);
  first.close();
  second.close();
});

it('a claim of a run that was killed is free at once', async () => {
  const { path, open } = memory();
  const program = `
    const { openMemory } = await import(${JSON.stringify(join(ROOT, 'dist/memory/store.js'))});
    openMemory(process.argv[1]).answers.claim([{ claim: 'claim a', answer: 'answer a' }]);
    process.stdout.write('claimed');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, path]);
  await once(child.stdout, 'data');
  const store = open();
  expect(store.answers.claim([wanted('a')])).toEqual(['elsewhere']);
  child.kill('SIGKILL');
  await once(child, 'close');
  expect(store.answers.claim([wanted('a')])).toEqual(['ours']);
  store.close();
});

it('answers nobody came back for are dropped after a month', async () => {
  const { open } = memory();
  const first = open(() => new Date('2026-01-01T00:00:00Z'));
  await first.answers.keep([{ key: 'answer a', answer: { text: 'A.' } }], SPEND);
  first.close();
  const second = open(() => new Date('2026-02-15T00:00:00Z'));
  expect(second.answers.claim([wanted('a')])).toEqual(['ours']);
  second.close();
});
