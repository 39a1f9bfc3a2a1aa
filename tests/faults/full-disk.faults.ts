import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Outcome, temporaryFolder } from '../support/command-line.js';
import { hashesBelow, sentence, writeFiles } from '../support/corpus.js';
import { type CountingServer, countingServer } from '../support/counting-server.js';

/**
 * A whole process on a disk that is full, or fails, or lets files grow only so far: what SQLite writes itself is met there
 * too. Needs a machine that lets it mount a small file system, or has Debian's fiu-utils; where it cannot, tests say so and
 * are left out.
 */

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const ARGS = 'run in --to en,uk --languages uk,en --provider libretranslate --out out'.split(' ');
const SENTENCES = 150;
const exhaustive = process.env.TOVMACH_EXHAUSTIVE === '1';
/** Exit codes a run may end with, by the README. */
const DOCUMENTED = [0, 1, 2, 3, 4, 5, 6, 7];

let server: CountingServer;
let undisturbed: Record<string, string>;

beforeAll(async () => {
  server = await countingServer(() => 1);
  const cwd = mkdtempSync(join(tmpdir(), 'tovmach-'));
  writeArticles(cwd);
  expect((await run(cwd)).code).toBe(0);
  undisturbed = hashesBelow(join(cwd, 'out'));
  rmSync(cwd, { recursive: true });
});
afterAll(() => server.close());

function articles(): string {
  const cwd = temporaryFolder();
  writeArticles(cwd);
  return cwd;
}

function writeArticles(cwd: string): void {
  const article = (from: number): string =>
    `${Array.from({ length: SENTENCES / 3 }, (_, at) => sentence(from + at)).join('\n\n')}\n`;
  writeFiles(join(cwd, 'in'), {
    'a.txt': article(0),
    'b.txt': article(SENTENCES / 3),
    'c.txt': article((2 * SENTENCES) / 3),
  });
}

/** A run as a process; `wrapper` comes before node. */
function run(cwd: string, wrapper: readonly string[] = []): Promise<Outcome> {
  const [command = process.execPath, ...rest] = [...wrapper, process.execPath, MAIN, ...ARGS];
  return new Promise((resolve, reject) => {
    const child = spawn(command, rest, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH ?? '',
        HOME: cwd,
        CI: '1',
        LANG: 'C.UTF-8',
        LIBRETRANSLATE_URL: server.url,
      },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data: Buffer) => (stdout += data));
    child.stderr.on('data', (data: Buffer) => (stderr += data));
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve({ code, stdout, stderr: signal === null ? stderr : `${stderr}\nended by ${signal}` }),
    );
  });
}

const MOUNTS =
  process.platform === 'linux' &&
  spawnSync('sh', [
    '-c',
    'd=$(mktemp -d) && mount -t tmpfs -o size=64k tmpfs "$d" && umount "$d" && rmdir "$d"',
  ]).status === 0;
const FIU = spawnSync('fiu-run', ['-x', 'true']).status === 0;
const LIMITS = process.platform !== 'win32';

