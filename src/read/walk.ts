import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import { TovmachError } from '../errors.js';
import { asPath, type Message, messages } from '../message.js';
import type { Format } from '../model/contracts.js';
import type { LanguageTag } from '../model/language.js';
import type { PassedOver } from '../model/passed-over.js';
import type { StoryFacts } from '../model/story.js';
import { chooseFormat, endingOf } from './choose.js';
import { kindNamed } from './file-kinds.js';
import { startOfFile } from './start.js';

/** Finds the files to read: a stable order, no way out of the folder, and nothing left out without a word. */

const say = messages('read', {
  missing: '{{file}} does not exist',
  checkSpelling: 'Check the spelling.',
  notEntered: 'cannot read {{file}} ({{reason}})',
  unknownFault: 'unknown error',
  checkPermissions: 'Check its permissions.',
  linkOut: '{{file}} is a link that leaves the folder',
  copyIt: 'Copy the file into the folder, or name its own folder.',
  noArticle: 'no article found in {{folder}}',
  isOutput: 'It is the output folder as well; name another with --out.',
  articlesEndIn: 'Articles end in {{extensions}}; see --include and --exclude.',
  thereIs: 'There is: {{kinds}}. Articles end in {{extensions}}; see --include and --exclude.',
  linkToNothing: '{{file}} is a link to nothing',
  mendLink: 'Mend or remove the link, or leave it out with --exclude.',
  linkToItself: '{{file}} is a link to itself',
  linkRound: '{{file}} is a link to a folder it lies in',
  removeLink: 'Remove the link, or leave it out with --exclude.',
  isPipe: '{{file}} is a named pipe, not a file',
  isSocket: '{{file}} is a socket, not a file',
  isDevice: '{{file}} is a device, not a file',
  copyOutput: 'Copy what comes out of it into a file, or give it on standard input.',
  isAddress: '{{file}} is an address; tovmach reads files and fetches nothing',
  fetchFirst: 'Fetch it first, for example: curl -o page.html, and name the file.',
});

export interface FoundFile {
  /** The folder the user named, or the folder of the file the user named; absolute. */
  readonly root: string;
  /** Relative to the root, forward slashes. */
  readonly path: string;
  /** Its bytes, or where they are, absolute: it came on standard input. */
  readonly elsewhere?: string | Uint8Array;
  /** Where its outputs go, where that is not its path without the ending: its name says its language. */
  readonly stem?: string;
  /** The language its name says, `demos.uk.md`. */
  readonly language?: LanguageTag;
  /** It lies in the output folder, and its versions beside it. */
  readonly inPlace?: boolean;
  /** What the batch says of its articles, by id. */
  readonly stories?: Readonly<Record<string, StoryFacts>>;
  /** Name of its ledger, where its outputs go where those of the article go that it is a version of. */
  readonly ledgerStem?: string;
  /** Languages of versions that lie beside it already. */
  readonly versions?: readonly LanguageTag[];
}

/** Where the file is. */
export function absolutePath({ root, path, elsewhere }: FoundFile): string {
  return typeof elsewhere === 'string' ? elsewhere : join(root, path);
}

export interface WalkOptions {
  readonly cwd: string;
  readonly formats: readonly Format[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** Folders never entered, absolute: the output folder. One that holds the named folder itself is no obstacle. */
  readonly skip?: readonly string[];
}

export interface WalkResult {
  readonly files: readonly FoundFile[];
  readonly problems: readonly TovmachError[];
  /** In the order of their paths. */
  readonly passedOver: readonly PassedOver[];
  /** Files and folders that could not be looked into, absolute: nobody knows what is in them or gone from them. */
  readonly unseen: readonly string[];
}

/** What tovmach itself leaves beside articles, and what holds none by agreement. */
const OWN = /(?:\.segments\.json|^tovmach\.(?:lock|resources)|^tovmach\.config\.\w+)$/;
/** What begins so is our own: memory, state, locks. Nobody is told that it is not read. */
const OURS = '.tovmach';
const DEPENDENCIES = 'node_modules';

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

/** What is neither a file nor a folder would keep a reader waiting for ever, or has no end. */
function irregular(path: string, entry: Pick<Stats, 'isFIFO' | 'isSocket'>): TovmachError {
  const file = asPath(path);
  const what = entry.isFIFO()
    ? say.isPipe({ file })
    : entry.isSocket()
      ? say.isSocket({ file })
      : say.isDevice({ file });
  return new TovmachError('INPUT_UNREADABLE', what, { file: path, hint: say.copyOutput() });
}

/** The walk through one folder that the user named. */
class Descent {
  readonly found: FoundFile[] = [];
  readonly passedOver: PassedOver[] = [];
  readonly #isIncluded: (path: string) => boolean;
  readonly #isExcluded: (path: string) => boolean;
  readonly #entersHidden: boolean;
  readonly #skip: readonly string[];
  readonly #realRoot: string;

