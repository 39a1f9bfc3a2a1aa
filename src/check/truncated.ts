import { messages } from '../message.js';
import type { Check } from '../model/contracts.js';
import { isHeadline, lengthScore } from './lengths.js';
import { DENSE } from './text.js';

const say = messages('check', {
  brokenOff: 'the answer breaks off after {{target}} characters (source {{source}})',
});

const TERMINAL = /[.!?…。！？؟।։:;][)"'»”’\]」』）]*\s*$/u;
const LONG_ENOUGH = 40;
/** Standard deviations below the usual length: a hint, and more than one. */
const SHORT = -0.3;
const SHORTER = -1.6;
/** The same where the source has no mark at its end either, and for headlines, which do without. */
const OPEN_SHORT = -2.2;

/** The answer breaks off: the source ends with a mark, the answer with none, and it is short. */
export function truncatedCheck(): Check {
  return {
    name: 'truncated',
    examine({ unit, translation }) {
      const dense = /[\p{Script=Han}\p{Script=Kana}]/u.test(unit.text);
      if (unit.text.length < (dense ? LONG_ENOUGH / 3 : LONG_ENOUGH) || TERMINAL.test(translation))
        return undefined;
      const score = lengthScore(unit, translation);
      const isOpen = !TERMINAL.test(unit.text) || isHeadline(unit.role);
      if (score > (isOpen ? OPEN_SHORT : DENSE.test(translation) ? SHORTER : SHORT)) return undefined;
      return {
        check: 'truncated',
        severity: score > SHORTER ? 'minor' : 'major',
        ...say.brokenOff({ target: translation.length, source: unit.text.length }),
      };
    },
  };
}
