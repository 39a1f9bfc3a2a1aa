import { type Dirent, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import type { OutputFolder } from '../../disk/output-folder.js';
import { type Message, messages } from '../../message.js';
import { absolutePath, type FoundFile } from '../../read/walk.js';
import type { Setup } from '../../setup/setup.js';
import { readState } from '../../write/state.js';
import { rootOf } from './survey.js';

/**
 * Page bundles: an `index.md` with its pictures in a folder of its own, as Hugo, Docusaurus and Astro read it. What lies
 * beside it goes where its versions go.
 */

const say = messages('run', {
  resources: {
    one: '{{count}} file of a page bundle was copied beside its versions',
    other: '{{count}} files of page bundles were copied beside their versions',
  },
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

/**
 * Copies what belongs to page bundles beside their versions; what is there already stays as it is.
 * @param files sources of the run, after its state was written
 * @returns what there is to say of it
 * @throws TovmachError OUTPUT
 */
export async function copyResources(
  { state: place, directory }: Pick<Setup, 'state' | 'directory'>,
  files: readonly FoundFile[],
  out: OutputFolder,
): Promise<Message[]> {
  const bundles = files.filter(isBundle);
  if (bundles.length === 0) return [];
  const state = await readState(place);
  const kept: string[] = [];
  let copied = 0;
  for (const file of bundles) {
    const root = rootOf(file, directory);
    const articles = state.ofFile(file.path).filter((article) => article.root === root);
    const folders = new Set(
      articles.flatMap(({ outputs }) => Object.values(outputs).map(({ path }) => posix.dirname(path))),
    );
    const from = dirname(absolutePath(file));
    for (const resource of folders.size === 0 ? [] : resourcesOf(from)) {
      const content = await readFile(join(from, resource));
      for (const folder of folders) {
        const path = posix.join(folder, resource);
        const existing = await out.readBytes(path);
        if (existing !== undefined && !existing.equals(content)) kept.push(path);
        if (existing !== undefined) continue;
        await out.write([{ path, content }]);
        copied += 1;
      }
    }
  }
  return [
    ...(copied === 0 ? [] : [say.resources({ count: copied })]),
    ...(kept.length === 0 ? [] : [say.resourcesKept({ files: kept.join(', ') })]),
  ];
}
