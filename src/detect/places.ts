import type { Placeholder } from '../model/article.js';

/** Those of a block's placeholders (ordered, disjoint) that touch a stretch. */
export function placesTouching(
  places: readonly Placeholder[],
  start: number,
  end: number,
): readonly Placeholder[] {
  if (places.length === 0) return places;
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.end ?? end) <= start) low = middle + 1;
    else high = middle;
  }
  let until = low;
  while (until < places.length && (places[until]?.start ?? end) < end) until += 1;
  return low === 0 && until === places.length ? places : places.slice(low, until);
}

/** Whether a border falls inside one of them. */
export const cutsInto = (places: readonly Placeholder[], border: number): boolean =>
  placesTouching(places, border, border).length > 0;
