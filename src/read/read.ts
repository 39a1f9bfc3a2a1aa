import { closeSync, fstatSync, open, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { TovmachError } from '../errors.js';
import { asPath, type Message, messages } from '../message.js';
import type { Format, ParsedFile } from '../model/contracts.js';
import type { PassedOver } from '../model/passed-over.js';
import { sha256 } from '../model/text.js';
import { chooseFormat } from './choose.js';
import { decodeBytes } from './encoding.js';
import type { FileKind } from './file-kinds.js';
import { startOfBytes } from './start.js';

/** The one file of the room that touches the disk: bytes in, articles out. */

const say = messages('read', {
  empty: '{{file}} is empty',
  removeIt: 'Remove it, or leave it out with --exclude.',
  tooLarge: '{{file}} has {{megabytes}} MB; the limit is {{limit}} MB',
  splitIt: 'Split it, or raise input.maxFileMegabytes in the configuration.',
  isKind: '{{file}} is {{kind}}',
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

/** What is said of a file that holds no article as it stands. */
export function refusal(path: string, { name, remedy }: Pick<FileKind, 'name' | 'remedy'>): TovmachError {
  return new TovmachError('INPUT_INVALID', say.isKind({ file: asPath(path), kind: name }), {
    file: path,
    hint: remedy,
  });
}

/** Files of a folder that were passed over, as errors: what `--strict` makes of them. Hidden ones are left alone. */
export function refusals(passedOver: readonly PassedOver[]): TovmachError[] {
  return passedOver.filter(({ kind }) => kind !== 'hidden').map((file) => refusal(file.path, file));
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
  const choice = chooseFormat(startOfBytes(path, bytes), options.formats, true);
  if ('kind' in choice) throw refusal(path, choice.kind);
  const { text, encoding } = decodeBytes(bytes, path, options.encoding);
  if (text.trim() === '') {
    throw new TovmachError('INPUT_INVALID', say.onlySpace({ file: asPath(path) }), {
      file: path,
      line: 1,
      hint: say.removeIt(),
    });
  }
  const { format } = choice;
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
