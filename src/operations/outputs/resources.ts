import { type Dirent, existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, posix, resolve } from 'node:path';
import type { OutputFolder } from '../../disk/output-folder.js';
import { type Message, messages } from '../../message.js';
import { absolutePath, type FoundFile } from '../../read/walk.js';
import type { Setup } from '../../setup/setup.js';
import { RESOURCES_NAME, type ResourceCopy, readResources, resourcesText } from '../../write/resources.js';
import { readState, shortHash } from '../../write/state.js';
import { rootOf, type Survey } from './survey.js';

/**
 * Page bundles: an `index.md` with its pictures in a folder of its own, as Hugo, Docusaurus and Astro read it. What lies
 * beside it goes where its versions go.
 */

const say = messages('run', {
  resources: {
    one: '{{count}} file of a page bundle was copied beside its versions',
    other: '{{count}} files of page bundles were copied beside their versions',
  },
  resourcesRenewed: {
    one: '{{count}} file of a page bundle changed at the source and was copied again',
    other: '{{count}} files of page bundles changed at the source and were copied again',
  },
  resourcesLeft: 'copied from page bundles, and gone there; --prune removes them: {{files}}',
  resourcesRemoved: 'gone from page bundles, and removed: {{files}}',
  resourcesChanged:
    'gone from page bundles, but changed by hand beside the versions, and therefore kept: {{files}}',
  resourcesKept:
    'files of page bundles that have other bytes beside the versions were left alone; remove those to have them copied: {{files}}',
});

const INDEX = /^index(?:\.[a-z]{2,3}(?:-[a-z0-9]+)*)?\.(?:md|mdx|markdown)$/i;
const MARKDOWN = /\.(?:md|mdx|markdown)$/i;

/** Whether a source is the page of a bundle, as far as its name tells. */
export function isBundle({ path, elsewhere, inPlace }: FoundFile): boolean {
  return INDEX.test(posix.basename(path)) && elsewhere === undefined && inPlace !== true;
}

/** Files of a bundle, relative to its folder; none where other pages lie beside the index: that is a section. */
function resourcesOf(folder: string): string[] {
  const found: string[] = [];
  const look = (below: string): boolean => {
    const entries: Dirent[] = readdirSync(join(folder, below), { withFileTypes: true });
    if (
      entries.some(
        (entry) => entry.isFile() && MARKDOWN.test(entry.name) && (below !== '' || !INDEX.test(entry.name)),
      )
    )
      return false;
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = posix.join(below, entry.name);
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) look(path);
      else if (entry.isFile() && !MARKDOWN.test(entry.name)) found.push(path);
    }
    return true;
  };
  return look('') ? found : [];
}

interface Wanted extends Omit<ResourceCopy, 'path' | 'hash'> {
  /** Absolute. */
  readonly from: string;
}

/** Files of the bundles, by where copies of them belong. */
async function wantedOf(
  { state: place, directory }: Pick<Setup, 'state' | 'directory'>,
  files: readonly FoundFile[],
): Promise<Map<string, Wanted>> {
  const wanted = new Map<string, Wanted>();
  const bundles = files.filter(isBundle);
  if (bundles.length === 0) return wanted;
  const state = await readState(place);
  for (const source of bundles) {
    const root = rootOf(source, directory);
    const articles = state.ofFile(source.path).filter((article) => article.root === root);
    const folders = new Set(
      articles.flatMap(({ outputs }) => Object.values(outputs).map(({ path }) => posix.dirname(path))),
    );
    const from = dirname(absolutePath(source));
    for (const resource of folders.size === 0 ? [] : resourcesOf(from))
      for (const folder of folders)
        wanted.set(posix.join(folder, resource), {
          from: join(from, resource),
          root,
          page: source.path,
          file: posix.join(posix.dirname(source.path), resource),
        });
  }
  return wanted;
}

