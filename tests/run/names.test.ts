import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cleanName, nameKey } from '../../src/disk/names.js';
import { createTovmach } from '../../src/index.js';
import { libreTranslateDialect, TranslationService } from '../../src/testing/index.js';
import { temporaryFolder } from '../support/command-line.js';
import { sentence, writeFiles } from '../support/corpus.js';

/** Sources that would meet in one file are refused before anything is sent, and both are named. */

let service: TranslationService;
beforeAll(async () => {
  service = await TranslationService.open(libreTranslateDialect);
});
afterAll(() => service.close());
beforeEach(() => {
  service.asked.length = 0;
});

async function run(files: Record<string, string>, output: Record<string, unknown> = {}, paths = ['in']) {
  const folder = temporaryFolder();
  for (const path of paths) mkdirSync(join(folder, path), { recursive: true });
  writeFiles(folder, files);
  const tovmach = await createTovmach({
    cwd: folder,
    config: {
      targets: ['en', 'uk'],
      languages: ['en', 'uk', 'ru'],
      provider: 'libretranslate',
      providers: { libretranslate: { url: service.url } },
      out: 'out',
      output,
    },
  });
  try {
    return await tovmach.run(paths);
  } finally {
    await tovmach.close();
  }
}

const PAIRS: readonly (readonly [string, string, string])[] = [
  ['cleaning', 'q?.txt', 'q*.txt'],
  ['cleaning and a name that is clean', 'q?.txt', 'q_.txt'],
  ['a trailing stop', 'end..txt', 'end_.txt'],
  ['capitals', 'News.txt', 'news.txt'],
  ['ß', 'Straße.txt', 'STRASSE.txt'],
  ['a dotted capital', 'İzmir.txt', 'izmir.txt'],
  ['a dotless letter', 'ılgaz.txt', 'Ilgaz.txt'],
  ['the last sigma', 'νόμος.txt', 'ΝΌΜΟΣ.txt'],
  ['composition', 'caf\u00e9.txt', 'cafe\u0301.txt'],
  ['a device', 'con.txt', 'con_.txt'],
  ['a device with an ending', 'aux.old.txt', 'aux_.old.txt'],
  ['kinds of files', 'one.txt', 'one.html'],
  ['folders', 'Sport/one.txt', 'sport/one.txt'],
];
const LAYOUTS = [
  { layout: 'hugo-file' },
  { layout: 'hugo-folder', format: 'json' },
  { layout: 'docusaurus' },
  { layout: 'astro', prefix: 'site' },
] as const;

describe.each(LAYOUTS)('names that meet, $layout', (output) => {
  it.each(PAIRS)('%s: %s, %s', async (_, first, second) => {
    const summary = await run(
      {
        [`in/${first}`]: `${sentence(1)}\n`,
        [`in/${second}`]: `${sentence(2)}\n`,
        'in/other.txt': `${sentence(3)}\n`,
      },
      output,
    );
    const named = summary.problems.map(({ message }) => message);
    expect(named).toHaveLength(2);
    for (const message of named)
      for (const name of [first, second]) expect(message.normalize('NFD')).toContain(name.normalize('NFD'));
    const asked = service.asked.flatMap(({ texts }) => texts);
    expect(asked).toContain(sentence(3));
    expect(asked).not.toContain(sentence(1));
    expect(asked).not.toContain(sentence(2));
    expect(summary.articles).toBe(1);
    expect(summary.exitCode).toBe(6);
  });
});

describe('across kinds and folders', () => {
  it('a record and a file of the name its article gets', async () => {
    const records = [
      { id: 'b', body: sentence(1) },
      { id: 'c', body: sentence(2) },
    ];
    const { problems } = await run({
      'in/feed.json': JSON.stringify(records),
      'in/feed/B.txt': sentence(3),
      'in/else.txt': sentence(4),
    });
    expect(problems.map(({ message }) => message).join()).toMatch(/feed\/B\.txt.*feed\.json/s);
    expect(service.asked.flatMap(({ texts }) => texts)).not.toContain(sentence(1));
  });

  it('a ledger and an output', async () => {
    const { problems } = await run(
      { 'in/en/a.txt': sentence(1), 'in/a.segments.txt': sentence(2), 'in/else.txt': sentence(4) },
      { layout: 'hugo-folder', format: 'json' },
    );
    expect(problems).toHaveLength(2);
    expect(problems[0]?.message).toContain('en/a.segments.json');
  });

  it('one name in two folders that were named', async () => {
    const { problems } = await run(
      { 'in/a.txt': sentence(1), 'more/a.txt': sentence(2), 'more/b.txt': sentence(3) },
      {},
      ['in', 'more'],
    );
    expect(problems.map(({ message }) => message).join()).toMatch(/in\/a\.txt.*more\/a\.txt/s);
    expect(service.asked.flatMap(({ texts }) => texts)).not.toContain(sentence(1));
  });

  it('ends with code 3 where nothing is left', async () => {
    await expect(run({ 'in/a.txt': sentence(1), 'in/A.txt': sentence(2) })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
  });
});

describe('names of files that are meant to mislead', () => {
  const names = [
    '\u001b[31mred.txt',
    'line\nbreak.txt',
    'gpj\u202E.txt',
    'x\u2066y\u2069.txt',
    '\u0085\u2028.txt',
  ];

  it('leave nothing in outputs, report and what is said that cannot be seen', async () => {
    const files = Object.fromEntries(
      names.map((name, at) => [`in/${name}`, at % 2 === 0 ? sentence(at + 1) : '']),
    );
    const { problems, out } = await run({ ...files, 'in/<b>|`x`.txt': '', 'in/*a* [b](c).md': sentence(9) });
    expect(problems).toHaveLength(3);
    const unseen = /(?!\n)\p{Cc}|[\u2028-\u202E\u2066-\u2069]/u;
    const written = readdirSync(out);
    expect(written.filter((name) => unseen.test(name))).toEqual([]);
    expect(written.filter((name) => name.endsWith('.segments.json'))).toHaveLength(4);
    const report = readFileSync(join(out, 'report.md'), 'utf8');
    expect(report).not.toMatch(unseen);
    expect(report).toContain('- &lt;b>\\|\\`x\\`.txt:');
  });
});

describe('the key of a name', () => {
  it('is the same for a sign with a stroke, composed or not', () => {
    expect(nameKey('\u226E:')).toBe(nameKey('<\u0338:'));
  });

  it('is the same for a name, its cleaned form, either composition and any case', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), (name) => {
        const key = nameKey(name);
        expect(nameKey(cleanName(name))).toBe(key);
        expect(nameKey(key)).toBe(key);
        expect(nameKey(name.normalize('NFC'))).toBe(nameKey(name.normalize('NFD')));
        if (!/[ıİ]/.test(name)) expect(nameKey(name.toUpperCase())).toBe(key);
      }),
    );
  });
});
