import { describe, expect, it } from 'vitest';
import { targetLanguageCheck } from '../../src/check/target-language.js';
import type { Check, Detector } from '../../src/model/contracts.js';

/** A detector that never knows: what is left is the letters. */
const detector = {
  identify: () => ({ lang: 'und', script: 'Zyyy', confidence: 0, evidence: [] }),
} as unknown as Detector;
const check = targetLanguageCheck({ detector, candidates: ['en', 'uk'] });

function severity(text: string, translation: string, target: string): string | undefined {
  const unit = { text, source: 'en', target };
  const found = check.examine({ unit, translation } as unknown as Parameters<Check['examine']>[0]);
  return found === undefined ? undefined : (found as { severity: string }).severity;
}

describe('the letters of an answer', () => {
  it('tell a language that is none of the candidates', () => {
    const german = 'Die Brücke wurde gestern eröffnet.';
    expect(severity('The bridge was opened yesterday.', german, 'uk')).toBe('critical');
    expect(
      severity('The bridge was opened yesterday.', 'Міст відкрили вчора ввечері.', 'uk'),
    ).toBeUndefined();
  });

  it('say nothing of names that were carried over', () => {
    expect(
      severity('Microsoft Azure and Google Cloud', 'Microsoft Azure і Google Cloud', 'uk'),
    ).toBeUndefined();
  });
});
