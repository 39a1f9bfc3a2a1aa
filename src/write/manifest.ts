import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
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
 * `manifest.json`, one article a line, in input order. Articles are spooled as they come, so that a run over
 * 100,000 of them keeps none in memory.
 */

export const MANIFEST_NAME = 'manifest.json';

export interface ManifestRun {
  readonly tool: string;
  readonly configDigest: string;
  readonly targets: readonly string[];
  readonly finishedAt?: string;
}

export interface ManifestWriter {
  article(entry: ManifestArticle, findings: readonly Finding[]): void;
  broken(entry: ManifestBroken): void;
  /** Puts the manifest in its place. Leaves the file alone when its bytes would not change. */
  finish(run: ManifestRun, totals: { articles: number; counts: Counts; findings: number }): Promise<void>;
  /** Forgets everything spooled. */
  discard(): Promise<void>;
}

async function drain(stream: WriteStream): Promise<void> {
  stream.end();
  await once(stream, 'close');
}

function spoolError(out: string, cause: unknown): TovmachError {
  return new TovmachError('OUTPUT', `cannot write the manifest in ${out}`, {
    file: join(out, MANIFEST_NAME),
    cause,
    hint: 'Check free space and permissions; the articles that were finished are kept.',
  });
}

/** Opens a manifest in an output folder that exists. */
export function createManifestWriter(out: string): ManifestWriter {
  const spool = join(out, `.${MANIFEST_NAME}.${process.pid}.articles${TEMPORARY}`);
  const findingSpool = join(out, `.${MANIFEST_NAME}.${process.pid}.findings${TEMPORARY}`);
  let failure: unknown;
  const open = (path: string): WriteStream =>
    createWriteStream(path).on('error', (error) => (failure ??= error));
  const articles = open(spool);
  const findingStream = open(findingSpool);
  const broken: ManifestBroken[] = [];
  const remove = async (): Promise<void> => {
    await Promise.all([spool, findingSpool].map((path) => rm(path, { force: true })));
  };
  return {
    article(entry, findings) {
      articles.write(`${JSON.stringify(entry)}\n`);
      for (const finding of findings) findingStream.write(`${JSON.stringify(finding)}\n`);
    },
    broken: (entry) => void broken.push(entry),
    async discard() {
      await Promise.all([drain(articles), drain(findingStream)]).catch(() => {});
      await remove();
    },
    async finish(run, { articles: count, counts, findings }) {
      await Promise.all([drain(articles), drain(findingStream)]).catch((error) => (failure ??= error));
      const final = join(out, MANIFEST_NAME);
      const temporary = join(out, `.${basename(final)}.${process.pid}${TEMPORARY}`);
      try {
        if (failure !== undefined) throw failure;
        const target = createWriteStream(temporary, { flush: true }).on(
          'error',
          (error) => (failure ??= error),
        );
        const totals: Manifest['totals'] = { articles: count, broken: broken.length, findings, counts };
        target.write(
          `{ "schema": ${JSON.stringify(MANIFEST_SCHEMA)},\n"run": ${JSON.stringify(run)},\n"totals": ${JSON.stringify(totals)},\n"articles": [\n`,
        );
        await copyLines(spool, target);
        target.write(`],\n"broken": ${JSON.stringify(broken)},\n"findings": [\n`);
        await copyLines(findingSpool, target);
        target.write('] }\n');
        await drain(target);
        if (failure !== undefined) throw failure;
        await rename(temporary, final);
      } catch (cause) {
        await rm(temporary, { force: true });
        throw TovmachError.isInstance(cause) ? cause : spoolError(out, cause);
      } finally {
        await remove();
      }
    },
  };
}

async function copyLines(path: string, target: WriteStream): Promise<void> {
  let previous: string | undefined;
  const put = async (line: string): Promise<void> => {
    if (!target.write(line)) await once(target, 'drain');
  };
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    if (previous !== undefined) await put(`${previous},\n`);
    previous = line;
  }
  if (previous !== undefined) await put(`${previous}\n`);
}

/** Articles of a manifest, one at a time; nothing when there is no manifest. A line that is none is passed over. */
export async function* readManifestArticles(out: string): AsyncGenerator<ManifestArticle> {
  const path = join(out, MANIFEST_NAME);
  const input = createReadStream(path);
  const opened = await Promise.race([
    once(input, 'open').then(() => true),
    once(input, 'error').then(() => false),
  ]).catch(() => false);
  if (!opened) return;
  let inside = false;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line === '"articles": [') inside = true;
    else if (inside && line.startsWith(']')) return;
    else if (inside) {
      try {
        yield JSON.parse(line.replace(/,$/, '')) as ManifestArticle;
      } catch {
        // A manifest somebody reformatted tells us nothing; files then count by their own marks.
      }
    }
  }
}

/** Hash of every file the last run left, by path relative to the output folder. */
export async function previousHashes(out: string): Promise<ReadonlyMap<string, string>> {
  const hashes = new Map<string, string>();
  for await (const article of readManifestArticles(out)) {
    hashes.set(article.ledger.path, article.ledger.hash);
    for (const output of article.outputs) hashes.set(output.path, output.hash);
  }
  return hashes;
}

/** Writes a small file of ours whole, unless it is so already. */
export async function writeIfChanged(path: string, content: string): Promise<boolean> {
  if ((await readExisting(path)) === content) return false;
  await writeTogether([{ path, content }]);
  return true;
}
