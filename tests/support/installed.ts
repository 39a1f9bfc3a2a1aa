import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from './command-line.js';

/** The package as a stranger has it: what `npm pack` takes, with the libraries a plain installation brings and no others. */

interface Locked {
  readonly packages: Readonly<
    Record<string, { readonly dependencies?: object; readonly optionalDependencies?: object }>
  >;
}

export interface Packed {
  /** The tarball. */
  readonly file: string;
  /** Bytes of the tarball. */
  readonly size: number;
  /** Bytes of the files in it. */
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

let packed: Packed | undefined;

/** Packs what is built, once a process. */
export function pack(): Packed {
  if (packed !== undefined) return packed;
  const folder = mkdtempSync(join(tmpdir(), 'tovmach-packed-'));
  const said = execFileSync(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--silent', '--pack-destination', folder],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 1e8 },
  );
  const answer: unknown = JSON.parse(said);
  // npm prints a list, or an object by name, from version to version.
  const [entry] = (Array.isArray(answer) ? answer : Object.values(answer as object)) as (Packed & {
    readonly filename: string;
  })[];
  if (entry === undefined) throw new Error('npm packed nothing');
  packed = { ...entry, file: join(folder, entry.filename) };
  return packed;
}

/** Folders of the libraries that `npm install tovmach` brings on this machine. */
export function dependencies(): readonly string[] {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Locked;
  const found = new Set<string>();
  const visit = (path: string): void => {
    const { dependencies = {}, optionalDependencies = {} } = packages[path] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const places = [...(path === '' ? [] : [`${path}/node_modules/${name}`]), `node_modules/${name}`];
      const place = places.find((each) => existsSync(join(ROOT, each)));
      if (place === undefined || found.has(place)) continue;
      found.add(place);
      visit(place);
    }
  };
  visit('');
  return [...found];
}

/** Installs the package into a folder, without a registry: the libraries are links. Gives the environment its command is found by. */
export function install(
  folder: string,
  { without }: { readonly without?: RegExp } = {},
): Readonly<Record<string, string>> {
  const modules = join(folder, 'node_modules');
  writeFileSync(join(folder, 'package.json'), '{}');
  mkdirSync(join(modules, 'tovmach'), { recursive: true });
  execFileSync('tar', ['xzf', pack().file, '--strip-components=1', '-C', join(modules, 'tovmach')]);
  for (const library of dependencies()) {
    if (without?.test(library) || library.lastIndexOf('node_modules') > 0) continue;
    mkdirSync(dirname(join(folder, library)), { recursive: true });
    symlinkSync(join(ROOT, library), join(folder, library));
  }
  mkdirSync(join(modules, '.bin'));
  symlinkSync('../tovmach/dist/cli/main.js', join(modules, '.bin/tovmach'));
  chmodSync(join(modules, 'tovmach/dist/cli/main.js'), 0o755);
  return {
    PATH: `${join(modules, '.bin')}:${dirname(process.execPath)}:${process.env.PATH ?? ''}`,
    HOME: folder,
    LANG: 'C.UTF-8',
    CI: '1',
  };
}

/** Bytes of the files below a folder, nested packages left out. */
export function weigh(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'node_modules') bytes += weigh(path);
    else if (entry.isFile()) bytes += lstatSync(path).size;
  }
  return bytes;
}
