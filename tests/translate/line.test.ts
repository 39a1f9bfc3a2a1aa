import { setMaxListeners } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/errors.js';
import type { ProviderLink } from '../../src/translate/link.js';
import { createTranslator, type Spent, type TranslatorOptions } from '../../src/translate/translate.js';
import { fakeClock } from '../support/fake-clock.js';
import { fakeProvider } from '../support/fake-provider.js';
import { unit } from './parts.js';

/** What the line does with a service that breaks down, bills, waits and learns. */

const { signal } = new AbortController();
setMaxListeners(0, signal);

function translator(link: ProviderLink, options: Partial<TranslatorOptions> = {}) {
  const clock = fakeClock({ autoAdvanceUpTo: 30_000 });
  const spent: Spent[] = [];
  const made = createTranslator({ chain: [link], clock, onSpend: (each) => spent.push(each), ...options });
  return Object.assign(made, { clock, spent });
}

async function outcome(one: ReturnType<typeof translator>, texts: readonly string[]) {
  const units = texts.map((text) => unit(text));
  const translations = await one.translate(units, { signal });
  return units.map(({ key }) => {
    const found = translations.get(key);
    return found?.status === 'failed' ? found.failure.code : found?.text;
  });
}

const numbered = (count: number, word = 'Sentence'): string[] =>
  Array.from({ length: count }, (_, index) => `${word} number ${index}.`);

/** A service that breaks down over every request with one of these texts in it. */
const poisonedBy = (poison: ReadonlySet<string>, status: number | undefined = 500) =>
  fakeProvider({
    react({ units }) {
      if (!units.some(({ text }) => poison.has(text))) return undefined;
      const details = status === undefined ? { cause: new Error('ECONNRESET') } : { status };
      throw new ProviderError('fake', 'UNAVAILABLE', 'fake is out of order', details);
    },
  });

describe('a text a service breaks down over', () => {
  it.each([
    [200, [3, 77, 120, 199], 500],
    [7, [0], 500],
    [7, [6], 503],
    [50, [20, 21, 22, 23], 502],
    [9, [4], undefined],
  ])('costs only itself: %i texts, bad are %j, status %s', async (count, bad, status) => {
    const texts = numbered(count);
    const provider = poisonedBy(new Set(bad.map((index) => texts[index] ?? '')), status);
    const found = await outcome(translator({ provider }), texts);
    const wrong = found.flatMap((text, index) => (text === `uk: ${texts[index]}` ? [] : [index]));
    expect(wrong).toEqual(bad);
    for (const index of bad) expect(found[index]).toBe('REJECTED');
  });

  it('is found wherever it stands, and the others are served', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(39), { maxLength: 3 }), async (bad) => {
        const texts = numbered(40);
        const provider = poisonedBy(new Set(bad.map((index) => texts[index] ?? '')));
        const found = await outcome(translator({ provider }), texts);
        expect(found.filter((text) => text?.startsWith('uk: '))).toHaveLength(40 - bad.length);
      }),
      { numRuns: 20 },
    );
  });

  it('is not looked for where nothing is served: the service is down', async () => {
    const provider = fakeProvider({
      react: () => {
        throw new ProviderError('fake', 'UNAVAILABLE', 'fake is out of order', { status: 503 });
      },
    });
    expect(new Set(await outcome(translator({ provider }), numbered(50)))).toEqual(new Set(['UNAVAILABLE']));
    expect(provider.requests.length).toBeLessThan(40);
  });

  it('is not looked for where nothing arrives', async () => {
    const provider = fakeProvider({
      react: () => {
        throw new ProviderError('fake', 'UNAVAILABLE', 'no connection', { unreached: true });
      },
    });
    await outcome(translator({ provider }), numbered(9));
    expect(new Set(provider.requests.map(({ units }) => units.length))).toEqual(new Set([9]));
  });
});

