import { readdirSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import type { Config } from '../config/schema.js';
import { isPostgres } from '../model/database-address.js';

/** Where an instance keeps what it makes: told by the configuration, and by what is in the folders. */

/** Where the state is kept, below the output folder, when nobody said and the outputs are part of a site. */
export const OWN_FOLDER = '.tovmach-state';

/** Files that say that a folder is the root of a site. */
const SITE =
  /^(?:hugo|config)\.(?:toml|ya?ml|json)$|^(?:astro|docusaurus|eleventy|vitepress|gatsby|next)\.config\.[cm]?[jt]s$|^\.eleventy\.js$|^_config\.yml$|^mkdocs\.yml$|^\.vitepress$/;

/** Where translations are kept, and what people decided. */
interface Places {
  /** An absolute path, or the address of a database. */
  readonly storePath: string;
  /** A folder; absolute. */
  readonly desk: string;
}

/** Where translations are kept, and what people decide: beside a file, and beside the configuration where they are in a database. */
export function storeOf({ memory: { store } }: Config, directory: string): Places {
  if (isPostgres(store)) return { storePath: store, desk: resolve(directory, '.tovmach') };
  const storePath = resolve(directory, store);
  return { storePath, desk: dirname(storePath) };
}

/**
 * Where the state belongs: where the configuration says; else among the outputs, and where these are part of a site, in a
 * folder that no generator publishes.
 */
export function stateOf({ stateDir, output }: Config, directory: string, out: string): string {
  if (stateDir !== undefined) return resolve(directory, stateDir);
  return output.layout !== 'hugo-file' || isInSite(out, directory) ? join(out, OWN_FOLDER) : out;
}

/** Whether a folder, or one above it up to that of the configuration, is the root of a site. */
function isInSite(out: string, directory: string): boolean {
  for (let folder = out; ; folder = dirname(folder)) {
    if (namesIn(folder).some((name) => SITE.test(name))) return true;
    if (folder === directory || !folder.startsWith(directory + sep)) return false;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
