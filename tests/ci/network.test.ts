import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ROOT, temporaryFolder, tovmach } from '../support/command-line.js';

/** Writes down every address a process or thread of it turns to, and lets it through to none. */
const WATCH = `import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import net from 'node:net';
import { syncBuiltinESMExports } from 'node:module';
const told = (what) => {
  appendFileSync(process.env.WATCHED, what + '\\n');
  throw new Error('no network: ' + what);
};
net.Socket.prototype.connect = (...args) => told('connect ' + JSON.stringify(args[0]));
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) dns[name] = (host) => told(name + ' ' + host);
for (const name of ['lookup', 'resolve']) dns.promises[name] = async (host) => told(name + ' ' + host);
syncBuiltinESMExports();
`;

/** What is asked on this machine, and only what it can do. */
const HERE = /"port":"(?:5999|2737)","host":"127\.0\.0\.1"/;

describe('no telemetry', () => {
  const folder = (): {
    cwd: string;
    env: Record<string, string> & { WATCHED: string };
    asked: () => string;
  } => {
    const cwd = temporaryFolder();
    cpSync(join(ROOT, 'examples/terms'), cwd, { recursive: true });
    writeFileSync(join(cwd, 'watch.mjs'), WATCH);
    const file = join(cwd, 'asked.txt');
    const env = {
      NODE_OPTIONS: `--import ${pathToFileURL(join(cwd, 'watch.mjs')).href}`,
      WATCHED: file,
      HOME: cwd,
      LIBRETRANSLATE_URL: 'http://127.0.0.1:5999',
    };
    return { cwd, env, asked: () => (existsSync(file) ? readFileSync(file, 'utf8') : '') };
  };

  it('no command turns to the network where nothing is to be translated there', async () => {
    const { cwd, env, asked } = folder();
    const run = ['--languages', 'en,uk', '--to', 'en', '--memory', 'memory.tmx', '--out', 'out'];
    for (const args of [
      ['--version'],
      ['detect', 'articles'],
      ['clean', 'articles', '--out', 'corpus'],
      ['run', 'articles', ...run],
      ['check', 'articles', ...run],
      ['memory', 'stats'],
      ['terms', 'list'],
      ['review', 'out', '--export', 'review.html'],
    ]) {
      const { code, stderr } = await tovmach(args, { cwd, env });
      expect(code, `${args.join(' ')}: ${stderr}`).toBe(0);
      const lines = asked().split('\n').filter(Boolean);
      // A run asks who could translate here: the service that is configured, and Apertium's port of this machine.
      const others =
        args[0] === 'run' || args[0] === 'check' ? lines.filter((line) => !HERE.test(line)) : lines;
      expect(others, args.join(' ')).toEqual([]);
      rmSync(env.WATCHED, { force: true });
    }
  }, 240_000);

  it('is what this would see: the service that is configured, and nobody else', async () => {
    const { cwd, env, asked } = folder();
    await tovmach(['run', 'articles', '--languages', 'en,uk', '--to', 'en', '--out', 'out'], { cwd, env });
    const lines = asked().trim().split('\n');
    expect(lines[0]).not.toBe('');
    for (const line of lines) expect(line).toContain('127.0.0.1');
  }, 120_000);
});
