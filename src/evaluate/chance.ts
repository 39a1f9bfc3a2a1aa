/** Reproducible chance for the generated tests, and how far a rate can be trusted. */

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of a list. @throws RangeError for an empty list. */
export function pickFrom<T>(list: readonly T[], random: () => number): T {
  const one = list[Math.floor(random() * list.length)];
  if (one === undefined) throw new RangeError('nothing to choose from');
  return one;
}

const Z = 1.959_964;

/** The 95 % interval of a rate (Wilson), both ends from 0 to 1. */
export function interval(hits: number, total: number): readonly [number, number] {
  if (total === 0) return [0, 1];
  const rate = hits / total;
  const scale = 1 + (Z * Z) / total;
  const middle = (rate + (Z * Z) / (2 * total)) / scale;
  const reach = (Z * Math.sqrt((rate * (1 - rate)) / total + (Z * Z) / (4 * total * total))) / scale;
  return [Math.max(0, middle - reach), Math.min(1, middle + reach)];
}
