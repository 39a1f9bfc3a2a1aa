import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { discardFile, outputError, temporaryName } from './files.js';

/** A file that appears whole or not at all. Everything it throws is a `TovmachError` `OUTPUT`. */
export class WholeFile {
  readonly #partial: string;
  #descriptor: number | undefined;
  /** There is a partial file. */
  #pending = false;

  constructor(readonly path: string) {
    this.#partial = temporaryName(path);
    this.#try(() => {
      mkdirSync(dirname(path), { recursive: true });
      this.#descriptor = openSync(this.#partial, 'wx');
      this.#pending = true;
    });
  }

  write(text: string): void {
    const bytes = Buffer.from(text);
    this.#try((descriptor) => {
      for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    });
  }

  /** Flushes the file and gives it its name. */
  finish(): void {
    this.#try((descriptor) => {
      fsyncSync(descriptor);
      this.#close();
      renameSync(this.#partial, this.path);
      this.#pending = false;
    });
  }

  /** Forgets what was written; after `finish` nothing. */
  discard(): void {
    if (!this.#pending) return;
    this.#pending = false;
    this.#close();
    discardFile(this.#partial);
  }

  #close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #try(work: (descriptor: number) => void): void {
    try {
      work(this.#descriptor ?? -1);
    } catch (cause) {
      this.discard();
      throw outputError(this.path, cause);
    }
  }
}

/**
 * Writes pieces of text to a file that appears whole or not at all.
 * @throws TovmachError OUTPUT
 */
export function writeWhole(path: string, pieces: Iterable<string>): void {
  const file = new WholeFile(path);
  try {
    for (const piece of pieces) file.write(piece);
    file.finish();
  } finally {
    file.discard();
  }
}

/** Writes a file that is in nobody's way, and waits until the disk has it. Errors come as they are. */
export function writeFlushed(path: string, content: string | Uint8Array): void {
  const descriptor = openSync(path, 'w');
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
