import { readdirSync, readFileSync } from 'node:fs';
import { PACKED } from './packed.js';

/** Texts that come with the package: locales and word lists. */
export interface Assets {
  /** The text of a file, `locales/en/cli.json`. @throws Error ENOENT */
  text(path: string): string;
  /** What a folder holds, sorted; a name with a slash at its end is a folder. */
  names(folder: string): readonly string[];
}

/** Those below a folder of the disk, whose address ends with a slash. */
function assetsOf(root: URL): Assets {
  return {
    text: (path) => readFileSync(new URL(path, root), 'utf8'),
    names: (folder) =>
      readdirSync(new URL(`${folder}/`, root), { withFileTypes: true })
        .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
        .sort(),
  };
}

function assetsPacked(texts: Readonly<Record<string, string>>): Assets {
  return {
    text(path) {
      const text = texts[path];
      if (text !== undefined) return text;
      throw Object.assign(new Error(`no such file in the package: ${path}`), { code: 'ENOENT' });
    },
    names(folder) {
      const below = Object.keys(texts).filter((path) => path.startsWith(`${folder}/`));
      const names = below.map((path) => /^[^/]+\/?/.exec(path.slice(folder.length + 1))?.[0] ?? '');
      return [...new Set(names)].sort();
    },
  };
}

/** The package's own. */
export const ASSETS: Assets =
  PACKED === undefined ? assetsOf(new URL('../../', import.meta.url)) : assetsPacked(PACKED);
