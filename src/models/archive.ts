import { unzipSync } from 'fflate';
import { type ArchiveFile, readTar } from './tar.js';
import { unpackBytes } from './unpack.js';

/** The files of a zip archive, or of a tar archive, packed or not. @throws Error for what is none, or ends too early */
export function readArchive(bytes: Uint8Array): ArchiveFile[] {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isZip) return readTar(unpackBytes(bytes));
  return Object.entries(unzipSync(bytes))
    .filter(([path]) => !path.endsWith('/'))
    .map(([path, content]) => ({ path, content }));
}
