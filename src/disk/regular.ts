import { lstatSync } from 'node:fs';
import { TovmachError } from '../errors.js';

/**
 * Whether a file of ours is there. State may come with a pull request from a stranger: a link would lead elsewhere, a
 * pipe or a device would be read for ever.
 * @throws TovmachError OUTPUT when something is there that is no regular file
 */
export function isRegularFile(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return false;
  if (found.isFile()) return true;
  const what = found.isDirectory() ? 'a folder' : found.isSymbolicLink() ? 'a link' : 'no regular file';
  throw new TovmachError('OUTPUT', `${path} is ${what}`, {
    file: path,
    hint: 'Move it away: tovmach keeps a file of its own there.',
  });
}
