import type { Check } from '../model/contracts.js';

/** Words that may stay as they are: names, acronyms, anything with a digit. */
function mayStay(word: string, isFirst: boolean): boolean {
  return /\d/.test(word) || word === word.toUpperCase() || (!isFirst && /^\p{Lu}/u.test(word));
}

const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}]+/gu, '');

/** The source came back instead of a translation. Names and acronyms alone are no echo. */
export function echoCheck(): Check {
  return {
    name: 'echo',
    examine({ unit, translation }) {
      if (letters(translation) !== letters(unit.text)) return undefined;
      const words = unit.text.split(/[^\p{L}\p{N}'’-]+/u).filter((word) => word.length > 1);
      const common = words.filter((word, index) => !mayStay(word, index === 0));
      if (common.length === 0) return undefined;
      const severity = common.length >= 2 ? 'critical' : 'minor';
      return { check: 'echo', severity, message: 'the answer is the source text, not a translation' };
    },
  };
}
