import { describe, expect, it } from 'vitest';
import { createChecks } from '../../src/check/check.js';
import type { Check, TranslationUnit } from '../../src/index.js';
import { unit } from '../translate/parts.js';

const check = createChecks({
  detector: { name: 'none', identify: () => ({ lang: 'und', confidence: 0, evidence: [] }) },
  candidates: [],
}).find(({ name }) => name === 'verify');

const UK: TranslationUnit = unit('Про це повідомили у раді.', { source: 'uk', target: 'en' });
const compare = (translation: string, text: string): ReturnType<NonNullable<Check['examine']>> =>
  check?.examine?.({ unit: UK, translation, second: { provider: 'other', text } });

describe('two engines', () => {
  it.each([
    ['15 deputies of 26 voted.', '15 of the 26 deputies supported it.'],
    ['The budget is 52.5 billion hryvnias.', 'The budget amounts to UAH 52.5 bln.'],
    ['It begins at 9 p.m. on Monday.', 'On Monday it starts at 21:00.'],
    ['Nobody was hurt.', 'No one was injured.'],
    ['Two people were rescued.', '2 persons were saved.'],
    ['The bridge was opened.', 'They opened the bridge.'],
  ])('that agree: %s / %s', (a, b) => {
    expect(compare(a, b)).toBeUndefined();
    expect(compare(b, a)).toBeUndefined();
  });

  it.each([
    ['15 deputies voted.', '50 deputies voted.', 'check.otherNumbers'],
    ['The budget is 52 million.', 'The budget is 52 billion.', 'check.otherNumbers'],
    ['He paid 500 dollars.', 'He paid 500 euros.', 'check.otherCurrencies'],
    ['It grew by 5 percent.', 'It grew by 5 km.', 'check.otherUnits'],
    ['It begins in May.', 'It begins in March.', 'check.otherDates'],
    ['The mayor did not sign it.', 'The mayor signed it.', 'check.otherNegation'],
  ])('that differ: %s / %s', (a, b, messageId) => {
    const result = compare(a, b);
    expect(result).toMatchObject({ check: 'verify', messageId, values: { provider: 'other', text: b } });
    expect(compare(b, a)).toMatchObject({ check: 'verify' });
  });

  it('of which one failed are not compared, and that is said', () => {
    const failure = { code: 'QUOTA', message: 'used up', provider: 'other' } as const;
    expect(check?.examine?.({ unit: UK, translation: 'Fine.', second: { failure } })).toMatchObject({
      check: 'verify',
      severity: 'minor',
      messageId: 'check.notCompared',
    });
  });
});
