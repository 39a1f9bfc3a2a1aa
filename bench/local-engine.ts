import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { arch, cpus, platform, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { importModels } from '../src/models/import.js';
import { createBergamot, createFxtranslate } from '../src/providers/bergamot/adapter.js';
import { createModels } from '../src/providers/bergamot/models.js';
import { phrases, TINY_MODELS } from '../tests/support/model-registry.js';

/**
 * Throughput of the local engines on the tiny model of the tests: segments a second by engine, workers and
 * batch size, cold start, memory. Never gating. The tiny model is some hundred times smaller than a published
 * one: the figures compare settings, they do not promise a speed.
 *
 *     npm run build && npx tsx bench/local-engine.ts
 */

const ENGINES = { bergamot: createBergamot, fxtranslate: createFxtranslate };
const ROUNDS = 10;
const WORKER = new URL('../dist/providers/bergamot/worker.js', import.meta.url);

interface Row {
  readonly engine: string;
  readonly workers: number;
  readonly batch: number;
  readonly segmentsPerSecond: number;
  readonly coldStartMs: number;
  readonly memoryMegabytes: number;
}

export async function benchLocalEngine(print: (line: string) => void): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'tovmach-bench-'));
  try {
    const models = createModels({ directory });
    await importModels(models, TINY_MODELS, { signal: new AbortController().signal });
    const [cpu] = cpus();
    print(
      `${cpu?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 1e9)} GB, ` +
        `${platform()} ${arch()}, Node ${process.versions.node}`,
    );
    print('');
    print('| engine | workers | batch | segments/s | cold start, ms | memory, MB |');
    print('|---|---:|---:|---:|---:|---:|');
    for (const engine of Object.keys(ENGINES)) {
      for (const workers of [1, 2]) {
        for (const batchSentences of [1, 8, 32, 128]) {
          const row = await measureApart([engine, String(workers), String(batchSentences), directory]);
          print(
            `| ${row.engine} | ${row.workers} | ${row.batch} | ${row.segmentsPerSecond.toFixed(0)} | ` +
              `${row.coldStartMs.toFixed(0)} | ${row.memoryMegabytes.toFixed(0)} |`,
          );
        }
      }
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** In a process of its own: memory that one engine gave back would hide what the next one takes. */
function measureApart(parameters: readonly string[]): Promise<Row> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), parameters);
    child.on('message', (row) => resolve(row as Row));
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`the measurement ended with code ${code}`)));
  });
}

async function measure(
  engine: keyof typeof ENGINES,
  workers: number,
  batchSentences: number,
  directory: string,
): Promise<Row> {
  const { signal } = new AbortController();
  const before = process.memoryUsage().rss;
  const provider = ENGINES[engine]({ models: { directory }, workers, batchSentences, workerUrl: WORKER });
  const texts = phrases().map(({ en }) => en);
  const ask = (some: readonly string[]) =>
    provider.translate({
      source: 'en',
      target: 'uk',
      units: some.map((text, index) => ({ id: String(index), text })),
      signal,
    });
  const start = performance.now();
  await ask(texts.slice(0, 1));
  const coldStartMs = performance.now() - start;
  await ask(texts);
  const begin = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) await ask(texts);
  const seconds = (performance.now() - begin) / 1000;
  const memoryMegabytes = Math.max(0, process.memoryUsage().rss - before) / 1e6;
  await provider.close?.();
  return {
    engine,
    workers,
    batch: batchSentences,
    segmentsPerSecond: (ROUNDS * texts.length) / seconds,
    coldStartMs,
    memoryMegabytes,
  };
}

const [, script, engine, workers, batch, directory] = process.argv;
if (script === fileURLToPath(import.meta.url)) {
  if (
    process.send !== undefined &&
    directory !== undefined &&
    (engine === 'bergamot' || engine === 'fxtranslate')
  ) {
    process.send(await measure(engine, Number(workers), Number(batch), directory));
    process.disconnect();
  } else await benchLocalEngine((line) => process.stdout.write(`${line}\n`));
}
