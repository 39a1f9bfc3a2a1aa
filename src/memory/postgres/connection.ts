import type { Pool, PoolClient } from 'pg';
import { TovmachError } from '../../errors.js';
import { messages, reasonOf } from '../../message.js';
import { shownAddress } from '../../model/database-address.js';
import type { SqlRow } from '../database.js';

/** A PostgreSQL server that may be restarted while it is asked: what was cut off is asked again. */

const say = messages('memory', {
  noDriver: 'A memory on PostgreSQL needs the library pg, which is not installed',
  installDriver: 'Install it: npm install pg',
  unreached: 'The memory {{address}} cannot be reached: {{reason}}',
  checkServer:
    'Check the address, that the server runs, and that this user may connect; a password may be given as PGPASSWORD or in ~/.pgpass.',
  failed: 'The memory {{address}} cannot be used: {{reason}}',
});

/** How long a server that was there may be away before work on it is given up. */
const PATIENCE_MS = 90_000;
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 2_000;
/** Longest wait for one connection: the wait of a pool, not of a query. */
const CONNECT_MS = 10_000;
const CONNECTIONS = 4;
/** Numbers of 64 bits; none of ours has more than 53. */
const INT8 = 20;

/** What a statement is run on. Everything it throws is what the driver threw. */
export interface Sql {
  all(text: string, values?: readonly unknown[]): Promise<SqlRow[]>;
}

/** The connections of one memory. Everything it throws is a `TovmachError`. */
export interface Server extends Sql {
  /** The address with no password in it. */
  readonly address: string;
  /** Runs `work` in one transaction; all of it again where the connection broke, so it must come to the same when done twice. */
  transaction<Result>(
    work: (sql: Sql) => Promise<Result>,
    options?: { readonly soon?: boolean },
  ): Promise<Result>;
  close(): Promise<void>;
}

/** @throws TovmachError MISSING_DEPENDENCY, STORE */
export async function connectServer(url: string): Promise<Server> {
  const { Pool: PgPool, types } = await driver();
  const pool: Pool = new PgPool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'tovmach',
    types: {
      getTypeParser: ((oid: number, format: 'text') =>
        oid === INT8 ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
    },
  });
  // A connection that breaks while nobody uses it is no failure of anybody's work.
  pool.on('error', () => {});
  const server = new PoolServer(pool, shownAddress(url));
  await server.begin();
  return server;
}

async function driver(): Promise<typeof import('pg')> {
  try {
    return await import('pg');
  } catch (cause) {
    throw new TovmachError('MISSING_DEPENDENCY', say.noDriver(), { cause, hint: say.installDriver() });
  }
}

class PoolServer implements Server {
  /** Nobody waits for a server that was never there. */
  #wasThere = false;

  constructor(
    private readonly pool: Pool,
    readonly address: string,
  ) {}

  async begin(): Promise<void> {
    try {
      await this.all('SELECT 1');
    } catch (error) {
      await this.pool.end();
      throw error;
    }
  }

  all(text: string, values: readonly unknown[] = []): Promise<SqlRow[]> {
    return this.#patiently(async () => (await this.pool.query(text, [...values])).rows as SqlRow[]);
  }

  transaction<Result>(
    work: (sql: Sql) => Promise<Result>,
    { soon = false }: { readonly soon?: boolean } = {},
  ): Promise<Result> {
    return this.#patiently(async () => {
      const client = await this.pool.connect();
      let broken: Error | undefined;
      const hear = (error: Error): void => {
        broken = error;
      };
      client.on('error', hear);
      try {
        return await inTransaction(client, work, soon);
      } catch (error) {
        if (isPassing(error)) broken ??= error instanceof Error ? error : new Error(String(error));
        throw error;
      } finally {
        client.off('error', hear);
        client.release(broken);
      }
    });
  }

  close(): Promise<void> {
    return this.pool.ended ? Promise.resolve() : this.pool.end();
  }

  async #patiently<Result>(work: () => Promise<Result>): Promise<Result> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      try {
        const result = await work();
        this.#wasThere = true;
        return result;
      } catch (error) {
        if (TovmachError.isInstance(error)) throw error;
        const mayPass = isPassing(error) && !this.pool.ended;
        if (!mayPass || !this.#wasThere || Date.now() > giveUpAt) throw this.#told(error);
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  #told(cause: unknown): TovmachError {
    const said = { address: this.address, reason: reasonOf(cause) };
    return isPassing(cause) || !this.#wasThere
      ? new TovmachError('STORE', say.unreached(said), { cause, hint: say.checkServer() })
      : new TovmachError('STORE', say.failed(said), { cause });
  }
}

async function inTransaction<Result>(
  client: PoolClient,
  work: (sql: Sql) => Promise<Result>,
  soon: boolean,
): Promise<Result> {
  // What answers are made of stays durable; what can be made of them again need not wait for the disk.
  await client.query(soon ? 'BEGIN; SET LOCAL synchronous_commit = off' : 'BEGIN');
  try {
    const result = await work({
      all: async (text, values = []) => (await client.query(text, [...values])).rows as SqlRow[],
    });
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

/** Whether an error says that the server, or the way to it, is away for now, or that two transactions met. */
function isPassing(error: unknown): boolean {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  if (typeof code === 'string')
    return /^(?:08|57P0|53300|40001|40P01|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)/.test(code);
  return /connection terminated|timeout|not queryable|ended/i.test(String(message));
}
