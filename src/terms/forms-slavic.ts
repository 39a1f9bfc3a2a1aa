/** What Ukrainian and Russian have in common: stems, and endings that are put to them. */

/** Adds every ending to every stem. */
export function addAll(forms: Set<string>, stems: Iterable<string>, endings: readonly string[]): void {
  for (const stem of stems) for (const ending of endings) forms.add(stem + ending);
}

/** The words of a list written with spaces; `-` is no ending. */
export function endings(list: string): readonly string[] {
  return list.split(' ').map((ending) => (ending === '-' ? '' : ending));
}

/** The same stem with its last letter changed by `changes`, where it changes. */
export function softened(stem: string, changes: Readonly<Record<string, string>>): string[] {
  const changed = changes[stem.slice(-1)];
  return changed === undefined ? [] : [stem.slice(0, -1) + changed];
}
