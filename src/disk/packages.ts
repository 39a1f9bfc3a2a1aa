import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Modules and npm packages of the user's own project, for what is plugged in and for optional peers. */

/** `./mine.mjs`, `../mine.js`, `/opt/mine.mjs`, `file:///…`: a file, not a package. */
function isFile(specifier: string): boolean {
  return (
    /^\.{0,2}[\\/]/.test(specifier) ||
    /^\.\.?$/.test(specifier) ||
    specifier.startsWith('file:') ||
    isAbsolute(specifier)
  );
}

/**
 * The address a module is imported from.
 * @param specifier a path, relative to `directory`, or the name of a package that is installed in or above it
 * @returns undefined where there is no such file or package
 */
export function locateModule(specifier: string, directory: string): string | undefined {
  if (specifier.startsWith('file:')) return specifier;
  if (isFile(specifier)) {
    const path = resolve(directory, specifier);
    return existsSync(path) ? pathToFileURL(path).href : undefined;
  }
  const [, name = specifier, rest] = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(specifier) ?? [];
  const folder = packageFolder(name, directory);
  if (folder === undefined) return undefined;
  const path = join(folder, entryOf(folder, rest === undefined ? '.' : `.${rest}`));
  return existsSync(path) ? pathToFileURL(path).href : undefined;
}

/** Imports a module from where `locateModule` finds it. @throws what the module throws, and ERR_MODULE_NOT_FOUND */
export async function importModule(specifier: string, directory: string): Promise<unknown> {
  const address = locateModule(specifier, directory);
  if (address === undefined) {
    throw Object.assign(new Error(`${specifier} is not installed in ${directory}`), {
      code: 'ERR_MODULE_NOT_FOUND',
    });
  }
  return import(address) as Promise<unknown>;
}

/** Whether a package is installed beside tovmach, or in or above a folder of the user's. */
export function isInstalled(name: string, directory: string): boolean {
  const here = dirname(fileURLToPath(import.meta.url));
  return [here, directory].some((from) => packageFolder(name, from) !== undefined);
}

function packageFolder(name: string, directory: string): string | undefined {
  for (let at = resolve(directory); ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name);
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(at) === at) return undefined;
  }
}

/** The file a package gives for one of its entrances, by `exports`, else by `main`. */
function entryOf(folder: string, entrance: string): string {
  const described: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { exports, main } = described as { readonly exports?: unknown; readonly main?: unknown };
  const target = exports === undefined ? undefined : targetOf(exports, entrance);
  if (target !== undefined) return target;
  if (entrance !== '.') return entrance;
  return typeof main === 'string' ? main : 'index.js';
}

/** Conditions an `import` of Node goes by. */
const CONDITIONS = ['import', 'node', 'module-sync', 'default'];

function targetOf(exports: unknown, entrance: string): string | undefined {
  if (typeof exports === 'string') return entrance === '.' ? exports : undefined;
  if (Array.isArray(exports)) {
    return exports.map((each) => targetOf(each, entrance)).find((target) => target !== undefined);
  }
  if (typeof exports !== 'object' || exports === null) return undefined;
  const entries = Object.entries(exports);
  if (entries.some(([key]) => key.startsWith('.'))) {
    const found = entries.find(([key]) => key === entrance)?.[1];
    return found === undefined ? undefined : targetOf(found, '.');
  }
  for (const [condition, target] of entries) {
    if (!CONDITIONS.includes(condition)) continue;
    const found = targetOf(target, entrance);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Installs a package where this installation finds it. */
export function installCommand(name: string): string {
  return `npm install ${isGlobal() ? '-g ' : ''}${name}`;
}

/** Installed for the whole machine: `…/lib/node_modules/tovmach`, no project around it. */
function isGlobal(): boolean {
  const here = fileURLToPath(import.meta.url).replaceAll('\\', '/');
  const folder = /^(.*)\/node_modules\/tovmach\//.exec(here)?.[1];
  return folder !== undefined && !existsSync(`${folder}/package.json`);
}
