import { readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApi } from '../../src/api/openapi.js';
import { ROUTES } from '../../src/api/routes.js';
import type { ApiServer } from '../../src/api/serve.js';
import type { ArticleView, Tovmach } from '../../src/index.js';
import { engineOf } from '../review/engine.js';
import { ARTICLE, CONFIG, FILES } from '../review/news.js';
import { makeOutputs, type Outputs } from '../review/outputs.js';
import { call, serveForTest, TOKEN } from './server.js';

/** The library over HTTP, as another program uses it. Every answer is held to the OpenAPI document by `call`. */

const SAID = 'The mayor thanked everybody who helped.';
const engine = engineOf({ [SAID]: 'Голова подякувала помічникам.' });
let outputs: Outputs;
let tovmach: Tovmach;
let server: ApiServer;

beforeAll(async () => {
  outputs = await makeOutputs(FILES, { ...CONFIG, providers: [engine.definition] });
  tovmach = outputs.tovmach;
  server = await serveForTest(tovmach, { inputs: { paths: ['seeds'] } });
}, 120_000);
afterAll(async () => {
  await server.close();
  await tovmach.close();
  rmSync(outputs.folder, { recursive: true, force: true });
});

const article = async (): Promise<ArticleView> =>
  (await call(server, 'getArticle', { path: { article: ARTICLE }, query: { target: 'uk' } }))
    .json as unknown as ArticleView;
async function segmentWith(words: string) {
  const view = await article();
  const segment = view.segments.find(({ text }) => text.includes(words));
  if (segment === undefined) throw new Error(`no segment with ${words}`);
  return { segment, place: { target: 'uk', segment: segment.id }, version: view.version };
}

describe('the document', () => {
  it('is OpenAPI 3.1, the one in the package, and names every operation', async () => {
    const document = openApi();
    const found = await new Validator().validate(structuredClone(document) as Record<string, unknown>);
    expect(found.errors).toBeUndefined();
    expect(found.valid).toBe(true);
    const packed = JSON.parse(readFileSync('dist/api/openapi.json', 'utf8')) as { info: object };
    expect({ ...packed, info: 0 }).toEqual({ ...JSON.parse(JSON.stringify(document)), info: 0 });
    const served = await fetch(`http://127.0.0.1:${server.port}/api/v1/openapi.json`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    expect(await served.json()).toEqual(JSON.parse(JSON.stringify(document)));
    const ids = Object.values(document.paths as Record<string, Record<string, { operationId: string }>>)
      .flatMap((methods) => Object.values(methods))
      .map(({ operationId }) => operationId);
    expect(ids).toEqual(expect.arrayContaining(Object.keys(ROUTES)));
  });
});

describe('articles', () => {
  it('are listed, shown and decided about', async () => {
    expect((await call(server, 'getSession')).json).toMatchObject({ reviewer: 'Olha', readOnly: false });
    const { articles } = (await call(server, 'listArticles')).json as { articles: { id: string }[] };
    expect(articles.map(({ id }) => id)).toContain(ARTICLE);
    expect((await call(server, 'listFacts')).json).toHaveProperty('complete');
    // An id with # and / is one part of a path.
    const record = await call(server, 'getArticle', { path: { article: 'agency-feed.ndjson#chess' } });
    expect(record.json).toMatchObject({ id: 'agency-feed.ndjson#chess' });
    const { place, version } = await segmentWith('mayor');
    const decide = (body: object) => call(server, 'decide', { path: { article: ARTICLE }, body });
    const edited = await decide({
      ...place,
      version,
      by: 'Ihor',
      decision: { kind: 'edit', text: 'Мер вдячний усім.' },
    });
    expect(edited.status).toBe(200);
    expect((await segmentWith('mayor')).segment.translation).toBe('Мер вдячний усім.');
    expect(readFileSync(`${outputs.folder}/.tovmach/decisions.ndjson`, 'utf8')).toContain('"by":"Ihor"');
    const stale = await decide({ ...place, version, decision: { kind: 'approve' } });
    expect(stale).toMatchObject({
      status: 409,
      type: 'application/problem+json',
      json: { code: 'STALE', messageId: 'review.changedSince', hintId: 'review.decideAgain', status: 409 },
    });
    expect((await decide({ ...place, decision: { kind: 'undo' } })).status).toBe(200);
  });

  it('get suggestions, and the answer of an engine', async () => {
    const { place } = await segmentWith('mayor');
    const found = await call(server, 'getSuggestions', { path: { article: ARTICLE }, query: place });
    expect(found.json).toMatchObject({ currency: 'USD', engines: expect.arrayContaining([]) });
    expect(engine.asked).toEqual([]);
    const answer = await call(server, 'askEngine', {
      path: { article: ARTICLE },
      body: { ...place, engine: 'press' },
    });
    expect(answer.json).toMatchObject({ text: 'Голова подякувала помічникам.' });
    expect(engine.asked).toEqual([SAID]);
  });
});

describe('texts, memory and words', () => {
  it('are told apart, translated, found and written', async () => {
    const detected = await call(server, 'detectText', {
      body: { text: 'У Києві відкрили новий міст. The bridge was opened.', languages: ['uk', 'en'] },
    });
    expect(detected.json).toMatchObject({ lang: 'uk' });
    const translated = await call(server, 'translateTexts', {
      body: { texts: [SAID], to: 'uk', from: 'en' },
    });
    expect(translated.json).toMatchObject({ translations: [{ source: 'en', target: 'uk' }] });
    const memory = await call(server, 'searchMemory', { query: { text: 'помічникам', limit: '5' } });
    expect(memory.json.entries).toHaveLength(1);
    expect((await call(server, 'listProviders')).json.providers).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'press', ready: true })]),
    );
    const term = await call(server, 'setTerm', {
      body: { term: 'mayor', language: 'en', say: { uk: 'мер' } },
    });
    expect(term.json).toMatchObject({ file: 'terms.yaml', added: true });
    const name = await call(server, 'setName', {
      body: { name: 'Kyiv', kind: 'place', say: { uk: 'Київ' } },
    });
    expect(name.json).toMatchObject({ file: 'names.yaml', added: true });
    expect((await call(server, 'listTerms')).json.concepts).toHaveLength(1);
    expect((await call(server, 'listNames')).json.concepts).toHaveLength(1);
  });
});

