import type { Check } from '../model/contracts.js';

const MARKS = /[«»“”„"‹›]/gu;

/** As many quotation marks on both sides, whichever each language uses. */
export function quotesCheck(): Check {
  return {
    name: 'quotes',
    examine({ unit, translation }) {
      const wanted = unit.text.match(MARKS)?.length ?? 0;
      const found = translation.match(MARKS)?.length ?? 0;
      if (wanted === found) return undefined;
      return {
        check: 'quotes',
        severity: 'minor',
        message: `${found} quotation marks, in the source ${wanted}`,
      };
    },
  };
}
