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

/**
 * Lines by id in a file beside the manifest, for memory holds too few. Nothing is opened before something is put; what fails
 * is thrown by `flush`, once the articles are done, which are safe.
 */
class Spool {
  readonly #path: string;
  readonly #places = new Map<string, Place>();
  readonly #pieces = inPieces((piece) => this.#write(piece));
  #descriptor: number | undefined;
  #failure: unknown;
  #at = 0;

  constructor(path: string) {
    this.#path = path;
  }

  put(id: string, line: string): void {
    const length = Buffer.byteLength(line);
    this.#places.set(id, { start: this.#at, length });
    this.#at += length + 1;
    this.#pieces.put(`${line}\n`);
  }

  ids(): Iterable<string> {
    return this.#places.keys();
  }

  /** @throws what the disk said, now or before */
  flush(): void {
    this.#pieces.flush();
    if (this.#failure !== undefined) throw this.#failure;
  }

  read(id: string): string | undefined {
    const place = this.#places.get(id);
    if (place === undefined || this.#descriptor === undefined) return undefined;
    return readPlace(this.#descriptor, place);
  }

  discard(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
    discardFile(this.#path);
  }

  #write(piece: string): void {
    if (this.#failure !== undefined) return;
    try {
      this.#descriptor ??= openSync(this.#path, 'w+');
      const bytes = Buffer.from(piece);
      for (let written = 0; written < bytes.length; ) written += writeSync(this.#descriptor, bytes, written);
    } catch (error) {
      this.#failure = error;
    }
  }
}

/** The rest of the file, in the order readers need it. @param findings one line each */
function* afterArticles({
  provenance,
  relations,
  broken,
  passedOver,
  findings,
  totals,
}: {
  readonly provenance: ManifestProvenance | undefined;
  readonly relations: readonly ManifestRelation[];
  readonly broken: readonly ManifestBroken[];
  readonly passedOver: readonly ManifestPassedOver[];
  readonly findings: readonly string[];
  readonly totals: ManifestTotals;
}): Generator<string> {
  yield '\n],\n';
  if (relations.length > 0) yield `"relatedTo": ${JSON.stringify(relations)},\n`;
  yield `"broken": ${JSON.stringify(broken)},\n`;
  if (passedOver.length > 0) yield `"passedOver": ${JSON.stringify(passedOver)},\n`;
  if (provenance !== undefined) yield `"provenance": ${JSON.stringify(provenance)},\n`;
  yield '"findings": [\n';
  yield `${findings.join(',\n')}\n],\n"totals": ${JSON.stringify(totals)} }\n`;
}

/** Opens a manifest in an output folder that exists. */
export function createManifestWriter(out: string): ManifestWriter {
  const final = join(out, MANIFEST_NAME);
  const spool = new Spool(join(out, `.${MANIFEST_NAME}.${process.pid}.articles${TEMPORARY}`));
  const broken: ManifestBroken[] = [];
  return {
    article(entry, findings) {
      spool.put(entry.id, JSON.stringify({ entry, findings }));
    },
    broken: (entry) => void broken.push(entry),
    async discard() {
      spool.discard();
    },
    async finish(run, { previous, isKept, passedOver, onArticle, isOfBatch, totals, seal }) {
      let file: WholeFile | undefined;
      try {
        spool.flush();
        file = new WholeFile(final);
        const target = file;
        const pieces = inPieces((piece) => target.write(piece));
        const ids = new Set(spool.ids());
        for (const id of previous.ids()) if (!ids.has(id) && isKept(id)) ids.add(id);
        const findings: string[] = [];
        pieces.put(
          `{ "schema": ${JSON.stringify(MANIFEST_SCHEMA)},\n"run": ${JSON.stringify(run)},\n"articles": [\n`,
        );
        let separator = '';
        for (const id of [...ids].sort(byId)) {
          const line = spool.read(id);
          const found = line === undefined ? previous.article(id) : (JSON.parse(line) as ManifestRecord);
          if (found === undefined) continue;
          const own = found.findings.filter((finding) => !isOfBatch(finding));
          const record = { entry: found.entry, findings: own };
          const together = onArticle(record);
          for (const finding of [...record.findings, ...together]) findings.push(inOrder(finding));
          pieces.put(`${separator}${JSON.stringify(record.entry)}`);
          separator = ',\n';
        }
        const summed: ManifestTotals = { ...totals(), broken: broken.length };
        for (const piece of afterArticles({ ...seal(), broken, passedOver, findings, totals: summed }))
          pieces.put(piece);
        pieces.flush();
        file.finish();
      } catch (cause) {
        throw TovmachError.isInstance(cause) ? cause : manifestError(out, cause);
      } finally {
        file?.discard();
        spool.discard();
      }
    },
  };
}
