import type { Block } from '../model/article.js';
import type { Span } from './spans.js';
import { wordsIn } from './words.js';

/** Lines between the paragraphs that are headlines of other articles. */

/** Longest headline, in characters. */
const LONGEST = 220;
const FEWEST_WORDS = 3;

const CARRIERS: ReadonlySet<Block['kind']> = new Set(['paragraph', 'list-item', 'lead', 'heading']);

/**
 * Whether every line of a block leads to another article: a headline that ends, or begins, with a stamp. A block
 * may hold several in a row.
 */
export function isStamped(block: Block, spans: readonly Span[]): boolean {
  if (!CARRIERS.has(block.kind)) return false;
  const stamps = spans.filter((span) => span.kind === 'timestamp').length;
  if (stamps === 0) return false;
  const first = spans[0];
  const last = spans.at(-1);
  const leading = first?.kind === 'timestamp';
  if (!leading && last?.kind !== 'timestamp' && last?.kind !== 'counter') return false;
  let headlines = 0;
  let start = -1;
  let end = -1;
  let sentence = -1;
  const isHeadline = (): boolean => {
    const text = block.text.slice(start, end);
    return text.length <= LONGEST && wordsIn(text) >= FEWEST_WORDS && !(leading && /[.]$/.test(text));
  };
  for (const span of spans) {
    if (span.kind !== 'text') {
      if (start >= 0) {
        if (!isHeadline()) return false;
        headlines += 1;
      }
      start = -1;
      continue;
    }
    if (start >= 0 && span.sentence !== sentence) {
      // Two sentences before one stamp are a question or exclamation and its answer at most.
      if (!/[!?…:]["»”]?\s*$/u.test(block.text.slice(start, span.start))) return false;
    }
    if (start < 0) start = span.start;
    end = span.end;
    sentence = span.sentence;
  }
  if (start >= 0) {
    if (!leading || !isHeadline()) return false;
    headlines += 1;
  }
  return headlines > 0 && (stamps === 1 || headlines >= stamps - 1);
}
