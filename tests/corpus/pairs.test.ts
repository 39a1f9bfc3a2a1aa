import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { PairPicker } from '../../src/corpus/pairs.js';
import { createTovmach } from '../../src/index.js';
import type { Finding } from '../../src/model/finding.js';
import { temporaryFolder, tovmach } from '../support/command-line.js';
import { english, sentence, writeFiles } from '../support/corpus.js';

const ledger = (texts: readonly (readonly [string, string])[], human: readonly string[] = []) => ({
  id: 'a.txt',
  path: 'a.txt',
  segments: texts.map(([text], index) => ({
    id: `s${index}`,
    text,
    lang: 'uk',
    role: index === 0 ? ('title' as const) : ('paragraph' as const),
    line: index + 1,
  })),
  outputs: [
    {
      target: 'en',
      translations: Object.fromEntries(texts.map(([, text], index) => [`s${index}`, text])),
      human,
      engines: [
        {
          origin: { provider: 'deepl' },
          segments: texts.map((_, index) => `s${index}`).filter((id) => !human.includes(id)),
        },
      ],
    },
  ],
});

const finding = (segmentId: string, check: string, severity: Finding['severity']): Finding => ({
  check,
  severity,
  message: '',
  segmentId,
  target: 'en',
});

const all = {
  worst: 'critical',
  without: new Set<string>(),
  leastScore: 0,
  languages: new Set<string>(),
} as const;

describe('pairs of a ledger', () => {
  it('have their score by MQM, who translated them, and what was found', () => {
    const picker = new PairPicker(all);
    const texts = [
      ['Рада ухвалила бюджет', 'The council passed the budget'],
      ['Школа відкрила двері для 300 учнів у вересні', 'The school opened for 200 pupils in September'],
    ] as const;
    const pairs = [
      ...picker.pick(ledger(texts, ['s0']), [
        finding('s1', 'quotes', 'minor'),
        finding('s1', 'numbers', 'major'),
      ]),
    ];
    expect(pairs.map(({ origin, score, findings, role }) => [origin, score, findings, role])).toEqual([
      ['human', 100, [], 'title'],
      ['provider:deepl', 25, ['numbers:major', 'quotes:minor'], 'paragraph'],
    ]);
  });

  it('are left out by findings, score, role, languages; copies and near repetitions always; all is counted', () => {
    const texts = [
      ['Рада ухвалила бюджет', 'The council passed the budget'],
      ['Школу відкрили 1 вересня', 'The school opened on 1 September'],
      ['Школу відкрили 2 вересня!', 'The school opened on 2 September!'],
      ['Міст зачинено', 'Міст  зачинено.'],
      ['Лікарня готова до зими', 'The hospital is ready for winter'],
    ] as const;
    const found = [finding('s4', 'names', 'major')];
    const taken = (filter: Partial<ConstructorParameters<typeof PairPicker>[0]>) => {
      const picker = new PairPicker({ ...all, ...filter });
      const pairs = [...picker.pick(ledger(texts), found)].map(({ segment }) => segment);
      return [pairs, picker.left];
    };
    const usual = { filtered: 0, found: 0, copies: 1, repeats: 1 };
    expect(taken({})).toEqual([['s0', 's1', 's4'], usual]);
    expect(taken({ worst: 'minor' })).toEqual([['s0', 's1'], { ...usual, found: 1 }]);
    expect(taken({ worst: 'major' })).toEqual([['s0', 's1', 's4'], usual]);
    expect(taken({ without: new Set(['names']) })).toEqual([['s0', 's1'], { ...usual, found: 1 }]);
    expect(taken({ leastScore: 50 })).toEqual([['s0', 's1'], { ...usual, found: 1 }]);
    expect(taken({ roles: new Set(['title']) })).toEqual([
      ['s0'],
      { filtered: 4, found: 0, copies: 0, repeats: 0 },
    ]);
    expect(taken({ languages: new Set(['en-uk']) })).toEqual([
      [],
      { filtered: 5, found: 0, copies: 0, repeats: 0 },
    ]);
  });
});

