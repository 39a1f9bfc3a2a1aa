import { once } from 'node:events';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  openSync,
  readSync,
  type WriteStream,
} from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { TovmachError } from '../errors.js';
import type { Finding } from '../model/finding.js';
import {
  type Counts,
  MANIFEST_SCHEMA,
  type Manifest,
  type ManifestArticle,
  type ManifestBroken,
} from '../model/manifest.js';
import { readExisting, TEMPORARY, writeTogether } from './disk.js';

/**
 * `manifest.json`, one article a line, sorted by id, whichever run wrote it. Articles are spooled as they come, and
 * those of earlier runs copied from the old file, so that a run over 100,000 of them keeps none in memory.
 */

export const MANIFEST_NAME = 'manifest.json';

export type ManifestRun = Manifest['run'];

/** An article of a manifest with what was found in it. */
export interface ManifestRecord {
  readonly entry: ManifestArticle;
  readonly findings: readonly Finding[];
}

/** Where the line of an article is. */
interface Place {
  readonly start: number;
  readonly length: number;
}

/** The manifest of the last run; articles are read when they are asked for. */
export interface PreviousManifest {
  readonly run: ManifestRun | undefined;
  readonly broken: readonly ManifestBroken[];
  ids(): Iterable<string>;
  article(id: string): ManifestRecord | undefined;
  close(): void;
}

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
      readonly totals: () => {
        readonly articles: number;
        readonly counts: Counts;
        readonly findings: number;
      };
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

function readPlace(file: number, { start, length }: Place): string {
  const bytes = Buffer.alloc(length);
  readSync(file, bytes, 0, length, start);
  return bytes.toString('utf8');
}

/** Opens a manifest in an output folder that exists. */
export function createManifestWriter(out: string): ManifestWriter {
  const spoolPath = join(out, `.${MANIFEST_NAME}.${process.pid}.articles${TEMPORARY}`);
  const places = new Map<string, Place>();
  let failure: unknown;
  let at = 0;
  const spool = createWriteStream(spoolPath).on('error', (error) => (failure ??= error));
  const broken: ManifestBroken[] = [];
  return {
    article(entry, findings) {
      const line = JSON.stringify({ entry, findings });
      const length = Buffer.byteLength(line);
      places.set(entry.id, { start: at, length });
      at += length + 1;
      spool.write(`${line}\n`);
    },
    broken: (entry) => void broken.push(entry),
    async discard() {
      await drain(spool).catch(() => {});
      await rm(spoolPath, { force: true });
    },
    async finish(run, { previous, isKept, onArticle, totals }) {
      await drain(spool).catch((error) => (failure ??= error));
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
        const { articles, counts, findings: found } = totals();
        const summed: Manifest['totals'] = { articles, broken: broken.length, findings: found, counts };
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

const NO_MANIFEST: PreviousManifest = {
  run: undefined,
  broken: [],
  ids: () => [],
  article: () => undefined,
  close() {},
};

/** The manifest of the last run. One that somebody reformatted tells us nothing. */
export async function openPreviousManifest(out: string): Promise<PreviousManifest> {
  const path = join(out, MANIFEST_NAME);
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return NO_MANIFEST;
  }
  const places = new Map<string, Place>();
  const findings = new Map<string, Finding[]>();
  let run: ManifestRun | undefined;
  let broken: readonly ManifestBroken[] = [];
  let at = 0;
  let part: 'head' | 'articles' | 'findings' | 'end' = 'head';
  for await (const bytes of linesOf(path)) {
    const start = at;
    const { length } = bytes;
    const line = bytes.toString('utf8');
    at += length + 1;
    if (line.startsWith('"run": ')) run = parsed<ManifestRun>(line.slice(7));
    else if (line === '"articles": [') part = 'articles';
    else if (line === '],') part = 'end';
    else if (line.startsWith('"broken": ')) broken = parsed<ManifestBroken[]>(line.slice(10)) ?? [];
    else if (line === '"findings": [') part = 'findings';
    else if (part === 'articles') {
      const id = /^\{"id":("(?:[^"\\]|\\.)*")/.exec(line)?.[1];
      const name = id === undefined ? undefined : parsed<string>(id);
      if (name !== undefined) places.set(name, { start, length: line.endsWith(',') ? length - 1 : length });
    } else if (part === 'findings') {
      const finding = parsed<Finding>(line);
      const id = finding?.articleId ?? finding?.path;
      if (finding !== undefined && id !== undefined) findings.set(id, [...(findings.get(id) ?? []), finding]);
    }
  }
  return {
    run,
    broken,
    ids: () => places.keys(),
    article(id) {
      const place = places.get(id);
      const entry = place === undefined ? undefined : parsed<ManifestArticle>(readPlace(file, place));
      return entry === undefined ? undefined : { entry, findings: findings.get(id) ?? [] };
    },
    close: () => closeSync(file),
  };
}

/** Lines parted by line feeds alone: JSON may hold the other characters that Node takes for line ends. */
async function* linesOf(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10)) {
      yield bytes.subarray(0, end);
      bytes = bytes.subarray(end + 1);
    }
    rest = bytes;
  }
  if (rest.length > 0) yield rest;
}

/** A line of JSON, perhaps with the comma that parts it from the next. */
function parsed<T>(line: string): T | undefined {
  try {
    return JSON.parse(line.replace(/,$/, '')) as T;
  } catch {
    return undefined;
  }
}

/** Writes a small file of ours whole, unless it is so already. */
export async function writeIfChanged(path: string, content: string): Promise<boolean> {
  if ((await readExisting(path)) === content) return false;
  await writeTogether([{ path, content }]);
  return true;
}