describe('runs', () => {
  it('are told apart file by file, and whether that is all is said', async () => {
    type Found = { articles: { path: string; segments: { lang: string }[] }[]; complete: boolean };
    const { json } = await call(server, 'detectFiles', { body: { only: [ARTICLE] } });
    const found = json as unknown as Found;
    expect(found).toMatchObject({ complete: true, problems: [], articles: [{ path: ARTICLE, lang: 'en' }] });
    expect(found.articles[0]?.segments).toHaveLength(3);
    const first = (await call(server, 'detectFiles', { body: { limit: 2 } })).json as unknown as Found;
    expect(first.articles).toHaveLength(2);
    expect(first.complete).toBe(false);
  });

  it('that changed are listed without all others, and so is what became known of them', async () => {
    type List = { version: string; since?: string; articles: { id: string }[] };
    type Facts = { facts: { id: string; changes: string[] }[]; complete: boolean; next: number };
    const ask = async <Answer>(id: 'listArticles' | 'listFacts', query = {}): Promise<Answer> =>
      (await call(server, id, { query })).json as unknown as Answer;
    const all = await ask<List>('listArticles');
    expect(all.since).toBeUndefined();
    const { segment, place, version } = await segmentWith('mayor');
    let facts = await ask<Facts>('listFacts');
    while (!facts.complete) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      facts = await ask<Facts>('listFacts', { after: facts.next });
    }
    const known = await tovmach.article(ARTICLE, 'uk');
    expect(known.version).toBe(version);
    await tovmach.decide(
      { article: ARTICLE, ...place, segment: segment.id },
      { kind: 'approve' },
      { by: 'Olha' },
    );
    const news = await ask<List>('listArticles', { since: all.version });
    // Up to some hundred articles the books are written whole, and everything is listed anew.
    expect(news.version).not.toBe(all.version);
    expect(news.articles.map(({ id }) => id)).toContain(ARTICLE);
    let changed = await ask<Facts>('listFacts', { after: facts.next });
    const heard = [...changed.facts];
    while (!changed.complete) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      changed = await ask<Facts>('listFacts', { after: changed.next });
      heard.push(...changed.facts);
    }
    // What is as it was is not told again.
    expect(heard.map(({ id }) => id)).toEqual([ARTICLE]);
    expect(heard[0]?.changes).toEqual(['decided']);
    expect((await ask<List>('listArticles', { since: 'no version' })).articles).toHaveLength(
      all.articles.length,
    );
    await tovmach.decide(
      { article: ARTICLE, ...place, segment: segment.id },
      { kind: 'undo' },
      { by: 'Olha' },
    );
  });

  it('are planned, checked, begun, watched and counted', async () => {
    expect((await call(server, 'plan', { body: {} })).json).toMatchObject({ schema: 'tovmach/plan@1' });
    expect((await call(server, 'check', { body: { only: ['*.txt'] } })).json).toHaveProperty('stale');
    const begun = await call(server, 'startRun', { body: {} });
    expect(begun).toMatchObject({ status: 202, json: { state: 'running' } });
    const run = String(begun.json.id);
    const second = await call(server, 'startRun');
    expect(second).toMatchObject({ status: 423, json: { code: 'LOCKED', messageId: 'api.underWay' } });
    const { place } = await segmentWith('mayor');
    const meanwhile = await call(server, 'decide', {
      path: { article: ARTICLE },
      body: { ...place, decision: { kind: 'approve' } },
    });
    expect(meanwhile.status).toBe(423);
    const events = await fetch(`http://127.0.0.1:${server.port}/api/v1/runs/${run}/events`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    const told = await events.text();
    expect(told).toContain('event: run\n');
    expect(told).toContain('"state":"finished"');
    const ended = await call(server, 'getRun', { path: { run } });
    expect(ended.json).toMatchObject({ state: 'finished', summary: { problems: 0 } });
    expect((await call(server, 'stopRun', { path: { run } })).json.state).toBe('finished');
    expect((await call(server, 'getRun', { path: { run: 'none' } })).status).toBe(404);
    const metrics = await fetch(`http://127.0.0.1:${server.port}/metrics`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    const text = await metrics.text();
    expect(metrics.headers.get('content-type')).toContain('version=0.0.4');
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(
        /^(?:# (?:HELP|TYPE) \w+ .+|\w+(?:\{\w+="[^"]*"(?:,\w+="[^"]*")*\})? -?[\d.e+-]+)$/,
      );
    expect(text).toMatch(/^tovmach_articles \d+$/m);
    expect(text).toContain('tovmach_runs_total{code="');
    expect(text).toContain('tovmach_http_requests_total{operation="startRun",status="423"} 1');
    expect(text).toMatch(/tovmach_spent_cost_total\{provider="press",currency="USD"\} 0\.0/);
  });

  it('and requests end with whoever asked', async () => {
    const stop = new AbortController();
    let isStopped = false;
    const patient = await serveForTest({
      ...tovmach,
      translateText: (_: unknown, { signal }: { signal?: AbortSignal }) => {
        stop.abort();
        return new Promise((_, reject) => {
          signal?.addEventListener('abort', () => {
            isStopped = true;
            reject(signal.reason);
          });
        });
      },
    } as unknown as Tovmach);
    const body = { texts: ['A sentence.'], to: 'uk' };
    await expect(call(patient, 'translateTexts', { body, signal: stop.signal })).rejects.toThrow();
    await expect.poll(() => isStopped, { timeout: 5000 }).toBe(true);
    await patient.close();
  });
});

describe('nobody else', () => {
  const raw = (
    path: string,
    headers: Record<string, string>,
    method = 'GET',
    body?: string,
  ): Promise<{ status: number; text: string; headers: Record<string, unknown> }> =>
    new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: server.port, path, method, headers }, (answer) => {
        let text = '';
        answer.on('data', (chunk) => {
          text += String(chunk);
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, headers: answer.headers }));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  const bearer = { authorization: `Bearer ${TOKEN}` };

  it('is answered without the token, or with another', async () => {
    for (const path of ['articles', 'events', 'openapi.json', 'runs/x/events', 'nothing'])
      for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: `Basic ${TOKEN}` }]) {
        const answer = await raw(`/api/v1/${path}`, headers as Record<string, string>);
        expect(answer.status, path).toBe(401);
        expect(answer.headers['www-authenticate']).toContain('Bearer');
        expect(JSON.parse(answer.text)).toMatchObject({ code: 'UNAUTHORIZED' });
      }
    expect((await raw('/metrics', {})).status).toBe(401);
    expect((await raw(`/api/v1/articles?token=${TOKEN}`, {})).status).toBe(401);
  });

  it('is answered under another name, or from a page', async () => {
    expect((await raw('/api/v1/articles', { ...bearer, host: 'evil.example' })).status).toBe(421);
    expect((await raw('/api/v1/articles', { ...bearer, origin: 'http://evil.example' })).status).toBe(403);
    expect((await raw('/api/v1/articles', { ...bearer, host: `localhost:${server.port}` })).status).toBe(200);
    const named = await serveForTest(tovmach, { allowedHosts: ['cms.example.org'] });
    const answer = await fetch(`http://127.0.0.1:${named.port}/api/v1/session`, { headers: bearer });
    expect(answer.status).toBe(200);
    await named.close();
    await expect(serveForTest(tovmach, { host: '0.0.0.0' })).rejects.toMatchObject({
      messageId: 'api.nameHosts',
    });
    await expect(serveForTest(tovmach, { token: 'short' })).rejects.toMatchObject({
      messageId: 'api.shortToken',
    });
  });

  it('is heard with what the contract does not name', async () => {
    const json = { ...bearer, 'content-type': 'application/json' };
    const post = (body: string, headers: Record<string, string> = json) =>
      raw('/api/v1/detect', headers, 'POST', body);
    expect((await post('{"text":"a"')).status).toBe(400);
    expect(JSON.parse((await post('{"text":1}')).text)).toMatchObject({
      status: 400,
      code: 'BAD_REQUEST',
      messageId: 'api.notTaken',
    });
    expect((await post('{"text":"a","more":1}')).status).toBe(400);
    expect((await post('text=a', { ...bearer, 'content-type': 'text/plain' })).status).toBe(415);
    const long = await fetch(`http://127.0.0.1:${server.port}/api/v1/detect`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ text: 'a'.repeat(2_200_000) }),
    });
    expect(long.status).toBe(413);
    expect((await raw('/api/v1/memory?text=a&limit=0', bearer)).status).toBe(400);
    expect((await raw('/api/v1/articles', bearer, 'DELETE')).status).toBe(404);
    expect((await raw('/api/v1/articles/..%2f..%2fetc%2fpasswd', bearer)).status).toBe(404);
    const ukrainian = await raw('/api/v1/articles/none', { ...bearer, 'accept-language': 'uk-UA,uk;q=0.9' });
    expect(JSON.parse(ukrainian.text).detail).toMatch(/\p{Script=Cyrillic}/u);
  });

  it('decides, asks or runs where the server is for looking, or reads nothing', async () => {
    const looking = await serveForTest(tovmach, { readOnly: true, inputs: { paths: ['seeds'] } });
    const { place } = await segmentWith('mayor');
    for (const [id, body] of [
      ['decide', { ...place, decision: { kind: 'approve' } }],
      ['askEngine', { ...place, engine: 'press' }],
      ['setTerm', { term: 'x', say: { uk: 'ікс' } }],
      ['translateTexts', { texts: ['a'], to: 'uk' }],
      ['startRun', {}],
    ] as const)
      expect(await call(looking, id, { path: { article: ARTICLE }, body })).toMatchObject({
        status: 403,
        json: { code: 'READ_ONLY' },
      });
    await looking.close();
    const bare = await serveForTest(tovmach);
    expect((await call(bare, 'plan', { body: {} })).status).toBe(404);
    expect((await call(bare, 'startRun', { body: {} })).status).toBe(404);
    await bare.close();
  });
});
