import { messages, SpokenError } from '../message.js';

const say = messages('models', {
  noTar: 'it is no tar archive, or broken',
  endsInAFile: 'it ends in the middle of a file',
  endsTooEarly: 'it ends too early',
});
/** The regular files of a tar archive (ustar, with GNU and pax long names). */

const BLOCK = 512;

export interface ArchiveFile {
  readonly path: string;
  readonly content: Uint8Array;
}

/** @throws Error for what is no archive, or ends too early */
export function readTar(archive: Uint8Array): ArchiveFile[] {
  const files: ArchiveFile[] = [];
  let at = 0;
  let longName: string | undefined;
  while (at + BLOCK <= archive.length) {
    const header = archive.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) return files;
    if (checksum(header) !== octal(header, 148, 8)) throw new SpokenError(say.noTar());
    const size = octal(header, 124, 12);
    const content = archive.subarray(at + BLOCK, at + BLOCK + size);
    if (content.length < size) throw new SpokenError(say.endsInAFile());
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === 'L') longName = text(content, 0, size);
    else if (type === 'x') longName = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(text(content, 0, size))?.[1];
    else {
      const prefix = text(header, 257, 5) === 'ustar' ? text(header, 345, 155) : '';
      const name = text(header, 0, 100);
      if (type === '0' || type === '\0') {
        files.push({ path: longName ?? (prefix === '' ? name : `${prefix}/${name}`), content });
      }
      longName = undefined;
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  throw new SpokenError(say.endsTooEarly());
}

function text(bytes: Uint8Array, start: number, length: number): string {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
}

function octal(bytes: Uint8Array, start: number, length: number): number {
  return Number.parseInt(text(bytes, start, length).trim() || '0', 8);
}

/** Sum of the header's bytes, its own field taken as spaces. */
function checksum(header: Uint8Array): number {
  return header.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 32 : byte), 0);
}
