import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTovmach, defineProvider } from '../../src/index.js';
import { temporaryFolder } from '../support/command-line.js';
import { writeFiles } from '../support/corpus.js';
import { fakeProvider } from '../support/fake-provider.js';

/** What one engine got gravely wrong is asked of an engine that comes later; nothing else is done again for its sake. */

const WRONG = 'Рада виділила на ремонт мосту 250 мільйонів гривень.';
const RIGHT: Readonly<Record<string, string>> = {
  [WRONG]: 'The council gave 250 million hryvnias for the repair of the bridge.',
  'Музей відчинять навесні після ремонту даху.':
    'The museum will open in spring after the repair of its roof.',
};

function desk() {
  const folder = temporaryFolder();
  const texts = Object.keys(RIGHT);
  writeFiles(join(folder, 'in'), { 'bridge.txt': `${texts[0]}\n`, 'museum.txt': `${texts[1]}\n` });
  const asked: Record<string, string[]> = { first: [], second: [], third: [] };
  const says: Readonly<Record<string, (text: string) => string>> = {
    first: (text) =>
      text === WRONG ? 'The council gave 520 million hryvnias for it.' : (RIGHT[text] ?? text),
    second: (text) =>
      text === WRONG ? 'The council gave 25 million hryvnias for it.' : (RIGHT[text] ?? text),
    third: (text) => RIGHT[text] ?? text,
  };
  const open = (provider: string[]) =>
    createTovmach({
      cwd: folder,
      config: { targets: ['en'], languages: ['uk', 'en'], provider, out: 'out' },
      providers: Object.keys(says).map((name) =>
        defineProvider({
          kind: 'provider',
          name,
          description: name,
          settings: z.strictObject({}),
          create: () =>
            fakeProvider({
              name,
              capabilities: { remote: false },
              translate: (text) => {
                asked[name]?.push(text);
                return says[name]?.(text) ?? text;
              },
            }),
        }),
      ),
    });
  const run = async (...provider: string[]) => {
    for (const list of Object.values(asked)) list.length = 0;
    const tovmach = await open(provider);
    const plan = await tovmach.plan(['in']);
    const summary = await tovmach.run(['in']);
    await tovmach.close();
    return { plan, summary };
  };
  const read = (name: string): string => readFileSync(join(folder, 'out', name), 'utf8');
  return { run, asked, read };
}

describe('an engine that comes later', () => {
  it('is asked for what was gravely wrong, and for nothing else; plan says so', async () => {
    const { run, asked, read } = desk();
    await run('first');
    expect(read('bridge.en.md')).toContain('520 million');
    expect(asked.first).toHaveLength(3);

    // Nothing new: nothing is done.
    const idle = await run('first');
    expect([idle.plan.redo, idle.summary.unchanged, asked.first]).toEqual([{}, 2, []]);

    const { plan, summary } = await run('first', 'third');
    expect(plan.redo).toEqual({ 'engine-added': 1 });
    expect(plan.unchanged).toBe(1);
    expect([asked.first, asked.third]).toEqual([[], [WRONG]]);
    expect(summary).toMatchObject({ unchanged: 1, statistics: { repeated: 1 } });
    expect(read('bridge.en.md')).toContain('250 million');

    const after = await run('first', 'third');
    expect([after.plan.redo, after.summary.unchanged]).toEqual([{}, 2]);
  });

  it('that is no better leaves the first, is written down, and the next one is asked before it', async () => {
    const { run, asked, read } = desk();
    await run('first');
    const { summary } = await run('first', 'second');
    expect(read('bridge.en.md')).toContain('520 million');
    // The new one, then the first once more: two answers are the most.
    expect([asked.second, asked.first]).toEqual([[WRONG], [WRONG]]);
    expect(summary.statistics.repeated).toBe(2);
    expect((await run('first', 'second')).plan.redo).toEqual({});
    expect(asked.second).toEqual([]);

    expect((await run('first', 'second', 'third')).plan.redo).toEqual({ 'engine-added': 1 });
    expect([asked.third, asked.second, asked.first]).toEqual([[WRONG], [], []]);
    expect(read('bridge.en.md')).toContain('250 million');
  });

  it('makes everything new where it comes first', async () => {
    const { run } = desk();
    await run('first');
    expect((await run('third', 'first')).plan.redo).toEqual({ 'config-changed': 2 });
  });
});
