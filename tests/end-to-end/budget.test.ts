import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IN_MEMORY, openMemory } from '../../src/memory/store.js';
import { temporaryFolder, tovmach } from '../support/command-line.js';

/** One limit of a month, two processes, a server that counts. */

/** Characters of the texts of each request, in order. */
const sent: number[] = [];
/** Answers wait until a second request is under way as well, or until it is clear that none comes. */
let release: () => void = () => {};
const server = createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  if (request.url?.includes('languages') === true) {
    response.end(JSON.stringify(['en', 'uk'].map((code) => ({ code, name: code, targets: ['en', 'uk'] }))));
    return;
  }
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
    sent.push([q].flat().reduce((sum, text) => sum + text.length, 0));
    const answer = (): void => {
      const translated = [q].flat().map((text) => `${text.length} words of the answer.`);
      response.end(JSON.stringify({ translatedText: Array.isArray(q) ? translated : translated[0] }));
    };
    if (sent.length > 1) {
      release();
      answer();
    } else {
      const timer = setTimeout(answer, 6000);
      release = () => {
        clearTimeout(timer);
        answer();
      };
    }
  });
});
beforeAll(() => new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready)));
afterAll(() => server.close());

const WORDS = ['парк', 'міст', 'театр', 'вокзал', 'ринок', 'стадіон'];
const article = (which: string): string =>
  `${WORDS.map((word) => `У місті ${which} цього року нарешті відкрили новий ${word}.`).join('\n\n')}\n`;

describe('a limit of the month', () => {
  it('holds for two processes that use one memory at the same time', async () => {
    const folder = temporaryFolder();
    const { port } = server.address() as AddressInfo;
    const config = (out: string): string =>
      [
        'targets: [en]',
        'languages: [uk, en]',
        'provider: libretranslate',
        `providers: { libretranslate: { url: "http://127.0.0.1:${port}" } }`,
        'memory: { store: shared.db }',
        'budget: { maxCharactersPerMonth: 400 }',
        `out: ${out}`,
      ].join('\n');
    const outcomes = await Promise.all(
      ['Львів', 'Харків'].map((which, index) => {
        mkdirSync(join(folder, `in${index}`));
        writeFileSync(join(folder, `in${index}`, 'a.txt'), article(which));
        writeFileSync(join(folder, `${index}.yaml`), config(`out${index}`));
        return tovmach(['run', `in${index}`, '--config', `${index}.yaml`], { cwd: folder });
      }),
    );
    const total = sent.reduce((sum, characters) => sum + characters, 0);
    expect(total).toBeGreaterThan(200);
    expect(total).toBeLessThanOrEqual(400);
    expect(outcomes.map(({ code }) => code)).toContain(4);
    const store = openMemory(join(folder, 'shared.db'));
    expect(store.spentSince({}).characters).toBe(total);
    expect(store.spentSince({}).requests).toBe(sent.length);
    store.close();
  });

  it('begins anew with the month, and gives back what was not used on the day it was taken', () => {
    const clock = { now: new Date('2026-10-31T23:59:00Z') };
    const store = openMemory(IN_MEMORY, { now: () => clock.now });
    const october = { since: '2026-10-01', maxCharacters: 300, maxCost: 3 };
    const first = store.reserveSpend({ provider: 'a', characters: 200, cost: 1 }, october);
    expect(store.reserveSpend({ provider: 'b', characters: 101, cost: 1 }, october)).toBe('characters');
    expect(store.reserveSpend({ provider: 'b', characters: 1, cost: 2.1 }, october)).toBe('cost');
    clock.now = new Date('2026-11-01T00:01:00Z');
    if (typeof first === 'string') throw new Error(first);
    first.settle({ characters: 150, cost: 0.5 });
    first.settle({ characters: 0, cost: 0 });
    expect(store.spentSince({ since: '2026-11-01' })).toMatchObject({ characters: 0, cost: {} });
    expect(store.spentSince({ since: '2026-10-01' })).toMatchObject({ characters: 150, cost: { USD: 0.5 } });
    store.close();
  });
});
