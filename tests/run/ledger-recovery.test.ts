import { readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTovmach, type RunEvent, type RunSummary } from '../../src/index.js';
import { setAsideDamaged } from '../../src/memory/rescue.js';
import { libreTranslateDialect, TranslationService } from '../../src/testing/index.js';
import { temporaryFolder } from '../support/command-line.js';
import { english, sentence, writeFiles } from '../support/corpus.js';

/** What was paid for once is in the ledgers, whatever became of the memory. */

let service: TranslationService;
beforeAll(async () => {
  service = await TranslationService.open(libreTranslateDialect);
  service.mood = {
    kind: 'texts',
    change: (texts) => texts.map((text) => english(Number(/\d+/.exec(text)?.[0]))),
  };
});
afterAll(() => service.close());
beforeEach(() => {
  service.asked.length = 0;
});

interface Ran {
  readonly summary: RunSummary;
  readonly asked: readonly string[];
  readonly notices: readonly string[];
}

async function run(cwd: string): Promise<Ran> {
  service.asked.length = 0;
  const notices: string[] = [];
  const tovmach = await createTovmach({
    cwd,
    config: {
      targets: ['en'],
      languages: ['en', 'uk'],
      provider: 'libretranslate',
      providers: { libretranslate: { url: service.url } },
      out: 'out',
    },
  });
  try {
    const onEvent = (event: RunEvent): void => {
      if (event.type === 'notice') notices.push(event.message);
    };
    const summary = await tovmach.run(['in'], { onEvent });
    return { summary, asked: service.asked.flatMap(({ texts }) => texts), notices };
  } finally {
    await tovmach.close();
  }
}

const text = (numbers: readonly number[]): string => `${numbers.map(sentence).join('\n\n')}\n`;

/** A folder in which five sentences were translated, in two articles. */
async function translated(): Promise<string> {
  const cwd = temporaryFolder();
  writeFiles(join(cwd, 'in'), { 'a.txt': text([1, 2, 3]), 'b.txt': text([4, 5]) });
  expect((await run(cwd)).asked).toHaveLength(5);
  return cwd;
}

const memory = (cwd: string): string => join(cwd, '.tovmach/memory.db');

describe('a memory that was lost', () => {
  it('comes back from the ledgers, also for an article with another name, and that is said once', async () => {
    const cwd = await translated();
    rmSync(join(cwd, '.tovmach'), { recursive: true });
    renameSync(join(cwd, 'in/a.txt'), join(cwd, 'in/renamed.txt'));
    const first = await run(cwd);
    expect(first.asked).toEqual([]);
    expect(first.notices).toContain(
      '5 translations that the memory did not have came back from the ledgers of these outputs',
    );
    expect(readFileSync(join(cwd, 'out/renamed.en.md'), 'utf8')).toContain(english(2));
    writeFileSync(join(cwd, 'in/renamed.txt'), text([1, 2]));
    expect((await run(cwd)).notices).toEqual([]);
  });

  it('comes back after a damaged one was set aside', async () => {
    const cwd = await translated();
    truncateSync(memory(cwd), 5_000);
    rmSync(`${memory(cwd)}-wal`, { force: true });
    const { problems } = setAsideDamaged(memory(cwd));
    expect(problems).not.toEqual([]);
    writeFiles(join(cwd, 'in'), { 'c.txt': text([2, 4]) });
    const next = await run(cwd);
    expect(next.asked).toEqual([]);
    expect(readFileSync(join(cwd, 'out/c.en.md'), 'utf8')).toContain(english(4));
  });

  it('takes nothing from a ledger that neither the lock file nor an output bears out', async () => {
    const cwd = await translated();
    rmSync(join(cwd, '.tovmach'), { recursive: true });
    const ledger = readFileSync(join(cwd, 'out/a.segments.json'), 'utf8');
    const forged = ledger.replaceAll(english(1), 'Words that nobody was paid for.');
    expect(forged).not.toBe(ledger);
    writeFiles(join(cwd, 'out'), { 'other.segments.json': forged.replaceAll('a.en.md', 'other.en.md') });
    writeFiles(join(cwd, 'in'), { 'c.txt': text([1]) });
    const next = await run(cwd);
    expect(next.asked).toEqual([]);
    expect(readFileSync(join(cwd, 'out/c.en.md'), 'utf8')).toContain(english(1));
    rmSync(join(cwd, 'out/a.segments.json'));
    rmSync(join(cwd, '.tovmach'), { recursive: true });
    writeFiles(join(cwd, 'in'), { 'd.txt': text([1]) });
    rmSync(join(cwd, 'out/c.segments.json'));
    // The forged one is all that is left of it.
    expect((await run(cwd)).asked).toContain(sentence(1));
  });
});
