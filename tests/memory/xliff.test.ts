import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importXliff, pendingWork } from '../../src/exchange/xliff/import.js';
import { readXliff } from '../../src/exchange/xliff/read.js';
import {
  type ReadXliffUnit,
  unitsByPair,
  XLIFF_STATES,
  XLIFF_VERSIONS,
  type XliffUnit,
  xliffFileName,
} from '../../src/exchange/xliff/units.js';
import { xliffWriter } from '../../src/exchange/xliff/write.js';
import { readXmlTree } from '../../src/exchange/xml-tree.js';
import type { XliffVersion } from '../../src/index.js';
import { IN_MEMORY, openMemory } from '../../src/memory/store.js';
import { ROLES } from '../../src/model/segment.js';
import { cleanText } from '../../src/model/xml.js';
import { violations, XLIFF_12, XLIFF_21 } from './xliff-grammar.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tovmach-xliff-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(content: string, name = 'work.xlf'): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Units by article, in the order of the first of each. */
function byArticle(all: readonly XliffUnit[]): [id: string, units: XliffUnit[]][] {
  const ids = [...new Set(all.map(({ articleId }) => articleId))];
  return ids.map((id) => [id, all.filter(({ articleId }) => articleId === id)]);
}

function text(all: readonly XliffUnit[], version: XliffVersion): string {
  const writer = xliffWriter(version, 'en', 'uk');
  return (
    writer.head +
    byArticle(all)
      .map((article) => writer.article(...article))
      .join('') +
    writer.foot
  );
}

const URL = 'https://example.org/a?b=1&c=2';
const LINKED = `Read <more> at ${URL} & write to @desk.`;
const UNIT: XliffUnit = {
  id: 'p-1',
  articleId: 'news/port.txt',
  source: 'en',
  target: 'uk',
  sourceText: LINKED,
  targetText: `Пишіть @desk, докладніше: ${URL}.`,
  state: 'translated',
  role: 'paragraph',
  placeholders: [
    { start: 15, end: 15 + URL.length, kind: 'url' },
    { start: LINKED.indexOf('@desk'), end: LINKED.indexOf('@desk') + 5, kind: 'handle' },
  ],
  notes: ['Keep it short.'],
  start: 120,
  end: 180,
  origin: { kind: 'provider', provider: 'deepl', model: 'quality' },
  identity: 'deepl@api',
  before: 'The port reopened.',
};

const body = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1 }),
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.constantFrom(
    ' lead and trail ',
    'line\nbreak\r\nand\ttab',
    '<a href="x">&amp;</a>',
    '\u0001bell\u0007',
    ']]>',
  ),
);
const filled = body.map((content) => `${content}.`);
const clean = body.map((content) => `${cleanText(content)}.`);
const unit: fc.Arbitrary<XliffUnit> = fc
  .record(
    {
      id: fc.oneof(fc.stringMatching(/^[a-z0-9]{4}-[0-9]$/), fc.constantFrom('a b', 'n1', 'x#2', 'дім')),
      articleId: fc.constantFrom('a.txt', 'sub/b.ndjson#3', 'в & г.md'),
      source: fc.constant('en'),
      target: fc.constant('uk'),
      sourceText: filled,
      targetText: filled,
      state: fc.constantFrom(...XLIFF_STATES),
      role: fc.constantFrom(...ROLES),
      notes: fc.array(clean, { maxLength: 2 }),
      start: fc.nat(),
      end: fc.nat(),
      origin: fc.constantFrom({ kind: 'human' } as const, { kind: 'provider', provider: 'a "b"' } as const),
      identity: fc.constant('engine <1>'),
      before: clean,
      after: clean,
      suggestions: fc.array(
        fc.record({ sourceText: filled, targetText: filled, score: fc.integer({ min: 0, max: 100 }) }),
        { minLength: 1, maxLength: 2 },
      ),
      cuts: fc.array(fc.tuple(fc.nat(), fc.nat(8), fc.constantFrom('url', 'tag', 'code', 'number')), {
        maxLength: 3,
      }),
    },
    { requiredKeys: ['id', 'articleId', 'source', 'target', 'sourceText', 'state', 'notes', 'cuts'] },
  )
  .map(({ cuts, ...rest }) => ({
    ...rest,
    placeholders: cuts.map(([at, length, kind]) => {
      const start = at % rest.sourceText.length;
      return {
        start,
        end: Math.min(rest.sourceText.length, start + length),
        kind,
      } as XliffUnit['placeholders'][number];
    }),
  })) as fc.Arbitrary<XliffUnit>;
