import { execFile, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TovmachError } from '../../src/errors.js';
import type { DownloadNotice, Models, ModelsOptions } from '../../src/index.js';
import { ensureModels } from '../../src/models/ensure.js';
import { importModels } from '../../src/models/import.js';
import { parsePair } from '../../src/models/pairs.js';
import { pullModels } from '../../src/models/pull.js';
import { readCatalogue } from '../../src/models/registry.js';
import { describeLocalEngine } from '../../src/providers/bergamot/describe.js';
import { createModels } from '../../src/providers/bergamot/models.js';
import { createRouteFinder } from '../../src/providers/bergamot/routes.js';
import { compileWorkers } from '../support/local-engine.js';
import {
  type ModelRegistry,
  type RegistryEntry,
  registryJson,
  startModelRegistry,
  TINY_MODELS,
} from '../support/model-registry.js';

const run = promisify(execFile);
const signal = new AbortController().signal;
const EN_UK = [{ source: 'en', target: 'uk' }];

let registry: ModelRegistry;
let directory: string;
let models: Models;
let compiled: ReturnType<typeof compileWorkers>;

const TEXT = gzipSync('Something else altogether.\n'.repeat(200));

/** Short times, so that a server that hangs is found out at once. */
const QUICK = { pauseMs: 1, stallMs: 300, paceMs: 200, maxBytes: 2_000_000 };

function open(options: ModelsOptions = {}): Models {
  const { workerUrl } = compiled;
  return createModels({ directory, registry: registry.url, workerUrl, ...QUICK, ...options });
}

beforeAll(() => {
  compiled = compileWorkers();
});
afterAll(() => compiled.remove());
beforeEach(async () => {
  registry = await startModelRegistry();
  directory = mkdtempSync(join(tmpdir(), 'tovmach-store-'));
  models = open();
});
afterEach(async () => {
  await models.close();
  await registry.close();
  rmSync(directory, { recursive: true, force: true });
});

const pull = (from: Models = models) => pullModels(from, EN_UK, { signal });

async function failureOf(work: Promise<unknown>): Promise<TovmachError> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!TovmachError.isInstance(error)) throw new Error(`no TovmachError but ${String(error)}`);
  expect(error.hint).toBeTruthy();
  return error;
}

/** Nothing that a run could take for a model, and the next pull works. */
async function expectNoModelThenRecovery(): Promise<void> {
  expect(await models.store.list()).toEqual([]);
  for (const file of ['model', 'vocab', 'lex'] as const)
    registry.setFault(registry.pathOf('en-uk', file), undefined);
  const again = open();
  expect((await pull(again)).installed).toHaveLength(1);
  expect((await again.store.verify()).map((check) => check.problems)).toEqual([[]]);
  await again.close();
}