describe('tovmach export pairs', { timeout: 120_000 }, () => {
  it('writes what a run translated in each form, and the same pairs in all', async () => {
    const folder = temporaryFolder();
    for (let n = 0; n < 12; n++)
      writeFiles(folder, {
        [`in/a${n}.txt`]: `${sentence(n * 3)}\n${english(n * 5)}\n- ${sentence(n * 3 + 1)}\n`,
      });
    // A memory of people's work stands for a translator: pretended translations are copies.
    const memory = Array.from({ length: 60 }, (_, n) => [sentence(n), english(n + 400)] as const);
    const units = memory.map(
      ([uk, en]) =>
        `<tu><tuv xml:lang="uk"><seg>${uk}</seg></tuv><tuv xml:lang="en"><seg>${en}</seg></tuv></tu>`,
    );
    writeFiles(folder, {
      'm.tmx': `<?xml version="1.0"?><tmx version="1.4"><header srclang="uk" segtype="sentence" datatype="plaintext" adminlang="en" o-tmf="x" creationtool="x" creationtoolversion="1"/><body>${units.join('')}</body></tmx>`,
    });
    const run = await tovmach(
      [
        'run',
        'in',
        '--to',
        'en',
        '--languages',
        'en,uk',
        '--provider',
        'pseudo',
        '-m',
        'm.tmx',
        '--out',
        'out',
      ],
      { cwd: folder },
    );
    expect(run.code).toBe(0);
    const done = await tovmach(['export', 'pairs', 'p.ndjson', '--out', 'out', '--worst', 'critical'], {
      cwd: folder,
    });
    expect(done.stderr).toBe('');
    expect(done.code).toBe(0);
    const rows = readFileSync(join(folder, 'p.ndjson'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows.length).toBeGreaterThan(8);
    expect(done.stdout).toContain(`${rows.length} pairs in p.ndjson`);
    for (const row of rows) {
      expect(row).toMatchObject({ source: 'uk', target: 'en', origin: 'memory' });
      const text = String(row.source_text);
      const known = memory.find(([uk]) => text === uk || text === `- ${uk}`);
      expect([text, known?.[0] === text ? known[1] : row.target_text]).toEqual([text, row.target_text]);
    }
    const instance = await createTovmach({ cwd: folder, config: { out: 'out' } });
    for (const form of ['tsv', 'tmx', 'parquet'] as const)
      expect(
        (await instance.exportPairs({ file: `p.${form}`, worst: 'critical', formulas: true })).pairs,
      ).toBe(rows.length);
    const tsv = parse(readFileSync(join(folder, 'p.tsv')), { columns: true, delimiter: '\t' }) as Record<
      string,
      string
    >[];
    expect(tsv.map(({ source_text }) => source_text)).toEqual(rows.map(({ source_text }) => source_text));
    const columns = await parquetReadObjects({ file: await asyncBufferFromFile(join(folder, 'p.parquet')) });
    expect(columns.map(({ target_text, score }) => [target_text, score])).toEqual(
      rows.map(({ target_text, score }) => [target_text, score]),
    );
    const tmx = readFileSync(join(folder, 'p.tmx'), 'utf8');
    expect(tmx.match(/<tu[ >]/g)?.length).toBe(rows.length);
    expect(tmx).not.toContain('creationdate');
    // A ledger that is gone is said.
    rmSync(join(folder, 'out/a3.segments.json'));
    const less = await instance.exportPairs({ file: 'less.tsv', worst: 'critical' });
    await instance.close();
    expect(less).toMatchObject({ unreadable: ['a3.segments.json'], exitCode: 6 });
    expect((await tovmach(['export', 'pairs', 'x.xlsx', '--out', 'out'], { cwd: folder })).code).toBe(2);
    expect((await tovmach(['export', 'pairs', 'x.tsv', '--out', 'nowhere'], { cwd: folder })).code).toBe(3);
  });
});
