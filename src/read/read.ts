import { closeSync, fstatSync, open, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { TovmachError } from '../errors.js';
import type { Format, ParsedFile } from '../model/contracts.js';
import { sha256 } from '../model/text.js';
import { decodeBytes, looksBinary } from './encoding.js';

/** The one file of the room that touches the disk: bytes in, articles out. */

export interface ReadOptions {
  readonly formats: readonly Format[];
  /** Encoding the user named. */
  readonly encoding?: string;
  /** Bytes; larger files are refused. */
  readonly maxBytes: number;
}

const MEGABYTE = 1_000_000;

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
  if (format === undefined) throw new TovmachError('INTERNAL', 'no format was configured');
  return format;
}

/**
 * Parses the bytes of one file.
 * @throws TovmachError INPUT_INVALID for empty, binary or malformed input, naming file, line and remedy.
 */
export function parseBytes(path: string, bytes: Uint8Array, options: ReadOptions): ParsedFile {
  if (bytes.length === 0) {
    throw new TovmachError('INPUT_INVALID', `${path} is empty`, {
      file: path,
      hint: 'Remove it, or leave it out with --exclude.',
    });
  }
  if (bytes.length > options.maxBytes) {
    throw new TovmachError(
      'INPUT_TOO_LARGE',
      `${path} has ${(bytes.length / MEGABYTE).toFixed(1)} MB; the limit is ${options.maxBytes / MEGABYTE} MB`,
      {
        file: path,
        hint: 'Split it, or raise input.maxFileMegabytes in the configuration.',
      },
    );
  }
  if (looksBinary(bytes)) {
    throw new TovmachError('INPUT_INVALID', `${path} is a binary file, not text`, {
      file: path,
      hint: 'Leave it out with --exclude.',
    });
  }
  const { text, encoding } = decodeBytes(bytes, path, options.encoding);
  if (text.trim() === '') {
    throw new TovmachError('INPUT_INVALID', `${path} holds only white space`, {
      file: path,
      line: 1,
      hint: 'Remove it, or leave it out with --exclude.',
    });
  }
  const format = chooseFormat(path, text, options.formats);
  try {
    return format.parse({ path, text, hash: sha256(bytes), encoding });
  } catch (error) {
    if (TovmachError.isInstance(error)) throw error;
    throw new TovmachError('INPUT_INVALID', `${path} could not be parsed as ${format.name}`, {
      file: path,
      cause: error,
      hint: 'Check that it is what its name says.',
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
      throw new TovmachError(
        'INPUT_TOO_LARGE',
        `${path} has ${(size / MEGABYTE).toFixed(1)} MB; the limit is ${maxBytes / MEGABYTE} MB`,
        {
          file: path,
          hint: 'Split it, or raise input.maxFileMegabytes in the configuration.',
        },
      );
    }
    return readFileSync(file);
  } catch (cause) {
    if (TovmachError.isInstance(cause)) throw cause;
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new TovmachError('INPUT_UNREADABLE', `cannot read ${path} (${code})`, {
      file: path,
      cause,
      hint: 'Check that it exists and its permissions.',
    });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
