import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LAUNCHER = fileURLToPath(new URL('apertium-loopback.py', import.meta.url));
const PAIRS = '/usr/share/apertium';

/** Why the real server cannot be started here with a pair, if so. */
export function apertiumMissing(pair = 'eng-spa'): string | undefined {
  if (!existsSync('/usr/bin/apertium-apy')) return 'apertium-apy is not installed (Debian: apertium-apy)';
  if (!existsSync(join(PAIRS, 'modes', `${pair}.mode`))) {
    return `${pair} is not installed (Debian: apertium-${pair})`;
  }
  return undefined;
}

/**
 * A folder of pairs with one that does without its tagger, which crashes on most sentences as Debian 12 packages it: the
 * first analysis of a word is taken. As docs/providers.md tells users to make it.
 */
function withoutTagger(folder: string, pair: string): string {
  const packaged = readFileSync(join(PAIRS, 'modes', `${pair}.mode`), 'utf8');
  const made = packaged.replace('cg-proc -w', 'cg-proc -1 -n -w').replace(/apertium-tagger [^|]*\| /, '');
  mkdirSync(join(folder, 'modes'));
  writeFileSync(join(folder, 'modes', `${pair}.mode`), made);
  return folder;
}

export interface ApertiumServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Debian's own Apertium server, on 127.0.0.1 and a free port.
 * @param untagged the one pair it is to have, without its tagger; absent: all that are installed, as they are
 * @throws what it said when it does not start
 */
export async function startApertium(untagged?: string): Promise<ApertiumServer> {
  const folder = mkdtempSync(join(tmpdir(), 'tovmach-apertium-'));
  const portFile = join(folder, 'port');
  const pairs = untagged === undefined ? PAIRS : withoutTagger(folder, untagged);
  const server = spawn('/usr/bin/python3', [LAUNCHER, portFile, pairs], {
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
