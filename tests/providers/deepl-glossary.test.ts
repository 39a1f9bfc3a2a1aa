import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Term } from '../../src/index.js';
import { createDeepl } from '../../src/providers/deepl.js';

/** DeepL's glossaries, in the shape of its documentation (v2, one pair each). */

interface Kept {
  readonly glossary_id: string;
  readonly name: string;
  readonly entries: string;
}

let kept: Kept[] = [];
let log: string[] = [];
let refused = false;
beforeEach(() => {
  kept = [{ glossary_id: 'theirs', name: 'desk two uk-en 000000000000', entries: '' }];
  log = [];
  refused = false;
});

async function service(): Promise<string> {
  let made = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      const form = new URLSearchParams(body);
      const answer = (status: number, value?: unknown): void => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(value === undefined ? '' : JSON.stringify(value));
      };
      const shown = (one: Kept) => ({
        ...one,
        ready: true,
        source_lang: 'uk',
        target_lang: 'en',
        creation_time: '2026-01-01T00:00:00.000Z',
        entry_count: 1,
      });
      const path = request.url ?? '';
      if (path === '/v2/translate') {
        const id = form.get('glossary_id');
        log.push(`translate ${id}`);
        if (id !== null && !kept.some((one) => one.glossary_id === id))
          return answer(404, { message: 'Glossary not found' });
        const translations = form.getAll('text').map((text) => ({ text, detected_source_language: 'UK' }));
        return answer(200, { translations });
      }
      if (request.method === 'GET') {
        log.push('list');
        return answer(200, { glossaries: kept.map(shown) });
      }
      if (request.method === 'DELETE') {
        const id = path.split('/').at(-1);
        log.push(`delete ${id}`);
        kept = kept.filter((one) => one.glossary_id !== id);
        return answer(204);
      }
      if (refused) return answer(400, { message: 'Unsupported glossary language pair' });
      made += 1;
      const one = {
        glossary_id: `g${made}`,
        name: form.get('name') ?? '',
        entries: form.get('entries') ?? '',
      };
      kept.push(one);
      log.push(`create ${one.glossary_id}`);
      return answer(201, shown(one));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const BUDGET: Term[] = [{ source: 'бюджет', target: 'budget' }];
const { signal } = new AbortController();
const request = (terms: readonly Term[] = BUDGET) => ({
  source: 'uk',
  target: 'en',
  units: [{ id: 'a', text: 'Рада ухвалила бюджет.' }],
  ...(terms.length === 0 ? {} : { terms }),
  signal,
});

describe('words of the house at DeepL', () => {
  const said: string[] = [];
  const make = (serverUrl: string, words: readonly Term[] = BUDGET) =>
    createDeepl(
      { apiKey: 'k', serverUrl, glossary: 'desk' },
      {
        terms: () => words,
        notice: (message) => void said.push(typeof message === 'string' ? message : message.message),
      },
    );

  it('become a glossary, once for all requests and all runs', async () => {
    const url = await service();
    const first = make(url);
    await Promise.all([first.translate(request()), first.translate(request())]);
    await make(url).translate(request());
    expect(log.filter((line) => line.startsWith('create'))).toEqual(['create g1']);
    expect(log.filter((line) => line.startsWith('translate'))).toEqual(Array(3).fill('translate g1'));
    expect(kept.at(-1)).toMatchObject({ entries: 'бюджет\tbudget' });
  });

  it('are made anew where they changed; the old list goes, and that of another desk stays', async () => {
    const url = await service();
    await make(url).translate(request());
    await make(url, [...BUDGET, { source: 'рада', target: 'council' }]).translate(request());
    expect(log.slice(-4)).toEqual(['list', 'create g2', 'delete g1', 'translate g2']);
    expect(kept.map(({ glossary_id }) => glossary_id)).toEqual(['theirs', 'g2']);
  });

  it('are not sent anywhere for texts that have none of them', async () => {
    const url = await service();
    await make(url).translate(request([]));
    expect(log).toEqual(['translate null']);
  });

  it('of a pair without glossaries are said to be checked only', async () => {
    const url = await service();
    refused = true;
    await make(url).translate(request());
    expect(log).toEqual(['list', 'translate null']);
    expect(said.at(-1)).toMatch(/uk to en: terms are only checked .*Unsupported glossary/);
  });

  it('that somebody removed meanwhile are made again', async () => {
    const url = await service();
    const provider = make(url);
    await provider.translate(request());
    kept = [];
    await expect(provider.translate(request())).rejects.toMatchObject({ resend: true });
    await provider.translate(request());
    expect(log.slice(-3)).toEqual(['list', 'create g2', 'translate g2']);
  });
});
