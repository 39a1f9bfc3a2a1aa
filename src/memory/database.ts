import { open } from 'node:fs/promises';
import Libsql from 'libsql';
import { systemReason } from '../disk/files.js';
import { installCommand } from '../disk/packages.js';
import { TovmachError } from '../errors.js';
import { asPath, messages, reasonOf, type Value } from '../message.js';

const say = messages('memory', {
  inUse: 'Another process is writing to the memory {{file}}',
  waitAndTry: 'Wait for the other run to finish and try again.',
  noSpace: 'No space left for the memory {{file}}',
  freeSpace: 'Free some disk space and run again; nothing stored before is lost.',
  closed: 'The memory {{file}} was closed before this was stored',
  damaged: 'The memory {{file}} is damaged: {{reason}}',
  restore:
    'Restore a copy of the file, or run "tovmach memory verify --set-aside": it keeps the damaged file under another name and starts a new one with what can still be read.',
  unusable: 'The memory {{file}} cannot be used: {{reason}}',
  checkFolder: 'Check that the folder exists and can be written to.',
  checkDisk:
    'Check the disk, the space on it, and limits on the size of files (ulimit -f); what was stored before is not lost.',
  noBinary: 'The memory needs {{name}}, the database for this machine, which is not installed',
  installIt: 'Install it: {{command}}',
});

/** What SQLite stores for us. The driver aborts the process on anything else, so nothing else gets through. */
export type SqlValue = string | number | null;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** A prepared statement; parameters by position. */
interface Statement {
  run(...values: SqlValue[]): { readonly changes: number; readonly id: number };
  get(...values: SqlValue[]): SqlRow | undefined;
  all(...values: SqlValue[]): SqlRow[];
}

/** The few things the memory asks of an embedded SQL database. Everything it throws is a `TovmachError`. */
export interface Database {
  readonly path: string;
  exec(sql: string): void;
  /** Prepares once and remembers by text. */
  prepare(sql: string): Statement;
  /** Runs `work` in one write transaction: all of it is on disk when this returns, or none of it. */
  write<Result>(work: () => Result): Result;
  /** As `write`, but only the end of the process is outlived for certain, not a power cut. */
  writeSoon<Result>(work: () => Result): Result;
  /** Resolves when all that was written until now outlives a power cut. The thread does not stand still meanwhile. */
  flushed(): Promise<void>;
  /** Runs `work` against one snapshot. */
  read<Result>(work: () => Result): Result;
  close(): void;
}

const isOutOfSpace = (cause: unknown): boolean =>
  ['ENOSPC', 'EDQUOT'].includes((cause as NodeJS.ErrnoException | undefined)?.code ?? '');

/** How a failure of the driver is to be told to the user. */
export function storeError(path: string, cause: unknown): TovmachError {
  if (TovmachError.isInstance(cause)) return cause;
  const name = missingBinary(cause);
  if (name !== undefined) {
    const hint = say.installIt({ command: installCommand(name) });
    return new TovmachError('MISSING_DEPENDENCY', say.noBinary({ name }), { hint, cause });
  }
  const code = sqliteCode(cause);
  if (code.startsWith('SQLITE_BUSY')) {
    return new TovmachError('LOCKED', say.inUse({ file: asPath(path) }), {
      hint: say.waitAndTry(),
      file: path,
      cause,
    });
  }
  if (code.startsWith('SQLITE_FULL') || isOutOfSpace(cause)) {
    return new TovmachError('STORE', say.noSpace({ file: asPath(path) }), {
      hint: say.freeSpace(),
      file: path,
      cause,
    });
  }
  if (isCorruption(cause)) return damaged(path, reasonOf(cause), cause);
  return new TovmachError(
    'STORE',
    say.unusable({
      file: asPath(path),
      reason: code.startsWith('SQLITE') ? reasonOf(cause) : systemReason(cause),
    }),
    {
      hint: code.startsWith('SQLITE_IOERR') ? say.checkDisk() : say.checkFolder(),
      file: path,
      cause,
    },
  );
}

/** The package with the driver's native part for this machine, where that is what is not installed. */
function missingBinary(cause: unknown): string | undefined {
  const { code, message } = cause as Partial<NodeJS.ErrnoException>;
  return code === 'MODULE_NOT_FOUND' ? /'(@libsql\/[\w-]+)'/.exec(message ?? '')?.[1] : undefined;
}

/** A file whose contents are broken, or are no database at all. */
export function damaged(path: string, reason: Value, cause: unknown): TovmachError {
  return new TovmachError('STORE', say.damaged({ file: asPath(path), reason }), {
    hint: say.restore(),
    file: path,
    cause,
  });
}

/** Whether an error means that the file's contents are broken, or are no database at all. */
export function isDamage(error: unknown): boolean {
  return TovmachError.isInstance(error) && error.code === 'STORE' && isCorruption(error.cause);
}

function isCorruption(cause: unknown): boolean {
  const code = sqliteCode(cause);
  return code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB');
}

