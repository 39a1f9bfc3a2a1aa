import { extname } from 'node:path';
import type { FileStart, Format } from '../model/contracts.js';
import { looksBinary } from './encoding.js';
import { type FileKind, kindByEnding, kindNamed } from './file-kinds.js';
import { unpackedName } from './packed.js';
import { kindByContent, unreadKind } from './signatures.js';

/** Which format reads a file: what it says of itself first, then its name. */

/** The format of a file, or what it is instead. */
export type Choice = { readonly format: Format } | { readonly kind: FileKind };

/** The end of a name, lower case with its dot; what is packed counts, not that it is packed. */
export function endingOf(path: string): string {
  return extname(unpackedName(path)).toLowerCase();
}

/**
 * The format that reads a file.
 * @param named the user named the file itself: text of an unknown ending is then read as text, in a folder it is not.
 */
export function chooseFormat(start: FileStart, formats: readonly Format[], named: boolean): Choice {
  const ending = endingOf(start.path);
  const recognised = formats.find((format) => format.recognises?.(start) === true);
  if (recognised !== undefined) return { format: recognised };
  const content = kindByContent(start);
  if (content !== undefined) return { kind: content };
  const own = formats.find((format) => format.extensions.includes(ending));
  if (own !== undefined) return { format: own };
  const kind = kindByEnding(ending);
  if (kind !== undefined) return { kind };
  if (!named) return { kind: unreadKind(start, ending) };
  if (looksBinary(start.bytes)) return { kind: kindNamed('binary') };
  const text = formats.find(({ name }) => name === 'text');
  return text === undefined ? { kind: kindNamed('text') } : { format: text };
}
