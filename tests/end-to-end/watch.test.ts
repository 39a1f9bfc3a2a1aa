import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ROOT, temporaryFolder, tovmach } from '../support/command-line.js';

const FIRST = 'The council met on Monday in the old town hall. It voted for the new bridge.\n';

function folderWith(text: string): { folder: string; source: string; args: string[] } {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'in'));
  const source = join(folder, 'in/a.txt');
  writeFileSync(source, text);
  return { folder, source, args: ['run', 'in', '--to', 'en,uk', '--out', 'in/out', '--provider', 'pseudo'] };
}

describe('run --watch', () => {
  it('runs again when a source changes, does not chase its own outputs, and ends with Ctrl-C', async () => {
    const { folder, source, args } = folderWith(FIRST);
    const child = spawn(process.execPath, [join(ROOT, 'dist/cli/main.js'), ...args, '--watch'], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, CI: '1' },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        said += chunk;
      });
    const ended = new Promise<number | null>((done) => child.on('close', done));
    const rests = (): number => said.split('watching 1 path').length - 1;
    await vi.waitFor(() => expect(rests()).toBe(1), { timeout: 120_000, interval: 100 });
    expect(readFileSync(join(folder, 'in/out/a.en.md'), 'utf8')).toContain('It voted for the new bridge.');
    writeFileSync(source, `${FIRST}The mayor was there as well.\n`);
    await vi.waitFor(() => expect(rests()).toBe(2), { timeout: 120_000, interval: 100 });
    expect(readFileSync(join(folder, 'in/out/a.en.md'), 'utf8')).toContain('The mayor was there as well.');
    await new Promise((done) => setTimeout(done, 1500));
    expect(rests()).toBe(2);
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(existsSync(join(folder, 'in/out/.tovmach.run'))).toBe(false);
  }, 300_000);

  it('cannot watch standard input', async () => {
    const { folder } = folderWith(FIRST);
    const { code, stderr } = await tovmach(['run', '-', '--to', 'en', '--out', 'out', '--watch'], {
      cwd: folder,
    });
    expect(code).toBe(2);
    expect(stderr).toContain('standard input cannot be watched');
  });
});

describe('run --notify', () => {
  async function receiver(...answers: number[]) {
    const got: { headers: IncomingHttpHeaders; body: string }[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      request.on('end', () => {
        got.push({ headers: request.headers, body });
        response.writeHead(answers[got.length - 1] ?? 200).end();
      });
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    onTestFinished(() => void server.close());
    return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?key=secret-word` };
  }

  it('posts the summary, signed, and tries again', async () => {
    const { folder, args } = folderWith(FIRST);
    const { got, url } = await receiver(503, 200);
    const { code, stderr } = await tovmach([...args, '--notify', url], {
      cwd: folder,
      env: { TOVMACH_NOTIFY_SECRET: 'between us' },
    });
    expect(code, stderr).toBe(0);
    expect(got).toHaveLength(2);
    const { body = '', headers = {} } = got[1] ?? {};
    expect(JSON.parse(body)).toMatchObject({
      schema: 'tovmach/run-event@1',
      type: 'run-finished',
      articles: 1,
      exitCode: 0,
    });
    const signature = createHmac('sha256', 'between us').update(body).digest('hex');
    expect(headers['x-tovmach-signature']).toBe(`sha256=${signature}`);
  }, 120_000);

  it('says what was not taken, without the key in its address, and does not end with 0', async () => {
    const { folder, args } = folderWith(FIRST);
    const { got, url } = await receiver(404);
    const { code, stderr } = await tovmach([...args, '--notify', url], { cwd: folder });
    expect(code).toBe(5);
    expect(got).toHaveLength(1);
    expect(stderr).toContain('did not take the notice of this run (404)');
    expect(stderr).toContain('not signed');
    expect(stderr).not.toContain('secret-word');
    const wrong = await tovmach([...args, '--notify', 'ftp://example.org'], { cwd: folder });
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('--notify takes an http or https address');
  }, 120_000);
});
