import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../src/errors.js';
import { longFunctions, MOST_LINES } from './support/long-functions.js';
import { spreadsOfNothing } from './support/spreads.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SRC = join(ROOT, 'src');

interface SourceFile {
  readonly path: string;
  readonly room: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function load(): SourceFile[] {
  return readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => {
      const path = name.replaceAll('\\', '/');
      const text = readFileSync(join(SRC, name), 'utf8');
      const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
        (match) => match[1] ?? '',
      );
      const imports = specifiers.map((specifier) =>
        specifier.startsWith('.')
          ? relative(SRC, resolve(SRC, dirname(path), specifier))
              .replaceAll('\\', '/')
              .replace(/\.js$/, '.ts')
          : specifier,
      );
      return {
        path,
        room: path.includes('/') ? (path.split('/')[0] ?? '') : path.replace('.ts', ''),
        text,
        imports,
      };
    });
}

const files = load();

const ROOMS = ['read', 'segment', 'detect', 'translate', 'check', 'write'];
/** Beside the rooms: what several of them or the command line stand on. */
const BESIDE = [
  'language',
  'evaluate',
  'memory',
  'exchange',
  'corpus',
  'models',
  'providers',
  'terms',
  'names',
  'queue',
  'stories',
];
const GROUND = ['model', 'errors', 'message', 'disk', 'syntax'];
/** Configuration becomes real parts here: the only files that know adapters by name. */
const SPINE = ['setup', 'operations', 'crew', 'compose'];
const ANYTHING = [
  ...GROUND,
  'version',
  'config',
  'i18n',
  'pipeline',
  'report',
  ...ROOMS,
  ...BESIDE,
  ...SPINE,
];

/** What each room may import besides itself and packages. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  message: [],
  model: ['message'],
  errors: ['message'],
  version: [],
  disk: ['errors', 'message', 'model'],
  syntax: ['errors', 'message'],
  ...Object.fromEntries(ROOMS.map((room) => [room, GROUND])),
  language: ['model', 'errors', 'message'],
  detect: ['model', 'errors', 'message', 'language'],
  evaluate: ['model', 'errors', 'message'],
  memory: GROUND,
  terms: GROUND,
  names: [...GROUND, 'terms'],
  stories: [...GROUND, 'names'],
  exchange: [...GROUND, 'terms'],
  corpus: [...GROUND, 'exchange'],
  queue: GROUND,
  models: GROUND,
  providers: [...GROUND, 'models'],
  messages: [],
  i18n: ['model', 'message', 'messages', 'disk'],
  config: [...GROUND, 'providers'],
  pipeline: ['model', 'errors', 'message'],
  report: ['model', 'errors', 'message', 'i18n', 'version'],
  ...Object.fromEntries(SPINE.map((part) => [part, ANYTHING])),
  // Types of everything whose output has a schema.
  schemas: ANYTHING,
  // Suites try adapters by what reads, opens and calls them.
  testing: ANYTHING,
  index: [
    'translate',
    'providers',
    'compose',
    'report',
    'setup',
    'operations',
    'config',
    'errors',
    'message',
    'model',
    'memory',
    'exchange',
    'models',
    'evaluate',
    'language',
    'terms',
    'names',
    'write',
    'corpus',
    'queue',
  ],
  // Clients of the front door: the HTTP API, the page's server, and the page, which asks that API alone.
  api: ['index', 'errors', 'message', 'model', 'schemas', 'version'],
  review: ['api', 'index', 'errors', 'message', 'version'],
  mcp: ['index', 'errors', 'message'],
  cli: ['index', 'api', 'review', 'mcp', 'schemas', 'disk', 'errors', 'message', 'i18n', 'model', 'version'],
};

/** Files of `model` may name error codes, and a report what it tells of; that is a type, not a dependency. */
const TYPE_ONLY = new Set(['model->errors', 'report->evaluate', 'report->write']);

/** What reaches out of the process, told by what is imported, and by what needs no import. */
const importing =
  (...modules: readonly string[]) =>
  ({ imports }: SourceFile): boolean =>
    imports.some((target) => modules.some((name) => target === name || target.startsWith(`${name}/`)));
const saying =
  (words: RegExp) =>
  ({ text }: SourceFile): boolean =>
    words.test(text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, ''));
