import { lstatSync, realpathSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import { glob } from 'tinyglobby';
import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';
import { stemOf } from './article.js';

/** Finds the files to read: a stable order, no hidden files, no way out of the folder. */

const say = messages('read', {
  missing: '{{file}} does not exist',
  checkSpelling: 'Check the spelling.',
  notEntered: 'cannot read {{file}} ({{reason}})',
  unknownFault: 'unknown error',
  checkPermissions: 'Check its permissions.',
  linkOut: '{{file}} is a link that leaves the folder',
  copyIt: 'Copy the file into the folder, or name its own folder.',
  sameOutputs: '{{file}} would write the same files as {{other}}',
  renameOne: 'Rename one of them, or run them with different --out folders.',
  noArticle: 'no article found in {{folder}}',
  isOutput: 'It is the output folder as well; name another with --out.',
  articlesEndIn: 'Articles end in {{extensions}}; see --include and --exclude.',
});

export interface FoundFile {
  /** The folder the user named, or the folder of the file the user named; absolute. */
  readonly root: string;
  /** Relative to the root, forward slashes. */
  readonly path: string;
}

/** Where the file is. */
export function absolutePath({ root, path }: FoundFile): string {
  return join(root, path);
}

export interface WalkOptions {
  readonly cwd: string;
  /** Lower-case, with the dot. */
  readonly extensions: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** Folders never entered, absolute: the output folder. One that holds the named folder itself is no obstacle. */
  readonly skip?: readonly string[];
}

export interface WalkResult {
  readonly files: readonly FoundFile[];
  readonly problems: readonly TovmachError[];
}

const ALWAYS_IGNORED = ['**/node_modules/**', '**/*.segments.json', '**/manifest.json'];

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function unreadable(path: string, cause: unknown): TovmachError {
  const code = (cause as NodeJS.ErrnoException).code;
  return code === 'ENOENT'
    ? new TovmachError('INPUT_NOT_FOUND', say.missing({ file: asPath(path) }), {
        file: path,
        cause,
        hint: say.checkSpelling(),
      })
    : new TovmachError(
        'INPUT_UNREADABLE',
        say.notEntered({ file: asPath(path), reason: code ?? say.unknownFault() }),
        {
          file: path,
          cause,
          hint: say.checkPermissions(),
        },
      );
}

async function filesBelow(
  root: string,
  named: string,
  options: WalkOptions,
  problems: TovmachError[],
): Promise<FoundFile[]> {
  const found = await glob(options.include?.length ? [...options.include] : ['**/*'], {
    cwd: root,
    ignore: [...ALWAYS_IGNORED, ...(options.exclude ?? [])],
    dot: false,
    onlyFiles: true,
    followSymbolicLinks: true,
    expandDirectories: false,
  });
  const realRoot = await realpath(root);
  const skip = options.skip?.filter((folder) => folder === root || folder.startsWith(root + sep)) ?? [];
  const folders = new Map<string, string>();
  const files: FoundFile[] = [];
  for (const path of found.map((name) => name.split(sep).join('/')).sort(compare)) {
    if (!options.extensions.includes(extname(path).toLowerCase())) continue;
    const absolute = join(root, path);
    if (skip.some((folder) => absolute.startsWith(folder + sep))) continue;
    try {
      const real = realpathOf(absolute, folders);
      if (real !== realRoot && !real.startsWith(realRoot + sep)) {
        problems.push(
          new TovmachError('INPUT_UNREADABLE', say.linkOut({ file: asPath(join(named, path)) }), {
            file: join(named, path),
            hint: say.copyIt(),
          }),
        );
        continue;
      }
      files.push({ root, path });
    } catch (cause) {
      problems.push(unreadable(join(named, path), cause));
    }
  }
  return files;
}

/** As `realpath`, with each folder resolved once. */
function realpathOf(file: string, folders: Map<string, string>): string {
  if (lstatSync(file).isSymbolicLink()) return realpathSync(file);
  const folder = dirname(file);
  const real = folders.get(folder) ?? realpathSync(folder);
  folders.set(folder, real);
  return join(real, basename(file));
}

/** The one of two files that would write the same outputs is refused, whichever came second. */
function refuseCollisions(files: readonly FoundFile[], problems: TovmachError[]): FoundFile[] {
  const owners = new Map<string, FoundFile>();
  const kept: FoundFile[] = [];
  for (const file of files) {
    const stem = stemOf(file.path).toLowerCase();
    const owner = owners.get(stem);
    if (owner === undefined) {
      owners.set(stem, file);
      kept.push(file);
    } else if (absolutePath(owner) !== absolutePath(file)) {
      problems.push(
        new TovmachError(
          'INPUT_INVALID',
          say.sameOutputs({ file: asPath(file.path), other: asPath(owner.path) }),
          {
            file: absolutePath(file),
            hint: say.renameOne(),
          },
        ),
      );
    }
  }
  return kept;
}

/** Name of a translation memory that lies beside the articles it belongs to. */
export const COMPANION_MEMORY = 'memory.tmx';

/** Translation memories that lie at the top of the folders the user named; absolute. */
export async function companionMemories(paths: readonly string[], cwd: string): Promise<string[]> {
  const candidates = [...new Set(paths.map((path) => join(resolve(cwd, path), COMPANION_MEMORY)))];
  const found = await Promise.all(
    candidates.map((path) =>
      stat(path).then(
        (status) => status.isFile(),
        () => false,
      ),
    ),
  );
  return candidates.filter((_, index) => found[index]);
}

/** Resolves what the user named. A path that does not exist is a problem in the result; the others go on. */
export async function walk(paths: readonly string[], options: WalkOptions): Promise<WalkResult> {
  const problems: TovmachError[] = [];
  const files: FoundFile[] = [];
  for (const named of paths) {
    const absolute = resolve(options.cwd, named);
    try {
      const status = await stat(absolute);
      if (!status.isDirectory()) {
        files.push({ root: dirname(absolute), path: basename(absolute) });
        continue;
      }
      const below = await filesBelow(absolute, named, options, problems);
      if (below.length === 0 && problems.length === 0) {
        problems.push(
          new TovmachError(
            'INPUT_NOT_FOUND',
            say.noArticle({ folder: asPath(relative(options.cwd, absolute) || named) }),
            {
              file: named,
              hint: options.skip?.includes(absolute)
                ? say.isOutput()
                : say.articlesEndIn({ extensions: options.extensions.join(', ') }),
            },
          ),
        );
      }
      files.push(...below);
    } catch (cause) {
      problems.push(unreadable(named, cause));
    }
  }
  return { files: refuseCollisions(files, problems), problems };
}