describe('pulling a model', () => {
  it('installs verified files, says what it does, and does nothing the second time', async () => {
    const notices: DownloadNotice[] = [];
    const seen = new Map<string, number>();
    const { installed } = await pullModels(models, EN_UK, {
      signal,
      onNotice: (notice) => notices.push(notice),
      onProgress: ({ file, done }) => seen.set(file, done),
    });
    expect(notices).toHaveLength(1);
    expect(notices[0]?.line.message).toMatch(
      /en-uk \(tiny\): 0\.3 MB from 127\.0\.0\.1:\d+, licence MPL-2\.0, kept in /,
    );
    expect([...seen.keys()].sort()).toEqual([
      'lex.50.50.enuk.s2t.bin',
      'model.enuk.intgemm.alphas.bin',
      'vocab.enuk.spm',
    ]);
    expect(installed[0]).toMatchObject({
      source: 'en',
      target: 'uk',
      architecture: 'tiny',
      quality: { bleu: 1.5, chrf: 12.25, comet: 0.4 },
      licence: 'MPL-2.0',
    });
    const asked = registry.requests.length;
    const second = await pull();
    expect(second.installed).toEqual([]);
    expect(second.unchanged).toHaveLength(1);
    expect(registry.requests).toHaveLength(asked);
    expect(readdirSync(join(directory, '.partial'))).toEqual([]);
  });

  it('goes on where a broken connection left off, in the same run and in the next', async () => {
    const path = registry.pathOf('en-uk', 'model');
    registry.setFault(path, { kind: 'break', after: 50_000, times: 1 });
    await pull();
    const ranges = registry.requests.filter((request) => request.path === path).map(({ range }) => range);
    expect(ranges).toEqual([undefined, expect.stringMatching(/^bytes=[1-9]\d*-$/)]);

    await models.store.remove('en', 'uk');
    registry.requests.length = 0;
    registry.setFault(path, { kind: 'break', after: 80_000 });
    const error = await failureOf(pull());
    expect(error.message).toMatch(/model\.enuk.*broke/);
    registry.setFault(path, undefined);
    const next = open();
    await pull(next);
    await next.close();
    const last = registry.requests.filter((request) => request.path === path).at(-1);
    expect(last?.range).toBe('bytes=80000-');
    expect((await models.store.verify())[0]?.problems).toEqual([]);
  });

  it.each([
    ['a 404', 'model', { kind: 'status', status: 404 }, /HTTP 404/],
    ['a server out of order', 'vocab', { kind: 'status', status: 503 }, /HTTP 503/],
    ['a truncated file', 'lex', { kind: 'truncate', to: 9_000 }, /damaged/],
    ['a corrupt file', 'model', { kind: 'corrupt' }, /damaged|SHA-256/],
    ['a whole file that is no vocabulary', 'vocab', { kind: 'other', content: TEXT }, /engine can run/],
    ['a whole file that is no shortlist', 'lex', { kind: 'other', content: TEXT }, /engine can run/],
    ['an endless file', 'model', { kind: 'endless' }, /does not end/],
    ['an endless file of unknown size', 'vocab', { kind: 'endless' }, /does not end/],
    ['a server that stops in the middle', 'model', { kind: 'stall', after: 10_000 }, /broke|too slow/],
    ['a server that trickles', 'model', { kind: 'trickle' }, /too slow/],
  ] as const)('leaves nothing behind after %s', async (_name, file, fault, message) => {
    registry.setFault(registry.pathOf('en-uk', file), fault);
    const error = await failureOf(pull());
    // A server that may answer tomorrow is worth another try; what it answered wrong is not.
    const isPassing = 'status' in fault ? fault.status === 503 : ['stall', 'trickle'].includes(fault.kind);
    expect(error.code).toBe(isPassing ? 'UNAVAILABLE' : 'MODEL');
    expect(error.message).toMatch(message);
    await expectNoModelThenRecovery();
  });

  it('gets on over a line that breaks again and again', async () => {
    const path = registry.pathOf('en-uk', 'model');
    registry.setFault(path, { kind: 'break', after: 30_000, resuming: true });
    expect((await pull()).installed).toHaveLength(1);
    expect(registry.requests.filter((request) => request.path === path).length).toBeGreaterThan(5);
  });

  it('takes files that were unpacked on the way', async () => {
    const content = readFileSync(join(TINY_MODELS, 'en-uk/vocab.enuk.spm.gz'));
    registry.setFault(registry.pathOf('en-uk', 'vocab'), { kind: 'other', content: gunzipSync(content) });
    registry.setFault(registry.pathOf('en-uk', 'model'), { kind: 'encoded' });
    await pull();
    expect((await models.store.verify()).map((check) => check.problems)).toEqual([[]]);
  });

  it('takes files from a server that closes the connection after each', async () => {
    for (const file of ['model', 'vocab', 'lex'] as const)
      registry.setFault(registry.pathOf('en-uk', file), { kind: 'closing' });
    for (let time = 0; time < 5; time += 1) {
      expect((await pull()).installed).toHaveLength(1);
      await models.store.remove('en', 'uk');
    }
  });

  it('ends when a file is announced larger than it can be', async () => {
    const script = join(compiled.folder, 'large.mjs');
    writeFileSync(
      script,
      `import { createModels } from './providers/bergamot/models.js';
       import { pullModels } from './models/pull.js';
       const [directory, registry] = process.argv.slice(2);
       const models = createModels({ directory, registry });
       const { signal } = new AbortController();
       const error = await pullModels(models, [{ source: 'en', target: 'uk' }], { signal }).catch((caught) => caught);
       await models.close();
       process.stdout.write(error.message);`,
    );
    registry.setRegistry((json) => {
      const file = json.models['en-uk']?.[0]?.files.model;
      if (file !== undefined) file.uncompressedSize = 5;
      return json;
    });
    const { stdout } = await run(process.execPath, [script, directory, registry.url]);
    expect(stdout).toMatch(/is announced with \d+ bytes/);
  });

  it('takes over the lock of a process whose id another one got', async () => {
    const lock = join(directory, '.locks/en-uk.lock');
    mkdirSync(dirname(lock), { recursive: true });
    writeFileSync(lock, JSON.stringify({ pid: process.pid, host: hostname(), token: 'of a former life' }));
    const before = Date.now() / 1000 - 120;
    utimesSync(lock, before, before);
    expect((await pull()).installed).toHaveLength(1);
  });

  it('refuses a file that is not the one the registry promises', async () => {
    registry.setRegistry((json) => {
      const file = json.models['en-uk']?.[0]?.files.model;
      if (file !== undefined) file.uncompressedHash = 'ab'.repeat(32);
      return json;
    });
    const error = await failureOf(pull());
    expect(error.message).toMatch(/SHA-256 [\da-f]{64} instead of (?:ab){32}/);
    registry.setRegistry((json) => json);
    await models.close();
    models = open();
    await expectNoModelThenRecovery();
  });

  it('pins on first use what the registry gives no hash for', async () => {
    await pull();
    await models.store.remove('en', 'uk');
    const lock = JSON.parse(readFileSync(join(directory, 'models.lock.json'), 'utf8')) as {
      files: Record<string, string>;
    };
    const vocab = Object.keys(lock.files).find((url) => url.endsWith('.spm.gz')) ?? '';
    writeFileSync(
      join(directory, 'models.lock.json'),
      JSON.stringify({ ...lock, files: { ...lock.files, [vocab]: 'cd'.repeat(32) } }),
    );
    const error = await failureOf(pull());
    expect(error.message).toMatch(/vocab\.enuk\.spm is not what was installed before/);
    expect(await models.store.list()).toEqual([]);
  });

  it('stops at once when asked to, and installs later', async () => {
    const stop = new AbortController();
    registry.setFault(registry.pathOf('en-uk', 'model'), { kind: 'stall', after: 1_000 });
    const work = pullModels(models, EN_UK, {
      signal: stop.signal,
      onProgress: () => stop.abort(new Error('enough')),
    });
    await expect(work).rejects.toThrow('enough');
    await expectNoModelThenRecovery();
  });

  it('waits for another process that pulls the same model, and takes what it installed', async () => {
    const others = [open(), open(), open()];
    const results = await Promise.all(
      others.map((other) => other.pull(firstOf(readCatalogueOf(registry.url)), { signal })),
    );
    expect(new Set(results.map((result) => result.folder)).size).toBe(1);
    const path = registry.pathOf('en-uk', 'model');
    expect(registry.requests.filter((request) => request.path === path)).toHaveLength(1);
    await Promise.all(others.map((other) => other.close()));
  });

  it('survives kill -9 at any moment', async () => {
    const script = join(compiled.folder, 'pull.mjs');
    writeFileSync(
      script,
      `import { createModels } from './providers/bergamot/models.js';
       import { pullModels } from './models/pull.js';
       const [directory, registry] = process.argv.slice(2);
       const models = createModels({ directory, registry });
       const { signal } = new AbortController();
       let calls = 0;
       const onProgress = () => { calls += 1; process.stdout.write('p'); };
       await pullModels(models, [{ source: 'en', target: 'uk' }], { signal, onProgress });
       process.stdout.write('done');
       await models.close();`,
    );
    for (const after of [1, 2, 4, 6]) {
      const child = spawn(process.execPath, [script, directory, registry.url], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await new Promise<void>((resolve) => {
        let seen = 0;
        child.stdout.on('data', (data: Buffer) => {
          seen += data.length;
          if (seen >= after) child.kill('SIGKILL');
        });
        child.on('exit', () => resolve());
      });
      for (const check of await models.store.verify()) expect(check.problems).toEqual([]);
      await models.store.remove('en', 'uk');
    }
    await run(process.execPath, [script, directory, registry.url]);
    expect((await models.store.verify()).map((check) => check.problems)).toEqual([[]]);
    expect(readdirSync(join(directory, '.partial'))).toEqual([]);
    expect(readdirSync(join(directory, '.locks')).filter((name) => name.endsWith('.lock'))).toEqual([]);
  }, 60_000);

  it('says that the disk is full, and leaves no model', async () => {
    const script = join(compiled.folder, 'full.mjs');
    writeFileSync(
      script,
      `import { createModels } from './providers/bergamot/models.js';
       import { pullModels } from './models/pull.js';
       const [directory, registry] = process.argv.slice(2);
       const models = createModels({ directory, registry });
       const error = await pullModels(models, [{ source: 'en', target: 'uk' }], { signal: new AbortController().signal })
         .catch((caught) => caught);
       process.stdout.write(JSON.stringify({ code: error.code, message: error.message, hint: error.hint }));
       await models.close();`,
    );
    // No file may grow beyond 60 blocks of 512 bytes: writing fails in the middle, as on a full disk.
    const command = `ulimit -f 60; exec "${process.execPath}" "${script}" "${directory}" "${registry.url}"`;
    const { stdout } = await run('sh', ['-c', command]);
    const error = JSON.parse(stdout) as { code: string; message: string; hint: string };
    expect(error.code).toBe('STORE');
    expect(error.message).toMatch(/no room for models/);
    expect(error.hint).toMatch(/TOVMACH_MODELS_DIR/);
    await expectNoModelThenRecovery();
  });

  it('goes through a proxy of the environment', async () => {
    const through: string[] = [];
    const proxy = createServer();
    proxy.on('connect', (request, socket, head) => {
      through.push(request.url ?? '');
      const [host = '', port = '80'] = (request.url ?? '').split(':');
      const upstream = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        upstream.write(head);
        upstream.pipe(socket);
        socket.pipe(upstream);
      });
      upstream.on('error', () => socket.destroy());
      socket.on('error', () => upstream.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const env = { HTTP_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` };
    const proxied = open({ env });
    await pull(proxied);
    await proxied.close();
    await new Promise<void>((resolve) => {
      proxy.close(() => resolve());
      proxy.closeAllConnections();
    });
    expect(through).toContain(new URL(registry.url).host);
  });
});

function readCatalogueOf(url: string) {
  return readCatalogue(JSON.stringify(registryJson()), url, new URL('/', url).href);
}

function firstOf<T>(items: readonly T[]): T {
  const [first] = items;
  if (first === undefined) throw new Error('nothing there');
  return first;
}

describe('the store', () => {
  it('finds out what has changed, and a pull mends it', async () => {
    const model = firstOf((await pull()).installed);
    truncateSync(join(model.folder, model.files.model.name), 1000);
    rmSync(join(model.folder, model.files.sourceVocabulary.name));
    const problems = (await models.store.verify())[0]?.problems ?? [];
    expect(problems).toMatchObject([
      { messageId: 'models.changed', values: { file: { path: expect.stringMatching(/model\.enuk/) } } },
      {
        messageId: 'models.fileUnreadable',
        values: { file: { path: expect.stringMatching(/vocab\.enuk\.spm$/) }, reason: 'ENOENT' },
      },
    ]);
    await pull();
    expect((await models.store.verify()).map((check) => check.problems)).toEqual([[]]);
  });

  it('finds a folder whose record is gone, and a pull or a removal mends it', async () => {
    const { folder } = firstOf((await pull()).installed);
    for (const mend of [() => pull(), () => models.store.remove('en', 'uk')]) {
      truncateSync(join(folder, 'model.json'), 10);
      expect(await models.store.list()).toEqual([]);
      expect(await models.store.verify()).toEqual([
        { folder, problems: [expect.objectContaining({ messageId: 'models.recordUnreadable' })] },
      ]);
      await mend();
      expect((await models.store.verify()).flatMap((check) => check.problems)).toEqual([]);
    }
    expect(existsSync(folder)).toBe(false);
  });

  it('replaces an older build of a model', async () => {
    const before = firstOf((await pull()).installed);
    registry.setRegistry((json) => {
      const files = json.models['en-uk']?.[0]?.files;
      const other = json.models['en-be']?.[0]?.files;
      if (files !== undefined && other !== undefined) Object.assign(files, structuredClone(other));
      const vocab = json.models['uk-en']?.[0]?.files.lexicalShortlist;
      if (files !== undefined && vocab !== undefined) files.lexicalShortlist = vocab;
      return json;
    });
    const next = open();
    const after = firstOf((await pull(next)).installed);
    await next.close();
    expect(after.folder).not.toBe(before.folder);
    expect(existsSync(before.folder)).toBe(false);
    expect(await models.store.list()).toHaveLength(1);
  });

  it('imports a folder and an archive, packed or not, and refuses what is none', async () => {
    const [fromFolder] = [await importModels(models, TINY_MODELS, { signal })];
    expect(fromFolder.map((model) => `${model.source}-${model.target}`).sort()).toEqual(['en-uk', 'uk-en']);
    const elsewhere = createModels({ directory: join(directory, 'other'), workerUrl: compiled.workerUrl });
    const archive = join(directory, 'models.tar.gz');
    await run('tar', ['-czf', archive, '-C', TINY_MODELS, 'en-uk']);
    const [imported] = await importModels(elsewhere, archive, { signal });
    expect(imported?.files.model.sha256).toBe(
      fromFolder.find((model) => model.source === 'en')?.files.model.sha256,
    );
    expect((await elsewhere.store.verify()).map((check) => check.problems)).toEqual([[]]);
    const zip = join(directory, 'models.zip');
    const packed = [...readdirSync(join(TINY_MODELS, 'en-uk'))].map((name) => [
      `models/en-uk/${name}`,
      readFileSync(join(TINY_MODELS, 'en-uk', name)),
    ]);
    writeFileSync(zip, zipSync(Object.fromEntries(packed)));
    const [zipped] = await importModels(elsewhere, zip, { signal });
    expect(zipped?.files).toEqual(imported?.files);
    truncateSync(zip, 50_000);
    expect((await failureOf(importModels(elsewhere, zip, { signal }))).message).toMatch(/damaged/);
    truncateSync(archive, 50_000);
    expect((await failureOf(importModels(elsewhere, archive, { signal }))).message).toMatch(/damaged/);
    cpSync(join(TINY_MODELS, 'phrases.tsv'), join(directory, 'text/phrases.tsv'));
    const nothing = await failureOf(importModels(elsewhere, join(directory, 'text'), { signal }));
    expect(nothing.message).toMatch(/no complete model/);
    cpSync(join(TINY_MODELS, 'uk-en'), join(directory, 'mixed/uk-en'), { recursive: true });
    writeFileSync(join(directory, 'mixed/uk-en/vocab.uken.spm.gz'), TEXT);
    const mixed = await failureOf(importModels(elsewhere, join(directory, 'mixed'), { signal }));
    expect(mixed.message).toMatch(/no model the engine can run/);
    expect(await elsewhere.store.list()).toHaveLength(1);
    await elsewhere.close();
  });

  it('says what is installed, what is missing and how to get it, without network', async () => {
    await pull();
    const report = await describeLocalEngine([...EN_UK, { source: 'uk', target: 'en' }], { directory });
    expect(report.installed).toMatchObject([{ source: 'en', target: 'uk', architecture: 'tiny' }]);
    expect(report.pairs[0]?.models).toMatch(/^en-uk\/tiny@/);
    expect(report.pairs[1]?.remedy?.message).toBe('Get the model: tovmach models pull uk-en');
  });
});

describe('the registry', () => {
  it('names what is missing and ignores what is unknown', async () => {
    registry.setRegistry((json) => {
      Object.assign(json, { somethingNew: { a: 1 } });
      const entry = json.models['en-uk']?.[0];
      if (entry !== undefined) delete (entry as Partial<typeof entry>).architecture;
      return json;
    });
    const error = await failureOf(pull());
    expect(error.message).toMatch(/models\.en-uk\.0\.architecture/);
    registry.setRegistry(() => '{"models": {');
    expect((await failureOf(pull(open()))).message).toMatch(/no JSON/);
  });

  it.each([
    ['architecture', (entry: RegistryEntry) => Object.assign(entry, { architecture: '../../tiny' })],
    ['sourceLanguage', (entry: RegistryEntry) => Object.assign(entry, { sourceLanguage: '../en' })],
    [
      'files.vocab.path',
      ({ files }: RegistryEntry) => Object.assign(files, { vocab: { path: 'models/..' } }),
    ],
    [
      'files.vocab.path',
      ({ files }: RegistryEntry) => Object.assign(files, { vocab: { path: 'a/model.json' } }),
    ],
    [
      'file:///vocab.spm',
      ({ files }: RegistryEntry) => Object.assign(files, { vocab: { path: 'file:///vocab.spm' } }),
    ],
  ])('may not lead out of the store: %s', async (named, edit) => {
    registry.setRegistry((json) => {
      const entry = json.models['en-uk']?.[0];
      if (entry !== undefined) edit(entry);
      return json;
    });
    expect((await failureOf(pull())).message).toContain(named);
    expect(readdirSync(directory)).toEqual([]);
  });

  it.each(['http://', 'http://[', 'ftp://127.0.0.1/models.json'])('has an address: %s', async (address) => {
    const nowhere = open({ registry: address });
    expect((await failureOf(pull(nowhere))).code).toBe('CONFIG');
    await nowhere.close();
  });

  it('chooses the best released architecture, or the one asked for', async () => {
    registry.setRegistry((json) => {
      const tiny = json.models['en-uk']?.[0];
      if (tiny === undefined) return json;
      const flores = (comet22: number) => ({ 'flores200-plus': { bleu: 1, chrf: 2, comet22 } });
      json.models['en-uk'] = [
        { ...tiny, architecture: 'base', releaseStatus: null, metrics: flores(0.99) },
        { ...tiny, architecture: 'tiny', releaseStatus: 'Release', metrics: flores(0.8) },
        { ...tiny, architecture: 'base-memory', releaseStatus: 'Release Desktop', metrics: flores(0.88) },
      ];
      return json;
    });
    expect(firstOf((await pull()).installed).architecture).toBe('base-memory');
    const tiny = await pullModels(models, EN_UK, { signal, architecture: 'tiny' });
    expect(tiny.installed.map((model) => model.architecture)).toEqual(['tiny']);
  });

  it('reads the records of Remote Settings, packed with Zstandard or not', () => {
    const hash = 'ef'.repeat(32);
    const record = (fileType: string, name: string) => ({
      name,
      fileType,
      sourceLanguage: 'es',
      targetLanguage: 'en',
      architecture: 'tiny',
      version: '3.1',
      filter_expression: '',
      decompressedSize: 14,
      decompressedHash: hash,
      id: 'ignored',
      attachment: { location: `main/${name}.zst`, size: 23, hash: 'ignored' },
    });
    const data = [
      record('model', 'model.esen.bin'),
      record('vocab', 'vocab.esen.spm'),
      record('lex', 'lex.esen.bin'),
    ];
    const [model] = readCatalogue(
      JSON.stringify({ data }),
      'https://example.org/records',
      'https://example.org/files',
    );
    expect(model).toMatchObject({
      source: 'es',
      target: 'en',
      architecture: 'tiny',
      status: 'Release',
      version: '3.1',
    });
    expect(model?.files.model).toEqual({
      url: 'https://example.org/files/main/model.esen.bin.zst',
      name: 'model.esen.bin',
      sha256: hash,
      size: 14,
      transferSize: 23,
    });
  });

  it('is a file as well, with the models beside it', async () => {
    const json = registryJson();
    json.baseUrl = '.';
    for (const [pair, entries] of Object.entries(json.models)) {
      for (const file of Object.values(entries[0]?.files ?? {})) {
        file.path = file.path.replace(
          /^models\/[a-z-]+\/tiny_run\/exported/,
          pair === 'uk-en' ? 'uk-en' : 'en-uk',
        );
      }
    }
    const folder = join(directory, 'mirror');
    cpSync(TINY_MODELS, folder, { recursive: true });
    writeFileSync(join(folder, 'models.json'), JSON.stringify(json));
    const local = open({ registry: join(folder, 'models.json') });
    expect((await pull(local)).installed).toHaveLength(1);
    await local.close();
  });
});

describe('a registry out of reach', () => {
  it('is worth another try later, and says so', async () => {
    await registry.close();
    const error = await failureOf(pull());
    expect(error).toMatchObject({ code: 'UNAVAILABLE', exitCode: 5 });
    expect(error.message).toContain('the list of models cannot be fetched');
    expect(error.hint).toContain('Check the network');
    registry = await startModelRegistry();
  });
});

describe('consent', () => {
  it('downloads nothing that nobody allowed', async () => {
    for (const options of [{ consent: 'no' as const }, { consent: 'ask' as const }]) {
      const error = await failureOf(ensureModels(models, EN_UK, { ...options, signal }));
      expect(error.hint).toContain('tovmach models pull en-uk');
    }
    const asked: string[] = [];
    const refused = ensureModels(models, EN_UK, {
      consent: 'ask',
      confirm: async (notice) => {
        asked.push(notice.line.message);
        return false;
      },
      signal,
    });
    await failureOf(refused);
    expect(asked).toHaveLength(1);
    expect(registry.requests.map((request) => request.path)).toEqual(['/db/models.json']);
    expect(await models.store.list()).toEqual([]);
  });

  it('asks one question at a time, and none twice', async () => {
    const open: string[] = [];
    const asked: string[] = [];
    const confirm = async ({ line }: DownloadNotice): Promise<boolean> => {
      open.push(line.message);
      asked.push(line.message);
      expect(open).toHaveLength(1);
      await new Promise((resolve) => setTimeout(resolve, 50));
      open.pop();
      return false;
    };
    const finder = createRouteFinder(models, { ensure: { consent: 'ask', confirm } });
    for (let time = 0; time < 2; time += 1) {
      const both = [finder.install('en', 'uk', signal), finder.install('uk', 'en', signal)];
      expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    }
    expect(asked).toEqual([expect.stringContaining('en-uk'), expect.stringContaining('uk-en')]);
    await finder.close();
  });

  it('does not download again for every text what could not be downloaded', async () => {
    registry.setFault(registry.pathOf('en-uk', 'model'), { kind: 'status', status: 404 });
    const notices: string[] = [];
    const onNotice = ({ line }: DownloadNotice): void => void notices.push(line.message);
    const finder = createRouteFinder(models, { ensure: { consent: 'yes', onNotice } });
    for (let time = 0; time < 3; time += 1) await failureOf(finder.install('en', 'uk', signal));
    expect(notices).toHaveLength(1);
    expect(registry.requests.filter(({ path }) => path.includes('model.enuk'))).toHaveLength(1);
    await finder.close();
  });

  it('says in one line that there is no network', async () => {
    const gone = open({ registry: 'http://127.0.0.1:9/db/models.json' });
    const error = await failureOf(ensureModels(gone, EN_UK, { consent: 'yes', signal }));
    expect(error.message).toMatch(/^the list of models cannot be fetched: 127\.0\.0\.1:9 cannot be reached/);
    await gone.close();
  });

  it('takes pairs as people write them', () => {
    expect(parsePair('uk-en')).toEqual({ source: 'uk', target: 'en' });
    expect(parsePair('zh_hant-en')).toEqual({ source: 'zh-Hant', target: 'en' });
    expect(() => parsePair('ua-en')).toThrow(expect.objectContaining({ hint: 'Did you mean "uk-en"?' }));
    expect(() => parsePair('uk')).toThrow(TovmachError);
  });
});
