import {
  closeSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { hasEnded, processHere } from '../../disk/process.js';
import { sha256 } from '../../model/text.js';

/** Answers as they came, on disk until the memory has them: a file of lines beside the memory, for each run its own. */

/** One answer of a service. */
export interface Answered {
  /** Numbers the requests of a run; one may take several calls. */
  readonly errand: number;
  /** Which call of its errand it was. */
  readonly call: number;
  /** Of whoever asked; whatever it needs to ask the same again. */
  readonly note: unknown;
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** Above this the file is begun anew with what is not done. */
const FULL = 4 * 1024 * 1024;
/** A file above this is none of ours. */
const MOST = 256 * 1024 * 1024;
/** Nobody came back for it: as answers of the memory. */
const KEPT_MS = 30 * 86_400_000;
/** A run on another machine that has not written for so long is over. */
const SILENT_MS = 10 * 60_000;

/** Where a run writes. Its name says whose it is: the rename that takes one over says so too. */
export function journalOf(store: string): string {
  const { pid, started = '' } = processHere();
  const random = Math.random().toString(36).slice(2, 8);
  return `${store}.answers-${pid}-${started}-${machine()}-${random}`;
}

const machine = (): string => sha256(hostname()).slice(0, 8);

/** What a run writes down. It is there for a next one as soon as the write returns; a power cut may lose it. */
export class Journal {
  #descriptor: number | undefined;
  #size = 0;
  #isOver = false;
  /** Lines of errands that are not done. */
  readonly #open = new Map<number, string[]>();

  constructor(private readonly path: string) {}

  write(answered: Answered): void {
    const line = `${JSON.stringify(answered)}\n`;
    const lines = this.#open.get(answered.errand);
    if (lines === undefined) this.#open.set(answered.errand, [line]);
    else lines.push(line);
    this.#append(line);
  }

  done(errand: number): void {
    if (!this.#open.delete(errand)) return;
    if (this.#open.size === 0 || this.#size > FULL) this.#beginAnew();
    else this.#append(`${JSON.stringify({ done: errand })}\n`);
  }

  /** It is not needed any more. */
  remove(): void {
    this.#isOver = true;
    if (this.#descriptor === undefined) return;
    closeSync(this.#descriptor);
    this.#descriptor = undefined;
    rmSync(this.path, { force: true });
  }

  /** A disk that takes no more is said by the memory, which is written next; what stands here already is of use. */
  #append(line: string): void {
    if (this.#isOver) return;
    try {
      this.#descriptor ??= openSync(this.path, 'wx', 0o600);
      const bytes = Buffer.from(line);
      this.#size += writeSync(this.#descriptor, bytes, 0, bytes.length, this.#size);
    } catch {
      // See above.
    }
  }

  #beginAnew(): void {
    const lines = [...this.#open.values()].flat();
    try {
      if (this.#descriptor !== undefined) ftruncateSync(this.#descriptor);
    } catch {
      return;
    }
    this.#size = 0;
    for (const line of lines) this.#append(line);
  }
}

/** What a run that died had answers to, and had not put into the memory. */
export interface LeftErrand {
  readonly note: unknown;
  /** By the order of its calls. */
  readonly answers: readonly Answered[];
}

/** A file that was left behind; it is ours now. */
export interface LeftJournal {
  readonly path: string;
  readonly errands: readonly LeftErrand[];
}

/** Takes over what runs beside a memory left that are over. A file is given to one run only. */
export function takeLeft(store: string, now = Date.now()): LeftJournal[] {
  return leftBeside(store, now).flatMap((path) => {
    const mine = journalOf(store);
    try {
      renameSync(path, mine);
      return [{ path: mine, errands: errandsOf(readFileSync(mine, 'utf8')) }];
    } catch {
      // Another run was quicker.
      return [];
    }
  });
}

/** Removes what runs beside a memory left that holds nothing; the rest waits for a run that asks the same services. */
export function sweepLeft(store: string, now = Date.now()): void {
  for (const path of leftBeside(store, now)) {
    try {
      if (errandsOf(readFileSync(path, 'utf8')).length === 0) rmSync(path, { force: true });
    } catch {
      // Another run was quicker.
    }
  }
}

function leftBeside(store: string, now: number): string[] {
  const folder = dirname(store);
  const start = `${basename(store)}.answers-`;
  try {
    return readdirSync(folder)
      .filter((name) => name.startsWith(start) && isLeft(join(folder, name), name.slice(start.length), now))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function isLeft(path: string, owner: string, now: number): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isFile() !== true) return false;
  if (found.size > MOST || now - found.mtimeMs > KEPT_MS) {
    rmSync(path, { force: true });
    return false;
  }
  const [pid, started, host] = owner.split('-');
  if (host !== machine()) return now - found.mtimeMs > SILENT_MS;
  const process = { pid: Number(pid), host: hostname() };
  return hasEnded(started === undefined || started === '' ? process : { ...process, started });
}

/** Of a file that may end anywhere, and may be anybody's. */
export function errandsOf(text: string): LeftErrand[] {
  const found = new Map<number, Answered[]>();
  for (const line of text.split('\n')) {
    const record = parsed(line);
    if (record === undefined) continue;
    if ('done' in record) found.delete(record.done);
    else found.set(record.errand, [...(found.get(record.errand) ?? []), record]);
  }
  return [...found.values()].map((answers) => {
    answers.sort((a, b) => a.call - b.call);
    return { note: answers[0]?.note, answers };
  });
}

function parsed(line: string): Answered | { readonly done: number } | undefined {
  let value: Partial<Answered> & { done?: unknown };
  try {
    value = JSON.parse(line) as typeof value;
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (typeof value.done === 'number') return { done: value.done };
  const { errand, call, status, headers, body } = value;
  const isWhole =
    typeof errand === 'number' &&
    typeof call === 'number' &&
    typeof status === 'number' &&
    status >= 200 &&
    status < 300 &&
    typeof body === 'string' &&
    Array.isArray(headers) &&
    headers.every(
      (each) => Array.isArray(each) && each.length === 2 && each.every((part) => typeof part === 'string'),
    );
  return isWhole ? (value as Answered) : undefined;
}
