import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type BatchService, type BatchShape, english, startBatchService } from '../support/batch-service.js';
import { type Outcome, temporaryFolder, tovmach } from '../support/command-line.js';
import { hasSdk } from '../support/sdks.js';

/** The built command line, killed with SIGKILL while it hands a batch over and while it takes answers in. */

let service: BatchService;
afterEach(() => service?.close());

const ITEMS = [1, 2, 3];
const PEERS = { openai: 'openai', anthropic: '@anthropic-ai/sdk', mistral: '@mistralai/mistralai' } as const;

async function project(shape: BatchShape): Promise<(...args: string[]) => Promise<Outcome>> {
  service = await startBatchService(shape);
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'in'));
  symlinkSync(resolve('tests/sdks/node_modules'), join(cwd, 'node_modules'), 'dir');
  for (const item of ITEMS) writeFileSync(join(cwd, `in/a${item}.txt`), `${english(item)}\n`);
  const baseUrl = shape === 'openai' ? `${service.url}/v1` : service.url;
  writeFileSync(
    join(cwd, 'tovmach.config.yaml'),
    `targets: [uk]\nlanguages: [en, uk]\nprovider: ${shape}\nproviders:\n  ${shape}: { apiKey: key, model: m, baseUrl: '${baseUrl}' }\n`,
  );
  return async (...args) => {
    const onStart = (kill: (signal: NodeJS.Signals) => void): void => {
      killNow = () => kill('SIGKILL');
    };
    const outcome = await tovmach(args, { cwd, onStart });
    killNow = undefined;
    return outcome;
  };
}
let killNow: (() => void) | undefined;

/** Kills whoever asks for an address for the first time; `after`: the service has done what was asked by then. */
function killAt(address: RegExp, { after, method }: { after: boolean; method: string }): void {
  let done = false;
  service.before = async (request, response, body) => {
    if (done || request.method !== method || !address.test(request.url ?? '')) return false;
    done = true;
    service.before = () => false;
    if (after) {
      const type = request.headers['content-type'] ?? '';
      await fetch(`${service.url}${request.url}`, { method, body, headers: { 'content-type': type } });
    }
    killNow?.();
    response.destroy();
    return true;
  };
}

const ORDER = /(?:batches|jobs)$/;

/** Nothing was asked twice, in batches or by itself, and all is written. */
async function endsWell(call: (...args: string[]) => Promise<Outcome>): Promise<void> {
  service.finish();
  for (let round = 0; round < 3; round += 1) {
    await call('run', 'in', '--batch');
    service.finish();
  }
  const last = await call('run', 'in');
  expect(last.code, last.stderr + last.stdout).toBe(0);
  expect(last.stdout).toContain('3 articles');
  const asked = [
    ...service.batches.flatMap(({ lines }) => lines.flatMap(({ texts }) => texts)),
    ...service.direct.flat(),
  ];
  expect(asked.sort()).toEqual(ITEMS.map(english));
}

describe.each(['openai', 'anthropic', 'mistral'] as const)('a run for batches of %s', (shape) => {
  const isThere = shape === 'openai' || hasSdk(PEERS[shape]);

  it.skipIf(!isThere)('killed before the service heard of the batch sends it again', async () => {
    const call = await project(shape);
    killAt(ORDER, { after: false, method: 'POST' });
    expect((await call('run', 'in', '--batch')).code).toBe(null);
    expect(service.batches).toHaveLength(0);
    expect((await call('batch', 'status')).code).toBe(0);
    await endsWell(call);
  });

  it.skipIf(!isThere)('killed after the service took the batch finds it', async () => {
    const call = await project(shape);
    killAt(ORDER, { after: true, method: 'POST' });
    expect((await call('run', 'in', '--batch')).code).toBe(null);
    expect(service.batches).toHaveLength(1);
    // Until it is found, nobody sends its texts.
    const meanwhile = await call('run', 'in');
    expect(meanwhile.code).toBe(5);
    expect(service.direct).toEqual([]);
    await endsWell(call);
  });

  it.skipIf(!isThere)('killed over a service that forgets names finds it by its answers', async () => {
    const call = await project(shape);
    service.forgetful = true;
    killAt(ORDER, { after: true, method: 'POST' });
    expect((await call('run', 'in', '--batch')).code).toBe(null);
    expect((await call('batch', 'status')).code).toBe(5);
    expect((await call('run', 'in')).code).toBe(5);
    expect(service.direct).toEqual([]);
    await endsWell(call);
  });

  it.skipIf(!isThere)('killed while answers come in takes them in once', async () => {
    const call = await project(shape);
    await call('run', 'in', '--batch');
    service.finish();
    killAt(/content$|results$/, { after: false, method: 'GET' });
    expect((await call('batch', 'collect')).code).toBe(null);
    const collected = await call('batch', 'collect', '--json');
    expect(JSON.parse(collected.stdout)).toMatchObject({ answered: 3, failed: 0 });
    await endsWell(call);
  });
});

describe('batches on the command line', () => {
  it('are told to people, and ends are said', async () => {
    const call = await project('openai');
    expect((await call('batch', 'status')).stdout).toBe('no batches\n');
    const first = await call('run', 'in', '--batch');
    expect(first.code).toBe(5);
    expect(first.stderr).toContain('3 texts went to openai in the batch tv');
    expect((await call('run', 'in')).stderr).toContain('wait for a batch: run "tovmach batch collect"');
    expect((await call('batch', 'collect')).code).toBe(5);
    expect((await call('batch', 'collect', 'nobodys')).code).toBe(2);
    service.finish();
    const collected = await call('batch', 'collect');
    expect(collected.stdout).toContain('3 texts were answered');
    expect(collected.code).toBe(0);
    expect((await call('run', 'in')).code).toBe(0);
  });
});
