import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { TovmachError } from '../../src/errors.js';
import { importMemory } from '../../src/exchange/transfer.js';
import { importXliff } from '../../src/exchange/xliff/import.js';
import { createTovmach } from '../../src/index.js';
import { IN_MEMORY, openMemory } from '../../src/memory/store.js';
import { createTimestampFinder } from '../../src/segment/timestamps.js';
import { protect, restore } from '../../src/translate/protect.js';
import { parseSidecar } from '../../src/write/ledger.js';
import { openPreviousManifest } from '../../src/write/manifest-read.js';
import { readState } from '../../src/write/state.js';
import { ROOT } from '../support/command-line.js';

/**
 * Files that were cut, joined, shuffled and spiced: whatever comes in, it is read or refused with an error of ours, in
 * time, and never taken for a bug. What this found has a test of its own beside the code it was found in.
 */

const RUNS = Number(process.env.TOVMACH_FUZZ_RUNS ?? 150);
/** One input, in milliseconds; far more than any needs on a machine that does other things too. */
const TIME = 20_000;

const folder = mkdtempSync(join(tmpdir(), 'tovmach-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What formats give a meaning to. */
const SPICE = [
  '<',
  '>',
  '</',
  '/>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<!',
  '&',
  '&#0;',
  '&#x10FFFF;',
  '&lt;',
  '"',
  "'",
  '`',
  '```',
  '{{',
  '}}',
  '{%',
  '%}',
  '{{<',
  '>}}',
  '[',
  '](',
  '![',
  '---\n',
  '+++\n',
  '|',
  '\t',
  '\r',
  '\r\n',
  '\n',
  '\n\n\n',
  '\u0000',
  '\u0001',
  '\uFEFF',
  '\u2028',
  '\u202E',
  '\u00AD',
  '\uD800',
  '😀',
  '{',
  '}',
  '[[',
  ':',
  ',',
  '\\',
  '\\u',
  '0',
  '-1',
  '1e999',
  'null',
  'true',
  '$',
  '$$',
  '\\(',
  '12:30',
  '2026-02-30',
  '.',
  '…',
  '«',
  '»',
  'і',
  'ы',
  '<x id="1"/>',
].map((text) => Buffer.from(text));

interface Change {
  readonly kind: 'cut' | 'drop' | 'repeat' | 'move' | 'spice' | 'byte';
  readonly at: number;
  readonly length: number;
  readonly with: number;
}

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('cut', 'drop', 'repeat', 'move', 'spice', 'spice', 'spice', 'byte'),
  at: fc.nat(),
  length: fc.nat(200),
  with: fc.nat(),
});
const changes = fc.array(change, { minLength: 1, maxLength: 8 });

function changed(original: Uint8Array, all: readonly Change[]): Buffer {
  let bytes = Buffer.from(original);
  for (const { kind, at, length, with: what } of all) {
    const start = bytes.length === 0 ? 0 : at % bytes.length;
    const [before, part, after] = [
      bytes.subarray(0, start),
      bytes.subarray(start, start + length),
      bytes.subarray(start + length),
    ];
    const spice = SPICE[what % SPICE.length] ?? Buffer.alloc(0);
    const made: Record<Change['kind'], () => readonly Uint8Array[]> = {
      cut: () => [before],
      drop: () => [before, after],
      repeat: () => [before, ...Array.from({ length: 1 + (what % 50) }, () => part), after],
      move: () => [after, part, before],
      spice: () => [
        before,
        ...Array.from({ length: 1 + (what % 3 === 0 ? what % 400 : 0) }, () => spice),
        part,
        after,
      ],
      byte: () => [before, Buffer.from([what % 256]), part, after],
    };
    bytes = Buffer.concat(made[kind]());
  }
  return bytes;
}

async function inTime<Result>(work: () => Promise<Result> | Result): Promise<Result> {
  const started = performance.now();
  const result = await work();
  expect(performance.now() - started).toBeLessThan(TIME);
  return result;
}

/** Refused by us is well; anything else is not. */
async function readOrRefused(work: () => unknown): Promise<void> {
  try {
    await inTime(async () => work());
  } catch (error) {
    if (!TovmachError.isInstance(error) || error.code === 'INTERNAL') throw error;
  }
}

const kinds = join(ROOT, 'tests/fixtures/kinds');
const samples = readdirSync(kinds, { recursive: true, encoding: 'utf8' })
  .map((name) => join(kinds, name))
  .concat(
    ['bees-on-the-roof.txt', 'energy-forum.html', 'museum-return.md'].map((name) =>
      join(ROOT, 'seeds', name),
    ),
  )
  .filter((path) => statSync(path).isFile() && statSync(path).size < 60_000);

describe('readers', () => {
  it.each(samples)('%s', async (sample) => {
    const original = readFileSync(sample);
    const name = sample.slice(sample.lastIndexOf('/') + 1);
    const place = mkdtempSync(join(folder, 'in-'));
    const tovmach = await createTovmach({
      cwd: place,
      env: {},
      config: { languages: ['uk', 'en'], targets: ['en'] },
    });
    try {
      await fc.assert(
        fc.asyncProperty(changes, async (all) => {
          writeFileSync(join(place, name), changed(original, all));
          await inTime(async () => {
            const { articles, problems } = await tovmach.detect([name]);
            for await (const { id } of articles) expect(id).toBeTypeOf('string');
            expect(problems.filter(({ code }) => code === 'INTERNAL')).toEqual([]);
          });
        }),
        { numRuns: Math.max(1, Math.ceil(RUNS / 10)) },
      );
    } finally {
      await tovmach.close();
    }
  });
});

