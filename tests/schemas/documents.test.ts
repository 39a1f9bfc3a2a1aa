import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createContext } from '../../src/cli/context.js';
import { execute } from '../../src/cli/program.js';
import { createTexts } from '../../src/i18n.js';
import { SCHEMA_NAMES, type SchemaName } from '../../src/schemas/index.js';
import { ROOT } from '../support/command-line.js';
import { type ModelRegistry, startModelRegistry } from '../support/model-registry.js';
import { schemaErrors } from '../support/schemas.js';

/** What every command says for programs, and what a run over the seeds leaves, against the schemas. */

let cwd = '';
let registry: ModelRegistry;
/** Documents by the schema they have to keep. */
const documents = new Map<SchemaName, unknown[]>();

async function command(...line: string[]): Promise<string> {
  let printed = '';
  let said = '';
  const to = (add: (text: string) => void) =>
    new Writable({
      write(chunk, _encoding, done) {
        add(String(chunk));
        done();
      },
    });
  const context = createContext({
    cwd,
    env: { TOVMACH_MODELS_DIR: join(cwd, 'models') },
    stdin: Readable.from([]),
    stdout: to((text) => {
      printed += text;
    }) as NodeJS.WriteStream,
    stderr: to((text) => {
      said += text;
    }) as NodeJS.WriteStream,
    signal: new AbortController().signal,
    texts: createTexts(),
    uiLanguage: 'uk',
  });
  const code = await execute(line, context);
  if (printed.trim() === '' && code !== 0) throw new Error(`${line.join(' ')}: ${code} ${said}`);
  return printed;
}

const add = (name: SchemaName, ...found: unknown[]): void => {
  documents.set(name, [...(documents.get(name) ?? []), ...found]);
};
const lines = (text: string): unknown[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const read = (path: string): string => readFileSync(join(cwd, path), 'utf8');

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'tovmach-schemas-'));
  registry = await startModelRegistry();
  cpSync(join(ROOT, 'seeds'), join(cwd, 'in'), { recursive: true });
  writeFileSync(join(cwd, 'in/broken.json'), '{ "title": ');
  writeFileSync(join(cwd, 'in/picture.png'), new Uint8Array([0x89, 0x50, 0x4e, 0x47]));
  writeFileSync(join(cwd, 'terms.yaml'), 'terms:\n  bank: { en: bank, uk: [банк, ~~банка~~] }\n');
  writeFileSync(
    join(cwd, 'more.csv'),
    'concept,language,term,status\nnews,en,news,\nnews,uk,новини,\n,xx-bad,?,\n',
  );
  writeFileSync(
    join(cwd, 'own.csv'),
    'source,target,source_text,target_text\nen,uk,Good morning,Доброго ранку\n',
  );
  writeFileSync(
    join(cwd, 'gold.tsv'),
    'lang\ttext\nuk\tСьогодні в Києві відкрили виставку.\nen\tThis is one.\nuk\tThis is wrong.\n',
  );
  const both = ['--to', 'en,uk', '--languages', 'en,uk,ru', '--provider', 'pseudo'];

  add('plan', JSON.parse(await command('plan', 'in', ...both, '--json')));
  add('plan', JSON.parse(await command('plan', 'in', '--to', 'de', '--json')));
  add('run-event', ...lines(await command('run', 'in', ...both, '--json', '--review')));
  add('manifest', JSON.parse(read('out/manifest.json')));
  add('lock', ...lines(read('out/tovmach.lock')));
  const files = readdirSync(join(cwd, 'out'), { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('.segments.json')))
    add('ledger', JSON.parse(read(join('out', file))));
  add('ledger', JSON.parse(await command('detect', 'in', '--format', 'json')));
  add('ledger-article', ...lines(await command('detect', 'in', '--format', 'ndjson')));
  await command('run', 'in', ...both, '-o', 'json', '--format', 'json');
  for (const file of readdirSync(join(cwd, 'json'), { recursive: true, encoding: 'utf8' }))
    if (/\.(en|uk)\.json$/.test(file)) add('article', JSON.parse(read(join('json', file))));
  writeFileSync(join(cwd, 'in/new.txt'), 'The mayor opened a new school today. It was raining.\n');
  writeFileSync(join(cwd, 'chain.yaml'), 'output: { provenance: chain }\n');
  await command('run', 'in', ...both, '-o', 'chain', '-c', 'chain.yaml');
  add('provenance', ...lines(read('chain/provenance.ndjson')));
  writeFileSync(
    join(cwd, 'chain/provenance.ndjson'),
    read('chain/provenance.ndjson').replace('"n":2', '"n":9'),
  );
  add('manifest-verify', JSON.parse(await command('manifest', 'verify', 'chain', '--json')));
  add('check', JSON.parse(await command('check', 'in', ...both, '--report', 'json')));
  add('batches', JSON.parse(await command('batch', 'status', '--json')));
  add('providers', JSON.parse(await command('providers', '--json')));
  add('doctor', JSON.parse(await command('doctor', '--json', '--languages', 'en,uk', '--to', 'en,uk,de')));
  add('import', JSON.parse(await command('memory', 'import', 'own.csv', '--json')));
  add('memory-stats', JSON.parse(await command('memory', 'stats', '--json')));
  add('memory-search', JSON.parse(await command('memory', 'search', 'the', '--json')));
  add('memory-search', JSON.parse(await command('memory', 'search', 'morning', '--json')));
  add('verify', JSON.parse(await command('memory', 'verify', '--json')));
  add('export', JSON.parse(await command('export', 'xliff', 'in', '--to', 'uk', '--json')));
  add('terms-import', JSON.parse(await command('terms', 'import', 'more.csv', '--json')));
  add('terms', JSON.parse(await command('terms', 'list', '--json')));
  add('terms-check', JSON.parse(await command('terms', 'check', '--json')));
  add('terms-extract', JSON.parse(await command('terms', 'extract', 'in', '--json', '--min', '2')));
  await command('models', 'pull', 'en-uk', '--registry', registry.url, '--yes');
  add('models-list', JSON.parse(await command('models', 'list', '--json')));
  add(
    'models-list',
    JSON.parse(await command('models', 'list', '--available', '--registry', registry.url, '--json')),
  );
  add('models-verify', JSON.parse(await command('models', 'verify', '--json')));
  const records = readdirSync(join(cwd, 'models'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('model.json'),
  );
  for (const file of records) add('model', JSON.parse(read(join('models', file))));
  for (const what of [['detect', 'gold.tsv'], ['context', 'gold.tsv'], ['stamps']])
    add('evaluation', JSON.parse(await command('eval', ...what, '--format', 'json')));
  add('config', {
    $schema: './x.json',
    targets: 'uk',
    providers: { pseudo: {}, mine: { module: './mine.mjs' } },
  });
}, 240_000);

