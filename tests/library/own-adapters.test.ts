import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type Check,
  type CheckDefinition,
  createTovmach,
  defineCheck,
  defineDetector,
  type TovmachOptions,
} from '../../src/index.js';
import { createCascade } from '../../src/language/cascade.js';
import { brokenCheckCases, checkCases, declareCases } from '../../src/testing/index.js';
import { temporaryFolder } from '../support/command-line.js';

/** Detectors, formats and checks of one's own, by module and from code. */

const SOURCE = 'У Києві відкрили міст.';
const TMX = `<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header srclang="uk" creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" datatype="plaintext"/>
<body><tu><tuv xml:lang="uk"><seg>${SOURCE}</seg></tuv><tuv xml:lang="en"><seg>A bridge was opened in Kyiv whilst nobody looked.</seg></tuv></tu>
<tu><tuv xml:lang="uk"><seg>Київ чекав на нього.</seg></tuv><tuv xml:lang="en"><seg>Kiev had waited for it.</seg></tuv></tu></body></tmx>
`;

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** A folder with an example, its imports led to this build, and articles beside it. */
function example(name: string, files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  cpSync(resolve('examples', name), folder, { recursive: true });
  const config = readFileSync(join(folder, 'tovmach.config.yaml'), 'utf8');
  const file = /module: \.\/(\S+)/.exec(config)?.[1] ?? '';
  const module = readFileSync(join(folder, file), 'utf8');
  const zod = pathToFileURL(resolve('node_modules/zod/index.js')).href;
  write(folder, {
    [file]: module
      .replace("'tovmach'", `'${pathToFileURL(resolve('dist/index.js')).href}'`)
      .replace("'zod'", `'${zod}'`),
    'memory.tmx': TMX,
    ...files,
  });
  return folder;
}

async function run(folder: string, options: TovmachOptions = {}) {
  const tovmach = await createTovmach({
    cwd: folder,
    ...options,
    config: {
      memory: { files: ['memory.tmx'] },
      models: { download: 'no', directory: 'no-models' },
      output: { untranslated: 'keep' },
      ...options.config,
    },
  });
  try {
    return await tovmach.run(['in']);
  } finally {
    await tovmach.close();
  }
}

describe('the examples', () => {
  it('a check of one’s own speaks of segments and of articles, as grave as the configuration has it', async () => {
    const folder = example('own-check', { 'in/a.txt': `${SOURCE}\nКиїв чекав на нього.\n` });
    const { findings } = await run(folder);
    const own = findings.worst.filter(({ check }) => check === 'house-style');
    expect(own.map(({ severity, message }) => [severity, message])).toEqual([
      ['major', expect.stringContaining('"whilst"')],
      ['major', expect.stringContaining('"Kiev" here')],
    ]);
  });

  it('a detector of one’s own decides', async () => {
    const folder = example('own-detector', { 'in/a.txt': `${SOURCE}\n` });
    const { langs, counts } = await run(folder);
    expect(langs).toEqual({ uk: 1 });
    expect(counts).toMatchObject({ memory: 1, failed: 0 });
  });

  it('a format of one’s own is read, and what is broken in it is named', async () => {
    const folder = example('own-format', {
      'in/a.wire': `SLUG: ${SOURCE}\nКиїв чекав на нього.\nMORE\n`,
      'in/b.wire': 'nothing\n',
    });
    const { articles, problems } = await run(folder);
    expect(articles).toBe(1);
    expect(readFileSync(join(folder, 'out', 'a.en.md'), 'utf8')).toContain('Kiev had waited for it.');
    expect(problems).toHaveLength(1);
    expect(problems[0]?.file).toBe('b.wire');
  });
});

describe('the example of a check, as a check', () => {
  const create = async (): Promise<Check> => {
    const module = join(example('own-check', {}), 'house-style.mjs');
    const { default: definition } = (await import(pathToFileURL(module).href)) as {
      default: CheckDefinition;
    };
    const settings = definition.settings.parse({ never: ['whilst'], oneOf: [['Kyiv', 'Kiev']] });
    return definition.create(settings, {
      directory: '.',
      notice: () => {},
      detector: createCascade(),
      candidates: [],
    });
  };
  const pair = { source: 'uk', target: 'en' } as const;
  const cases = checkCases({
    create,
    valid: [{ ...pair, texts: [[SOURCE, 'A bridge was opened in Kyiv.']] }],
    invalid: [
      { ...pair, severity: 'minor', texts: [[SOURCE, 'A bridge was opened whilst it rained.']] },
      {
        ...pair,
        severity: 'minor',
        texts: [
          [SOURCE, 'A bridge was opened in Kyiv.'],
          ['Київ чекав на нього.', 'Kiev had waited for it.'],
        ],
      },
    ],
  });
  declareCases('keeps its promises', cases, { describe, it });
  declareCases('the suite for checks', brokenCheckCases(), { describe, it });
});

