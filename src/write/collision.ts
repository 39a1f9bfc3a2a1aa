import { nameKey } from '../disk/names.js';
import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';

/** No two articles write one file. */

const say = messages('write', {
  collision: '{{article}} and {{owner}} would both write {{path}}',
  renameSource: 'Rename one of the sources, or give one another --out folder.',
});

export function collision(path: string, articleId: string, owner: string): TovmachError {
  return new TovmachError('OUTPUT', say.collision({ article: articleId, owner, path: asPath(path) }), {
    file: path,
    output: path,
    articleId,
    hint: say.renameSource(),
  });
}

/** Two sources must not write one file, also where the file system does not tell cases apart. */
export function createClaims(): (path: string, articleId: string) => void {
  const owners = new Map<string, string>();
  return (path, articleId) => {
    const key = nameKey(path);
    const owner = owners.get(key);
    if (owner !== undefined && owner !== articleId) {
      throw collision(path, articleId, owner);
    }
    owners.set(key, articleId);
  };
}
