import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ROOT, temporaryFolder } from '../support/command-line.js';

const INSTALL = join(ROOT, '.github/install.sh');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

function run(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): Promise<{ code: number | null; log: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { PATH: process.env.PATH, HOME: cwd, ...env } });
    let log = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        log += chunk;
      });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, log }));
  });
}

/** The tarball of a package called `tovmach` that says its version, and leaves a trace if one of its scripts runs. */
async function tarball(main: string): Promise<{ folder: string; file: string }> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'dist/cli'), { recursive: true });
  writeFileSync(join(folder, main), `process.stdout.write('${version}\\n');`);
  const scripts = { postinstall: 'echo compiled > ../../compiled' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'tovmach', version, scripts }));
  const { code, log } = await run('npm', ['pack', '--silent'], folder);
  expect(code, log).toBe(0);
  return { folder, file: join(folder, `tovmach-${version}.tgz`) };
}

/** A registry in the shape of npm's, with that one package. */
async function registry(file: string): Promise<{ url: string; asked: string[] }> {
  const bytes = readFileSync(file);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/tovmach') {
      const dist = {
        tarball: `${url}/tovmach/-/tovmach-${version}.tgz`,
        integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}`,
      };
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          name: 'tovmach',
          'dist-tags': { latest: version },
          versions: { [version]: { name: 'tovmach', version, dist } },
        }),
      );
    } else if (request.url?.endsWith('.tgz')) response.end(bytes);
    else response.writeHead(404).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(() => void server.close());
  return { url, asked };
}

describe("the action's installation", () => {
  const install = async (env: NodeJS.ProcessEnv) => {
    const workspace = temporaryFolder();
    const temp = join(workspace, 'temp');
    const outcome = await run('bash', [INSTALL], workspace, {
      RUNNER_TEMP: temp,
      GITHUB_ENV: join(workspace, 'env'),
      ...env,
    });
    const file = join(workspace, 'env');
    return { ...outcome, temp, told: existsSync(file) ? readFileSync(file, 'utf8') : '' };
  };

  it('takes its own version from a registry, runs no script and says where the program is', async () => {
    const { file } = await tarball('dist/cli/main.js');
    const { url, asked } = await registry(file);
    const { code, log, temp, told } = await install({ npm_config_registry: url });
    expect(code, log).toBe(0);
    expect(log).toContain(`tovmach ${version}`);
    expect(asked).toContain(`/tovmach/-/tovmach-${version}.tgz`);
    expect(told).toBe(`TOVMACH_MAIN=${temp}/tovmach/node_modules/tovmach/dist/cli/main.js\n`);
    expect(existsSync(join(temp, 'tovmach/compiled'))).toBe(false);
  }, 60_000);

  it('takes a tarball', async () => {
    const { file } = await tarball('dist/cli/main.js');
    const { code, log } = await install({ TOVMACH_PACKAGE: file });
    expect(code, log).toBe(0);
    expect(log).toContain(`tovmach ${version}`);
  }, 60_000);

  it('says what to name where there is no such version, no program, or an option', async () => {
    const { file } = await tarball('other.js');
    const { url } = await registry(file);
    const unknown = await install({ npm_config_registry: url, TOVMACH_PACKAGE: 'tovmach@9.9.9' });
    expect(unknown.code).toBe(1);
    expect(unknown.log).toContain('::error::npm could not install tovmach@9.9.9');
    const empty = await install({ TOVMACH_PACKAGE: file });
    expect(empty.code).toBe(2);
    expect(empty.log).toContain('holds no tovmach');
    const option = await install({ TOVMACH_PACKAGE: '--registry=http://elsewhere' });
    expect(option.code).toBe(2);
    expect(option.told).toBe('');
  }, 90_000);
});
