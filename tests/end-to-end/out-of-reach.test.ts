import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTovmach } from '../../src/index.js';
import { temporaryFolder } from '../support/command-line.js';

/** Services that only a person can bring back: no minutes of waiting, and the adapter's own advice. */

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

async function runWith(name: string, settings: Readonly<Record<string, unknown>>) {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'in'));
  for (const file of ['a', 'b', 'c']) {
    writeFileSync(
      join(folder, 'in', `${file}.txt`),
      `У Львові відкрили парк ${file}.\n\nМер подякував усім.\n`,
    );
  }
  const tovmach = await createTovmach({
    cwd: folder,
    config: {
      targets: ['en'],
      languages: ['uk', 'en'],
      provider: name,
      providers: { [name]: settings },
    },
  });
  const notices: { readonly messageId?: string; readonly message: string }[] = [];
  const summary = await tovmach.run(['in'], {
    onEvent: (event) => {
      if (event.type === 'notice') notices.push(event);
    },
  });
  await tovmach.close();
  return {
    code: summary.exitCode,
    waits: notices.filter(({ messageId }) => messageId === 'setup.tryingAgain').length,
    said: notices.filter(({ messageId }) => messageId === 'setup.stopped').map(({ message }) => message),
  };
}

describe('an address where nobody listens', () => {
  it.each([
    ['libretranslate', (url: string) => ({ url })],
    ['openai', (url: string) => ({ baseUrl: `${url}/v1`, apiKey: 'k', model: 'm' })],
    ['deepl', (url: string) => ({ serverUrl: url, apiKey: 'k' })],
    ['apertium', (url: string) => ({ url })],
  ] as const)('is tried once more for %s, said with what to do, and total: 5', async (name, settings) => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const { code, waits, said } = await runWith(name, settings(url));
    expect(code).toBe(5);
    // Once for each question that was under way when it was found out.
    expect(waits).toBeLessThanOrEqual(6);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('ECONNREFUSED');
    expect(said[0]).toContain(`Check that ${name} runs at ${url}`);
  });

  it('is a mistake of the configuration where no request is ever sent to that port', async () => {
    const { code, waits, said } = await runWith('libretranslate', { url: 'http://127.0.0.1:9' });
    expect({ code, waits }).toEqual({ code: 2, waits: 0 });
    expect(said[0]).toContain('another in its address');
  });
});

describe('a server that answers what only a person can mend', () => {
  async function answering(status: number, body: unknown) {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const { port } = server.address() as AddressInfo;
    return { url: `127.0.0.1:${port}`, requests: () => requests, close: () => server.close() };
  }

  it('is asked no more than once for a model it has not', async () => {
    const server = await answering(404, { error: { message: 'model "m" not found, try pulling it first' } });
    const { code, waits, said } = await runWith('openai', {
      baseUrl: `http://${server.url}/v1`,
      apiKey: 'k',
      model: 'm',
    });
    server.close();
    expect({ code, waits }).toEqual({ code: 2, waits: 0 });
    expect(server.requests()).toBeLessThanOrEqual(3);
    expect(said[0]).toContain('OPENAI_MODEL');
  });

  it('is told apart from one that speaks TLS', async () => {
    const server = await answering(200, []);
    const { code, waits, said } = await runWith('libretranslate', { url: `https://${server.url}` });
    server.close();
    expect({ code, waits }).toEqual({ code: 2, waits: 0 });
    expect(said[0]).toContain('write http://');
  });
});
