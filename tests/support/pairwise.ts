/** Combinations of the values of several factors. */

export type Factors = Readonly<Record<string, readonly string[]>>;
export type Combination = Readonly<Record<string, string>>;

/** All of them. */
export function product(factors: Factors): Combination[] {
  return Object.entries(factors).reduce<Combination[]>(
    (found, [name, values]) => found.flatMap((each) => values.map((value) => ({ ...each, [name]: value }))),
    [{}],
  );
}

/** Few of them, in which every value of a factor meets every value of every other: the next that has most pairs still wanted. */
export function pairwise(factors: Factors): Combination[] {
  const names = Object.keys(factors);
  const pairsOf = (each: Combination): string[] =>
    names.flatMap((a, index) => names.slice(index + 1).map((b) => `${a}=${each[a]}&${b}=${each[b]}`));
  const all = product(factors).map((each) => ({ each, pairs: pairsOf(each) }));
  const wanted = new Set(all.flatMap(({ pairs }) => pairs));
  const chosen: Combination[] = [];
  while (wanted.size > 0) {
    const gain = (pairs: readonly string[]): number => pairs.filter((pair) => wanted.has(pair)).length;
    let best = all[0];
    let most = -1;
    for (const candidate of all) {
      const gained = gain(candidate.pairs);
      if (gained > most) [best, most] = [candidate, gained];
    }
    if (best === undefined) break;
    chosen.push(best.each);
    for (const pair of best.pairs) wanted.delete(pair);
  }
  return chosen;
}
