import { closeSync, openSync, readSync } from 'node:fs';
import type { FileStart } from '../model/contracts.js';
import { packedWith, unpackedName, unpackStart } from './packed.js';
import { fileStart, START_BYTES } from './signatures.js';

/** How a file on disk begins; what gzip or zstd packed is looked at unpacked. */
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
  const how = packedWith(bytes);
  if (how === undefined) return fileStart(path, bytes);
  try {
    return fileStart(unpackedName(path), unpackStart(bytes, how));
  } catch {
    return fileStart(path, bytes);
  }
}
