import type { Mark } from '../../index.js';

/** A text with some of its places marked. Text of articles is text: never markup. */

export interface Place extends Mark {
  /** Class of the mark; several places may lie over each other. */
  readonly kind: string;
  readonly title?: string;
}

export function Marked({ text, places }: { readonly text: string; readonly places: readonly Place[] }) {
  const borders = new Set([0, text.length]);
  for (const { start, end } of places) borders.add(Math.max(0, start)).add(Math.min(text.length, end));
  const sorted = [...borders].sort((a, b) => a - b);
  return (
    <>
      {sorted.slice(0, -1).map((start, index) => {
        const end = sorted[index + 1] ?? start;
        const here = places.filter((place) => place.start <= start && end <= place.end);
        const words = text.slice(start, end);
        if (here.length === 0) return words;
        const title = here.find((place) => place.title !== undefined)?.title;
        return (
          <mark key={start} class={here.map(({ kind }) => kind).join(' ')} title={title}>
            {words}
          </mark>
        );
      })}
    </>
  );
}
