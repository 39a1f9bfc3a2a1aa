import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A PostgreSQL server of the tests' own, on 127.0.0.1: Debian's programs, a cluster in a temporary folder. */

/** Where Debian has the server's programs; `undefined` where it is not installed. */
function programs(): string | undefined {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root) : [];
  return versions.map((version) => join(root, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

const BIN = programs();

/** Whether tests on PostgreSQL can run; where not, it is said once a file. */
export const hasPostgres = BIN !== undefined;
if (!hasPostgres) process.stdout.write('skipped: PostgreSQL is not installed (apt-get install postgresql)\n');

/** The server does not run as root. */
const UNPRIVILEGED = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

export interface TestPostgres {
  readonly url: string;
  /** An empty database. */
  database(): string;
  query(url: string, sql: string): string;
  /** Ends the server at once, as a crash does, and starts it again. */
  restart(): Promise<void>;
  stop(): void;
}

/** A host of a test's own, see `network.ts`. */
export interface PostgresHost {
  readonly address: string;
  /** Words before a command that is to run there, as root. */
  readonly on: readonly string[];
}

export async function startPostgres(host?: PostgresHost): Promise<TestPostgres> {
  const { address = '127.0.0.1', on = [] } = host ?? {};
  const bin = BIN ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'tovmach-pg-'));
  if (UNPRIVILEGED.uid !== undefined) chownSync(folder, UNPRIVILEGED.uid, UNPRIVILEGED.gid);
  const data = join(folder, 'data');
  const how = { cwd: folder, env: { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8' }, ...UNPRIVILEGED };
  const run = (program: string, args: readonly string[]): string =>
    execFileSync(join(bin, program), [...args], {
      ...how,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  run('initdb', ['-D', data, '-U', 'tovmach', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--locale=C.UTF-8']);
  if (host !== undefined) appendFileSync(join(data, 'pg_hba.conf'), 'host all all samenet trust\n');
  const port = await freePort();
  const start = async (): Promise<void> => {
    const args = [
      '-D',
      data,
      '-p',
      String(port),
      '-h',
      address,
      '-k',
      folder,
      '-c',
      'max_connections=200',
      // The machine does not fail in these tests, only the server; recovery need not wait for the disk.
      '-c',
      'fsync=off',
    ];
    const server = join(bin, 'postgres');
    if (host === undefined) spawn(server, args, { ...how, stdio: 'ignore' });
    else {
      const { uid, gid, ...asRoot } = { uid: 0, gid: 0, ...how };
      const drop = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
      const [first = '', ...rest] = [...on, ...drop, server, ...args];
      spawn(first, rest, { ...asRoot, stdio: 'ignore' });
    }
    for (let tries = 0; tries < 1_200; tries++) {
      try {
        run('pg_isready', ['-h', address, '-p', String(port), '-q']);
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
    throw new Error('PostgreSQL did not start');
  };
  const halt = (): void => {
    run('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop']);
  };
  await start();
  const at = (name: string): string => `postgres://tovmach@${address}:${port}/${name}`;
  const query = (url: string, sql: string): string => run('psql', [url, '-tAqc', sql]).trim();
  let count = 0;
  return {
    url: at('postgres'),
    database() {
      const name = `test_${count++}`;
      query(at('postgres'), `CREATE DATABASE ${name}`);
      return at(name);
    },
    query,
    async restart() {
      halt();
      await start();
    },
    stop() {
      halt();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A port of 127.0.0.1 that nobody listens at. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}
