import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ConfigInput, createTovmach, openMemory, type Tovmach } from '../../src/index.js';
import { libreTranslateDialect, TranslationService } from '../../src/testing/index.js';
import { temporaryFolder } from '../support/command-line.js';
import { english, sentence } from '../support/corpus.js';

/** Texts that are in no file, and what callers may hand over. */

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
const sent = (): string[] => service.asked.flatMap(({ texts }) => texts);

async function withInstance<T>(work: (tovmach: Tovmach) => Promise<T>, more: ConfigInput = {}): Promise<T> {
  const tovmach = await createTovmach({
    cwd: temporaryFolder(),
    config: {
      languages: ['en', 'uk'],
      provider: 'libretranslate',
      providers: { libretranslate: { url: service.url, retries: 0 } },
      ...more,
    },
  });
  try {
    return await work(tovmach);
  } finally {
    await tovmach.close();
  }
}

const ENGLISH = 'The council will meet again on Thursday evening.';

describe('translateText', () => {
  it('translates what is in another language, and leaves the rest as it is', () =>
    withInstance(async (tovmach) => {
      const text = `${sentence(1)}\r\n\r\n${ENGLISH}\r\n${sentence(2)}\r\n`;
      const translation = await tovmach.translateText(text, { to: 'en' });
      expect(translation).toMatchObject({
        text: `${english(1)}\r\n\r\n${ENGLISH}\r\n${english(2)}\r\n`,
        source: 'uk',
        target: 'en',
        status: 'machine',
        engines: ['libretranslate'],
        failures: [],
      });
      expect(sent()).toEqual([sentence(1), sentence(2)]);
    }));

  it('sends a sentence once, over texts and over calls, and keeps it where a run finds it', () =>
    withInstance(async (tovmach) => {
      const texts = [sentence(1), sentence(2), sentence(1)];
      const translations = await tovmach.translateText(texts, { to: 'en' });
      expect(translations.map(({ text }) => text)).toEqual([english(1), english(2), english(1)]);
      await tovmach.translateText(sentence(2), { to: 'en' });
      expect(sent().sort()).toEqual([sentence(1), sentence(2)].sort());
      const store = openMemory(tovmach.storePath, { mustExist: true });
      expect(store.stats().entries).toBe(2);
      store.close();
    }));

  it('prefers what memory has between the same neighbours', () =>
    withInstance(async (tovmach) => {
      const store = openMemory(tovmach.storePath);
      const entry = {
        source: 'uk',
        target: 'en',
        sourceText: sentence(1),
        origin: { kind: 'human' },
      } as const;
      store.put([
        { ...entry, targetText: 'After the second.', state: 'reviewed', before: sentence(2) },
        { ...entry, targetText: 'Anywhere.', state: 'reviewed' },
      ]);
      store.close();
      const words = async (before?: string) =>
        (await tovmach.translateText(sentence(1), { to: 'en', context: { before } })).text;
      expect(await words(sentence(2))).toBe('After the second.');
      expect(await words()).toBe('Anywhere.');
      expect(sent()).toEqual([]);
    }));

  it('says what was found and what failed', () =>
    withInstance(async (tovmach) => {
      service.mood = { kind: 'texts', change: (texts) => texts.map(() => english(7)) };
      const wrong = await tovmach.translateText(sentence(1), { to: 'en' });
      expect(wrong.findings).toContainEqual(expect.objectContaining({ check: 'numbers' }));
      service.mood = { kind: 'refuse', status: 400, message: 'no' };
      const failed = await tovmach.translateText(sentence(3), { to: 'en' });
      expect(failed).toMatchObject({ text: sentence(3), status: 'incomplete' });
      expect(failed.failures).toHaveLength(1);
    }));

  it('takes the language it is told', () =>
    withInstance(
      async (tovmach) => {
        await tovmach.translateText('Рада 1.', { to: 'en', from: 'uk' });
        expect(service.asked).toMatchObject([{ source: 'uk', target: 'en' }]);
      },
      { languages: undefined },
    ));

  it('has nothing to do with nothing', () =>
    withInstance(async (tovmach) => {
      expect(await tovmach.translateText(['', ' \n'], { to: 'en' })).toMatchObject([
        { text: '', findings: [], failures: [] },
        { text: ' \n', findings: [], failures: [] },
      ]);
      expect(await tovmach.translateText([], { to: 'en' })).toEqual([]);
    }));
});

describe('detectText', () => {
  it('gives an article without segments for a text without words', () =>
    withInstance(async (tovmach) => {
      for (const text of ['', ' \n\t'])
        expect(tovmach.detectText(text)).toMatchObject({ text, segments: [], blocks: [], lang: 'und' });
    }));
});

describe('what nobody can mean', () => {
  type Loose = Record<keyof Tovmach, (...values: unknown[]) => unknown>;
  const refusals: [string, (tovmach: Loose) => unknown, object][] = [
    [
      'an unknown option',
      (t) => t.run(['in'], { dryrun: true }),
      { code: 'USAGE', message: /no option "dryrun"/ },
    ],
    ['a misspelled one', (t) => t.run(['in'], { onevent: 1 }), { code: 'USAGE', hint: /"onEvent"/ }],
    ['an option of another call', (t) => t.plan(['in'], { prune: true }), { code: 'USAGE' }],
    ['options that are none', (t) => t.check(['in'], 'all'), { code: 'USAGE', message: /as an object/ }],
    ['one path for an array', (t) => t.detect('in'), { code: 'USAGE', message: /array of strings/ }],
    ['a text that is none', (t) => t.detectText(undefined), { code: 'USAGE' }],
    ['no language', (t) => t.translateText('x', { to: 'ua' }), { code: 'LOCALE', hint: /"uk"/ }],
    ['no language to translate into', (t) => t.translateText('x', {}), { code: 'LOCALE' }],
    [
      'no language to look for',
      (t) => t.detectText('x', { languages: ['klingonish-x'] }),
      { code: 'LOCALE' },
    ],
  ];
  it.each(refusals)(
    '%s is refused',
    (_, call, { code, message = /./, hint }: { code?: string; message?: RegExp; hint?: RegExp }) =>
      withInstance(async (tovmach) => {
        const error = await (async () => call(tovmach as unknown as Loose))().catch(
          (thrown: unknown) => thrown,
        );
        expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
        if (hint !== undefined) expect(error).toMatchObject({ hint: expect.stringMatching(hint) });
      }),
  );

  it('nor as an option of an instance', async () => {
    await expect(createTovmach({ configfile: 'x' } as object)).rejects.toMatchObject({
      code: 'USAGE',
      hint: 'Did you mean "configFile"?',
    });
  });
});
