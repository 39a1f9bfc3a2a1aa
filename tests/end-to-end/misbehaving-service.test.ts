import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTovmach } from '../../src/index.js';
import { manifestSchema } from '../../src/model/manifest.js';

/** A whole run over a LibreTranslate server that is not at its best. */

const KEY = 'key-that-nobody-may-see';
const ADDRESS = 'https://libretranslate.example';
const LINES = new Map([
  ['Рада ухвалила бюджет міста на наступний рік.', 'The council adopted the city budget for next year.'],
  ['За нього проголосували 42 депутати з 50.', 'Of the 50 deputies, 42 voted for it.'],
  [
    'Мер обіцяє відремонтувати міст до кінця осені.',
    'The mayor promises to repair the bridge by the end of autumn.',
  ],
]);

const server = setupServer();
const folder = mkdtempSync(join(tmpdir(), 'tovmach-'));
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

function everyByteBelow(directory: string): string {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');
}

describe('a run over a server that says wait, then leaves out a text', () => {
  it('ends complete, every text in its place, the key nowhere', async () => {
    const asked: { q: string | string[] }[] = [];
    const moods = [
      () => HttpResponse.json({ error: 'Slowdown' }, { status: 429, headers: { 'retry-after': '0' } }),
      (translated: readonly string[]) => HttpResponse.json({ translatedText: translated.slice(0, -1) }),
    ];
    server.use(
      http.get(`${ADDRESS}/languages`, () =>
        HttpResponse.json(['en', 'uk'].map((code) => ({ code, name: code, targets: ['en', 'uk'] }))),
      ),
      http.post(`${ADDRESS}/translate`, async ({ request }) => {
        const body = (await request.json()) as { q: string | string[] };
        asked.push(body);
        const translated = [body.q].flat().map((text) => LINES.get(text) ?? '');
        const mood = moods.shift();
        if (mood !== undefined) return mood(translated);
        return HttpResponse.json({ translatedText: Array.isArray(body.q) ? translated : translated[0] });
      }),
    );
    writeFileSync(join(folder, 'budget.txt'), `${[...LINES.keys()].join('\n')}\n`);
    const tovmach = await createTovmach({
      cwd: folder,
      config: {
        targets: ['en'],
        languages: ['uk', 'en'],
        provider: 'libretranslate',
        providers: { libretranslate: { url: ADDRESS, apiKey: KEY } },
      },
    });
    const told: unknown[] = [];
    const summary = await tovmach.run(['budget.txt'], { onEvent: (event) => told.push(event) });
    await tovmach.close();

    const [first, second, third] = [...LINES.keys()];
    expect(asked.map(({ q }) => q)).toEqual([
      [first, second, third],
      [first, second, third],
      [first, second],
      third,
    ]);
    for (const body of asked)
      expect(body).toMatchObject({ source: 'uk', target: 'en', format: 'text', api_key: KEY });

    expect(summary).toMatchObject({ exitCode: 0, problems: [], engines: ['libretranslate'] });
    const read = (name: string): string => readFileSync(join(folder, 'out', name), 'utf8');
    const manifest = manifestSchema.parse(JSON.parse(read('manifest.json')));
    expect(manifest.totals.counts).toMatchObject({ segments: 3, provider: 3, failed: 0 });
    const [output] = manifest.articles[0]?.outputs ?? [];
    expect(output?.status).toBe('machine');
    expect(new Set(Object.values(output?.origins ?? {}))).toEqual(new Set(['provider:libretranslate']));

    const ledger = JSON.parse(read('budget.segments.json')) as {
      articles: { segments: { id: string; text: string }[] }[];
      outputs: { translations: Record<string, string> }[];
    };
    const translated = ledger.articles[0]?.segments.map(({ id, text }) => [
      text,
      ledger.outputs[0]?.translations[id],
    ]);
    expect(translated).toEqual([...LINES]);
    const [, body] = read('budget.en.md').split(/^---$/m).slice(1);
    expect(body?.split('\n').filter((line) => line !== '')).toEqual([...LINES.values()]);

    expect(JSON.stringify([summary, told])).not.toContain(KEY);
    expect(everyByteBelow(folder)).toContain('libretranslate');
    expect(everyByteBelow(folder)).not.toContain(KEY);
  });
});