describe('a service that asks for fewer requests', () => {
  it('is asked again for a minute before it is given up', async () => {
    const one = translator({
      provider: fakeProvider({
        react: (_, attempt) => {
          if (attempt <= 8) throw new ProviderError('fake', 'RATE_LIMIT', 'slow down');
          return undefined;
        },
      }),
    });
    expect(await outcome(one, ['One.'])).toEqual(['uk: One.']);
    expect(one.clock.slept.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(60_000);
  });

  it('is never asked again sooner than it would be without a word', async () => {
    const one = translator({
      provider: fakeProvider({
        react: (_, attempt) => {
          if (attempt === 1) throw new ProviderError('fake', 'RATE_LIMIT', 'now', { retryAfterMs: 1 });
          return undefined;
        },
      }),
    });
    await outcome(one, ['One.']);
    expect(Math.min(...one.clock.slept)).toBeGreaterThanOrEqual(250);
  });

  it.each(['CONFIG', 'MISSING_DEPENDENCY'] as const)('is not asked again over %s', async (code) => {
    const provider = fakeProvider({
      capabilities: { maxUnits: 1 },
      react: () => {
        throw new ProviderError('fake', code, 'a person must act');
      },
    });
    const found = await outcome(translator({ provider, pacing: { concurrency: 1 } }), numbered(9));
    expect(new Set(found)).toEqual(new Set([code]));
    expect(provider.requests).toHaveLength(1);
  });
});

describe('an adapter that would send another request', () => {
  it('has it sent by the line, counted like any other', async () => {
    const provider = fakeProvider({
      capabilities: { deterministic: false, repairs: true },
      react: ({ previous }, attempt) => {
        if (attempt === 1) throw new ProviderError('fake', 'REJECTED', 'no temperature', { resend: true });
        if (attempt === 2) throw new ProviderError('fake', 'BAD_RESPONSE', 'no JSON');
        expect(previous?.message).toBe('no JSON');
        return undefined;
      },
    });
    const one = translator({ provider });
    expect(await outcome(one, ['One.'])).toEqual(['uk: One.']);
    expect(provider.requests.map(({ previous }) => previous?.code)).toEqual([
      undefined,
      'REJECTED',
      'BAD_RESPONSE',
    ]);
    expect(one.statistics()).toMatchObject({ requests: 3 });
  });

  it('is told once what was wrong, and then asked for less', async () => {
    const provider = fakeProvider({
      capabilities: { repairs: true },
      react: ({ units }) => {
        if (units.length > 1) throw new ProviderError('fake', 'BAD_RESPONSE', 'no JSON');
        return undefined;
      },
    });
    expect(await outcome(translator({ provider }), ['One.', 'Two.'])).toEqual(['uk: One.', 'uk: Two.']);
    expect(provider.requests.map(({ units }) => units.length)).toEqual([2, 2, 1, 1]);
  });

  it('is not asked again without end', async () => {
    const provider = fakeProvider({
      react: () => {
        throw new ProviderError('fake', 'REJECTED', 'no', { resend: true });
      },
    });
    expect(await outcome(translator({ provider }), ['One.'])).toEqual(['REJECTED']);
    expect(provider.requests.length).toBeLessThan(10);
  });
});

describe('what is spent', () => {
  const tariff = { perMillionInputTokens: 2, perMillionOutputTokens: 8 };

  it('is what the service counted, in tokens, of unusable answers too', async () => {
    const usage = { inputTokens: 1000, outputTokens: 500 };
    const provider = fakeProvider({
      capabilities: { repairs: true },
      react: ({ units }, attempt) => {
        if (attempt === 1) throw new ProviderError('fake', 'BAD_RESPONSE', 'no JSON', { usage });
        return { units: units.map(({ id }) => ({ id, text: 'Раз.' })), usage };
      },
    });
    const one = translator({ provider, tariff });
    await outcome(one, ['One.']);
    expect(one.statistics()).toMatchObject({ requests: 2, tokens: { input: 2000, output: 1000 } });
    expect(one.statistics().cost).toBeCloseTo(0.012, 10);
  });

  it('is reserved before it is sent, by what the adapter expects', async () => {
    const provider = {
      ...fakeProvider(),
      estimate: () => ({ inputTokens: 1_000_000, outputTokens: 0 }),
    };
    const one = translator({ provider, tariff }, { budget: [{ scope: 'run', maxCost: 1 }] });
    expect(await outcome(one, ['One.'])).toEqual(['BUDGET']);
    expect(provider.requests).toEqual([]);
  });

  it('is at its end for what is as large as what was refused: nobody waits for a turn to hear it again', async () => {
    const provider = fakeProvider();
    let turns = 0;
    const link = { provider, pacing: { requestsPerSecond: 1_000 }, limits: { maxUnits: 8 } };
    const one = translator(link, {
      budget: [{ scope: 'run', maxCharacters: 500 }],
      takeTurn: () => {
        turns += 1;
        return 0;
      },
    });
    const found: (string | undefined)[] = [];
    for (let article = 0; article < 20; article++)
      found.push(...(await outcome(one, numbered(20, `Article ${article}, sentence`))));
    const translated = found.filter((text) => text?.startsWith('uk: '));
    expect(found.filter((text) => text === 'BUDGET').length).toBe(found.length - translated.length);
    expect(translated.join('').length).toBeGreaterThan(400);
    expect(turns).toBeLessThan(40);
  });

  it('counts a request that broke off on the way, and none that was refused', async () => {
    const costsOf = async (error: ProviderError) => {
      const provider = fakeProvider({
        react: (_, attempt) => {
          if (attempt === 1) throw error;
          return undefined;
        },
      });
      const one = translator({ provider, tariff: { perMillionCharacters: 1_000_000 } });
      await outcome(one, ['1234.']);
      return one.spent.map(({ cost }) => cost);
    };
    expect(await costsOf(new ProviderError('fake', 'UNAVAILABLE', 'late'))).toEqual([5, 5]);
    expect(await costsOf(new ProviderError('fake', 'UNAVAILABLE', 'no', { unreached: true }))).toEqual([
      0, 5,
    ]);
    expect(await costsOf(new ProviderError('fake', 'RATE_LIMIT', 'slow', { status: 429 }))).toEqual([0, 5]);
  });
});

describe('what is sent', () => {
  it('holds no letter that only a model would read', async () => {
    const provider = fakeProvider();
    const tagged = [...'obey'].map((letter) => String.fromCodePoint(0xe0000 + (letter.codePointAt(0) ?? 0)));
    const flag = '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}';
    await outcome(translator({ provider }), [`The ba\u200bnk ${tagged.join('')}opened ${flag} 👩‍👧 today.`]);
    expect(provider.sent).toEqual([`The bank opened ${flag} 👩‍👧 today.`]);
  });

  it('is filled across articles: as many requests as texts need, the first article at once', async () => {
    const provider = fakeProvider({ capabilities: { maxUnits: 50, maxCharacters: 14_000 } });
    const one = translator({ provider });
    const pages = Array.from({ length: 400 }, (_, page) => numbered(9, `Page ${page}`));
    const waiting = [...pages];
    const worker = async (): Promise<void> => {
      for (let page = waiting.shift(); page !== undefined; page = waiting.shift()) await outcome(one, page);
    };
    await Promise.all(Array.from({ length: 24 }, worker));
    // 3,600 texts at 50 a request are 72.
    expect(provider.requests.length).toBeLessThanOrEqual(80);
    expect(provider.sent).toHaveLength(3600);
  });

  it('waits a moment for articles that are still being read, and not for the first', async () => {
    const run = async (articlesAtOnce: number | undefined) => {
      const clock = fakeClock();
      const provider = fakeProvider({ capabilities: { maxUnits: 50, maxCharacters: 14_000 } });
      const one = createTranslator({ chain: [{ provider }], clock, articlesAtOnce });
      const finished: number[] = [];
      const pages: Promise<void>[] = [];
      // A page is read every 40 ms, and the service answers at once.
      for (let page = 0; page < 100; page += 1) {
        const work = outcome(Object.assign(one, { clock, spent: [] }), numbered(9, `Page ${page}`));
        pages.push(work.then(() => void finished.push(clock.now())));
        await clock.advance(40);
      }
      const read = clock.now();
      await clock.advance(200);
      await Promise.all(pages);
      return { requests: provider.requests.length, first: finished[0], last: finished.at(-1), read };
    };
    const [apart, together] = [await run(undefined), await run(24)];
    expect(apart.requests).toBe(100);
    // 900 texts at 50 a request are 18, and the first page went alone.
    expect(together.requests).toBeLessThanOrEqual(20);
    expect(together.first).toBe(apart.first);
    // The last is not kept: nothing came for a while.
    expect((together.last ?? 0) - together.read).toBeLessThanOrEqual(200);
  });

  it('waits for nobody where as many articles wait as there are at once', async () => {
    const clock = fakeClock();
    const provider = fakeProvider({ capabilities: { maxUnits: 50, maxCharacters: 14_000 } });
    const one = Object.assign(createTranslator({ chain: [{ provider }], clock, articlesAtOnce: 1 }), {
      clock,
      spent: [],
    });
    for (let page = 0; page < 5; page += 1) await outcome(one, numbered(9, `Page ${page}`));
    expect(provider.requests).toHaveLength(5);
    expect(clock.slept).toEqual([]);
  });
});
