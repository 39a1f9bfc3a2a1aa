import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createContext } from '../../src/cli/context.js';
import { addEvalCommand } from '../../src/cli/eval.js';
import { TovmachError } from '../../src/errors.js';
import { createTexts } from '../../src/i18n.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tovmach-eval-'));
  writeFileSync(
    join(folder, 'gold.tsv'),
    'lang\ttext\nuk\tСьогодні в Києві відкрили нову виставку.\nen\tA new exhibition was opened today.\nuk\tThis one is labelled wrongly.\n',
  );
  const text = 'The mayor spoke first. Потім виступили мешканці міста.';
  writeFileSync(
    join(folder, 'spans.json'),
    JSON.stringify([
      {
        kind: 'two',
        text,
        spans: [
          { start: 0, end: 22, lang: 'en' },
          { start: 23, end: text.length, lang: 'uk' },
        ],
      },
    ]),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...line: string[]) => evaluate('detect', ...line);

async function evaluate(what: string, ...line: string[]): Promise<{ printed: string; code: number }> {
  let printed = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      printed += String(chunk);
      done();
    },
  });
  const context = createContext({
    cwd: folder,
    env: {},
    stdin: Readable.from([]),
    stdout: stream,
    stderr: stream,
    signal: new AbortController().signal,
    texts: createTexts(),
    uiLanguage: 'en',
  });
  const program = new Command('tovmach').exitOverride();
  addEvalCommand(program, context);
  await program.parseAsync(['eval', what, ...line], { from: 'user' });
  return { printed, code: context.exitCode };
}

describe('tovmach eval detect', () => {
  it('reports both halves of a folder, candidates taken from the gold', async () => {
    const { printed, code } = await run('.', '--format', 'json');
    const report = JSON.parse(printed) as {
      candidates: string[];
      texts: { all: unknown };
      spans: { exact: { f1: number } };
    };
    expect(report.candidates).toEqual(['uk', 'en']);
    expect(report.texts.all).toEqual({ right: 2, total: 3 });
    expect(report.spans.exact.f1).toBe(1);
    expect(code).toBe(0);
  });

  it('prints tables, and exits with 1 under the accuracy asked for', async () => {
    const { printed, code } = await run(
      'gold.tsv',
      '--format',
      'markdown',
      '--languages',
      'en,uk,ru',
      '--min-accuracy',
      '70',
    );
    expect(printed).toContain('| all | 3 | 2 | 66.7 |');
    expect(printed).toContain('This one is labelled wrongly.');
    expect(code).toBe(1);
  });

  it('names what is missing', async () => {
    await expect(run('nowhere')).rejects.toMatchObject({ code: 'INPUT_NOT_FOUND', file: 'nowhere' });
    await expect(run('.', '--languages', 'ua')).rejects.toBeInstanceOf(TovmachError);
  });
});

describe('the instruments of detection in context', () => {
  it.each([
    ['stamps', []],
    ['context', ['gold.tsv', '--languages', 'en,uk']],
  ])('tovmach eval %s prints JSON that can be read, and tables of several lines', async (what, line) => {
    const json = await evaluate(what, ...line, '--format', 'json');
    expect(JSON.parse(json.printed)).toHaveProperty(what);
    const table = await evaluate(what, ...line, '--format', 'markdown');
    expect(table.printed.split('\n').length).toBeGreaterThan(3);
    expect(table.printed).not.toContain('\\n');
  });
});
