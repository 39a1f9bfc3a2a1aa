import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MemoryEntry, MemoryStore } from '../../src/index.js';
import { IN_MEMORY, openMemory } from '../../src/memory/store.js';

import { createTranslator } from '../../src/translate/translate.js';
import { fakeProvider } from '../support/fake-provider.js';
import { unit } from './parts.js';

const PERSON = 'The harbour reopened after two days of storm.';
const MACHINE = 'The harbour reopened after five days of rain.';

const entry = (sourceText: string, rest: Partial<MemoryEntry>): MemoryEntry => ({
  source: 'en',
  target: 'uk',
  sourceText,
  targetText: `Переклад: ${sourceText}`,
  origin: { kind: 'human' },
  state: 'reviewed',
  ...rest,
});

let memory: MemoryStore;
beforeEach(() => {
  memory = openMemory(IN_MEMORY);
  memory.put([
    entry(PERSON, {}),
    entry(MACHINE, {
      origin: { kind: 'provider', provider: 'fake' },
      identity: 'fake|test',
      state: 'machine',
    }),
  ]);
});
afterEach(() => memory.close());

describe('a repetition in an article', () => {
  const text = 'It leaves at noon.';
  const asked = [
    unit(text, { before: 'Tickets are cheap.' }),
    unit(text, { key: 'again', sharedKey: unit(text).key, before: 'Take the train.' }),
  ];
  const signal = new AbortController().signal;

  it('is translated once', async () => {
    const provider = fakeProvider();
    const translations = await createTranslator({ chain: [{ provider }], memory }).translate(asked, {
      signal,
    });
    expect(provider.sent).toEqual([text]);
    expect([...translations].map(([key, each]) => [key === each.key, 'text' in each && each.text])).toEqual([
      [true, `uk: ${text}`],
      [true, `uk: ${text}`],
    ]);
  });

  it('gets what memory has for its place', async () => {
    const provider = fakeProvider();
    memory.put([
      entry(text, { targetText: 'Відпливає опівдні.', before: 'Tickets are cheap.' }),
      entry(text, { targetText: 'Рушає опівдні.', before: 'Take the train.' }),
    ]);
    const translations = await createTranslator({ chain: [{ provider }], memory }).translate(asked, {
      signal,
    });
    expect([...translations.values()].map((each) => 'text' in each && each.text)).toEqual([
      'Відпливає опівдні.',
      'Рушає опівдні.',
    ]);
    expect(provider.requests).toEqual([]);
  });
});

describe('a text that is similar to one in memory', () => {
  const text = 'The harbour reopened after six days of storm.';

  it.each([true, false])(
    'is sent, with what people made of the other where context counts: %s',
    async (context) => {
      const provider = fakeProvider({ capabilities: { context } });
      const translator = createTranslator({ chain: [{ provider }], memory });
      const asked = unit(text, { before: 'It rained.' });
      const [translation] = (
        await translator.translate([asked], { signal: new AbortController().signal })
      ).values();
      expect(translation).toMatchObject({ status: 'translated', text: `uk: ${text}` });
      const similar = [{ text: PERSON, translation: `Переклад: ${PERSON}` }];
      expect(provider.requests[0]?.units.map((each) => each.context)).toEqual([
        context ? { before: 'It rained.', similar } : undefined,
      ]);
    },
  );

  it('is not sent when the user lets fuzzy matches of that score stand', async () => {
    const provider = fakeProvider();
    const signal = new AbortController().signal;
    const from = (fuzzyFrom: number) =>
      createTranslator({ chain: [{ provider }], memory, recall: { fuzzyFrom } }).translate([unit(text)], {
        signal,
      });
    const [used] = (await from(80)).values();
    expect(used).toMatchObject({
      text: `Переклад: ${PERSON}`,
      origin: { kind: 'memory', match: 'fuzzy', score: expect.any(Number) },
    });
    expect(provider.requests).toEqual([]);
    await from(99);
    expect(provider.sent).toEqual([text]);
  });
});
