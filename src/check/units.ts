import { messages } from '../message.js';
import type { Check } from '../model/contracts.js';
import type { Fact } from './facts/fact.js';
import type { ReadFacts } from './facts/pair.js';
import { isConversion } from './facts/unit.js';

const say = messages('check', {
  unitChanged: '"{{here}}" of the source is "{{there}}" in the translation',
});

/** The same unit beside the same number: `5 %` is no five points, `5 km` are no five miles. */
export function unitsCheck(facts: ReadFacts): Check {
  return {
    name: 'units',
    examine(input) {
      const { source, target } = facts(input);
      for (const fact of source) {
        if (!isMeasured(fact)) continue;
        const alike = target.filter((other) => isMeasured(other) && other.value === fact.value);
        const [wrong] = alike;
        if (wrong === undefined || alike.some((other) => other.unit === fact.unit)) continue;
        // The other unit may belong to another amount of the source.
        if (
          source.some(
            (other) => isMeasured(other) && other.value === wrong.value && other.unit === wrong.unit,
          )
        )
          continue;
        if (
          target.some(
            (other) =>
              isMeasured(other) && isConversion(fact.value, fact.unit ?? '', other.value, other.unit ?? ''),
          )
        )
          continue;
        return {
          check: 'units',
          severity: 'major',
          ...say.unitChanged({
            here: written(input.unit.text, fact),
            there: written(input.translation, wrong),
          }),
        };
      }
      return undefined;
    },
  };
}

/** A number as it stands in a text, with what counts it. */
export function written(text: string, { start, end, until = end }: Fact): string {
  return text.slice(start, until).trim();
}

function isMeasured(fact: Fact): boolean {
  return fact.kind === 'number' && fact.unit !== undefined && fact.value > 0;
}
