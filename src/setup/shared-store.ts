import { DEFAULT_STORE } from '../config/input.js';
import { TovmachError } from '../errors.js';
import { messages } from '../message.js';
import { isPostgres } from '../model/database-address.js';
import type { Setup } from './setup.js';

/** Which memory the workers of a batch share. */

const say = messages('setup', {
  notShared: 'the memory {{file}} is a file, which workers cannot share',
  shareOne: 'Name one on PostgreSQL with --store, or none: then it is in the database of the queue.',
  nameOne: 'Name one on PostgreSQL with --store.',
});

/**
 * A setup whose memory all workers of a queue can reach: the one it has, or the database of the queue.
 * @throws TovmachError CONFIG where a file was named
 */
export function withSharedStore(setup: Setup, queue: string): Setup {
  const { store } = setup.config.memory;
  if (isPostgres(store)) return setup;
  if (store !== DEFAULT_STORE || !isPostgres(queue))
    throw new TovmachError('CONFIG', say.notShared({ file: store }), {
      hint: isPostgres(queue) ? say.shareOne() : say.nameOne(),
    });
  return Object.freeze({ ...setup, storePath: queue });
}
