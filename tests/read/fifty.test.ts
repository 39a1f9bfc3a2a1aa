import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { createTovmach } from '../../src/index.js';
import { temporaryFolder } from '../support/command-line.js';
import { docx, epub, fodt, odt } from '../support/documents.js';
import { answer, warcRecord } from '../support/warc.js';

const FOLDER = new URL('../fixtures/kinds/', import.meta.url);
const fixture = (name: string): Uint8Array => readFileSync(new URL(name, FOLDER));
const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

const TEXT = 'Річка вийшла з берегів біля мосту, і рух зупинено.\nМістян просять не підходити до води.\n';
const PAGE = `<!DOCTYPE html><html lang="uk"><head><title>Паводок</title></head><body><article><h1>Паводок</h1><p>${TEXT}</p></article></body></html>`;
const LETTER =
  'From: a@example.org\nSubject: Flood\nDate: Tue, 16 Jul 2024 10:15:00 +0300\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nThe river rose by two metres at night.\n';
const CUES = '00:00:01.000 --> 00:00:03.000\nThe river rose by two metres at night.\n';
const OLE = bytes(`\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${'\0'.repeat(600)}W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0`);
const zip = (...names: string[]): Uint8Array =>
  zipSync(Object.fromEntries(names.map((name) => [name, bytes('x')])));

/** Name -> the format that reads it, and the file. */
const READ: Readonly<Record<string, readonly [string, string | Uint8Array]>> = {
  'a.txt': ['text', TEXT],
  'b.md': ['markdown', `# Паводок\n\n${TEXT}`],
  'c.mdx': ['markdown', `# Паводок\n\n${TEXT}`],
  'd.html': ['html', PAGE],
  'e/12345': ['html', PAGE],
  'f.html.gz': ['html', gzipSync(PAGE)],
  'g.json': ['json', JSON.stringify({ title: 'Паводок', body: TEXT })],
  'h.ndjson': ['json', `${JSON.stringify({ id: 'one', title: 'Паводок', body: TEXT })}\n`],
  'i.jl': ['json', `${JSON.stringify({ title: ['Паводок'], text: [TEXT] })}\n`],
  'j.rss': ['feed', fixture('rss.xml')],
  'k.xml': ['feed', fixture('atom.xml')],
  'l.xml': ['wordpress', fixture('wp.xml')],
  'm.xml': ['news-sitemap', fixture('sitemap.xml')],
  'n.xml': ['nitf', fixture('nitf.xml')],
  'o.xml': ['newsml', fixture('g2.xml')],
  'result.json': ['json', fixture('telegram.json')],
  'p.json': ['json', fixture('discourse.json')],
  'q.json': ['json', fixture('ghost.json')],
  'r.xml': [
    'tei',
    `<doc title="Flood" hostname="example.org" fingerprint="1"><main><p>The river rose by two metres.</p></main></doc>`,
  ],
  's.tei': [
    'tei',
    `<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>The river rose by two metres.</p></body></text></TEI>`,
  ],
  't.eml': ['mail', LETTER],
  'u.mbox': ['mail', `From a@example.org Tue Jul 16 10:15:00 2024\n${LETTER}`],
  'v.mht': [
    'mhtml',
    `From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/a\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n\n${PAGE}\n--b--\n`,
  ],
  'w.csv': ['table', `Заголовок,Текст\nПаводок,"${TEXT}"\n`],
  'x.tsv': ['table', 'title\ttext\nFlood\tThe river rose by two metres.\n'],
  'y.srt': ['subtitles', `1\n${CUES.replaceAll('.000', ',000')}`],
  'z.vtt': ['subtitles', `WEBVTT\n\n${CUES}`],
  'aa.docx': ['docx', docx()],
  'ab.odt': ['odt', odt()],
  'ac.fodt': ['odt', fodt()],
  'ad.epub': ['epub', epub()],
  'ae.warc': ['warc', answer('https://example.org/flood.html', PAGE)],
  'af.warc.gz': ['warc', gzipSync(answer('https://example.org/flood.html', PAGE))],
  'ag.wet': ['warc', warcRecord('conversion', TEXT, { 'Content-Type': 'text/plain' })],
};