function sqliteCode(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return '';
  return typeof cause.code === 'string' ? cause.code : '';
}

function tryCheckpoint(driver: Libsql.Database): void {
  try {
    driver.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // A reader, or a file damaged meanwhile: nothing is lost, the next opening reads the log.
  }
}

/** Flushes the log of a database; who asks while it is flushed waits for the next time, together with all others who do. */
function flusherOf(path: string): () => Promise<void> {
  let underWay: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const flush = async (): Promise<void> => {
    try {
      await flushLog(`${path}-wal`);
    } catch (cause) {
      throw storeError(path, cause);
    } finally {
      underWay = undefined;
    }
  };
  const begin = (): Promise<void> => {
    next = undefined;
    underWay = flush();
    return underWay;
  };
  return () => {
    if (next !== undefined) return next;
    if (underWay === undefined) return begin();
    next = underWay.then(begin, begin);
    return next;
  };
}

/** SQLite locks no part of its log, so that closing it once more lets nothing go. */
async function flushLog(path: string): Promise<void> {
  // Windows flushes only what may be written to.
  const log = await open(path, 'r+');
  try {
    await log.datasync();
  } finally {
    await log.close();
  }
}

/** Runs work of the driver, and says what it threw as errors of the store. */
type Guard = <Result>(work: () => Result) => Result;

/** A statement that is compiled anew after it failed. */
function statementOf(driver: Libsql.Database, sql: string, guard: Guard): Statement {
  // One array, never spread: the driver takes a single object as named parameters.
  const compile = () => guard(() => driver.prepare<[SqlValue[]]>(sql));
  let statement: ReturnType<typeof compile> | undefined = compile();
  const using = <Result>(work: (ready: ReturnType<typeof compile>) => Result): Result => {
    statement ??= compile();
    const ready = statement;
    try {
      return guard(() => work(ready));
    } catch (error) {
      // The driver does not reset a statement that failed; it would go on failing.
      statement = undefined;
      throw error;
    }
  };
  return {
    run: (...values) =>
      using((ready) => {
        const result = ready.run(values);
        return { changes: result.changes, id: Number(result.lastInsertRowid) };
      }),
    get: (...values) => using((ready) => ready.get(values) as SqlRow | undefined),
    all: (...values) => using((ready) => ready.all(values) as SqlRow[]),
  };
}

/** Work inside transactions; one within another is part of that. */
function transactionsOf(driver: Libsql.Database, guard: Guard, isOpen: () => boolean) {
  const within = <Result>(begin: string, work: () => Result): Result => {
    if (isOpen() && driver.inTransaction) return work();
    guard(() => driver.exec(begin));
    try {
      const result = work();
      guard(() => driver.exec('COMMIT'));
      return result;
    } catch (cause) {
      // After a full disk SQLite has rolled back by itself.
      if (isOpen() && driver.inTransaction) driver.exec('ROLLBACK');
      throw cause;
    }
  };

  let mode: 'FULL' | 'NORMAL' | undefined;
  const writing = <Result>(wanted: 'FULL' | 'NORMAL', work: () => Result): Result => {
    // Inside a transaction the setting cannot change, and the outer one decides.
    if (isOpen() && driver.inTransaction) return work();
    if (mode !== wanted) guard(() => driver.exec(`PRAGMA synchronous = ${wanted}`));
    mode = wanted;
    return within('BEGIN IMMEDIATE', work);
  };
  return { within, writing };
}

/**
 * Opens a database file, or `:memory:`.
 * @param busyMilliseconds how long a writer waits for another process before `LOCKED`
 */
export function openDatabase(path: string, busyMilliseconds: number): Database {
  let isOpen = true;
  const guard: Guard = (work) => {
    // The driver would end the process.
    if (!isOpen) {
      throw new TovmachError('STORE', say.closed({ file: asPath(path) }), { file: path });
    }
    try {
      return work();
    } catch (cause) {
      throw storeError(path, cause);
    }
  };
  const driver = guard(() => new Libsql(path, { timeout: busyMilliseconds }));
  const statements = new Map<string, Statement>();
  const prepare = (sql: string): Statement => {
    const known = statements.get(sql) ?? statementOf(driver, sql, guard);
    statements.set(sql, known);
    return known;
  };

  const { within, writing } = transactionsOf(driver, guard, () => isOpen);
  const flushed = path === ':memory:' ? async () => {} : flusherOf(path);

  return {
    path,
    exec: (sql) => guard(() => void driver.exec(sql)),
    prepare,
    write: (work) => writing('FULL', work),
    writeSoon: (work) => writing('NORMAL', work),
    flushed,
    read: (work) => within('BEGIN', work),
    close() {
      if (!isOpen) return;
      statements.clear();
      // Empties the log into the file where nobody else reads; if somebody does, the log simply stays.
      if (path !== ':memory:') tryCheckpoint(driver);
      try {
        guard(() => driver.close());
      } finally {
        isOpen = false;
      }
    },
  };
}
