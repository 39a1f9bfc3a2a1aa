import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { brotliDecompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArticleView, Overview } from '../../src/index.js';
import type { ReviewServer } from '../../src/review/server.js';
import { makeOutputs, type Outputs, serve } from './outputs.js';

/** The page's server as a stranger, another page and the page itself see it. */

let outputs: Outputs;
let server: ReviewServer;
let cookie: string;
let base: string;

/** A menu of languages nobody can tell, which no output has. */
const MENU = `<html lang="en"><body><nav><ul><li><a href="/a">Amharic አማርኛ</a></li><li><a href="/r">Romanian Română</a></li></ul></nav>
<article><h1>The ferry is back on the river</h1><p>The ferry that links the two banks went out again on Monday after a winter of repairs, the town said.</p>
<p>Tickets are sold on board, and cyclists pay nothing until the end of the month.</p></article></body></html>`;

beforeAll(async () => {
  outputs = await makeOutputs({ 'ferry.html': MENU });
  server = await serve(outputs.tovmach);
  base = `http://127.0.0.1:${server.port}`;
  const exchanged = await fetch(server.address(), { redirect: 'manual' });
  cookie = exchanged.headers.get('set-cookie')?.split(';')[0] ?? '';
}, 120_000);

afterAll(async () => {
  await server.close();
  await outputs.tovmach.close();
  rmSync(outputs.folder, { recursive: true, force: true });
});

const api = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${base}/api/v1/${path}`, { headers: { cookie, ...headers } });

/** `fetch` sets Host by itself. */
function raw(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: server.port, path, method, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

describe('the server of the page', () => {
  it('lists every article with its languages, outputs and findings', async () => {
    const overview = (await (await api('articles')).json()) as Overview;
    expect(overview.articles).toHaveLength(14);
    expect(overview.targets).toEqual(['en', 'uk']);
    const heart = overview.articles.find(({ id }) => id === 'heart-transplant.txt');
    expect(heart?.findings).toContainEqual({ check: 'homoglyphs', severity: 'minor', count: 1 });
    expect(heart?.outputs.map(({ target }) => target)).toEqual(['en', 'uk']);
  });

  it('shows an article beside its translation, with reasons said in the language asked for', async () => {
    const ask = async (lang: string): Promise<ArticleView> =>
      (await (await api(`articles/unn-japan-nato.txt?target=uk&lang=${lang}`)).json()) as ArticleView;
    const [english, ukrainian] = [await ask('en'), await ask('uk')];
    const headline = english.segments.find(({ role }) => role === 'related-headline');
    expect(headline).toMatchObject({ lang: 'uk', flagged: true, origin: 'native' });
    expect(english.segments[0]).toMatchObject({ lang: 'en', origin: 'memory:exact:100' });
    expect(english.segments[0]?.translation).toContain('Японія прагне');
    expect(english.segments[0]?.why[0]?.message).toMatch(/^its groups of letters/);
    expect(ukrainian.segments[0]?.why[0]?.message).toMatch(/\p{Script=Cyrillic}/u);
    expect(english.file).toContain('## Деталі');
  });

  it('reads the files of all articles behind the list', async () => {
    for (let tries = 0; tries < 100; tries++) {
      const { facts, complete } = (await (await api('facts')).json()) as {
        facts: { id: string; title: string; source: string; unsure: number }[];
        complete: boolean;
      };
      if (!complete) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        continue;
      }
      expect(facts).toHaveLength(14);
      expect(facts.find(({ id }) => id === 'agency-feed.ndjson#chess')).toMatchObject({
        title: 'Young chess player wins European title',
        source: 'same',
      });
      expect(facts.find(({ id }) => id === 'ferry.html')).toMatchObject({ unsure: 0 });
      return;
    }
    expect.unreachable('the facts never became complete');
  });

  it('says what is not there', async () => {
    const answer = await api('articles/nowhere.txt');
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'INPUT_NOT_FOUND', messageId: 'review.noArticle' });
  });
});

describe('nobody else', () => {
  it('is answered without the cookie, or with another', async () => {
    for (const path of ['articles', 'articles/unn-japan-nato.txt', 'facts', 'events', 'session', 'anything'])
      expect((await api(path, { cookie: '' })).status, path).toBe(401);
    expect((await api('articles', { cookie: cookie.replace(/=.*/, '=AAAA') })).status).toBe(401);
  });

  it('gets in with an address that was used, or one that was guessed', async () => {
    const address = server.address();
    const first = await fetch(address, { redirect: 'manual' });
    expect(first.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Strict$/);
    expect(server.address()).not.toBe(address);
    for (const again of [address, `${base}/?token=`, `${base}/?token=x`]) {
      const answer = await fetch(again, { redirect: 'manual' });
      expect(answer.headers.get('set-cookie'), again).toBeNull();
    }
  });

  it('is answered under another name, from another origin or another site', async () => {
    expect(await raw('/api/v1/articles', { host: 'evil.example', cookie })).toBe(421);
    expect(await raw('/', { host: `evil.example:${server.port}` })).toBe(421);
    expect(await raw('/api/v1/articles', { cookie, origin: 'http://evil.example' })).toBe(403);
    expect(await raw('/api/v1/articles', { cookie, origin: 'null' })).toBe(403);
    expect(await raw('/api/v1/articles', { cookie, origin: 'http://127.0.0.1:1' })).toBe(403);
    expect(await raw('/api/v1/articles', { cookie, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await raw('/api/v1/articles', { cookie, 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await raw('/api/v1/articles', { cookie, origin: base })).toBe(200);
  });

  it('reaches a file that is no part of the page', async () => {
    for (const path of [
      '/assets/../server.js',
      '/assets/..%2fserver.js',
      '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
      '/assets//etc/passwd',
      '/assets/page.js.map',
      '/server.js',
    ])
      expect(await raw(path, {}), path).toBe(404);
    expect(await raw('/assets/page.js', {})).toBe(200);
  });

  it('may run a script in the page', async () => {
    const answer = await fetch(`${base}/`);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.text()).not.toMatch(/<script>|<style>| on\w+=/);
  });
});

describe('the page as built', () => {
  it('is under 300 kB together, compressed, and brings no source map', () => {
    const folder = 'dist/review/assets';
    const names = readdirSync(folder);
    const bytes = names.map((name) => gzipSync(readFileSync(`${folder}/${name}`)).length);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(300 * 1024);
    expect(names.sort()).toEqual(['icon.svg', 'index.html', 'page.css', 'page.js.br']);
    const script = brotliDecompressSync(readFileSync(`${folder}/page.js.br`)).toString();
    expect(script).not.toContain('sourceMappingURL');
  });
});
