import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ConfigInput, createTovmach, type TovmachError } from '../../src/index.js';
import { temporaryFolder } from '../support/command-line.js';
import { writeFiles } from '../support/corpus.js';

/** State, configuration and names that came with a pull request from a stranger: nothing outside is read, written or removed. */

const ARTICLE =
  'Міська рада ухвалила бюджет на рік.\n\nThe council will meet again in the spring of next year.\n';
const SECRET = 'a word that is nobody else’s business';

const CONFIG: ConfigInput = { targets: ['uk', 'en'], languages: ['uk', 'en'], provider: 'pseudo' };

async function ran(folder: string, config: ConfigInput = {}, prune = true) {
  const tovmach = await createTovmach({ cwd: folder, env: {}, config: { ...CONFIG, ...config } });
  try {
    return await tovmach.run(['in'], { prune });
  } finally {
    await tovmach.close();
  }
}

/** A project that was run once, with a file beside it that is nobody's business. */
async function project(): Promise<{ folder: string; secret: string }> {
  const outer = temporaryFolder();
  const folder = join(outer, 'project');
  writeFiles(outer, { 'secret.md': SECRET, 'project/in/a.txt': ARTICLE, 'project/in/b.txt': ARTICLE });
  await ran(folder);
  return { folder, secret: join(outer, 'secret.md') };
}

function changeLock(folder: string, change: (line: string) => string): void {
  const lock = join(folder, 'out/tovmach.lock');
  writeFileSync(lock, readFileSync(lock, 'utf8').split('\n').map(change).join('\n'));
}

const everyOutput = (folder: string): string =>
  readdirSync(join(folder, 'out'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:md|json|lock)$/.test(name))
    .map((name) => readFileSync(join(folder, 'out', name), 'utf8'))
    .join('\n');

describe('a lock file', () => {
  it.each([
    ['../../secret.md', 'out of the folder'],
    ['/etc/hostname', 'absolute'],
    ['x/../../../secret.md', 'out of it over a folder'],
    ['..\\..\\secret.md', 'out of it as Windows writes it'],
    ['in/a.txt', 'of another name than its article'],
  ])('that names the output %s (%s) is refused, and removes nothing', async (path) => {
    const { folder, secret } = await project();
    rmSync(join(folder, 'in/b.txt'));
    changeLock(folder, (line) => line.replaceAll('"path":"b.en.md"', `"path":${JSON.stringify(path)}`));
    await expect(ran(folder)).rejects.toMatchObject({
      code: 'OUTPUT',
      file: join(folder, 'out/tovmach.lock'),
    });
    expect(readFileSync(secret, 'utf8')).toBe(SECRET);
    expect(everyOutput(folder)).not.toContain(SECRET);
  });

  it.each(['../../secret.segments.json', '/dev/zero'])(
    'that names the ledger %s is refused',
    async (path) => {
      const { folder } = await project();
      changeLock(folder, (line) => line.replace('"ledger":"a.segments.json"', `"ledger":"${path}"`));
      const tovmach = await createTovmach({ cwd: folder, env: {}, config: CONFIG });
      const error = (await tovmach.check(['in']).catch((caught: unknown) => caught)) as TovmachError;
      await tovmach.close();
      expect(error).toMatchObject({ code: 'OUTPUT' });
      expect(error.message).toContain(path);
    },
  );

  it('that is a link is refused', async () => {
    const { folder, secret } = await project();
    rmSync(join(folder, 'out/tovmach.lock'));
    symlinkSync(secret, join(folder, 'out/tovmach.lock'));
    await expect(ran(folder)).rejects.toMatchObject({ code: 'OUTPUT' });
    expect(readFileSync(secret, 'utf8')).toBe(SECRET);
  });
});

describe('a ledger', () => {
  it('that is a link to somebody else’s file is not read, and its file stays', async () => {
    const { folder, secret } = await project();
    rmSync(join(folder, 'out/a.segments.json'));
    symlinkSync(secret, join(folder, 'out/a.segments.json'));
    writeFileSync(join(folder, 'in/a.txt'), `${ARTICLE}\nOne more sentence was added to it today.\n`);
    const { problems, exitCode } = await ran(folder);
    expect(problems).toMatchObject([{ code: 'OUTPUT' }]);
    expect(exitCode).not.toBe(0);
    expect(readFileSync(secret, 'utf8')).toBe(SECRET);
  });

  it('that speaks of files elsewhere reads and removes none of them', async () => {
    const { folder, secret } = await project();
    const ledger = join(folder, 'out/b.segments.json');
    writeFileSync(
      ledger,
      readFileSync(ledger, 'utf8').replaceAll('"path": "b.en.md"', '"path": "../../secret.md"'),
    );
    rmSync(join(folder, 'in/b.txt'));
    await ran(folder);
    expect(readFileSync(secret, 'utf8')).toBe(SECRET);
    expect(everyOutput(folder)).not.toContain(SECRET);
  });
});

describe('an output', () => {
  it('that became a link is not written through', async () => {
    const { folder, secret } = await project();
    rmSync(join(folder, 'out/a.en.md'));
    symlinkSync(secret, join(folder, 'out/a.en.md'));
    const { problems } = await ran(folder);
    expect(problems).toMatchObject([{ code: 'OUTPUT' }]);
    expect(readFileSync(secret, 'utf8')).toBe(SECRET);
  });
});

describe('a name', () => {
  it.each(['CON.txt', 'a b?.txt', 'ends in a stop..txt', 'back\\slash.txt'])(
    'of a source, %s, stays inside the output folder',
    async (name) => {
      const outer = temporaryFolder();
      const folder = join(outer, 'project');
      writeFiles(folder, { 'in/x.txt': ARTICLE });
      mkdirSync(join(folder, 'in'), { recursive: true });
      writeFileSync(join(folder, 'in', name), ARTICLE);
      await ran(folder);
      expect(readdirSync(outer)).toEqual(['project']);
      expect(readdirSync(folder).sort()).toEqual(['.tovmach', 'in', 'out']);
    },
  );

  it('of a record is cleaned: no id leads out of the folder', async () => {
    const outer = temporaryFolder();
    const folder = join(outer, 'project');
    const records = [{ id: '../../../stray', title: 'Рада', text: ARTICLE }];
    writeFiles(folder, { 'in/feed.json': JSON.stringify(records) });
    await ran(folder);
    expect(readdirSync(outer)).toEqual(['project']);
    expect(readdirSync(folder).sort()).toEqual(['.tovmach', 'in', 'out']);
  });
});

describe('a configuration', () => {
  it('of YAML that unfolds without end is refused as a configuration', async () => {
    const folder = temporaryFolder();
    const levels = Array.from({ length: 12 }, (_, level) => {
      const before = level === 0 ? 'x' : `*a${level - 1}`;
      return `a${level}: &a${level} [${Array.from({ length: 10 }, () => before).join(', ')}]`;
    });
    writeFiles(folder, { 'tovmach.config.yaml': `${levels.join('\n')}\n`, 'in/a.txt': ARTICLE });
    await expect(createTovmach({ cwd: folder, env: {} })).rejects.toMatchObject({ code: 'CONFIG' });
  });
});
