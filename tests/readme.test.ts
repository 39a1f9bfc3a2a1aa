import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTexts } from '../src/i18n.js';
import { ROOT, temporaryFolder, tovmach } from './support/command-line.js';
import { DETECT_PICTURE, detectPicture } from './support/terminal-picture.js';

const run = promisify(execFile);
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

describe('the README', () => {
  it('has a library example that runs against the built package', async () => {
    const code = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    expect(code).toContain("from 'tovmach'");
    // Inside the package, so that its own name resolves to its own build.
    const file = join(ROOT, 'dist/readme-example.mjs');
    writeFileSync(file, code);
    onTestFinished(() => rmSync(file, { force: true }));
    const { stdout } = await run(process.execPath, [file]);
    const lines = stdout.trim().split('\n');
    expect(lines).toEqual([
      '1 en lead Japan seeks closer ties with NATO.',
      '2 uk related-headline Південна Корея і США розпочали спільні навчання',
      '2 zxx timestamp 16.02.24, 23:33',
    ]);
  });

  it('shows a line of a seed, and what becomes of it', async () => {
    const [before = '', after = ''] = [...readme.matchAll(/```text\n([\s\S]*?)```/g)].map(([, text]) => text);
    const seed = readFileSync(join(ROOT, 'seeds/unn-japan-nato.txt'), 'utf8').split('\n');
    expect(seed[5]).toBe(before.trim());
    const folder = temporaryFolder();
    const args = [
      'run',
      'seeds',
      '--to',
      'en,uk',
      '--out',
      join(folder, 'out'),
      '--store',
      join(folder, 'db'),
    ];
    expect((await tovmach(args)).code).toBe(0);
    const lines = after.trim().split('\n');
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      const [, file = '', text = ''] = /^(\S+) {3}(.*)$/.exec(line) ?? [];
      expect(readFileSync(join(folder, file), 'utf8').split('\n')).toContain(text);
    }
  });

  it('has a picture of what detect prints now', async () => {
    const picture = await detectPicture();
    expect(readFileSync(join(ROOT, DETECT_PICTURE), 'utf8'), 'npm run docs:pictures').toBe(picture);
    expect(picture).toContain('class="foreign"');
    expect(readme).toContain(`](${DETECT_PICTURE})`);
  });

  it('names options and formats there are', async () => {
    for (const [, command = '', rest = ''] of readme.matchAll(/`tovmach ([a-z]+) ([^`]*)`/g)) {
      const { stdout } = await tovmach([command, '--help']);
      for (const [flag] of rest.matchAll(/--[a-z-]+/g)) expect(stdout, command).toContain(flag);
    }
  });

  it('names only commands there are', async () => {
    const commands = [...readme.matchAll(/^\| `([a-z]+)/gm)].map((match) => match[1] ?? '');
    const { stdout } = await tovmach(['--help']);
    const known = [...stdout.matchAll(/^ {2}([a-z]+)/gm)].map((match) => match[1]);
    const table = readme.slice(readme.indexOf('| command |'), readme.indexOf('Every command has'));
    const cells = table.split('\n').map((row) => row.split('|')[1] ?? '');
    const named = cells.flatMap((cell) => [...cell.matchAll(/`([a-z]+)/g)].map((match) => match[1] ?? ''));
    expect(commands.length).toBeGreaterThan(5);
    // Both ways: no row for a command there is not, no command without a row.
    expect(named.filter((command) => !known.includes(command))).toEqual([]);
    expect(
      known.filter(
        (command) => !['help', 'tovmach'].includes(command ?? '') && !named.includes(command ?? ''),
      ),
    ).toEqual([]);
  });

  it('links only to files there are', () => {
    for (const match of readme.matchAll(/\]\((?!https?:)([^)#]+)/g))
      expect(existsSync(join(ROOT, match[1] ?? ''))).toBe(true);
  });
});

describe('what is written for those who help', () => {
  it.each(['CONTRIBUTING.md', 'CHANGELOG.md', 'NOTICE.md', 'docs/release.md'])(
    '%s names files, scripts and commands there are',
    async (name) => {
      const text = readFileSync(join(ROOT, name), 'utf8');
      const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
        scripts: Record<string, string>;
      };
      const folder = join(ROOT, name, '..');
      for (const [, link = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)/g))
        expect(existsSync(join(folder, link)), link).toBe(true);
      for (const [, path = ''] of text.matchAll(
        /`((?:src|tests|docs|locales|config|bench|\.changeset|\.github|\.ci)\/[\w./-]+)`/g,
      ))
        expect(existsSync(join(ROOT, path)), path).toBe(true);
      for (const [, script = ''] of text.matchAll(/npm run ([\w:]+)/g))
        expect(scripts).toHaveProperty(script);
      const { stdout } = await tovmach(['--help']);
      for (const [, command = ''] of text.matchAll(/`tovmach ([a-z]+)/g))
        expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
    },
  );
});

describe('the locales', () => {
  const load = (language: string, name: string): Record<string, unknown> =>
    JSON.parse(readFileSync(join(ROOT, `locales/${language}/${name}.json`), 'utf8')) as Record<
      string,
      unknown
    >;
  const keys = (value: Record<string, unknown>, prefix = ''): string[] =>
    Object.entries(value).flatMap(([key, item]) =>
      typeof item === 'object' && item !== null
        ? keys(item as Record<string, unknown>, `${prefix}${key}.`)
        : [`${prefix}${key.replace(/_(?:zero|one|two|few|many|other)$/, '')}`],
    );

  it.each(['cli', 'labels', 'output'])('say the same in every language: %s', (name) => {
    const english = new Set(keys(load('en', name)));
    for (const language of createTexts().languages)
      expect(new Set(keys(load(language, name)))).toEqual(english);
  });

  it('have the plural forms of their language', () => {
    const t = createTexts().forLanguage('uk', 'cli');
    const articles = [1, 2, 5, 11, 21, 22, 25].map((count) => t('plan.articles', { count }));
    expect(articles).toEqual([
      '1 стаття',
      '2 статті',
      '5 статей',
      '11 статей',
      '21 стаття',
      '22 статті',
      '25 статей',
    ]);
  });
});
