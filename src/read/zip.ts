import { strFromU8, unzipSync } from 'fflate';
import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';
import type { FormatSource } from '../model/contracts.js';

/** Documents that are zip archives of XML: DOCX, ODT, EPUB. */

const say = messages('read', {
  damagedZip: '{{file}} is damaged: it cannot be unpacked ({{reason}})',
  fetchDocument: 'Fetch it again, or save it again with the program it comes from.',
  missingPart: '{{file}} is damaged: {{part}} is not in it',
  largePart: '{{part}} in {{file}} has {{megabytes}} MB; the limit is {{limit}} MB',
  raiseLimit: 'Raise input.maxFileMegabytes in the configuration if that is right.',
});

const MEGABYTE = 1_000_000;

/** The files of an archive that bear one of some names. */
export interface Zip {
  /** The bytes of a file. @throws TovmachError INPUT_INVALID, INPUT_TOO_LARGE */
  bytes(name: string): Uint8Array;
  /** As text, UTF-8. */
  text(name: string): string;
  has(name: string): boolean;
}

/** The directory of an archive; files are unpacked when they are asked for. @throws TovmachError INPUT_INVALID */
export async function openZip(source: FormatSource): Promise<Zip> {
  const packed = await source.whole();
  const { path, maxBytes } = source;
  const file = asPath(path);
  const damaged = (cause: unknown): TovmachError => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new TovmachError('INPUT_INVALID', say.damagedZip({ file, reason }), {
      file: path,
      cause,
      hint: say.fetchDocument(),
    });
  };
  const sizes = new Map<string, number>();
  try {
    unzipSync(packed, {
      filter: ({ name, originalSize }) => {
        sizes.set(name, originalSize);
        return false;
      },
    });
  } catch (cause) {
    throw damaged(cause);
  }
  const bytes = (name: string): Uint8Array => {
    const size = sizes.get(name);
    if (size === undefined)
      throw new TovmachError('INPUT_INVALID', say.missingPart({ file, part: name }), {
        file: path,
        hint: say.fetchDocument(),
      });
    if (size > maxBytes) {
      const megabytes = Math.round((size / MEGABYTE) * 10) / 10;
      const values = { file, part: name, megabytes, limit: maxBytes / MEGABYTE };
      throw new TovmachError('INPUT_TOO_LARGE', say.largePart(values), {
        file: path,
        hint: say.raiseLimit(),
      });
    }
    try {
      return unzipSync(packed, { filter: (entry) => entry.name === name })[name] ?? new Uint8Array();
    } catch (cause) {
      throw damaged(cause);
    }
  };
  return {
    bytes,
    text: (name) => strFromU8(bytes(name)).replace(/^\uFEFF/, ''),
    has: (name) => sizes.has(name),
  };
}
