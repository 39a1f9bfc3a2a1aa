import { messages } from '../message.js';
import type { Check } from '../model/contracts.js';
import { lengthScore } from './lengths.js';

const say = messages('check', {
  tooShort: 'the translation is too short: {{target}} characters for {{source}}',
  tooLong: 'the translation is too long: {{target}} characters for {{source}}',
});

/** Standard deviations from which a length is worth a word, and from which something was left out or made up. */
const ODD = 3.5;
const GROSS = 6;
/** Shorter texts are names and labels: their lengths say nothing. */
const FEWEST = 8;

/** A translation far shorter or longer than people write it, by languages and role. */
export function lengthCheck(): Check {
  return {
    name: 'length',
    examine({ unit, translation }) {
      const [source, target] = [unit.text.trim().length, translation.trim().length];
      if (source < FEWEST) return undefined;
      const score = lengthScore(unit, translation);
      if (Math.abs(score) < ODD) return undefined;
      const severity = Math.abs(score) >= GROSS ? 'major' : 'minor';
      const what = score < 0 ? say.tooShort({ target, source }) : say.tooLong({ target, source });
      return { check: 'length', severity, ...what };
    },
  };
}
