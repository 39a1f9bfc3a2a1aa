import { existsSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import type { OutputFolder } from '../../disk/output-folder.js';
import { type ArticleState, type OutputsState, shortHash } from '../../write/state.js';

/** Outputs whose source is gone. */

export interface OrphanOptions {
  readonly state: OutputsState;
  /** What roots of the state are relative to. */
  readonly directory: string;
  /** Roots this run walked, as the state writes them: only of these it can be told what is gone. */
  readonly roots: ReadonlySet<string>;
  /** What could not be looked into, absolute: nothing below it is known to be gone. */
  readonly unseen: readonly string[];
}

/** Articles whose file, or whose record in it, is no longer there. */
export function findOrphans({ state, directory, roots, unseen }: OrphanOptions): ArticleState[] {
  return [...state.articles()]
    .filter(
      ({ root, path, records }) =>
        records === 0 ||
        (roots.has(root) &&
          existsSync(resolve(directory, root)) &&
          !isHidden(resolve(directory, root, path), unseen) &&
          !existsSync(resolve(directory, root, path))),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Outputs of an earlier run that another article stands in the place of now; of each article only these. */
export function findSuperseded(state: OutputsState): ArticleState[] {
  return [...state.articles()].flatMap((article) => {
    const { aside = {}, outputs, records } = article;
    const left = Object.entries(outputs).filter(([target]) => aside[target] !== undefined);
    return records === 0 || left.length === 0 ? [] : [{ ...article, outputs: Object.fromEntries(left) }];
  });
}

function isHidden(path: string, unseen: readonly string[]): boolean {
  return unseen.some((place) => path === place || path.startsWith(place + sep));
}

/** The files of an orphan that are still there. */
export function filesOf({ outputs }: ArticleState, out: string): string[] {
  return Object.values(outputs)
    .map(({ path }) => path)
    .filter((path) => existsSync(join(out, path)))
    .sort();
}

export interface Pruned {
  /** Relative to the output folder. */
  readonly removed: readonly string[];
  /** Changed by hand since they were written, or behind a link: nobody but a person may remove them. */
  readonly kept: readonly string[];
}

/** Removes the outputs of orphans as they were written, and forgets the articles of which nothing is left. */
export async function pruneOrphans(
  orphans: readonly ArticleState[],
  state: OutputsState,
  { folder: out, books }: { readonly folder: OutputFolder; readonly books: OutputFolder },
): Promise<Pruned> {
  const removed: string[] = [];
  const kept: string[] = [];
  for (const orphan of orphans) {
    const mine = kept.length;
    for (const { path, hash } of Object.values(orphan.outputs)) {
      const absolute = out.file(path);
      if (!existsSync(absolute)) continue;
      const isOurs = out.holds(path) && shortHash(readFileSync(absolute)) === hash;
      if (isOurs) await out.remove(path);
      (isOurs ? removed : kept).push(path);
    }
    if (kept.length > mine || !books.holds(orphan.ledger)) continue;
    await books.remove(orphan.ledger);
    state.delete(orphan.id);
  }
  return { removed: removed.sort(), kept: kept.sort() };
}

/** Removes outputs that another article stands in the place of, as they were written; their articles stay. */
export async function pruneSuperseded(
  articles: readonly ArticleState[],
  state: OutputsState,
  out: OutputFolder,
): Promise<Pruned> {
  const removed: string[] = [];
  const kept: string[] = [];
  for (const { id, outputs } of articles) {
    const whole = state.get(id);
    if (whole === undefined) continue;
    const left = { ...whole.outputs };
    for (const [target, { path, hash }] of Object.entries(outputs)) {
      const isThere = existsSync(out.file(path));
      const isOurs = isThere && out.holds(path) && shortHash(readFileSync(out.file(path))) === hash;
      if (isOurs) await out.remove(path);
      if (isThere) (isOurs ? removed : kept).push(path);
      if (isOurs || !isThere) delete left[target];
    }
    state.set({ ...whole, outputs: left });
  }
  return { removed: removed.sort(), kept: kept.sort() };
}