/** Name -> what it is instead. */
const PASSED: Readonly<Record<string, readonly [string, string | Uint8Array]>> = {
  'pa.pdf': ['pdf', '%PDF-1.4\n1 0 obj\n'],
  'pb.rtf': ['rtf', '{\\rtf1\\ansi The river rose.}'],
  'pc.icml': [
    'icml',
    '<?xml version="1.0"?>\n<?aid style="50"?>\n<Document><Story><Content>The river rose.</Content></Story></Document>',
  ],
  'pd.png': ['picture', bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')],
  'pe.jpg': ['picture', bytes('\xff\xd8\xff\xe0\0\x10JFIF\0')],
  'pf.svg': ['svg', '<svg xmlns="http://www.w3.org/2000/svg"><text>Flood</text></svg>'],
  'pg.doc': ['doc', OLE],
  'ph.xlsx': ['spreadsheet', zip('[Content_Types].xml', 'xl/workbook.xml')],
  'pi.pptx': ['slides', zip('[Content_Types].xml', 'ppt/presentation.xml')],
  'pj.zip': ['archive', zip('a.txt')],
  'pk.mp3': ['sound', bytes('ID3\x04\0\0\0\0\0\0TIT2')],
  'pl.mp4': ['video', bytes('\0\0\0\x18ftypmp42\0\0\0\0mp42isom')],
  'pm.sqlite': ['database', bytes('SQLite format 3\0\x10\0\x01\x01')],
  'pn.parquet': ['columns', bytes('PAR1\x15\x04\x15')],
  'po.tex': ['latex', '\\documentclass{article}\n\\begin{document}\nThe river rose.\n\\end{document}\n'],
  'pp.rst': ['rst', 'Flood\n=====\n\nThe river rose.\n'],
  'pq.adoc': ['asciidoc', '= Flood\n\nThe river rose.\n'],
  'pr.po': ['catalogue', 'msgid ""\nmsgstr ""\n\nmsgid "Open"\nmsgstr ""\n'],
  'ps.xlf': ['xliff', '<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>'],
  'pt.tmx': ['tmx', '<?xml version="1.0"?>\n<tmx version="1.4"><header/><body/></tmx>'],
  'pu.opml': ['opml', '<opml version="2.0"><body><outline text="News"/></body></opml>'],
  'pv.css': ['stylesheet', 'p { color: red }\n'],
  'pw.yaml': ['settings', 'title: Flood\n'],
  'px.ass': ['subtitles', '[Script Info]\nTitle: Flood\n'],
  'py.csv': ['table', 'year,level\n2023,7\n2024,9\n'],
  'pz.xml': [
    'sitemap',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.org/</loc></url></urlset>',
  ],
  'qa.xml': ['xml', '<?xml version="1.0"?>\n<note><to>Editor</to><body>The river rose.</body></note>'],
  'qb.woff2': ['font', bytes('wOF2\0\x01')],
  'qc.txt.xz': ['compressed', bytes('\xfd7zXZ\0\0\x04')],
  'qd.empty': ['empty', ''],
  '.qe': ['hidden', 'x'],
};

function folder(): string {
  const cwd = temporaryFolder();
  for (const [name, [, content]] of Object.entries({ ...READ, ...PASSED })) {
    mkdirSync(join(cwd, 'in', name, '..'), { recursive: true });
    writeFileSync(join(cwd, 'in', name), content);
  }
  return cwd;
}

const config = { targets: ['en', 'uk'], languages: ['en', 'uk'], provider: 'pseudo', out: 'out' };

it('every file of a folder of all kinds is read, or passed over by name; nothing is written that is no text', async () => {
  const cwd = folder();
  const tovmach = await createTovmach({ cwd, config });
  const { articles, passedOver } = await tovmach.detect(['in']);
  const read: Record<string, string> = {};
  for await (const { path, format } of articles) read[path] = format;
  expect(read).toEqual(Object.fromEntries(Object.entries(READ).map(([name, [format]]) => [name, format])));
  expect(Object.fromEntries(passedOver.map(({ path, kind }) => [path, kind]))).toEqual(
    Object.fromEntries(Object.entries(PASSED).map(([name, [kind]]) => [name, kind])),
  );
  for (const { remedy } of passedOver) expect(remedy.message.length).toBeGreaterThan(10);
  const { exitCode, problems } = await tovmach.run(['in']);
  expect([exitCode, problems]).toEqual([0, []]);
  const outputs = readdirSync(join(cwd, 'out'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(?:md|mdx|srt|vtt)$/.test(name),
  );
  expect(outputs.length).toBeGreaterThan(2 * Object.keys(READ).length);
  for (const name of outputs) {
    if (name === 'report.md') continue;
    const text = readFileSync(join(cwd, 'out', name), 'utf8').replace(/^---\n[\s\S]*?\n---\n/, '');
    expect([name, text]).toEqual([
      name,
      expect.not.stringMatching(
        /<\/?(?:p|head|item|doc|article|body)\b|Content-Type|WARC\/1|MIME-Version|\\rtf|%PDF/,
      ),
    ]);
  }
  await tovmach.close();
});

it('strict makes an error of each of them but the hidden one', async () => {
  const tovmach = await createTovmach({ cwd: folder(), config: { ...config, input: { strict: true } } });
  const { exitCode, problems } = await tovmach.run(['in']);
  expect(exitCode).toBe(6);
  expect(problems.map(({ file }) => file).sort()).toEqual(
    Object.keys(PASSED)
      .filter((name) => name !== '.qe')
      .sort(),
  );
  await tovmach.close();
});
