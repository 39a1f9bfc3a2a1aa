import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createContext } from '../../src/cli/context.js';
import { execute } from '../../src/cli/program.js';
import { createTexts } from '../../src/i18n.js';
import { temporaryFolder } from '../support/command-line.js';
import { type ModelRegistry, phrases, startModelRegistry } from '../support/model-registry.js';

/** What a person at a terminal is asked before models are downloaded. */

let registry: ModelRegistry;
beforeAll(async () => {
  registry = await startModelRegistry();
});
afterAll(() => registry.close());

const QUESTION = /Download it now\? (Translation model .*)/;

/** A run in this process whose streams are a terminal's; each question gets the next answer. */
async function runAtTerminal(
  answers: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number; said: string; asked: string[]; cwd: string }> {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'articles'));
  const [storm, war] = [phrases()[12], phrases()[4]];
  for (let index = 0; index < 12; index += 1) {
    writeFileSync(join(cwd, `articles/en${index}.txt`), `${storm?.en} ${war?.en}\n\nNews number ${index}.\n`);
    writeFileSync(
      join(cwd, `articles/uk${index}.txt`),
      `${storm?.uk} ${war?.uk}\n\nНовина номер ${index}.\n`,
    );
  }
  const controller = new AbortController();
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} });
  const stderr = Object.assign(new PassThrough(), { isTTY: true, columns: 250 });
  const asked: string[] = [];
  const left = [...answers];
  let said = '';
  stderr.on('data', (chunk: Buffer) => {
    const text = stripVTControlCharacters(chunk.toString('utf8'));
    said += text;
    const line = QUESTION.exec(text)?.[1];
    if (line === undefined || asked.includes(line)) return;
    asked.push(line);
    setTimeout(() => stdin.write(left.shift() ?? 'n'), 50);
  });
  const context = createContext({
    cwd,
    env: { TOVMACH_MODELS_DIR: join(cwd, 'models'), TOVMACH_MODELS_REGISTRY: registry.url, ...env },
    stdin,
    stdout: Object.assign(new PassThrough(), { isTTY: true }).resume(),
    stderr,
    signal: controller.signal,
    interrupt: () => controller.abort(),
    texts: createTexts(),
    uiLanguage: 'en',
  });
  const code = await execute(['run', 'articles', '--to', 'en,uk', '--out', 'out'], context);
  return { code, said, asked, cwd };
}

describe('on a terminal', () => {
  it('is asked about each model once, and no means no', async () => {
    const { code, asked, cwd } = await runAtTerminal(['n', 'n']);
    expect(code).toBe(6);
    expect(asked.map((line) => /\w\w-\w\w/.exec(line)?.[0]).sort()).toEqual(['en-uk', 'uk-en']);
    expect(asked[0]).toMatch(/\(tiny\): 0\.3 MB from 127\.0\.0\.1:\d+, licence MPL-2\.0/);
    expect(existsSync(join(cwd, 'models'))).toBe(false);
  });

  it('downloads after a yes, and translates', async () => {
    const { said, cwd } = await runAtTerminal(['y', 'y']);
    expect(said).toMatch(/█+ model\.enuk\.intgemm\.alphas\.bin 0\.2\/0\.2 MB/);
    expect(readFileSync(join(cwd, 'out/en3.uk.md'), 'utf8')).toContain(phrases()[12]?.uk);
  });

  it('stops when Ctrl-C answers', async () => {
    const { code, asked } = await runAtTerminal(['\u0003']);
    expect(code).toBe(130);
    expect(asked).toHaveLength(1);
  });

  it('is asked nothing in CI', async () => {
    const { code, asked, said } = await runAtTerminal([], { CI: '1' });
    expect(code).toBe(4);
    expect(asked).toEqual([]);
    expect(said).toContain('tovmach models pull');
  });
});
