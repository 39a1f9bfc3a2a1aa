import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createTovmach, type Tovmach } from '../../src/index.js';
import { temporaryFolder, tovmach } from '../support/command-line.js';

/** A folder with these files; a name that ends in a slash is a folder. */
function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, 'in', name, '..'), { recursive: true });
    writeFileSync(join(folder, 'in', name), content);
  }
  return folder;
}

function inFolder(cwd: string, input: object = {}): Promise<Tovmach> {
  return createTovmach({
    cwd,
    config: { targets: ['en', 'uk'], languages: ['en', 'uk'], provider: 'pseudo', out: 'out', input },
  });
}

const ARTICLE = 'Річка вийшла з берегів біля мосту.\nМістян просять не підходити до води.\n';
const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

/** Begins as such files do -> what it is. Names say nothing here. */
const BY_CONTENT: Readonly<Record<string, readonly [string, string | Uint8Array]>> = {
  'a PDF that is all ASCII': ['pdf', '%PDF-1.4\n1 0 obj\n<< >>\nendobj\n'],
  'a PDF behind a line of something else': ['pdf', bytes('\n%PDF-1.7\n\xe2\xe3\xcf\xd3\n')],
  RTF: ['rtf', '{\\rtf1\\ansi\\deff0 Hello.}'],
  'a PNG': ['picture', bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')],
  'a JPEG': ['picture', bytes('\xff\xd8\xff\xe0\0\x10JFIF\0')],
  'an SVG': ['svg', '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><text>Hi</text></svg>'],
  'a zip': ['archive', bytes('PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x05\0\0\0a.txtx')],
  'an old Word document': [
    'doc',
    bytes(`\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${'\0'.repeat(600)}W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0`),
  ],
  'a database': ['database', bytes('SQLite format 3\0\x10\0\x01\x01')],
  'an MP3': ['sound', bytes('ID3\x04\0\0\0\0\0\0TIT2')],
  'a film': ['video', bytes('\0\0\0\x18ftypmp42\0\0\0\0mp42isom')],
  'a TMX': ['tmx', '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header/><body/></tmx>'],
  'an XLIFF': ['xliff', '<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0"></xliff>'],
  'an InCopy story': [
    'icml',
    '<?xml version="1.0"?>\n<?aid style="50" type="snippet"?>\n<Document><Story/></Document>',
  ],
  'XML of a house of its own': [
    'xml',
    '<?xml version="1.0"?>\n<!-- ours -->\n<note><to>Editor</to><body>Hello</body></note>',
  ],
  'XML with a document type': ['xml', '<!DOCTYPE note SYSTEM "note.dtd">\n<note><body>Hello</body></note>'],
  'program code': ['code', '#!/usr/bin/env python3\nprint("hello")\n'],
  LaTeX: ['latex', '% a comment\n\\documentclass{article}\n\\begin{document}\nHello.\n\\end{document}\n'],
  'a catalogue': ['catalogue', 'msgid ""\nmsgstr ""\n\nmsgid "Open"\nmsgstr "Відкрити"\n'],
};

describe('a file that is no article as it stands', () => {
  for (const [what, [kind, content]] of Object.entries(BY_CONTENT)) {
    it(`${what} is told by its content, in a folder and named itself, whatever its name`, async () => {
      const cwd = folderOf({ 'story.txt': ARTICLE, 'thing.strange': content, 'thing2.txt': content });
      const instance = await inFolder(cwd);
      const { passedOver, problems } = await instance.plan(['in']);
      expect(passedOver).toMatchObject([{ path: 'thing.strange', kind }]);
      expect(problems.map(({ file, hint }) => [file, hint])).toEqual([
        ['thing2.txt', passedOver[0]?.remedy.message],
      ]);
      await expect(
        instance.plan(['in/thing.strange']).then(({ problems: [problem] }) => problem?.message),
      ).resolves.toBe(`thing.strange is ${passedOver[0]?.name.message}`);
      await instance.close();
    });
  }

  it('is told of files of a few bytes as well', async () => {
    const lengths = Object.fromEntries(
      Array.from({ length: 20 }, (_, n) => [`f${n}.bin`, new Uint8Array(n).fill(65)]),
    );
    const cwd = folderOf({ 'story.txt': ARTICLE, ...lengths });
    const instance = await inFolder(cwd);
    const { passedOver, problems } = await instance.plan(['in']);
    expect([passedOver.length, problems]).toEqual([20, []]);
    await instance.close();
  });

  it('is told inside .gz', async () => {
    const cwd = folderOf({ 'story.txt': ARTICLE, 'paper.gz': gzipSync('%PDF-1.4\n1 0 obj\n') });
    const instance = await inFolder(cwd);
    expect((await instance.plan(['in'])).passedOver).toMatchObject([{ path: 'paper.gz', kind: 'pdf' }]);
    await instance.close();
  });

  it('is told by its name where it is text', async () => {
    const names = ['a.css', 'b.rst', 'c.adoc', 'd.tex', 'e.org', 'g.yaml', 'README'];
    const cwd = folderOf({
      'story.txt': ARTICLE,
      ...Object.fromEntries(names.map((name) => [name, 'Some text.\n'])),
    });
    const instance = await inFolder(cwd);
    expect((await instance.plan(['in'])).passedOver.map(({ path, kind }) => `${path} ${kind}`)).toEqual([
      'README text',
      'a.css stylesheet',
      'b.rst rst',
      'c.adoc asciidoc',
      'd.tex latex',
      'e.org org',
      'g.yaml settings',
    ]);
    await instance.close();
  });

  it('a page or a text without an ending is read where it says what it is', async () => {
    const page = `<!DOCTYPE html><html lang="uk"><body><h1>Паводок</h1><p>${ARTICLE}</p></body></html>`;
    const cwd = folderOf({ 'news/12345': page, 'page.php': page, 'saved.txt': page });
    const instance = await inFolder(cwd);
    const { articles } = await instance.detect(['in']);
    const formats: string[] = [];
    for await (const { format } of articles) formats.push(format);
    expect(formats).toEqual(['html', 'html', 'html']);
    await instance.close();
  });
});

describe('files of a folder that nothing reads', () => {
  const files = {
    'story.txt': ARTICLE,
    'a/scan.png': bytes('\x89PNG\r\n\x1a\n'),
    'b.pdf': '%PDF-1.4\n',
    '.DS_Store': 'x',
  };

  it('are in the summary, the events, the manifest and the report, by kind and with a remedy', async () => {
    const cwd = folderOf(files);
    const instance = await inFolder(cwd);
    const events: object[] = [];
    const summary = await instance.run(['in'], { onEvent: (event) => void events.push(event) });
    expect(summary.exitCode).toBe(0);
    expect(summary.passedOver.map(({ path, kind }) => [path, kind])).toEqual([
      ['.DS_Store', 'hidden'],
      ['a/scan.png', 'picture'],
      ['b.pdf', 'pdf'],
    ]);
    expect(events.filter((event) => 'type' in event && event.type === 'passed-over')).toEqual(
      summary.passedOver.map((file) => ({ type: 'passed-over', ...file })),
    );
    const manifest = JSON.parse(readFileSync(join(cwd, 'out/manifest.json'), 'utf8'));
    expect(manifest.passedOver).toEqual(summary.passedOver.map(({ path, kind }) => ({ path, kind })));
    const report = readFileSync(join(cwd, 'out/report.md'), 'utf8');
    expect(report).toContain('## 3 files that are not read as articles');
    expect(report).toMatch(/a PDF document \(1\): b\.pdf → .*pdftotext/);
    await instance.close();
  });

  it('are said again when they change and nothing else does', async () => {
    const cwd = folderOf(files);
    const instance = await inFolder(cwd);
    await instance.run(['in']);
    writeFileSync(join(cwd, 'in/c.pdf'), '%PDF-1.4\n');
    await instance.run(['in']);
    expect(readFileSync(join(cwd, 'out/report.md'), 'utf8')).toContain('b.pdf, c.pdf');
    await instance.close();
  });

  it('are errors when strict; hidden ones are not', async () => {
    const cwd = folderOf(files);
    const instance = await inFolder(cwd, { strict: true });
    const { exitCode, problems } = await instance.run(['in']);
    expect(exitCode).toBe(6);
    expect(problems.map(({ file }) => file)).toEqual(['a/scan.png', 'b.pdf']);
    await instance.close();
  });

  it('are no matter where the user left them out', async () => {
    const cwd = folderOf(files);
    const instance = await inFolder(cwd, { strict: true, exclude: ['**/*.{pdf,png}', '.*'] });
    const { exitCode, passedOver } = await instance.run(['in']);
    expect([exitCode, passedOver]).toEqual([0, []]);
    await instance.close();
  });

  it('are printed, and a folder of nothing else says what there is', async () => {
    const cwd = folderOf(files);
    const run = await tovmach(['run', 'in', '--to', 'en', '--provider', 'pseudo'], { cwd });
    expect(run.stdout).toContain('3 files hold nothing that is read as an article:');
    expect(run.stdout).toContain('1 × a picture: a/scan.png → ');
    const none = await tovmach(['run', 'in/a', '--to', 'en', '--provider', 'pseudo'], { cwd });
    expect(none.code).toBe(3);
    expect(none.stderr).toContain('There is: picture 1.');
  });
});

it('no remedy leads to a kind that is not read either', async () => {
  const names = ['a.rtf', 'b.srt', 'c.xlsx', 'd.mp3', 'e.rss', 'f.indd', 'g.xml', 'h.csv', 'i.sqlite'];
  const cwd = folderOf({
    'story.txt': ARTICLE,
    ...Object.fromEntries(names.map((name) => [name, 'Some text.\n'])),
  });
  const instance = await inFolder(cwd);
  const { passedOver } = await instance.plan(['in']);
  expect(passedOver.map(({ path }) => path)).toEqual(names);
  const unread = passedOver.filter(({ remedy }) =>
    /docx|srt|vtt|\ba feed\b|ingest\.md/i.test(remedy.message),
  );
  expect(unread).toEqual([]);
  await instance.close();
});

describe('what cannot be looked into', () => {
  /** Root may read everything; a walk as somebody else may not. */
  async function asNobody<T>(action: () => Promise<T>): Promise<T> {
    if (process.getuid?.() !== 0) return await action();
    process.seteuid?.(65_534);
    try {
      return await action();
    } finally {
      process.seteuid?.(0);
    }
  }

  it('a folder without permission is a problem, and nothing below it is an orphan', async () => {
    const cwd = folderOf({ 'story.txt': ARTICLE, 'sport/game.txt': ARTICLE });
    const instance = await inFolder(cwd);
    await instance.run(['in']);
    chmodSync(join(cwd, 'in/sport'), 0o000);
    try {
      for (const name of ['', 'in', 'in/story.txt', 'out']) chmodSync(join(cwd, name), 0o777);
      const found = await asNobody(() => instance.check(['in']));
      expect(found.problems.map(({ code, file }) => [code, file])).toEqual([
        ['INPUT_UNREADABLE', 'in/sport'],
      ]);
      expect(found.orphans).toEqual([]);
      expect(found.exitCode).not.toBe(0);
    } finally {
      chmodSync(join(cwd, 'in/sport'), 0o755);
    }
    await instance.close();
  });

  it('links to nothing, to themselves, to where they lie and out of the folder are problems', async () => {
    const cwd = folderOf({ 'story.txt': ARTICLE, '../elsewhere.txt': ARTICLE });
    symlinkSync('nowhere', join(cwd, 'in/nothing'));
    symlinkSync('itself', join(cwd, 'in/itself'));
    symlinkSync('.', join(cwd, 'in/round'));
    symlinkSync('../elsewhere.txt', join(cwd, 'in/out.txt'));
    const instance = await inFolder(cwd);
    const summary = await instance.run(['in']);
    expect(summary.problems.map(({ message }) => message)).toEqual([
      'in/itself is a link to itself',
      'in/nothing is a link to nothing',
      'in/out.txt is a link that leaves the folder',
      'in/round is a link to a folder it lies in',
    ]);
    expect(summary.exitCode).toBe(6);
    expect(summary.articles).toBe(1);
    await instance.close();
  });

  it.skipIf(process.platform === 'win32')('pipes and devices are refused at once', async () => {
    const cwd = folderOf({ 'story.txt': ARTICLE });
    execFileSync('mkfifo', [join(cwd, 'in/pipe')]);
    symlinkSync('pipe', join(cwd, 'in/linked.txt'));
    symlinkSync('/dev/zero', join(cwd, 'in/zero.txt'));
    const instance = await inFolder(cwd);
    const { problems, exitCode } = await instance.run(['in', 'in/pipe', '/dev/zero']);
    expect(problems.map(({ message }) => message)).toEqual([
      'in/linked.txt is a named pipe, not a file',
      'in/pipe is a named pipe, not a file',
      'in/zero.txt is a device, not a file',
      'in/pipe is a named pipe, not a file',
      '/dev/zero is a device, not a file',
    ]);
    expect(exitCode).toBe(6);
    expect(existsSync(join(cwd, 'out/story.en.md'))).toBe(true);
    await instance.close();
  });

  it('addresses are not fetched', async () => {
    const cwd = folderOf({ 'story.txt': ARTICLE });
    const run = await tovmach(
      ['run', 'https://example.org/story', 'in', '--to', 'en', '--provider', 'pseudo'],
      { cwd },
    );
    expect(run.code).toBe(6);
    expect(run.stderr).toContain(
      'https://example.org/story is an address; tovmach reads files and fetches nothing',
    );
  });
});