const REACHES: Readonly<Record<string, (file: SourceFile) => boolean>> = {
  disk: importing('node:fs', 'tinyglobby', 'libsql'),
  network: (file) =>
    importing(
      'node:http',
      'node:https',
      'node:net',
      'node:tls',
      'node:dns',
      'undici',
      '@hono/node-server',
    )(file) || saying(/(?<![\w.])fetch\(/)(file),
  clock: (file) =>
    importing('node:timers')(file) ||
    saying(/\bDate\.now\(|\bnew Date\(\)|\bsetTimeout\(|\bsetInterval\(|\bperformance\.now\(/)(file),
  process: (file) =>
    importing('node:process', 'node:os', 'node:child_process', 'node:worker_threads', 'env-paths')(file) ||
    saying(/(?<![\w.'])process\.\w/)(file),
};

const roomOf = (path: string): string =>
  path.includes('/') ? (path.split('/')[0] ?? '') : path.replace('.ts', '');

describe('the floor plan', () => {
  it('is held by every import', () => {
    const wrong: string[] = [];
    for (const file of files) {
      const allowed = ARROWS[file.room];
      if (allowed === undefined) wrong.push(`${file.path}: no room "${file.room}" in the plan`);
      for (const target of file.imports) {
        if (!target.endsWith('.ts')) continue;
        const room = roomOf(target);
        if (room === file.room || allowed?.includes(room)) continue;
        if (TYPE_ONLY.has(`${file.room}->${room}`) && isTypeImport(file, target)) continue;
        wrong.push(`${file.path} -> ${target}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('has no cycles', () => {
    const graph = new Map(
      files.map((file) => [file.path, file.imports.filter((target) => target.endsWith('.ts'))]),
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) {
        cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
        return;
      }
      if (done.has(path)) return;
      for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    };
    for (const path of graph.keys()) visit(path, []);
    expect(cycles).toEqual([]);
  });

  it('keeps files short', () => {
    const long = files.map((file) => `${file.path}: ${file.text.split('\n').length}`);
    const tooLong = long.filter((entry) => Number(entry.split(': ')[1]) > 400 && !entry.includes('/data/'));
    expect(tooLong).toEqual([]);
  });

  it('exports by name, writes to the console and ends the process in one place', () => {
    const wrong: string[] = [];
    for (const { path, text, room } of files) {
      const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
      if (/^export default/m.test(code)) wrong.push(`${path}: default export`);
      if (/^export \*/m.test(code)) wrong.push(`${path}: export *`);
      if (/\bconsole\./.test(code) && room !== 'cli') wrong.push(`${path}: console`);
      if (/process\.exit\(/.test(code) && path !== 'cli/process.ts' && !/worker/.test(path)) {
        wrong.push(`${path}: process.exit`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('has few files beside its folders', () => {
    const loose = files.map(({ path }) => path).filter((path) => !path.includes('/'));
    expect(loose.length).toBeLessThanOrEqual(7);
  });

  it('keeps operations apart', () => {
    const isOperation = (path: string): boolean => /^operations\/[^/]+\.ts$/.test(path);
    const wrong = files
      .filter(({ path }) => isOperation(path))
      .flatMap(({ path, imports }) => imports.filter(isOperation).map((target) => `${path} -> ${target}`));
    expect(wrong).toEqual([]);
  });

  it('reaches out of the process only where the plan says', () => {
    const plan = readFileSync(join(SRC, 'README.md'), 'utf8');
    const wrong: string[] = [];
    for (const [name, reaches] of Object.entries(REACHES)) {
      const row = new RegExp(`^\\| ${name} \\| (.*) \\|$`, 'm').exec(plan)?.[1] ?? '';
      const places = [...row.matchAll(/`([^`]+)`/g)].map(([, place = '']) => place);
      expect(places, `the row "${name}" of src/README.md`).not.toEqual([]);
      const used = new Set<string>();
      for (const file of files) {
        if (!reaches(file)) continue;
        const place = places.find(
          (each) => file.path === each || (each.endsWith('/') && file.path.startsWith(each)),
        );
        if (place === undefined) wrong.push(`${name}: ${file.path}`);
        else used.add(place);
      }
      wrong.push(
        ...places.filter((place) => !used.has(place)).map((place) => `${name}: nothing in ${place}`),
      );
    }
    expect(wrong).toEqual([]);
  });

  it('has no room for leftovers', () => {
    const names = files.flatMap((file) => file.path.split('/').slice(0, -1));
    expect(names.filter((name) => /^(utils?|helpers?|common|services?|misc)$/.test(name))).toEqual([]);
  });
});

function isTypeImport(file: SourceFile, target: string): boolean {
  const name = target.split('/').at(-1)?.replace('.ts', '.js') ?? '';
  return new RegExp(`import type [^;]*${name.replace('.', '\\.')}'`).test(file.text);
}

describe('the README', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

  it('lists every exit code', () => {
    const listed = [...readme.matchAll(/^\| (\d+) \|/gm)].map((match) => Number(match[1]));
    expect(listed).toEqual([...new Set(Object.values(EXIT))].sort((a, b) => a - b));
  });
});

/**
 * Where tests come in: the front door, the ground, and of a room the file the rest of the house takes it by. A file behind
 * these may move inside its room and cost no test.
 */
const DOORS: ReadonlySet<string> = new Set([
  ...['index', 'errors', 'message', 'i18n', 'compose'],
  ...[
    'check/check',
    'check/policy',
    'detect/detect',
    'detect/roles',
    'segment/segment',
    'segment/placeholders',
  ],
  ...[
    'segment/timestamps',
    'syntax/scan',
    'syntax/types',
    'translate/plan',
    'translate/translate',
    'translate/link',
  ],
  ...['write/render', 'write/layout', 'read/read', 'memory/store', 'exchange/transfer', 'exchange/tmx'],
  'memory/backup',
  // The state, as runs, checks and plans read it.
  ...['write/state', 'write/manifest-read', 'write/ledger'],

  ...['providers/index', 'providers/bergamot/models', 'report/formats', 'evaluate/evaluate', 'evaluate/gold'],
  ...['review/server', 'review/export', 'names/check', 'names/standards', 'schemas/index', 'testing/index'],
  ...[
    'evaluate/context',
    'evaluate/stamps',
    'evaluate/translation',
    'setup/providers',
    'language/cascade',
    'language/candidates',
  ],
  // What the build writes down of the command line.
  ...['cli/declare', 'cli/declared', 'cli/declared-help'],
  // What a worker tells Prometheus.
  'cli/worker-numbers',
  // An adapter, a detector and a format are each a room of their own, with one file to come in by.
  ...['language/eld', 'language/fasttext', 'language/franc', 'language/lingua'],
  ...[
    'providers/amazon',
    'providers/anthropic',
    'providers/apertium',
    'providers/azure',
    'providers/deepl',
    'providers/gemini',
    'providers/google',
    'providers/lara',
    'providers/libretranslate',
    'providers/lingva',
    'providers/mistral',
    'providers/ollama',
    'providers/openai',
    'providers/pseudo',
  ],
  ...['providers/bergamot/adapter', 'read/formats', 'read/html', 'read/json', 'read/markdown', 'read/text'],
]);

/** Files that tests still import past a door: shorter with every test that is mended, never longer. */
const PAST_THE_DOOR: ReadonlySet<string> = new Set([
  // What makes names and places, with the path module of Windows.
  ...['cli/places', 'disk/packages', 'disk/slashes', 'operations/outputs/batch', 'operations/outputs/survey'],
  'api/openapi',
  'api/routes',
  'api/serve',
  'corpus/pairs',
  'crew/thread-time',
  'disk/names',
  'exchange/terms/csv',
  'exchange/terms/read',
  'exchange/terms/tbx-write',
  'terms/check',
  'terms/forms',
  'terms/sound',
  'terms/termbase',
  'terms/terms',
  'terms/yaml',
  'cli/context',
  'cli/eval',
  'cli/program',
  'config/modules',
  'disk/whole-file',
  'exchange/xliff/import',
  'exchange/xliff/read',
  'exchange/xliff/units',
  'exchange/xliff/write',
  'exchange/xml-tree',
  'memory/database',
  'memory/fuzzy',
  'memory/layers',
  'memory/normalise',
  'memory/rescue',
  'memory/schema',
  'providers/bergamot/describe',
  'providers/courier/journal',
  'models/ensure',
  'models/import',
  'models/pairs',
  'models/pull',
  'models/registry',
  'providers/bergamot/messages',
  'providers/bergamot/pool',
  'providers/bergamot/routes',
  'providers/failure',
  'providers/hide',
  'read/encoding',
  'read/json-fields',
  'read/text-format',
  'report/evaluation-report',
  'segment/srx',
  'setup/budget',
  'syntax/address',
  'syntax/matter/json',
  'syntax/matter/toml',
  'syntax/matter/types',
  'syntax/matter/yaml',
  'syntax/patterns',
  'translate/batch',
  'translate/clock',
  'translate/price',
  'translate/protect',
  'translate/queue',
  'translate/retry',
  'translate/summarise',
  'stories/align',
  'stories/match',
  'stories/sketch',
  'write/duplicates',
  'write/related',
  'write/edits',
  'write/foreign-markup',
  'write/gate',
  'write/html',
  'write/json',
  'write/markdown',
  'write/merge',
  'write/text',
  'write/text-form',
]);

/** Functions that are too long still, by name: shorter with every one that is split, never longer. */
const LONG: ReadonlySet<string> = new Set([
  'check/check.ts check',
  'config/schema.ts createConfigSchema',
  'crew/crew.ts read',
  'crew/walk.ts walkWithCrew',
  'detect/change.ts findChange',
  'detect/ledger.ts writeLedger',
  'detect/spans.ts resolve',
  'language/cascade.ts choose',
  'language/cascade.ts createCascade',
  'language/cascade.ts weigh',
  'providers/amazon.ts createAmazon',
  'providers/anthropic-batches.ts anthropicBatches',
  'providers/apertium.ts createApertium',
  'providers/azure.ts createAzure',
  'providers/bergamot/local.ts createLocalProvider',
  'providers/bergamot/pool.ts createPool',
  'providers/bergamot/routes.ts createRouteFinder',
  'providers/chat-provider.ts chatProvider',
  'providers/deepl.ts createDeepl',
  'providers/failure.ts statusError',
  'providers/file-batches.ts fileBatches',
  'providers/google-glossaries.ts googleGlossaries',
  'providers/google.ts createGoogle',
  'providers/house-glossaries.ts createGlossaries',
  'providers/lara.ts createLara',
  'providers/lingva.ts createLingva',
  'read/html.ts htmlBlocks',
  'read/mail.ts addMessage',
  'read/warc.ts #records',
  'read/xml.ts parseXml',
  'review/page/article.tsx ArticlePage',
  'review/page/editor.tsx Editor',
  'review/page/main.tsx App',
  'review/page/overview.tsx OverviewPage',
  'review/page/overview.tsx RowView',
  'review/page/segment.tsx Row',
  'review/page/segment.tsx SegmentDetails',
  'review/page/suggestions.tsx OtherTranslations',
  'segment/timestamps.ts standsForItself',
]);

describe('functions', () => {
  const long = new Set(longFunctions(SRC));

  it(`have ${MOST_LINES} lines at most`, () => {
    expect([...long].filter((name) => !LONG.has(name)).sort()).toEqual([]);
  });

  it('that were split are not said to be long', () => {
    expect([...LONG].filter((name) => !long.has(name))).toEqual([]);
  });
});

/** Spreads that `onlyDefined` says in words: fewer with every one that is mended, never more. */
const MOST_SPREADS = 82;

describe('what may be left out', () => {
  it('is said by onlyDefined, not by a spread of nothing', () => {
    const spreads = spreadsOfNothing(SRC);
    expect(spreads.length, spreads.join('\n')).toBeLessThanOrEqual(MOST_SPREADS);
  });
});

describe('tests', () => {
  const imported = new Set(
    readdirSync(join(ROOT, 'tests'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
      .flatMap((name) => [
        ...readFileSync(join(ROOT, 'tests', name), 'utf8').matchAll(
          /(?:from|import\()\s*'[./]*\/src\/([^']+)\.js'/g,
        ),
      ])
      .map(([, path = '']) => path)
      .filter((path) => !path.startsWith('model/') && !DOORS.has(path)),
  );

  it('come in by the doors', () => {
    expect([...imported].filter((path) => !PAST_THE_DOOR.has(path)).sort()).toEqual([]);
  });

  it('are not said to go past a door that none of them passes', () => {
    expect([...PAST_THE_DOOR].filter((path) => !imported.has(path))).toEqual([]);
  });
});
