import { spawn } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT, temporaryFolder } from '../support/command-line.js';
import { hashesBelow, sentence, writeFiles } from '../support/corpus.js';
import { countingServer } from '../support/counting-server.js';

/**
 * kill -9 at random moments of a run, with a provider that counts. More moments: TOVMACH_FAULT_MOMENTS=200 npx vitest run
 * --config config/vitest.config.ts tests/run/faults.test.ts
 */
const MOMENTS = Number(process.env.TOVMACH_FAULT_MOMENTS ?? 8);
/** From one seed the same moments, as far as two machines have the same pace. */
const SEED = Number(process.env.TOVMACH_FAULT_SEED ?? 20_240_708);
const ARTICLES = 12;
const LATENCY_MS = 12;
/** An answer this fresh may not have reached the memory when its reader died. */
const IN_FLIGHT_MS = 500;

/** Runs the program; with `killAfter` it is killed so many milliseconds later unless it has ended by then. */
function run(folder: string, url: string, killAfter?: number): Promise<{ code: number | null; at: number }> {
  const args = [
    'run',
    'in',
    '--to',
    'en',
    '--languages',
    'uk,en',
    '--provider',
    'libretranslate',
    '--out',
    'out',
    '--quiet',
  ];
  const child = spawn(process.execPath, [join(ROOT, 'dist/cli/main.js'), ...args], {
    cwd: folder,
    stdio: 'ignore',
    env: { PATH: process.env.PATH ?? '', HOME: folder, CI: '1', LIBRETRANSLATE_URL: url },
  });
  let at = 0;
  const timer =
    killAfter === undefined
      ? undefined
      : setTimeout(() => {
          at = performance.now();
          child.kill('SIGKILL');
        }, killAfter);
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, at });
    });
  });
}

const CONFIG = 'concurrency: 2\nproviders:\n  libretranslate: { concurrency: 2, maxUnits: 2 }\n';

function workplace(): string {
  const folder = temporaryFolder();
  const articles = Array.from({ length: ARTICLES }, (_, article) => [
    `in/article-${article}.txt`,
    `${[0, 1, 2, 3, 4].map((line) => sentence(article * 5 + line)).join('\n')}\n`,
  ]);
  writeFiles(folder, { ...Object.fromEntries(articles), 'tovmach.config.yaml': CONFIG });
  return folder;
}

it(`kill -9 at ${MOMENTS} random moments: nothing is damaged, nothing paid twice, the end is the same`, async () => {
  const server = await countingServer(() => LATENCY_MS);
  const reference = workplace();
  const started = Date.now();
  expect((await run(reference, server.url)).code).toBe(0);
  const whole = Date.now() - started;
  const expected = hashesBelow(join(reference, 'out'));
  const total = { killed: 0, again: 0, paidTwice: 0, damaged: 0 };
  let random = SEED;
  for (let moment = 0; moment < MOMENTS; moment++) {
    random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
    const folder = workplace();
    server.reset();
    const { code, at } = await run(folder, server.url, whole * (0.15 + (0.9 * random) / 2 ** 32));
    if (code === null) total.killed += 1;
    server.count.killedAt = at;
    expect((await run(folder, server.url)).code).toBe(0);
    const left = hashesBelow(join(folder, 'out'));
    total.damaged += Object.keys({ ...left, ...expected }).filter(
      (name) => left[name] !== expected[name],
    ).length;
    const { again, underWay } = server.count;
    const old = again.filter(({ before }) => before > IN_FLIGHT_MS);
    total.again += underWay.length + again.length - old.length;
    total.paidTwice += old.length;
    expect(readdirSync(join(folder, 'out')).filter((name) => name.startsWith('.'))).toEqual([]);
    rmSync(folder, { recursive: true });
  }
  server.close();
  process.stdout.write(
    `fault injection: ${MOMENTS} moments tried, ${total.killed} of them killed a run, ${total.paidTwice} segments paid twice, ${total.again} sent again that were under way, ${total.damaged} files damaged\n`,
  );
  expect(total).toMatchObject({ paidTwice: 0, damaged: 0 });
  expect(total.killed).toBeGreaterThan(0);
}, 600_000);
