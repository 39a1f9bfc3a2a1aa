import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ApiServer } from '../../src/api/serve.js';
import { makeOutputs, type Outputs } from '../review/outputs.js';
import { serveForTest, TOKEN } from './server.js';

/** The commands of docs/serve.md, by a shell. */

const [, block = ''] = /```sh\n([\s\S]*?)```/.exec(readFileSync('docs/serve.md', 'utf8')) ?? [];
const commands = block.trim().split('\n');
let outputs: Outputs;
let server: ApiServer;

beforeAll(async () => {
  outputs = await makeOutputs();
  server = await serveForTest(outputs.tovmach, { inputs: { paths: ['seeds'] } });
}, 120_000);
afterAll(async () => {
  await server.close();
  await outputs.tovmach.close();
  rmSync(outputs.folder, { recursive: true, force: true });
});

it('has commands to run', () => {
  expect(commands.length).toBeGreaterThan(8);
});

it.each(commands)('%s', async (command) => {
  const { stdout } = await promisify(execFile)('sh', ['-c', `${command} --fail-with-body`], {
    env: {
      PATH: process.env.PATH,
      AUTH: `Authorization: Bearer ${TOKEN}`,
      TOVMACH: `http://127.0.0.1:${server.port}/api/v1`,
    },
    maxBuffer: 50_000_000,
  });
  expect(typeof JSON.parse(stdout)).toBe('object');
});
