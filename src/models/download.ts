import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { TovmachError } from '../errors.js';
import { messages, reasonOf, SpokenError } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';
import type { CatalogueFile } from './catalogue.js';
import { storeError } from './failure.js';
import { TransferError, type Transport } from './transport.js';
import { packingOf, unpackBytes } from './unpack.js';

/** One file of a model, from its address to a verified, unpacked file. */

const say = messages('models', {
  notDownloaded: '{{file}} could not be downloaded: {{reason}}',
  goesOn: 'Try again: what has come so far is kept, and the download goes on from there.',
  checkRegistry: 'Check the registry: it names a file that cannot be had.',
  notAsBefore: '{{file}} is not what was installed before: SHA-256 {{found}} instead of {{expected}}',
  notAsPromised: '{{file}} is not what the registry promises: SHA-256 {{found}} instead of {{expected}}',
  unpin:
    'The file was thrown away. If its source has a reason to change it, remove its line from models.lock.json in the folder of "tovmach models path".',
  distrust: 'The file was thrown away. Try again; if it stays so, do not trust this source.',
  otherSize: '{{file}} has {{bytes}} bytes where the registry says {{expected}}',
  announcedTooLarge: '{{file}} is announced with {{bytes}} bytes, which is too much',
  otherPart: 'the server answered with another part of {{file}}',
  endless: '{{file}} does not end: more than {{bytes}} bytes came',
  cutOff: 'the transfer of {{file}} ended after {{done}} of {{total}} bytes',
  unpacksTooLarge: 'it unpacks to more than {{bytes}} bytes',
  damaged: '{{file}} came damaged: {{reason}}',
  tryAgain: 'The file was thrown away. Try again.',
});

export interface DownloadOptions {
  readonly transport: Transport;
  /** Holds unfinished transfers between tries and between runs. */
  readonly partialFolder: string;
  readonly signal: AbortSignal;
  /** Bytes transferred so far of this file, and in all where that is known. */
  readonly onProgress?: ((done: number, total: number | undefined) => void) | undefined;
  /** Tries in a row that bring next to nothing; what was transferred is kept between them. Absent: 4. */
  readonly tries?: number | undefined;
  /** Milliseconds before the second try, doubled for each further one; absent: 500. */
  readonly pauseMs?: number | undefined;
  /** Largest file, packed or unpacked, whose size nobody says; absent: 600 MB. */
  readonly maxBytes?: number | undefined;
}

export interface Placed {
  /** Of the unpacked file. */
  readonly sha256: string;
  readonly size: number;
}

const MAX_BYTES = 600_000_000;
/** A try that brings fewer bytes brings nothing. */
const PROGRESS_BYTES = 10_000;
/** A packed file is never larger than the unpacked one but for the packer's own marks. */
const PACKING_MARGIN = 65_536;

/**
 * Fetches a file and puts it, unpacked, at `target`. Nothing stands there unless all of it came and is right.
 * @param pinned SHA-256 of the first time, where the registry gives none
 * @throws TovmachError MODEL, STORE; the signal's reason when it is aborted
 */
export async function download(
  file: CatalogueFile,
  target: string,
  pinned: string | undefined,
  options: DownloadOptions,
): Promise<Placed> {
  const { partialFolder, tries = 4, pauseMs = 500 } = options;
  const key = createHash('sha256').update(file.url).digest('hex').slice(0, 24);
  const partial = join(partialFolder, `${key}.part`);
  const notes = join(partialFolder, `${key}.json`);
  const discard = async (): Promise<void> => {
    for (const path of [partial, notes]) await rm(path, { force: true });
  };
  await mkdir(partialFolder, { recursive: true }).catch((error) => {
    throw storeError(error, partialFolder);
  });
  for (let attempt = 1; ; attempt += 1) {
    options.signal.throwIfAborted();
    const before = await sizeOf(partial);
    try {
      await transfer(file, partial, notes, options);
      break;
    } catch (error) {
      if (!(error instanceof TransferError)) throw error;
      // A line that breaks now and then gets on all the same.
      if ((await sizeOf(partial)) - before >= PROGRESS_BYTES) attempt = 1;
      if (!error.passing || attempt >= tries) {
        throw new TovmachError('MODEL', say.notDownloaded({ file: file.name, reason: reasonOf(error) }), {
          hint: error.passing ? say.goesOn() : say.checkRegistry(),
          cause: error,
        });
      }
    }
    await pause(pauseMs * 2 ** (attempt - 1), options.signal);
  }
  try {
    const placed = await unpack(file, partial, target, options);
    refuseOther(file, placed, pinned);
    return placed;
  } catch (error) {
    await rm(target, { force: true });
    throw error;
  } finally {
    await discard();
  }
}

