import { resolve } from 'node:path';
import picomatch from 'picomatch';
import { TovmachError } from '../errors.js';
import { messages } from '../message.js';
import type { ReadRecord } from '../model/contracts.js';
import { onlyDefined } from '../model/only-defined.js';
import type { PassedOver } from '../model/passed-over.js';
import type { StandardInput } from '../model/standard-input.js';
import { type OpenSource, openBytes, openSource, type ReadOptions, refusals } from '../read/read.js';
import { absolutePath, companionMemories, type FoundFile, walk } from '../read/walk.js';
import { separateCollisions } from './collisions.js';
import { neighboursOf } from './neighbours.js';
import type { Setup } from './setup.js';
import { placed, translatesInPlace, versionsTogether } from './versions.js';

/** What one call was given: paths are walked once, and from then on are data. */

const say = messages('setup', {
  nothingMatches: 'no article matches {{globs}}',
  nothingOnStdin: 'nothing stands for the path -',
  giveFile: 'Hand over the file that holds what came on standard input, in the option stdin.',
  globsAreRelative: 'Globs are relative to the folders that were named; check --only.',
});

/** The path of standard input. */
const STDIN = '-';

export interface Inputs {
  /** Every file of the batch: what candidate languages are inferred over. */
  readonly files: readonly FoundFile[];
  /** Those this call is about: all, or those that `only` matches. */
  readonly wanted: readonly FoundFile[];
  readonly problems: readonly TovmachError[];
  /** Files of the folders that no format reads. */
  readonly passedOver: readonly PassedOver[];
  /** Files and folders that could not be looked into, absolute. */
  readonly unseen: readonly string[];
  /** TMX files, configured or lying beside the articles; absolute. */
  readonly memories: { readonly all: readonly string[]; readonly companions: readonly string[] };
}

export interface InputOptions {
  /** Globs of the files the call is about; absent or empty: all. */
  readonly only?: readonly string[] | undefined;
  /** Folders never entered, absolute. */
  readonly skip?: readonly string[];
  readonly stdin?: StandardInput | undefined;
}

/**
 * Walks the paths.
 * @throws TovmachError the first problem when no file was found at all; INPUT_NOT_FOUND when `only` matches none
 */
export async function findInputs(
  setup: Setup,
  paths: readonly string[],
  { only = [], skip = [], stdin }: InputOptions = {},
): Promise<Inputs> {
  const { config, cwd, directory, formats } = setup;
  const { include, exclude, strict } = config.input;
  const named = paths.filter((path) => path !== STDIN);
  const roots = new Set(named.map((path) => resolve(cwd, path)));
  const found = await walk(named, {
    cwd,
    formats,
    include,
    exclude,
    // A site whose content is translated in place: the output folder is read, but for what was written there.
    skip: [...skip, setup.state].filter((folder) => !(roots.has(folder) && translatesInPlace(setup))),
  });
  const given = named.length < paths.length ? [standardInput(stdin, cwd), ...found.files] : found.files;
  const together = versionsTogether(given, setup);
  const { files, problems: meeting } = await separateCollisions(together, setup, (file) =>
    readRecords(setup, file),
  );
  const met = [...found.problems, ...meeting];
  if (files.length === 0 && met[0] !== undefined) throw met[0];
  const wanted =
    only.length === 0 ? files : matching(files, only, new Set(named.map((path) => resolve(cwd, path))));
  if (files.length > 0 && wanted.length === 0) {
    throw new TovmachError('INPUT_NOT_FOUND', say.nothingMatches({ globs: only.join(', ') }), {
      hint: say.globsAreRelative(),
    });
  }
  const companions = await companionMemories(named, cwd);
  const configured = config.memory.files.map((file) => resolve(directory, file));
  return {
    files,
    wanted,
    problems: strict ? [...met, ...refusals(found.passedOver)] : met,
    passedOver: found.passedOver,
    unseen: found.unseen,
    memories: { all: [...new Set([...configured, ...companions])], companions },
  };
}

/** It has a place like a file, so that a later run knows it again, but no other file is looked for there. */
function standardInput(stdin: StandardInput | undefined, cwd: string): FoundFile {
  const root = resolve(cwd, STDIN);
  if (stdin instanceof Uint8Array) return { root, path: STDIN, elsewhere: stdin };
  if (stdin !== undefined) return { root, path: stdin.name ?? STDIN, elsewhere: stdin.file };
  throw new TovmachError('INPUT_NOT_FOUND', say.nothingOnStdin(), { file: STDIN, hint: say.giveFile() });
}

/** Files that a glob matches, relative to the folder they were found in; a file the user named itself is always one. */
function matching(
  files: readonly FoundFile[],
  globs: readonly string[],
  named: ReadonlySet<string>,
): readonly FoundFile[] {
  const isMatch = picomatch([...globs]);
  return files.filter((file) => isMatch(file.path) || named.has(absolutePath(file)));
}

/** How files are read. */
function readOptions({ config, formats }: Setup): ReadOptions {
  const { encoding, maxFileMegabytes } = config.input;
  return {
    formats,
    maxBytes: maxFileMegabytes * 1_000_000,
    ...onlyDefined({ encoding }),
  };
}

/**
 * Opens a file for reading.
 * @throws TovmachError INPUT_UNREADABLE, INPUT_INVALID; the rest while its records are read
 */
export async function readSource(setup: Setup, file: FoundFile): Promise<OpenSource> {
  const options = readOptions(setup);
  const { path, elsewhere } = file;
  const source =
    elsewhere instanceof Uint8Array
      ? openBytes(path, elsewhere, options)
      : await openSource(absolutePath(file), path, options);
  return { ...source, records: placedRecords(source.records, file, setup) };
}

async function* placedRecords(
  records: AsyncIterable<ReadRecord>,
  file: FoundFile,
  setup: Setup,
): AsyncGenerator<ReadRecord> {
  for await (const record of records) {
    if (!('article' in record)) {
      yield record;
      continue;
    }
    const article = placed(record.article, file);
    const neighbours = neighboursOf(article, file, setup);
    yield { article: neighbours === undefined ? article : { ...article, neighbours } };
  }
}

/** The records of a file. @throws TovmachError as `readSource` */
export async function* readRecords(setup: Setup, file: FoundFile): AsyncGenerator<ReadRecord> {
  yield* (await readSource(setup, file)).records;
}
