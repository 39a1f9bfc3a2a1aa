import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { outputError } from '../disk/files.js';
import type { LanguageTag } from '../model/language.js';
import type { Pack } from './packing.js';

/** The files of a corpus: one series a language, written behind what is there, and named when all is done. */

/** Ends the names of files that are not finished. */
export const UNFINISHED = '.part';

/** How far the series of a language has come; plain data. */
interface SeriesState {
  /** Of the file that is open, from 1. */
  readonly number: number;
  /** Bytes of it on the disk. */
  readonly bytes: number;
  /** Bytes of its text, unpacked. */
  readonly size: number;
  /** Records in it. */
  readonly records: number;
  /** Files before it, which are complete. */
  readonly done: readonly Shard[];
}

export interface ShardOptions {
  /** Exists; absolute. */
  readonly folder: string;
  /** With the dot, that of the packing included. */
  readonly extension: string;
  /** What each file begins with. */
  readonly head: string;
  /** Most bytes of text in one file; a record is never cut. */
  readonly shardBytes: number;
  readonly pack: Pack;
}

/** One file of a corpus. */
export interface Shard {
  /** Relative to the folder. */
  readonly path: string;
  /** Articles in it. */
  readonly records: number;
  /** Of the file, packed. */
  readonly bytes: number;
}

/** So much text is packed and written at once. */
const PIECE = 1 << 20;

/** The name of a file of a series. */
export function shardName(lang: LanguageTag, number: number, extension: string): string {
  return `${lang}-${String(number).padStart(5, '0')}${extension}`;
}

class Series {
  #waiting: string[] = [];
  #waitingBytes = 0;
  #file: number | undefined;
  #number = 1;
  #bytes = 0;
  #size = 0;
  #records = 0;
  #done: Shard[] = [];

  constructor(
    private readonly lang: LanguageTag,
    private readonly options: ShardOptions,
    state?: SeriesState,
  ) {
    if (state === undefined) return;
    this.#number = state.number;
    this.#bytes = state.bytes;
    this.#size = state.size;
    this.#records = state.records;
    this.#done = [...state.done];
    this.#try(() => {
      const file = openSync(this.#path, 'r+');
      this.#file = file;
      if (fstatSync(file).size < state.bytes) throw new Error('it is shorter than it was');
      ftruncateSync(file, state.bytes);
    });
  }

  get #name(): string {
    return shardName(this.lang, this.#number, this.options.extension);
  }

  get #path(): string {
    return join(this.options.folder, `${this.#name}${UNFINISHED}`);
  }

  #try(work: () => void): void {
    try {
      work();
    } catch (cause) {
      throw outputError(this.#path, cause);
    }
  }

  add(text: string): void {
    const bytes = Buffer.byteLength(text);
    const { head, shardBytes } = this.options;
    if (this.#records > 0 && this.#size + bytes > shardBytes) {
      this.#close();
      this.#number += 1;
      this.#bytes = this.#size = this.#records = 0;
    }
    if (this.#records === 0) this.#put(head, Buffer.byteLength(head));
    this.#put(text, bytes);
    this.#records += 1;
  }

  #put(text: string, bytes: number): void {
    if (bytes === 0) return;
    this.#waiting.push(text);
    this.#waitingBytes += bytes;
    this.#size += bytes;
    if (this.#waitingBytes >= PIECE) this.#flush();
  }

  #flush(): void {
    if (this.#waitingBytes === 0) return;
    const packed = this.options.pack(Buffer.from(this.#waiting.join('')));
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#try(() => {
      this.#file ??= openSync(this.#path, 'w');
      for (let at = 0; at < packed.length; )
        at += writeSync(this.#file, packed, at, undefined, this.#bytes + at);
    });
    this.#bytes += packed.length;
  }

  /** Everything is on the disk. */
  state(): SeriesState {
    this.#flush();
    this.#try(() => {
      if (this.#file !== undefined) fsyncSync(this.#file);
    });
    return {
      number: this.#number,
      bytes: this.#bytes,
      size: this.#size,
      records: this.#records,
      done: this.#done,
    };
  }

  /** The file is complete. */
  #close(): void {
    this.state();
    this.leave();
    this.#done = [...this.#done, { path: this.#name, records: this.#records, bytes: this.#bytes }];
  }

  /** Lets go of the file as it is. */
  leave(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  /** Every file of the series; nothing is added any more. */
  finish(): readonly Shard[] {
    this.#close();
    return this.#done;
  }
}

export type ShardsState = Readonly<Record<LanguageTag, SeriesState>>;
/** Complete files, by language. */
export type ShardLists = Readonly<Record<LanguageTag, readonly Shard[]>>;

/** What is written of a corpus. Everything it throws is a `TovmachError` `OUTPUT`. */
export class Shards {
  readonly #series = new Map<LanguageTag, Series>();

  /** @param state where an earlier run came to; what was written since is taken away */
  constructor(
    private readonly options: ShardOptions,
    state: ShardsState = {},
  ) {
    const kept = new Set<string>();
    for (const [lang, each] of Object.entries(state)) {
      this.#series.set(lang, new Series(lang, options, each));
      for (let number = 1; number <= each.number; number++)
        kept.add(`${shardName(lang, number, options.extension)}${UNFINISHED}`);
    }
    for (const name of readdirSync(options.folder)) {
      if (UNFINISHED_SHARD.test(name) && !kept.has(name)) rmSync(join(options.folder, name));
    }
  }

  add(lang: LanguageTag, text: string): void {
    let series = this.#series.get(lang);
    if (series === undefined) {
      series = new Series(lang, this.options);
      this.#series.set(lang, series);
    }
    series.add(text);
  }

  /** How far it has come, when all of that is on the disk. */
  state(): ShardsState {
    return Object.fromEntries(this.#sorted().map(([lang, series]) => [lang, series.state()]));
  }

  /** Every file, complete, under its unfinished name. */
  finish(): ShardLists {
    return Object.fromEntries(this.#sorted().map(([lang, series]) => [lang, series.finish()]));
  }

  /** Lets go of what is open. */
  leave(): void {
    for (const series of this.#series.values()) series.leave();
  }

  #sorted(): [LanguageTag, Series][] {
    return [...this.#series].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

const UNFINISHED_SHARD = /^[A-Za-z]{2,3}(?:-[A-Za-z\d]+)*-\d{5}\.[a-z.]+\.part$/;

/** Gives complete files their names; those that have them already stay. @throws TovmachError OUTPUT */
export function nameShards(folder: string, lists: ShardLists): void {
  for (const { path } of Object.values(lists).flat()) {
    const file = join(folder, path);
    try {
      if (existsSync(`${file}${UNFINISHED}`)) renameSync(`${file}${UNFINISHED}`, file);
    } catch (cause) {
      throw outputError(file, cause);
    }
  }
}

/** Takes away files of an earlier corpus that are no part of this one. @throws TovmachError OUTPUT */
export function removeOthers(folder: string, before: readonly string[], lists: ShardLists): void {
  const now = new Set(
    Object.values(lists)
      .flat()
      .map(({ path }) => path),
  );
  for (const path of before) {
    if (now.has(path)) continue;
    try {
      rmSync(join(folder, path), { force: true });
    } catch (cause) {
      throw outputError(join(folder, path), cause);
    }
  }
}