const shell = (command: string, ...args: string[]): void => {
  const { status, stderr } = spawnSync('sh', ['-c', command, 'sh', ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
};

function mountSmall(folder: string, kilobytes: number): void {
  mkdirSync(folder, { recursive: true });
  shell('mount -t tmpfs -o "size=$2k" tmpfs "$1"', folder, String(kilobytes));
  onTestFinished(() => shell('umount "$1"', folder));
}

const leftIn = (cwd: string): string[] =>
  ['out', '.tovmach'].flatMap((folder) =>
    existsSync(join(cwd, folder))
      ? readdirSync(join(cwd, folder), { recursive: true, encoding: 'utf8' }).filter((name) =>
          /tovmach-tmp|\.(?:new|copy)(?:-\w+)?$|\.tovmach\.lock/.test(name),
        )
      : [],
  );

/** What is wrong with a run that failed, and with the next on a disk that is well again. */
async function wrongWith(cwd: string, first: Outcome, heal: () => void): Promise<string[]> {
  const wrong: string[] = [];
  const say = (what: string): void => {
    wrong.push(`${what}\n${first.stderr}`);
  };
  if (!DOCUMENTED.includes(first.code ?? -1)) say(`exit code ${first.code}`);
  if (first.code !== 0 && !/memory\.db|\bout\b|\.tovmach/.test(first.stderr)) say('no file is named');
  if (/\n\s+at /.test(first.stderr)) say('not in words for people');
  const left = leftIn(cwd);
  if (left.length > 0) say(`left behind: ${left.join(', ')}`);
  heal();
  const next = await run(cwd);
  if (next.code !== 0) say(`the next run ends with ${next.code}: ${next.stderr}`);
  const out = join(cwd, 'out');
  const found = existsSync(out) ? hashesBelow(out) : {};
  if (JSON.stringify(found) !== JSON.stringify(undisturbed)) say('the next run writes other bytes');
  return wrong;
}

describe('a disk that is full', () => {
  const sizes = exhaustive ? [32, 64, 100, 160, 200, 240, 320, 400, 480, 640, 4096] : [100, 400, 4096];

  it.skipIf(!MOUNTS)('under the memory: the memory is named, and the next run goes on', async () => {
    const codes = new Set<number | null>();
    for (const size of sizes) {
      const cwd = articles();
      const folder = join(cwd, '.tovmach');
      mountSmall(folder, size);
      const first = await run(cwd);
      codes.add(first.code);
      const heal = (): void => shell('mount -o remount,size=64m "$1"', folder);
      expect(await wrongWith(cwd, first, heal), `${size} kB`).toEqual([]);
    }
    // At least one was too small, at least one large enough.
    expect(codes).toContain(7);
    expect(codes).toContain(0);
  });

  it.skipIf(!MOUNTS)('under memory and outputs together', async () => {
    for (const size of exhaustive ? [128, 256, 384, 512, 640, 768, 896, 1024, 4096] : [512, 768]) {
      const cwd = temporaryFolder();
      mountSmall(cwd, size);
      writeArticles(cwd);
      const first = await run(cwd);
      const heal = (): void => shell('mount -o remount,size=64m "$1"', cwd);
      expect(await wrongWith(cwd, first, heal), `${size} kB`).toEqual([]);
    }
  });
});

describe('a limit on the size of files', () => {
  it.skipIf(!LIMITS)('is an error that names the file, not the end of the process', async () => {
    const codes = new Set<number | null>();
    for (const kilobytes of exhaustive ? [8, 16, 64, 100, 128, 200, 300, 4000] : [64, 300, 4000]) {
      const cwd = articles();
      const first = await run(cwd, ['bash', '-c', `ulimit -f ${kilobytes}; exec "$@"`, 'bash']);
      codes.add(first.code);
      expect(await wrongWith(cwd, first, () => {}), `${kilobytes} kB`).toEqual([]);
    }
    expect(codes).toContain(7);
    expect(codes).toContain(0);
  });
});

describe('a disk that fails now and then', () => {
  it.skipIf(!FIU)('in what SQLite writes and flushes', async () => {
    const points = [
      'posix/io/rw/pwrite',
      'posix/io/sync/fdatasync',
      'posix/io/sync/fsync',
      'posix/io/dir/unlink',
    ];
    const errors = { ENOSPC: 28, EIO: 5 };
    let failed = 0;
    for (const point of points)
      for (const [name, number] of Object.entries(errors).slice(exhaustive ? 0 : 1))
        for (const probability of exhaustive ? [0.02, 0.05, 0.3] : [0.1]) {
          const cwd = articles();
          const control = `enable_random name=${point},probability=${probability},failinfo=${number}`;
          const first = await run(cwd, ['fiu-run', '-x', '-c', control]);
          if (first.code !== 0) failed += 1;
          expect(await wrongWith(cwd, first, () => {}), `${point} ${name} ${probability}`).toEqual([]);
        }
    expect(failed).toBeGreaterThan(0);
  });
});

it.skipIf(MOUNTS && FIU && LIMITS)('was left out in part', () => {
  process.stderr.write(
    `full disks: ${MOUNTS ? '' : 'no small file system may be mounted here; '}${FIU ? '' : 'fiu-run is not here (fiu-utils)'}\n`,
  );
});
