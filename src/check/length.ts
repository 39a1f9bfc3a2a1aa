import type { Check } from '../model/contracts.js';
import type { Role } from '../model/segment.js';

/** Shares of the source's length, in characters, beyond which a translation is suspect or wrong. */
interface Band {
  readonly shorter: number;
  readonly longer: number;
}

const PROSE: Band = { shorter: 0.45, longer: 2.2 };
/** Headlines are condensed more freely than paragraphs. */
const HEADLINE: Band = { shorter: 0.35, longer: 2.8 };
const SHORT: Band = { shorter: 0.2, longer: 4.5 };

const HEADLINES: ReadonlySet<Role> = new Set(['title', 'heading', 'related-headline', 'caption']);
/** Up to this many characters a text counts as short. */
const SHORT_LENGTH = 24;
/** Beyond the band by this factor something was left out or made up. */
const GROSS = 2;

/** Scripts that say the same in far fewer characters. */
const DENSE: ReadonlySet<string> = new Set(['zh', 'ja', 'ko', 'th']);

export function lengthCheck(): Check {
  return {
    name: 'length',
    examine({ unit, translation }) {
      const source = unit.text.trim().length;
      const target = translation.trim().length;
      const primary = (tag: string): string => tag.split('-')[0] ?? tag;
      if (source < 4 || DENSE.has(primary(unit.source)) !== DENSE.has(primary(unit.target))) return undefined;
      const band = source <= SHORT_LENGTH ? SHORT : HEADLINES.has(unit.role) ? HEADLINE : PROSE;
      const ratio = target / source;
      if (ratio >= band.shorter && ratio <= band.longer) return undefined;
      const gross = ratio < band.shorter / GROSS || ratio > band.longer * GROSS;
      return {
        check: 'length',
        severity: gross && source > SHORT_LENGTH ? 'critical' : 'minor',
        message: `the translation has ${target} characters, the source ${source} (expected ${band.shorter} to ${band.longer} times as many)`,
      };
    },
  };
}
