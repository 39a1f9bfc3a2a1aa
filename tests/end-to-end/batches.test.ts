import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type BatchesResult,
  type ConfigInput,
  createTovmach,
  openMemory,
  type RunSummary,
  type Tovmach,
} from '../../src/index.js';
import {
  type BatchService,
  type BatchShape,
  english,
  startBatchService,
  ukrainian,
} from '../support/batch-service.js';
import { hasSdk } from '../support/sdks.js';

/** Archives at half price, over services of batches in three shapes on 127.0.0.1. */

const SHAPES: readonly BatchShape[] = ['openai', 'anthropic', 'mistral'];
const KEY = 'key-that-nobody-may-see';

let folder: string;
let service: BatchService;

/** Files with one text each; the texts of several files travel in one request. */
const article = (name: string, ...items: number[]): void =>
  writeFileSync(join(folder, 'in', `${name}.txt`), `${items.map(english).join('\n\n')}\n`);

const settings = (shape: BatchShape): Record<string, unknown> => ({
  apiKey: KEY,
  model: 'model-of-ours',
  baseUrl: shape === 'openai' ? `${service.url}/v1` : service.url,
  pricePerMillionInputTokens: 10,
  pricePerMillionOutputTokens: 100,
});

async function withTovmach<T>(
  work: (tovmach: Tovmach) => Promise<T>,
  config: ConfigInput & { readonly own?: Record<string, unknown> } = {},
): Promise<T> {
  const { own, ...rest } = config;
  const tovmach = await createTovmach({
    cwd: folder,
    config: {
      targets: ['uk'],
      languages: ['en', 'uk'],
      provider: service.shape,
      providers: { [service.shape]: { ...settings(service.shape), ...own } },
      out: 'out',
      ...rest,
    },
  });
  try {
    return await work(tovmach);
  } finally {
    await tovmach.close();
  }
}
type Config = Parameters<typeof withTovmach>[1];
const run = (batch: boolean, config?: Config): Promise<RunSummary> =>
  withTovmach((tovmach) => tovmach.run(['in'], batch ? { batch } : {}), config);
const collect = (config?: Config): Promise<BatchesResult> =>
  withTovmach((tovmach) => tovmach.collectBatches(), config);
const output = (name: string): string => readFileSync(join(folder, 'out', `${name}.uk.md`), 'utf8');
const spent = () => {
  const store = openMemory(join(folder, '.tovmach/memory.db'));
  const { cost, requests } = store.spentSince({});
  store.close();
  return { cost: cost.USD ?? 0, requests };
};

