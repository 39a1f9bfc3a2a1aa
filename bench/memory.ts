/**
 * Speed of a large translation memory, on generated sentences whose words follow Zipf's law.
 *
 *     npm run bench:memory -- [units, default 1000000] [folder for the store, or postgres://… of an empty database]
 */

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { openPostgresMemory, type TranslationStore } from '../src/index.js';
import { type MemoryStore, openMemory } from '../src/memory/store.js';
import type { NewEntry } from '../src/model/memory-entry.js';

const BATCH = 5_000;
const EXACT_QUERIES = 5_000;
const FUZZY_QUERIES = 500;
const VOCABULARY = 150_000;

/** Reproducible numbers from 0 to 1 (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const SYLLABLES = 'ва на ро ко то ли ні пре ста вор ден ря мі зу чо лю ськ ння ти пор гра бу ще жи дов'.split(
  ' ',
);

/** The same word for the same rank; frequent words are short, as in real languages. */
function wordOfRank(rank: number): string {
  let word = '';
  for (let rest = rank + 1; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) {
    word += SYLLABLES[rest % SYLLABLES.length];
  }
  return word;
}

/** Ranks by Zipf's law over the vocabulary. */
function zipf(random: () => number): number {
  return Math.min(VOCABULARY - 1, Math.floor(Math.exp(random() * Math.log(VOCABULARY + 1))) - 1);
}

function sentence(index: number): string[] {
  const random = randomFrom(index * 7_919 + 1);
  const length = 6 + Math.floor(random() * 18);
  return Array.from({ length }, () => wordOfRank(zipf(random)));
}

function entryOf(index: number): NewEntry {
  const text = `${sentence(index).join(' ')}.`;
  return {
    source: 'uk',
    target: 'en',
    sourceText: text,
    targetText: `Translation ${index} of ${text}`,
    origin: { kind: 'provider', provider: 'bench' },
    identity: 'bench',
    state: 'machine',
  };
}

/** A sentence with one or two words replaced: what a fuzzy look-up must find. */
function alteredOf(index: number, random: () => number): string {
  const words = sentence(index);
  const changes = words.length > 12 ? 2 : 1;
  for (let change = 0; change < changes; change++) {
    words[Math.floor(random() * words.length)] = wordOfRank(zipf(random));
  }
  return `${words.join(' ')}.`;
}

interface Timing {
  readonly p50: number;
  readonly p95: number;
  readonly hits: number;
}

/** Milliseconds of each look-up, and the share that found what they should. */
async function time(
  queries: readonly { text: string; expected: string }[],
  look: (text: string) => string | undefined | Promise<string | undefined>,
): Promise<Timing> {
  let hits = 0;
  const times: number[] = [];
  for (const { text, expected } of queries) {
    const start = performance.now();
    const found = await look(text);
    times.push(performance.now() - start);
    if (found === expected) hits++;
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), hits: hits / queries.length };
}

/** A file, or a server. */
type Store = MemoryStore | TranslationStore;

async function fill(memory: Store, units: number): Promise<number> {
  const start = performance.now();
  for (let first = 0; first < units; first += BATCH) {
    await memory.put(
      Array.from({ length: Math.min(BATCH, units - first) }, (_, index) => entryOf(first + index)),
    );
    // The driver frees what it used when the event loop turns, as it does in a run.
    await turn();
  }
  return units / ((performance.now() - start) / 1_000);
}

function durablePuts(memory: Store, first: number): Promise<Timing> {
  const queries = Array.from({ length: 200 }, (_, index) => ({ text: String(first + index), expected: '' }));
  return time(queries, async (text) => {
    await memory.put([entryOf(Number(text))]);
    return '';
  });
}

async function run(units: number, path: string): Promise<void> {
  const random = randomFrom(42);
  const isServer = path.startsWith('postgres');
  const memory: Store = isServer ? await openPostgresMemory(path) : openMemory(path);
  const inserted = await fill(memory, units);
  const memoryMegabytes = Math.round(process.memoryUsage.rss() / 1e6);
  const pick = (): number => Math.floor(random() * units);
  const exact = Array.from({ length: EXACT_QUERIES }, () => entryOf(pick()));
  const fuzzy = Array.from({ length: FUZZY_QUERIES }, () => {
    const index = pick();
    return { text: alteredOf(index, random), expected: entryOf(index).sourceText };
  });
  const languages = { source: 'uk', target: 'en' };
  const found = await time(
    exact.map(({ sourceText, targetText }) => ({ text: sourceText, expected: targetText })),
    async (text) => (await memory.find({ ...languages, text }))?.text,
  );
  const missed = await time(
    exact.map(({ sourceText }) => ({ text: `${sourceText} so`, expected: '' })),
    async (text) => (await memory.find({ ...languages, text }))?.text ?? '',
  );
  const like = await time(
    fuzzy,
    async (text) => (await memory.fuzzy({ ...languages, text }, { threshold: 60, limit: 1 }))[0]?.sourceText,
  );
  const put = await durablePuts(memory, units);
  const search = await time([{ text: 'ніякогослова', expected: '' }], async (text) => {
    await memory.search(text, { limit: 20 });
    return '';
  });
  await memory.close();
  const milliseconds = (value: number): string => `${value.toFixed(3)} ms`;
  console.info(
    `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB`,
  );
  console.table({
    units: { value: units },
    ...(isServer ? {} : { 'file, MB': { value: Math.round(statSync(path).size / 1e6) } }),
    'put in batches, units/s': { value: Math.round(inserted) },
    'put of one, durable': { p50: milliseconds(put.p50), p95: milliseconds(put.p95) },
    'find, exact': { p50: milliseconds(found.p50), p95: milliseconds(found.p95), found: found.hits },
    'find, nothing there': {
      p50: milliseconds(missed.p50),
      p95: milliseconds(missed.p95),
      found: missed.hits,
    },
    'fuzzy, 1-2 words changed': {
      p50: milliseconds(like.p50),
      p95: milliseconds(like.p95),
      found: like.hits,
    },
    'search, nothing there': { p50: milliseconds(search.p50) },
    'memory of the process, MB': { value: memoryMegabytes },
  });
}

const [, , units = '1000000', folder] = process.argv;
const isServer = folder?.startsWith('postgres') === true;
const place = mkdtempSync(join(isServer ? tmpdir() : (folder ?? tmpdir()), 'tovmach-bench-'));
try {
  await run(Number(units), isServer && folder !== undefined ? folder : join(place, 'memory.db'));
} finally {
  rmSync(place, { recursive: true, force: true });
}
