import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, temporaryFolder } from '../support/command-line.js';

/** CONTRIBUTING.md, followed to the letter in a copy of the sources: what it says is enough is enough. */

const guide = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');

/** The steps under a heading, with the names of files in them. */
function steps(heading: string): string {
  const section = guide.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0];
  if (section === undefined) throw new Error(`CONTRIBUTING.md tells nothing of ${heading}`);
  return section;
}

interface Copy {
  readonly folder: string;
  write(file: string, text: string): void;
  /** Changes a file that the steps name. */
  change(section: string, file: string, from: string | RegExp, to: string): void;
  run(...args: string[]): { readonly code: number | null; readonly stdout: string; readonly stderr: string };
}

function copyOfSources(): Copy {
  const folder = temporaryFolder();
  for (const name of ['src', 'locales', 'config', 'package.json', 'tsconfig.json'])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return {
    folder,
    write: (file, text) => writeFileSync(join(folder, file), text),
    change(section, file, from, to) {
      expect(steps(section), `"${section}" does not name ${file}`).toContain(`\`${file}\``);
      const before = readFileSync(join(folder, file), 'utf8');
      const after = before.replace(from, to);
      expect(after, `${file} is not as its steps expect`).not.toBe(before);
      writeFileSync(join(folder, file), after);
    },
    run(...args) {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        ['--import', 'tsx', 'src/cli/main.ts', ...args],
        {
          cwd: folder,
          encoding: 'utf8',
          env: { PATH: process.env.PATH, HOME: folder, CI: '1', LANG: 'C.UTF-8' },
        },
      );
      return { code: status, stdout, stderr };
    },
  };
}

describe('what CONTRIBUTING.md tells', () => {
  it('of a provider, is enough for it to be listed, configured and used', () => {
    const copy = copyOfSources();
    copy.write(
      'src/providers/shout.ts',
      readFileSync(join(copy.folder, 'src/providers/pseudo.ts'), 'utf8')
        .replaceAll("'pseudo'", "'shout'")
        .replaceAll('pseudo', 'shout')
        .replaceAll('Pseudo', 'Shout')
        .replace('`[$', '`<$'),
    );
    copy.change(
      'A provider',
      'src/providers/index.ts',
      /^export const PROVIDERS = \{$/m,
      "import { shout } from './shout.js';\nexport const PROVIDERS = {\n  shout,",
    );
    copy.write('a.txt', 'The council met on Monday in the old town hall.\n');
    expect(copy.run('providers').stdout).toMatch(/^\S+ shout /m);
    const { code, stderr } = copy.run(
      'run',
      'a.txt',
      '--languages',
      'en,uk',
      '--to',
      'uk',
      '--provider',
      'shout',
      '--out',
      'out',
    );
    expect(code, stderr).toBe(0);
    expect(readFileSync(join(copy.folder, 'out/a.uk.md'), 'utf8')).toContain('<uk]');
  }, 120_000);

  it('of a format, is enough for it to be read', () => {
    const copy = copyOfSources();
    copy.write(
      'src/read/wire.ts',
      readFileSync(join(copy.folder, 'src/read/text.ts'), 'utf8')
        .replace('createTextFormat', 'createWireFormat')
        .replace("['.txt', '.text']", "['.wire']")
        .replaceAll("'text'", "'wire'")
        .replace('textBlocks(input.text)', "textBlocks(input.text.replace(/^ZCZC/, '    '))"),
    );
    copy.change(
      'A format',
      'src/read/formats.ts',
      '  return [\n    define(',
      "  return [\n    define('wire', 'dispatches of an agency', () => createWireFormat()),\n    define(",
    );
    copy.change(
      'A format',
      'src/read/formats.ts',
      "import { createWarcFormat } from './warc.js';",
      "import { createWarcFormat } from './warc.js';\nimport { createWireFormat } from './wire.js';",
    );
    copy.write('a.wire', 'ZCZC The council met on Monday in the old town hall.\n');
    const { code, stdout, stderr } = copy.run('detect', 'a.wire', '--languages', 'en,uk', '--format', 'json');
    expect(code, stderr).toBe(0);
    const [article] = JSON.parse(stdout).articles;
    expect(article.segments.map(({ text }: { text: string }) => text).join(' ')).not.toContain('ZCZC');
  }, 120_000);

  it('of a check, is enough for it to complain', () => {
    const copy = copyOfSources();
    copy.write(
      'src/check/shouting.ts',
      `import { messages } from '../message.js';
import type { Check } from '../model/contracts.js';

const say = messages('check', { shouting: 'the translation shouts' });

export function shoutingCheck(): Check {
  return {
    name: 'shouting',
    examine: ({ translation }) =>
      translation.includes('!!!') ? [{ check: 'shouting', severity: 'minor', ...say.shouting() }] : [],
  };
}
`,
    );
    copy.change(
      'A check',
      'src/check/check.ts',
      '    emptyCheck(),',
      '    emptyCheck(),\n    shoutingCheck(),',
    );
    copy.change(
      'A check',
      'src/check/check.ts',
      "import { emptyCheck } from './empty.js';",
      "import { emptyCheck } from './empty.js';\nimport { shoutingCheck } from './shouting.js';",
    );
    cpSync(join(ROOT, 'examples/terms'), copy.folder, { recursive: true });
    const memory = readFileSync(join(copy.folder, 'memory.tmx'), 'utf8');
    copy.write('memory.tmx', memory.replace('for next year.', 'for next year!!!'));
    const args = ['--languages', 'en,uk', '--to', 'en', '--memory', 'memory.tmx', '--out', 'out'];
    const { stderr, stdout } = copy.run('run', 'articles', ...args, '--report', 'json');
    expect(stdout + stderr).toContain('"shouting"');
  }, 120_000);

  it('of a language, is enough for outputs and messages in it', () => {
    const copy = copyOfSources();
    for (const named of ['labels.json', 'output.json', 'cli.json', 'messages/'])
      expect(steps('A language')).toContain(`locales/<tag>/${named}`);
    cpSync(join(copy.folder, 'locales/uk'), join(copy.folder, 'locales/be'), { recursive: true });
    const cli = JSON.parse(readFileSync(join(copy.folder, 'locales/be/cli.json'), 'utf8'));
    cli.providers.local = 'тут, па-беларуску';
    copy.write('locales/be/cli.json', JSON.stringify(cli));
    const { code, stdout, stderr } = copy.run('providers', '--ui-language', 'be');
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('тут, па-беларуску');
  }, 120_000);
});
