import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';
import { sha256 } from '../model/text.js';
import { mergeEdits } from './merge.js';
import { inForm, textIn } from './text-form.js';

/** What becomes of a file that is there already, when an article is written again. Pure. */

const say = messages('write', {
  foreignFile: '{{file}} is there and tovmach did not write it',
  moveItAway: 'Move it away, or name another folder with --out.',
});

/**
 * Why a file could not be brought up to date although its source or configuration changed:
 * `no-base` - it was changed by hand, and nobody remembers what it was made from;
 * `no-record` - nobody remembers having written it, and it is not what would be written now;
 * `no-text` - its bytes are no text any more.
 */
export type Conflict = 'no-base' | 'no-record' | 'no-text';

export interface Reconciled {
  /** What the file is to hold. */
  readonly content: string | Uint8Array;
  /** Words changed by hand that gave way because their source changed. */
  readonly lost: readonly string[];
  /** The file was left as it is, or put aside, and a person has to look. */
  readonly conflict?: Conflict;
  /** The file as it was, to be kept beside the new one. */
  readonly aside?: Uint8Array;
}

export interface Known {
  /** Full or abbreviated hashes of the file as earlier runs left it. */
  readonly hashes: readonly string[];
  /** The file as it was rendered last; absent when nobody remembers. */
  readonly base?: string;
  /** The source and the configuration are still those the file was written from, and it was complete. */
  readonly stands: boolean;
}

/** What tovmach writes bears one of these marks, for files nobody remembers having written. */
const OWN_MARKS = [
  /^---\r?\n[\s\S]*?^source_hash:/m,
  /^\+\+\+\r?\n[\s\S]*?^source_hash = /m,
  /^\{\r?\n[\s\S]*?^\s+"source_hash": /m,
  /<meta name="translation-status"/,
  /"schema": "tovmach\//,
];
/** From which source a file was written, as it says itself. */
const SOURCE = /source_?hash"?: ["']?([\w:]+)/i;

/**
 * Decides about one file. Line ends, byte order mark and encoding of the file stay what they are.
 * @param existing its bytes; absent: there is none
 * @throws TovmachError OUTPUT for a file tovmach did not write.
 */
export function reconcile(
  path: string,
  existing: Uint8Array | undefined,
  fresh: string,
  known: Known,
): Reconciled {
  if (existing === undefined) return { content: fresh, lost: [] };
  const found = textIn(existing);
  const { hashes, base = '', stands } = known;
  if (found === undefined) {
    const raw = Buffer.from(existing).toString('latin1');
    if (hashes.length === 0 && !OWN_MARKS.some((mark) => mark.test(raw))) throw notOurs(path);
    return { content: existing, lost: [], ...(stands ? {} : { conflict: 'no-text' }) };
  }
  const { text, form } = found;
  if (text === fresh) return { content: existing, lost: [] };
  const renewed = { content: inForm(fresh, form), lost: [] };
  if (base === '') {
    const own = [sha256(existing), sha256(text)];
    if (hashes.some((left) => own.some((hash) => hash.startsWith(left)))) return renewed;
    if (hashes.length > 0) return { content: existing, lost: [], ...(stands ? {} : { conflict: 'no-base' }) };
    if (!OWN_MARKS.some((mark) => mark.test(text))) throw notOurs(path);
    // Another source: it has to be renewed, and who wrote what in it nobody can tell.
    if (sourceOf(text) !== sourceOf(fresh)) return { ...renewed, conflict: 'no-record', aside: existing };
    return { content: existing, lost: [], conflict: 'no-record' };
  }
  if (text === base) return renewed;
  // Somebody worked on it. While its source stands nobody overwrites that, not by a byte.
  if (stands) return { content: existing, lost: [] };
  const merged = mergeEdits(text, base, fresh, 'fresh');
  return { content: inForm(merged.text, form), lost: merged.lost };
}

function sourceOf(text: string): string | undefined {
  return SOURCE.exec(text)?.[1];
}

function notOurs(path: string): TovmachError {
  return new TovmachError('OUTPUT', say.foreignFile({ file: asPath(path) }), {
    file: path,
    output: path,
    hint: say.moveItAway(),
  });
}
