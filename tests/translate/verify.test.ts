import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/errors.js';
import { createTranslator, type TranslatorOptions } from '../../src/translate/translate.js';
import { fakeClock } from '../support/fake-clock.js';
import { type FakeProvider, fakeProvider } from '../support/fake-provider.js';
import { listMemory, unit } from './parts.js';

const { signal } = new AbortController();
const UNIT = unit('The bridge is open.');

function verified(first: FakeProvider, second: FakeProvider, options: Partial<TranslatorOptions> = {}) {
  return createTranslator({
    chain: [{ provider: first }, { provider: second, reserved: true }],
    verify: second.name,
    clock: fakeClock({ autoAdvanceUpTo: 30_000 }),
    ...options,
  });
}
const other = (translate = (text: string) => `second: ${text}`): FakeProvider =>
  fakeProvider({ name: 'other', translate });

describe('a second engine', () => {
  it('translates what a machine translated, and memory takes none of its words', async () => {
    const memory = listMemory();
    const found = await verified(fakeProvider(), other(), { memory }).translate([UNIT], { signal });
    expect(found.get(UNIT.key)).toMatchObject({
      text: 'uk: The bridge is open.',
      origin: { provider: 'fake' },
      second: { provider: 'other', text: 'second: The bridge is open.' },
    });
    expect(memory.entries.map(({ identity }) => identity)).toEqual(['fake|test']);
  });

  it('is asked once for equal texts of articles under way together', async () => {
    const second = other();
    const one = verified(fakeProvider(), second);
    await Promise.all([one.translate([UNIT], { signal }), one.translate([UNIT], { signal })]);
    expect(second.sent).toEqual([UNIT.text]);
  });

  it('is asked what memory has of a machine, and not what people wrote', async () => {
    const second = other();
    const memory = listMemory();
    await createTranslator({ chain: [{ provider: fakeProvider() }], memory }).translate([UNIT], { signal });
    const human = unit('The school is closed.');
    memory.entries.push({
      source: 'en',
      target: 'uk',
      sourceText: human.text,
      targetText: 'Школу зачинено.',
      origin: { kind: 'human' },
      state: 'reviewed',
    });
    await verified(fakeProvider(), second, { memory }).translate([UNIT, human], { signal });
    expect(second.sent).toEqual([UNIT.text]);
  });

  it('is not asked about its own words', async () => {
    const second = other();
    const routes = [{ provider: ['other'] }];
    const found = await verified(fakeProvider(), second, { routes }).translate([UNIT], { signal });
    expect(found.get(UNIT.key)).not.toHaveProperty('second');
    expect(second.sent).toEqual([UNIT.text]);
  });

  it('that fails leaves the translation, and says that nothing was compared', async () => {
    const broken = fakeProvider({
      name: 'other',
      react: () => {
        throw new ProviderError('other', 'QUOTA', 'used up');
      },
    });
    const found = await verified(fakeProvider(), broken).translate([UNIT], { signal });
    expect(found.get(UNIT.key)).toMatchObject({
      status: 'translated',
      text: 'uk: The bridge is open.',
      second: { failure: { code: 'QUOTA', provider: 'other' } },
    });
  });
});
