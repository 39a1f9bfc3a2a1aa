import type { Check } from '../model/contracts.js';

const DOUBLED = /(?<![\p{L}\p{M}'’-])(\p{L}[\p{L}\p{M}'’-]+)\s+\1(?![\p{L}\p{M}'’-])/giu;

function doubled(text: string): string[] {
  return [...text.matchAll(DOUBLED)].map((match) => (match[1] ?? '').toLowerCase());
}

/** The same word twice in a row, where the source has no such thing. */
export function doubledWordCheck(): Check {
  return {
    name: 'doubled-word',
    examine({ unit, translation }) {
      const found = doubled(translation);
      if (found.length <= doubled(unit.text).length) return undefined;
      return { check: 'doubled-word', severity: 'minor', message: `"${found[0]}" stands twice in a row` };
    },
  };
}