const TMX = `<?xml version="1.0"?><tmx version="1.4"><header srclang="en" datatype="plaintext" segtype="sentence" o-tmf="x" adminlang="en" creationtool="x" creationtoolversion="1"/><body><tu><prop type="x">y</prop><tuv xml:lang="en"><seg>One <ph>x</ph> text.</seg></tuv><tuv xml:lang="uk"><seg>Один <ph>x</ph> текст.</seg></tuv></tu></body></tmx>`;
const XLIFF_21 = `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="uk"><file id="f1"><unit id="u1"><originalData><data id="d1">@desk</data></originalData><segment state="translated"><source>One <ph id="1" dataRef="d1"/> text.</source><target>Один <ph id="1" dataRef="d1"/> текст.</target></segment></unit></file></xliff>`;
const XLIFF_12 = `<xliff version="1.2"><file original="a.txt" source-language="en" target-language="uk" datatype="plaintext"><body><trans-unit id="1" approved="yes"><source>One <ph id="1">@desk</ph> text.</source><target state="final">Один <ph id="1">@desk</ph> текст.</target></trans-unit></body></file></xliff>`;

describe('importers', () => {
  it.each([
    ['memory.tmx', TMX],
    [
      'memory.csv',
      'source,target,source_text,target_text\nen,uk,"One ""text"".",Один текст.\nen,uk,Two.,Два.\n',
    ],
    ['memory.jsonl', '{"source":"en","target":"uk","sourceText":"One.","targetText":"Один."}\n'],
    ['work-21.xlf', XLIFF_21],
    ['work-12.xlf', XLIFF_12],
  ])('%s', async (name, original) => {
    const path = join(folder, name);
    await fc.assert(
      fc.asyncProperty(changes, async (all) => {
        writeFileSync(path, changed(Buffer.from(original), all));
        const memory = openMemory(IN_MEMORY);
        await readOrRefused(() =>
          name.endsWith('.xlf') ? importXliff(memory, path) : importMemory(memory, path, {}),
        );
        expect(memory.verify()).toEqual([]);
        memory.close();
      }),
      { numRuns: RUNS },
    );
  });
});

describe('state', () => {
  const site = join(ROOT, 'tests/fixtures/v0.1.0/project/site/md-hugo-file');
  it.each(['tovmach.lock', 'manifest.json', 'bridge.segments.json'])('%s', async (name) => {
    const original = readFileSync(join(site, name));
    const place = mkdtempSync(join(folder, 'state-'));
    mkdirSync(place, { recursive: true });
    await fc.assert(
      fc.asyncProperty(changes, async (all) => {
        const bytes = changed(original, all);
        writeFileSync(join(place, name), bytes);
        await readOrRefused(async () => {
          if (name === 'tovmach.lock')
            for (const { id } of (await readState(place)).articles()) expect(id).toBeTypeOf('string');
          else if (name === 'manifest.json') {
            const manifest = await openPreviousManifest(place);
            for (const id of manifest.ids()) manifest.article(id);
            manifest.close();
          } else parseSidecar(bytes.toString('utf8'));
        });
      }),
      { numRuns: RUNS },
    );
  });
});

const pieces = fc.array(
  fc.oneof(
    fc.constantFrom(
      '12:30',
      '09:26 PM',
      '8 липня, 20:41',
      '2026-02-30',
      ' ',
      ', ',
      '.',
      'сьогодні',
      'July',
      '31',
      ':',
      '00',
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
  ),
  { maxLength: 40 },
);

describe('texts', () => {
  it('timestamps lie in their text, apart from each other', () => {
    const finder = createTimestampFinder(['uk', 'en'], 'Europe/Kyiv');
    fc.assert(
      fc.property(pieces, (all) => {
        const text = all.join('');
        let at = 0;
        for (const { start, end } of [...finder.find(text)].sort((a, b) => a.start - b.start)) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          at = end;
        }
      }),
      { numRuns: RUNS * 10 },
    );
  });

  it('what was protected is restored from an echo, and a damaged answer never throws', () => {
    fc.assert(
      fc.property(
        pieces,
        fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 8 })), { maxLength: 5 }),
        changes,
        fc.constantFrom('xml', 'html', 'token', 'split'),
        (all, ranges, damage, style) => {
          const text = all.join('');
          let at = 0;
          const placeholders = ranges
            .map(([start, length]) => ({
              start,
              end: Math.min(text.length, start + length),
              kind: 'tag' as const,
            }))
            .sort((a, b) => a.start - b.start)
            .filter(({ start, end }) => {
              if (start < at || end <= start) return false;
              at = end;
              return true;
            });
          const made = protect(text, placeholders, style as Parameters<typeof protect>[2]);
          const prose = made.parts.flatMap((part) => ('prose' in part ? [part.prose] : []));
          const back = restore(made, prose);
          expect(back).toEqual({ ok: true, text });
          restore(
            made,
            prose.map((one) => changed(Buffer.from(one), damage).toString('utf8')),
          );
        },
      ),
      { numRuns: RUNS * 4 },
    );
  });
});
