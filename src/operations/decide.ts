import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Lock } from '../disk/lock.js';
import { TovmachError } from '../errors.js';
import { messages } from '../message.js';
import { withJob } from '../setup/job.js';
import type { Setup } from '../setup/setup.js';
import { JOURNAL_NAME } from '../write/journal.js';
import type { ArticleView } from './outputs/article-view.js';
import { refuseWhileSubmitted } from './outputs/batch.js';
import { Deciding, type Decision, type SegmentPlace } from './outputs/deciding.js';
import { foldJournal } from './outputs/entering.js';
import { lockOutput } from './outputs/lock.js';
import { readyState } from './outputs/place.js';
import { openDesk, viewOf } from './outputs/save.js';

/** What a person decides about one segment, in memory, ledger, lock, manifest and file before it is called saved. */

const say = messages('review', {
  nobody: 'nobody is named who decides',
  nameReviewer: 'Name one: --reviewer NAME, or git config user.name NAME.',
  changedSince: 'this article was changed since it was shown: by a run, by another window or by hand',
  decideAgain: 'It is shown as it is now; decide again.',
});

/** Who decides, and about what state of things. */
export interface DecideWork {
  /** Who decides. */
  readonly by: string;
  /** Of the article as it was seen; absent: as it is. */
  readonly version?: string;
  /** How long to wait for a run on the same folder, milliseconds; default 2,000. */
  readonly waitForLockMs?: number;
}

/** What a decision came to. */
export interface Decided {
  /** The article as it is now. */
  readonly article: ArticleView;
  /** The segment; a label changes its id. */
  readonly segment: string;
}

/**
 * Decides about one segment.
 * @throws TovmachError USAGE, STALE when somebody was faster or the source changed, LOCKED while a run writes,
 * INPUT_NOT_FOUND, OUTPUT, STORE
 */
export function decideSegment(
  setup: Setup,
  place: SegmentPlace,
  decision: Decision,
  work: DecideWork,
): Promise<Decided> {
  const by = work.by.trim();
  if (by === '') throw new TovmachError('USAGE', say.nobody(), { hint: say.nameReviewer() });
  return withJob(setup, { create: true }, async (job) => {
    const { waitForLockMs = 2_000 } = work;
    const lock = await lockOutput(setup.out, { waitForLockMs });
    try {
      refuseWhileSubmitted(setup.state);
      await readyState(setup, { tookOver: lock.tookOver });
      const desk = await openDesk(setup, place);
      if (work.version !== undefined && work.version !== (await viewOf(setup, desk, place.target)).version)
        throw new TovmachError('STALE', say.changedSince(), { hint: say.decideAgain() });
      const parts = { setup, desk, place, by, store: await job.openStore() };
      const segment = await new Deciding(parts).decide(decision);
      return { article: await viewOf(setup, desk, place.target), segment };
    } finally {
      await lock.release();
    }
  });
}

/**
 * Puts what was decided into lock, manifest and report where only the journal has it: whoever reads these without tovmach
 * sees it too. Left to the next run where somebody else holds the folder.
 * @throws TovmachError OUTPUT
 */
export async function settleDecisions(setup: Setup): Promise<void> {
  if (!existsSync(join(setup.state, JOURNAL_NAME))) return;
  let lock: Lock;
  try {
    lock = await lockOutput(setup.out, { waitForLockMs: 2_000 });
  } catch (error) {
    if (TovmachError.isInstance(error) && error.code === 'LOCKED') return;
    throw error;
  }
  try {
    await readyState(setup, { tookOver: lock.tookOver });
    await foldJournal(setup);
  } finally {
    await lock.release();
  }
}
