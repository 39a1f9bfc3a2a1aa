/** How much of a page's text was found: the two measures of docs/extraction.md. Pure. */

/** Counts of a page, or of what is compared: found and wanted, found only, wanted only. */
export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

function counted(items: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

function compare(wanted: readonly string[], found: readonly string[]): Score {
  const left = counted(wanted);
  let both = 0;
  for (const [item, count] of counted(found)) both += Math.min(count, left.get(item) ?? 0);
  const precision = found.length === 0 ? 0 : both / found.length;
  const recall = wanted.length === 0 ? 0 : both / wanted.length;
  return { precision, recall, f1: both === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** Runs of letters and digits; single characters where words are not parted by spaces. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}])+/gu;

/** Words as a multiset. */
export function byWords(wanted: string, found: string): Score {
  return compare(wanted.match(WORD) ?? [], found.match(WORD) ?? []);
}

/** What Python's `\w+` matches. */
const TOKEN = /[\p{L}\p{M}\p{N}_]+/gu;
const SHINGLE = 4;

function shingles(text: string): string[] {
  const tokens = text.match(TOKEN) ?? [];
  const count = tokens.length === 0 ? 0 : Math.max(1, tokens.length - SHINGLE + 1);
  return Array.from({ length: count }, (_, index) => tokens.slice(index, index + SHINGLE).join(' '));
}

/** Four words in a row as a multiset: what scrapinghub/article-extraction-benchmark counts of a page. */
export function byShingles(wanted: string, found: string): Score {
  return compare(shingles(wanted), shingles(found));
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

/** Mean precision and recall over the pages; `f1` is that of the means, as that benchmark has it. */
export function ofMeans(scores: readonly (Score & { readonly empty: boolean })[]): Score {
  // A page without an answer has no precision.
  const precision = mean(scores.filter(({ empty }) => !empty).map((score) => score.precision));
  const recall = mean(scores.map((score) => score.recall));
  return { precision, recall, f1: (2 * precision * recall) / Math.max(precision + recall, 1e-9) };
}

/** Means of each over the pages. */
export function means(scores: readonly Score[]): Score {
  return {
    precision: mean(scores.map(({ precision }) => precision)),
    recall: mean(scores.map(({ recall }) => recall)),
    f1: mean(scores.map(({ f1 }) => f1)),
  };
}