export interface ResourceParts {
  readonly setup: Pick<Setup, 'state' | 'directory'>;
  /** Sources of the run, after its state was written. */
  readonly survey: Pick<Survey, 'roots' | 'unseen'> & { readonly files: readonly FoundFile[] };
  readonly folder: OutputFolder;
  /** Of the state. */
  readonly books: OutputFolder;
  /** Remove copies whose original is gone. */
  readonly prune: boolean;
}

/**
 * Copies what belongs to page bundles beside their versions, and again what changed at the source. What a person put or changed
 * there stays as it is; what is gone at the source is named, and removed where that was asked for.
 * @returns what there is to say of it
 * @throws TovmachError OUTPUT
 */
export async function copyResources(parts: ResourceParts): Promise<Message[]> {
  const { setup, survey, folder: out, books } = parts;
  const wanted = await wantedOf(setup, survey.files);
  const before = await books.read(RESOURCES_NAME);
  if (wanted.size === 0 && before === undefined) return [];
  const copies = readResources(before);
  const kept: string[] = [];
  const todo: { readonly path: string; readonly content: Buffer; readonly isNew: boolean }[] = [];
  for (const [path, { from, root, page, file }] of wanted) {
    const content = await readFile(from);
    const hash = shortHash(content);
    const existing = await out.readBytes(path);
    const isOurs = existing !== undefined && copies.get(path)?.hash === shortHash(existing);
    const isSame = existing?.equals(content) === true;
    if (existing === undefined || isOurs) copies.set(path, { path, hash, root, page, file });
    if (existing === undefined || (isOurs && !isSame))
      todo.push({ path, content, isNew: existing === undefined });
    else if (!isSame) kept.push(path);
  }
  // Before the files: a copy that is not in the book would be a person's for ever.
  if (todo.length > 0) await books.writeIfChanged(RESOURCES_NAME, resourcesText(copies));
  for (const { path, content } of todo) await out.write([{ path, content }]);
  const gone = await withoutOriginal(parts, copies, wanted);
  await books.writeIfChanged(RESOURCES_NAME, resourcesText(copies));
  const copied = todo.filter(({ isNew }) => isNew).length;
  return [
    ...(copied === 0 ? [] : [say.resources({ count: copied })]),
    ...(todo.length === copied ? [] : [say.resourcesRenewed({ count: todo.length - copied })]),
    ...(kept.length === 0 ? [] : [say.resourcesKept({ files: kept.join(', ') })]),
    ...gone,
  ];
}

/** Copies whose original, or whose page, is no longer there. */
async function withoutOriginal(
  { setup: { directory }, survey, folder: out, prune }: ResourceParts,
  copies: Map<string, ResourceCopy>,
  wanted: ReadonlyMap<string, Wanted>,
): Promise<Message[]> {
  const left: string[] = [];
  const removed: string[] = [];
  const kept: string[] = [];
  for (const { path, hash, root, page, file } of [...copies.values()]) {
    const folder = resolve(directory, root);
    const isKnown = survey.roots.has(root) && existsSync(folder) && !wanted.has(path);
    const isHidden = survey.unseen.some((place) => join(folder, file).startsWith(place));
    if (!isKnown || isHidden || (existsSync(join(folder, file)) && existsSync(join(folder, page)))) continue;
    const existing = await out.readBytes(path);
    if (existing !== undefined && !prune) {
      left.push(path);
      continue;
    }
    if (existing !== undefined && shortHash(existing) !== hash) kept.push(path);
    else if (existing !== undefined) {
      await out.remove(path);
      removed.push(path);
    }
    copies.delete(path);
  }
  const files = (paths: readonly string[]): string => [...paths].sort().join(', ');
  return [
    ...(left.length === 0 ? [] : [say.resourcesLeft({ files: files(left) })]),
    ...(removed.length === 0 ? [] : [say.resourcesRemoved({ files: files(removed) })]),
    ...(kept.length === 0 ? [] : [say.resourcesChanged({ files: files(kept) })]),
  ];
}
