import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, temporaryFolder, tovmach } from '../support/command-line.js';
import { sarifErrors } from '../support/sarif.js';

interface Ledger {
  readonly schema: string;
  readonly articles: readonly {
    readonly path: string;
    readonly lang: string;
    readonly langs: Record<string, number>;
    readonly segments: readonly {
      text: string;
      lang: string;
      flagged: boolean;
      role: string;
      start: number;
      end: number;
      line: number;
    }[];
  }[];
}

const SEED = join(ROOT, 'seeds/unn-japan-nato.txt');

describe('tovmach detect', () => {
  it('flags exactly the two embedded headlines of the first seed, without their timestamps', async () => {
    const { code, stdout } = await tovmach(['detect', SEED, '--format', 'json', '--languages', 'en,uk,ru']);
    expect(code).toBe(0);
    const ledger = JSON.parse(stdout) as Ledger;
    expect(ledger.schema).toBe('tovmach/ledger@1');
    const [article] = ledger.articles;
    expect(article?.lang).toBe('en');
    const flagged = article?.segments.filter((segment) => segment.flagged) ?? [];
    expect(flagged.map(({ text, lang, role, line }) => ({ text, lang, role, line }))).toEqual([
      {
        text: 'НАТО потрібно до півсотні нових бригад, аби захиститися в разі нападу рф - Reuters',
        lang: 'uk',
        role: 'related-headline',
        line: 6,
      },
      {
        text: 'Південна Корея і США розпочали спільні військові навчання',
        lang: 'uk',
        role: 'related-headline',
        line: 13,
      },
    ]);
    const rest = article?.segments.filter((segment) => !segment.flagged) ?? [];
    expect(rest.filter((segment) => segment.role === 'timestamp').map((segment) => segment.text)).toEqual([
      '08.07.24, 20:41',
      '16.02.24, 23:33',
    ]);
    expect(
      new Set(rest.filter((segment) => segment.role !== 'timestamp').map((segment) => segment.lang)),
    ).toEqual(new Set(['en']));
    const text = readFileSync(SEED, 'utf8');
    for (const segment of article?.segments ?? [])
      expect(text.slice(segment.start, segment.end)).toBe(segment.text);
  });

  it('reads standard input, prints lines for people, and colours only when asked', async () => {
    const text =
      'The minister spoke in Kyiv on Monday morning.\nПро це повідомила речниця міністерства закордонних справ.\n';
    const plain = await tovmach(['detect', '-', '--languages', 'en,uk,ru'], { stdin: text });
    expect(plain.code).toBe(0);
    expect(plain.stdout).toMatch(/2:1 +uk/);
    const coloured = await tovmach(['detect', '-', '--languages', 'en,uk,ru'], {
      stdin: text,
      env: { FORCE_COLOR: '1' },
    });
    expect(coloured.stdout).toContain('\u001b[');
    expect(plain.stdout).not.toContain('\u001b[');
  });

  it('prints SARIF 2.1.0', async () => {
    const { stdout } = await tovmach(['detect', SEED, '--format', 'sarif', '--languages', 'en,uk,ru']);
    const log = JSON.parse(stdout) as { version: string; runs: { results: { ruleId: string }[] }[] };
    expect(log.version).toBe('2.1.0');
    expect(log.runs[0]?.results.map((result) => result.ruleId)).toEqual([
      'foreign-segment',
      'foreign-segment',
    ]);
    expect(sarifErrors(log)).toEqual([]);
  });

  it('names in SARIF where the file is, not where in its folder', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'articles/city'), { recursive: true });
    writeFileSync(
      join(folder, 'articles/city/a.txt'),
      'The council met on Monday in the old town hall.\nМіська рада зібралася у понеділок увечері.\n',
    );
    const args = ['detect', 'articles', '--format', 'sarif', '--languages', 'en,uk'];
    const uris = ({ stdout }: { stdout: string }): string[] =>
      [...stdout.matchAll(/"uri": "([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(uris(await tovmach(args, { cwd: folder }))).toEqual(['articles/city/a.txt']);
    const inWorkflow = { cwd: join(folder, 'articles'), env: { GITHUB_WORKSPACE: folder } };
    expect(uris(await tovmach(['detect', 'city', ...args.slice(2)], inWorkflow))).toEqual([
      'articles/city/a.txt',
    ]);
  });
});