describe('what is wrong with a module', () => {
  const definition = (kind: string, create: string): string =>
    `import { z } from '${pathToFileURL(resolve('node_modules/zod/index.js')).href}';
     export default { kind: '${kind}', name: 'x', description: 'x', settings: z.strictObject({ size: z.number().optional(), key: z.string().min(4).optional() }), secrets: ['key'], create: ${create} };`;

  it.each([
    [
      'is missing',
      'checks:\n  mine:\n    module: ./nowhere.mjs\n',
      {},
      /checks\.mine\.module: there is no module/,
    ],
    [
      'throws',
      'formats:\n  mine:\n    module: ./m.mjs\n',
      { 'm.mjs': 'throw new Error("no luck")' },
      /no luck/,
    ],
    [
      'exports another kind',
      'detectors:\n  mine:\n    module: ./m.mjs\n',
      { 'm.mjs': definition('check', '() => ({})') },
      /of the kind "check"/,
    ],
    [
      'does not know a setting',
      'checks:\n  mine:\n    module: ./m.mjs\n    colour: red\n',
      { 'm.mjs': definition('check', '() => ({ examine() {} })') },
      /colour/,
    ],
    [
      'has a setting of another kind',
      'checks:\n  mine:\n    module: ./m.mjs\n    size: large\n',
      { 'm.mjs': definition('check', '() => ({ examine() {} })') },
      /checks\.mine\.size/,
    ],
  ])('%s: refused with file and line', async (_, config, files, message) => {
    const folder = temporaryFolder();
    write(folder, { 'tovmach.config.yaml': config, ...files });
    const error = await createTovmach({ cwd: folder }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'CONFIG', file: join(folder, 'tovmach.config.yaml'), line: 3 });
    expect((error as Error).message).toMatch(message);
    expect((error as { hint?: string }).hint).toBeTruthy();
  });

  it('is not hidden by a name that is taken', async () => {
    const folder = temporaryFolder();
    write(folder, {
      'tovmach.config.yaml': 'detectors: { eld: { module: ./m.mjs } }\n',
      'm.mjs': definition('detector', '() => ({ identify() {} })'),
    });
    await expect(createTovmach({ cwd: folder })).rejects.toMatchObject({ code: 'CONFIG' });
  });

  it('never shows a secret', async () => {
    const folder = temporaryFolder();
    write(folder, {
      'tovmach.config.yaml': 'checks: { mine: { module: ./m.mjs, key: hush-hush } }\n',
      'm.mjs': definition('check', '() => ({ examine() {} })'),
    });
    const tovmach = await createTovmach({ cwd: folder });
    expect(tovmach.hide('so it is hush-hush')).not.toContain('hush-hush');
    await tovmach.close();
  });
});

describe('what fails at work', () => {
  const settings = z.strictObject({});
  const config = { targets: ['en'], languages: ['uk', 'en'] };
  const folderWith = (text: string): string => {
    const folder = temporaryFolder();
    write(folder, { 'in/a.txt': text, 'memory.tmx': TMX });
    return folder;
  };

  it.each([
    [
      'throws',
      () => {
        throw new Error('out of words');
      },
      'out of words',
    ],
    ['gives something else', () => 'fine' as never, 'severity, message'],
  ])('a check that %s is a major finding, and the text is kept', async (_, examine, words) => {
    const folder = folderWith(`${SOURCE}\n`);
    const check = defineCheck({
      kind: 'check',
      name: 'mine',
      description: 'x',
      settings,
      create: () => ({ name: 'mine', examine, examineArticle: examine as never }),
    });
    const { findings, counts } = await run(folder, { config, checks: [check as never] });
    const own = findings.worst.filter(({ check }) => check === 'mine');
    expect(own.map(({ severity }) => severity)).toEqual(['major', 'major']);
    expect(own[0]?.message).toContain(words);
    expect(counts).toMatchObject({ memory: 1, failed: 0 });
  });

  it('a detector that throws makes its article a problem that names it', async () => {
    const folder = folderWith(`${SOURCE}\n`);
    const detector = defineDetector({
      kind: 'detector',
      name: 'mine',
      description: 'x',
      settings,
      create: () => ({
        name: 'mine',
        identify() {
          throw new Error('lost');
        },
      }),
    });
    const own = { ...config, detection: { detector: 'mine' } };
    const { problems, exitCode } = await run(folder, { config: own, detectors: [detector as never] });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain('"mine"');
    expect(exitCode).toBe(2);
  });

  it('makes outputs stale when the module changes', async () => {
    const folder = example('own-check', { 'in/a.txt': `${SOURCE}\n` });
    expect((await run(folder)).unchanged).toBe(0);
    expect((await run(folder)).unchanged).toBe(1);
    const file = join(folder, 'house-style.mjs');
    writeFileSync(file, `${readFileSync(file, 'utf8')}// Another day.\n`);
    expect((await run(folder)).unchanged).toBe(0);
  });
});
