import { messages } from '../message.js';
import type { Check } from '../model/contracts.js';
import { lengthScore } from './lengths.js';

const say = messages('check', {
  brokenOff: 'the answer breaks off after {{target}} characters (source {{source}})',
});

const TERMINAL = /[.!?…。！？؟।։:;][)"'»”’\]」』）]*\s*$/u;
const LONG_ENOUGH = 40;
/** Standard deviations below the usual length. */
const SHORT = -1.6;

/** The answer breaks off: the source ends with a mark, the answer with none, and it is short. */
export function truncatedCheck(): Check {
  return {
    name: 'truncated',
    examine({ unit, translation }) {
      const dense = /[\p{Script=Han}\p{Script=Kana}]/u.test(unit.text);
      if (
        unit.text.length < (dense ? LONG_ENOUGH / 3 : LONG_ENOUGH) ||
        !TERMINAL.test(unit.text) ||
        TERMINAL.test(translation)
      )
        return undefined;
      if (lengthScore(unit, translation) > SHORT) return undefined;
      return {
        check: 'truncated',
        severity: 'major',
        ...say.brokenOff({ target: translation.length, source: unit.text.length }),
      };
    },
  };
}
