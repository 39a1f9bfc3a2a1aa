import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse as parseToml } from 'smol-toml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type ConfigInput, createTovmach } from '../../src/index.js';
import { patchJson } from '../../src/syntax/matter/json.js';
import { patchToml } from '../../src/syntax/matter/toml.js';
import { edited } from '../../src/syntax/matter/types.js';
import { patchYaml } from '../../src/syntax/matter/yaml.js';

const BODY = '\n\nМіський голова відкрив новий міст через річку.\n';
const YAML = `---
# by hand
title:   'Новий міст'   # a comment
description: >-
  Довгий опис
  у два рядки
url: /nash/
aliases: ["/old/"]
tags: [ новини, мости ]
image:
    src: /a.png
    alt: Вид на міст
locale: uk_UA
draft: false
slug: nash
---${BODY}`;
const TOML = `+++
# by hand
title = 'Новий міст'   # a comment
date = 2024-05-18
url = "/uk/nash/"
[image]
alt = "Вид на міст"
+++${BODY}`;
const JSON_MATTER = `{
   "title": "Новий міст",
   "image": { "alt": "Вид на міст" },
   "url": "/nash.html"
}${BODY}`;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

async function run(documents: Record<string, string>, config: ConfigInput = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'tovmach-'));
  folders.push(folder);
  mkdirSync(join(folder, 'in'));
  for (const [name, text] of Object.entries(documents)) writeFileSync(join(folder, 'in', name), text);
  const tovmach = await createTovmach({
    cwd: folder,
    env: {},
    config: { targets: ['uk', 'en'], languages: ['uk', 'en'], provider: 'pseudo', ...config },
  });
  try {
    const summary = await tovmach.run(['in']);
    expect(summary.problems).toEqual([]);
    const read = (name: string): string => readFileSync(join(folder, 'out', name), 'utf8');
    return { read, findings: summary.findings.worst };
  } finally {
    await tovmach.close();
  }
}

describe('front matter', () => {
  let made: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    made = await run({ 'y.md': YAML, 't.md': TOML, 'j.md': JSON_MATTER });
  });

  it.each([
    ['YAML', 'y.uk.md', YAML, '---'],
    ['TOML', 't.uk.md', TOML, '[image]'],
  ])('%s of the own version is as it was written, with fields added', (_, name, source, last) => {
    const head = source.slice(0, source.lastIndexOf(last));
    expect(made.read(name).startsWith(head)).toBe(true);
    expect(made.read(name).endsWith(BODY)).toBe(true);
  });

  it('of a translation keeps comments, order and notation, and has its words translated', () => {
    const yaml = made.read('y.en.md');
    expect(yaml).toMatch(
      /^---\n# by hand\ntitle: {3}'\[en\] .*' {3}# a comment\ndescription: "\[en\] .*"\nurl: \/en\/nash\/\ntags: \[ новини, мости \]\nimage:\n {4}src: \/a\.png\n {4}alt: "\[en\] .*"\nlocale: en\ndraft: false\nslug: nash-en\nlang: en\n/,
    );
    const toml = made.read('t.en.md');
    expect(toml).toMatch(
      /^\+\+\+\n# by hand\ntitle = '\[en\] .*' {3}# a comment\ndate = 2024-05-18\nurl = "\/en\/nash\/"\nlang = "en"\n[\s\S]*\n\[image\]\nalt = "\[en\] .*"\n\+\+\+\n/,
    );
    const json = made.read('j.en.md');
    expect(JSON.parse(json.slice(0, json.indexOf('\n}') + 2))).toMatchObject({
      lang: 'en',
      url: '/en/nash.html',
    });
    expect(json).toContain('\n   "image": { "alt": "[en] ');
  });

  it('says which fields stay in another language, and invents no source address', () => {
    const left = made.findings.filter(({ check }) => check === 'front-matter-language');
    expect(left.map(({ message, path }) => `${path}: ${message}`)).toEqual([
      'y.md: 1 field of the front matter stays in another language: tags (uk)',
    ]);
    expect(made.read('y.en.md')).not.toContain('source_url');
  });

  it('goes by the configuration: other fields, addresses left out or kept', async () => {
    const dropped = await run(
      { 'y.md': YAML },
      { frontMatter: { translate: ['tags', 'image.*'], addresses: 'drop' } },
    );
    const fields = parse(dropped.read('y.en.md').split('---')[1] ?? '') as Record<string, unknown>;
    expect(fields).toMatchObject({
      description: 'Довгий опис у два рядки',
      tags: [expect.stringMatching(/^\[en\]/), expect.stringMatching(/^\[en\]/)],
    });
    expect(Object.keys(fields)).not.toContain('url');
    expect(Object.keys(fields)).not.toContain('aliases');
    const kept = await run({ 'y.md': YAML }, { frontMatter: { addresses: 'keep' } });
    expect(kept.read('y.en.md')).toContain('url: /nash/\naliases: ["/old/"]\n');
  });

  it('becomes YAML for a site that reads nothing else', async () => {
    const { read } = await run({ 't.md': TOML }, { output: { layout: 'docusaurus' } });
    expect(read('i18n/en/docusaurus-plugin-content-blog/t.md')).toMatch(/^---\ntitle: /);
  });
});