const units = fc.uniqueArray(unit, {
  minLength: 1,
  maxLength: 6,
  selector: ({ id, articleId }) => `${articleId} ${id}`,
});

/** What is read back of a unit. */
function returned({ placeholders: _, ...rest }: XliffUnit): Omit<ReadXliffUnit, 'line' | 'sent'> {
  return { ...rest, state: rest.targetText === undefined ? 'initial' : rest.state };
}

function received({
  line: _,
  sent: __,
  codes: ___,
  ...rest
}: ReadXliffUnit): Omit<ReadXliffUnit, 'line' | 'sent'> {
  return rest;
}

/** The target with its first code, `@desk` in `UNIT`, so many times. */
function repeated(content: string, times: number): string {
  return content.replace(/<target[\s\S]*?<\/target>/, (target) =>
    target.replace(/<ph [^>]*(?:\/>|>[^<]*<\/ph>)/, (code) => code.repeat(times)),
  );
}

describe.each([
  ['2.1', XLIFF_21],
  ['1.2', XLIFF_12],
] as const)('XLIFF %s', (version, grammar) => {
  it('loses nothing on the way out and back, and keeps to the schema', async () => {
    await fc.assert(
      fc.asyncProperty(units, async (all) => {
        const path = file(text(all, version));
        const document = await readXliff(path);
        expect(document).toMatchObject({ version, source: 'en', target: 'uk' });
        const written = byArticle(all).flatMap(([, article]) => article);
        expect(document.units.map(received)).toEqual(written.map(returned));
        expect(violations(await readXmlTree(path, 'XLIFF'), grammar)).toEqual([]);
        expect(text(all, version)).toBe(text(all, version));
      }),
      { numRuns: 150 },
    );
  });

  it('makes placeholders of what must survive', () => {
    const content = text([UNIT], version);
    const ids = [...content.matchAll(/<ph id="(\d+)"/g)].map(([, id]) => id);
    expect(ids).toEqual(['1', '2', '2', '1']);
  });

  it('takes what a translator wrote as human and reviewed, once; what was only approved stays whose it was', async () => {
    const memory = openMemory(IN_MEMORY);
    const content = text(
      [UNIT, { ...UNIT, id: 'p-2', sourceText: 'Good.', placeholders: [], targetText: 'Добре.' }],
      version,
    );
    const edited = content.replace('Добре.', 'Гаразд.');
    const report = await importXliff(memory, file(edited), { by: 'Olha' });
    expect(report).toMatchObject({ units: 2, entries: 1, stored: 1 });
    expect(report.skipped).toMatchObject([{ reason: 'came back as it went out', count: 1 }]);
    const query = { source: 'en', target: 'uk', text: 'Good.' };
    expect(memory.find(query)).toMatchObject({
      text: 'Гаразд.',
      origin: { kind: 'human', by: 'Olha' },
      state: 'reviewed',
    });
    const approved =
      version === '2.1'
        ? edited.replaceAll('state="translated"', 'state="final"')
        : edited.replaceAll('approved="no"', 'approved="yes"');
    expect(await importXliff(memory, file(approved), { by: 'Olha' })).toMatchObject({
      entries: 2,
      stored: 1,
    });
    // Approved as it was: still the machine's words, and no longer to be overwritten by a machine.
    expect(memory.find({ ...query, text: LINKED })).toMatchObject({
      origin: { kind: 'provider', provider: 'deepl', model: 'quality' },
      identity: 'deepl@api',
      state: 'reviewed',
    });
    memory.close();
  });

  it.each([
    ['the file', 'Iryna', (sent: string) => sent],
    ['who imports', 'Olena', (sent: string) => sent.replaceAll(/ its:revPerson="[^"]*"/g, '')],
  ])('says who approved a machine, by %s', async (_, approvedBy, change) => {
    const memory = openMemory(IN_MEMORY);
    const named = text([UNIT], version)
      .replace('<target', '<target its:revPerson="Iryna"')
      .replace('state="translated"', version === '2.1' ? 'state="reviewed"' : 'state="signed-off"');
    await importXliff(memory, file(change(named)), { reviewer: 'Olena' });
    const { origin } = UNIT;
    expect(memory.find({ source: 'en', target: 'uk', text: LINKED })?.origin).toEqual({
      ...origin,
      approvedBy,
    });
    memory.close();
  });

  it.each(
    version === '2.1'
      ? [['a note', '<notes>', '<notes><note category="reviewed by">Iryna</note>']]
      : [
          [
            'a note about the target',
            '</trans-unit>',
            '<note from="Iryna" annotates="target">Good.</note></trans-unit>',
          ],
          [
            'the phase',
            /<target|<file [^>]*>(?:\s*<header\/>)?/g,
            (found: string) =>
              found === '<target'
                ? '<target phase-name="r"'
                : `${found}<header><phase-group><phase phase-name="r" process-name="review" contact-name="Iryna"/></phase-group></header>`,
          ],
        ],
  )('reads who approved from %s', async (_, from, to) => {
    const sent = text([UNIT], version)
      .replace('approved="no"', 'approved="yes"')
      .replace('state="translated"', 'state="final"');
    const { units } = await readXliff(file(sent.replace(from as string, to as string)));
    expect(units[0]?.person).toBe('Iryna');
  });

  it('knows what a file holds that the memory does not', async () => {
    const memory = openMemory(IN_MEMORY);
    const path = file(text([UNIT], version).replace('докладніше', 'більше'));
    expect(await pendingWork(memory, path)).toBe(1);
    await importXliff(memory, path);
    expect(await pendingWork(memory, path)).toBe(0);
    const again = file(text([UNIT], version).replace('докладніше', 'ще більше'));
    expect(await pendingWork(memory, again)).toBe(1);
    expect(await pendingWork(memory, file(text([UNIT], version)))).toBe(0);
    memory.close();
  });

  it.each([
    ['without a code', (sent: string) => repeated(sent, 0), 'exchange.codeMissing', { code: '@desk' }],
    ['with one twice', (sent: string) => repeated(sent, 2), 'exchange.codeRepeated', { code: '@desk' }],
    [
      'of a source that was changed in the tool',
      (sent: string) => sent.replace('Read &lt;more&gt; at', 'Read less at').replace('докладніше', 'більше'),
      'exchange.sourceChanged',
      undefined,
    ],
  ])('names a target %s, leaves it out, and keeps its file', async (_, change, reasonId, reasonValues) => {
    const memory = openMemory(IN_MEMORY);
    const sent = text([{ ...UNIT, state: 'translated' }], version);
    const path = file(change(sent));
    expect(change(sent)).not.toBe(sent);
    const report = await importXliff(memory, path);
    expect(report).toMatchObject({ units: 1, entries: 0, stored: 0 });
    expect(report.skipped).toMatchObject([{ reasonId, count: 1, line: expect.any(Number) }]);
    expect(report.skipped[0]?.reasonValues).toEqual(reasonValues);
    expect(memory.stats().entries).toBe(0);
    expect(await pendingWork(memory, path)).toBe(1);
    memory.close();
  });

  it('does not approve what a translator put in doubt', async () => {
    const memory = openMemory(IN_MEMORY);
    const doubt = version === '2.1' ? 'subState="tovmach:needs-review" state' : 'state';
    const state = version === '2.1' ? 'translated' : 'needs-review-translation';
    const content = text([{ ...UNIT, placeholders: [], sourceText: 'Good.', targetText: 'Добре.' }], version)
      .replace('Добре.', 'Гаразд?')
      .replace('state="translated"', `${doubt}="${state}"`);
    await importXliff(memory, file(content));
    expect(memory.find({ source: 'en', target: 'uk', text: 'Good.' })).toMatchObject({
      text: 'Гаразд?',
      origin: { kind: 'human' },
      state: 'machine',
    });
    memory.close();
  });

  it('is not fooled by white space that a tool changed', async () => {
    const memory = openMemory(IN_MEMORY);
    const content = text([{ ...UNIT, placeholders: [], targetText: 'Слово  слово.' }], version);
    const report = await importXliff(memory, file(content.replace('Слово  слово.', 'Слово слово. ')));
    expect(report.entries).toBe(0);
    memory.close();
  });
});

describe('files that other tools changed', () => {
  it('puts segments that were cut and reordered together again (2.x)', async () => {
    const content = `<?xml version="1.0"?>
<x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en-US" trgLang="UK">
<x:file id="f1" original="a.txt"><x:group id="g"><x:unit id="u1">
<x:originalData><x:data id="d1">[b]</x:data><x:data id="d2">[/b]</x:data></x:originalData>
<x:segment state="final"><x:source><x:pc id="1" dataRefStart="d1" dataRefEnd="d2">One</x:pc>.</x:source><x:target order="3"><x:pc id="1" dataRefStart="d1" dataRefEnd="d2">Раз</x:pc>.</x:target></x:segment>
<x:ignorable><x:source> </x:source></x:ignorable>
<x:segment state="reviewed"><x:source>Two.</x:source><x:target order="1">Два.</x:target></x:segment>
</x:unit></x:group><x:unit id="u2"><x:segment><x:source>Three.</x:source></x:segment></x:unit></x:file></x:xliff>`;
    const { units: read, source, target } = await readXliff(file(content));
    expect([source, target]).toEqual(['en-US', 'uk']);
    expect(read.map(received)).toEqual([
      expect.objectContaining({
        id: 'u1',
        articleId: 'a.txt',
        sourceText: '[b]One[/b]. Two.',
        targetText: 'Два. [b]Раз[/b].',
        state: 'reviewed',
      }),
      expect.objectContaining({ id: 'u2', sourceText: 'Three.', state: 'initial' }),
    ]);
  });

  it('passes over what a CAT tool added (1.2)', async () => {
    const content = `<?xml version="1.0" encoding="utf-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:cat="urn:cat">
<file original="a.txt" source-language="en" target-language="uk-UA" datatype="x-cat"><header><cat:info>1</cat:info></header><body>
<group id="g1"><trans-unit id="7" approved="yes" cat:score="3"><source>Hello <g id="1">world</g><x id="2" equiv-text="!"/></source>
<seg-source><mrk mtype="seg" mid="0">Hello world!</mrk></seg-source>
<target state="needs-translation"><mrk mtype="seg" mid="0">Привіт, <g id="1">світе</g><x id="2" equiv-text="!"/></mrk></target>
<alt-trans match-quality="82.50" origin="TM"><source>Hello</source><target>Вітаю</target></alt-trans>
<cat:props/><note>from the client</note></trans-unit></group>
<trans-unit id="8"><source>Empty.</source><target/></trans-unit>
<trans-unit id="9"><source>New.</source><target state="new">Нове.</target></trans-unit>
</body></file></xliff>`;
    const memory = openMemory(IN_MEMORY);
    const path = file(content);
    const { units: read } = await readXliff(path);
    expect(read[0]).toMatchObject({
      id: '7',
      sourceText: 'Hello world!',
      targetText: 'Привіт, світе!',
      state: 'reviewed',
      notes: ['from the client'],
      suggestions: [{ sourceText: 'Hello', targetText: 'Вітаю', score: 82.5, origin: 'TM' }],
    });
    const report = await importXliff(memory, path);
    expect(report.skipped.map(({ reason }) => reason)).toEqual([
      'not translated',
      'marked as not translated',
    ]);
    expect(memory.find({ source: 'en', target: 'uk', text: 'Hello world!' })).toMatchObject({
      text: 'Привіт, світе!',
      origin: { kind: 'human' },
      state: 'reviewed',
    });
    memory.close();
  });

  it("takes what a machine wrote in another tool for no person's work (1.2)", async () => {
    const content = `<xliff version="1.2"><file original="a" source-language="en" target-language="uk" datatype="plaintext"><body>
<trans-unit id="1"><source>One.</source><target state="translated" state-qualifier="mt-suggestion">Раз.</target></trans-unit>
<trans-unit id="2" approved="yes"><source>Two.</source><target state="translated" state-qualifier="leveraged-mt">Два.</target></trans-unit>
</body></file></xliff>`;
    const memory = openMemory(IN_MEMORY);
    await importXliff(memory, file(content, 'cat.xlf'));
    const find = (words: string) => memory.find({ source: 'en', target: 'uk', text: words });
    expect(find('One.')).toMatchObject({ origin: { kind: 'memory', file: 'cat.xlf' }, state: 'machine' });
    expect(find('Two.')).toMatchObject({ origin: { kind: 'memory' }, state: 'reviewed' });
    memory.close();
  });

  it('finds units in any order, and a code the tool emptied', async () => {
    const [first, second] = [UNIT, { ...UNIT, id: 'p-2', sourceText: 'Second.', placeholders: [] }];
    const content = text([first, second], '1.2');
    const [one = '', two = ''] = content.match(/<trans-unit[\s\S]*?<\/trans-unit>\n/g) ?? [];
    const swapped = content
      .replace(one + two, two + one)
      .replace(/(<target[\s\S]*?<ph id="1"[^>]*)>[^<]*<\/ph>/, '$1/>');
    const { units: read } = await readXliff(file(swapped));
    expect(read.map(({ id }) => id)).toEqual(['p-2', 'p-1']);
    expect(read[1]?.targetText).toBe(UNIT.targetText);
  });

  it.each([
    ['broken', text([UNIT], '2.1').replace('</source>', ''), /not well-formed XLIFF/],
    ['another format', '<tmx version="1.4"/>', /no <xliff> element but <tmx>/],
    ['an unknown version', '<xliff version="3.0"/>', /version "3.0"/],
    ['no source language', '<xliff version="2.0" trgLang="uk"/>', /has no srcLang/],
    ['a wrong code', '<xliff version="2.0" srcLang="ua" trgLang="en"/>', /did you mean "uk"/],
    ['nothing at all', '', /XLIFF/],
  ])('refuses %s', async (_, content, message) => {
    await expect(readXliff(file(content))).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      message: expect.stringMatching(message),
      line: expect.any(Number),
    });
  });
});