  constructor(
    private readonly root: string,
    private readonly named: string,
    private readonly options: WalkOptions,
    private readonly problems: TovmachError[],
    private readonly unseen: string[],
  ) {
    const include = options.include?.length ? [...options.include] : ['**/*'];
    this.#isIncluded = picomatch(include);
    const exclude = [...(options.exclude ?? [])];
    this.#isExcluded = exclude.length === 0 ? () => false : picomatch(exclude, { dot: true });
    this.#entersHidden = include.some((glob) => /(?:^|\/)\./.test(glob));
    this.#skip = options.skip?.filter((folder) => folder === root || folder.startsWith(root + sep)) ?? [];
    this.#realRoot = realpathSync(root);
  }

  run(): void {
    this.#folder('', [this.#realRoot]);
    this.found.sort((a, b) => compare(a.path, b.path));
    this.passedOver.sort((a, b) => compare(a.path, b.path));
  }

  /** @param above real paths of the folder and those it lies in */
  #folder(path: string, above: readonly string[]): void {
    const absolute = join(this.root, path);
    let entries: Dirent[];
    try {
      entries = readdirSync(absolute, { withFileTypes: true });
    } catch (cause) {
      this.#fail(path, unreadable(join(this.named, path), cause));
      return;
    }
    for (const entry of entries) {
      const own = path === '' ? entry.name : `${path}/${entry.name}`;
      if (this.#isExcluded(own) || entry.name.startsWith(OURS)) continue;
      if (entry.name.startsWith('.') && !this.#entersHidden) {
        this.#passOver(own, 'hidden');
      } else if (entry.isSymbolicLink()) this.#link(own, above);
      else if (entry.isDirectory()) this.#enter(own, [...above, join(above.at(-1) ?? '', entry.name)]);
      else if (entry.isFile()) this.#file(own);
      else if (this.#isIncluded(own)) this.#fail(own, irregular(join(this.named, own), entry));
    }
  }

  #enter(path: string, above: readonly string[]): void {
    if (this.#isExcluded(`${path}/`) || this.#skip.includes(join(this.root, path))) return;
    if (basename(path) === DEPENDENCIES) return;
    this.#folder(path, above);
  }

  #link(path: string, above: readonly string[]): void {
    const absolute = join(this.root, path);
    const shown = join(this.named, path);
    const file = asPath(shown);
    const refuse = (what: Message, hint: Message): void =>
      this.#fail(path, new TovmachError('INPUT_UNREADABLE', what, { file: shown, hint }));
    let status: Stats;
    let real: string;
    try {
      status = statSync(absolute);
      real = realpathSync(absolute);
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') refuse(say.linkToNothing({ file }), say.mendLink());
      else if (code === 'ELOOP') refuse(say.linkToItself({ file }), say.removeLink());
      else this.#fail(path, unreadable(shown, cause));
      return;
    }
    if (!status.isFile() && !status.isDirectory()) this.#fail(path, irregular(shown, status));
    else if (real !== this.#realRoot && !real.startsWith(this.#realRoot + sep))
      refuse(say.linkOut({ file }), say.copyIt());
    else if (status.isFile()) this.#file(path);
    else if (above.includes(real)) refuse(say.linkRound({ file }), say.removeLink());
    else this.#enter(path, [...above, real]);
  }

  #file(path: string): void {
    if (!this.#isIncluded(path) || OWN.test(basename(path))) return;
    const { root, options, named } = this;
    // Beside the articles at the top it is used, see `companionMemories`.
    if (path === COMPANION_MEMORY) return;
    const ending = endingOf(path);
    const byName = options.formats.some((format) => format.extensions.includes(ending));
    if (byName && basename(path) !== 'manifest.json') {
      this.found.push({ root, path });
      return;
    }
    try {
      const start = startOfFile(join(root, path), path);
      if (basename(path) === 'manifest.json' && start.text.includes('"tovmach/manifest@')) return;
      const choice = chooseFormat(start, options.formats, false);
      if ('format' in choice) this.found.push({ root, path });
      else this.#passOver(path, choice.kind.id);
    } catch (cause) {
      this.#fail(path, unreadable(join(named, path), cause));
    }
  }

  #passOver(path: string, id: string): void {
    const { id: kind, name, remedy } = kindNamed(id);
    this.passedOver.push({ path, kind, name, remedy });
  }

