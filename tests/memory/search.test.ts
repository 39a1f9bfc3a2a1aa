import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MemoryEntry } from '../../src/index.js';
import { openDatabase } from '../../src/memory/database.js';
import { IN_MEMORY, openMemory } from '../../src/memory/store.js';

import { temporaryFolder } from '../support/command-line.js';

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

  it('finds any stretch of any text, as reading every entry would', () => {
    const syllable = fc.constantFrom(
      'рада',
      'за',
      'сі',
      'ла',
      'ko',
      'Na',
      'to',
      ' ',
      ', ',
      '-',
      "'",
      '7',
      '東京',
      'é',
    );
    const prose = fc.array(syllable, { minLength: 1, maxLength: 9 }).map((parts) => `${parts.join('')}.`);
    fc.assert(
      fc.property(
        fc.array(prose, { minLength: 1, maxLength: 6 }),
        prose,
        fc.nat(),
        fc.nat(),
        (stored, any, a, b) => {
          const memory = openMemory(IN_MEMORY);
          memory.put(stored.map((text) => entry(text, `-${text}-`)));
          const text = (stored[a % stored.length] ?? any).slice(0, -1);
          const wanted = a % 3 === 0 ? any.slice(0, -1) : text.slice(b % Math.max(1, text.length));
          const found = memory.search(wanted, { limit: 99 }).map(({ sourceText }) => sourceText);
          const expected = stored.filter((each) =>
            `${each}\n-${each}-`.toLowerCase().includes(wanted.toLowerCase()),
          );
          // What differs in white space alone is one entry.
          const plain = (texts: readonly string[]) => new Set(texts.map((each) => each.trim()));
          expect(plain(found)).toEqual(plain(expected));
          memory.prune({ origin: 'human' });
          expect(memory.search(wanted, { limit: 99 })).toEqual([]);
          memory.close();
        },
      ),
      { numRuns: 150 },
    );
  });

  it('finds what a memory holds that was stored before there was an index of texts', () => {
    const path = join(temporaryFolder(), 'memory.db');
    const memory = openMemory(path);
    memory.put(Array.from({ length: 5_000 }, (_, index) => entry(`Новина ${index}`, `News ${index}`)));
    memory.close();
    // As the version before left it.
    const old = openDatabase(path, 100);
    old.exec(
      "DELETE FROM found WHERE rowid IN (SELECT id FROM entry); DELETE FROM spelling; INSERT INTO mark SELECT 'text-index-behind', max(id) FROM entry",
    );
    old.close();
    const again = openMemory(path);
    again.put([entry('Новина свіжа', 'Fresh')]);
    expect(again.search('ews 4321', { limit: 9 })).toHaveLength(1);
    expect(again.search('овина', { limit: 9_000 })).toHaveLength(5_001);
    again.close();
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
        // What differs in white space alone is one entry.
        const plain = (texts: readonly string[]) => new Set(texts.map((each) => each.trim()));
        expect(plain(found)).toEqual(plain(expected));
        memory.close();
      }),
      { numRuns: 60 },
    );
  });
});