describe('the grammar catches', () => {
  it.each([
    ['a missing id', (content: string) => content.replace(/ id="f1"/, '')],
    ['a wrong state', (content: string) => content.replace('state="translated"', 'state="done"')],
    [
      'a wrong order',
      (content: string) => content.replace(/(<source>.*<\/source>\n)(<target>.*<\/target>\n)/, '$2$1'),
    ],
    ['a foreign attribute', (content: string) => content.replace('<segment', '<segment colour="red"')],
    ['text where none may be', (content: string) => content.replace('<segment', 'text<segment')],
    ['an id twice', (content: string) => content.replace(/(<unit[\s\S]*<\/unit>\n)/, '$1$1')],
  ])('%s', async (_, spoil) => {
    const content = text([UNIT], '2.1');
    const spoilt = spoil(content);
    expect(spoilt).not.toBe(content);
    expect(violations(await readXmlTree(file(spoilt), 'XLIFF'), XLIFF_21)).not.toEqual([]);
  });
});

describe('unitsByPair', () => {
  it('gives one list a pair, in a fixed order', () => {
    const all = [UNIT, { ...UNIT, source: 'pl' }, { ...UNIT, id: 'p-9' }, { ...UNIT, target: 'de' }];
    expect(
      unitsByPair(all).map((pair) => pair.map(({ source, target, id }) => `${source}-${target} ${id}`)),
    ).toEqual([['en-de p-1'], ['en-uk p-1', 'en-uk p-9'], ['pl-uk p-1']]);
    expect(XLIFF_VERSIONS.map((version) => xliffFileName(`news-${version}`, 'en', 'uk'))).toEqual([
      'news-2.1.en-uk.xlf',
      'news-1.2.en-uk.xlf',
    ]);
  });
});
