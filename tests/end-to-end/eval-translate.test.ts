import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openMemory } from '../../src/memory/store.js';
import { temporaryFolder, tovmach } from '../support/command-line.js';

/** `tovmach eval translate` from the shell, on two services: one in LibreTranslate's shape, one in Lingva's. */

const PAIRS = [
  ['Міська рада відкрила новий міст через річку.', 'The city council opened a new bridge over the river.'],
  ['Школа отримала 12 комп’ютерів від області.', 'The school received 12 computers from the region.'],
  ['Порт відновив роботу після ремонту причалу.', 'The port is working again after the pier was repaired.'],
] as const;
const translated = new Map<string, string>(PAIRS);

const server = createServer((request, response) => {
  const answer = (body: unknown): void => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  };
  const path = decodeURIComponent(request.url ?? '');
  if (path.startsWith('/api/v1/languages')) return answer({ languages: [{ code: 'uk' }, { code: 'en' }] });
  if (path.startsWith('/api/v1/')) {
    const text = translated.get(path.slice('/api/v1/uk/en/'.length)) ?? '';
    return answer({ translation: text.replace('12', '21').replace(/bridge|pier/, 'thing') });
  }
  if (path.startsWith('/languages')) return answer([{ code: 'uk', name: '', targets: ['en'] }]);
  // Of its settings it tells nothing.
  if (request.method !== 'POST') {
    response.writeHead(404).end();
    return;
  }
  let body = '';
  request.on('data', (chunk) => {
    body += String(chunk);
  });
  request.on('end', () => {
    const { q } = JSON.parse(body) as { q: string | string[] };
    const [first = '', ...rest] = [q].flat().map((text) => translated.get(text) ?? '');
    answer({ translatedText: Array.isArray(q) ? [first, ...rest] : first });
  });
});
beforeAll(() => new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready)));
afterAll(() => server.close());

it('says which engine is nearer to what people wrote, what each got wrong, and keeps no translation', async () => {
  const cwd = temporaryFolder();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeFileSync(join(cwd, 'pairs.tsv'), ['uk\ten', ...PAIRS.map((pair) => pair.join('\t'))].join('\n'));
  const args = ['eval', 'translate', '--gold', 'pairs.tsv', '--provider', 'lingva,libretranslate'];
  const env = { LIBRETRANSLATE_URL: url, LINGVA_URL: url };
  const ran = await tovmach([...args, '--store', 'elsewhere.db', '--json'], { cwd, env });
  expect(ran.code).toBe(0);
  const { translation } = JSON.parse(ran.stdout);
  const [lingva, libre] = translation.systems;
  expect(libre).toMatchObject({
    provider: 'libretranslate',
    failed: 0,
    bleu: { score: expect.closeTo(100, 6) },
  });
  expect(lingva.provider).toBe('lingva');
  expect(lingva.bleu.score).toBeLessThan(100);
  expect(lingva.findings).toMatchObject({ numbers: expect.anything() });
  // What it costs is counted where the user said, and nothing is kept there.
  const store = openMemory(join(cwd, 'elsewhere.db'));
  expect(store.spentSince({}).requests).toBeGreaterThan(1);
  expect(store.stats().entries).toBe(0);
  store.close();
  expect(existsSync(join(cwd, '.tovmach', 'memory.db'))).toBe(false);
});

it('wants to be told whom to compare', async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'pairs.tsv'), 'uk\ten\nМіст\tBridge');
  const ran = await tovmach(['eval', 'translate', '--gold', 'pairs.tsv'], { cwd });
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('--provider');
});
