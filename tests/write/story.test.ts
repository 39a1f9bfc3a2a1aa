import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, it, vi } from 'vitest';
import { z } from 'zod';
import { type ConfigInput, createTovmach, defineProvider } from '../../src/index.js';
import { approved } from '../support/approved.js';

/**
 * What a folder of articles becomes, file by file, in every format: made new, edited by hand, its sources changed. What
 * comes out is kept and compared, line by line.
 */

const SOURCES: Readonly<Record<string, string>> = {
  'plain.txt': [
    'Council opens a bridge',
    '',
    '08.07.24, 20:41 • 1245 переглядів',
    '',
    'The council opened a bridge on Monday. Мер сказав: «Міст відкрито назавжди». It cost 1,200,000 euros.',
    '',
    'Деталі',
    'Роботи тривали два роки, від 5 до 7 осіб на день.',
    'Читайте також: Новий парк біля річки',
    '',
    'See https://example.org/a_b?x=1&y=2 or write to press_office@example.org.',
  ].join('\r\n'),
  'page.md': [
    '---',
    'title: "Новий міст: що відомо"',
    'date: 2024-07-08',
    'slug: novyi-mist',
    'tags: [міст, місто]',
    'image:',
    '  src: a.jpg',
    '  alt: Міст уночі',
    '---',
    '',
    '# Новий міст: що відомо',
    '',
    'Рада **відкрила** _новий_ міст; [усі подробиці](https://example.org/more "Подробиці") далі. The mayor said "we did it".',
    '',
    '- Перше — `code` лишається',
    '- Друге: 12 км, 5 % і 3 тис. грн',
    '  1. Вкладене',
    '',
    '> «Ми впорались», — каже мер.',
    '',
    '| Назва | Ціна |',
    '|---|---:|',
    '| Міст | 100 |',
    '',
    '![Міст](a.jpg)',
    '',
    '```js',
    'const a = "міст";',
    '```',
    '',
    'Рядок з <b>тегом</b> і {{< ref "b.md" >}}.  ',
    'Новий рядок[^1].',
    '',
    '[^1]: Виноска.',
    '',
  ].join('\n'),
  'bare.md': 'Рада зібралася.\n\nThe council met. Рішення ухвалили.\n',
  'web.html': [
    '<!doctype html><html lang="uk"><head><meta charset="utf-8"><title>Міст відкрили</title>',
    '<meta name="description" content="Опис новини"><link rel="canonical" href="https://example.org/mist"></head>',
    '<body><article><h1>Міст відкрили</h1><p class="lead">Рада <em>відкрила</em> міст &amp; дорогу.</p>',
    '<p>Мер каже: «Так». <a href="/more?x=1&amp;y=2">Подробиці</a>.</p><h2>Details</h2>',
    '<p>The bridge is 300 metres long.</p>',
    '<ul><li>Один<li>Два</ul><figure><img src="a.jpg" alt="Міст"><figcaption>Міст уночі</figcaption></figure>',
    '<table><tr><th>Назва<th>Ціна<tr><td>Міст<td>100</table></article></body></html>',
  ].join('\n'),
};

const FORMATS = ['md', 'txt', 'html', 'json'] as const;
/** Other ways to write, one with each format. */
const OPTIONS: Readonly<Record<(typeof FORMATS)[number], NonNullable<ConfigInput['output']>>> = {
  md: { notice: true, corrections: 'note' },
  txt: { notice: { uk: 'Переклад: {{engine}}, з мови: {{language}}.', '*': 'By *{{engine}}*.' } },
  html: { notice: true, baseUrl: 'https://example.org/news', corrections: 'record' },
  json: { notice: true },
};

/** Says what it was given, and in what language. */
const engine = defineProvider({
  kind: 'provider',
  name: 'echo',
  description: 'echo',
  settings: z.strictObject({}),
  create: () => ({
    name: 'echo',
    identity: 'echo',
    capabilities: {
      maxUnits: 20,
      maxCharacters: 10_000,
      maxUnitCharacters: 10_000,
      placeholders: 'token',
      context: false,
      deterministic: true,
      remote: false,
    },
    supports: async () => true,
    translate: async ({ units, target }) => ({
      units: units.map(({ id, text }) => ({
        id,
        text: `${target}‹${text}›`,
      })),
    }),
  }),
});

describe.each(FORMATS)('a folder as %s', (format) => {
  const folder = mkdtempSync(join(tmpdir(), 'tovmach-story-'));
  const out = join(folder, 'out');
  beforeAll(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-27T10:00:00Z') });
    for (const [name, text] of Object.entries(SOURCES)) write(join(folder, 'in', name), text);
  });
  afterAll(() => {
    vi.useRealTimers();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = async (): Promise<void> => {
    const tovmach = await createTovmach({
      cwd: folder,
      env: {},
      providers: [engine],
      config: {
        targets: ['en', 'uk'],
        languages: ['en', 'uk'],
        provider: 'echo',
        out: 'out',
        memory: { store: 'memory.db' },
        output: { format, ...OPTIONS[format] },
        input: { timeZone: 'Europe/Kyiv' },
        checks: {
          'target-language': 'off',
          untranslated: 'off',
          residue: 'off',
          echo: 'off',
          'unknown-words': 'off',
        },
        jobs: 0,
      },
    });
    try {
      await tovmach.run(['in']);
    } finally {
      await tovmach.close();
    }
  };

  it('is made, edited and made anew as it was', async () => {
    await run();
    const made = filesOf(out);
    const edited = Object.keys(made).find((name) => /page|bare/.test(name) && !name.includes('ledger')) ?? '';
    write(join(out, edited), `${made[edited]?.replace(/Рада|Council|міст/u, 'Громада')}`);
    write(
      join(folder, 'in', 'bare.md'),
      'Рада зібралася знову.\n\nThe council met. Рішення ухвалили.\n\nКінець.\n',
    );
    write(join(folder, 'in', 'plain.txt'), (SOURCES['plain.txt'] ?? '').replace('1,200,000', '1,300,000'));
    await run();
    await approved(`approved/story-${format}.txt`, [
      ...shown('made', made),
      ...shown('made anew', filesOf(out), made),
    ]);
  });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function filesOf(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/manifest|report\.md|memory|\.tmp/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1).replaceAll('\\', '/'), told(path)]),
  );
}

/** Of a ledger what writing put there: how sure detection is of a language is looked at by tests of its own. */
function told(path: string): string {
  const text = readFileSync(path, 'utf8');
  if (path.endsWith('.lock')) return text.replaceAll(/"(?:ledgerHash|config)":"[0-9a-f]+",?/g, '');
  if (!path.endsWith('.segments.json')) return text;
  const { schema, outputs, changes } = JSON.parse(text) as Record<string, unknown>;
  return JSON.stringify(
    { schema, outputs, changes },
    (key, value) => (key === 'text' ? undefined : value),
    1,
  );
}

/** Files under their names; what ends with CR LF shows it. */
const shown = (
  title: string,
  files: Readonly<Record<string, string>>,
  but: Readonly<Record<string, string>> = {},
): string[] =>
  Object.entries(files)
    .filter(([name, text]) => but[name] !== text)
    .flatMap(([name, text]) => [`===== ${title}: ${name}`, text.replaceAll('\r', '␍')]);
