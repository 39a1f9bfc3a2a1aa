import { appendFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTovmach } from '../../src/index.js';
import { libreTranslateDialect, TranslationService } from '../../src/testing/index.js';
import { temporaryFolder } from '../support/command-line.js';
import { english, hashesBelow, sentence, writeFiles } from '../support/corpus.js';

/** A plan beside a memory that was lost says what a run would send: what the ledgers of the outputs hold is not. */

let service: TranslationService;
beforeAll(async () => {
  service = await TranslationService.open(libreTranslateDialect);
  service.mood = {
    kind: 'texts',
    change: (texts) => texts.map((text) => english(Number(/\d+/.exec(text)?.[0]))),
  };
});
afterAll(() => service.close());

async function within<T>(
  folder: string,
  work: (tovmach: Awaited<ReturnType<typeof createTovmach>>) => Promise<T>,
) {
  const config = {
    targets: ['en'],
    languages: ['en', 'uk'],
    provider: 'libretranslate',
    providers: { libretranslate: { url: service.url } },
    out: 'out',
    jobs: 0,
  };
  const tovmach = await createTovmach({ cwd: folder, config });
  try {
    return await work(tovmach);
  } finally {
    await tovmach.close();
  }
}

it('looks into the ledgers for what a lost memory held, and writes nothing', async () => {
  const folder = temporaryFolder();
  writeFiles(folder, { 'in/a.txt': `${[1, 2, 3].map(sentence).join('\n\n')}\n` });
  expect(await within(folder, (tovmach) => tovmach.plan(['in']))).toMatchObject({
    toProvider: 3,
    fromMemory: 0,
  });
  await within(folder, (tovmach) => tovmach.run(['in']));
  rmSync(join(folder, '.tovmach'), { recursive: true });
  appendFileSync(join(folder, 'in/a.txt'), `\n${sentence(4)}\n`);
  const before = hashesBelow(folder);
  expect(await within(folder, (tovmach) => tovmach.plan(['in']))).toMatchObject({
    toProvider: 1,
    fromMemory: 3,
  });
  expect(hashesBelow(folder)).toEqual(before);
  expect(existsSync(join(folder, '.tovmach'))).toBe(false);
});
