import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { manifestSchema } from '../../src/model/manifest.js';
import { ROOT, temporaryFolder, tovmach } from '../support/command-line.js';

const SEEDS = join(ROOT, 'seeds');

function filesBelow(folder: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(folder, name);
    if (statSync(path).isFile()) files[name] = createHash('sha256').update(readFileSync(path)).digest('hex');
  }
  return files;
}

function frontMatter(path: string): Record<string, unknown> {
  const text = readFileSync(path, 'utf8');
  return parse(text.slice(4, text.indexOf('\n---', 4))) as Record<string, unknown>;
}

describe('tovmach run seeds', () => {
  it('is complete offline, from the memory beside the seeds, and twice the same bytes', async () => {
    const folder = temporaryFolder();
    const args = (out: string): string[] => ['run', SEEDS, '--to', 'en,uk', '--out', join(folder, out)];
    const first = await tovmach(args('a'), { cwd: folder });
    expect(first.stderr).toContain('memory.tmx');
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(/\d+ from memory/);
    expect(first.stdout).toContain('no engine was used');
    const second = await tovmach(args('b'), { cwd: folder });
    expect(second.code).toBe(0);
    expect(filesBelow(join(folder, 'b'))).toEqual(filesBelow(join(folder, 'a')));
    const before = filesBelow(join(folder, 'a'));
    const again = await tovmach(args('a'), { cwd: folder });
    expect(again.stdout).toContain('0 files written');
    expect(filesBelow(join(folder, 'a'))).toEqual(before);
  });

  it('writes equal articles in every language, with a manifest that proves what was carried over', async () => {
    const folder = temporaryFolder();
    const out = join(folder, 'out');
    await tovmach(['run', SEEDS, '--to', 'en,uk', '--out', out], { cwd: folder });
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')));
    expect(manifest.broken).toEqual([]);
    expect(manifest.totals.counts.failed).toBe(0);
    for (const article of manifest.articles) {
      const [en, uk] = article.outputs;
      expect(Object.keys(en?.origins ?? {})).toEqual(Object.keys(uk?.origins ?? {}));
      for (const output of article.outputs) {
        expect(
          createHash('sha256')
            .update(readFileSync(join(out, output.path)))
            .digest('hex'),
        ).toBe(output.hash);
      }
    }
    const source = readFileSync(join(SEEDS, 'unn-japan-nato.txt'), 'utf8');
    const english = readFileSync(join(out, 'unn-japan-nato.en.md'), 'utf8');
    const native = source
      .split('\n')
      .filter((line) => !/\p{Script=Cyrillic}/u.test(line) && line.split(' ').length > 3);
    expect(native.length).toBe(10);
    for (const line of native) expect(english).toContain(line);
    expect(english).not.toMatch(/\p{Script=Cyrillic}/u);
    expect(english).toContain('NATO needs up to fifty new brigades');
    expect(english).toContain('July 8, 2024');
    expect(frontMatter(join(out, 'unn-japan-nato.uk.md'))).toMatchObject({
      lang: 'uk',
      translated_from: 'en',
      translation_status: 'memory',
      source_langs: ['en', 'uk'],
    });
    expect(readFileSync(join(out, 'unn-japan-nato.uk.md'), 'utf8')).toContain('## Деталі');
  });
});

describe('a related link in a page', () => {
  it('keeps where it leads, however little of its paragraph it is', async () => {
    const folder = temporaryFolder();
    const page =
      '<html lang="uk"><body><article><h1>Порт прийняв судна</h1><p>У вівторок порт прийняв чотирнадцять суден.</p>' +
      '<p>Читайте також: <a href="https://example.org/x">Ціни зросли</a> 09.03.24, 19:20</p></article></body></html>';
    writeFileSync(join(folder, 'page.html'), page);
    await tovmach(['run', 'page.html', '--to', 'uk,en', '--provider', 'pseudo', '--out', 'out'], {
      cwd: folder,
    });
    expect(frontMatter(join(folder, 'out/page.uk.md')).related).toEqual([
      { title: 'Ціни зросли', url: 'https://example.org/x', date: '2024-03-09T19:20:00+02:00' },
    ]);
  });
});

