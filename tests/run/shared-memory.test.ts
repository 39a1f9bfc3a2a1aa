import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createTovmach } from '../../src/index.js';
import { ROOT, temporaryFolder } from '../support/command-line.js';
import { sentence, writeFiles } from '../support/corpus.js';
import { countingServer } from '../support/counting-server.js';
import { hasPostgres, startPostgres } from '../support/postgres.js';

/** Several runs at once, each with an output folder of its own, over one memory: each text is paid for once. */

const TEXTS = 433;
/** A few may be asked for twice where a run was halted between two steps. */
const MOST = 440;
const LINES = 20;

const CONFIG = 'providers:\n  libretranslate: { concurrency: 4, maxUnits: 5 }\n';

function run(folder: string, url: string, out: string, store: string): Promise<number | null> {
  const args = [
    '--to',
    'en',
    '--languages',
    'uk,en',
    '--provider',
    'libretranslate',
    '--quiet',
    '--store',
    store,
  ];
  const child = spawn(
    process.execPath,
    [join(ROOT, 'dist/cli/main.js'), 'run', 'in', ...args, '--out', out],
    {
      cwd: folder,
      stdio: 'ignore',
      env: { PATH: process.env.PATH ?? '', HOME: folder, CI: '1', LIBRETRANSLATE_URL: url },
    },
  );
  return new Promise((resolve) => child.on('close', resolve));
}

/** @returns the folder they worked in */
async function paysOnce(runs: number, store: string): Promise<string> {
  const server = await countingServer(() => 20);
  const folder = temporaryFolder();
  const articles = Array.from({ length: Math.ceil(TEXTS / LINES) }, (_, article) => {
    const first = article * LINES;
    const lines = Array.from({ length: Math.min(LINES, TEXTS - first) }, (__, line) =>
      sentence(first + line),
    );
    return [`in/article-${String(article).padStart(2, '0')}.txt`, `${lines.join('\n')}\n`];
  });
  writeFiles(folder, { ...Object.fromEntries(articles), 'tovmach.config.yaml': CONFIG });
  const outs = Array.from({ length: runs }, (_, index) => `out-${index}`);
  const codes = await Promise.all(outs.map((out) => run(folder, server.url, out, store)));
  server.close();
  expect(codes).toEqual(outs.map(() => 0));
  expect(server.count.answered.size).toBe(TEXTS);
  process.stdout.write(`${runs} runs at once: ${server.count.asked} texts asked for of ${TEXTS}\n`);
  expect(server.count.asked).toBeLessThanOrEqual(MOST);
  for (const name of ['article-00.en.md', 'article-21.en.md']) {
    const made = outs.map((out) => readFileSync(join(folder, out, name), 'utf8'));
    expect(new Set(made).size).toBe(1);
  }
  return folder;
}

it.each([2, 4])(
  '%i runs',
  async (runs) => {
    await paysOnce(runs, 'memory.db');
  },
  300_000,
);

it.skipIf(!hasPostgres)(
  '2 runs over PostgreSQL, which is no folder called postgres:',
  async () => {
    const postgres = await startPostgres();
    onTestFinished(() => postgres.stop());
    const store = postgres.database();
    const folder = await paysOnce(2, store);
    expect(existsSync(join(folder, 'postgres:'))).toBe(false);
    const tovmach = await createTovmach({ cwd: folder, config: { memory: { store } } });
    expect(await tovmach.searchMemory(sentence(7), { target: 'en' })).not.toEqual([]);
  },
  300_000,
);
