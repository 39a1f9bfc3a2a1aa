import type { Check } from '../model/contracts.js';

const TERMINAL = /[.!?…。！？؟।։]["'»”’)\]]*\s*$/u;
/** Below this share of the source's length an answer without an end is a stump. */
const STUMP = 0.6;
const LONG_ENOUGH = 40;

/** The answer breaks off: the source ends, the answer does not, and it is much shorter. */
export function truncatedCheck(): Check {
  return {
    name: 'truncated',
    examine({ unit, translation }) {
      if (unit.text.length < LONG_ENOUGH || !TERMINAL.test(unit.text) || TERMINAL.test(translation))
        return undefined;
      const ratio = translation.length / unit.text.length;
      if (ratio >= STUMP) return undefined;
      return {
        check: 'truncated',
        severity: 'critical',
        message: `the answer breaks off after ${translation.length} characters (source ${unit.text.length})`,
      };
    },
  };
}
