import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The vendors' libraries in `tests/sdks`, a package of its own: `npm ci --prefix tests/sdks --ignore-scripts`. */

const FOLDER = resolve('tests/sdks');
const inFolder = createRequire(resolve(FOLDER, 'package.json'));

/** Whether a library is there; where it is not, what needs it is skipped and says so. */
export function hasSdk(name: string): boolean {
  return addressOf(name) !== undefined;
}

/** What an adapter is lent: libraries are found where a user's project would have them. */
export const sdkHost = {
  importPeer: (name: string): Promise<unknown> => {
    const address = addressOf(name);
    return address === undefined ? Promise.reject(new Error(`${name} is not installed`)) : import(address);
  },
};

function addressOf(name: string): string | undefined {
  try {
    const entry = inFolder.resolve(name);
    return entry.startsWith(FOLDER) ? pathToFileURL(entry).href : undefined;
  } catch {
    return undefined;
  }
}
