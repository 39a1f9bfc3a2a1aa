import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTovmach } from '../../src/index.js';
import { temporaryFolder } from '../support/command-line.js';

/** Files that are not what their names say, and exports that lack what newer ones have. */

async function read(name: string, content: string) {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'in'));
  writeFileSync(join(cwd, 'in', name), content);
  const config = { targets: ['uk'], languages: ['en', 'uk'], provider: 'pseudo' as const, out: 'out' };
  const library = await createTovmach({ cwd, config });
  const summary = await library.run(['in']);
  await library.close();
  const written = readdirSync(join(cwd, 'out'), { recursive: true, encoding: 'utf8' })
    .filter((each) => each.endsWith('.uk.md'))
    .sort();
  const textOf = (path: string): string =>
    readFileSync(join(cwd, 'out', path), 'utf8')
      .replace(/^---\n[\s\S]*?\n---\n+/, '')
      .trim();
  return { written, texts: written.map(textOf), summary };
}

describe('exports', () => {
  it('of Telegram before it told times twice; what is no message is counted and no error', async () => {
    const messages = [
      {
        id: 1,
        type: 'message',
        date: '2020-07-16T10:00:00',
        text: ['У Черкасах ', { type: 'bold', text: 'тролейбус' }, '.'],
      },
      { id: 2, type: 'service', date: '2020-07-16T10:00:00', action: 'pin_message', text: '' },
      { id: 3, type: 'message', date: '2020-07-16T11:00:00', photo: 'a.jpg', text: '' },
    ];
    const { texts, summary } = await read('result.json', JSON.stringify({ name: 'Канал', messages }));
    expect(texts).toEqual(['У Черкасах тролейбус.']);
    expect(summary.problems).toEqual([]);
    expect(summary.findings.worst.map(({ check }) => check)).toContain('records');
  });

  it('of Discourse without numbers of posts; the topic names the first', async () => {
    const posts = [
      { id: 1, username: 'a', cooked: '<p>У Черкасах тролейбус.</p>' },
      { id: 2, username: 'b', cooked: '<p>Дякую за новину!</p>' },
    ];
    const { texts } = await read(
      'topic.json',
      JSON.stringify({ title: 'Тролейбус', post_stream: { posts } }),
    );
    expect(texts).toEqual(['# Тролейбус\n\nУ Черкасах тролейбус.', 'Дякую за новину!']);
  });

  it('of Ghost without its users', async () => {
    const posts = [
      { id: '1', title: 'Тролейбус', slug: 'tram', html: '<p>У Черкасах <b>тролейбус</b>.</p>' },
    ];
    const { written, texts } = await read('ghost.json', JSON.stringify({ db: [{ data: { posts } }] }));
    expect(written).toEqual(['ghost/tram.uk.md']);
    expect(texts).toEqual(['# Тролейбус\n\nУ Черкасах тролейбус.']);
  });
});

it.each(['page.jpg', 'page.mp4', 'page.pdf', 'page.zip'])('a page saved as %s is a page', async (name) => {
  const { texts, summary } = await read(
    name,
    '<html><body><h1>Тролейбус</h1><p>У Черкасах тролейбус.</p></body></html>',
  );
  expect([texts, summary.passedOver]).toEqual([['# Тролейбус\n\nУ Черкасах тролейбус.'], []]);
});
