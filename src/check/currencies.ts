import { type Message, messages } from '../message.js';
import type { Check, CheckResult } from '../model/contracts.js';
import type { Fact } from './facts/fact.js';
import type { ReadFacts } from './facts/pair.js';
import { written } from './units.js';

const say = messages('check', {
  currencyChanged: '"{{here}}" of the source is "{{there}}" in the translation',
  currencyOther: 'the source speaks of "{{here}}", the translation of "{{there}}"',
});

/** The same currency beside the same number; without numbers, the same currencies. */
export function currenciesCheck(facts: ReadFacts): Check {
  return {
    name: 'currencies',
    examine(input) {
      const { unit, translation } = input;
      const { source, target } = facts(input);
      const [here, there] = [source.filter(isMoney), target.filter(isMoney)];
      if (here.length === 0 || there.length === 0) return undefined;
      for (const fact of here) {
        if (fact.value === 0) continue;
        const alike = there.filter((other) => other.value === fact.value);
        const [wrong] = alike;
        if (wrong === undefined || alike.some((other) => isSame(fact, other))) continue;
        return finding(
          say.currencyChanged({ here: written(unit.text, fact), there: written(translation, wrong) }),
        );
      }
      const lost = here.filter((fact) => !there.some((other) => isSame(fact, other)));
      const added = there.filter((fact) => !here.some((other) => isSame(fact, other)));
      const [one, other] = [lost[0], added[0]];
      if (one === undefined || other === undefined) return undefined;
      return finding(
        say.currencyOther({ here: written(unit.text, one), there: written(translation, other) }),
      );
    },
  };
}

const isMoney = (fact: Fact): boolean => fact.currency !== undefined;
/** A word that is a currency only sometimes ends in `?`: it answers for anything, and is not asked for. */
const isWeak = (fact: Fact): boolean => fact.currency?.endsWith('?') === true;
const name = ({ currency = '' }: Fact): string => currency.replace('?', '');

function isSame(a: Fact, b: Fact): boolean {
  if (name(a) === name(b)) return true;
  // `¥` is the sign of two.
  const pair = new Set([name(a), name(b)]);
  return (pair.has('yen') && pair.has('yuan')) || isWeak(a) || isWeak(b);
}

function finding(message: Message): CheckResult {
  return { check: 'currencies', severity: 'major', ...message };
}
