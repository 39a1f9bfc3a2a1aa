import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ArticleState, OutputsState, readState } from '../../src/write/state.js';

/** `tovmach.lock` as it is written, merged by git, damaged, and read again. */

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tovmach-state-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const article = (name: string, more: Partial<ArticleState> = {}): ArticleState => ({
  id: `${name}.md`,
  path: `${name}.md`,
  root: 'in',
  records: 1,
  ledger: `${name}.segments.json`,
  ledgerHash: '0123456789abcdef',
  outputs: { en: { path: `${name}.en.md`, source: 'a', config: 'b', hash: 'c' } },
  ...more,
});
const lock = (): string => join(folder, 'tovmach.lock');
const linesOf = (): string[] => readFileSync(lock(), 'utf8').trim().split('\n');

async function written(...articles: readonly ArticleState[]): Promise<OutputsState> {
  const state = new OutputsState();
  for (const one of articles) state.set(one);
  writeFileSync(lock(), state.toBytes());
  return readState(folder);
}

describe('the lock file', () => {
  it('is read as it was written, and nothing of it is unreadable', async () => {
    const state = await written(article('b'), article('a'));
    expect([...state.articles()]).toEqual([article('a'), article('b')]);
    expect(state.unreadable).toBe(0);
  });

  it('is the same whatever the order, its articles sorted below one line that says what it is', async () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(names, async (some) => {
        const bytes = (order: readonly string[]): string => {
          const state = new OutputsState();
          for (const name of order) state.set(article(name));
          return state.toBytes().toString('utf8');
        };
        expect(bytes([...some].reverse())).toBe(bytes(some));
        await written(...some.map((name) => article(name)));
        const [head = '', ...rest] = linesOf();
        expect(head).toContain('"tovmach/lock@1"');
        expect(rest.map((line) => JSON.parse(line).id)).toEqual(some.map((name) => `${name}.md`).sort());
      }),
      { numRuns: 20 },
    );
  });

  it('counts what it can make nothing of, and reads the rest', async () => {
    await written(article('a'), article('b'));
    const [head = '', a = '', b = ''] = linesOf();
    writeFileSync(lock(), [head, '<<<<<<< ours', a, '', '{"id":"half"', b, ''].join('\n'));
    const state = await readState(folder);
    expect([...state.articles()].map(({ id }) => id)).toEqual(['a.md', 'b.md']);
    expect(state.unreadable).toBe(2);
  });

  it('does again an article that is in it twice', async () => {
    await written(article('a'), article('b'));
    writeFileSync(lock(), `${readFileSync(lock(), 'utf8')}${JSON.stringify(article('a', { records: 2 }))}\n`);
    const state = await readState(folder);
    expect([...state.articles()].map(({ id }) => id)).toEqual(['b.md']);
    expect(state.unreadable).toBe(1);
  });

  it('is refused when a later version wrote it, and passed over where it is something else', async () => {
    await written(article('a'));
    const [head = '', ...rest] = linesOf();
    writeFileSync(lock(), [head.replace('lock@1', 'lock@2'), ...rest, ''].join('\n'));
    await expect(readState(folder)).rejects.toMatchObject({ code: 'OUTPUT', line: 1 });
    writeFileSync(lock(), [head.replace('tovmach/lock', 'other/thing'), ...rest, ''].join('\n'));
    const state = await readState(folder);
    expect([state.size, state.unreadable]).toEqual([1, 1]);
  });

  it.each([
    ['../a.md', { path: '../a.md' }],
    ['../x.segments.json', { ledger: '../x.segments.json' }],
    ['b.en.md', { outputs: { en: { path: 'b.en.md', source: '', config: '', hash: '' } } }],
  ])('is refused for %s, which no run writes, with its line', async (stray, more) => {
    await written(article('a'), article('z'));
    const [head = '', a = ''] = linesOf();
    writeFileSync(lock(), [head, a, JSON.stringify(article('q', more)), ''].join('\n'));
    await expect(readState(folder)).rejects.toMatchObject({ code: 'OUTPUT', line: 3 });
    await expect(readState(folder)).rejects.toThrow(stray);
  });
});
