import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { temporaryFolder, tovmach } from '../support/command-line.js';

/** Apertium's server where it listens by itself: named with the command that would ask it, and not asked for a text. */

let server: Server | undefined;
afterEach(
  () => new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve()))),
);

/** Whether the place was free. */
async function listen(asked: string[], answer: string): Promise<boolean> {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
  });
  const started = server;
  return new Promise((resolve) => {
    started.once('error', () => {
      server = undefined;
      resolve(false);
    });
    started.listen(2737, '127.0.0.1', () => resolve(true));
  });
}

const PAIRS = JSON.stringify({
  responseData: [{ sourceLanguage: 'rus', targetLanguage: 'ukr' }],
  responseDetails: null,
  responseStatus: 200,
});

function project(): string {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'in files'));
  writeFileSync(join(cwd, 'in files/a.txt'), 'Рада ухвалила бюджет міста на наступний рік.\n');
  return cwd;
}
const run = (cwd: string, out: string, ...more: string[]) =>
  tovmach(['run', 'in files', '--to', 'uk', '--languages', 'uk,ru', '--out', out, ...more], { cwd });
const bytes = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')]);

describe('a run where Apertium answers and nobody set it up', () => {
  it('names the command that would ask it, asks it for nothing, and writes the same bytes', async (context) => {
    const cwd = project();
    const without = await run(cwd, 'first');
    expect(without.code).toBe(0);
    expect(without.stdout).not.toContain('Apertium');
    const asked: string[] = [];
    if (!(await listen(asked, PAIRS))) return context.skip('something listens on port 2737 here');
    const ran = await run(cwd, 'second');
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain('Apertium answers at http://127.0.0.1:2737 and was not asked (ru-uk)');
    expect(ran.stdout).toContain(
      "APERTIUM_URL=http://127.0.0.1:2737 tovmach run 'in files' --to uk --out second --provider apertium",
    );
    expect(asked).toEqual(['GET /listPairs']);
    expect(bytes(join(cwd, 'second'))).toEqual(bytes(join(cwd, 'first')));
    // Who said who translates, or wants no words, is told nothing.
    expect((await run(cwd, 'third', '--provider', 'pseudo')).stdout).not.toContain('Apertium');
    expect((await run(cwd, 'fourth', '--quiet')).stdout).toBe('');
    expect(asked).toHaveLength(1);
  });

  it('says nothing of anybody else who listens there', async (context) => {
    const cwd = project();
    if (!(await listen([], '<html>somebody</html>')))
      return context.skip('something listens on port 2737 here');
    const ran = await run(cwd, 'out');
    expect(ran.code).toBe(0);
    expect(ran.stdout).not.toContain('Apertium');
  });
});
