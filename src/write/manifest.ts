import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { discardFile, TEMPORARY } from '../disk/files.js';
import { WholeFile } from '../disk/whole-file.js';
import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';
import type { Finding } from '../model/finding.js';
import {
  findingSchema,
  MANIFEST_SCHEMA,
  type ManifestArticle,
  type ManifestBroken,
  type ManifestPassedOver,
  type ManifestProvenance,
  type ManifestRelation,
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

const FINDING_KEYS = Object.keys(findingSchema.shape) as (keyof Finding)[];

/** The same bytes whether a finding was made now or read from the manifest before. */
const inOrder = (finding: Finding): string =>
  JSON.stringify(Object.fromEntries(FINDING_KEYS.map((key) => [key, finding[key]])));

const say = messages('write', {
  manifestNotWritten: 'cannot write the manifest in {{folder}}',
  checkSpaceAndPermissions: 'Check free space and permissions; the articles that were finished are kept.',
});

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
      readonly passedOver: readonly ManifestPassedOver[];
      /** @returns findings that only the articles together show; those of an earlier run are left out by `isOfBatch` */
      readonly onArticle: (record: ManifestRecord) => readonly Finding[];
      readonly isOfBatch: (finding: Finding) => boolean;
      readonly totals: () => Omit<ManifestTotals, 'broken'>;
      /** Called when all articles were seen; `provenance`: where its chain ends, absent: there is none. */
      readonly seal: () => {
        readonly provenance: ManifestProvenance | undefined;
        readonly relations: readonly ManifestRelation[];
      };
    },
  ): Promise<void>;
  /** Forgets everything spooled. */
  discard(): Promise<void>;
}

const byId = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function manifestError(out: string, cause: unknown): TovmachError {
  return new TovmachError('OUTPUT', say.manifestNotWritten({ folder: asPath(out) }), {
    file: join(out, MANIFEST_NAME),
    cause,
    hint: say.checkSpaceAndPermissions(),
  });
}

/** Characters that are collected before the disk is asked. */
const PIECE = 65_536;

/** Gathers small texts and hands them on in larger pieces. */
function inPieces(write: (piece: string) => void): { put(text: string): void; flush(): void } {
  let waiting: string[] = [];
  let size = 0;
  const flush = (): void => {
    if (size === 0) return;
    const piece = waiting.join('');
    waiting = [];
    size = 0;
    write(piece);
  };
  return {
    put(text) {
      waiting.push(text);
      size += text.length;
      if (size >= PIECE) flush();
    },
    flush,
  };
}

/** Opens a manifest in an output folder that exists. */
export function createManifestWriter(out: string): ManifestWriter {
  const final = join(out, MANIFEST_NAME);
  const spoolPath = join(out, `.${MANIFEST_NAME}.${process.pid}.articles${TEMPORARY}`);
  const places = new Map<string, Place>();
  let failure: unknown;
  let at = 0;
  let descriptor: number | undefined;
  // A run that does nothing leaves the folder alone. What fails is thrown once the articles are done, which are safe.
  const spool = inPieces((piece) => {
    if (failure !== undefined) return;
    try {
      descriptor ??= openSync(spoolPath, 'w+');
      const bytes = Buffer.from(piece);
      for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    } catch (error) {
      failure = error;
    }
  });
  const close = (): void => {
    if (descriptor !== undefined) closeSync(descriptor);
    descriptor = undefined;
  };
  const broken: ManifestBroken[] = [];
  return {
    article(entry, findings) {
      const line = JSON.stringify({ entry, findings });
      const length = Buffer.byteLength(line);
      places.set(entry.id, { start: at, length });
      at += length + 1;
      spool.put(`${line}\n`);
    },
    broken: (entry) => void broken.push(entry),
    async discard() {
      close();
      discardFile(spoolPath);
    },
    async finish(run, { previous, isKept, passedOver, onArticle, isOfBatch, totals, seal }) {
      let file: WholeFile | undefined;
      try {
        spool.flush();
        if (failure !== undefined) throw failure;
        file = new WholeFile(final);
        const target = file;
        const pieces = inPieces((piece) => target.write(piece));
        const ids = new Set(places.keys());
        for (const id of previous.ids()) if (!ids.has(id) && isKept(id)) ids.add(id);
        const findings: string[] = [];
        pieces.put(
          `{ "schema": ${JSON.stringify(MANIFEST_SCHEMA)},\n"run": ${JSON.stringify(run)},\n"articles": [\n`,
        );
        let separator = '';
        for (const id of [...ids].sort(byId)) {
          const place = places.get(id);
          const found =
            place === undefined || descriptor === undefined
              ? previous.article(id)
              : (JSON.parse(readPlace(descriptor, place)) as ManifestRecord);
          if (found === undefined) continue;
          const own = found.findings.filter((finding) => !isOfBatch(finding));
          const record = { entry: found.entry, findings: own };
          const together = onArticle(record);
          for (const finding of [...record.findings, ...together]) findings.push(inOrder(finding));
          pieces.put(`${separator}${JSON.stringify(record.entry)}`);
          separator = ',\n';
        }
        const summed: ManifestTotals = { ...totals(), broken: broken.length };
        const { provenance, relations } = seal();
        pieces.put('\n],\n');
        if (relations.length > 0) pieces.put(`"relatedTo": ${JSON.stringify(relations)},\n`);
        pieces.put(`"broken": ${JSON.stringify(broken)},\n`);
        if (passedOver.length > 0) pieces.put(`"passedOver": ${JSON.stringify(passedOver)},\n`);
        if (provenance !== undefined) pieces.put(`"provenance": ${JSON.stringify(provenance)},\n`);
        pieces.put('"findings": [\n');
        pieces.put(`${findings.join(',\n')}\n],\n"totals": ${JSON.stringify(summed)} }\n`);
        pieces.flush();
        file.finish();
      } catch (cause) {
        throw TovmachError.isInstance(cause) ? cause : manifestError(out, cause);
      } finally {
        file?.discard();
        close();
        discardFile(spoolPath);
      }
    },
  };
}
