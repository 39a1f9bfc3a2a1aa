import { createHash } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { TovmachError } from '../errors.js';
import { asPath, messages, reasonOf } from '../message.js';
import { readArchive } from './archive.js';
import { tagOf } from './catalogue.js';
import type { Models } from './manager.js';
import type { FileRole, InstalledModel, ModelRecord } from './record.js';
import { bareName, unpackBytes } from './unpack.js';

/** Installing models without a registry: from a folder or an archive someone carried here. */

const say = messages('models', {
  noCompleteModel: '{{file}} holds no complete model',
  whatAModelIs:
    'A model is a model.<pair>.*.bin and a vocab.<pair>.spm, with or without lex.*.bin, packed or not.',
  missing: '{{file}} does not exist',
  nameModels: 'Name a folder or an archive with model files.',
  noArchive: '{{file}} is neither a folder nor an archive',
  archivesAre: 'Archives are .tar, .tar.gz, .tgz, .tar.zst and .zip.',
  archiveDamaged: '{{file}} is damaged: {{reason}}',
  fetchArchive: 'Fetch the archive again.',
  fileDamaged: '{{file}} is damaged: {{reason}}',
  fetchFile: 'Fetch the file again.',
});

interface Found {
  readonly name: string;
  /** Last folder above it; empty at the top. */
  readonly folder: string;
  content(): Promise<Uint8Array>;
}

interface Candidate {
  readonly source: string;
  readonly target: string;
  readonly files: Map<FileRole, Found>;
}

/** Names as they are published: `model.enuk.intgemm.alphas.bin`, `vocab.enuk.spm`, `lex.50.50.enuk.s2t.bin`. */
const ROLES: readonly (readonly [FileRole, RegExp])[] = [
  ['model', /^model\..*\.bin$/],
  ['shortlist', /^lex\..*\.bin$/],
  ['sourceVocabulary', /^(?:src)?vocab\..*\.spm$/],
  ['targetVocabulary', /^trgvocab\..*\.spm$/],
];
const PAIR_FOLDER = /^([a-z]{2,3}(?:_[a-z]+)?)-([a-z]{2,3}(?:_[a-z]+)?)$/i;
const PAIR_IN_NAME = /\.([a-z]{2})([a-z]{2})\./i;
const ARCHIVE = /\.(?:tar|tar\.gz|tgz|tar\.zst|zip)$/i;
/** Below this a model file is a `tiny` one, below the next `base-memory`: sizes of the published ones lie far apart. */
const TINY_BYTES = 25_000_000;
const BASE_MEMORY_BYTES = 45_000_000;

/**
 * Installs every model in a folder (at any depth) or in an archive. Packed files are unpacked.
 * @throws TovmachError INPUT_NOT_FOUND, INPUT_INVALID, STORE
 */
export async function importModels(
  models: Models,
  path: string,
  options: { readonly signal: AbortSignal; readonly architecture?: string | undefined },
): Promise<InstalledModel[]> {
  const candidates = pairUp(await filesAt(path));
  if (candidates.length === 0) {
    throw new TovmachError('INPUT_INVALID', say.noCompleteModel({ file: asPath(path) }), {
      file: path,
      hint: say.whatAModelIs(),
    });
  }
  const installed: InstalledModel[] = [];
  for (const { source, target, files } of candidates) {
    const contents = new Map<FileRole, { name: string; bytes: Uint8Array }>();
    for (const [role, file] of files) {
      contents.set(role, { name: bareName(file.name), bytes: await unpacked(file) });
    }
    const size = contents.get('model')?.bytes.length ?? 0;
    const architecture = options.architecture ?? architectureOf(size);
    const model = await models.store.install({ source, target, architecture }, options, async (folder) => {
      const entries: Partial<Record<FileRole, ModelRecord['files']['model']>> = {};
      for (const [role, { name, bytes }] of contents) {
        await writeFile(join(folder, name), bytes, { flush: true });
        entries[role] = {
          name,
          size: bytes.length,
          sha256: createHash('sha256').update(bytes).digest('hex'),
        };
      }
      const complete = entries as ModelRecord['files'];
      await models.prove(folder, complete, options.signal);
      return {
        schema: 'tovmach/model@1',
        source,
        target,
        architecture,
        from: path,
        licence: models.licence,
        build: `import:${complete.model.sha256}`,
        files: complete,
      };
    });
    if (model !== undefined) installed.push(model);
  }
  return installed;
}

async function filesAt(path: string): Promise<Found[]> {
  const status = await stat(path).catch((cause) => {
    throw new TovmachError('INPUT_NOT_FOUND', say.missing({ file: asPath(path) }), {
      file: path,
      hint: say.nameModels(),
      cause,
    });
  });
  if (status.isDirectory()) {
    const entries = await readdir(path, { withFileTypes: true, recursive: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const parent = entry.parentPath ?? entry.path;
        const folder = parent === path ? '' : basename(parent);
        return { name: entry.name, folder, content: () => readFile(join(parent, entry.name)) };
      })
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }
  if (!ARCHIVE.test(path)) {
    throw new TovmachError('INPUT_INVALID', say.noArchive({ file: asPath(path) }), {
      file: path,
      hint: say.archivesAre(),
    });
  }
  try {
    return readArchive(await readFile(path)).map(({ path: inside, content }) => ({
      name: basename(inside),
      folder: basename(dirname(inside)),
      content: async () => content,
    }));
  } catch (cause) {
    throw new TovmachError(
      'INPUT_INVALID',
      say.archiveDamaged({ file: asPath(path), reason: reasonOf(cause) }),
      {
        file: path,
        hint: say.fetchArchive(),
        cause,
      },
    );
  }
}

/** Files of one pair in one folder make a model; half ones are left out. */
function pairUp(files: readonly Found[]): Candidate[] {
  const candidates = new Map<string, Candidate>();
  for (const file of files) {
    const name = bareName(file.name);
    const role = ROLES.find(([, pattern]) => pattern.test(name))?.[0];
    const match = PAIR_FOLDER.exec(file.folder) ?? PAIR_IN_NAME.exec(name);
    if (role === undefined || match === null) continue;
    const [, source = '', target = ''] = match;
    const key = `${file.folder} ${source}-${target}`;
    const candidate = candidates.get(key) ?? {
      source: tagOf(source),
      target: tagOf(target),
      files: new Map(),
    };
    candidate.files.set(role, file);
    candidates.set(key, candidate);
  }
  return [...candidates.values()].filter(
    (candidate) => candidate.files.has('model') && candidate.files.has('sourceVocabulary'),
  );
}

async function unpacked(file: Found): Promise<Uint8Array> {
  const bytes = await file.content();
  try {
    return unpackBytes(bytes);
  } catch (cause) {
    throw new TovmachError('INPUT_INVALID', say.fileDamaged({ file: file.name, reason: reasonOf(cause) }), {
      file: file.name,
      hint: say.fetchFile(),
      cause,
    });
  }
}

function architectureOf(size: number): string {
  if (size < TINY_BYTES) return 'tiny';
  return size < BASE_MEMORY_BYTES ? 'base-memory' : 'base';
}
