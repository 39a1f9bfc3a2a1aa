import { join } from 'node:path';
import { linesOf } from '../disk/lines.js';
import { OutputFolder } from '../disk/output-folder.js';
import { isRegularFile } from '../disk/regular.js';
import { EXIT, type ExitCode, TovmachError } from '../errors.js';
import { asPath, type Message, messages } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';
import type { ProvenanceEntry } from '../model/provenance.js';
import { sha256 } from '../model/text.js';
import type { Setup } from '../setup/setup.js';
import { examineChain, type Link } from '../write/chain.js';
import { MANIFEST_NAME, openPreviousManifest, type PreviousManifest } from '../write/manifest-read.js';
import { stateNow } from './outputs/place.js';
import { PROVENANCE_NAME, parseEntry } from './outputs/provenance.js';

/** Whether the outputs are what manifest and chain say of them; reads only. */

const say = messages('run', {
  noManifest: 'there is no manifest of tovmach in {{folder}}',
  nameFolder: 'Run first, or name the folder: tovmach manifest verify out',
  outputGone: '{{file}} is gone',
  outputChanged: '{{file}} was changed since the manifest was written',
  entryDisagrees: '{{file}} was changed since entry {{n}}, of {{time}}',
  manifestDisagrees: 'the manifest and entry {{n}} speak of other bytes of {{file}}',
  noEntryOf: 'no entry speaks of {{file}}',
  chainGone: {
    one: '{{file}} is gone; the manifest names {{count}} entry',
    other: '{{file}} is gone; the manifest names {{count}} entries',
  },
  noHash: '"{{head}}" is no hash',
  giveHash: 'It is the SHA-256 that an earlier verification printed: at least 8 hexadecimal digits.',
  otherChain: 'no entry has the hash {{head}}: this is another chain, or its end was rewritten',
});

/** How outputs are verified. */
export interface VerifyOutputsWork {
  /** Hash that an earlier verification gave, kept elsewhere: the chain has to go over it. SHA-256 in hex, or its beginning. */
  readonly head?: string;
}

/** Something that is not as it was written. */
export interface OutputsProblem {
  /** What is wrong. */
  readonly said: Message;
  /** The file, relative to the output folder or that of the state; absent: it is about entries. */
  readonly file?: string;
  /** Number of the entry of `provenance.ndjson`; absent: it is about none. */
  readonly entry?: number;
}

/** What a verification of outputs found. */
export interface OutputsVerification {
  /** Outputs and ledgers that were looked at. */
  readonly files: number;
  /** Entries of the chain; 0 where there is none. */
  readonly entries: number;
  /** SHA-256 of the last line of the chain, in hex. */
  readonly head?: string;
  /** What is not as it was written: of the chain, then of the files. */
  readonly problems: readonly OutputsProblem[];
  /** 0, or 7 where anything is not as it was written. */
  readonly exitCode: ExitCode;
}

interface Chain {
  readonly entries: number;
  readonly head: string | undefined;
  /** The last entry of each output, by path. */
  readonly last: ReadonlyMap<string, ProvenanceEntry>;
  readonly problems: readonly OutputsProblem[];
}

/** @throws TovmachError USAGE for what is no hash, INPUT_NOT_FOUND where no run has written, OUTPUT for what cannot be read */
export async function verifyOutputs(
  setup: Setup,
  { head }: VerifyOutputsWork = {},
): Promise<OutputsVerification> {
  if (head !== undefined && !/^[0-9a-f]{8,64}$/i.test(head))
    throw new TovmachError('USAGE', say.noHash({ head }), { hint: say.giveHash() });
  const place = stateNow(setup);
  if (!isRegularFile(join(place, MANIFEST_NAME)))
    throw new TovmachError('INPUT_NOT_FOUND', say.noManifest({ folder: asPath(setup.out) }), {
      hint: say.nameFolder(),
    });
  const manifest = await openPreviousManifest(place);
  try {
    const chain = await readChain(place, manifest, head);
    const { files, problems } = await verifyFiles(setup.out, place, manifest, chain);
    const all = [...chain.problems, ...problems];
    return {
      files,
      entries: chain.entries,
      ...onlyDefined({ head: chain.head }),
      problems: all,
      exitCode: all.length === 0 ? EXIT.ok : EXIT.output,
    };
  } finally {
    manifest.close();
  }
}

async function readChain(
  place: string,
  { provenance }: PreviousManifest,
  head: string | undefined,
): Promise<Chain> {
  const path = join(place, PROVENANCE_NAME);
  const problems: OutputsProblem[] = [];
  const links: Link[] = [];
  const last = new Map<string, ProvenanceEntry>();
  if (isRegularFile(path)) {
    for await (const bytes of linesOf(path)) {
      const entry = parseEntry(bytes.toString('utf8'));
      links.push({ hash: sha256(bytes), ...(entry === undefined ? {} : pick(entry)) });
      if (entry === undefined) continue;
      const known = last.get(entry.path);
      if (known === undefined || known.n < entry.n) last.set(entry.path, entry);
    }
  } else if (provenance !== undefined) {
    const said = say.chainGone({ file: asPath(PROVENANCE_NAME), count: provenance.entries });
    problems.push({ said, file: PROVENANCE_NAME });
  }
  if (links.length > 0) problems.push(...examineChain(links, PROVENANCE_NAME, provenance));
  if (head !== undefined && !links.some(({ hash }) => hash.startsWith(head.toLowerCase())))
    problems.push({ said: say.otherChain({ head }) });
  return { entries: links.length, head: links.at(-1)?.hash, last, problems };
}

const pick = ({ n, previous }: ProvenanceEntry): Omit<Link, 'hash'> => ({ n, previous });

async function verifyFiles(
  out: string,
  place: string,
  manifest: PreviousManifest,
  { entries, last }: Chain,
): Promise<{ readonly files: number; readonly problems: readonly OutputsProblem[] }> {
  const [folder, books] = [new OutputFolder(out), new OutputFolder(place)];
  const problems: OutputsProblem[] = [];
  let files = 0;
  const look = async (where: OutputFolder, file: string, hash: string): Promise<'same' | 'other'> => {
    files += 1;
    const bytes = await where.readBytes(file);
    if (bytes === undefined) problems.push({ said: say.outputGone({ file: asPath(file) }), file });
    return bytes === undefined || sha256(bytes) === hash ? 'same' : 'other';
  };
  for (const id of manifest.ids()) {
    const article = manifest.article(id)?.entry;
    if (article === undefined) continue;
    for (const { path: file, hash } of article.outputs) {
      const entry = last.get(file);
      const found = await look(folder, file, entry?.hash ?? hash);
      if (entry === undefined) {
        if (found === 'other') problems.push({ said: say.outputChanged({ file: asPath(file) }), file });
        if (entries > 0) problems.push({ said: say.noEntryOf({ file: asPath(file) }), file });
        continue;
      }
      const { n, time } = entry;
      if (found === 'other')
        problems.push({ said: say.entryDisagrees({ file: asPath(file), n, time }), file, entry: n });
      if (entry.hash !== hash)
        problems.push({ said: say.manifestDisagrees({ file: asPath(file), n }), file, entry: n });
    }
    const { path: file, hash } = article.ledger;
    if ((await look(books, file, hash)) === 'other')
      problems.push({ said: say.outputChanged({ file: asPath(file) }), file });
  }
  return { files, problems };
}
