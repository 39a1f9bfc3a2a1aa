import { basename, join } from 'node:path';
import { TovmachError } from '../../errors.js';
import { messages, reasonOf } from '../../message.js';
import { onlyDefined } from '../../model/only-defined.js';
import type { InstalledModel, ModelRecord } from '../../models/record.js';
import type { EngineName } from './engine.js';
import type { ModelFile, ModelFiles } from './messages.js';
import { createPool, ModelRefused, WorkerLost } from './pool.js';

const say = messages('providers', {
  noModelToRun: '{{name}} and what belongs to it are no model the engine can run: {{reason}}',
  notInstalled:
    'It was not installed. Try again; if it stays so, its source has other files under these names.',
});

/** What the engine needs of a model in a folder. */
export function engineFiles(
  { files, folder }: Pick<InstalledModel, 'files' | 'folder'>,
  key: string,
): ModelFiles {
  const place = ({ name, sha256 }: { name: string; sha256: string }): ModelFile => ({
    path: join(folder, name),
    sha256,
  });
  return {
    key,
    model: place(files.model),
    sourceVocabulary: place(files.sourceVocabulary),
    targetVocabulary: place(files.targetVocabulary ?? files.sourceVocabulary),
    ...onlyDefined({ shortlist: files.shortlist === undefined ? undefined : place(files.shortlist) }),
  };
}

export interface ProofOptions {
  readonly signal: AbortSignal;
  readonly engine?: EngineName | undefined;
  /** The worker's file; absent: the one of the pool. */
  readonly workerUrl?: URL | undefined;
}

/**
 * Lets the engine translate a word with a model that is not yet installed. Registries give no hash for
 * vocabularies and shortlists, so what came whole may still be anything.
 * @throws TovmachError MODEL; the signal's reason when it is aborted
 */
export async function proveModel(
  folder: string,
  files: ModelRecord['files'],
  { signal, engine = 'bergamot', workerUrl }: ProofOptions,
): Promise<void> {
  const pool = createPool({ engine, workers: 1, workerUrl });
  try {
    const route = [engineFiles({ folder, files }, basename(folder))];
    await pool.run({ route, sentences: ['Kyiv'], markup: false }, signal);
  } catch (error) {
    if (!(error instanceof WorkerLost || error instanceof ModelRefused)) throw error;
    const what = say.noModelToRun({ name: files.model.name, reason: reasonOf(error) });
    throw new TovmachError('MODEL', what, { hint: say.notInstalled(), cause: error });
  } finally {
    await pool.close();
  }
}
