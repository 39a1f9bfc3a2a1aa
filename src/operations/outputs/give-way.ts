import { rename } from 'node:fs/promises';
import type { OutputFolder } from '../../disk/output-folder.js';
import { asPath, messages, type Said } from '../../message.js';
import { sameLanguage } from '../../model/language.js';
import { sha256 } from '../../model/text.js';
import { stemOf } from '../../read/article.js';
import type { FoundFile } from '../../read/walk.js';
import type { Setup } from '../../setup/setup.js';
import { ledgerPath } from '../../write/layout.js';
import { abbreviated, type OutputState, type OutputsState } from '../../write/state.js';

/** Places that outputs of an article had before a version of it by a person came to lie beside it, and needs them. */

const say = messages('run', {
  gaveWay: '{{file}} was a machine translation; the version in {{source}} takes its place',
  gaveWayKept:
    '{{file}} was changed by hand; it is {{kept}} now, and the version in {{source}} takes its place',
});

interface Places {
  readonly folder: OutputFolder;
  readonly books: OutputFolder;
  readonly state: OutputsState;
}

/** Before anything is written: what is as it was written goes, what a person changed is kept beside; ledgers get their names. */
export async function giveWay(
  { config }: Pick<Setup, 'config'>,
  files: readonly FoundFile[],
  { folder, books, state }: Places,
): Promise<Said[]> {
  const said: Said[] = [];
  for (const { path, stem, ledgerStem, versions, inPlace } of files) {
    const article = versions === undefined || inPlace === true ? undefined : state.get(path);
    if (article === undefined || versions === undefined) continue;
    const left: Record<string, OutputState> = {};
    for (const [target, output] of Object.entries(article.outputs)) {
      const isTaken = versions.some((tag) => sameLanguage(tag, target)) && config.targets.includes(target);
      const bytes = isTaken && folder.holds(output.path) ? await folder.readBytes(output.path) : undefined;
      if (!isTaken) left[target] = output;
      if (bytes === undefined) continue;
      const hash = sha256(bytes);
      const names = { file: asPath(output.path), source: target };
      if (abbreviated(hash) === output.hash) said.push(say.gaveWay(names));
      else {
        const kept = `${output.path}.kept-${hash.slice(0, 8)}`;
        await folder.write([{ path: kept, content: bytes }]);
        said.push(say.gaveWayKept({ ...names, kept: asPath(kept) }));
      }
      await folder.remove(output.path);
    }
    const ledger = ledgerPath(ledgerStem ?? stem ?? stemOf(path), config.output.prefix);
    if (ledger !== article.ledger && books.holds(article.ledger) && books.holds(ledger))
      if ((await books.read(article.ledger)) !== undefined)
        await rename(books.file(article.ledger), books.file(ledger));
    state.set({ ...article, ledger, outputs: left });
  }
  return said;
}
