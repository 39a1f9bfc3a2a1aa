import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { ProviderError } from '../../src/errors.js';
import type { Check } from '../../src/index.js';
import { IN_MEMORY, openMemory } from '../../src/memory/store.js';
import type { CheckResult } from '../../src/model/contracts.js';
import { systemClock } from '../../src/translate/clock.js';
import { type AnswerStore, createTranslator, type TranslatorOptions } from '../../src/translate/translate.js';
import { fakeClock } from '../support/fake-clock.js';
import { type FakeProvider, fakeProvider } from '../support/fake-provider.js';
import { listMemory, unit } from './parts.js';

const { signal } = new AbortController();

/** Says what an answer says of itself: `[major]`, `[minor]`, `[critical]`, any number of them. */
const checks: readonly Check[] = (['minor', 'major', 'critical'] as const).flatMap((severity) =>
  [1, 2].map((times) => ({
    name: `${severity}-${times}`,
    examine: ({ translation }): CheckResult | undefined =>
      translation.split(`[${severity}]`).length > times
        ? { check: `${severity}-${times}`, severity, message: severity }
        : undefined,
  })),
);

const TEXT = 'The bridge is open.';

/** Gives its answers one after the other, the last for ever. */
function says(name: string, ...answers: readonly string[]): FakeProvider {
  let asked = 0;
  return fakeProvider({ name, translate: () => answers[Math.min(asked++, answers.length - 1)] ?? '' });
}

function translator(chain: readonly FakeProvider[], options: Partial<TranslatorOptions> = {}) {
  const clock = fakeClock({ autoAdvanceUpTo: 30_000 });
  return createTranslator({ chain: chain.map((provider) => ({ provider })), clock, checks, ...options });
}

async function outcome(one: ReturnType<typeof translator>, text = TEXT): Promise<string> {
  const asked = unit(text);
  const found = (await one.translate([asked], { signal })).get(asked.key);
  return found?.status === 'translated' ? found.text : `failed ${found?.failure.code}`;
}

describe('an answer with a grave finding', () => {
  it.each([
    ['critical', 'Б'],
    ['major', 'Б'],
  ])('goes to the next provider: %s', async (severity, kept) => {
    const [a, b] = [says('a', `А [${severity}]`), says('b', 'Б')];
    expect(await outcome(translator([a, b]))).toBe(kept);
    expect([a.sent.length, b.sent.length]).toEqual([1, 1]);
  });

  it.each(['critical', 'major'])(
    'is asked for once more, alone, where nobody else is: %s',
    async (severity) => {
      const a = says('a', `А [${severity}]`, 'кращий');
      const one = translator([a]);
      expect(await outcome(one)).toBe('кращий');
      expect(a.sent).toEqual([TEXT, TEXT]);
      expect(one.statistics()).toMatchObject({ repeated: 1, requests: 2, translated: 1 });
    },
  );

  it('travels in a request of its own the second time', async () => {
    let first = true;
    const a = fakeProvider({
      translate: (text) => {
        const wrong = text === TEXT && first;
        if (wrong) first = false;
        return wrong ? 'так [major]' : `переклад ${text}`;
      },
    });
    const units = [unit('One house.'), unit(TEXT), unit('Two houses.')];
    await translator([a]).translate(units, { signal });
    expect(a.requests.map(({ units: sent }) => sent.map(({ text }) => text))).toEqual([
      ['One house.', TEXT, 'Two houses.'],
      [TEXT],
    ]);
  });

  it('is asked for again though another run has it and the service is busy meanwhile', async () => {
    const store = openMemory(IN_MEMORY);
    let isElsewhere = true;
    const answers: AnswerStore = {
      ...store.answers,
      keep: (kept, { provider, requests, charactersBilled, cost }) =>
        store.answers.keep(kept, { provider, requests, characters: charactersBilled, cost }),
      claim: (wanted) =>
        isElsewhere && asked > 0 && wanted.length === 1
          ? wanted.map(() => 'elsewhere')
          : store.answers.claim(wanted),
      heldElsewhere: (claims) => claims.map(() => false),
    };
    let asked = 0;
    let go = (): void => {};
    const other = new Promise<void>((resolve) => {
      go = resolve;
    });
    const a = fakeProvider({
      gate: async ({ units }) => {
        if (units[0]?.text !== TEXT) await other;
      },
      translate: (text) => (text === TEXT && asked++ === 0 ? 'так [major]' : `переклад ${text}`),
    });
    const one = createTranslator({
      chain: [{ provider: a, pacing: { concurrency: 1 } }],
      clock: systemClock,
      checks,
      answers,
    });
    const first = outcome(one);
    await vi.waitFor(() => expect(asked).toBe(1));
    await new Promise((resolve) => setTimeout(resolve, 30));
    isElsewhere = false;
    const second = outcome(one, 'Another house.');
    // Until well after the other run is looked at again.
    await new Promise((resolve) => setTimeout(resolve, 200));
    go();
    expect(await second).toBe('переклад Another house.');
    expect(await first).toBe(`переклад ${TEXT}`);
    store.close();
  });

  it('is asked for no third time, and the better of two is kept, the first of equals', async () => {
    const a = says('a', 'перший [major]', 'другий [major]', 'третій');
    expect(await outcome(translator([a]))).toBe('перший [major]');
    expect(a.sent).toHaveLength(2);
    expect(await outcome(translator([says('a', 'а [major] [major]', 'б [major] [minor]')]))).toBe(
      'б [major] [minor]',
    );
    expect(await outcome(translator([says('a', 'а [major]'), says('b', 'б [critical]')]))).toBe('а [major]');
    expect(await outcome(translator([says('a', 'а [critical]', 'б [critical]')]))).toBe('failed CHECK');
  });

  it('is not asked for again because of what is minor', async () => {
    const a = says('a', 'так [minor]');
    expect(await outcome(translator([a]))).toBe('так [minor]');
    expect(a.sent).toHaveLength(1);
  });

  it('stays where the second request fails or the budget has no room for it', async () => {
    let asked = 0;
    const a = fakeProvider({
      name: 'a',
      react: () => {
        asked += 1;
        if (asked > 1) throw new ProviderError('a', 'REJECTED', 'no');
        return undefined;
      },
      translate: () => 'так [major]',
    });
    expect(await outcome(translator([a]))).toBe('так [major]');
    const b = says('b', 'так [major]', 'краще');
    const budget = [{ scope: 'run', maxCharacters: TEXT.length } as const];
    expect(await outcome(translator([b], { budget }))).toBe('так [major]');
    expect(b.sent).toHaveLength(1);
  });
});

