import { asPath, type Message, messages } from '../message.js';
import type { ManifestProvenance } from '../model/manifest.js';

/** Whether the lines of a chain are those that were written, in their order. Pure. */

const say = messages('write', {
  noEntry: 'line {{line}} of {{file}} is no entry',
  entryChanged: 'entry {{n}} was changed: entry {{next}} is chained to another',
  lastChanged: 'entry {{n}} was changed: the manifest names another',
  firstChanged: 'entry {{n}} was changed: the first is chained to nothing',
  entryGone: 'entry {{n}} is gone',
  entriesGone: 'entries {{first}} to {{last}} are gone',
  entryMoved: 'entry {{n}} is out of its order, on line {{line}}',
  entryTwice: 'entry {{n}} is there twice, on line {{line}}',
  manifestBehind: 'the manifest ends at entry {{n}} of {{all}}: a run was ended while it wrote it',
});

/** A line of the chain, as far as its place goes. */
export interface Link {
  /** SHA-256 of the line. */
  readonly hash: string;
  /** Absent: the line is no entry. */
  readonly n?: number;
  readonly previous?: string | undefined;
}

export interface ChainProblem {
  readonly said: Message;
  /** Number of the entry it is about; absent: a line that is none. */
  readonly entry?: number;
}

/** What is wrong with a chain, in its order. @param anchor where the manifest says that it ends */
export function examineChain(
  links: readonly Link[],
  file: string,
  anchor: ManifestProvenance | undefined,
): ChainProblem[] {
  const problems: ChainProblem[] = [];
  const byNumber = new Map<number, Link>();
  let highest = 0;
  for (const [index, link] of links.entries()) {
    const { n } = link;
    const line = index + 1;
    if (n === undefined) problems.push({ said: say.noEntry({ line, file: asPath(file) }) });
    else if (byNumber.has(n)) problems.push({ said: say.entryTwice({ n, line }), entry: n });
    else {
      if (n < highest) problems.push({ said: say.entryMoved({ n, line }), entry: n });
      byNumber.set(n, link);
      highest = Math.max(highest, n);
    }
  }
  const last = Math.max(highest, anchor?.entries ?? 0);
  for (let first = 1; first <= last; first += 1) {
    if (byNumber.has(first)) continue;
    let end = first;
    while (end < last && !byNumber.has(end + 1)) end += 1;
    const said = first === end ? say.entryGone({ n: first }) : say.entriesGone({ first, last: end });
    problems.push({ said, entry: first });
    first = end;
  }
  problems.push(...changed(byNumber, last, anchor));
  if (anchor !== undefined && highest > anchor.entries)
    problems.push({ said: say.manifestBehind({ n: anchor.entries, all: highest }), entry: highest });
  return problems.sort((a, b) => (a.entry ?? 0) - (b.entry ?? 0));
}

/** Each entry is known by the one behind it, and the last by the manifest; what was changed itself is no witness. */
function changed(
  byNumber: ReadonlyMap<number, Link>,
  last: number,
  anchor: ManifestProvenance | undefined,
): ChainProblem[] {
  const found: ChainProblem[] = [];
  let isWitness = true;
  for (let n = last; n >= 1; n -= 1) {
    const link = byNumber.get(n);
    const next = byNumber.get(n + 1);
    const isAnchored = n === anchor?.entries;
    const known: string | undefined = isAnchored ? anchor.head : isWitness ? next?.previous : undefined;
    const isFalse: boolean = link !== undefined && known !== undefined && known !== link.hash;
    if (isFalse) {
      const said = isAnchored ? say.lastChanged({ n }) : say.entryChanged({ n, next: n + 1 });
      found.push({ said, entry: n });
    } else if (n === 1 && link?.previous !== undefined) {
      found.push({ said: say.firstChanged({ n }), entry: n });
    }
    isWitness = !isFalse;
  }
  return found;
}
