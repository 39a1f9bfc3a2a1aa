import { TovmachError } from '../errors.js';
import { asPath, messages, type Value } from '../message.js';

/** What becomes of a worker that ends over an article, in words. */

const say = messages('run', {
  tooLong: {
    one: '{{file}}: record {{number}} took more than {{count}} second of work and was given up',
    other: '{{file}}: record {{number}} took more than {{count}} seconds of work and was given up',
  },
  allowMore: 'Leave it out with --exclude, or allow more with --article-timeout.',
  threadEnded: '{{file}}: the thread that worked on record {{number}} ended: {{reason}}',
  tooMuchMemory: '{{file}}: record {{number}} took more memory than there is and was given up',
  leaveOut: 'Leave it out with --exclude; the others were done.',
});

/** Why what was asked of a worker has no answer. */
export class WorkerLost extends Error {
  /** It was at what is asked here. */
  isOwn = false;

  constructor(
    /** What it was at, where that is to blame. */
    readonly at: { readonly id: number; readonly index: number } | undefined,
    readonly problem: (file: string, index: number) => TovmachError,
    /** No worker can be made. */
    readonly isFatal = false,
  ) {
    super('the worker ended');
  }
}

export function tookTooLong(file: string, index: number, seconds: number): TovmachError {
  const values = { file: asPath(file), number: index + 1, count: seconds };
  return new TovmachError('INPUT_INVALID', say.tooLong(values), { file, hint: say.allowMore() });
}

export function workerEnded(file: string, index: number, reason: Value): TovmachError {
  return new TovmachError('INTERNAL', say.threadEnded({ file: asPath(file), number: index + 1, reason }), {
    file,
    hint: say.leaveOut(),
  });
}

export function outOfMemory(file: string, index: number): TovmachError {
  return new TovmachError('INPUT_TOO_LARGE', say.tooMuchMemory({ file: asPath(file), number: index + 1 }), {
    file,
    hint: say.leaveOut(),
  });
}
