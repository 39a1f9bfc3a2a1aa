import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openMemory } from '../../src/memory/store.js';
import { errandsOf, Journal, journalOf, sweepLeft, takeLeft } from '../../src/providers/courier/journal.js';
import { ROOT, temporaryFolder, tovmach } from '../support/command-line.js';
import { english, sentence, writeFiles } from '../support/corpus.js';
import { type CountingServer, countingServer } from '../support/counting-server.js';

/** What a service answered is written down where it arrives, and a run that dies before its memory has it loses nothing. */

let server: CountingServer;
beforeAll(async () => {
  server = await countingServer(() => 1);
});
afterAll(() => server.close());

const left = (folder: string): string[] =>
  readdirSync(join(folder, '.tovmach')).filter((name) => name.includes('answers-'));

/** Asks for one text as a run would, and dies as soon as it was answered. */
async function dieOverAnswer(folder: string, text: string): Promise<void> {
  const module = (path: string): string => JSON.stringify(join(ROOT, 'dist', path));
  const program = `
    const { Courier } = await import(${module('providers/courier/courier.js')});
    const { noteOf } = await import(${module('translate/recovery.js')});
    const [store, url, text] = process.argv.slice(1);
    const courier = new Courier(store, {});
    const asked = ['libretranslate', 'uk', 'en', text, false];
    const wanted = [{ claim: JSON.stringify(asked), answer: JSON.stringify([...asked, null, null]) }];
    const request = { source: 'uk', target: 'en', units: [{ id: '0', text }] };
    const errand = courier.begin(noteOf('libretranslate', request, wanted));
    const response = await errand.during(() => courier.fetch('libretranslate')(url + '/translate', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ q: text, source: 'uk', target: 'en', format: 'text' }),
    }));
    if (response.ok) process.kill(process.pid, 'SIGKILL');`;
  const arguments_ = [join(folder, '.tovmach/memory.db'), server.url, text];
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, ...arguments_], {
    stdio: 'inherit',
  });
  expect(await once(child, 'close')).toEqual([null, 'SIGKILL']);
}

function workplace(): string {
  const folder = temporaryFolder();
  writeFiles(folder, { 'in/a.txt': `${[1, 2].map(sentence).join('\n')}\n` });
  mkdirSync(join(folder, '.tovmach'));
  return folder;
}

const run = (folder: string, provider = 'libretranslate') =>
  tovmach(['run', 'in', '--to', 'en', '--languages', 'uk,en', '--provider', provider, '--out', 'out'], {
    cwd: folder,
    env: { LIBRETRANSLATE_URL: server.url },
  });

it('a text is not asked for again whose answer had been read when the run died, and its cost is counted once', async () => {
  const folder = workplace();
  server.reset();
  await dieOverAnswer(folder, sentence(1));
  expect(server.count.asked).toBe(1);
  expect(left(folder)).toHaveLength(1);
  expect(statSync(join(folder, '.tovmach', left(folder)[0] ?? '')).mode & 0o077).toBe(0);
  const { code, stderr } = await run(folder);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(server.count.asked).toBe(2);
  expect(readFileSync(join(folder, 'out/a.en.md'), 'utf8')).toContain(english(1));
  expect(left(folder)).toEqual([]);
  const store = openMemory(join(folder, '.tovmach/memory.db'));
  expect(store.spentSince({}).requests).toBe(2);
  store.close();
});

it('what somebody else wrote there is passed over', async () => {
  const folder = workplace();
  const state = join(folder, '.tovmach');
  const name = (index: number): string => join(state, `memory.db.answers-99999999-1-${index}`);
  writeFileSync(
    name(1),
    '{"errand":1,"call":0,"note":{"identity":"libretranslate"},"status":200,"headers":[],"body":"{}"}\n',
  );
  writeFileSync(name(2), Buffer.from([0, 255, 10, 123, 10]));
  symlinkSync('/dev/zero', name(3));
  mkdirSync(name(4));
  server.reset();
  expect(await run(folder)).toMatchObject({ code: 0 });
  expect(server.count.asked).toBe(2);
});

it('a file of a run that lives is its own, and one that was left is given once', () => {
  const store = join(temporaryFolder(), 'memory.db');
  const answered = { call: 0, note: 'n', status: 200, headers: [], body: 'b' };
  const living = new Journal(journalOf(store));
  living.write({ errand: 1, ...answered });
  expect(takeLeft(store)).toEqual([]);
  const dead = new Journal(journalOf(store).replace(`-${process.pid}-`, '-99999999-'));
  for (const errand of [1, 2, 3]) dead.write({ errand, ...answered });
  dead.done(2);
  const taken = takeLeft(store);
  expect(taken.flatMap(({ errands }) => errands.map((each) => each.answers[0]?.errand))).toEqual([1, 3]);
  expect(takeLeft(store)).toEqual([]);
  living.remove();
});

it('a file that holds nothing is swept away, one that holds something is not', () => {
  const folder = temporaryFolder();
  const store = join(folder, 'memory.db');
  const dead = (): Journal => new Journal(journalOf(store).replace(`-${process.pid}-`, '-99999999-'));
  const answered = { call: 0, note: 'n', status: 200, headers: [], body: 'b' };
  dead().write({ errand: 1, ...answered });
  const done = dead();
  done.write({ errand: 1, ...answered });
  done.done(1);
  sweepLeft(store);
  expect(readdirSync(folder)).toHaveLength(1);
});

it('a run sweeps away what a dead one left that holds nothing, whoever let go of the lock', async () => {
  const folder = workplace();
  const store = join(folder, '.tovmach/memory.db');
  const dead = new Journal(journalOf(store).replace(`-${process.pid}-`, '-99999999-'));
  dead.write({ errand: 1, call: 0, note: 'n', status: 200, headers: [], body: 'b' });
  dead.done(1);
  expect(left(folder)).toHaveLength(1);
  expect(await run(folder, 'pseudo')).toMatchObject({ code: 0 });
  expect(left(folder)).toEqual([]);
});

it('a journal that ends anywhere gives the answers that are whole', () => {
  const line = (errand: number): string =>
    `${JSON.stringify({ errand, call: 0, note: errand, status: 200, headers: [['a', 'b']], body: 'тіло' })}\n`;
  const whole = line(1) + line(2);
  for (let end = 0; end <= whole.length; end++) {
    const found = errandsOf(whole.slice(0, end)).map(({ note }) => note);
    expect(found).toEqual([1, 2].filter((each) => end >= (each * whole.length) / 2 - 1));
  }
});
