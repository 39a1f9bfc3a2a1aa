import { closeSync, fstatSync, open, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { TovmachError } from '../errors.js';
import { asPath, type Message, messages } from '../message.js';
import type { Format, ParsedFile } from '../model/contracts.js';
import { sha256 } from '../model/text.js';
import { decodeBytes, looksBinary } from './encoding.js';

/** The one file of the room that touches the disk: bytes in, articles out. */

const say = messages('read', {
  noFormat: 'no format was configured',
  empty: '{{file}} is empty',
  removeIt: 'Remove it, or leave it out with --exclude.',
  tooLarge: '{{file}} has {{megabytes}} MB; the limit is {{limit}} MB',
  splitIt: 'Split it, or raise input.maxFileMegabytes in the configuration.',
  binary: '{{file}} is a binary file, not text',
  leaveItOut: 'Leave it out with --exclude.',
  onlySpace: '{{file}} holds only white space',
  unparsable: '{{file}} could not be parsed as {{format}}',
  checkItsKind: 'Check that it is what its name says.',
  unreadable: 'cannot read {{file}} ({{reason}})',
  unknownReason: 'unknown error',
  checkItIsThere: 'Check that it exists and its permissions.',
});

export interface ReadOptions {
  readonly formats: readonly Format[];
  /** Encoding the user named. */
  readonly encoding?: string;
  /** Bytes; larger files are refused. */
  readonly maxBytes: number;
}

const MEGABYTE = 1_000_000;

function tooLarge(path: string, bytes: number, limit: number): Message {
  const megabytes = Math.round((bytes / MEGABYTE) * 10) / 10;
  return say.tooLarge({ file: asPath(path), megabytes, limit: limit / MEGABYTE });
}

function chooseFormat(path: string, text: string, formats: readonly Format[]): Format {
  const byExtension = formats.find((format) => format.extensions.includes(extname(path).toLowerCase()));
  if (byExtension !== undefined) return byExtension;
  // Pages may begin with an XML declaration and comments.
  const start = text
    .slice(0, 4000)
    .replace(/^\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*)*/, '')
    .slice(0, 400);
  const named = (name: Format['name']): Format | undefined => formats.find((format) => format.name === name);
  const sniffed = /^<(?:!doctype html|html|head|body|article|div|p)\b/i.test(start)
    ? named('html')
    : /^[[{]\s*["{]/.test(start)
      ? named('json')
      : /^---\r?\n[\s\S]*?\r?\n---/.test(text.slice(0, 4000))
        ? named('markdown')
        : named('text');
  const format = sniffed ?? formats[0];
  if (format === undefined) throw new TovmachError('INTERNAL', say.noFormat());
  return format;
}

/**
 * Parses the bytes of one file.
 * @throws TovmachError INPUT_INVALID for empty, binary or malformed input, naming file, line and remedy.
 */
export function parseBytes(path: string, bytes: Uint8Array, options: ReadOptions): ParsedFile {
  if (bytes.length === 0) {
    throw new TovmachError('INPUT_INVALID', say.empty({ file: asPath(path) }), {
      file: path,
      hint: say.removeIt(),
    });
  }
  if (bytes.length > options.maxBytes) {
    throw new TovmachError('INPUT_TOO_LARGE', tooLarge(path, bytes.length, options.maxBytes), {
      file: path,
      hint: say.splitIt(),
    });
  }
  if (looksBinary(bytes)) {
    throw new TovmachError('INPUT_INVALID', say.binary({ file: asPath(path) }), {
      file: path,
      hint: say.leaveItOut(),
    });
  }
  const { text, encoding } = decodeBytes(bytes, path, options.encoding);
  if (text.trim() === '') {
    throw new TovmachError('INPUT_INVALID', say.onlySpace({ file: asPath(path) }), {
      file: path,
      line: 1,
      hint: say.removeIt(),
    });
  }
  const format = chooseFormat(path, text, options.formats);
  try {
    return format.parse({ path, text, hash: sha256(bytes), encoding });
  } catch (error) {
    if (TovmachError.isInstance(error)) throw error;
    throw new TovmachError('INPUT_INVALID', say.unparsable({ file: asPath(path), format: format.name }), {
      file: path,
      cause: error,
      hint: say.checkItsKind(),
    });
  }
}

const openFile = promisify(open);

/**
 * The bytes of a file, or a clear error. The size is checked before reading. Opening may have to wait and is left to
 * another thread; the rest is done in place, for handing over a step costs more than the step.
 */
export async function readBytes(absolute: string, path: string, maxBytes: number): Promise<Uint8Array> {
  let file: number | undefined;
  try {
    file = await openFile(absolute, 'r');
    const { size } = fstatSync(file);
    if (size > maxBytes) {
      throw new TovmachError('INPUT_TOO_LARGE', tooLarge(path, size, maxBytes), {
        file: path,
        hint: say.splitIt(),
      });
    }
    return readFileSync(file);
  } catch (cause) {
    if (TovmachError.isInstance(cause)) throw cause;
    const code = (cause as NodeJS.ErrnoException).code ?? say.unknownReason();
    throw new TovmachError('INPUT_UNREADABLE', say.unreadable({ file: asPath(path), reason: code }), {
      file: path,
      cause,
      hint: say.checkItIsThere(),
    });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
