import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTovmach, formatLedger } from '../../src/index.js';
import { columnsOf, wrapped } from '../../src/model/wrapped.js';
import { ROOT, temporaryFolder, tovmach } from '../support/command-line.js';

const plain = (text: string): string => text;

describe('what is printed for a terminal of some width', () => {
  it('is never wider, and loses nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' })),
        fc.integer({ min: 2, max: 90 }),
        (texts, width) => {
          const lines = wrapped(
            texts.map((text) => ({ text, paint: plain })),
            width,
          );
          for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(width);
          expect(lines.join('').replaceAll(' ', '')).toBe(texts.join('').replaceAll(' ', ''));
        },
      ),
    );
  });

  it('counts what takes two columns, or none', () => {
    expect(columnsOf('北京 e\u0301')).toBe(6);
  });

  it.each([30, 60, 100])('goes on under the text, without colours as well: %i columns', async (width) => {
    const library = await createTovmach({ config: { targets: ['en'], languages: ['en', 'uk'] } });
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, 'a.txt'),
      'The council met on Monday in the old town hall and voted for the bridge.\n\nРада ухвалила бюджет міста на наступний рік після довгих суперечок.\n',
    );
    const { articles } = await library.detect([folder]);
    const paint = { bold: plain, dim: plain, foreign: plain, unsure: plain };
    let text = '';
    for await (const part of formatLedger(articles, 'pretty', paint, { width })) text += part;
    await library.close();
    const lines = text.trimEnd().split('\n').slice(1);
    for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(Math.max(width, 31));
    const [indent] = /^ */.exec(lines.find((line) => line.includes('voted')) ?? '') ?? [''];
    expect(indent.length).toBe(width === 30 ? 7 : width === 60 ? 31 : lines[0]?.includes('voted') ? 5 : 31);
    expect(text.replace(/\s+/g, ' ')).toMatch(/voted for the bridge\. · \d\.\d\d /);
  });
});

describe('what is said while it works', () => {
  it('is every article with --verbose, and nothing of tovmach itself where it reads what it writes beside', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.txt'), 'The council met on Monday in the old town hall.\n');
    const run = () =>
      tovmach(
        [
          'run',
          '.',
          '--languages',
          'en,uk',
          '--to',
          'uk',
          '--out',
          '.',
          '--provider',
          'pseudo',
          '--verbose',
          '--no-input',
        ],
        {
          cwd: folder,
        },
      );
    const first = await run();
    expect(first.code, first.stderr).toBe(0);
    expect(first.stderr).toMatch(/^\d+\.\d s: 1\/1 a\.txt$/m);
    expect(readdirSync(folder)).toContain('.tovmach');
    const { stdout, stderr } = await run();
    expect(stdout + stderr).not.toContain('.tovmach');
    mkdirSync(join(folder, '.drafts'));
    cpSync(join(ROOT, 'LICENSE'), join(folder, '.drafts/b.txt'));
    expect((await run()).stderr).toContain('.drafts');
  }, 60_000);
});