describe('front matter where there was none', () => {
  const words = fc.string({
    unit: fc.constantFrom(
      ...'aZпЇ09 .,/_-:#~e+"\'\u00a0\u0301;!?()«»„–…%&*@$№',
      '--',
      ' #',
      ': ',
      ', ',
      'null',
      'true',
    ),
    maxLength: 9,
  });
  const value = fc.oneof(
    words,
    fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), maxLength: 9 }),
    fc.string({ unit: 'grapheme', maxLength: 9 }),
    fc.constantFrom(
      'null',
      'True',
      'FALSE',
      'yes',
      'no',
      'y',
      'on',
      '0x1f',
      '1e9',
      '.inf',
      'nan',
      'Infinity',
    ),
    fc.array(words, { maxLength: 2 }),
  );

  it('is what the library makes of it, and read again as it was meant', () => {
    fc.assert(
      fc.property(value, value, (one, other) => {
        const put: [string, unknown][] = [
          ['one', one],
          ['other', other],
        ];
        const made = patchYaml('', { set: [], put, remove: ['url'] });
        expect(parse(made)).toEqual({ one, other });
        // A comment makes no difference but that there is a document already, which goes the long way.
        const patched = patchYaml('# x\n', { set: [], put, remove: [] });
        if (patched.startsWith('# x\none:')) expect(made).toBe(patched.slice(4));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a change of front matter', () => {
  const value = fc.oneof(
    fc.constantFrom(
      'слово',
      'a: b',
      '"x" \'y\'',
      '# z',
      '- a',
      '[x]',
      '{y}',
      'a, b',
      '',
      ' ',
      "it's",
      '\\',
      'yes',
      '1',
      '\t',
      'é\u0301',
    ),
    fc.string({ maxLength: 12 }),
  );
  const matter = fc.record({
    title: value,
    tags: fc.array(value, { maxLength: 3 }),
    image: fc.record({ alt: value }),
  });

  it('is read again as what was meant, in every notation', () => {
    fc.assert(
      fc.property(matter, value, value, fc.array(value, { maxLength: 2 }), (fields, title, alt, list) => {
        const edits = {
          set: [
            [['title'], title],
            [['image', 'alt'], alt],
          ] as const,
          remove: ['gone'],
          put: [
            ['lang', 'en'],
            ['list', list],
          ] as const,
        };
        const text = JSON.stringify(fields.title);
        const tags = JSON.stringify(fields.tags);
        const image = JSON.stringify(fields.image.alt);
        const before = { ...fields, gone: '/x/' };
        const wanted = edited(before, edits);
        const yaml = `title: ${text} # c\ngone: /x/\ntags: ${tags}\nimage:\n  alt: ${image}\n`;
        expect(parse(patchYaml(yaml, edits))).toEqual(wanted);
        const quoted = (json: string): string => json.replace(/\u007F/g, '\\u007F');
        const toml = `title = ${quoted(text)} # c\ngone = "/x/"\ntags = ${quoted(tags)}\n[image]\nalt = ${quoted(image)}\n`;
        expect(parseToml(patchToml(toml, edits))).toEqual(wanted);
        expect(JSON.parse(patchJson(JSON.stringify(before, null, 2), edits))).toEqual(wanted);
      }),
    );
  });

  it('leaves a block of several lines, a list and an empty text in order', () => {
    const text = 'a: |\n  x\n  y\nurl: /u/\nlist:\n  - b\n  - c\nlast: d';
    expect(
      patchYaml(text, {
        set: [
          [['a'], 'z'],
          [['list', 1], 'q: r'],
        ],
        remove: ['url'],
        put: [['lang', 'en']],
      }),
    ).toBe('a: "z"\nlist:\n  - b\n  - "q: r"\nlast: d\nlang: en\n');
    expect(patchYaml('', { set: [], remove: [], put: [['lang', 'en']] })).toBe('lang: en\n');
  });
});