async function start(shape: BatchShape): Promise<void> {
  mkdirSync(join(folder, 'in'));
  symlinkSync(resolve('tests/sdks/node_modules'), join(folder, 'node_modules'), 'dir');
  service = await startBatchService(shape);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tovmach-'));
});
afterEach(async () => {
  await service?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What a request of the service cost at half the prices of `settings`: 1,000 tokens in, 500 out. */
const HALF = (1000 * 10 + 500 * 100) / 1_000_000 / 2;

const PEERS = { openai: 'openai', anthropic: '@anthropic-ai/sdk', mistral: '@mistralai/mistralai' } as const;

describe.each(SHAPES)('a batch of %s', (shape) => {
  beforeEach(({ skip }) => {
    // What failed in a batch goes over the library; it is looked for in the project of the user.
    skip(shape !== 'openai' && !hasSdk(PEERS[shape]), `${PEERS[shape]} is not installed in tests/sdks`);
    return start(shape);
  });

  it('is handed over, waited for, collected and written; each text is asked for once', async () => {
    article('a', 1, 2);
    article('b', 3);
    const first = await run(true);
    expect(first.exitCode).toBe(5);
    expect(first.statistics.failures).toEqual({ PENDING: 3 });
    expect(first.batches).toMatchObject([{ provider: shape, texts: 3 }]);
    expect(output('a')).toContain(english(1));

    // An ordinary run does not pay for what a batch has.
    expect((await run(false)).exitCode).toBe(5);
    expect((await run(true)).batches).toEqual([]);
    expect(await collect()).toMatchObject({ exitCode: 5, answered: 0 });

    service.finish();
    const collected = await collect();
    expect(collected).toMatchObject({ exitCode: 0, answered: 3, failed: 0, problems: [] });
    expect((await collect()).answered).toBe(0);
    const last = await run(false);
    expect(last.exitCode).toBe(0);
    expect(output('a')).toContain(ukrainian(1));
    expect(output('b')).toContain(ukrainian(3));
    expect(service.batches).toHaveLength(1);
    expect(service.direct).toEqual([]);
    const requests = service.batches[0]?.lines.length ?? 0;
    expect(spent()).toEqual({ cost: expect.closeTo(requests * HALF, 9), requests });
    expect(service.batches.flatMap(({ lines }) => lines.flatMap(({ texts }) => texts)).sort()).toEqual(
      [english(1), english(2), english(3)].sort(),
    );
  });

  it('asks for no copy, and for no story that is there in the other language', async () => {
    const input = { duplicates: 'skip', sameStory: 'pair' } as const;
    const page = (lang: string, other: string, text: (item: number) => string): string =>
      `<html lang="${lang}"><head><title>${text(7)}</title><link rel="canonical" href="https://news.example/${lang}"><link rel="alternate" hreflang="${other}" href="https://news.example/${other}"></head><body><article><h1>${text(7)}</h1><p>${text(8)}</p><p>${text(9)}</p></article></body></html>`;
    for (const name of ['a', 'copy']) article(name, 1, 2, 3);
    writeFileSync(join(folder, 'in/told.html'), page('en', 'uk', english));
    writeFileSync(join(folder, 'in/mova.html'), page('uk', 'en', ukrainian));
    const first = await run(true, { input });
    expect(first.batches).toMatchObject([{ provider: shape, texts: 3 }]);
    service.finish();
    expect(await collect({ input })).toMatchObject({ exitCode: 0, answered: 3 });
    expect((await run(false, { input })).exitCode).toBe(0);
    expect(output('a')).toContain(ukrainian(1));
    expect(['copy', 'told'].filter((name) => existsSync(join(folder, 'out', `${name}.uk.md`)))).toEqual([]);
    expect(service.direct).toEqual([]);
  });

  it('takes lines in any order, twice, of nobody, and of no shape', async () => {
    for (let at = 0; at < 4; at += 1) article(`a${at}`, at);
    await run(true, { own: { maxUnits: 1 } });
    service.finish();
    service.lines = (lines) => {
      const [first] = lines;
      const stranger = JSON.stringify(first).replaceAll(/"custom_id":"[^"]+"/g, '"custom_id":"of-nobody"');
      // The second answer to a request is another one; the first counts.
      const twice = JSON.stringify(first).replaceAll('ухвалила', 'відхилила');
      return [{ unknown: true }, '', stranger, ...lines.toReversed(), twice];
    };
    const said: string[] = [];
    const collected = await withTovmach((tovmach) =>
      tovmach.collectBatches({ onEvent: (event) => event.type === 'notice' && said.push(event.message) }),
    );
    expect(collected).toMatchObject({ exitCode: 0, answered: 4, problems: [] });
    expect(said).toHaveLength(2);
    await run(false);
    for (let at = 0; at < 4; at += 1) expect(output(`a${at}`)).toContain(ukrainian(at));
    expect(service.direct).toEqual([]);
  });

  it('leaves what failed, expired, was garbled or has no line to be sent by itself, once', async () => {
    for (let at = 1; at <= 6; at += 1) article(`a${at}`, at);
    await run(true, { own: { maxUnits: 1 } });
    const fates = new Map<string, ReturnType<BatchService['fate']>>([
      [
        english(2),
        { kind: 'refused', status: 400, type: 'invalid_request_error', message: 'blocked by a filter' },
      ],
      [english(3), { kind: 'expired' }],
      [english(4), { kind: 'chatter' }],
      [english(5), { kind: 'nothing' }],
    ]);
    service.fate = ([text = '']) => fates.get(text) ?? { kind: 'answer' };
    service.finish();
    const collected = await collect();
    expect(collected).toMatchObject({ exitCode: 6, answered: 2, failed: 4, problems: [] });
    expect(collected.batches[0]?.reasons.join('\n')).toContain('blocked by a filter');
    // What failed over a batch does not go into another.
    const second = await run(true, { own: { maxUnits: 1 } });
    expect(second).toMatchObject({ exitCode: 0, batches: [] });
    expect(service.direct.flat().sort()).toEqual([2, 3, 4, 5].map(english));
    for (let at = 1; at <= 6; at += 1) expect(output(`a${at}`)).toContain(ukrainian(at));
    expect(service.batches).toHaveLength(1);
  });

  it('that was cancelled still gives what was answered', async () => {
    article('a', 1);
    article('b', 2);
    await run(true, { own: { maxUnits: 1 } });
    service.fate = ([text]) => ({ kind: text === english(1) ? 'answer' : 'expired' });
    expect(await withTovmach((tovmach) => tovmach.cancelBatches())).toMatchObject({
      exitCode: 0,
      problems: [],
    });
    expect(service.batches[0]?.status).toBe('cancelled');
    expect(await collect()).toMatchObject({ answered: 1, failed: 1 });
  });

  it('whose results are cut off is waited for, and what was read is kept', async () => {
    article('a', 1);
    article('b', 2);
    await run(true, { own: { maxUnits: 1 } });
    service.finish();
    service.lines = ([first, second]) => [first, JSON.stringify(second).slice(0, 40)];
    const cut = await collect();
    expect(cut).toMatchObject({ exitCode: 5, answered: 1, failed: 0 });
    expect(cut.problems).toHaveLength(1);
    service.lines = (lines) => lines;
    expect(await collect()).toMatchObject({ exitCode: 0, answered: 1, problems: [] });
    await run(false);
    expect(service.direct).toEqual([]);
  });

  it('whose results are gone is not paid for twice until somebody lets go of it', async () => {
    article('a', 1);
    await run(true);
    service.finish();
    service.before = (request, response) => {
      if (!/content$|results$/.test(request.url ?? '')) return false;
      response
        .writeHead(404, { 'content-type': 'application/json' })
        .end('{"error":{"message":"No such File"}}');
      return true;
    };
    const gone = await collect();
    expect(gone.exitCode).toBe(5);
    expect(gone.problems[0]?.hint).toContain('--forget');
    expect((await run(false)).exitCode).toBe(5);
    expect(service.direct).toEqual([]);
    const before = spent().cost;
    await withTovmach((tovmach) => tovmach.cancelBatches({ forget: true }));
    expect(spent().cost).toBe(before);
    expect((await run(false)).exitCode).toBe(0);
    expect(service.direct).toEqual([[english(1)]]);
  });

  it('holds no personal data, and no message the key', async () => {
    writeFileSync(
      join(folder, 'in/a.txt'),
      'Write to the editor at olena.bondar@example.org before Monday evening.\n',
    );
    const config = { privacy: { mask: ['email'] } } as unknown as ConfigInput;
    await run(true, config);
    const all = service.bodies.join('\n');
    expect(all).toContain('Write to the editor at');
    expect(all).not.toContain('olena.bondar');
    service.before = (_, response) => {
      response
        .writeHead(401, { 'content-type': 'application/json' })
        .end(`{"error":{"message":"bad key ${KEY}"}}`);
      return true;
    };
    const refused = await collect(config);
    expect(refused.exitCode).toBe(4);
    expect(JSON.stringify(refused.problems.map(({ message, hint }) => [message, hint]))).not.toContain(KEY);
  });

  it('counts in the budget before it is sent, at half the price', async () => {
    for (let at = 1; at <= 3; at += 1) article(`a${at}`, at);
    const limited = { own: { maxUnits: 1 }, budget: { maxCostPerMonth: 0.0001 } };
    const refused = await run(true, limited);
    expect(refused.statistics.failures).toEqual({ BUDGET: 3 });
    expect(service.asked).toEqual([]);
    const enough = { own: { maxUnits: 1 }, budget: { maxCostPerMonth: 1 } };
    await run(true, enough);
    const reserved = spent().cost;
    expect(reserved).toBeGreaterThan(0);
    service.finish();
    await collect(enough);
    expect(spent()).toEqual({ cost: expect.closeTo(3 * HALF, 9), requests: 3 });
  });

  it('that the service refuses at the door leaves nothing that waits', async () => {
    article('a', 1);
    service.before = (request, response) => {
      if (request.method !== 'POST') return false;
      response
        .writeHead(402, { 'content-type': 'application/json' })
        .end('{"error":{"message":"no credit"}}');
      return true;
    };
    const refused = await run(true);
    expect(refused.exitCode).toBe(4);
    expect(refused.problems.map(({ code }) => code)).toEqual(['QUOTA']);
    expect(spent().cost).toBe(0);
    service.before = () => false;
    expect((await run(false)).exitCode).toBe(0);
  });
});

describe('a batch', () => {
  beforeEach(() => start('openai'));

  it('that is refused as a whole is said, and its texts are free', async () => {
    article('a', 1);
    await run(true);
    service.finish('failed');
    const collected = await collect();
    expect(collected.exitCode).not.toBe(0);
    expect(collected.problems[0]?.message).toContain('Enqueued token limit reached');
    expect(spent().cost).toBe(0);
    expect((await run(false)).exitCode).toBe(0);
    expect(service.direct).toEqual([[english(1)]]);
  });

  it('is asked of a provider that takes none: refused before anything is read', async () => {
    article('a', 1);
    const tovmach = await createTovmach({
      cwd: folder,
      config: {
        targets: ['uk'],
        languages: ['en', 'uk'],
        provider: 'libretranslate',
        providers: { libretranslate: { url: service.url } },
      },
    });
    await expect(tovmach.run(['in'], { batch: true })).rejects.toMatchObject({ code: 'CONFIG' });
    await tovmach.close();
    expect(service.asked).toEqual([]);
  });

  it('serves the same text in other surroundings, and one that moved since', async () => {
    article('a', 1, 2);
    await run(true);
    article('a', 9, 2, 1);
    article('b', 2);
    service.finish();
    await collect();
    const second = await run(true);
    expect(second.batches).toMatchObject([{ texts: 1 }]);
    service.finish();
    await collect();
    expect((await run(false)).exitCode).toBe(0);
    expect(service.direct).toEqual([]);
    expect(service.batches.flatMap(({ lines }) => lines.flatMap(({ texts }) => texts)).sort()).toEqual(
      [english(1), english(2), english(9)].sort(),
    );
  });
});