describe('tovmach plan', () => {
  it('says what would be sent, and sends nothing', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.txt'), 'The council met on Monday.\nThe council met on Monday.\n');
    const { code, stdout } = await tovmach(
      ['plan', 'a.txt', '--to', 'uk', '--provider', 'pseudo', '--languages', 'en,uk', '--json'],
      { cwd: folder },
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'tovmach/plan@1',
      articles: 1,
      toProvider: 1,
      charactersBefore: 52,
      charactersAfter: 26,
      charactersToSend: 26,
    });
  });
});

describe('the other commands', () => {
  it('init writes a configuration that works, once', async () => {
    const folder = temporaryFolder();
    expect((await tovmach(['init'], { cwd: folder })).code).toBe(0);
    expect((await tovmach(['init'], { cwd: folder })).code).toBe(7);
    expect((await tovmach(['plan', SEED], { cwd: folder })).code).toBe(0);
  });

  it('schema prints JSON Schema', async () => {
    const { stdout } = await tovmach(['schema']);
    expect(JSON.parse(stdout)).toMatchObject({ type: 'object', properties: { targets: {}, providers: {} } });
  });

  it('help comes with examples, in the language asked for', async () => {
    const english = await tovmach(['run', '--help']);
    expect(english.code).toBe(0);
    expect(english.stdout).toContain('Examples:');
    const ukrainian = await tovmach(['run', '--help', '--ui-language', 'uk']);
    expect(ukrainian.stdout).toContain('Приклади:');
  });

  it('completion knows commands and choices', async () => {
    const { stdout } = await tovmach(['__complete', '--', 'detect', '--format', '']);
    expect(stdout.trim().split('\n')).toEqual(['pretty', 'json', 'ndjson', 'sarif']);
    expect((await tovmach(['completion', 'bash'])).stdout).toContain('complete');
  });

  it('providers and doctor say what is missing and how to get it', async () => {
    const folder = temporaryFolder();
    const providers = await tovmach(['providers'], { cwd: folder });
    expect(providers.stdout).toContain('DEEPL_API_KEY');
    const doctor = await tovmach(['doctor', '--to', 'en,uk'], { cwd: folder, env: { HOME: folder } });
    expect(doctor.code).toBe(4);
    expect(doctor.stdout).toContain('✗ uk → en: nobody');
    // Without a model it translates nothing.
    expect(doctor.stdout).toMatch(/^· bergamot/m);
    const works = await tovmach(['doctor', '--to', 'en,uk'], {
      cwd: folder,
      env: { OPENAI_BASE_URL: 'http://127.0.0.1:5999/v1', OPENAI_MODEL: 'm', HOME: folder },
    });
    expect(works.stdout).toContain('uk → en: openai');
    expect(works.code, works.stdout).toBe(0);
  });
});

