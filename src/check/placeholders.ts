import type { Check } from '../model/contracts.js';

function occurrences(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** Every placeholder of the source stands in the translation, unchanged and as often. */
export function placeholdersCheck(): Check {
  return {
    name: 'placeholders',
    examine({ unit, translation }) {
      const originals = new Set(
        unit.placeholders
          .filter((place) => place.kind !== 'number')
          .map((place) => unit.text.slice(place.start, place.end)),
      );
      for (const original of originals) {
        const wanted = occurrences(unit.text, original);
        const found = occurrences(translation, original);
        if (found !== wanted && original.trim() !== '') {
          const message =
            found < wanted
              ? `"${original}" was lost`
              : `"${original}" stands ${found} times, in the source ${wanted}`;
          return { check: 'placeholders', severity: 'critical', message };
        }
      }
      return undefined;
    },
  };
}
