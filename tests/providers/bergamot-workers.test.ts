import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/errors.js';
import type { Provider } from '../../src/index.js';

import { importModels } from '../../src/models/import.js';
import {
  createBergamot,
  createFxtranslate,
  type LocalEngineOptions,
} from '../../src/providers/bergamot/adapter.js';
import type { ModelFiles } from '../../src/providers/bergamot/messages.js';
import { createModels } from '../../src/providers/bergamot/models.js';
import { createPool } from '../../src/providers/bergamot/pool.js';
import { routeAmong } from '../../src/providers/bergamot/routes.js';
import { declareCases, providerCases } from '../../src/testing/index.js';
import { addFaultyWorker, FAULT_IDS, FAULT_WORDS } from '../support/faulty-worker.js';
import { compileWorkers } from '../support/local-engine.js';
import { phrases, TINY_MODELS } from '../support/model-registry.js';

/** What happens when the engine fails, and what it costs when it does not. */

const KNOWN = phrases();
const signal = new AbortController().signal;
let directory: string;
let compiled: ReturnType<typeof compileWorkers>;
let faulty: URL;
let enUk: readonly ModelFiles[];

async function importTiny(into: string): Promise<readonly ModelFiles[]> {
  const models = createModels({ directory: into });
  await importModels(models, TINY_MODELS, { signal });
  const route = routeAmong(await models.store.list(), 'en', 'uk');
  await models.close();
  return route?.models ?? [];
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'tovmach-models-'));
  compiled = compileWorkers();
  faulty = addFaultyWorker(compiled.folder);
  enUk = await importTiny(directory);
});
afterAll(() => {
  compiled.remove();
  rmSync(directory, { recursive: true, force: true });
});

async function withBergamot<T>(
  options: LocalEngineOptions,
  use: (provider: Provider) => Promise<T>,
): Promise<T> {
  const provider = createBergamot({ workerUrl: compiled.workerUrl, models: { directory }, ...options });
  try {
    return await use(provider);
  } finally {
    await provider.close?.();
  }
}

const request = (texts: readonly string[]) => ({
  source: 'en',
  target: 'uk',
  units: texts.map((text, index) => ({ id: `u${index}`, text })),
  signal,
});

async function failureOf(work: Promise<unknown>): Promise<ProviderError> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!ProviderError.isInstance(error)) throw new Error(`no ProviderError but ${String(error)}`);
  return error;
}

describe('a worker that fails', () => {
  it('is replaced, and its batch tried again', async () => {
    await withBergamot({ workerUrl: faulty, workers: 1 }, async (provider) => {
      const [a = KNOWN[0], b = KNOWN[1]] = KNOWN.slice(2);
      const { units: answers } = await provider.translate(
        request([`${FAULT_WORDS.exitOnce}${a?.en}`, b?.en ?? '']),
      );
      expect(answers.map(({ text }) => text)).toEqual([a?.uk, b?.uk]);
    });
  });

  it.each([
    ['aborts', FAULT_WORDS.abort],
    ['ends its thread', FAULT_WORDS.exit],
    ['hangs', FAULT_WORDS.hang],
  ])(
    'over one sentence that %s costs that unit alone',
    async (_name, word) => {
      const some = KNOWN.slice(2, word === FAULT_WORDS.hang ? 7 : 34);
      const texts = [
        ...some.slice(0, 3).map(({ en }) => en),
        `The ${word} word.`,
        ...some.slice(3).map(({ en }) => en),
      ];
      const hungMs = word === FAULT_WORDS.hang ? 3_000 : undefined;
      await withBergamot({ workerUrl: faulty, workers: 2, hungMs }, async (provider) => {
        const error = await failureOf(provider.translate(request(texts)));
        expect(error.code).toBe('REJECTED');
        expect(error.unitIds).toEqual(['u3']);
        const { units: rest } = await provider.translate(request(some.map(({ en }) => en)));
        expect(rest.map(({ text }) => text)).toEqual(some.map(({ uk }) => uk));
      });
    },
    60_000,
  );

  it('whatever it is given is reported as a broken engine, not as bad text', async () => {
    const broken = join(directory, 'broken-worker.mjs');
    writeFileSync(broken, 'process.exit(1);');
    await withBergamot({ workerUrl: new URL(`file://${broken}`), workers: 1 }, async (provider) => {
      const error = await failureOf(
        provider.translate(request(['The train was late.', 'The bank lowered its rate.'])),
      );
      expect(error.code).toBe('MODEL');
      expect(error.hint).toContain('tovmach models verify');
    });
  });

  it('never gets a model file that has changed', async () => {
    const other = mkdtempSync(join(tmpdir(), 'tovmach-models-'));
    const [model] = await importTiny(other);
    truncateSync(model?.model.path ?? '', 100_000);
    await withBergamot({ models: { directory: other } }, async (provider) => {
      const error = await failureOf(provider.translate(request(['The train was late.'])));
      expect(error.code).toBe('MODEL');
      expect(error.message).toMatch(/SHA-256 differs/);
    });
    rmSync(other, { recursive: true, force: true });
  });

  it('with a model the engine cannot read is reported, and does not bring the process down', async () => {
    const other = mkdtempSync(join(tmpdir(), 'tovmach-models-'));
    const folder = join(other, 'import', 'en-uk');
    const models = createModels({ directory: other });
    mkdirSync(folder, { recursive: true });
    for (const name of ['model.enuk.intgemm.alphas.bin', 'vocab.enuk.spm'])
      writeFileSync(join(folder, name), 'no model');
    // Installed when nobody tried it out.
    await importModels({ ...models, prove: async () => {} }, folder, { signal });
    await withBergamot({ models: { directory: other } }, async (provider) => {
      expect((await failureOf(provider.translate(request(['The train was late.'])))).code).toBe('MODEL');
    });
    rmSync(other, { recursive: true, force: true });
  });
});

