import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder, tovmach } from '../support/command-line.js';

/** Routes and a second engine from the shell: one server in the shapes of LibreTranslate and of Lingva. */

const asked = { libretranslate: [] as string[], lingva: [] as string[] };
const ENGLISH = [
  ['Рада ухвалила бюджет', 'The council adopted the budget'],
  [
    'Документ підтримали 15 депутатів міської ради.',
    'The document was supported by 15 deputies of the city council.',
  ],
];
const translated = (text: string): string => ENGLISH.find(([source]) => source === text)?.[1] ?? text;

const server = createServer((request, response) => {
  const answer = (body: unknown): void => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  };
  const path = decodeURIComponent(request.url ?? '');
  if (path.startsWith('/api/v1/languages')) return answer({ languages: [{ code: 'uk' }, { code: 'en' }] });
  if (path.startsWith('/api/v1/')) {
    const text = path.slice('/api/v1/uk/en/'.length);
    asked.lingva.push(text);
    // The second engine reads a number wrongly.
    return answer({ translation: translated(text).replace('15', '50') });
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
    const { q } = JSON.parse(body) as { q: string[] };
    asked.libretranslate.push(...[q].flat());
    answer({ translatedText: Array.isArray(q) ? q.map(translated) : translated(q) });
  });
});
beforeAll(() => new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready)));
afterAll(() => server.close());

it('headlines go to another engine, and a second one is compared with the first, once', async () => {
  const folder = temporaryFolder();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  mkdirSync(join(folder, 'in'));
  writeFileSync(join(folder, 'in', 'a.txt'), `${ENGLISH.map(([source]) => source).join('\n\n')}\n`);
  const configure = (rest: string): void =>
    writeFileSync(
      join(folder, 'tovmach.config.yaml'),
      `targets: [en]\nlanguages: [uk, en]\nprovider: libretranslate\nproviders:\n  libretranslate: { url: "${url}" }\n  lingva: { url: "${url}", requestsPerSecond: 100 }\n${rest}`,
    );
  /** What a run says last. */
  const run = async () => {
    const { stdout } = await tovmach(['run', 'in', '--json'], { cwd: folder });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  };
  const [headline, body] = ENGLISH.map(([source]) => source);

  configure('routes: [{ roles: [title], provider: lingva }]\n');
  const plan = JSON.parse((await tovmach(['plan', 'in', '--json'], { cwd: folder })).stdout);
  expect(plan.pairs).toMatchObject([
    { provider: 'libretranslate', units: 1 },
    { provider: 'lingva', units: 1 },
  ]);
  const first = await run();
  expect(asked).toEqual({ libretranslate: [body], lingva: [headline] });
  expect(first.byEngine).toMatchObject({ libretranslate: { segments: 1 }, lingva: { segments: 1 } });

  configure('verify: lingva\n');
  asked.lingva = [];
  const second = await run();
  // The headline is the other engine's: the first is asked for it, and the other has said its word.
  expect(asked).toEqual({ libretranslate: [body, headline], lingva: [body] });
  expect(second.findings.worst).toContainEqual(
    expect.objectContaining({ check: 'verify', severity: 'major', messageId: 'check.otherNumbers' }),
  );
  expect(second.byEngine).toEqual({
    libretranslate: { segments: 2, findings: { neutral: 0, minor: 0, major: 1, critical: 0 } },
  });
  const report = readFileSync(join(folder, 'out', 'report.md'), 'utf8');
  expect(report).toContain('| libretranslate | 2 | 0 | 1 | 0 | 0 |');
  expect(readFileSync(join(folder, 'out', 'a.en.md'), 'utf8')).not.toContain('50');

  configure('verify: lingva\nfailOn: never\nchecks: { length: minor }\n');
  const third = await run();
  expect(asked.lingva).toEqual([body]);
  expect(third).toMatchObject({ findings: { bySeverity: { major: 1 } }, statistics: { requests: 0 } });

  writeFileSync(
    join(folder, 'tovmach.config.yaml'),
    'targets: [en]\nlanguages: [uk, en]\nprovider: libretranslate\nverify: lingva\nproviders: { libretranslate: { url: "http://127.0.0.1:9" } }\n',
  );
  const unset = await tovmach(['run', 'in'], { cwd: folder });
  expect(unset.code).toBe(2);
  expect(unset.stderr).toContain('lingva');
});
