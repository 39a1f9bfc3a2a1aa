import { lstatSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { glob } from 'tinyglobby';
import { staysInside } from '../../disk/names.js';
import type { OutputFolder } from '../../disk/output-folder.js';
import { layerMemories } from '../../memory/layers.js';
import { IN_MEMORY, openMemory } from '../../memory/store.js';
import type { TranslationStore } from '../../memory/translation-store.js';
import { type Message, messages } from '../../message.js';
import type { Memory, MemoryEntry } from '../../model/contracts.js';
import { sha256 } from '../../model/text.js';
import type { Setup } from '../../setup/setup.js';
import { parseSidecar, type Sidecar } from '../../write/ledger.js';
import { type OutputsState, shortHash } from '../../write/state.js';
import { entriesOf } from './ledger-memory.js';

const say = messages('run', {
  recovered: {
    one: '{{count}} translation that the memory did not have came back from the ledgers of these outputs',
    other: '{{count}} translations that the memory did not have came back from the ledgers of these outputs',
  },
});

/**
 * A memory that is new, or was set aside for damage, beside outputs that are not: what was paid for once is in their ledgers,
 * those of articles that are gone among them. It goes back into the memory before anything is sent, once.
 */

/** Entries looked up and put at once. */
const BATCH = 500;

export interface RecoveryParts {
  readonly setup: Pick<Setup, 'config' | 'directory' | 'out'>;
  /** The output folder. */
  readonly folder: OutputFolder;
  /** The folder of the state. */
  readonly books: OutputFolder;
  readonly state: OutputsState;
  readonly store: TranslationStore;
}

/** That a memory has seen the ledgers of these outputs. */
const markOf = ({ directory, out }: RecoveryParts['setup']): string => `ledgers:${relative(directory, out)}`;

/** What a run would put back, over a memory and forgotten with it: a plan looks at what is lost and writes nothing. */
export async function overLedgers(
  memory: Memory,
  parts: RecoveryParts,
  signal: AbortSignal = new AbortController().signal,
): Promise<Memory> {
  if ((await parts.store.mark(markOf(parts.setup))) !== 0) return memory;
  const forgotten = openMemory(IN_MEMORY);
  await recoverFromLedgers({ ...parts, store: forgotten }, signal);
  return layerMemories([memory, forgotten]);
}

/** @returns what to say of it; `undefined` where nothing was lost */
export async function recoverFromLedgers(
  parts: RecoveryParts,
  signal: AbortSignal,
): Promise<Message | undefined> {
  const { setup, books, store } = parts;
  const mark = markOf(setup);
  if ((await store.mark(mark)) !== 0) return undefined;
  const names = await glob('**/*.segments.json', {
    cwd: books.path,
    ignore: ['**/node_modules/**', '**/.git/**'],
    followSymbolicLinks: false,
  });
  let count = 0;
  let batch: MemoryEntry[] = [];
  const flush = async (): Promise<void> => {
    const lost = await lostOf(batch, store);
    if (lost.length > 0) await store.put(lost);
    count += lost.length;
    batch = [];
  };
  for (const name of names.sort()) {
    if (signal.aborted) return undefined;
    batch.push(...(await believedEntries(name, parts)));
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  await store.setMark(mark, 1);
  return count === 0 ? undefined : say.recovered({ count });
}

/** What a ledger says that the lock file, or one of the outputs it speaks of, agrees with. */
async function believedEntries(
  name: string,
  { setup, folder, books, state }: RecoveryParts,
): Promise<MemoryEntry[]> {
  if (!isPlain(name, books)) return [];
  const bytes = await readFile(books.file(name));
  const ledger = parseSidecar(bytes.toString('utf8'));
  if (ledger === undefined) return [];
  const known = state.get(ledger.articles[0].id);
  const isKnown = known?.ledger === name && known.ledgerHash === shortHash(bytes);
  if (!isKnown && !(await agreesWithOutput(ledger.outputs, folder))) return [];
  return ledger.outputs.flatMap((output) => entriesOf(ledger, output, setup.config.detection.repair));
}

async function agreesWithOutput(outputs: Sidecar['outputs'], out: OutputFolder): Promise<boolean> {
  for (const { path, hash } of outputs)
    if (isPlain(path, out) && sha256(await readFile(out.file(path))) === hash) return true;
  return false;
}

/** A regular file of the folder, whatever links there are. */
function isPlain(name: string, folder: OutputFolder): boolean {
  if (!staysInside(name) || !folder.holds(name)) return false;
  return lstatSync(folder.file(name), { throwIfNoEntry: false })?.isFile() === true;
}

/** Those that the memory has from nobody; what it has from a person stays. */
async function lostOf(entries: readonly MemoryEntry[], store: TranslationStore): Promise<MemoryEntry[]> {
  const lost: MemoryEntry[] = [];
  for (const entry of entries) {
    const { source, target, sourceText, identity, state } = entry;
    const known = await store.find(
      { source, target, text: sourceText },
      identity === undefined ? undefined : [identity],
    );
    const isHeld = known !== undefined && known.match !== 'fuzzy' && known.match !== 'general';
    if (!isHeld || (state === 'reviewed' && known.state !== 'reviewed')) lost.push(entry);
  }
  return lost;
}
