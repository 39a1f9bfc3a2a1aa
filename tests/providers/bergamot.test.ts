import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Provider } from '../../src/index.js';

import { ensureModels } from '../../src/models/ensure.js';
import {
  createBergamot,
  createFxtranslate,
  type LocalEngineOptions,
} from '../../src/providers/bergamot/adapter.js';
import { createModels } from '../../src/providers/bergamot/models.js';
import { compileWorkers } from '../support/local-engine.js';
import { type ModelRegistry, phrases, startModelRegistry } from '../support/model-registry.js';

/**
 * The real engines on the tiny model: registry, download, store, worker, translation. That the published
 * models translate well is not shown here.
 */

const KNOWN = phrases();
const signal = new AbortController().signal;
let registry: ModelRegistry;
let directory: string;
let workers: ReturnType<typeof compileWorkers>;

beforeAll(async () => {
  registry = await startModelRegistry();
  directory = mkdtempSync(join(tmpdir(), 'tovmach-models-'));
  workers = compileWorkers();
  const models = createModels({ directory, registry: registry.url });
  const pairs = ['en-uk', 'uk-en', 'en-be'].map((pair) => {
    const [source = '', target = ''] = pair.split('-');
    return { source, target };
  });
  await ensureModels(models, pairs, { consent: 'yes', signal });
  await models.close();
});

afterAll(async () => {
  await registry.close();
  workers.remove();
  rmSync(directory, { recursive: true, force: true });
});

const engines = { bergamot: createBergamot, fxtranslate: createFxtranslate } as const;

async function withEngine<T>(
  create: (options: LocalEngineOptions) => Provider,
  options: LocalEngineOptions,
  use: (provider: Provider) => Promise<T>,
): Promise<T> {
  const provider = create({ workerUrl: workers.workerUrl, models: { directory }, ...options });
  try {
    return await use(provider);
  } finally {
    await provider.close?.();
  }
}

async function translate(provider: Provider, source: string, target: string, texts: readonly string[]) {
  const units = texts.map((text, index) => ({ id: String(index), text }));
  const { units: answers } = await provider.translate({ source, target, units, signal });
  expect(answers.map((answer) => answer.id)).toEqual(units.map((unit) => unit.id));
  return answers;
}

const textsOf = (answers: readonly { text: string }[]): string[] => answers.map((answer) => answer.text);

describe.each(Object.entries(engines))('%s with the tiny model', (_name, create) => {
  it('gives back every phrase it was trained on, in both directions, over one worker and two', async () => {
    for (const count of [1, 2]) {
      await withEngine(create, { workers: count }, async (provider) => {
        const uk = await translate(
          provider,
          'en',
          'uk',
          KNOWN.map(({ en }) => en),
        );
        expect(textsOf(uk)).toEqual(KNOWN.map((known) => known.uk));
        const en = await translate(
          provider,
          'uk',
          'en',
          KNOWN.map((known) => known.uk),
        );
        expect(textsOf(en)).toEqual(KNOWN.map((known) => known.en));
      });
    }
  });

  it('answers the same alone and in batches of any size', async () => {
    const some = KNOWN.slice(0, 40);
    for (const batchSentences of [1, 3, 64]) {
      await withEngine(create, { workers: 1, batchSentences }, async (provider) => {
        const answers = await translate(
          provider,
          'en',
          'uk',
          some.map(({ en }) => en),
        );
        expect(textsOf(answers)).toEqual(some.map(({ uk }) => uk));
      });
    }
  });

  it('goes over English where there is no direct model, and says so', async () => {
    await withEngine(create, {}, async (provider) => {
      expect(await provider.supports('uk', 'be')).toBe(true);
      const answers = await translate(
        provider,
        'uk',
        'be',
        KNOWN.map(({ uk }) => uk),
      );
      expect(textsOf(answers)).toEqual(KNOWN.map(({ uk }) => uk));
      expect(answers[0]?.pivot).toBe('en');
      expect(answers[0]?.model).toMatch(/^uk-en\/tiny@[\da-f]{12}\+en-be\/tiny@[\da-f]{12}$/);
    });
  });

  it('keeps line breaks, space, quotation marks and blank texts', async () => {
    const [first = { en: '', uk: '' }, second = { en: '', uk: '' }] = KNOWN.slice(2);
    await withEngine(create, {}, async (provider) => {
      const made = (a: string, b: string): string[] => [
        `  ${a} ${b}\n\n«${b}»\r\n\t${a}\u00a0`,
        `“${a} ${b}”`,
        `'${a}'`,
        '',
        ' \n ',
        `${a}\n`,
        '***',
      ];
      const answers = await translate(provider, 'en', 'uk', made(first.en, second.en));
      expect(textsOf(answers)).toEqual(made(first.uk, second.uk));
    });
  });
});
