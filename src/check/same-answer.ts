import { messages } from '../message.js';
import type { ArticleCheckResult, Check } from '../model/contracts.js';
import { wordsOf } from './text.js';
import { shortened } from './untranslated.js';

const say = messages('check', {
  sameAnswer: 'the same answer for unlike texts: "{{words}}"',
});

/** Letters from which an answer is no `Yes` or `Read also`. */
const FEWEST = 16;
/** Share of words two sources have in common at least to be alike. */
const ALIKE = 0.5;

/** One answer for different sources: an engine that is stuck, or units that were mixed up. */
export function sameAnswerCheck(): Check {
  return {
    name: 'same-answer',
    examineArticle({ translations }) {
      const first = new Map<string, string>();
      const found: ArticleCheckResult[] = [];
      for (const { segmentId, unit, translation } of translations) {
        const answer = translation
          .toLowerCase()
          .replace(/[^\p{L}\p{N}]+/gu, ' ')
          .trim();
        if (answer.length < FEWEST) continue;
        const source = first.get(answer);
        if (source === undefined) first.set(answer, unit.text);
        else if (!areAlike(source, unit.text))
          found.push({
            check: 'same-answer',
            severity: 'major',
            ...say.sameAnswer({ words: shortened(translation) }),
            segmentId,
          });
      }
      return found;
    },
  };
}

function areAlike(a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) => new Set(wordsOf(text).map(({ folded }) => folded)));
  if (one === undefined || other === undefined) return true;
  const shared = [...one].filter((word) => other.has(word)).length;
  return shared >= ALIKE * Math.min(one.size, other.size);
}