afterAll(async () => {
  await registry.close();
  rmSync(cwd, { recursive: true, force: true });
});

/** A document with one value of its first level, or of the first level below it, made what nothing takes. */
function spoilt(document: unknown): unknown {
  const copy = structuredClone(document) as Record<string, unknown>;
  const key = Object.keys(copy).find((name) => name !== 'schema') ?? 'schema';
  copy[key] = { spoilt: [null] };
  return copy;
}

/** Held where there is what makes them: `models`, and `tests/queue`. */
const ELSEWHERE: ReadonlySet<SchemaName> = new Set(['models-lock', 'queue-status']);

describe('documents for programs', () => {
  it.each(SCHEMA_NAMES.filter((name) => !ELSEWHERE.has(name)))(
    '%s: real ones keep the schema to the last key, spoilt ones do not',
    (name) => {
      const found = documents.get(name) ?? [];
      expect(found.length).toBeGreaterThan(0);
      for (const document of found) {
        expect(schemaErrors(name, document)).toEqual([]);
        expect(schemaErrors(name, spoilt(document), true)).not.toEqual([]);
      }
    },
  );

  it('have every kind of event of a run', () => {
    const kinds = new Set((documents.get('run-event') as { type: string }[]).map(({ type }) => type));
    for (const kind of [
      'run-started',
      'article-finished',
      'passed-over',
      'problem',
      'run-finished',
      'review-written',
    ])
      expect(kinds).toContain(kind);
  });

  it('may have keys that a later release adds, where programs read them', () => {
    const [plan] = documents.get('plan') as object[];
    expect(schemaErrors('plan', { ...plan, later: 1 }, true)).toEqual([]);
    expect(schemaErrors('config', { targts: ['uk'] }, true)).not.toEqual([]);
  });
});
