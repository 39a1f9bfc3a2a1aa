import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTovmach, defineProvider, type TovmachOptions } from '../../src/index.js';

const EXAMPLE = resolve('examples/own-provider');

/** A server of Lingva's shape, which translates by saying which pair it was asked for. */
const asked: string[] = [];
const server = createServer((request, response) => {
  const [, , , source = '', target = '', text = ''] = (request.url ?? '').split('/').map(decodeURIComponent);
  asked.push(`${source} ${target}`);
  response.setHeader('content-type', 'application/json');
  response.end(
    JSON.stringify({ translation: `The port of the city works again (${source}-${target}) ${text.length}.` }),
  );
});
let url = '';
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

let folder = '';
beforeEach(() => {
  asked.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'tovmach-own-'));
  mkdirSync(join(folder, 'in'));
  writeFileSync(join(folder, 'in', 'a.txt'), 'Порт міста знову працює після ремонту.\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs over the one article; `options` as a user would write them. */
async function run(options: TovmachOptions) {
  const tovmach = await createTovmach({ cwd: folder, ...options });
  try {
    const summary = await tovmach.run([join(folder, 'in')]);
    return { summary, statuses: tovmach.providers(), hide: tovmach.hide };
  } finally {
    await tovmach.close();
  }
}

const languages = { targets: ['en'], languages: ['en', 'uk'] };
const output = (): string => readFileSync(join(folder, 'out', 'a.en.md'), 'utf8');

describe('the example of a provider of one’s own', () => {
  it('translates by its configuration alone', async () => {
    for (const name of ['lingva.mjs', 'tovmach.config.yaml']) {
      const text = readFileSync(join(EXAMPLE, name), 'utf8').replace('http://127.0.0.1:3000', url);
      writeFileSync(
        join(folder, name),
        text
          .replace("'tovmach'", `'${resolve('dist/index.js')}'`)
          .replace("'zod'", `'${resolve('node_modules/zod/index.js')}'`),
      );
    }
    const { summary, statuses } = await run({});
    expect(summary.exitCode).toBe(0);
    expect(asked).toEqual(['uk en']);
    expect(output()).toContain('The port of the city works again (uk-en)');
    expect(statuses[0]).toMatchObject({ name: 'my-lingva', ready: true, description: 'a Lingva server' });
  });

  it('takes its address from the environment it names', async () => {
    const config = {
      ...languages,
      provider: 'my-lingva',
      providers: { 'my-lingva': { module: join(EXAMPLE, 'lingva.mjs') } },
    };
    await expect(run({ config })).rejects.toMatchObject({
      code: 'CONFIG',
      hint: expect.stringContaining('MY_LINGVA_URL'),
    });
    const { summary } = await run({ config, env: { MY_LINGVA_URL: ` ${url}\n` } });
    expect(summary.exitCode).toBe(0);
  });

  it('may be an npm package of the project', async () => {
    const home = join(folder, 'node_modules', 'tovmach-lingva');
    mkdirSync(home, { recursive: true });
    cpSync(join(EXAMPLE, 'lingva.mjs'), join(home, 'index.mjs'));
    const source = readFileSync(join(home, 'index.mjs'), 'utf8');
    writeFileSync(
      join(home, 'index.mjs'),
      source
        .replace("'tovmach'", `'${resolve('dist/index.js')}'`)
        .replace("'zod'", `'${resolve('node_modules/zod/index.js')}'`),
    );
    writeFileSync(
      join(home, 'package.json'),
      JSON.stringify({ name: 'tovmach-lingva', exports: { import: './index.mjs' } }),
    );
    const providers = { ling: { module: 'tovmach-lingva', url } };
    expect((await run({ config: { ...languages, provider: 'ling', providers } })).summary.exitCode).toBe(0);
    // Its address does as well.
    const ling = { module: pathToFileURL(join(home, 'index.mjs')).href, url };
    rmSync(join(folder, 'out'), { recursive: true });
    const config = { ...languages, provider: 'ling', providers: { ling } };
    expect((await run({ config })).summary.exitCode).toBe(0);
    expect(output()).toContain('The port of the city works again');
  });
});

const mine = defineProvider({
  kind: 'provider',
  name: 'mine',
  description: 'one for a test',
  settings: z.strictObject({ key: z.string(), tone: z.enum(['calm', 'loud']).default('calm') }),
  secrets: ['key'],
  create: ({ key, tone }) => ({
    name: 'mine',
    identity: `mine|${tone}`,
    capabilities: {
      maxUnits: 9,
      maxCharacters: 900,
      maxUnitCharacters: 900,
      placeholders: 'token',
      context: false,
      deterministic: true,
      remote: true,
    },
    supports: async () => true,
    async translate({ units }) {
      if (key === 'wrong-key-12345') throw new Error(`no such key: ${key.slice(0, 9)}…`);
      return { units: units.map(({ id }) => ({ id, text: `The port works again, ${tone}.` })) };
    },
  }),
});

describe('a provider handed to the library', () => {
  const config = { ...languages, providers: { mine: { key: 'k-1234567890' } } };

  it('is asked first by auto, with its defaults filled in', async () => {
    expect((await run({ providers: [mine], config })).summary.exitCode).toBe(0);
    expect(output()).toContain('The port works again, calm.');
  });

  it('has outputs done again when a setting of its own changes, and not when its key does', async () => {
    const named = (own: Record<string, string>) => ({
      providers: [mine],
      config: { ...languages, provider: 'mine', providers: { mine: own } },
    });
    await run(named({ key: 'k-1234567890' }));
    expect((await run(named({ key: 'k-0987654321' }))).summary.unchanged).toBe(1);
    const again = await run(named({ key: 'k-0987654321', tone: 'loud' }));
    expect(again.summary.unchanged).toBe(0);
    expect(output()).toContain('The port works again, loud.');
  });

  it('shows no part of its secrets, whatever it throws', async () => {
    const { summary } = await run({
      providers: [mine],
      config: { ...config, providers: { mine: { key: 'wrong-key-12345' } } },
    });
    expect(summary.exitCode).not.toBe(0);
    const said =
      JSON.stringify(summary) +
      readFileSync(join(folder, 'out', 'manifest.json'), 'utf8') +
      readFileSync(join(folder, 'out', 'report.md'), 'utf8');
    expect(said).toContain('no such key');
    expect(said).not.toContain('wrong-ke');
  });

  it.each([
    [{ mine: { key: 7 } }, /providers\.mine\.key/],
    [{ mine: { key: 'k-1234567890', tune: 'calm' } }, /providers\.mine\.tune/],
    [{ mine: { key: 'k\u00e9y-1234567' } }, /providers\.mine\.key/],
  ])('has its settings checked by its own schema: %j', async (providers, message) => {
    await expect(run({ providers: [mine], config: { ...languages, providers } })).rejects.toMatchObject({
      code: 'CONFIG',
      message: expect.stringMatching(message),
    });
  });

  it('may not take a name that is taken', async () => {
    await expect(run({ providers: [{ ...mine, name: 'deepl' }] })).rejects.toMatchObject({ code: 'CONFIG' });
    await expect(run({ providers: [mine, mine] })).rejects.toMatchObject({ code: 'CONFIG' });
  });
});

describe('a module that cannot be plugged in', () => {
  const valid = `name: 'mine', description: 'd', create() {}`;
  it.each([
    ['is not there', undefined, /no module/],
    ['throws', 'throw new Error("no luck today");', /no luck today/],
    ['does not parse', 'export default {', /cannot be loaded/],
    ['exports nothing', 'export const mine = 1;', /default export is undefined/],
    ['exports a function', 'export default () => {};', /default export is function/],
    ['is of no kind', `export default { ${valid} };`, /"kind" is undefined/],
    ['is of another kind', `export default { kind: 'check', ${valid} };`, /of the kind "check"/],
    ['has no settings', `export default { kind: 'provider', ${valid} };`, /"settings" is undefined/],
    [
      'has a name of its own making',
      `export default { kind: 'provider', ${valid.replace("'mine'", "'My Own'")} };`,
      /My Own/,
    ],
  ])('%s', async (_, source, message) => {
    if (source !== undefined) writeFileSync(join(folder, 'mine.mjs'), source);
    const config = { ...languages, providers: { mine: { module: './mine.mjs' } } };
    await expect(run({ config })).rejects.toMatchObject({
      code: 'CONFIG',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(/./),
    });
  });

  it.each([
    ['nothing', '() => undefined'],
    ['half a provider', '() => ({ name: "mine", identity: "mine", supports: async () => true })'],
    ['an error', '() => { throw new TypeError("x is not a function"); }'],
  ])('makes %s', async (_, create) => {
    const source = `import { z } from '${resolve('node_modules/zod/index.js')}';
      export default { kind: 'provider', name: 'mine', description: 'd', settings: z.strictObject({}), create: ${create} };`;
    writeFileSync(join(folder, 'mine.mjs'), source);
    const config = { ...languages, providers: { mine: { module: './mine.mjs' } } };
    await expect(run({ config })).rejects.toMatchObject({
      code: 'CONFIG',
      message: expect.stringContaining('mine'),
    });
  });
});
