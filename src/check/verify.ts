import { asValue, type Message, messages } from '../message.js';
import type { Check, CheckInput, CheckResult } from '../model/contracts.js';
import { currenciesCheck } from './currencies.js';
import { datesCheck } from './dates.js';
import { createFactReader } from './facts/pair.js';
import { negationCheck } from './negation.js';
import { numbersCheck } from './numbers.js';
import { oppositesCheck } from './opposites.js';
import { unitsCheck } from './units.js';

/** Two engines translate one text: where the facts of their answers differ, one of them is wrong. */

type Sentence = { readonly provider: string; readonly text: string };

const say = messages('check', {
  otherNumbers: '{{provider}} has other numbers: "{{text}}"',
  otherUnits: '{{provider}} has other units: "{{text}}"',
  otherCurrencies: '{{provider}} has another currency: "{{text}}"',
  otherDates: '{{provider}} has another date or time: "{{text}}"',
  otherNegation: '{{provider}} affirms or denies otherwise: "{{text}}"',
  otherSense: '{{provider}} says the opposite of a word: "{{text}}"',
  notCompared: 'not compared with another engine: {{reason}}',
});

export function verifyCheck(): Check {
  const facts = createFactReader();
  const comparisons: readonly (readonly [Check, (values: Sentence) => Message])[] = [
    [numbersCheck(facts), say.otherNumbers],
    [unitsCheck(facts), say.otherUnits],
    [currenciesCheck(facts), say.otherCurrencies],
    [datesCheck(facts), say.otherDates],
    [negationCheck(), say.otherNegation],
    [oppositesCheck(), say.otherSense],
  ];
  return {
    name: 'verify',
    examine({ unit, translation, second }) {
      if (second === undefined) return undefined;
      if ('failure' in second) return found('minor', say.notCompared({ reason: asValue(second.failure) }));
      const { provider, text } = second;
      // The two are in one language: one stands for the source.
      const input: CheckInput = {
        unit: { ...unit, source: unit.target, text, placeholders: [] },
        translation,
      };
      const [first] = comparisons.flatMap(([check, sentence]) => {
        const result = check.examine?.(input);
        return result === undefined ? [] : [found(result.severity, sentence({ provider, text }))];
      });
      return first;
    },
  };
}

function found(severity: CheckResult['severity'], message: Message): CheckResult {
  // The translation itself may be the right one.
  return { check: 'verify', severity: severity === 'critical' ? 'major' : severity, ...message };
}