describe('the pool', () => {
  it('leaves the event loop free while the engine works', async () => {
    await withBergamot({ workers: 1 }, async (provider) => {
      let turns = 0;
      const timer = setInterval(() => {
        turns += 1;
      }, 1);
      await provider.translate(request(KNOWN.slice(0, 200).map(({ en }) => en)));
      clearInterval(timer);
      expect(turns).toBeGreaterThan(5);
    });
  });

  it('starts no more workers than there is work, loads a model once a worker, and lets idle ones end', async () => {
    const pool = createPool({ engine: 'bergamot', workers: 3, idleMs: 50, workerUrl: compiled.workerUrl });
    const batch = { route: enUk, sentences: ['The train was late.'], markup: false };
    await pool.run(batch, signal);
    await pool.run(batch, signal);
    expect(pool.size).toBe(1);
    await expect.poll(() => pool.size).toBe(0);
    expect(await pool.run(batch, signal)).toEqual(['Потяг запізнився.']);
    await pool.close();
    expect(pool.size).toBe(0);
  });

  it('does not mix requests that run at once', async () => {
    await withBergamot({ workers: 2, batchSentences: 4 }, async (provider) => {
      const requests = Array.from({ length: 10 }, (_, index) => KNOWN.slice(index * 20, index * 20 + 20));
      const answers = await Promise.all(
        requests.map((known) => provider.translate(request(known.map(({ en }) => en)))),
      );
      expect(answers.map((each) => each.units.map(({ text }) => text))).toEqual(
        requests.map((known) => known.map(({ uk }) => uk)),
      );
    });
  });

  it('answers an abort at once and goes on with other work', async () => {
    await withBergamot({ workerUrl: faulty, workers: 2, hungMs: 30_000 }, async (provider) => {
      const stop = new AbortController();
      const work = provider.translate({ ...request([`The ${FAULT_WORDS.hang} word.`]), signal: stop.signal });
      setTimeout(() => stop.abort(), 50);
      expect((await failureOf(work)).code).toBe('ABORTED');
      const [answer] = (await provider.translate(request(['The train was late.']))).units;
      expect(answer?.text).toBe('Потяг запізнився.');
    });
  });

  it('keeps its memory over 10,000 segments', async () => {
    const pool = createPool({ engine: 'bergamot', workers: 1, workerUrl: compiled.workerUrl });
    const sentences = KNOWN.slice(2, 102).map(({ en }) => en);
    const route = enUk;
    for (let round = 0; round < 10; round += 1) await pool.run({ route, sentences, markup: false }, signal);
    const before = process.memoryUsage().rss;
    for (let round = 0; round < 90; round += 1) await pool.run({ route, sentences, markup: false }, signal);
    const grown = process.memoryUsage().rss - before;
    await pool.close();
    expect(grown).toBeLessThan(60_000_000);
  }, 120_000);

  it('lets Node exit: when closed, when idle, and when nobody waits for the answer', async () => {
    const script = join(compiled.folder, 'exit.mjs');
    writeFileSync(
      script,
      `import { createBergamot, createFxtranslate } from './providers/bergamot/adapter.js';
       const [directory, how] = process.argv.slice(2);
       const provider = createBergamot({ models: { directory } });
       const units = [{ id: '1', text: 'The train was late.' }];
       const stop = new AbortController();
       const work = provider.translate({ source: 'en', target: 'uk', units, signal: stop.signal });
       if (how === 'aborted') { setTimeout(() => stop.abort(), 10); await work.catch(() => {}); }
       else process.stdout.write((await work).units[0].text);
       if (how === 'closed') await provider.close();`,
    );
    const run = promisify(execFile);
    for (const how of ['closed', 'idle', 'aborted']) {
      const { stdout } = await run(process.execPath, [script, directory, how], { timeout: 20_000 });
      expect(stdout).toBe(how === 'aborted' ? '' : 'Потяг запізнився.');
    }
  });
});