describe('tovmach check', () => {
  it('is content after a run, and fails when something is stale, in every format', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'in'));
    const article = join(folder, 'in/article.txt');
    writeFileSync(article, 'The bridge was opened on Monday.\n');
    const args = ['in', '--to', 'en', '--out', 'out'];
    const check = (...more: string[]) => tovmach(['check', ...args, ...more], { cwd: folder });
    expect(await check()).toMatchObject({ code: 8 });
    expect(readdirSync(folder)).toEqual(['in']);
    await tovmach(['run', ...args], { cwd: folder });
    expect(await check()).toMatchObject({ code: 0, stdout: expect.stringContaining('up to date') });
    writeFileSync(article, 'The bridge was opened on Tuesday.\n');
    const summary = join(folder, 'summary.md');
    const frozen = await tovmach(
      [
        'run',
        ...args,
        '--frozen',
        '--report',
        'github',
        '--report',
        'junit=check.xml',
        '--report',
        'sarif=check.sarif',
      ],
      { cwd: folder, env: { GITHUB_STEP_SUMMARY: summary } },
    );
    expect(frozen.code).toBe(8);
    expect(frozen.stdout).toMatch(/^::error file=in\/article\.txt/);
    expect(readFileSync(join(folder, 'check.xml'), 'utf8')).toContain('failures="1"');
    expect(JSON.parse(readFileSync(join(folder, 'check.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
    expect(readFileSync(summary, 'utf8')).toContain('in/article.txt');
    expect(readFileSync(join(folder, 'out/article.en.md'), 'utf8')).toContain('Monday');
  });

  it('refuses a format there is none of', async () => {
    expect(await tovmach(['check', 'in', '--to', 'en', '--report', 'html'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('sarif'),
    });
  });
});

describe('tovmach memory', () => {
  it('is filled, looked into, and written out again', async () => {
    const folder = temporaryFolder();
    const memory = (...args: string[]): ReturnType<typeof tovmach> =>
      tovmach(['memory', ...args], { cwd: folder });
    expect((await memory('stats')).code).toBe(3);
    const filled = await memory('import', join(ROOT, 'seeds/memory.tmx'));
    expect(filled.stdout).toMatch(/\d+ units read, \d+ new or changed/);
    expect((await memory('search', 'Kishida', '--from', 'en', '--to', 'uk')).stdout).toContain('Кісіда');
    expect((await memory('export', 'out.tmx', '--from', 'en', '--to', 'uk')).code).toBe(0);
    expect(readFileSync(join(folder, 'out.tmx'), 'utf8')).toContain('<tmx version="1.4"');
    expect((await memory('verify')).code).toBe(0);
    expect((await memory('prune')).code).toBe(2);
  });

  it('says what it cannot find, read or understand, and goes on with the other files', async () => {
    const folder = temporaryFolder();
    const memory = (...args: string[]): ReturnType<typeof tovmach> =>
      tovmach(['memory', ...args], { cwd: folder });
    writeFileSync(join(folder, 'bad.jsonl'), '{"source":"uk","target":"en","sourceText":"Так."}\n');
    writeFileSync(join(folder, 'good.csv'), 'uk,en\nТак.,Yes.\n');
    const imported = await memory('import', 'bad.jsonl', 'work.xlf', 'good.csv');
    expect(imported.code).toBe(6);
    expect(imported.stdout.trim()).toBe('good.csv: 1 unit read, 1 new or changed');
    expect(imported.stderr).toContain('tovmach: bad.jsonl:1: targetText: ');
    expect(imported.stderr).toContain('tovmach import xliff');
    expect(await memory('search', 'nobody')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringMatching(/"nobody"/),
    });
    expect(await memory('search', 'Так', '--from', 'ua')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/Did you mean uk/),
    });
    expect((await memory('prune', '--origin', 'memory')).stdout).toContain('1 entry removed');
  });

  it('keeps a damaged file aside when told to, and not before', async () => {
    const folder = temporaryFolder();
    const store = join(folder, 'store.db');
    const memory = (...args: string[]): ReturnType<typeof tovmach> =>
      tovmach(['memory', ...args, '--store', 'store.db'], { cwd: folder });
    writeFileSync(join(folder, 'many.csv'), `uk,en\n${'Так,Yes\n'.repeat(3)}`);
    await memory('import', 'many.csv');
    writeFileSync(store, '');
    writeFileSync(join(folder, 'a.txt'), 'Порт знову приймає судна.\n');
    const run = await tovmach(['run', 'a.txt', '--to', 'en', '--store', 'store.db'], { cwd: folder });
    expect(run).toMatchObject({
      code: 7,
      stderr: expect.stringMatching(/tovmach memory verify --set-aside/),
    });
    expect(await memory('verify')).toMatchObject({ code: 7 });
    expect(readFileSync(store)).toHaveLength(0);
    const kept = await memory('verify', '--set-aside');
    expect(kept).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/kept as store\.db\.damaged-\d{8}T\d{6}Z/),
    });
    expect(await memory('verify')).toMatchObject({ code: 0 });
  });
});
