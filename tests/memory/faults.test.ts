import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MemoryStore } from '../../src/index.js';
import { openMemory } from '../../src/memory/store.js';
import { inEnglish } from '../../src/message.js';
import { compileSource } from '../support/compiled-source.js';

const WRITER = fileURLToPath(new URL('../fixtures/memory/writer.mjs', import.meta.url));
const KILLS = 12;

let folder: string;
let source: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tovmach-faults-'));
  source = join(folder, 'source');
  compileSource(source);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a writer; `batches` fills with the numbers of the batches that it says are stored. */
function startWriter(path: string, name: string, first: number, rounds?: number) {
  const batches: number[] = [];
  const child = spawn(
    process.execPath,
    [WRITER, source, path, name, String(first), ...(rounds ? [String(rounds)] : [])],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let rest = '';
  child.stdout.on('data', (data: Buffer) => {
    const lines = (rest + data.toString()).split('\n');
    rest = lines.pop() ?? '';
    batches.push(...lines.map(Number));
  });
  return { child, batches };
}

async function killAfter(
  child: ChildProcess & { stdout: NodeJS.ReadableStream },
  events: number,
): Promise<void> {
  for (let seen = 0; seen < events; seen++) await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'close');
}

/** Sizes of the stored batches of one writer, by number. */
function storedBatches(memory: MemoryStore, name: string): Map<number, number> {
  const sizes = new Map<number, number>();
  for (const { targetText } of memory.entries()) {
    const [, writer, batch] = targetText.split(' ');
    if (writer === name) sizes.set(Number(batch), (sizes.get(Number(batch)) ?? 0) + 1);
  }
  return sizes;
}

describe('a store whose process is killed', () => {
  it('keeps every put that returned, whole, and is never damaged', async () => {
    const path = join(folder, 'killed.db');
    const [said, damaged, partial, lost] = [[] as number[], [] as string[], [] as number[], [] as number[]];
    let next = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const { child, batches } = startWriter(path, 'K', next);
      // How much has come through the pipe by then differs from run to run: the moments are random.
      await killAfter(child, 1 + ((kill * 7) % 25));
      said.push(...batches);
      const memory = openMemory(path);
      damaged.push(...memory.verify().map((problem) => inEnglish(problem)));
      const sizes = storedBatches(memory, 'K');
      memory.close();
      for (const [batch, size] of sizes) if (size !== 1 + (batch % 7)) partial.push(batch);
      for (const batch of said) if (!sizes.has(batch)) lost.push(batch);
      next = Math.max(next, ...sizes.keys()) + 1;
    }
    console.info(
      `kill -9 at ${KILLS} moments, ${said.length} batches stored: ${lost.length} lost, ${partial.length} partial, ${damaged.length} damages`,
    );
    expect({ damaged, partial, lost }).toEqual({ damaged: [], partial: [], lost: [] });
    expect(said.length).toBeGreaterThanOrEqual(KILLS);
  });
});

describe('a store with several processes', () => {
  it('takes what both write while a third reads', async () => {
    const path = join(folder, 'shared.db');
    const reader = openMemory(path);
    const [a, b] = [startWriter(path, 'A', 0, 150), startWriter(path, 'B', 0, 150)];
    let seen = 0;
    a.child.stdout.on('data', () => {
      const now = reader.stats().entries;
      expect(now).toBeGreaterThanOrEqual(seen);
      seen = now;
    });
    await Promise.all([once(a.child, 'close'), once(b.child, 'close')]);
    expect([a.child.exitCode, b.child.exitCode]).toEqual([0, 0]);
    expect(storedBatches(reader, 'A').size).toBe(150);
    expect(storedBatches(reader, 'B').size).toBe(150);
    const characters = Array.from({ length: 150 }, (_, batch) => 1 + (batch % 7)).reduce(
      (sum, size) => sum + size,
      0,
    );
    expect(reader.spentSince({ provider: 'counting' })).toMatchObject({
      requests: 300,
      characters: 2 * characters,
    });
    expect(reader.verify()).toEqual([]);
    reader.close();
  });
});
