import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createTovmach, type RunEvent } from '../../src/index.js';
import { createLibreTranslate } from '../../src/providers/libretranslate.js';
import { type Dialect, libreTranslateDialect, TranslationService } from '../../src/testing/index.js';
import { temporaryFolder } from '../support/command-line.js';
import { deeplDialect } from '../support/dialects.js';

/** What services say of themselves and of the account is read before anything is sent. */

const open: TranslationService[] = [];
afterEach(async () => {
  for (const service of open.splice(0)) await service.close();
});

async function serve(dialect: Dialect): Promise<TranslationService> {
  const service = await TranslationService.open(dialect);
  open.push(service);
  return service;
}

const ENGLISH = 'The mayor thanked everybody for their patience.';

const deeplWith = (usage: unknown): Dialect => ({
  ...deeplDialect,
  answer: (texts, asked) =>
    deeplDialect.answer(
      texts.map(() => ENGLISH),
      asked,
    ),
  other: (received) => (received.path === '/v2/usage' ? usage : deeplDialect.other(received)),
});

const libreWith = (settings: unknown): Dialect => ({
  ...libreTranslateDialect,
  other: (received) =>
    received.path === '/frontend/settings' ? settings : libreTranslateDialect.other(received),
});

const ARTICLE = 'У Львові відкрили новий парк.\n\nМер подякував мешканцям за терпіння.\n';

async function desk(provider: 'deepl' | 'libretranslate', url: string, more: Record<string, unknown> = {}) {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'in'));
  writeFileSync(join(cwd, 'in/a.txt'), ARTICLE);
  const tovmach = await createTovmach({
    cwd,
    config: {
      targets: ['en'],
      languages: ['uk', 'en'],
      out: 'out',
      provider,
      providers: {
        deepl: { apiKey: 'key-of-the-desk', serverUrl: url, retries: 0 },
        libretranslate: { url, retries: 0 },
      },
      ...more,
    },
  });
  const notices: string[] = [];
  const onEvent = (event: RunEvent): void => {
    if (event.type === 'notice') notices.push(event.message);
  };
  return { cwd, tovmach, notices, onEvent };
}

describe('an account with a limit', () => {
  it('that is used up stops a run before anything is sent or written', async () => {
    const service = await serve(deeplWith({ character_count: 500_000, character_limit: 500_000 }));
    const { cwd, tovmach, onEvent } = await desk('deepl', service.url);
    await expect(tovmach.run(['in'], { onEvent })).rejects.toMatchObject({
      code: 'QUOTA',
      message: expect.stringMatching(/no characters left .* 6\d are to be sent; nothing was written/),
    });
    expect(service.asked).toEqual([]);
    expect(existsSync(join(cwd, 'out'))).toBe(false);
  });

  it('that is used up stops nothing where untranslated text is to be kept, or another can do it', async () => {
    const service = await serve(deeplWith({ character_count: 500_000, character_limit: 500_000 }));
    const kept = await desk('deepl', service.url, { output: { untranslated: 'keep' } });
    await kept.tovmach.run(['in'], { onEvent: kept.onEvent });
    expect(existsSync(join(kept.cwd, 'out/a.en.md'))).toBe(true);
    const other = await desk('deepl', service.url, { provider: ['deepl', 'pseudo'] });
    await other.tovmach.run(['in'], { onEvent: other.onEvent });
    expect(existsSync(join(other.cwd, 'out/a.en.md'))).toBe(true);
  });

  it('that holds less than is to be sent is said, by a run and by a plan; what memory has is not counted', async () => {
    const usage = {
      character_count: 499_960,
      character_limit: 500_000,
      end_time: '2026-12-01T00:00:00.000Z',
    };
    const service = await serve(deeplWith(usage));
    const { cwd, tovmach, notices, onEvent } = await desk('deepl', service.url);
    const said =
      /deepl: about 6\d characters are to be sent, and 40 are left of the account until 2026-12-01/;
    await tovmach.plan(['in'], { onEvent });
    expect(notices).toEqual([expect.stringMatching(said)]);
    await tovmach.run(['in'], { onEvent });
    expect(notices).toEqual([expect.stringMatching(said), expect.stringMatching(said)]);
    expect(readFileSync(join(cwd, 'out/a.en.md'), 'utf8')).toContain(ENGLISH);
    writeFileSync(join(cwd, 'in/b.txt'), ARTICLE);
    await tovmach.run(['in'], { onEvent });
    expect(notices).toHaveLength(2);
  });

  it.each([
    ['enough', { character_count: 10, character_limit: 500_000 }],
    ['no limit', { character_count: 10, character_limit: 1_000_000_000_000 }],
    ['odd things', { character_count: 'ten', character_limit: null, end_time: 5 }],
    ['a list', [1]],
  ])('that says %s is not spoken of', async (_, usage) => {
    const service = await serve(deeplWith(usage));
    const { tovmach, notices, onEvent } = await desk('deepl', service.url);
    expect((await tovmach.run(['in'], { onEvent })).exitCode).toBeLessThan(2);
    expect(notices).toEqual([]);
  });

  it('of a key counts where it is the smaller one; doctor says what is left', async () => {
    const service = await serve(
      deeplWith({
        character_count: 1000,
        character_limit: 500_000,
        api_key_character_count: 100,
        api_key_character_limit: 2000,
      }),
    );
    const { tovmach } = await desk('deepl', service.url);
    const { providers } = await tovmach.doctor();
    expect(providers.find(({ name }) => name === 'deepl')?.standing).toEqual({
      charactersLeft: 1900,
      charactersLimit: 2000,
    });
  });
});

describe('a LibreTranslate server that says what it takes', () => {
  it('gets no request above its limit, without being told it in the configuration', async () => {
    const service = await serve(libreWith({ charLimit: 40, keyRequired: false }));
    const { tovmach, onEvent } = await desk('libretranslate', service.url);
    expect((await tovmach.run(['in'], { onEvent })).exitCode).toBeLessThan(2);
    expect(service.asked.length).toBeGreaterThan(1);
    for (const { texts } of service.asked) expect(texts.join('').length).toBeLessThanOrEqual(40);
    const { providers } = await tovmach.doctor();
    expect(providers.find(({ name }) => name === 'libretranslate')?.standing).toEqual({ maxCharacters: 40 });
  });

  it('and wants a key stops a run before anything is written', async () => {
    const service = await serve(libreWith({ charLimit: -1, keyRequired: true }));
    const { cwd, tovmach, onEvent } = await desk('libretranslate', service.url);
    await expect(tovmach.run(['in'], { onEvent })).rejects.toMatchObject({
      code: 'AUTH',
      hint: expect.stringContaining('LIBRETRANSLATE_API_KEY'),
    });
    expect(existsSync(join(cwd, 'out'))).toBe(false);
    const { providers } = await tovmach.doctor();
    expect(providers.find(({ name }) => name === 'libretranslate')?.problem).toMatchObject({
      message: expect.stringContaining('key'),
    });
  });

  it.each([
    ['nothing', undefined],
    ['no limit', { charLimit: -1 }],
    ['odd things', { charLimit: 'many', keyRequired: 'perhaps' }],
    ['a list', []],
  ])('keeps what it had where it says %s', async (_, settings) => {
    const service = await serve(libreWith(settings ?? { error: 'not found' }));
    const provider = createLibreTranslate({ url: service.url });
    expect(await provider.supports('uk', 'en')).toBe(true);
    expect(provider.capabilities.maxCharacters).toBe(5000);
    expect(await provider.standing?.()).toEqual({});
  });
});
