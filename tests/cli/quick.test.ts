import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createContext } from '../../src/cli/context.js';
import { declare } from '../../src/cli/declare.js';
import { completionsOf, type DeclaredCommand, namesOf } from '../../src/cli/declared.js';
import { helpOf } from '../../src/cli/declared-help.js';
import { createProgram, execute } from '../../src/cli/program.js';
import { createTexts } from '../../src/i18n.js';
import { temporaryFolder, tovmach } from '../support/command-line.js';

const texts = createTexts();

function contextOf(uiLanguage: string, columns: number) {
  let printed = '';
  const sink = (keep: (text: string) => void) =>
    new Writable({
      write(chunk, _encoding, done) {
        keep(String(chunk));
        done();
      },
    });
  const context = createContext({
    cwd: '.',
    env: { NO_COLOR: '1' },
    stdin: Readable.from([]),
    stdout: Object.assign(
      sink((text) => {
        printed += text;
      }),
      { columns, isTTY: true },
    ),
    stderr: sink(() => {}),
    signal: new AbortController().signal,
    texts,
    uiLanguage,
  });
  return { context, printed: () => printed };
}

/** Every command of the program, as the words that lead to it. */
const pathsOf = ({ commands }: DeclaredCommand): string[][] =>
  commands
    .filter(({ hidden, name }) => !hidden && name !== 'help')
    .flatMap((command) => [[command.name], ...pathsOf(command).map((path) => [command.name, ...path])]);

describe('help and completion without the program', () => {
  it.each(texts.languages)('say in %s what the program says, at any width', async (language) => {
    const declared = declare(createProgram(contextOf(language, 80).context));
    const paths = [[], ...pathsOf(declared.program)];
    expect(paths.length).toBeGreaterThan(20);
    for (const path of paths) {
      for (const width of [44, 80, 131]) {
        const { context, printed } = contextOf(language, width);
        await execute([...path, '--help'], context);
        expect(helpOf(declared, path, width), `${path.join(' ')} at ${width}`).toBe(printed());
      }
    }
  });

  it('know subcommands, options and choices, and nothing hidden', () => {
    const { program } = declare(createProgram(contextOf('en', 80).context));
    const complete = (...words: string[]) => completionsOf(namesOf(program), words);
    expect(complete('mod')).toEqual(['models']);
    expect(complete('run', '--provider', 'dee')).toEqual(['deepl']);
    expect(complete('run', '-f', 'm')).toContain('md');
    expect(complete('run', '--layo')).toEqual(['--layout']);
    expect(complete('memory', 'st')).toEqual(['stats']);
    expect(complete('__')).toEqual([]);
    expect(complete('run', '--out', '')).toEqual([]);
  });

  it.each([
    ['the version', ['--version'], /^\d+\.\d+\.\d+/],
    ['help', ['run', '--help'], /^Usage: tovmach run/],
    ['help in Ukrainian', ['--ui-language', 'uk', '--help'], /tovmach [команда|[]/],
    ['completion', ['__complete', '--', 'run', '--prov'], /^--provider\n$/],
    ['the script of completion', ['completion', 'bash'], /^_tovmach\(\) \{[\s\S]*\n$/],
  ])('%s is answered before the library is loaded', async (_what, args, said) => {
    const folder = temporaryFolder();
    const { code, stdout } = await tovmach(args, { env: { NODE_V8_COVERAGE: folder } });
    expect(code).toBe(0);
    expect(stdout).toMatch(said);
    const loaded = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join();
    expect(loaded).toContain('dist/cli/quick.js');
    expect(loaded).not.toContain('dist/cli/process.js');
    expect(loaded).not.toContain('dist/index.js');
  });

  it('an empty variable does not decide the language', async () => {
    const env = { TOVMACH_UI_LANGUAGE: '', LC_ALL: '', LC_MESSAGES: '', LANG: 'uk_UA.UTF-8' };
    const { stdout } = await tovmach(['--help'], { env });
    expect(stdout).toMatch(/^Використання: /);
  });
});