/** @throws TovmachError MODEL where a file is not what was promised, or not what it was the first time */
function refuseOther(file: CatalogueFile, placed: Placed, pinned: string | undefined): void {
  const expected = file.sha256 ?? pinned;
  if (expected !== undefined && placed.sha256 !== expected) {
    const hashes = { file: file.name, found: placed.sha256, expected };
    throw new TovmachError(
      'MODEL',
      file.sha256 === undefined ? say.notAsBefore(hashes) : say.notAsPromised(hashes),
      {
        hint: file.sha256 === undefined ? say.unpin() : say.distrust(),
      },
    );
  }
  if (file.size !== undefined && placed.size !== file.size) {
    throw new TovmachError(
      'MODEL',
      say.otherSize({ file: file.name, bytes: placed.size, expected: file.size }),
      { hint: say.distrust() },
    );
  }
}

async function transfer(
  file: CatalogueFile,
  partial: string,
  notes: string,
  options: DownloadOptions,
): Promise<void> {
  const { transport, onProgress } = options;
  // Whatever ends this, nobody reads on.
  const end = new AbortController();
  const signal = AbortSignal.any([options.signal, end.signal]);
  const limit =
    file.transferSize ??
    (file.size === undefined ? (options.maxBytes ?? MAX_BYTES) : file.size + PACKING_MARGIN);
  const resume = await resumeOf(partial, notes);
  let opened: Awaited<ReturnType<Transport['open']>>;
  try {
    opened = await transport.open(file.url, { signal, ...onlyDefined({ resume }) });
  } catch (error) {
    // Nothing beyond what is there, or no such range: begin again.
    if (error instanceof TransferError && error.values?.status === 416) await rm(notes, { force: true });
    throw error;
  }
  const from = opened.from === resume?.from ? opened.from : 0;
  const total = opened.length === undefined ? file.transferSize : from + opened.length;
  if (opened.from !== from || (total !== undefined && total > limit)) {
    end.abort();
    throw opened.from === from
      ? new TransferError(say.announcedTooLarge({ file: file.name, bytes: total ?? 0 }), false)
      : new TransferError(say.otherPart({ file: file.name }), true);
  }
  let done = from;
  const handle = await open(partial, from === 0 ? 'w' : 'a').catch((error) => {
    throw storeError(error, partial);
  });
  try {
    if (opened.validator === undefined) await rm(notes, { force: true });
    else await writeFile(notes, JSON.stringify({ url: file.url, validator: opened.validator }));
    for await (const chunk of opened.bytes) {
      done += chunk.length;
      if (done > limit) throw new TransferError(say.endless({ file: file.name, bytes: limit }), false);
      await handle.write(chunk);
      onProgress?.(done, total);
    }
  } catch (error) {
    if (error instanceof TransferError && !error.passing) await rm(partial, { force: true });
    throw isSystem(error) ? storeError(error, options.partialFolder) : error;
  } finally {
    await handle.close();
  }
  if (total !== undefined && done < total) {
    throw new TransferError(say.cutOff({ file: file.name, done, total }), true);
  }
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

/** Where to go on: only with a validator, else the bytes may be those of another file. */
async function resumeOf(
  partial: string,
  notes: string,
): Promise<{ from: number; validator: string } | undefined> {
  try {
    const size = await sizeOf(partial);
    const { validator } = JSON.parse(await readFile(notes, 'utf8')) as { validator?: unknown };
    return size > 0 && typeof validator === 'string' ? { from: size, validator } : undefined;
  } catch {
    return undefined;
  }
}

async function unpack(
  file: CatalogueFile,
  partial: string,
  target: string,
  options: DownloadOptions,
): Promise<Placed> {
  const { signal } = options;
  const limit = file.size ?? options.maxBytes ?? MAX_BYTES;
  const hash = createHash('sha256');
  let size = 0;
  try {
    const packing = await packingAt(partial);
    const unpacking = { gzip: createGunzip, zstd: () => unpackedWhole, none: () => new PassThrough() };
    await pipeline(
      createReadStream(partial),
      unpacking[packing ?? 'none'](),
      async function* measured(chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          size += chunk.length;
          if (size > limit) throw new SpokenError(say.unpacksTooLarge({ bytes: limit }));
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(target, { flush: true }),
      { signal },
    );
  } catch (error) {
    signal.throwIfAborted();
    if (isSystem(error)) throw storeError(error, options.partialFolder);
    throw new TovmachError('MODEL', say.damaged({ file: file.name, reason: reasonOf(error) }), {
      hint: say.tryAgain(),
      cause: error,
    });
  }
  return { sha256: hash.digest('hex'), size };
}

async function packingAt(path: string): Promise<ReturnType<typeof packingOf>> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(4) });
    return packingOf(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** Zstandard is unpacked whole: there is no streaming decoder here. */
async function* unpackedWhole(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  yield unpackBytes(Buffer.concat(all));
}

function isSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && !(error instanceof TransferError);
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, milliseconds);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      if (signal.aborted) reject(signal.reason);
      else resolve();
    }
    signal.addEventListener('abort', done, { once: true });
  });
}
