import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createChecks } from '../../src/check/check.js';
import type { Origin, TranslationUnit } from '../../src/index.js';
import { createTovmach } from '../../src/index.js';
import { createApertium } from '../../src/providers/apertium.js';
import { temporaryFolder } from '../support/command-line.js';
import { unit } from '../translate/parts.js';

/** Words Apertium leaves as they are: told by its marks, which no reader sees. */

const check = createChecks({
  detector: { name: 'none', identify: () => ({ lang: 'und', confidence: 0, evidence: [] }) },
  candidates: [],
}).find(({ name }) => name === 'unknown-words');

const RU: TranslationUnit = unit('Депутаты вчера обсудили новый проект бюджета.', {
  source: 'ru',
  target: 'uk',
});
const examine = (unknown?: readonly string[], extra: Partial<Extract<Origin, { kind: 'provider' }>> = {}) =>
  check?.examine?.({
    unit: RU,
    translation: 'Депутати вчора обсудили новий проєкт бюджету.',
    origin: {
      kind: 'provider',
      provider: 'apertium',
      ...(unknown === undefined ? {} : { unknown }),
      ...extra,
    },
  });

/** A server of APy's shape that knows all words but some. */
async function service(unknown: readonly string[]): Promise<{ url: string; marks: string[] }> {
  const marks: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const form = new URLSearchParams(body);
    const text = form.get('q') ?? '';
    const marked = form.get('markUnknown') === 'yes';
    if (request.url === '/translate') marks.push(form.get('markUnknown') ?? '');
    const translatedText = text
      .split(' ')
      .map((word) => (unknown.includes(word) ? `${marked ? '*' : ''}${word}` : word.replace(/ы$/, 'и')))
      .join(' ');
    const list = [{ sourceLanguage: 'rus', targetLanguage: 'ukr' }];
    const responseData = request.url === '/translate' ? { translatedText } : list;
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ responseData, responseDetails: null, responseStatus: 200 }));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, marks };
}
const translate = (url: string, text: string) =>
  createApertium({ url }).translate({
    source: 'ru',
    target: 'uk',
    units: [{ id: 'a', text }],
    signal: new AbortController().signal,
  });

describe('words an engine did not know', () => {
  it('are said with their number, more gravely where they are many; names are none', () => {
    expect(examine()).toBeUndefined();
    expect(examine(['Иванов', 'Петров'])).toBeUndefined();
    expect(examine(['обсудили'])).toMatchObject({
      severity: 'minor',
      messageId: 'check.unknownWords',
      values: { provider: 'apertium', count: 1, all: 6, words: 'обсудили' },
    });
    expect(examine(['обсудили', 'вчера'])?.severity).toBe('major');
    expect(examine(['обсудили'], { reviewed: true })).toBeUndefined();
  });

  it('come without their marks from the adapter, which names them', async () => {
    const { url, marks } = await service(['вчера']);
    expect(await translate(url, 'Депутаты вчера голосовали')).toEqual({
      units: [{ id: 'a', text: 'Депутати вчера голосовали', unknown: ['вчера'] }],
    });
    expect((await translate(url, 'Депутаты голосовали')).units).toEqual([
      { id: 'a', text: 'Депутати голосовали' },
    ]);
    // A star of the text's own stays.
    expect((await translate(url, 'Депутаты *вчера голосовали')).units).toEqual([
      { id: 'a', text: 'Депутати *вчера голосовали' },
    ]);
    expect(marks).toEqual(['yes', 'yes', 'no']);
  });

  it('are findings of a run, also where the translation comes from memory', async () => {
    const { url } = await service(['обсудили', 'вчера']);
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, 'in'));
    writeFileSync(join(cwd, 'in/a.txt'), 'Депутаты вчера обсудили новый проект бюджета города.\n');
    const run = async (out: string) => {
      const tovmach = await createTovmach({
        cwd,
        config: {
          targets: ['uk'],
          languages: ['ru', 'uk'],
          provider: 'apertium',
          providers: { apertium: { url } },
          checks: { 'target-language': 'off', untranslated: 'off' },
          out,
        },
      });
      const { findings } = await tovmach.run(['in']);
      await tovmach.close();
      return findings.worst
        .filter(({ check: name }) => name === 'unknown-words')
        .map(({ severity }) => severity);
    };
    expect(await run('one')).toEqual(['major']);
    expect(await run('two')).toEqual(['major']);
    expect(readFileSync(join(cwd, 'two/a.uk.md'), 'utf8')).not.toContain('*');
  });
});