  #fail(path: string, problem: TovmachError): void {
    this.problems.push(problem);
    this.unseen.push(join(this.root, path));
  }
}

/** Files that were named more than once, once. */
function once(files: readonly FoundFile[]): FoundFile[] {
  const found = new Map(files.map((file) => [absolutePath(file), file]));
  return files.filter((file) => found.get(absolutePath(file)) === file);
}

/** Name of a translation memory that lies beside the articles it belongs to. */
const COMPANION_MEMORY = 'memory.tmx';

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

/** Addresses are not fetched. */
const ADDRESS = /^[a-z][a-z\d+.-]+:\/\//i;

/** Resolves what the user named. A path that does not exist is a problem in the result; the others go on. */
export async function walk(paths: readonly string[], options: WalkOptions): Promise<WalkResult> {
  const problems: TovmachError[] = [];
  const unseen: string[] = [];
  const files: FoundFile[] = [];
  const passedOver: PassedOver[] = [];
  for (const named of paths) {
    if (ADDRESS.test(named)) {
      const hint = say.fetchFirst();
      problems.push(
        new TovmachError('INPUT_NOT_FOUND', say.isAddress({ file: named }), { file: named, hint }),
      );
      continue;
    }
    const absolute = resolve(options.cwd, named);
    try {
      const status = await stat(absolute);
      if (status.isFile()) {
        files.push({ root: dirname(absolute), path: basename(absolute) });
        continue;
      }
      if (!status.isDirectory()) {
        problems.push(irregular(named, status));
        unseen.push(absolute);
        continue;
      }
      const before = problems.length;
      const descent = new Descent(absolute, named, options, problems, unseen);
      descent.run();
      for (const file of descent.found) files.push(file);
      passedOver.push(...descent.passedOver);
      if (descent.found.length === 0 && problems.length === before)
        problems.push(nothingFound(named, absolute, descent.passedOver, options));
    } catch (cause) {
      problems.push(unreadable(named, cause));
      if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') unseen.push(absolute);
    }
  }
  return { files: once(files), problems, passedOver, unseen };
}

function nothingFound(
  named: string,
  absolute: string,
  passedOver: readonly PassedOver[],
  { cwd, skip, formats }: WalkOptions,
): TovmachError {
  const counts = new Map<string, number>();
  for (const { kind } of passedOver) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const kinds = [...counts].map(([kind, count]) => `${kind} ${count}`).join(', ');
  const extensions = formats.flatMap((format) => format.extensions).join(', ');
  const folder = asPath(relative(cwd, absolute) || named);
  return new TovmachError('INPUT_NOT_FOUND', say.noArticle({ folder }), {
    file: named,
    hint:
      skip?.includes(absolute) === true
        ? say.isOutput()
        : kinds === ''
          ? say.articlesEndIn({ extensions })
          : say.thereIs({ kinds, extensions }),
  });
}
