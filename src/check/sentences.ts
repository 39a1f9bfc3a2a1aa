import { messages } from '../message.js';
import type { Check } from '../model/contracts.js';
import { lengthScore, sentenceCount } from './lengths.js';

const say = messages('check', {
  fewerSentences:
    'a sentence may be missing: sentences {{target}}, in the source {{source}}, and much less text',
  moreSentences:
    'a sentence may be made up: sentences {{target}}, in the source {{source}}, and much more text',
});

/** Standard deviations of length that, with sentences fewer or more, make an omission or an addition. */
const SHORTER = -0.7;
const LONGER = 1.2;

/** A sentence left out, or one made up: the count and the length say so together. */
export function sentencesCheck(): Check {
  return {
    name: 'sentences',
    examine({ unit, translation }) {
      const score = lengthScore(unit, translation);
      if (score > SHORTER && score < LONGER) return undefined;
      const [source, target] = [sentenceCount(unit.text), sentenceCount(translation)];
      const fewer = target < source && score <= SHORTER;
      const more = target > source && score >= LONGER;
      if (!fewer && !more) return undefined;
      const severity = Math.abs(score) > 1.9 ? 'major' : 'minor';
      const what = fewer ? say.fewerSentences({ target, source }) : say.moreSentences({ target, source });
      return { check: 'sentences', severity, ...what };
    },
  };
}
