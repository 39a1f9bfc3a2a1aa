import { once } from 'node:events';
import { closeSync, createWriteStream, openSync, type WriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readExisting, TEMPORARY, writeTogether } from '../disk/files.js';
import { TovmachError } from '../errors.js';
import type { Finding } from '../model/finding.js';
import {
  MANIFEST_SCHEMA,
  type ManifestArticle,
  type ManifestBroken,
  type ManifestRun,
  type ManifestTotals,
} from '../model/manifest.js';
import {
  MANIFEST_NAME,
  type ManifestRecord,
  type Place,
  type PreviousManifest,
  readPlace,
} from './manifest-read.js';

/**
 * `manifest.json`, one article a line, sorted by id, whichever run wrote it. Articles are spooled as they come, and
 * those of earlier runs copied from the old file, so that a run over 100,000 of them keeps none in memory.
 */

export interface ManifestWriter {
  article(entry: ManifestArticle, findings: readonly Finding[]): void;
  broken(entry: ManifestBroken): void;
  /**
   * Puts the manifest in its place: what was spooled, and of the previous one what `isKept` wants and this run did
   * not write. `onArticle` sees every article, in the order of the file.
   */
  finish(
    run: ManifestRun,
    options: {
      readonly previous: PreviousManifest;
      readonly isKept: (id: string) => boolean;
      readonly onArticle: (record: ManifestRecord) => void;
      readonly totals: () => Omit<ManifestTotals, 'broken'>;
    },
  ): Promise<void>;
  /** Forgets everything spooled. */
  discard(): Promise<void>;
}

const byId = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function drain(stream: WriteStream): Promise<void> {
  stream.end();
  await once(stream, 'close');
}

function manifestError(out: string, cause: unknown): TovmachError {
  return new TovmachError('OUTPUT', `cannot write the manifest in ${out}`, {
    file: join(out, MANIFEST_NAME),
    cause,
    hint: 'Check free space and permissions; the articles that were finished are kept.',
  });
}

/** Opens a manifest in an output folder that exists. */
export function createManifestWriter(out: string): ManifestWriter {
  const spoolPath = join(out, `.${MANIFEST_NAME}.${process.pid}.articles${TEMPORARY}`);
  const places = new Map<string, Place>();
  let failure: unknown;
  let at = 0;
  let opened: WriteStream | undefined;
  // A run that does nothing leaves the folder alone.
  const spool = (): WriteStream => {
    opened ??= createWriteStream(spoolPath).on('error', (error) => (failure ??= error));
    return opened;
  };
  const broken: ManifestBroken[] = [];
  return {
    article(entry, findings) {
      const line = JSON.stringify({ entry, findings });
      const length = Buffer.byteLength(line);
      places.set(entry.id, { start: at, length });
      at += length + 1;
      spool().write(`${line}\n`);
    },
    broken: (entry) => void broken.push(entry),
    async discard() {
      if (opened === undefined) return;
      await drain(opened).catch(() => {});
      await rm(spoolPath, { force: true });
    },
    async finish(run, { previous, isKept, onArticle, totals }) {
      await drain(spool()).catch((error) => (failure ??= error));
      const final = join(out, MANIFEST_NAME);
      const temporary = join(out, `.${basename(final)}.${process.pid}${TEMPORARY}`);
      const ids = new Set(places.keys());
      for (const id of previous.ids()) if (!ids.has(id) && isKept(id)) ids.add(id);
      const findings: string[] = [];
      let file: number | undefined;
      try {
        if (failure !== undefined) throw failure;
        file = openSync(spoolPath, 'r');
        const target = createWriteStream(temporary, { flush: true }).on(
          'error',
          (error) => (failure ??= error),
        );
        const put = async (text: string): Promise<void> => {
          if (!target.write(text)) await once(target, 'drain');
        };
        await put(
          `{ "schema": ${JSON.stringify(MANIFEST_SCHEMA)},\n"run": ${JSON.stringify(run)},\n"articles": [\n`,
        );
        let separator = '';
        for (const id of [...ids].sort(byId)) {
          const place = places.get(id);
          const record =
            place === undefined
              ? previous.article(id)
              : (JSON.parse(readPlace(file, place)) as ManifestRecord);
          if (record === undefined) continue;
          onArticle(record);
          for (const finding of record.findings) findings.push(JSON.stringify(finding));
          await put(`${separator}${JSON.stringify(record.entry)}`);
          separator = ',\n';
        }
        const summed: ManifestTotals = { ...totals(), broken: broken.length };
        await put(`\n],\n"broken": ${JSON.stringify(broken)},\n"findings": [\n`);
        await put(`${findings.join(',\n')}\n],\n"totals": ${JSON.stringify(summed)} }\n`);
        await drain(target);
        if (failure !== undefined) throw failure;
        await rename(temporary, final);
      } catch (cause) {
        await rm(temporary, { force: true });
        throw TovmachError.isInstance(cause) ? cause : manifestError(out, cause);
      } finally {
        if (file !== undefined) closeSync(file);
        await rm(spoolPath, { force: true });
      }
    },
  };
}

/** Writes a small file of ours whole, unless it is so already. */
export async function writeIfChanged(path: string, content: string): Promise<boolean> {
  if ((await readExisting(path)) === content) return false;
  await writeTogether([{ path, content }]);
  return true;
}
