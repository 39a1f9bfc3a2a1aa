import { createHash } from 'node:crypto';
import { readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { glob } from 'tinyglobby';
import { TEMPORARY } from '../disk/files.js';
import { slashed } from '../disk/slashes.js';
import { ledgerHashes } from './ledger.js';

/**
 * What a run that was killed left half done. The ledger of an article gets its name before the article's files do: a
 * file that its ledger already speaks of still gets its name; every other unfinished file goes.
 */
export async function recoverOutputs(out: string, state: string): Promise<void> {
  const left = (cwd: string): Promise<string[]> =>
    glob(`**/.*${TEMPORARY}`, { cwd, dot: true, absolute: true, followSymbolicLinks: false });
  const unfinished = [...new Set([...(await left(out)), ...(await left(state))])];
  if (unfinished.length === 0) return;
  const expected = new Map<string, string>();
  for (const ledger of await glob('**/*.segments.json', {
    cwd: state,
    absolute: true,
    followSymbolicLinks: false,
  })) {
    for (const [path, hash] of ledgerHashes(await readFile(ledger, 'utf8'))) expected.set(path, hash);
  }
  for (const file of unfinished) {
    const name = basename(file)
      .replace(/^\./, '')
      .replace(/\.\d+-\d+\.tovmach-tmp$/, '');
    const final = join(dirname(file), name);
    const hash = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
    if (expected.get(slashed(out, final)) === hash) await rename(file, final);
    else await rm(file, { force: true });
  }
}
