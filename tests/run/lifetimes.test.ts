import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type ConfigInput,
  createTovmach,
  type Identified,
  openMemory,
  type Tovmach,
} from '../../src/index.js';
import { libreTranslateDialect, TranslationService } from '../../src/testing/index.js';
import { tovmach as commandLine, temporaryFolder } from '../support/command-line.js';
import { english, sentence, writeFiles } from '../support/corpus.js';

/** One instance, used in every order of calls and by several at once: no call leaves anything to another. */

let service: TranslationService;
beforeAll(async () => {
  service = await TranslationService.open(libreTranslateDialect);
});
afterAll(() => service.close());
beforeEach(() => {
  service.asked.length = 0;
  service.mood = {
    kind: 'texts',
    change: (texts) => texts.map((text) => english(Number(/\d+/.exec(text)?.[0]))),
  };
});

async function instance(folder: string, more: ConfigInput = {}): Promise<Tovmach> {
  return createTovmach({
    cwd: folder,
    config: {
      targets: ['en'],
      languages: ['en', 'uk'],
      provider: 'libretranslate',
      providers: { libretranslate: { url: service.url } },
      out: 'out',
      ...more,
    },
  });
}

const article = (...numbers: number[]): string => `${numbers.map(sentence).join('\n')}\n`;
const textOf = async (articles: AsyncIterable<Identified>): Promise<string> => {
  const texts: string[] = [];
  for await (const { segments } of articles) texts.push(...segments.map(({ text }) => text));
  return texts.join(' ');
};
const tmx = (source: string, target: string): string =>
  `<?xml version="1.0"?><tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="uk" datatype="plaintext"/><body><tu><tuv xml:lang="uk"><seg>${source}</seg></tuv><tuv xml:lang="en"><seg>${target}</seg></tuv></tu></body></tmx>`;

describe('one instance', () => {
  it('keeps what was paid for, whatever was called first', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'in/a.txt': article(1, 2) });
    const tovmach = await instance(folder);
    await tovmach.plan(['in']);
    await tovmach.doctor();
    expect(existsSync(tovmach.storePath)).toBe(false);
    expect(await tovmach.run(['in'])).toMatchObject({ exitCode: 0 });
    await tovmach.close();
    const store = openMemory(tovmach.storePath, { mustExist: true });
    expect(store.stats().entries).toBe(2);
    store.close();
  });

  it('uses the memory beside the articles of a call in that call alone', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, {
      'm1/a.txt': article(1),
      'm1/memory.tmx': tmx(sentence(1), 'Words of the first memory.'),
      'm2/b.txt': article(1),
      'm2/memory.tmx': tmx(sentence(1), 'Words of the second memory.'),
    });
    const tovmach = await instance(folder);
    await tovmach.run(['m1']);
    await tovmach.run(['m2']);
    expect(readFileSync(join(folder, 'out/a.en.md'), 'utf8')).toContain('Words of the first memory.');
    expect(readFileSync(join(folder, 'out/b.en.md'), 'utf8')).toContain('Words of the second memory.');
    expect((await tovmach.check(['m2'])).stale).toEqual([]);
    expect((await tovmach.check(['m1'])).stale).toEqual([]);
    expect(service.asked).toEqual([]);
    await tovmach.close();
  });

  it('reads the standard input of a call in that call alone', async () => {
    const tovmach = await instance(temporaryFolder());
    const bytes = (number: number) => new TextEncoder().encode(article(number));
    const first = await tovmach.detect(['-'], { stdin: bytes(1) });
    const second = await tovmach.detect(['-'], { stdin: bytes(2) });
    expect(await textOf(first.articles)).toBe(sentence(1));
    expect(await textOf(second.articles)).toBe(sentence(2));
    expect([first.exitCode, second.exitCode]).toEqual([0, 0]);
    await tovmach.close();
  });

  it('writes again what was removed between two runs', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'in/deep/a.txt': article(1) });
    const tovmach = await instance(folder);
    await tovmach.run(['in']);
    rmSync(join(folder, 'out'), { recursive: true });
    expect(await tovmach.run(['in'])).toMatchObject({ exitCode: 0, problems: [] });
    expect(readFileSync(join(folder, 'out/deep/a.en.md'), 'utf8')).toContain(english(1));
    await tovmach.close();
  });

  it('refuses everything once it is closed, and lets what is under way end', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'in/a.txt': article(1), 'in/b.txt': article(2) });
    const tovmach = await instance(folder);
    const detected = await tovmach.detect(['in']);
    const run = tovmach.run(['in']);
    await tovmach.close();
    await tovmach.close();
    expect(await run).toMatchObject({ exitCode: 0, articles: 2 });
    const refused = { code: 'USAGE', message: 'this tovmach was closed' };
    const methods = Object.entries(tovmach).filter(
      ([key, value]) => typeof value === 'function' && !['close', 'hide'].includes(key),
    ) as [string, (...given: unknown[]) => unknown][];
    expect(methods.map(([key]) => key)).toEqual(expect.arrayContaining(['run', 'detect', 'translateText']));
    const given: Readonly<Record<string, readonly unknown[]>> = {
      exportXliff: [['in'], { folder }],
      translateText: ['', { to: 'en' }],
      evaluateTranslation: [{ gold: 'pairs.tsv', providers: ['pseudo'] }],
    };
    for (const [key, call] of methods)
      await expect(
        (async () => call(...(given[key] ?? [['in'], {}])))(),
        `${key} of what was closed`,
      ).rejects.toMatchObject(refused);
    await expect(textOf(detected.articles)).rejects.toMatchObject(refused);
  });

  it('does two runs on two outputs, and a detection, at once', async () => {
    const folder = temporaryFolder();
    const numbers = [1, 2, 3, 4, 5, 6];
    writeFiles(
      folder,
      Object.fromEntries(
        numbers.flatMap((number) => [
          [`left/l${number}.txt`, article(number, number + 10)],
          [`right/r${number}.txt`, article(number, number + 20)],
        ]),
      ),
    );
    const left = await instance(folder, { out: 'left-out' });
    const right = await instance(folder, { out: 'right-out' });
    const [one, two, ledger] = await Promise.all([
      left.run(['left']),
      right.run(['right']),
      left.detect(['right']).then(({ articles }) => textOf(articles)),
    ]);
    expect([one, two]).toMatchObject([
      { exitCode: 0, articles: 6, orphans: [] },
      { exitCode: 0, articles: 6, orphans: [] },
    ]);
    expect(ledger).toBe(numbers.flatMap((number) => [sentence(number), sentence(number + 20)]).join(' '));
    expect(
      readdirSync(join(folder, 'left-out')).filter((name) => name.startsWith('r') && name !== 'report.md'),
    ).toEqual([]);
    for (const number of numbers)
      expect(readFileSync(join(folder, `right-out/r${number}.en.md`), 'utf8')).toContain(
        english(number + 20),
      );
    // Two runs of one instance into one folder do not mix: the second says who holds it.
    const both = await Promise.allSettled([left.run(['left']), left.run(['left'])]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'LOCKED' } });
    await Promise.all([left.close(), right.close()]);
  });

  it('does nothing for a caller who has gone, says so, and works for the next', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'in/a.txt': article(1) });
    const tovmach = await instance(folder);
    const gone = AbortSignal.abort();
    const refused = await tovmach.run(['in'], { signal: gone }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'ABORTED', messageId: 'disk.stoppedBefore' });
    await expect(tovmach.translateText(sentence(2), { to: 'en', signal: gone })).rejects.toMatchObject({
      code: 'ABORTED',
    });
    expect(service.asked).toEqual([]);
    expect((await tovmach.run(['in'])).articles).toBe(1);
    await tovmach.close();
  });

  it('has a configuration no call and no caller changes', async () => {
    const tovmach = await instance(temporaryFolder());
    expect(() => (tovmach.config.targets as string[]).push('de')).toThrow(TypeError);
    await tovmach.close();
  });
});