describe('memory', () => {
  it('keeps the finding with the translation, and asks again on the next run', async () => {
    const memory = listMemory();
    expect(await outcome(translator([says('a', 'перший [major]', 'другий [major]')], { memory }))).toBe(
      'перший [major]',
    );
    expect(memory.entries).toMatchObject([
      { targetText: 'перший [major]', notes: [{ check: 'major-1', severity: 'major' }] },
    ]);
    const later = says('a', 'добре');
    expect(await outcome(translator([later], { memory, checks }))).toBe('добре');
    expect(later.sent).toHaveLength(1);
    expect(memory.entries.at(-1)).toMatchObject({ targetText: 'добре' });
  });

  it('gives what it has where nobody can be asked, or nothing better comes', async () => {
    const memory = listMemory();
    await outcome(translator([says('a', 'перший [major]')], { memory }));
    expect(await outcome(translator([], { memory, anyMachine: true }))).toBe('перший [major]');
    expect(await outcome(translator([says('a', 'інший [major]')], { memory }))).toBe('перший [major]');
    expect(memory.entries).toHaveLength(1);
  });

  it('gives nothing that is no translation, whoever stored it', async () => {
    const origin = { kind: 'provider', provider: 'a' } as const;
    const stored = {
      source: 'en',
      target: 'uk',
      sourceText: TEXT,
      state: 'machine',
      identity: 'a|test',
      origin,
    } as const;
    const refusal = listMemory([{ ...stored, targetText: 'відмова [critical]' }]);
    expect(await outcome(translator([says('a', 'добре')], { memory: refusal }))).toBe('добре');
    const reviewed = listMemory([{ ...stored, targetText: 'так вирішили [critical]', state: 'reviewed' }]);
    expect(await outcome(translator([says('a', 'інше')], { memory: reviewed }))).toBe(
      'так вирішили [critical]',
    );
  });

  it('of an earlier version gains a place for findings and loses nothing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tovmach-notes-'));
    cpSync(fileURLToPath(new URL('../fixtures/v0.1.0/project', import.meta.url)), folder, {
      recursive: true,
    });
    const memory = openMemory(join(folder, 'memory.db'));
    const before = [...memory.entries()];
    expect(before.length).toBeGreaterThan(0);
    expect(before.every(({ notes }) => notes === undefined)).toBe(true);
    const notes = [{ check: 'numbers', severity: 'major' as const }];
    const origin = { kind: 'provider', provider: 'a' } as const;
    const entry = {
      source: 'en',
      target: 'uk',
      sourceText: 'Entirely new words.',
      state: 'machine',
      origin,
    } as const;
    memory.put([{ ...entry, targetText: 'Слова 1', identity: 'a', notes }]);
    memory.put([{ ...entry, targetText: 'Слова 2', identity: 'b' }]);
    // What the checks said least of goes before what the configuration prefers.
    const query = { source: 'en', target: 'uk', text: entry.sourceText };
    expect(memory.find(query, ['a', 'b'])).toMatchObject({ text: 'Слова 2' });
    expect(memory.find(query, ['a'])).toMatchObject({ text: 'Слова 1', notes });
    memory.put([{ ...entry, targetText: 'Слова 1', identity: 'a' }]);
    expect(memory.find(query, ['a'])?.notes).toBeUndefined();
    expect([...memory.entries()]).toHaveLength(before.length + 2);
    memory.close();
  });
});
