import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createContext } from '../../src/cli/context.js';
import { execute } from '../../src/cli/program.js';
import { createTexts } from '../../src/i18n.js';

const texts = createTexts();

/** What a command line prints, and its exit code. */
async function said(words: readonly string[], uiLanguage = 'uk') {
  const out = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') =>
    new PassThrough().on('data', (chunk: Buffer) => {
      out[name] += chunk.toString();
    });
  const context = createContext({
    cwd: '/nowhere',
    env: { NO_COLOR: '1' },
    stdin: new PassThrough(),
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    signal: new AbortController().signal,
    texts,
    uiLanguage,
  });
  const code = await execute(words, context);
  return { code, ...out };
}

/** Names under the heading of commands. */
function commandsIn(help: string): string[] {
  const [, list = ''] = /^Команди:\n((?: .*\n?)+)/m.exec(help) ?? [];
  return [...list.matchAll(/^ {2}(\S+)/gm)].map(([, name = '']) => name).filter((name) => name !== 'help');
}

async function helps(words: readonly string[]): Promise<[string, string][]> {
  const { stdout, code } = await said([...words, '--help']);
  expect(code).toBe(0);
  const nested = await Promise.all(commandsIn(stdout).map((name) => helps([...words, name])));
  return [[words.join(' '), stdout], ...nested.flat()];
}

/** Words of commander's, and names of values that are not Ukrainian. */
const ENGLISH =
  /\b(?:Usage|Options|Arguments|Commands|choices|default|display help|output the version)\b|\[(?:options|command)\]|^ {2}[^#\n]*[<[](?!JSON)[a-z|.:=[\]]+[>\]]/m;

describe('--help in Ukrainian', () => {
  it('is whole for every command', async () => {
    const all = await helps([]);
    expect(all.length).toBeGreaterThan(25);
    for (const [command, help] of all) {
      const [own = ''] = help.split('Приклади:');
      expect(own, command).not.toMatch(ENGLISH);
      expect(own, command).toMatch(/^Використання: tovmach/);
      // Every option and command is explained in Cyrillic letters, here or on the next line.
      const entries = own.split(/\n(?= {2}\S)/).slice(1);
      for (const entry of entries)
        expect(entry.replace(/[<[][^>\]]*[>\]]/g, ''), `${command}: ${entry}`).toMatch(
          /\p{Script=Cyrillic}/u,
        );
    }
  });
});

describe('what a command line is refused with', () => {
  it.each([
    [
      ['run', '--tp', 'en'],
      'невідомий параметр --tp',
      'Можливо, --to?',
      'unknown option --tp',
      'Did you mean --to?',
    ],
    [['rum'], 'невідома команда «rum»', 'Можливо, run?', 'unknown command "rum"', 'Did you mean run?'],
    [
      ['memory', 'zzzzzz'],
      'невідома команда',
      'tovmach memory --help',
      'unknown command',
      'tovmach memory --help',
    ],
    [
      ['eval', 'detect'],
      'бракує аргументу <розмічене>',
      '--help',
      'the argument <gold> is missing',
      '--help',
    ],
    [['run', '--to'], '--to потребує значення', '--help', '--to needs a value', '--help'],
    [
      ['run', 'a', '--fail-on', 'x'],
      '--fail-on не приймає «x»',
      'minor, major',
      '--fail-on does not take "x"',
      'minor',
    ],
    [
      ['run', 'a', '--repair', 'x'],
      '--repair не приймає «x»',
      'mojibake',
      '--repair does not take "x"',
      'mojibake',
    ],
    [['models', 'list', 'x'], 'забагато аргументів: 1', '--help', 'too many arguments: 1', '--help'],
    [
      ['completion', 'tcsh'],
      'не приймає «tcsh»',
      'bash, zsh, fish',
      'does not take "tcsh"',
      'bash, zsh, fish',
    ],
    [
      ['run', 'a', '--policy', 'foo=bar'],
      '--policy не приймає «foo»',
      'title, lead',
      '--policy does not take "foo"',
      'It takes: title, lead',
    ],
    [
      ['run', 'a', '--out', '--to', 'en'],
      '--out потребує значення',
      '--help',
      '--out needs a value',
      'tovmach run --help',
    ],
    [
      ['run', 'a', '--jobs', 'x'],
      '--jobs не приймає «x»',
      'ціле число від 0',
      '--jobs does not take "x"',
      'a whole number from 0',
    ],
    [
      ['cache', 'cleer'],
      'невідома команда «cleer»',
      'Можливо, clear?',
      'unknown command "cleer"',
      'Did you mean clear?',
    ],
  ] as const)('%j', async (words, ukrainian, remedy, english, englishRemedy) => {
    const uk = await said(words);
    expect(uk).toMatchObject({ code: 2, stdout: '' });
    expect(uk.stderr).toContain(ukrainian);
    expect(uk.stderr).toContain(remedy);
    const en = await said(words, 'en');
    expect(en.stderr).toContain(english);
    expect(en.stderr).toContain(englishRemedy);
  });

  it.each([['run', 'a'], ['--help'], ['run', '--help']])(
    'no language of messages that there is not: %j',
    async (...words) => {
      const { code, stdout, stderr } = await said(['--ui-language', 'xx', ...words], 'en');
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('--ui-language does not take "xx"');
      expect(stderr).toContain('It takes: en, uk.');
    },
  );

  it('shows help where a command is asked for that is not there, line by line', async () => {
    const { stderr } = await said(['help', 'nope']);
    expect(stderr).toMatch(/^Команди:$/m);
    expect(stderr).not.toContain('\\n');
  });
});

it('a lock file that is not there is named, with what a merge driver is given', async () => {
  const { code, stderr } = await said(['lock', 'merge', 'base', 'ours', 'theirs'], 'en');
  expect(code).toBe(3);
  expect(stderr).toMatch(/cannot read the lock file base \(ENOENT\).*base, ours, theirs/s);
});
