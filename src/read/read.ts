import { createHash } from 'node:crypto';
import { closeSync, createReadStream, fstatSync, open, openSync, readFileSync, readSync } from 'node:fs';
import { promisify } from 'node:util';
import { TovmachError } from '../errors.js';
import { asPath, type Message, messages } from '../message.js';
import type { Format, FormatSource, ParseInput, ReadRecord } from '../model/contracts.js';
import type { PassedOver } from '../model/passed-over.js';
import { sha256 } from '../model/text.js';
import { chooseFormat } from './choose.js';
import { decodeBytes, looksBinary } from './encoding.js';
import { type FileKind, kindNamed } from './file-kinds.js';
import { packedWith, TooMuch, unpackStream, unpackWhole } from './packed.js';
import { START_BYTES } from './signatures.js';
import { startOfBytes } from './start.js';

/** Files to articles: the one place of the room that opens files, beside the walk. */

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
  damagedGzip: '{{file}} is damaged: it cannot be unpacked ({{reason}})',
  packAgain: 'Fetch or pack it again; what came before the damage was read.',
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
function refusal(path: string, { name, remedy }: Pick<FileKind, 'name' | 'remedy'>): TovmachError {
  return new TovmachError('INPUT_INVALID', say.isKind({ file: asPath(path), kind: name }), {
    file: path,
    hint: remedy,
  });
}

/** Files of a folder that were passed over, as errors: what `--strict` makes of them. Hidden ones are left alone. */
export function refusals(passedOver: readonly PassedOver[]): TovmachError[] {
  return passedOver.filter(({ kind }) => kind !== 'hidden').map((file) => refusal(file.path, file));
}

const openFile = promisify(open);

function unreadable(path: string, cause: unknown): TovmachError {
  const reason = (cause as NodeJS.ErrnoException).code ?? say.unknownReason();
  return new TovmachError('INPUT_UNREADABLE', say.unreadable({ file: asPath(path), reason }), {
    file: path,
    cause,
    hint: say.checkItIsThere(),
  });
}

/** Where the bytes of a file are: on the disk, or here because they came so or because they fit. */
interface Content {
  /** All of them, where they fit. */
  readonly bytes?: Uint8Array;
  /** The first of them. */
  readonly start: Uint8Array;
  readonly size: number;
  readonly hash: string;
  readonly absolute?: string;
}

/** So many bytes are hashed at once. */
const PIECE = 1 << 20;

/** SHA-256 of an open file, a piece at a time. */
function hashOpenFile(file: number): string {
  const hash = createHash('sha256');
  const piece = new Uint8Array(PIECE);
  for (let at = 0; ; ) {
    const length = readSync(file, piece, 0, piece.length, at);
    if (length === 0) return hash.digest('hex');
    hash.update(piece.subarray(0, length));
    at += length;
  }
}

/**
 * Opens a file. Opening may have to wait and is left to another thread; the rest is done in place, for handing over a
 * step costs more than the step. What is too large to hold is only hashed here.
 */
