import { describe, expect, it } from 'vitest';
import { publicInterface } from '../support/public-interface.js';

/** What a user of the library gets to see: every type can be named, and has a word said of it. */

const { exported, hidden, undocumented } = publicInterface();

/** Made by inference from a schema; the types they are the shape of (`Config`, `ProvidersInput`) can be imported. */
const INFERRED = new Set(['BuiltIn', 'Schema']);
/** Never more: whoever adds a member says what it is. */
const MOST_UNDOCUMENTED = 0;

describe('the front door', () => {
  it('lets out every type that one of its signatures names', () => {
    expect(hidden.filter((line) => !INFERRED.has(line.split(' ')[0] ?? ''))).toEqual([]);
    expect(exported).toEqual(expect.arrayContaining(['createTovmach', 'Tovmach', 'Finding', 'Provider']));
  });

  it('leaves ever less without a comment', () => {
    expect(undocumented.length, undocumented.join('\n')).toBeLessThanOrEqual(MOST_UNDOCUMENTED);
  });
});
