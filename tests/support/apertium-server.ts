import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LAUNCHER = fileURLToPath(new URL('apertium-loopback.py', import.meta.url));
const PAIRS = '/usr/share/apertium';

/** Why the real server cannot be started here, if so. */
export function apertiumMissing(): string | undefined {
  if (!existsSync('/usr/bin/apertium-apy')) return 'apertium-apy is not installed (Debian: apertium-apy)';
  if (!existsSync(join(PAIRS, 'modes', 'eng-spa.mode'))) {
    return 'English-Spanish is not installed (Debian: apertium-eng-spa)';
  }
  return undefined;
}

export interface ApertiumServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Debian's own Apertium server, on 127.0.0.1 and a free port. @throws what it said when it does not start */
export async function startApertium(): Promise<ApertiumServer> {
  const folder = mkdtempSync(join(tmpdir(), 'tovmach-apertium-'));
  const portFile = join(folder, 'port');
  const server = spawn('/usr/bin/python3', [LAUNCHER, portFile, PAIRS], {
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8' },
    stdio: ['ignore', 'ignore', 'pipe'],
    // A group of its own: the translating processes end with it.
    detached: true,
  });
  let said = '';
  server.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-2000);
  });
  const close = async (): Promise<void> => {
    await end(server);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const deadline = Date.now() + 30_000;
    while (!existsSync(portFile)) {
      if (server.exitCode !== null || Date.now() > deadline)
        throw new Error(`apertium-apy did not start: ${said}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return { url: `http://127.0.0.1:${readFileSync(portFile, 'ascii')}`, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.pid === undefined) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  process.kill(-server.pid, 'SIGKILL');
  await ended;
}