async function openContent(absolute: string, path: string, maxBytes: number): Promise<Content> {
  let file: number | undefined;
  try {
    file = await openFile(absolute, 'r');
    const { size } = fstatSync(file);
    if (size <= maxBytes) {
      const bytes = readFileSync(file);
      return { bytes, start: bytes, size, hash: sha256(bytes), absolute };
    }
    const start = new Uint8Array(START_BYTES);
    readSync(file, start, 0, START_BYTES, 0);
    return { start, size, hash: hashOpenFile(file), absolute };
  } catch (cause) {
    throw unreadable(path, cause);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** A file as its format sees it. */
class FileSource implements FormatSource {
  readonly hash: string;
  readonly maxBytes: number;

  constructor(
    readonly path: string,
    private readonly content: Content,
    private readonly options: ReadOptions,
  ) {
    this.hash = content.hash;
    this.maxBytes = options.maxBytes;
  }

  async *bytes(): AsyncGenerator<Uint8Array> {
    const how = packedWith(this.content.start);
    if (how === undefined) {
      yield* this.#raw();
      return;
    }
    try {
      yield* unpackStream(this.#raw(), how);
    } catch (cause) {
      throw TovmachError.isInstance(cause) ? cause : this.#damaged(cause);
    }
  }

  async *#raw(): AsyncGenerator<Uint8Array> {
    const { bytes, absolute } = this.content;
    if (bytes !== undefined) {
      yield bytes;
      return;
    }
    try {
      for await (const chunk of createReadStream(absolute ?? '', { highWaterMark: 1 << 18 }))
        yield chunk as Uint8Array;
    } catch (cause) {
      throw unreadable(this.path, cause);
    }
  }

  #damaged(cause: unknown): TovmachError {
    const { code, message } = cause as NodeJS.ErrnoException;
    const reason = code !== undefined && typeof code === 'string' ? code : message;
    return new TovmachError('INPUT_INVALID', say.damagedGzip({ file: asPath(this.path), reason }), {
      file: this.path,
      cause,
      hint: say.packAgain(),
    });
  }

  #tooLarge(size: number): TovmachError {
    return new TovmachError('INPUT_TOO_LARGE', tooLarge(this.path, size, this.maxBytes), {
      file: this.path,
      hint: say.splitIt(),
    });
  }

  async whole(): Promise<Uint8Array> {
    const { bytes, size, start } = this.content;
    if (bytes === undefined) throw this.#tooLarge(size);
    const how = packedWith(start);
    if (how === undefined) return bytes;
    try {
      return unpackWhole(bytes, how, this.maxBytes);
    } catch (cause) {
      throw cause instanceof TooMuch ? this.#tooLarge(this.maxBytes + 1) : this.#damaged(cause);
    }
  }

  decode(bytes: Uint8Array, declared?: string): Pick<ParseInput, 'text' | 'encoding'> {
    return decodeBytes(bytes, this.path, this.options.encoding, declared);
  }

  async text(): Promise<ParseInput> {
    const { path, hash } = this;
    const bytes = await this.whole();
    if (looksBinary(bytes)) throw refusal(path, kindNamed('binary'));
    const { text, encoding } = this.decode(bytes);
    if (text.trim() === '') {
      throw new TovmachError('INPUT_INVALID', say.onlySpace({ file: asPath(path) }), {
        file: path,
        line: 1,
        hint: say.removeIt(),
      });
    }
    return { path, text, hash, encoding };
  }
}

/** A file that is open for reading. */
export interface OpenSource {
  /** SHA-256 of its bytes as they lie on the disk. */
  readonly hash: string;
  /** To be read once. */
  readonly records: AsyncIterable<ReadRecord>;
}

async function* recordsOf(format: Format, source: FormatSource): AsyncGenerator<ReadRecord> {
  try {
    yield* format.read(source);
  } catch (error) {
    if (TovmachError.isInstance(error)) throw error;
    const { path } = source;
    throw new TovmachError('INPUT_INVALID', say.unparsable({ file: asPath(path), format: format.name }), {
      file: path,
      cause: error,
      hint: say.checkItsKind(),
    });
  }
}

function sourceOf(path: string, content: Content, options: ReadOptions): OpenSource {
  if (content.size === 0) {
    throw new TovmachError('INPUT_INVALID', say.empty({ file: asPath(path) }), {
      file: path,
      hint: say.removeIt(),
    });
  }
  const choice = chooseFormat(startOfBytes(path, content.start), options.formats, true);
  if ('kind' in choice) throw refusal(path, choice.kind);
  const source = new FileSource(path, content, options);
  return { hash: content.hash, records: recordsOf(choice.format, source) };
}

/**
 * Opens a file by what it is.
 * @throws TovmachError INPUT_UNREADABLE, INPUT_INVALID for what is empty or holds no article; the rest while it is read
 */
export async function openSource(absolute: string, path: string, options: ReadOptions): Promise<OpenSource> {
  return sourceOf(path, await openContent(absolute, path, options.maxBytes), options);
}

/** As `openSource`, for bytes that are here. */
export function openBytes(path: string, bytes: Uint8Array, options: ReadOptions): OpenSource {
  return sourceOf(path, { bytes, start: bytes, size: bytes.length, hash: sha256(bytes) }, options);
}

/** SHA-256 of a file, however large. Throws as `fs` does. */
export function hashOfFile(absolute: string): string {
  const file = openSync(absolute, 'r');
  try {
    return fstatSync(file).size <= PIECE ? sha256(readFileSync(file)) : hashOpenFile(file);
  } finally {
    closeSync(file);
  }
}
