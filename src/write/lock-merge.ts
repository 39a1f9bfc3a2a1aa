import { STATE_SCHEMA } from './state.js';

/**
 * Three versions of `tovmach.lock` made one, for a merge driver of git. What one side changed is taken; of what both changed
 * nobody can tell from here whose file is in the folder, so that the output is left out and looked at again. Pure.
 */

type Json = Readonly<Record<string, unknown>>;

/** Articles by id; lines nothing can be made of are left out. */
function articlesOf(text: string): Map<string, Json> {
  const articles = new Map<string, Json>();
  for (const line of text.split('\n')) {
    try {
      const value = JSON.parse(line) as Json;
      if (typeof value.id === 'string') articles.set(value.id, value);
    } catch {
      // A conflict marker, damage: its article is looked at again.
    }
  }
  return articles;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What stands of one thing: the side that changed it, and `undefined` where both did, or one removed it. */
function chosen<T>(base: T | undefined, ours: T | undefined, theirs: T | undefined): T | undefined {
  if (same(ours, theirs) || same(base, theirs)) return ours;
  return same(base, ours) ? theirs : undefined;
}

function mergeArticle(base: Json | undefined, ours: Json, theirs: Json): Json {
  const outputsOf = (article: Json | undefined): Json => (article?.outputs as Json | undefined) ?? {};
  const targets = [...new Set([...Object.keys(outputsOf(ours)), ...Object.keys(outputsOf(theirs))])].sort();
  const outputs = Object.fromEntries(
    targets.flatMap((target) => {
      const output = chosen(outputsOf(base)[target], outputsOf(ours)[target], outputsOf(theirs)[target]);
      return output === undefined ? [] : [[target, output]];
    }),
  );
  const fields = Object.keys(ours).map((key) => [
    key,
    chosen(base?.[key], ours[key], theirs[key]) ?? ours[key],
  ]);
  return { ...Object.fromEntries(fields), outputs };
}

/** The lock file that holds what both sides say; without a base, everything is new on both. */
export function mergeLocks(base: string, ours: string, theirs: string): string {
  const [old, mine, others] = [articlesOf(base), articlesOf(ours), articlesOf(theirs)];
  const lines = [...new Set([...mine.keys(), ...others.keys()])].sort().flatMap((id) => {
    const [before, left, right] = [old.get(id), mine.get(id), others.get(id)];
    const article =
      left !== undefined && right !== undefined && !same(left, right)
        ? mergeArticle(before, left, right)
        : chosen(before, left, right);
    return article === undefined ? [] : [JSON.stringify(article)];
  });
  return `${[JSON.stringify({ schema: STATE_SCHEMA }), ...lines].join('\n')}\n`;
}
