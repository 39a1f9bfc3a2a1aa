import { closeSync, openSync, readSync } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';
import type { FileStart } from '../model/contracts.js';
import { fileStart, START_BYTES } from './signatures.js';

/** How a file on disk begins; what gzip packed is looked at unpacked. */
export function startOfFile(absolute: string, path: string): FileStart {
  const file = openSync(absolute, 'r');
  try {
    const bytes = new Uint8Array(START_BYTES);
    const length = readSync(file, bytes, 0, START_BYTES, 0);
    return startOfBytes(path, bytes.subarray(0, length));
  } finally {
    closeSync(file);
  }
}

/** The same of bytes that are here. */
export function startOfBytes(path: string, bytes: Uint8Array): FileStart {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return fileStart(path, bytes);
  try {
    // The end is missing, on purpose.
    const inner = gunzipSync(bytes.subarray(0, START_BYTES), {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: 64 * START_BYTES,
    });
    return fileStart(path.replace(/\.gz$/i, ''), inner);
  } catch {
    return fileStart(path, bytes);
  }
}
