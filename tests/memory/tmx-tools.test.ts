import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importTmx } from '../../src/exchange/tmx.js';
import type { MemoryMatch, MemoryQuery, MemoryStore } from '../../src/index.js';
import { IN_MEMORY, openMemory } from '../../src/memory/store.js';

let folder: string;
let memory: MemoryStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tovmach-tmx-'));
  memory = openMemory(IN_MEMORY);
});

afterEach(() => {
  memory.close();
  rmSync(folder, { recursive: true, force: true });
});

function file(content: string | Buffer): string {
  const path = join(folder, 'tool.tmx');
  writeFileSync(path, content);
  return path;
}

function find(text: string, query: Partial<MemoryQuery> = {}): MemoryMatch | undefined {
  return memory.find({ source: 'en', target: 'uk', text, ...query });
}

const tmx = (header: string, body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header ${header}/><body>\n${body}\n</body></tmx>`;

/** `<tu>` of two languages. */
const tu = (source: string, target: string, props = '', languages = ['en-US', 'uk-UA']): string =>
  `<tu>${props}<tuv xml:lang="${languages[0]}"><seg>${source}</seg></tuv><tuv xml:lang="${languages[1]}"><seg>${target}</seg></tuv></tu>`;

const prop = (type: string, text: string): string => `<prop type="${type}">${text}</prop>`;

describe('a memory of Trados', () => {
  const HEADER = 'creationtool="SDL Language Platform" srclang="en-US" segtype="sentence"';

  it('is read from UTF-16, with empty codes and references that XML forbids', async () => {
    const content = tmx(
      HEADER,
      tu(
        'Bell &#x7;rings &#31;<bpt i="1" type="13" x="1"/>on<ept i="1"/> deck.<ph x="2"/>',
        'Дзвін лунає <bpt i="1"/>на<ept i="1"/> палубі.',
      ),
    ).replace('UTF-8', 'utf-16');
    await importTmx(memory, file(Buffer.from(`\uFEFF${content}`, 'utf16le')));
    expect(find('Bell rings on deck.')?.text).toBe('Дзвін лунає на палубі.');
  });

  it('says what is approved, unfinished, rejected, by a machine', async () => {
    const level = (name: string): string => prop('x-ConfirmationLevel', name);
    const report = await importTmx(
      memory,
      file(
        tmx(
          HEADER,
          [
            tu('Approved.', 'Схвалено.', level('ApprovedTranslation')),
            tu('Draft.', 'Чернетка.', level('Draft')),
            tu('By machine.', 'Машиною.', prop('x-Origin', 'MachineTranslation')),
            tu('Rejected.', 'Відхилено.', level('RejectedTranslation')),
          ].join('\n'),
        ),
      ),
    );
    expect(find('Approved.')?.state).toBe('reviewed');
    expect(find('Draft.')?.state).toBe('machine');
    expect(find('By machine.')?.state).toBe('machine');
    expect(find('Rejected.')).toBeUndefined();
    expect(report.skipped).toMatchObject([{ reason: 'rejected by a reviewer', line: 6, count: 1 }]);
  });
});

describe('a memory of OmegaT', () => {
  it('has one translation for all places, and others for some', async () => {
    const place = `${prop('file', 'a.txt')}${prop('prev', 'Tickets are cheap.')}${prop('next', 'Hurry.')}`;
    const units = [
      tu('It leaves at noon.', 'Відходить опівдні.', '', ['EN', 'UK']),
      tu('It leaves at noon.', 'Рушає о дванадцятій.', `${place}<note>!</note>`, ['EN', 'UK']),
    ];
    await importTmx(memory, file(tmx('creationtool="OmegaT" srclang="EN"', units.join('\n'))));
    expect(find('It leaves at noon.')?.text).toBe('Відходить опівдні.');
    expect(find('It leaves at noon.', { before: 'The pier.' })?.text).toBe('Відходить опівдні.');
    expect(find('It leaves at noon.', { before: 'Tickets are cheap.', after: 'Hurry.' })).toMatchObject({
      text: 'Рушає о дванадцятій.',
      match: 'context',
    });
  });
});

describe('a memory of memoQ', () => {
  it('keeps the neighbours, the machine and line breaks', async () => {
    const place = `${prop('x-context-pre', "&lt;seg&gt;Before &lt;bpt i='1'&gt;{}&lt;/bpt&gt;this.&lt;/seg&gt;")}${prop('x-context-post', '&lt;seg&gt;After.&lt;/seg&gt;')}`;
    const units = [
      tu(
        "The <it pos='begin'>&lt;i&gt;</it>mayor<it pos='end'>&lt;/i&gt;</it> said<ph type='fmt'>&lt;br /&gt;</ph>no.",
        "Мер<ph type='fmt'>&lt;br /&gt;</ph>відмовив.",
        place,
      ),
      tu('Machine.', 'Машина.').replace('<tu>', '<tu creationid="MT!">'),
    ];
    await importTmx(memory, file(tmx('creationtool="MemoQ" srclang="en-us"', units.join('\n'))));
    expect(find('The mayor said no.', { before: 'Before {}this.', after: 'After.' })).toMatchObject({
      text: 'Мер відмовив.',
      match: 'context',
    });
    expect(find('Machine.')?.state).toBe('machine');
  });
});

describe('a memory of Okapi', () => {
  it('keeps highlighted text, leaves code and what is in it out, and has several translations', async () => {
    const unit = `<tu><tuv xml:lang="en"><seg>See <hi>Dnipro <hi>News</hi></hi> and <ph x="1">&lt;img alt="<sub>A picture</sub>"&gt;</ph>tell us.</seg></tuv>
<tuv xml:lang="uk"><seg>Читайте і пишіть.</seg></tuv><tuv xml:lang="uk"><seg>Дивіться і кажіть.</seg></tuv></tu>`;
    const report = await importTmx(memory, file(tmx('srclang="en"', unit)));
    expect(report).toMatchObject({ units: 1, entries: 2, stored: 2 });
    expect(find('See Dnipro News and tell us.')?.text).toBe('Дивіться і кажіть.');
    expect([...memory.entries()].map(({ targetText }) => targetText)).toContain('Читайте і пишіть.');
  });
});

describe('language codes of other tools', () => {
  it.each([
    ['EN-gb', 'uk_UA'],
    ['ENG', 'UKR'],
    ['English', 'Ukrainian'],
    ['en', 'ua'],
  ])('%s and %s are understood', async (source, target) => {
    await importTmx(memory, file(tmx('srclang="*ALL*"', tu('The sea', 'Море', '', [source, target]))));
    expect(find('The sea')?.text).toBe('Море');
    expect(find('Море', { source: 'uk', target: 'en' })?.text).toBe('The sea');
  });

  it('a header without a source language means all directions', async () => {
    await importTmx(memory, file(tmx('creationtool="homemade"', tu('The sea', 'Море'))));
    expect(find('Море', { source: 'uk', target: 'en' })?.text).toBe('The sea');
  });

  it('the language of a region is found by the general source language, and the other way round', async () => {
    const units = [tu('Colour', 'Колір', '', ['en-GB', 'uk']), tu('Sea', 'Море', '', ['en', 'uk'])];
    await importTmx(memory, file(tmx('srclang="en"', units.join('\n'))));
    expect(find('Colour')?.text).toBe('Колір');
    expect(find('Sea', { source: 'en-US', target: 'uk-UA' })?.text).toBe('Море');
  });
});

describe('references', () => {
  it('survive wherever the file is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 90, max: 290 }), async (before) => {
        // The unit lies across the end of the first 256 KiB, which are read at once.
        const filling = `<!--${'x'.repeat(256 * 1024 - before)}-->`;
        const path = file(
          tmx('srclang="en"', `${filling}${tu('A &amp; B &#x7;&#8211;&#x2013; &lt;', 'Б &#1071;')}`),
        );
        const fresh = openMemory(IN_MEMORY);
        await importTmx(fresh, path);
        expect(fresh.find({ source: 'en', target: 'uk', text: 'A & B –– <' })?.text).toBe('Б Я');
        fresh.close();
      }),
      { numRuns: 60 },
    );
  });
});
