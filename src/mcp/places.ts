import { realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { TovmachError } from '../index.js';
import { asPath, messages } from '../message.js';

const say = messages('mcp', {
  outside: '{{path}} is outside of the folder this server serves',
  inside: 'Name files and folders below {{root}}, or start tovmach mcp elsewhere.',
  noInput: 'standard input carries the protocol, and is no article',
  giveText: 'Give the text itself, as "text".',
});

/**
 * A client asks for files on behalf of somebody else's text: it gets those of one folder, links followed.
 * @param root absolute
 * @throws TovmachError USAGE
 */
export function placesIn(root: string, given: readonly string[]): string[] {
  const real = realpathSync(root);
  return given.map((path) => {
    if (path === '-') throw new TovmachError('USAGE', say.noInput(), { hint: say.giveText() });
    const place = resolve(real, path);
    const way = relative(real, existing(place));
    if (way === '..' || /^\.\.[\\/]/.test(way) || isAbsolute(way))
      throw new TovmachError('USAGE', say.outside({ path: asPath(place) }), {
        hint: say.inside({ root: asPath(real) }),
      });
    return place;
  });
}

/** Where a path leads; of one that is not there yet, as it stands below what is there. */
function existing(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = resolve(path, '..');
    return above === path ? path : resolve(existing(above), relative(above, path));
  }
}
