import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder, tovmach } from '../support/command-line.js';

const PAGE =
  '<html><body><article><h1>Ferry stops</h1><p>The ferry across the strait stops for a week, the harbour said on Monday.</p></article></body></html>';
const PSEUDO = ['--to', 'uk', '--provider', 'pseudo', '--languages', 'en,uk', '--out', 'out'];

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

describe('standard input', () => {
  it('is an article for run and check, by the name it is given', async () => {
    const cwd = folderOf({ 'tmp/mine.txt': '' });
    const env = { TMPDIR: join(cwd, 'tmp') };
    const given = { cwd, env, stdin: PAGE };
    const named = ['-', '--name', 'ferry.html'];
    const first = await tovmach(['run', ...named, ...PSEUDO], given);
    expect([first.code, first.stderr]).toEqual([0, '']);
    expect(readFileSync(join(cwd, 'out/ferry.uk.md'), 'utf8')).toContain('source_file: ferry.html');
    // The same again is nothing to do, and leaves nothing behind.
    expect((await tovmach(['check', ...named, ...PSEUDO], given)).code).toBe(0);
    expect(readdirSync(join(cwd, 'tmp'))).toEqual(['mine.txt']);
    expect((await tovmach(['check', ...named, ...PSEUDO], { cwd, stdin: `${PAGE} ` })).code).toBe(8);
  });

  it('is the same article in the next run, and takes no output from another', async () => {
    const cwd = folderOf({});
    const run = (name: string) =>
      tovmach(['run', '-', '--name', name, '--json', '--prune', ...PSEUDO], { cwd, stdin: PAGE });
    await run('ferry.html');
    const lock = readFileSync(join(cwd, 'out/tovmach.lock'), 'utf8');
    const again = await run('ferry.html');
    expect(JSON.parse(again.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ unchanged: 1 });
    expect(readFileSync(join(cwd, 'out/tovmach.lock'), 'utf8')).toBe(lock);
    expect([(await run('b.html')).code, existsSync(join(cwd, 'out/ferry.uk.md'))]).toEqual([0, true]);
  });

  it('is an article for plan and export', async () => {
    const given = { cwd: folderOf({}), stdin: PAGE };
    const plan = await tovmach(['plan', '-', '--name', 'ferry.html', ...PSEUDO, '--json'], given);
    expect(JSON.parse(plan.stdout)).toMatchObject({ articles: 1 });
    const xliff = await tovmach(['export', 'xliff', '-', ...PSEUDO.slice(0, 6), '-o', 'x'], given);
    expect([xliff.code, readdirSync(join(given.cwd, 'x'))]).toEqual([0, ['articles.en-uk.xlf']]);
  });

  it('without a name is read by what it is', async () => {
    const cwd = folderOf({});
    const { code } = await tovmach(['run', '-', ...PSEUDO], { cwd, stdin: PAGE });
    expect([code, existsSync(join(cwd, 'out/stdin.uk.md'))]).toEqual([0, true]);
    const detected = await tovmach(['detect', '-', '--name', 'a.csv', '--format', 'json'], {
      cwd,
      stdin: '%PDF-1.7\n',
    });
    expect([detected.code, detected.stderr]).toEqual([3, expect.stringContaining('a PDF document')]);
  });

  it('refuses names that lead elsewhere, and a name of nothing', async () => {
    const cwd = folderOf({ 'a.txt': 'The council met on Monday.' });
    for (const args of [
      ['-', '--name', '../a.txt'],
      ['-', '--name', 'b/a.txt'],
      ['a.txt', '--name', 'b.txt'],
      ['-', '--files-from', '-'],
      ['a.txt', '-0'],
    ]) {
      const { code, stderr } = await tovmach(['detect', ...args], { cwd, stdin: 'Words.' });
      expect([args, code, stderr.split('\n').length > 2]).toEqual([args, 2, true]);
    }
  });
});

describe('lists of paths', () => {
  const files = {
    'a.txt': 'The council met on Monday in the old town hall.',
    'in/b c.txt': 'The harbour was closed on Tuesday after the storm.',
    'in/d.txt': 'The museum opens again on Friday with new rooms.',
  };
  const paths = async (args: readonly string[], stdin: string): Promise<string[]> => {
    const cwd = folderOf({ ...files, list: 'a.txt\r\n\nin/b c.txt\n' });
    const { code, stdout } = await tovmach(['detect', ...args, '--format', 'json', '--languages', 'en,uk'], {
      cwd,
      stdin,
    });
    expect(code).toBe(0);
    return [...stdout.matchAll(/"path": ?"([^"]+)"/g)].map((match) => match[1] ?? '');
  };

  it('come from a file or standard input, parted by lines or by NUL, beside paths of the line', async () => {
    expect(await paths(['--files-from', 'list'], '')).toEqual(['a.txt', 'b c.txt']);
    expect(await paths(['in/d.txt', '--files-from', '-'], 'in/b c.txt\n')).toEqual(['d.txt', 'b c.txt']);
    expect(await paths(['--files-from', '-', '-0'], 'in/b c.txt\0a.txt\0')).toEqual(['b c.txt', 'a.txt']);
  });

  it('that are empty or not there are said; addresses in them are refused, and the rest is done', async () => {
    const cwd = folderOf({ ...files, empty: '\n' });
    const detect = (args: string[], stdin = '') => tovmach(['detect', ...args], { cwd, stdin });
    expect((await detect(['--files-from', 'empty'])).stderr).toContain('names no file');
    expect((await detect(['--files-from', 'gone'])).stderr).toContain('gone');
    const mixed = await detect(['--files-from', '-'], 'https://example.org/a.html\na.txt\n');
    expect(mixed.code).toBe(6);
    expect(mixed.stderr).toContain(
      'https://example.org/a.html is an address; tovmach reads files and fetches nothing',
    );
    expect(mixed.stdout).toContain('The council met');
  });
});
