import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  createTovmach,
  defineMemory,
  defineProvider,
  IN_MEMORY,
  type Memory,
  type MemoryDefinition,
  type MemoryEntry,
  openMemory,
  type ProviderDefinition,
  type RunSummary,
  TovmachError,
} from '../../src/index.js';
import { declareCases, memoryCases } from '../../src/testing/index.js';
import { temporaryFolder } from '../support/command-line.js';

/** Memories of one's own, by module and from code. */

const SOURCE = 'У Києві відкрили міст.';
const ENTRY: MemoryEntry = {
  source: 'uk',
  target: 'en',
  sourceText: SOURCE,
  targetText: 'A bridge was opened in Kyiv.',
  origin: { kind: 'human', by: 'Olha' },
  state: 'reviewed',
};

/** The example with its imports led to this build, and an article beside it. */
function example(): string {
  const folder = temporaryFolder();
  cpSync(resolve('examples/own-memory'), folder, { recursive: true });
  const file = join(folder, 'lines.mjs');
  const zod = pathToFileURL(resolve('node_modules/zod/index.js')).href;
  const module = readFileSync(file, 'utf8')
    .replace("'tovmach'", `'${pathToFileURL(resolve('dist/index.js')).href}'`)
    .replace("'zod'", `'${zod}'`);
  writeFileSync(file, module);
  article(folder);
  return folder;
}

function article(folder: string): void {
  mkdirSync(join(folder, 'in'));
  writeFileSync(join(folder, 'in/a.txt'), `${SOURCE}\n`);
}

async function run(
  folder: string,
  memories: readonly MemoryDefinition[] = [],
  providers: readonly ProviderDefinition[] = [],
): Promise<RunSummary> {
  const tovmach = await createTovmach({
    cwd: folder,
    memories,
    providers,
    config: {
      targets: ['en'],
      languages: ['en', 'uk'],
      models: { download: 'no', directory: 'no-models' },
      output: { untranslated: 'keep' },
    },
  });
  try {
    return await tovmach.run(['in']);
  } finally {
    await tovmach.close();
  }
}

/** A definition whose memory is the embedded one, but for what is given. */
function memory(change: Partial<Memory>, entries: readonly MemoryEntry[] = []): MemoryDefinition {
  return defineMemory({
    kind: 'memory',
    name: 'team',
    description: 'x',
    settings: z.strictObject({}),
    create: () => {
      const held = openMemory(IN_MEMORY);
      held.put(entries);
      return { ...held, ...change };
    },
  });
}

describe('the example', () => {
  const create = async (): Promise<Memory> => {
    const folder = example();
    const { default: definition } = (await import(pathToFileURL(join(folder, 'lines.mjs')).href)) as {
      default: MemoryDefinition;
    };
    return definition.create({ file: 'team.jsonl' }, { directory: folder, notice: () => {} });
  };
  declareCases('as a memory', memoryCases(create), { describe, it });

  it('gives what it holds to a run', async () => {
    const folder = example();
    writeFileSync(join(folder, 'team.jsonl'), `${JSON.stringify(ENTRY)}\n`);
    expect((await run(folder)).counts).toMatchObject({ human: 1, failed: 0 });
    expect(readFileSync(join(folder, 'out/a.en.md'), 'utf8')).toContain(ENTRY.targetText);
  });

  it('is given what a person changed in an output', async () => {
    const folder = example();
    writeFileSync(join(folder, 'team.jsonl'), `${JSON.stringify(ENTRY)}\n`);
    await run(folder);
    const output = join(folder, 'out/a.en.md');
    writeFileSync(output, readFileSync(output, 'utf8').replace('opened', 'unveiled'));
    await run(folder);
    const lines = readFileSync(join(folder, 'team.jsonl'), 'utf8').trim().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      sourceText: SOURCE,
      targetText: 'A bridge was unveiled in Kyiv.',
      origin: { kind: 'human' },
    });
  });
});

describe('from code', () => {
  it('is given what a service answered', async () => {
    const folder = temporaryFolder();
    article(folder);
    const put: MemoryEntry[] = [];
    const upper = defineProvider({
      kind: 'provider',
      name: 'upper',
      description: 'x',
      settings: z.strictObject({}),
      isLocal: true,
      create: () => ({
        name: 'upper',
        identity: 'upper',
        capabilities: {
          maxUnits: 10,
          maxCharacters: 1000,
          maxUnitCharacters: 1000,
          placeholders: 'token',
          context: false,
          deterministic: true,
          remote: false,
        },
        supports: async () => true,
        translate: async ({ units }) => ({
          units: units.map(({ id }) => ({ id, text: 'A bridge was opened in Kyiv.' })),
        }),
      }),
    });
    await run(
      folder,
      [
        memory({
          put: async (entries) => {
            put.push(...entries);
          },
        }),
      ],
      [upper],
    );
    expect(put).toMatchObject([{ sourceText: SOURCE, identity: 'upper', state: 'machine' }]);
  });
});

describe('what fails at work', () => {
  const broken = (): never => {
    throw new Error('the cable is cut');
  };

  it.each([
    ['throws', { findAll: broken }, 'the cable is cut'],
    ['answers about other texts', { findAll: () => [undefined, undefined] }, '2 of 1 texts'],
    ['gives no list', { findAll: () => ({}) as never }, 'list'],
  ] satisfies [string, Partial<Memory>, string][])(
    'a memory that %s: a problem that names it, nothing translated',
    async (_, change, words) => {
      const folder = temporaryFolder();
      article(folder);
      const { problems, exitCode, written } = await run(folder, [memory(change)]);
      expect(problems.map(({ code, message }) => [code, message])).toEqual([
        ['STORE', expect.stringContaining(words)],
      ]);
      expect(problems[0]?.message).toContain('"team"');
      expect([exitCode, written]).toEqual([7, 0]);
    },
  );

  it('a memory that takes nothing: the outputs are there, and the run says so', async () => {
    const folder = temporaryFolder();
    article(folder);
    await run(folder, [memory({}, [ENTRY])]);
    const output = join(folder, 'out/a.en.md');
    writeFileSync(output, readFileSync(output, 'utf8').replace('opened', 'unveiled'));
    const { problems, exitCode } = await run(folder, [memory({ put: broken }, [ENTRY])]);
    expect([problems[0]?.code, exitCode]).toEqual(['STORE', 7]);
    expect(readFileSync(output, 'utf8')).toContain('unveiled');
  });

  it.each([
    ['opens nothing', (): never => broken(), 'the cable is cut'],
    ['lacks a member', () => ({ findAll: () => [] }) as unknown as Memory, 'findAll, fuzzy, put, close'],
  ])('a create that %s ends the run before anything is done', async (_, create, words) => {
    const folder = temporaryFolder();
    article(folder);
    const error: unknown = await run(folder, [{ ...memory({}), create }]).catch((thrown: unknown) => thrown);
    expect(TovmachError.isInstance(error) && [error.code, error.message]).toEqual([
      'CONFIG',
      expect.stringContaining(words),
    ]);
  });

  it('closes what it opened, once', async () => {
    const folder = temporaryFolder();
    article(folder);
    let closed = 0;
    await run(folder, [
      memory({
        close: () => {
          closed += 1;
        },
      }),
    ]);
    expect(closed).toBe(1);
  });
});
