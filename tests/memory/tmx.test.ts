import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importTmx } from '../../src/exchange/tmx.js';
import type { MemoryStore } from '../../src/index.js';
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

function file(content: string | Buffer, name = 'other.tmx'): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function find(text: string, source = 'en', target = 'uk'): string | undefined {
  return memory.find({ source, target, text })?.text;
}

const WORDFAST = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header creationtool="Other CAT" creationtoolversion="9" segtype="sentence" o-tmf="x" adminlang="EN-US" srclang="EN_US" datatype="plaintext">
<prop type="x-project">Harvest &amp; trade</prop>
</header>
<body>
<tu creationdate="20240708T174100Z" creationid="ANNA">
  <prop type="x-domain">news</prop>
  <tuv xml:lang="EN_US"><seg>The <bpt i="1" type="bold">&lt;b&gt;</bpt>port<ept i="1">&lt;/b&gt;</ept> reopened&nbsp;on Monday.</seg></tuv>
  <tuv xml:lang="UK"><seg>Порт знову <hi>відкрили</hi> в понеділок.</seg></tuv>
  <tuv lang="pl-PL"><seg>Port otwarto w poniedziałek.</seg></tuv>
</tu>
<tu><tuv xml:lang="en-us"><seg>One line<ph type="lb"/>and another.</seg></tuv><tuv xml:lang="uk-UA"><seg>Один рядок<ph x="1">&lt;br/&gt;</ph>і другий.</seg></tuv></tu>
<tu><tuv xml:lang="en-US"><seg>Nobody translated this.</seg></tuv></tu>
<tu><tuv xml:lang="en-US"><seg>Empty.</seg></tuv><tuv xml:lang="uk"><seg></seg></tuv></tu>
<tu><tuv xml:lang="en-US"><seg>Klingon.</seg></tuv><tuv xml:lang="!!"><seg>tlh</seg></tuv></tu>
</body></tmx>`;

describe('importTmx', () => {
  it('takes only translations into the wanted languages', async () => {
    const report = await importTmx(memory, file(WORDFAST), { targets: ['pl', 'de'] });
    expect(find('The port reopened on Monday.', 'en', 'pl')).toBe('Port otwarto w poniedziałek.');
    expect(find('The port reopened on Monday.')).toBeUndefined();
    expect(report).toMatchObject({ entries: 1, stored: 1 });
  });

  it('takes what other tools write', async () => {
    const path = file(WORDFAST);
    const report = await importTmx(memory, path);
    expect(find('The port reopened on Monday.')).toBe('Порт знову відкрили в понеділок.');
    expect(find('The port reopened on Monday.', 'en-US', 'pl')).toBe('Port otwarto w poniedziałek.');
    expect(find('One line and another.')).toBe('Один рядок і другий.');
    expect(find('Порт знову відкрили в понеділок.', 'uk', 'en')).toBeUndefined();
    expect(report).toMatchObject({ units: 5, entries: 3, stored: 3 });
    expect(report.skipped).toMatchObject([
      { reason: 'fewer than two usable languages', line: 15, count: 3 },
      { reason: 'empty segment', line: 16, count: 1 },
      { reason: 'unknown language code "!!"', line: 17, count: 1 },
    ]);
    expect(memory.find({ source: 'en', target: 'uk', text: 'The port reopened on Monday.' })?.origin).toEqual(
      {
        kind: 'memory',
        match: 'exact',
        score: 100,
        file: 'other.tmx',
      },
    );
  });

  it('changes nothing the second time', async () => {
    const path = file(WORDFAST);
    await importTmx(memory, path);
    expect(await importTmx(memory, path)).toMatchObject({ entries: 3, stored: 0 });
  });

  it.each([
    ['UTF-16 with BOM, little-endian', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 with BOM, big-endian', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['UTF-16 without BOM', (text: string) => Buffer.from(text, 'utf16le')],
    ['UTF-8 with BOM', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf8')],
  ])('reads %s', async (_, encode) => {
    await importTmx(memory, file(encode(WORDFAST.replace('UTF-8', 'UTF-16'))));
    expect(find('The port reopened on Monday.')).toBe('Порт знову відкрили в понеділок.');
  });

  it('takes every direction from a file for all languages', async () => {
    await importTmx(memory, file(WORDFAST.replace('srclang="EN_US"', 'srclang="*all*"')));
    expect(find('Порт знову відкрили в понеділок.', 'uk', 'pl')).toBe('Port otwarto w poniedziałek.');
    expect(find('Port otwarto w poniedziałek.', 'pl', 'en')).toBe('The port reopened\u00A0on Monday.');
  });

  it('names the line of broken XML', async () => {
    const path = file(WORDFAST.replace('</hi>', ''));
    await expect(importTmx(memory, path)).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      file: path,
      line: 11,
    });
  });

  it.each([
    ['HTML', '<html></html>'],
    ['nothing', ''],
    ['prose', 'No markup here.'],
    ['a cut-off file', WORDFAST.slice(0, 900)],
  ])('refuses %s', async (_, content) => {
    await expect(importTmx(memory, file(content))).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });

  it('says which file is not there', async () => {
    const path = join(folder, 'nowhere.tmx');
    await expect(importTmx(memory, path)).rejects.toMatchObject({ code: 'INPUT_NOT_FOUND', file: path });
  });
});

describe('several files', () => {
  it('are read into one memory, and each entry names its own', async () => {
    const second = WORDFAST.replace('port', 'bridge').replace('Порт', 'Міст');
    await importTmx(memory, file(WORDFAST));
    await importTmx(memory, file(second, 'second.tmx'));
    const text = 'The bridge reopened on Monday.';
    expect(memory.find({ source: 'en', target: 'uk', text })?.origin).toMatchObject({ file: 'second.tmx' });
  });
});
