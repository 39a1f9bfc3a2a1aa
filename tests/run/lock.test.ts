import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTovmach, type RunSummary } from '../../src/index.js';
import { temporaryFolder } from '../support/command-line.js';
import { sentence, writeFiles } from '../support/corpus.js';

/** What lies where the lock of an output folder goes, and what a run makes of it. */

const NAME = '.tovmach.lock';
const LONG_AGO_S = 120;

async function run(prepare: (lock: string) => void): Promise<{ summary: RunSummary; left: string[] }> {
  const folder = temporaryFolder();
  const out = join(folder, 'out');
  writeFiles(folder, { 'in/a.txt': `${sentence(1)}\n` });
  mkdirSync(out);
  prepare(join(out, NAME));
  const tovmach = await createTovmach({
    cwd: folder,
    config: { targets: ['uk'], languages: ['uk', 'en'], provider: 'pseudo' },
  });
  try {
    const summary = await tovmach.run(['in']);
    return { summary, left: readdirSync(out).filter((name) => name.startsWith(NAME)) };
  } finally {
    await tovmach.close();
  }
}

const lockOf = (more: object): string =>
  JSON.stringify({
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    token: 'another',
    ...more,
  });
const old = (path: string): void => {
  const then = Date.now() / 1000 - LONG_AGO_S;
  utimesSync(path, then, then);
};

describe('a lock that nobody holds', () => {
  it.each([
    // Where the kernel does not say when a process began, only a lock nobody touches is given up.
    ...(process.platform === 'linux'
      ? [
          [
            'of a process whose id another got',
            (lock: string) => writeFileSync(lock, lockOf({ started: '1' })),
          ],
          [
            'of a process that had the id of this one',
            (lock: string) => writeFileSync(lock, lockOf({ token: undefined })),
          ],
        ]
      : []),
    [
      'of another machine that went away',
      (lock: string) => {
        writeFileSync(lock, lockOf({ host: 'elsewhere' }));
        old(lock);
      },
    ],
    ['of no process', (lock: string) => writeFileSync(lock, lockOf({ pid: 0 }))],
    ['that is damaged', (lock: string) => writeFileSync(lock, '{"pid":')],
    [
      'never taken: a draft of a process that was killed',
      (lock: string) => {
        writeFileSync(`${lock}.a-token`, lockOf({ pid: 2 ** 22 + 7 }));
      },
    ],
  ] as [string, (lock: string) => void][])(
    '%s is taken over, and nothing of it is left',
    async (_, prepare) => {
      const { summary, left } = await run(prepare);
      expect(summary).toMatchObject({ exitCode: 0, articles: 1 });
      expect(left).toEqual([]);
    },
  );
});

describe('a lock that somebody may hold', () => {
  it.each([
    ['on another machine', (lock: string) => writeFileSync(lock, lockOf({ host: 'elsewhere' })), 'LOCKED'],
    [
      'on another machine, with an earlier version that does not touch its lock',
      (lock: string) => {
        writeFileSync(lock, lockOf({ host: 'elsewhere', token: undefined }));
        old(lock);
      },
      'LOCKED',
    ],
    ['or that is none: a folder', (lock: string) => void mkdirSync(lock), 'OUTPUT'],
  ] as [string, (lock: string) => void, string][])('%s is left, and named', async (_, prepare, code) => {
    let lock = '';
    const done = run((path) => {
      lock = path;
      prepare(path);
    });
    await expect(done).rejects.toMatchObject({ code, exitCode: 7, file: lock });
  });
});
