import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { OutputFolder } from '../disk/output-folder.js';
import { isRegularFile } from '../disk/regular.js';
import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';
import { type ArticleState, articleSchema, type OutputState, refuseStrayPaths } from './article-state.js';
import { Journal } from './journal.js';
import { Lines } from './lines.js';
import { refuseOtherVersion } from './versions.js';

/**
 * `tovmach.lock`: what the outputs were written from, so that the next run does only what changed. One article a
 * line, sorted, no times and no places of this machine: it belongs into the repository, and merges line by line.
 */

const say = messages('write', {
  stateUnreadable: 'cannot read {{file}} ({{reason}})',
  checkPermissions: 'Check its permissions.',
});

export const STATE_NAME = 'tovmach.lock';
export const STATE_SCHEMA = 'tovmach/lock@1';

export {
  type ArticleState,
  abbreviated,
  articleSchema,
  type OutputState,
  shortHash,
} from './article-state.js';

/** Articles are kept as the lines they are written as: as objects, 100,000 of them would fill the memory of a run. */
export class OutputsState {
  readonly #lines = new Lines();
  /** Ids of the articles of a file, where they are not the file's one article under the file's own name. */
  readonly #byFile = new Map<string, string[]>();
  readonly #byLedger = new Map<string, string>();
  /** Lines nothing could be made of: conflict markers, both sides of a conflict, damage. */
  unreadable = 0;

  get size(): number {
    return this.#lines.size;
  }

  has(id: string): boolean {
    return this.#lines.has(id);
  }

  get(id: string): ArticleState | undefined {
    const line = this.#lines.get(id);
    return line === undefined ? undefined : (JSON.parse(line) as ArticleState);
  }

  /** Articles of a source file. */
  ofFile(path: string): ArticleState[] {
    const ids = this.#byFile.get(path) ?? [];
    return [path, ...ids].flatMap((id) => {
      const article = this.get(id);
      return article?.path === path ? [article] : [];
    });
  }

  *articles(): Generator<ArticleState> {
    for (const id of this.#lines.keys()) yield this.get(id) as ArticleState;
  }

  /** An article whose outputs were another's takes its place. */
  set(article: ArticleState): void {
    const { id, path, ledger } = article;
    const owner = this.#byLedger.get(ledger);
    if (owner !== undefined && owner !== id) this.delete(owner);
    const before = this.get(id);
    if (before !== undefined && before.path !== path) this.delete(id);
    if (before !== undefined && this.#byLedger.get(before.ledger) === id)
      this.#byLedger.delete(before.ledger);
    if (before?.path !== path && id !== path) {
      const ids = this.#byFile.get(path);
      if (ids === undefined) this.#byFile.set(path, [id]);
      else ids.push(id);
    }
    this.#byLedger.set(ledger, id);
    this.#lines.set(id, JSON.stringify(canonical(article)));
  }

  delete(id: string): void {
    const article = this.get(id);
    if (article === undefined) return;
    const { path, ledger } = article;
    this.#lines.delete(id);
    const ids = this.#byFile.get(path);
    if (ids?.length === 1) this.#byFile.delete(path);
    else ids?.splice(ids.indexOf(id), 1);
    if (this.#byLedger.get(ledger) === id) this.#byLedger.delete(ledger);
  }

  /** The lock file. */
  toBytes(): Buffer {
    const lines = [...this.#lines.keys()].sort().flatMap((id) => this.#lines.bytes(id) ?? []);
    return Buffer.concat([Buffer.from(`${JSON.stringify({ schema: STATE_SCHEMA })}\n`), ...lines]);
  }
}

/** Keys always in one order, so that the same state gives the same bytes. */
function canonical({
  id,
  path,
  root,
  records,
  ledger,
  ledgerHash,
  own,
  aside,
  told,
  outputs,
}: ArticleState): ArticleState {
  const sorted = Object.keys(outputs)
    .sort()
    .flatMap((target): [string, OutputState][] => {
      const output = outputs[target];
      if (output === undefined) return [];
      const { path: file, source, config, hash, failed, tried, terms } = output;
      return [
        [
          target,
          {
            path: file,
            source,
            config,
            hash,
            ...(failed === undefined || failed === 0 ? {} : { failed }),
            ...onlyDefined({ tried, terms }),
          },
        ],
      ];
    });
  return {
    id,
    path,
    root,
    records,
    ledger,
    ledgerHash,
    ...onlyDefined({ own, aside: Object.keys(aside ?? {}).length === 0 ? undefined : aside, told }),
    outputs: Object.fromEntries(sorted),
  };
}

/**
 * Reads the state of an output folder; empty when there is none.
 * @throws TovmachError OUTPUT for a newer one, and for paths no run of tovmach writes
 */
export async function readState(out: string): Promise<OutputsState> {
  const state = new OutputsState();
  const path = join(out, STATE_NAME);
  // Before the lock file: should that be written meanwhile, it has what the journal had.
  const journal = Journal.read(out);
  if (!isRegularFile(path)) return state;
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return undefined;
    throw new TovmachError('OUTPUT', say.stateUnreadable({ file: asPath(path), reason: cause.code ?? '' }), {
      file: path,
      cause,
      hint: say.checkPermissions(),
    });
  });
  const twice = new Set<string>();
  for (const [index, line] of (text ?? '').split('\n').entries()) {
    if (line.trim() === '') continue;
    const value = parsed(line);
    const header = z.object({ schema: z.string() }).safeParse(value);
    if (header.success) {
      refuseOtherVersion(line, path, STATE_SCHEMA);
      if (header.data.schema !== STATE_SCHEMA) state.unreadable += 1;
      continue;
    }
    const article = articleSchema.safeParse(value);
    if (article.success) refuseStrayPaths(article.data, path, index + 1);
    if (!article.success) state.unreadable += 1;
    else if (state.has(article.data.id)) twice.add(article.data.id);
    else state.set(article.data);
  }
  // Which side of a merge conflict is in the folder nobody can tell from here: such an article is looked at again.
  for (const id of twice) state.delete(id);
  state.unreadable += twice.size;
  applyJournal(state, journal);
  return state;
}

/** Brings articles to where the journal says they are. @param ids default: all of it */
export function applyJournal(state: OutputsState, journal: Journal, ids = journal.ids()): void {
  for (const id of ids) {
    const article = state.get(id);
    const line = article === undefined ? undefined : journal.of(id, article.ledgerHash);
    if (line === undefined) continue;
    refuseStrayPaths(line.state, journal.path);
    state.set(line.state);
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Puts the state in its place; a file that is the same already is left alone. */
export async function writeState(out: OutputFolder, state: OutputsState): Promise<void> {
  const content = state.toBytes();
  const before = await readFile(out.file(STATE_NAME)).catch(() => undefined);
  if (before === undefined || !content.equals(before)) await out.write([{ path: STATE_NAME, content }]);
}
