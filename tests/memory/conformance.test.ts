import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import type { MemoryStore } from '../../src/index.js';
import { layerMemories } from '../../src/memory/layers.js';
import { IN_MEMORY, openMemory } from '../../src/memory/store.js';

import { brokenMemoryCases, type CreateMemory, declareCases, memoryCases } from '../../src/testing/index.js';

const folder = mkdtempSync(join(tmpdir(), 'tovmach-conformance-'));
let count = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inMemory = (): MemoryStore => openMemory(IN_MEMORY);

const describeMemory = (name: string, create: CreateMemory): void =>
  declareCases(`${name} keeps the promises of Memory`, memoryCases(create), { describe, it });

describeMemory('a store in memory', inMemory);
describeMemory('a store in a file', () => openMemory(join(folder, `${count++}.db`)));
describeMemory('layers', () => layerMemories([inMemory(), inMemory(), inMemory()]));
declareCases('the suite for memories', brokenMemoryCases(), { describe, it });
