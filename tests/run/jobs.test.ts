import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTovmach, defineFormat } from '../../src/index.js';
import { temporaryFolder, tovmach } from '../support/command-line.js';
import { english, hashesBelow, sentence, writeFiles } from '../support/corpus.js';

/** Articles are read, checked and written by workers; what comes of it is the same however many there are. */

/** Articles of several kinds, some of them broken. */
function inputs(count: number): Record<string, string> {
  const record = (n: number) =>
    JSON.stringify({ id: `r${n}`, title: sentence(n), body: `${sentence(n + 1)} ${english(n)}` });
  const files: Record<string, string> = {
    'in/many.ndjson': [...Array.from({ length: 30 }, (_, n) => record(n)), '{"id":', record(77)].join('\n'),
    'in/empty.txt': '',
    'in/page.html': `<article><h1>${sentence(3)}</h1><p>${sentence(4)} ${english(5)}</p><p>${sentence(6)}</p></article>`,
    'in/post.md': `---\ntitle: ${sentence(8)}\n---\n\n# ${sentence(8)}\n\n${sentence(9)} [${english(2)}](https://example.org/)\n`,
  };
  for (let n = 0; n < count; n++)
    files[`in/${n % 4}/a${n}.txt`] = `${sentence(n)}\n${english(n)} ${english(n + 1)}\n${sentence(n + 2)}\n`;
  return files;
}

const run = (
  folder: string,
  out: string,
  more: readonly string[],
  onStart?: (kill: (s: NodeJS.Signals) => void) => void,
) =>
  tovmach(
    [
      'run',
      'in',
      '--to',
      'en,uk',
      '--languages',
      'en,uk,ru',
      '--provider',
      'pseudo',
      '--out',
      out,
      '--store',
      `${out}.db`,
      ...more,
    ],
    { cwd: folder, ...(onStart === undefined ? {} : { onStart }) },
  );

const temporary = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tovmach-tmp'));

/** What a run says, without what depends on the hour: how requests were put together, and how fast it was. */
const said = (text: string): string[] =>
  text
    .replace(/; requests \d+, characters/, '; characters')
    .split('\n')
    .filter((line) => !/requests?,|articles ·|files written/.test(line));

