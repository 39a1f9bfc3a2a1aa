import { messages } from '../message.js';
import type { Check } from '../model/contracts.js';
import { primaryLanguage } from '../model/language.js';
import { areClose, type Read } from './text.js';

const say = messages('check', {
  echoed: 'the answer is the source text, not a translation',
});

/** Words that may stay as they are: names, acronyms, anything with a digit. */
function mayStay(word: string, isFirst: boolean): boolean {
  return /\d/.test(word) || word === word.toUpperCase() || (!isFirst && /^\p{Lu}/u.test(word));
}

const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}]+/gu, '');

const firstLetter = (text: string): string | undefined => /\p{L}/u.exec(text)?.[0].toLowerCase();

/** Words that two close languages may share, all of them. */
const ALIKE = 8;

/** The source came back instead of a translation. Names, acronyms and addresses alone are no echo. */
export function echoCheck(read: Read): Check {
  return {
    name: 'echo',
    examine(input) {
      const { unit } = input;
      const { source, answer } = read(input);
      // Most translations are told from their source by what they begin with.
      if (firstLetter(source) !== firstLetter(answer)) return undefined;
      const said = letters(source);
      if (said === '' || letters(answer) !== said) return undefined;
      const words = source.split(/[^\p{L}\p{M}\p{N}'’-]+/u).filter((word) => word.length > 1);
      // Capitals throughout are names, but for a word alone.
      if (words.length > 1 && words.every((word) => mayStay(word, false))) return undefined;
      const common = words.filter((word, index) => !mayStay(word, index === 0));
      if (common.length === 0) return undefined;
      const close = areClose(primaryLanguage(unit.source), primaryLanguage(unit.target));
      const severity = close
        ? common.length >= ALIKE
          ? 'major'
          : 'minor'
        : common.length >= 2
          ? 'critical'
          : 'minor';
      return { check: 'echo', severity, ...say.echoed() };
    },
  };
}
