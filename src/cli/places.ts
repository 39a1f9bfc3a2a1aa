import { existsSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { slashed } from '../disk/slashes.js';
import type { CliContext } from './context.js';

type Place = Pick<CliContext, 'cwd' | 'env'>;

/** What paths in reports are relative to: the repository in a GitHub workflow, else the working directory. */
function base({ cwd, env }: Place): string {
  const workspace = env.GITHUB_WORKSPACE;
  return workspace !== undefined && `${cwd}${sep}`.startsWith(`${workspace}${sep}`) ? workspace : cwd;
}

/** A path as a reader of the report finds it, with forward slashes. */
export function reportPath(absolute: string, place: Place): string {
  return slashed(base(place), absolute);
}

/**
 * From the path of a source, which is relative to the folder that was named (or the name of a file that was), to
 * where a reader of the report finds it. A source that is gone is looked for in the first folder named.
 */
export function sourcePlaces(named: readonly string[], place: Place): (path: string) => string {
  const roots = named.filter((path) => path !== '-').map((path) => resolve(place.cwd, path));
  const known = new Map<string, string>();
  const locate = (path: string): string => {
    if (path === '-' || path === '') return path;
    if (isAbsolute(path)) return reportPath(path, place);
    const candidates = [
      ...roots.map((root) => (basename(root) === path ? join(dirname(root), path) : join(root, path))),
      // Errors name a file as the user did.
      resolve(place.cwd, path),
    ];
    const found = candidates.find((candidate) => existsSync(candidate)) ?? candidates[0];
    return found === undefined ? path : reportPath(found, place);
  };
  return (path) => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const located = locate(path);
    known.set(path, located);
    return located;
  };
}