describe('workers', { timeout: 180_000 }, () => {
  it('gives up an article that takes more memory than there is, names it and does the others', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, {
      'in/a.txt': `${sentence(1)}\n`,
      'in/huge.txt': 'The council met. a? '.repeat(150_000),
      'in/z.txt': `${sentence(2)}\n`,
    });
    const { code, stderr } = await tovmach(
      'run in --to en --languages en,uk --provider pseudo --out out --jobs 1'.split(' '),
      { cwd: folder, env: { NODE_OPTIONS: '--max-old-space-size=100' } },
    );
    expect(stderr).toContain('huge.txt: record 1 took more memory than there is and was given up');
    expect(code).toBe(6);
    expect(readdirSync(join(folder, 'out')).filter((name) => /\.en\.md$/.test(name))).toEqual([
      'a.en.md',
      'z.en.md',
    ]);
    expect(temporary(folder)).toEqual([]);
  });

  it('give the same bytes, words and exit code, however many there are, also when a run is run again', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, inputs(60));
    const first = await run(folder, 'out0', ['--jobs', '0']);
    expect(first.code).toBe(6);
    for (const jobs of ['1', '2']) {
      const other = await run(folder, `out${jobs}`, ['--jobs', jobs]);
      expect(other.code).toBe(6);
      expect(said(other.stdout)).toEqual(said(first.stdout));
      expect(said(other.stderr)).toEqual(said(first.stderr));
      expect(hashesBelow(join(folder, `out${jobs}`))).toEqual(hashesBelow(join(folder, 'out0')));
    }
    // Sources and outputs change, and one source goes.
    appendFileSync(join(folder, 'in/1/a1.txt'), `${english(90)}\n`);
    writeFileSync(join(folder, 'in/2/a2.txt'), sentence(40));
    for (const jobs of ['0', '1', '2']) {
      const edited = join(folder, `out${jobs}/1/a1.en.md`);
      writeFileSync(edited, readFileSync(edited, 'utf8').replace(/\n$/, ' By hand.\n'));
    }
    const again = await run(folder, 'out0', ['--jobs', '0']);
    for (const jobs of ['1', '2']) {
      const other = await run(folder, `out${jobs}`, ['--jobs', jobs]);
      expect(other.code).toBe(again.code);
      expect(said(other.stdout)).toEqual(said(again.stdout));
      expect(hashesBelow(join(folder, `out${jobs}`))).toEqual(hashesBelow(join(folder, 'out0')));
    }
  });

  it('refuse what would take the place of a file of somebody else, as one thread does', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'in/a.txt': `${sentence(1)}\n${english(1)}\n`, 'in/b.txt': sentence(2) });
    const codes: (number | null)[] = [];
    const words: string[][] = [];
    for (const jobs of ['0', '1']) {
      mkdirSync(join(folder, `out${jobs}`));
      writeFileSync(join(folder, `out${jobs}/a.en.md`), 'Mine.\n');
      const { code, stderr } = await run(folder, `out${jobs}`, ['--jobs', jobs]);
      codes.push(code);
      words.push(said(stderr.replaceAll(`out${jobs}`, 'out')));
      expect(readFileSync(join(folder, `out${jobs}/a.en.md`), 'utf8')).toBe('Mine.\n');
    }
    expect(codes[1]).toBe(codes[0]);
    expect(words[1]).toEqual(words[0]);
    expect(words[0]?.join('\n')).toContain('a.en.md');
  });

  it('end with an article that takes too long; it is named, and the others are done', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { ...inputs(20), 'in/0/slow.txt': 'a? '.repeat(4_000_000) });
    const { code, stderr } = await run(folder, 'out', ['--jobs', '2', '--article-timeout', '1.5']);
    expect(code).toBe(6);
    expect(stderr).toContain('0/slow.txt: record 1 took more than 1.5 seconds of work');
    expect(readdirSync(join(folder, 'out/0')).filter((name) => name.startsWith('slow'))).toEqual([]);
    expect(temporary(join(folder, 'out'))).toEqual([]);
    const report = readFileSync(join(folder, 'out/report.md'), 'utf8');
    expect(report).toContain('slow.txt');
    // Without it, the same.
    writeFiles(folder, { 'in/0/slow.txt': sentence(5) });
    expect((await run(folder, 'out', [])).code).toBe(6);
    await run(folder, 'whole', ['--jobs', '0']);
    expect(hashesBelow(join(folder, 'out'))).toEqual(hashesBelow(join(folder, 'whole')));
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s is heard while one is busy', async (signal) => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'in/slow.txt': 'a? '.repeat(6_000_000), 'in/a.txt': sentence(1) });
    let at = 0;
    const { code, stderr } = await run(folder, 'out', [], (kill) => {
      setTimeout(() => {
        at = Date.now();
        kill(signal);
      }, 4000);
    });
    expect(code).toBe(130);
    expect(stderr).toContain('stopping');
    expect(Date.now() - at).toBeLessThan(15_000);
    expect(temporary(join(folder, 'out'))).toEqual([]);
  });

  it.each([
    ['detect', 'detect in --languages en,uk,ru --format ndjson'],
    ['plan', 'plan in --to en,uk --languages en,uk,ru --provider pseudo --out none'],
    ['names', 'names list in --languages en,uk,ru --out none'],
    ['terms', 'terms extract in --languages en,uk,ru'],
  ])('say in %s what one thread says', async (_, words) => {
    const folder = temporaryFolder();
    const people = ['Олена Коваленко', 'Марко Ткаченко', 'Ганна Іваненко', 'Остап Кравець'];
    const news = people.map(
      (name) => `Про це сказала речниця, а ${name} підтвердив. Згодом ${name} додав подробиці.\n`,
    );
    writeFiles(folder, { ...inputs(60), 'in/people.txt': news.join('') });
    const [alone, two] = await Promise.all(
      ['0', '2'].map((jobs) => tovmach([...words.split(' '), '--jobs', jobs], { cwd: folder })),
    );
    expect(alone?.code).toBe(6);
    expect(alone?.stdout.length).toBeGreaterThan(100);
    expect(two).toEqual(alone);
  });

  it('cut out the same corpus, also from where an earlier run was stopped', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, {
      'in/a.ndjson': Array.from({ length: 2500 }, (_, n) =>
        JSON.stringify({ id: `r${n}`, title: sentence(n), body: `${sentence(n + 1)} ${english(n)}` }),
      ).join('\n'),
      'in/b.txt': `${sentence(7)}\n`,
      'in/empty.txt': '',
    });
    const clean = (out: string, jobs: string, onStart?: (kill: (s: NodeJS.Signals) => void) => void) =>
      tovmach(['clean', 'in', '--languages', 'en,uk', '--out', out, '--jobs', jobs, '--json'], {
        cwd: folder,
        ...(onStart === undefined ? {} : { onStart }),
      });
    const whole = await clean('out0', '0');
    expect(whole.code).toBe(6);
    const said = await tovmach('clean in/b.txt in/empty.txt --languages en,uk --out said'.split(' '), {
      cwd: folder,
    });
    expect(said.stdout).toContain('1 record or file could not be read');
    const stopped = await clean('out2', '2', (kill) => {
      const timer = setInterval(() => {
        if (!readdirSync(folder).includes('out2')) return;
        if (!readdirSync(join(folder, 'out2')).some((name) => name === '.tovmach-clean.json')) return;
        clearInterval(timer);
        kill('SIGINT');
      }, 5);
    });
    expect([6, 130]).toContain(stopped.code);
    expect((await clean('out2', '2')).code).toBe(6);
    expect(hashesBelow(join(folder, 'out2'))).toEqual(hashesBelow(join(folder, 'out0')));
  });

  it('give up in detect too what takes too long, and name it', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, {
      'in/a.txt': `${sentence(1)}\n`,
      'in/huge.txt': 'a? '.repeat(4_000_000),
      'in/z.txt': `${sentence(2)}\n`,
    });
    const { code, stdout, stderr } = await tovmach(
      'detect in --languages en,uk --format ndjson --article-timeout 1.5'.split(' '),
      { cwd: folder },
    );
    expect(stderr).toContain('huge.txt: record 1 took more than 1.5 seconds of work');
    expect(code).toBe(6);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).path),
    ).toEqual(['a.txt', 'z.txt']);
  });

  it('are not used for formats given in code, and that is said', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'in/a.line': sentence(1) });
    const instance = await createTovmach({
      cwd: folder,
      config: { targets: ['en', 'uk'], languages: ['en', 'uk'], provider: 'pseudo' },
      formats: [
        defineFormat({
          kind: 'format',
          name: 'line',
          description: 'one line',
          settings: (await import('zod')).z.strictObject({}),
          create: () => ({
            name: 'line',
            extensions: ['.line'],
            async *read() {
              yield { records: 0 };
            },
          }),
        }),
      ],
    });
    const notices: (string | undefined)[] = [];
    await instance.run(['in'], {
      onEvent: (event) => {
        if (event.type === 'notice') notices.push(event.messageId);
      },
    });
    await instance.close();
    expect(notices).toContain('run.inPlace');
  });
});
