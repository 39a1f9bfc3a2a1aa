import { closeSync, fstatSync, fsyncSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { outputError } from './files.js';
import { isRegularFile } from './regular.js';

/** A file of lines that only grows, read on from where it was read to. */

const FEED = 10;

/** Bytes of a file; 0 where there is none. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/**
 * Whole lines behind an offset. What a killed process left of one is none yet.
 * @returns lines that are not empty, and the offset behind the last
 * @throws TovmachError OUTPUT
 */
export function linesFrom(path: string, start: number): { readonly lines: string[]; readonly end: number } {
  const bytes = isRegularFile(path) ? bytesFrom(path, start) : Buffer.alloc(0);
  const whole = bytes.subarray(0, bytes.lastIndexOf(FEED) + 1);
  return { lines: whole.toString('utf8').split('\n').filter(Boolean), end: start + whole.length };
}

function bytesFrom(path: string, start: number): Buffer {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    const bytes = Buffer.alloc(Math.max(0, fstatSync(descriptor).size - start));
    let read = 0;
    while (read < bytes.length) {
      const count = readSync(descriptor, bytes, read, bytes.length - read, start + read);
      if (count === 0) break;
      read += count;
    }
    return bytes.subarray(0, read);
  } catch (cause) {
    // Its holder may just have removed it.
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw outputError(path, cause);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Adds a line; it is on the disk when this returns. @param text without a line feed @throws TovmachError OUTPUT */
export function appendLine(path: string, text: string): void {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, isRegularFile(path) ? 'r+' : 'wx+');
    const { size } = fstatSync(descriptor);
    const last = Buffer.alloc(1);
    // A killed process may have left half a line: it stays by itself, and is passed over.
    const isOpen = size > 0 && readSync(descriptor, last, 0, 1, size - 1) === 1 && last[0] !== FEED;
    const bytes = Buffer.from(`${isOpen ? '\n' : ''}${text}\n`);
    for (let written = 0; written < bytes.length; )
      written += writeSync(descriptor, bytes, written, bytes.length - written, size + written);
    fsyncSync(descriptor);
  } catch (cause) {
    throw outputError(path, cause);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
