import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import PQueue from 'p-queue';
import { describe, expect, it } from 'vitest';
import { temporaryFolder, tovmach } from '../support/command-line.js';

/**
 * A disk that fails: every change of a file that a run makes fails once. With TOVMACH_EXHAUSTIVE=1 each in every way,
 * else each in one. What SQLite writes itself is met in full-disk.faults.ts.
 */

const CODES = ['ENOSPC', 'EIO', 'EACCES', 'EMFILE'];
const RUN = ['run', 'articles', '--to', 'en,uk', '--provider', 'pseudo', '--out', 'out'];
const PRELOAD = fileURLToPath(new URL('failing-files.mjs', import.meta.url));
/** Exit codes a run may end with, by the README. */
const DOCUMENTED = [0, 1, 2, 3, 5, 6, 7];

function articles(): string {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'articles/harbour'), { recursive: true });
  writeFileSync(
    join(cwd, 'articles/a.txt'),
    'The ferry sails again\n\nThe ferry returned to the river on Monday. Рада ухвалила бюджет міста.\n',
  );
  writeFileSync(join(cwd, 'articles/harbour/b.md'), '# Market opens\n\nThe market opened in the morning.\n');
  return cwd;
}

const filesOf = (cwd: string): string[] =>
  readdirSync(cwd, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(cwd.length + 1));

const bytesOf = (cwd: string): Record<string, string> =>
  Object.fromEntries(
    filesOf(join(cwd, 'out'))
      .sort()
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(cwd, 'out', name)))
          .digest('hex'),
      ]),
  );

const failing = (cwd: string, settings: Record<string, string>): Record<string, string> => ({
  NODE_OPTIONS: `--import ${PRELOAD}`,
  FAIL_BELOW: cwd,
  HOME: cwd,
  ...settings,
});

let operations: string[] = [];
let undisturbed: Record<string, string> = {};

describe('every change of a file fails once', () => {
  it('counts them', async () => {
    const cwd = articles();
    const list = join(cwd, 'operations');
    const { code } = await tovmach(RUN, { cwd, env: failing(cwd, { FAIL_COUNT: list }) });
    expect(code).toBe(0);
    operations = readFileSync(list, 'utf8').trim().split('\n');
    undisturbed = bytesOf(cwd);
    expect(operations.length).toBeGreaterThan(40);
  });

  it.each(CODES)('%s', async (code) => {
    const wrong: string[] = [];
    const queue = new PQueue({ concurrency: 2 });
    const numbers = operations
      .map((_, index) => index + 1)
      .filter((at) => process.env.TOVMACH_EXHAUSTIVE === '1' || CODES[at % CODES.length] === code);
    expect(numbers.length).toBeGreaterThan(8);
    await Promise.all(
      numbers.map((at) =>
        queue.add(async () => {
          const cwd = articles();
          const settings = { FAIL_AT: String(at), FAIL_CODE: code };
          const first = await tovmach(RUN, { cwd, env: failing(cwd, settings) });
          const say = (what: string): void => {
            wrong.push(
              `${at} ${operations[at - 1]?.replace(/\/\S*\/(?=[^/]*$)/, '')}: ${what}\n${first.stderr}`,
            );
          };
          if (!DOCUMENTED.includes(first.code ?? -1)) say(`exit code ${first.code}`);
          if (first.code !== 0 && !/\bout\b|\.tovmach/.test(first.stderr)) say('no file is named');
          if (/made to fail|\n\s+at /.test(first.stderr)) say('not in words for people');
          const left = filesOf(cwd).filter(
            (name) =>
              /tovmach-tmp|\.(?:new|copy)(?:-\w+)?$|\.tovmach\.lock/.test(name) &&
              existsSync(join(cwd, name)),
          );
          if (left.length > 0) say(`left behind: ${left.join(', ')}`);
          const next = await tovmach(RUN, { cwd, env: { HOME: cwd } });
          if (next.code !== 0) say(`the next run ends with ${next.code}: ${next.stderr}`);
          const found = bytesOf(cwd);
          if (JSON.stringify(found) !== JSON.stringify(undisturbed)) say('the next run writes other bytes');
        }),
      ),
    );
    expect(wrong).toEqual([]);
  });
});