describe('placeholders', () => {
  it('inside a sentence survive in the engine itself, each once', async () => {
    const some = KNOWN.slice(2).filter(({ en }) => en.split(' ').length > 3);
    const marked = some.map(({ en }) => {
      const words = en.split(' ');
      return [...words.slice(0, 2), '<x id="1"/>', ...words.slice(2)].join(' ');
    });
    await withBergamot({}, async (provider) => {
      expect(provider.capabilities.placeholders).toBe('xml');
      const { units: answers } = await provider.translate(request(marked.slice(0, 250)));
      for (const { text } of answers) {
        expect(text.match(/<x id="\d+"\/>/g)).toEqual(['<x id="1"/>']);
        expect(text).not.toMatch(/[\p{L}\p{N}]<x|\/>[\p{L}\p{N}]/u);
      }
    });
  });

  it('that the engine loses or doubles are put back between translations of what stands around them', async () => {
    const whole = (id: number, a: string, b: string): string =>
      `«${a.slice(0, -1)}» <x id="${id}"/> ${b.slice(0, -1)}<x id="2"/>`;
    const [a = KNOWN[0], b = KNOWN[1]] = KNOWN.slice(2);
    await withBergamot({ workerUrl: faulty, workers: 1 }, async (provider) => {
      for (const id of [FAULT_IDS.lost, FAULT_IDS.doubled]) {
        const [answer] = (await provider.translate(request([whole(id, a?.en ?? '', b?.en ?? '')]))).units;
        expect(answer?.text).toBe(whole(id, a?.uk ?? '', b?.uk ?? ''));
      }
    });
  });

  it('at the edges stay there, and no text is taken for markup', async () => {
    const texts = [
      '<x id="1"/>The train was late.<x id="2"/>',
      '<x id="7"/> «The train was late.» <x id="8"/> The bridge was repaired.',
      'Tom &amp; Jerry &lt;p&gt; <x id="3"/> &lt;/b&gt; a &lt; b',
      'raw < and > and <p> unclosed <x id="4"/> & co',
    ];
    await withBergamot({}, async (provider) => {
      const { units: answers } = await provider.translate(request(texts));
      expect(answers[0]?.text).toBe('<x id="1"/>Потяг запізнився.<x id="2"/>');
      expect(answers[1]?.text).toBe('<x id="7"/> «Потяг запізнився.» <x id="8"/> Міст відремонтували.');
      for (const { text } of answers.slice(2)) {
        expect(text.match(/<[^>]*>/g)).toHaveLength(1);
        expect(text.replace(/&(?:amp|lt|gt);/g, '')).not.toContain('&');
      }
    });
  });
});

const OWN_WORDS = 'answers are translations, not echoes: their order is shown with phrases the model knows';
for (const [name, create] of Object.entries({ bergamot: createBergamot, fxtranslate: createFxtranslate })) {
  const cases = providerCases({
    name,
    create: () => create({ workerUrl: compiled.workerUrl, models: { directory }, workers: 1 }),
    pair: { source: 'uk', target: 'en' },
    notOffered: {
      'every id comes back once, in the order sent': OWN_WORDS,
      'ten requests at once do not mix': OWN_WORDS,
    },
  });
  declareCases(`${name} keeps what a provider promises`, cases, { describe, it });
}
