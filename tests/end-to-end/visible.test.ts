import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { visible } from '../../src/model/visible.js';
import { tovmach } from '../support/command-line.js';

const folder = mkdtempSync(join(tmpdir(), 'tovmach-visible-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Nothing in what is printed speaks to a terminal, turns text around, or begins a command of a CI. */
function expectHarmless(printed: string): void {
  expect(printed).not.toMatch(/(?![\n\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069\u2028\u2029]/u);
  expect(printed).not.toMatch(/^::/m);
}

describe('what cannot be seen', () => {
  it('is written out', () => {
    expect(visible('a\u001b[31mb\rc\nd\u202Ee\u0085f\u2028g\ud800h')).toBe(
      'a\\x1b[31mb\\rc\\nd\\u202ee\\x85f\\u2028g\\ud800h',
    );
    expect(visible('Київ\t— “ok” 👩‍💻 нормально')).toBe('Київ\t— “ok” 👩‍💻 нормально');
  });

  const hostile = 'bad\n::error::pwned\u001b[2J\u202E.txt';
  const articles = join(folder, 'in');
  mkdirSync(articles);
  // Empty, so that it is named with an error; and one whose words are hostile.
  writeFileSync(join(articles, hostile), '');
  writeFileSync(
    join(articles, 'words.txt'),
    'Bread \u001b]0;title\u0007is dear\u202E today.\n\nХліб сьогодні дорогий\u001b[31m.\n',
  );

  it.each([
    ['run', ['run', 'in', '--to', 'en', '--provider', 'pseudo', '--out', 'out', '--no-config']],
    ['detect', ['detect', 'in']],
    ['detect in colour', ['detect', 'in'], { FORCE_COLOR: '1' }],
    ['check', ['check', 'in', '--to', 'en', '--provider', 'pseudo', '--out', 'out']],
    ['an option of the command line', ['run', `--${hostile}`]],
    ['a path', ['detect', `missing${hostile}`]],
  ] as const)('is made visible by %s', async (name, words, env: Record<string, string> = {}) => {
    const args = words.filter((word) => word !== '--no-config');
    const { stdout, stderr } = await tovmach(args, { cwd: folder, env });
    // Our own colours are no text from outside.
    const plain = name === 'detect in colour' ? stripVTControlCharacters(stdout) : stdout;
    expect(stdout + stderr).toContain('\\n::error::pwned\\x1b[2J\\u202e');
    expectHarmless(plain);
    expectHarmless(stderr);
  });
});

describe('a file whose name begins a line', () => {
  it.each(['text', 'markdown', 'github', 'junit'])(
    'begins no command of a CI in a report as %s',
    async (format) => {
      const place = mkdtempSync(join(folder, 'report-'));
      writeFileSync(join(place, 'bad\n::error::pwned.txt'), 'Bread is dear today in the whole town.\n');
      const args = ['check', '.', '--to', 'uk', '--provider', 'pseudo', '--out', 'out', '--report', format];
      const { stdout } = await tovmach(args, { cwd: place });
      expect(stdout).toContain('pwned');
      expect(stdout).not.toMatch(/^::error::pwned/m);
    },
  );
});

describe('the language of a run', () => {
  it.each([
    ['the flag', ['--ui-language', 'uk'], {}, ''],
    ['the configuration', [], {}, 'uiLanguage: uk\n'],
    ['the environment', [], { LANG: 'uk_UA.UTF-8' }, ''],
  ] as const)('is one, wherever it was set: %s', async (name, words, env, config) => {
    const place = mkdtempSync(join(folder, 'language-'));
    writeFileSync(join(place, 'a.txt'), 'Хліб сьогодні дорогий.\n\nBread is dear in the town.\n');
    writeFileSync(join(place, 'empty.txt'), '');
    writeFileSync(join(place, 'tovmach.config.yaml'), config);
    const args = ['run', '.', '--to', 'en', '--provider', 'pseudo', '--out', 'out', ...words];
    const { stdout, stderr } = await tovmach(args, { cwd: place, env });
    expect(stderr, name).toContain('empty.txt порожній');
    expect(stdout).toContain('стаття');
    const report = readFileSync(join(place, 'out/report.md'), 'utf8');
    expect(report).toContain('# Звіт');
    expect(report).toMatch(/en \d+,\d %/);
    const help = await tovmach(['run', '--help', ...words], { cwd: place, env });
    expect(help.stdout).toContain('мови');
  });
});
