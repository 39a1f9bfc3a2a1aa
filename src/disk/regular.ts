import { lstatSync } from 'node:fs';
import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';

const say = messages('disk', {
  isFolder: '{{file}} is a folder',
  isLink: '{{file}} is a link',
  isSpecial: '{{file}} is no regular file',
  moveItAway: 'Move it away: tovmach keeps a file of its own there.',
});

/**
 * Whether a file of ours is there. State may come with a pull request from a stranger: a link would lead elsewhere, a
 * pipe or a device would be read for ever.
 * @throws TovmachError OUTPUT when something is there that is no regular file
 */
export function isRegularFile(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return false;
  if (found.isFile()) return true;
  const what = found.isDirectory() ? say.isFolder : found.isSymbolicLink() ? say.isLink : say.isSpecial;
  throw new TovmachError('OUTPUT', what({ file: asPath(path) }), {
    file: path,
    hint: say.moveItAway(),
  });
}
