import { setMaxListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { ProviderError, TovmachError } from '../../src/errors.js';
import type { Check, TranslationUnit } from '../../src/index.js';

import { createTranslator, type TranslatorOptions } from '../../src/translate/translate.js';
import { fakeClock } from '../support/fake-clock.js';
import { type FakeProvider, fakeProvider } from '../support/fake-provider.js';
import { listMemory, unit } from './parts.js';

const { signal } = new AbortController();
setMaxListeners(0, signal);
const TEXTS = ['The bridge is open.', 'The school is closed.', 'The market is full.', 'The river is high.'];
const UNITS = TEXTS.map((text) => unit(text));

/** A translator whose retries and sweeps take no time. */
function translator(chain: readonly FakeProvider[], options: Partial<TranslatorOptions> = {}) {
  const clock = fakeClock({ autoAdvanceUpTo: 30_000 });
  const made = createTranslator({ chain: chain.map((provider) => ({ provider })), clock, ...options });
  return Object.assign(made, { clock });
}

async function outcome(
  one: { translate: ReturnType<typeof createTranslator>['translate'] },
  units: readonly TranslationUnit[] = UNITS,
): Promise<(string | undefined)[]> {
  const translations = await one.translate(units, { signal });
  return units.map(({ key }) => {
    const found = translations.get(key);
    return found?.status === 'failed' ? found.failure.code : found?.text;
  });
}

const refuses = (
  name: string,
  code: ConstructorParameters<typeof ProviderError>[1],
  details = {},
): FakeProvider =>
  fakeProvider({
    name,
    react: () => {
      throw new ProviderError(name, code, `${name} says ${code}`, details);
    },
  });

const translated = TEXTS.map((text) => `uk: ${text}`);

describe('what is sent', () => {
  it('equal units of articles under way together, once', async () => {
    const provider = fakeProvider();
    const one = translator([provider]);
    const [first, second] = await Promise.all([outcome(one), outcome(one)]);
    expect(first).toEqual(translated);
    expect(second).toEqual(translated);
    expect(provider.sent).toEqual(TEXTS);
    expect(one.statistics()).toMatchObject({ translated: 4, deduplicated: 4, requests: 1 });
  });

  it('is counted as it was sent where an adapter says amounts that are none', async () => {
    const good = fakeProvider();
    const provider = Object.assign(fakeProvider(), {
      translate: async (request: Parameters<typeof good.translate>[0]) => ({
        ...(await good.translate(request)),
        usage: { characters: Number.NaN, inputTokens: -5 },
      }),
    });
    const one = translator([provider]);
    expect(await outcome(one)).toEqual(translated);
    expect(one.statistics().charactersBilled).toBe(TEXTS.join('').length);
  });

  it('a unit another caller has under way, again, where that caller can be stopped by itself', async () => {
    let open = (): void => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const provider = fakeProvider({ gate: () => gate });
    const one = translator([provider]);
    const stop = new AbortController();
    const stopped = one.translate([unit('A ferry sank.')], { signal: stop.signal });
    const other = outcome(one, [unit('A ferry sank.')]);
    stop.abort();
    await expect(stopped).rejects.toMatchObject({ code: 'ABORTED' });
    open();
    expect(await other).toEqual(['uk: A ferry sank.']);
  });

  it('never more than a request may hold, and never two languages in one', async () => {
    const provider = fakeProvider({ capabilities: { maxUnits: 2 } });
    const mixed = UNITS.flatMap((each) => [each, unit(`${each.text} Так.`, { source: 'uk', target: 'en' })]);
    await outcome(translator([provider]), mixed);
    expect(provider.requests.map(({ units }) => units.length)).toEqual([2, 2, 2, 2]);
    expect(new Set(provider.requests.map(({ source, target }) => `${source} ${target}`))).toEqual(
      new Set(['en uk', 'uk en']),
    );
  });

  it('a text too long for one request in parts, joined again as it was', async () => {
    const text = `${TEXTS[0]}  ${TEXTS[1]}\n${TEXTS[2]}`;
    const provider = fakeProvider({
      capabilities: { maxUnitCharacters: 25 },
      translate: (part) => part.toUpperCase(),
    });
    expect(await outcome(translator([provider]), [unit(text)])).toEqual([text.toUpperCase()]);
    expect(provider.sent).toEqual(TEXTS.slice(0, 3));
  });

  it('nothing that memory has; what comes back is in memory', async () => {
    const memory = listMemory();
    const provider = fakeProvider();
    await outcome(translator([provider], { memory }), UNITS.slice(0, 2));
    expect(await outcome(translator([provider], { memory }))).toEqual(translated);
    expect(provider.sent).toEqual(TEXTS);
    expect(memory.entries.map(({ sourceText }) => sourceText)).toEqual(TEXTS);
  });
});

describe('a request that fails', () => {
  it.each(['RATE_LIMIT', 'UNAVAILABLE'] as const)('is sent again after %s', async (code) => {
    const provider = fakeProvider({
      react: (_, attempt) => {
        if (attempt < 3) throw new ProviderError('fake', code, 'not now', { retryAfterMs: 2_000 });
        return undefined;
      },
    });
    const one = translator([provider]);
    expect(await outcome(one)).toEqual(translated);
    expect(one.clock.slept.filter((wait) => wait === 2_000)).toHaveLength(2);
  });

  it('is halved down to the text that spoils it, and only that one goes to the next provider', async () => {
    const picky = fakeProvider({
      name: 'picky',
      react: ({ units }) => {
        if (units.some(({ text }) => text === TEXTS[2]))
          throw new ProviderError('picky', 'REJECTED', 'not that');
        return undefined;
      },
    });
    const next = fakeProvider({ name: 'next', translate: (text) => `next: ${text}` });
    expect(await outcome(translator([picky, next]))).toEqual([
      translated[0],
      translated[1],
      `next: ${TEXTS[2]}`,
      translated[3],
    ]);
    expect(next.sent).toEqual([TEXTS[2]]);
  });

  it('is not halved when the address is wrong, and after three of them nobody asks again', async () => {
    const wrong = refuses('wrong', 'BAD_RESPONSE', { misaddressed: true });
    const one = translator([wrong]);
    for (let article = 0; article < 5; article += 1) {
      const units = UNITS.map(({ text }) => unit(`${article}: ${text}`));
      expect(await outcome(one, units)).toEqual(units.map(() => 'BAD_RESPONSE'));
    }
    expect(wrong.requests.length).toBeLessThanOrEqual(4);
  });

  it.each(['AUTH', 'QUOTA'] as const)('with %s is the last one to its provider', async (code) => {
    const first = refuses('first', code);
    const next = fakeProvider({ name: 'next' });
    const one = translator([first, next]);
    expect(await outcome(one)).toEqual(translated);
    expect(await outcome(one, [unit('One more thing.')])).toEqual(['uk: One more thing.']);
    expect(first.requests).toHaveLength(1);
  });

  it('for want of budget goes to nobody else', async () => {
    const dear = fakeProvider({ name: 'dear' });
    const next = fakeProvider({ name: 'next' });
    const budget = [{ scope: 'run', maxCharacters: 20 }] as const;
    expect(await outcome(translator([dear, next], { budget }))).toEqual([
      translated[0],
      'BUDGET',
      'BUDGET',
      'BUDGET',
    ]);
    expect(next.requests).toEqual([]);
  });

  it('is swept up at the end of a run when the trouble has passed', async () => {
    const provider = fakeProvider({
      react: (_, attempt) => {
        if (attempt <= 5) throw new ProviderError('fake', 'UNAVAILABLE', 'restarting');
        return undefined;
      },
    });
    const one = translator([provider]);
    expect(await outcome(one)).toEqual(translated);
    expect(one.clock.slept).toContain(15_000);
  });
});

describe('an answer that is no translation', () => {
  const check: Check = {
    name: 'shouting',
    examine: ({ translation }) =>
      translation === translation.toUpperCase()
        ? { check: 'shouting', severity: 'critical', message: 'all in capitals' }
        : undefined,
  };
  const shouting = (name: string): FakeProvider =>
    fakeProvider({ name, translate: (text) => text.toUpperCase() });

  it('is asked of the next provider, once, and then left for a person', async () => {
    const memory = listMemory();
    const chain = [shouting('one'), shouting('two'), fakeProvider({ name: 'three' })];
    const [one] = (
      await translator(chain, { checks: [check], memory }).translate(UNITS.slice(0, 1), { signal })
    ).values();
    expect(one).toMatchObject({ status: 'failed', failure: { code: 'CHECK', provider: 'one' } });
    expect(chain.map(({ requests }) => requests.length)).toEqual([1, 1, 0]);
    expect(memory.entries).toEqual([]);
  });

  it.each([
    ['token', /\[\d+\]/g],
    ['xml', /<[^>]*>/g],
  ] as const)(
    'loses a placeholder (%s): the text goes once more, cut around it',
    async (placeholders, token) => {
      const text = 'R&D wrote to desk@example.org today.';
      const start = text.indexOf('desk@');
      const kept = [{ start, end: start + 'desk@example.org'.length, kind: 'email' }] as const;
      const careless = fakeProvider({
        name: 'careless',
        capabilities: { placeholders },
        translate: (given) => given.replace(token, '').toUpperCase().replaceAll('&AMP;', '&amp;'),
      });
      const asked = unit(text, { placeholders: kept });
      const [one] = (await translator([careless]).translate([asked], { signal })).values();
      expect(one).toMatchObject({
        text: 'R&D WROTE TO desk@example.org TODAY.',
        origin: { provider: 'careless' },
      });
      expect(careless.sent.join()).not.toContain('desk@example.org');
      if (placeholders === 'xml') expect(careless.sent.at(1)).toBe('R&amp;D wrote to');
    },
  );
});

describe('what ends a run', () => {
  it('an abort, at once; what was paid for still comes back', async () => {
    let open = (): void => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const memory = listMemory();
    const provider = fakeProvider({ gate: () => gate });
    const one = translator([provider], { memory });
    const stop = new AbortController();
    const work = one.translate(UNITS, { signal: stop.signal });
    await vi.waitFor(() => expect(provider.requests).toHaveLength(1));
    stop.abort();
    await expect(work).rejects.toMatchObject({ code: 'ABORTED' });
    open();
    await one.settled();
    expect(provider.requests).toHaveLength(1);
  });

  it('a memory that holds nothing any more: no further request is paid for', async () => {
    const memory = {
      ...listMemory(),
      put: () => {
        throw new TovmachError('STORE', 'the disk is full');
      },
    };
    const provider = fakeProvider({ capabilities: { maxUnits: 1 } });
    const one = translator([provider], { memory });
    await expect(one.translate(UNITS, { signal })).rejects.toMatchObject({ code: 'STORE' });
    const before = provider.requests.length;
    await expect(one.translate([unit('More.')], { signal })).rejects.toMatchObject({ code: 'STORE' });
    expect(provider.requests.length).toBe(before);
  });
});