describe('bad input', () => {
  it('never stops the batch, and is named with what to do', async () => {
    const folder = temporaryFolder();
    const input = join(folder, 'in');
    mkdirSync(input);
    writeFileSync(join(input, 'good.txt'), 'The council met on Monday and approved the plan.\n');
    writeFileSync(join(input, 'empty.txt'), '');
    writeFileSync(join(input, 'binary.txt'), Buffer.from([0, 1, 2, 3, 0, 255, 254, 0]));
    writeFileSync(join(input, 'broken.json'), '{ "title": "x",\n  "body": }');
    writeFileSync(join(input, 'front.md'), '---\ntitle: a: b\n---\nText of the article.\n');
    const outcome = await tovmach(['run', input, '--to', 'en', '--out', join(folder, 'out')], {
      cwd: folder,
    });
    expect(outcome.code).toBe(6);
    for (const name of ['empty.txt', 'binary.txt', 'broken.json:2', 'front.md:2'])
      expect(outcome.stderr).toContain(name);
    expect(outcome.stderr).not.toMatch(/\n\s+at /);
    expect(readdirSync(join(folder, 'out')).sort()).toEqual([
      'good.en.md',
      'good.segments.json',
      'manifest.json',
      'report.md',
      'tovmach.lock',
    ]);
    const report = readFileSync(join(folder, 'out/report.md'), 'utf8');
    for (const name of ['empty.txt', 'binary.txt', 'broken.json', 'front.md']) expect(report).toContain(name);
  });

  it.each([
    ['an unknown language', ['run', SEEDS, '--to', 'ua', '--out', 'o'], 2, 'did you mean "uk"?'],
    ['a configuration that is not there', ['detect', SEEDS, '--config', 'none.yaml'], 2, 'none.yaml'],
    ['no target', ['run', SEEDS, '--out', 'o'], 2, '--to'],
    ['no path', ['run', '--to', 'en'], 2, 'no file or folder'],
    ['an unknown option', ['run', SEEDS, '--tp', 'en'], 2, '--to'],
    ['an unknown command', ['rum'], 2, 'run'],
    [
      'an unknown provider',
      ['run', SEEDS, '--to', 'en', '--provider', 'deepll', '--out', 'o'],
      2,
      'auto, libretranslate, deepl',
    ],
    ['a path that is not there', ['run', 'nowhere', '--to', 'en', '--out', 'o'], 3, 'nowhere'],
    ['a missing key', ['run', SEEDS, '--to', 'en', '--provider', 'deepl', '--out', 'o'], 4, 'DEEPL_API_KEY'],
  ])('%s', async (_, args, code, said) => {
    const outcome = await tovmach(args, { cwd: temporaryFolder() });
    expect(outcome.stderr).toContain(said);
    expect(outcome.code).toBe(code);
    expect(outcome.stderr).not.toMatch(/\n\s+at /);
  });

  it('names a wrong configuration key, its line, and the nearest right one', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'tovmach.config.yaml'), 'targets: [en]\nmemory:\n  stoer: x.db\n');
    const outcome = await tovmach(['plan', SEEDS], { cwd: folder });
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('tovmach.config.yaml:3');
    expect(outcome.stderr).toContain('memory.store');
  });

  it('names a wrong time zone and the nearest right one', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'tovmach.config.yaml'), 'targets: [en]\ninput:\n  timeZone: Europe/Kiyv\n');
    const outcome = await tovmach(['detect', SEEDS], { cwd: folder });
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('tovmach.config.yaml:3');
    expect(outcome.stderr).toContain('did you mean "Europe/Kyiv"?');
  });

  it.runIf(process.platform === 'linux')('gives up at once where folders cannot be made', async () => {
    const folder = temporaryFolder();
    const outcome = await tovmach(['run', SEEDS, '--to', 'en', '--out', '/proc/out'], { cwd: folder });
    expect(outcome.code).toBe(7);
    expect(outcome.stderr).toContain('/proc/out');
  });

  it('refuses a file it did not write', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'out'));
    writeFileSync(join(folder, 'a.txt'), 'The council met on Monday and approved the plan.\n');
    writeFileSync(join(folder, 'out/a.en.md'), 'My own notes.\n');
    const outcome = await tovmach(['run', 'a.txt', '--to', 'en', '--out', 'out'], { cwd: folder });
    expect(outcome.code).toBe(7);
    expect(outcome.stderr).toContain('a.en.md');
    expect(readFileSync(join(folder, 'out/a.en.md'), 'utf8')).toBe('My own notes.\n');
  });

  it.runIf(process.getuid?.() !== 0)('says so when the output folder cannot be written', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'out'));
    chmodSync(join(folder, 'out'), 0o500);
    const outcome = await tovmach(['run', SEEDS, '--to', 'en', '--out', 'out'], { cwd: folder });
    expect(outcome.code).toBe(7);
    expect(outcome.stderr).toContain('permission');
  });

  it('says so when the output folder is a file', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'out'), 'a file');
    const outcome = await tovmach(['run', SEEDS, '--to', 'en', '--out', 'out'], { cwd: folder });
    expect(outcome.code).toBe(7);
    expect(outcome.stderr).toContain('--out');
  });
});

describe('what cannot be translated', () => {
  it('stays in its language, marked, and the file, the manifest and the exit code say so', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.txt'), 'The council met on Monday and approved the plan.\n');
    const args = ['run', 'a.txt', '--to', 'en,uk', '--out', 'out', '--untranslated', 'keep'];
    const outcome = await tovmach(args, { cwd: folder });
    expect(outcome.code).toBe(6);
    const file = readFileSync(join(folder, 'out/a.uk.md'), 'utf8');
    expect(file).toContain('translation_status: incomplete');
    expect(file).toContain(
      '<span lang="en" translate="no" data-tovmach="failed">The council met on Monday and approved the plan.</span>',
    );
    const manifest = manifestSchema.parse(
      JSON.parse(readFileSync(join(folder, 'out/manifest.json'), 'utf8')),
    );
    expect(manifest.articles[0]?.outputs[1]?.status).toBe('incomplete');
    expect(readFileSync(join(folder, 'out/report.md'), 'utf8')).toContain('a.uk.md');
  });
});

describe('with no target but its own language', () => {
  it.each(['txt', 'md'])('an article comes out byte for byte as %s', async (format) => {
    const folder = temporaryFolder();
    const text =
      'У Львові відкрили парк.\r\n\r\nДеталі\r\nВхід вільний – щодня з 8:00.\r\nФінансування становить 4,2 млн грн.';
    writeFileSync(join(folder, `a.${format}`), text);
    const outcome = await tovmach(['run', `a.${format}`, '--to', 'uk', '--format', format, '--out', 'out'], {
      cwd: folder,
    });
    expect(outcome.code).toBe(0);
    const written = readFileSync(join(folder, `out/a.uk.${format}`), 'utf8');
    expect(format === 'txt' ? written : written.replace(/^---\r?\n[\s\S]*?\n---\r?\n\r?\n/, '')).toBe(text);
  });
});
