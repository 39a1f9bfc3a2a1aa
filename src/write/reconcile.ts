import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';
import { sha256 } from '../model/text.js';
import { mergeEdits } from './merge.js';

/** What becomes of a file that is there already, when an article is written again. Pure. */

const say = messages('write', {
  foreignFile: '{{file}} is there and tovmach did not write it',
  moveItAway: 'Move it away, or name another folder with --out.',
});

export interface Reconciled {
  /** The bytes the file is to have. */
  readonly content: string;
  /** Words changed by hand that gave way because their source changed. */
  readonly lost: readonly string[];
}

export interface Known {
  /** Full or abbreviated hashes of the file as earlier runs left it. */
  readonly hashes: readonly string[];
  /** The file as it was rendered last; absent when nobody remembers. */
  readonly base?: string;
  /** The source and the configuration are still those the file was written from, and it was complete. */
  readonly stands: boolean;
}

/** What tovmach writes bears one of these marks, for files of a run that ended before it could say so. */
const OWN_MARKS = [
  /^---\r?\n[\s\S]*?^source_hash:/m,
  /^\+\+\+\r?\n[\s\S]*?^source_hash = /m,
  /^\{\r?\n[\s\S]*?^\s+"source_hash": /m,
  /<meta name="translation-status"/,
  /"schema": "tovmach\//,
];

/**
 * Decides about one file.
 * @throws TovmachError OUTPUT for a file tovmach did not write.
 */
export function reconcile(
  path: string,
  existing: string | undefined,
  fresh: string,
  known: Known,
): Reconciled {
  if (existing === undefined || existing === fresh) return { content: fresh, lost: [] };
  const hash = sha256(existing);
  const isAsLeft = known.hashes.some((left) => hash.startsWith(left));
  const { base } = known;
  if (base === undefined || base === '') {
    if (isAsLeft) return { content: fresh, lost: [] };
    if (known.hashes.length > 0) return { content: existing, lost: [] };
    if (OWN_MARKS.some((mark) => mark.test(existing))) return { content: fresh, lost: [] };
    throw new TovmachError('OUTPUT', say.foreignFile({ file: asPath(path) }), {
      file: path,
      hint: say.moveItAway(),
    });
  }
  if (existing === base) return { content: fresh, lost: [] };
  // Somebody worked on it. While its source stands nobody overwrites that, not by a byte.
  if (known.stands) return { content: existing, lost: [] };
  const { text, lost } = mergeEdits(existing, base, fresh, 'fresh');
  return { content: text, lost };
}