describe('a folder of the outputs that became a link', () => {
  it('is not written through, and nothing is sent for what would be', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'in/sub/a.txt': article(1), 'in/b.txt': article(2) });
    const tovmach = await instance(folder);
    await tovmach.run(['in']);
    mkdirSync(join(folder, 'elsewhere'));
    renameSync(join(folder, 'out/sub'), join(folder, 'elsewhere/sub'));
    symlinkSync(join('..', 'elsewhere', 'sub'), join(folder, 'out/sub'));
    const before = readFileSync(join(folder, 'elsewhere/sub/a.en.md'), 'utf8');
    writeFiles(folder, { 'in/sub/a.txt': article(3), 'in/b.txt': article(4) });
    service.asked.length = 0;
    const summary = await tovmach.run(['in']);
    expect(summary.problems).toMatchObject([{ code: 'OUTPUT', file: join(folder, 'out/sub') }]);
    expect(summary.exitCode).toBe(7);
    expect(service.asked.flatMap(({ texts }) => texts)).toEqual([sentence(4)]);
    expect(readFileSync(join(folder, 'elsewhere/sub/a.en.md'), 'utf8')).toBe(before);
    expect(readFileSync(join(folder, 'out/b.en.md'), 'utf8')).toContain(english(4));
    // Nor removed through it.
    rmSync(join(folder, 'in/sub'), { recursive: true });
    expect((await tovmach.run(['in'], { prune: true })).pruned).toEqual([]);
    expect(readFileSync(join(folder, 'elsewhere/sub/a.en.md'), 'utf8')).toBe(before);
    await tovmach.close();
  });
});

describe('a report after a narrowed run', () => {
  it('is about what the run was about', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'in/a.txt': article(1), 'in/b.txt': article(2) });
    const { stdout, code } = await commandLine(
      [
        'run',
        'in',
        '--to',
        'en',
        '--languages',
        'uk,en',
        '--provider',
        'pseudo',
        '--only',
        'a*',
        '--report',
        'text',
      ],
      { cwd: folder },
    );
    expect(code).toBe(0);
    expect(stdout).not.toContain('b.txt');
  });
});
