import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT, temporaryFolder, tovmach } from '../support/command-line.js';
import { english, sentence, writeFiles } from '../support/corpus.js';

/** The examples of docs/python.md, as they stand there, with the Python of this machine. */

const page = readFileSync(join(ROOT, 'docs/python.md'), 'utf8');
const examples = [...page.matchAll(/^```python\n(.*?)^```/gms)].map(([, code = '']) => code);
const hasPython = spawnSync('python3', ['--version']).status === 0;

function python(folder: string, code: string): string[] {
  const { status, stdout, stderr } = spawnSync('python3', ['-c', code], { cwd: folder, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout.trimEnd().split('\n');
}

describe.skipIf(!hasPython)('docs/python.md (needs python3)', { timeout: 120_000 }, () => {
  let commands: string[][] = [];
  beforeAll(() => {
    commands = [...page.matchAll(/^ {4}tovmach (.+)$/gm)].map(([, line = '']) => line.split(' '));
  });

  it('reads a corpus as NDJSON and as CSV, by characters', async () => {
    const folder = temporaryFolder();
    const body = `😀 ${sentence(1)} 😀 ${sentence(2)}`;
    writeFiles(folder, {
      'articles/a.ndjson': JSON.stringify({ id: 'a', title: '-5 градусів уночі', body, n: 7 }),
    });
    for (const command of commands) expect((await tovmach(command, { cwd: folder })).code).toBe(0);
    const [asLines = '', asTable = ''] = examples;
    const printed = python(folder, asLines).join('\n');
    expect(printed).toContain('a.ndjson#a title');
    expect(printed).toContain('-5 градусів уночі');
    expect(printed).toContain(sentence(2));
    const rows = python(folder, asTable);
    expect(rows[0]).toMatch(/^a\.ndjson#a title [\d.]+ -5 градусів уночі 7$/);
    expect(rows.join('\n')).toContain(sentence(2));
  });

  it('reads the ledgers of a run', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'articles/sub/a.txt': `😀 ${sentence(1)}\n${english(3)}\n` });
    const { code } = await tovmach(
      ['run', 'articles', '--to', 'en,uk', '--languages', 'en,uk', '--provider', 'pseudo', '--out', 'out'],
      { cwd: folder },
    );
    expect(code).toBe(0);
    const lines = python(folder, examples[2] ?? '');
    expect(lines.some((line) => line.startsWith('uk ') && line.includes(sentence(1)))).toBe(true);
    expect(lines.filter((line) => /^en [\da-f]+-1 /.test(line)).length).toBeGreaterThan(0);
  });
});
