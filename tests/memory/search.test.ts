import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IN_MEMORY, openMemory } from '../../src/memory/store.js';
import type { MemoryEntry } from '../../src/model/contracts.js';

const entry = (sourceText: string, targetText: string, rest: Partial<MemoryEntry> = {}): MemoryEntry => ({
  source: 'uk',
  target: 'en',
  sourceText,
  targetText,
  origin: { kind: 'human' },
  state: 'reviewed',
  ...rest,
});

describe('search', () => {
  it('finds in source and target, in any case, the newest first, within the languages asked for', () => {
    const memory = openMemory(IN_MEMORY);
    memory.put([
      entry('Верховна Рада зібралася.', 'Parliament met.'),
      entry('Засідання почалося.', 'The ВЕРХОВНА sat.', { target: 'en-GB' }),
      entry('Верховна влада', 'Władza', { target: 'pl' }),
    ]);
    const texts = (text: string, options = {}): string[] =>
      memory.search(text, { limit: 9, ...options }).map(({ targetText }) => targetText);
    expect(texts('верховна')).toEqual(['Władza', 'The ВЕРХОВНА sat.', 'Parliament met.']);
    expect(texts('верховна', { target: 'en' })).toEqual(['The ВЕРХОВНА sat.', 'Parliament met.']);
    expect(texts('верховна', { limit: 1 })).toEqual(['Władza']);
    expect(texts('верховна', { origin: 'provider' })).toEqual([]);
    memory.close();
  });

  it('takes every character for itself', () => {
    const texts = fc.string({
      unit: fc.constantFrom('*', '?', '[', ']', '^', '-', 'І', 'і', 'a', 'A', 'ß', '.'),
    });
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 5 }), texts, (stored, wanted) => {
        const memory = openMemory(IN_MEMORY);
        memory.put(stored.map((text) => entry(`${text}.`, '-')));
        const found = memory.search(`${wanted}.`, { limit: 99 }).map(({ sourceText }) => sourceText);
        const expected = [...new Set(stored.map((text) => `${text}.`))].filter((text) =>
          text.toLowerCase().includes(`${wanted}.`.toLowerCase()),
        );
        expect(new Set(found)).toEqual(new Set(expected));
        memory.close();
      }),
      { numRuns: 60 },
    );
  });
});
