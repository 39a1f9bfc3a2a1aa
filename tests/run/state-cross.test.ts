import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTovmach, type RunSummary, type RunWork } from '../../src/index.js';
import { setAsideDamaged } from '../../src/memory/rescue.js';
import { libreTranslateDialect, TranslationService } from '../../src/testing/index.js';
import { ROOT, temporaryFolder } from '../support/command-line.js';
import { english, hashesBelow, sentence, writeFiles } from '../support/corpus.js';
import { pairwise, product } from '../support/pairwise.js';

/**
 * What a run remembers, what stands in its output folder and what the source is, each in every state it can be in,
 * crossed: every two values meet here; all of them in `npm run test:exhaustive`.
 */

const STATES = ['present', 'missing', 'cut', 'other'] as const;
const FACTORS = {
  lock: STATES,
  ledger: STATES,
  manifest: STATES,
  memory: STATES,
  output: ['as left', 'edited', 'CRLF', 'BOM', 'UTF-16'],
  source: ['same', 'changed', 'gone'],
} as const;
const exhaustive = process.env.TOVMACH_EXHAUSTIVE === '1';
type Case = { readonly [Factor in keyof typeof FACTORS]: (typeof FACTORS)[Factor][number] };

const FILES = {
  lock: 'out/tovmach.lock',
  ledger: 'out/a.segments.json',
  manifest: 'out/manifest.json',
  memory: '.tovmach/memory.db',
} as const;
const OUTPUT = 'out/a.en.md';
/** Of the second sentence, by a person. */
const EDIT = 'The editors put it in other words altogether.';
/** The branch whose state is `other` had another last sentence. */
const BRANCH = { ours: [1, 2, 3], other: [1, 2, 4] };
const CHANGED = 5;

/** None where there are thousands of runs. */
let threads = exhaustive ? 0 : 1;
let service: TranslationService;
/** Folders as a run over either branch left them. */
let left: { readonly ours: string; readonly other: string };

async function run(folder: string, work: RunWork = {}): Promise<RunSummary> {
  const tovmach = await open(folder);
  try {
    return await tovmach.run(['in'], work);
  } finally {
    await tovmach.close();
  }
}

async function check(folder: string) {
  const tovmach = await open(folder);
  try {
    return await tovmach.check(['in']);
  } finally {
    await tovmach.close();
  }
}

function open(folder: string) {
  return createTovmach({
    cwd: folder,
    config: {
      targets: ['en', 'uk'],
      languages: ['en', 'uk', 'ru'],
      provider: 'libretranslate',
      providers: { libretranslate: { url: service.url } },
      out: 'out',
      // Threads are tested elsewhere, and thousands of runs would start one each.
      jobs: threads,
    },
  });
}

const source = (numbers: readonly number[]): string => `${numbers.map(sentence).join('\n\n')}\n`;

beforeAll(async () => {
  service = await TranslationService.open(libreTranslateDialect);
  service.mood = {
    kind: 'texts',
    change: (texts) => texts.map((text) => english(Number(/\d+/.exec(text)?.[0]))),
  };
  const made = { ours: temporaryFolderOf('ours'), other: temporaryFolderOf('other') };
  for (const branch of ['ours', 'other'] as const) {
    writeFiles(join(made[branch], 'in'), { 'a.txt': source(BRANCH[branch]) });
    await run(made[branch]);
  }
  left = made;
});
afterAll(async () => {
  await service.close();
  for (const folder of Object.values(left)) rmSync(folder, { recursive: true, force: true });
});

function temporaryFolderOf(name: string): string {
  const folder = join(process.env.TMPDIR ?? '/tmp', `tovmach-cross-${process.pid}-${name}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

function edited(text: string, output: Case['output']): string | Buffer {
  const words = text.replace(english(2), EDIT);
  expect(words).not.toBe(text);
  switch (output) {
    case 'CRLF':
      return words.replaceAll('\n', '\r\n');
    case 'BOM':
      return `\ufeff${words}`;
    case 'UTF-16':
      return Buffer.from(`\ufeff${words}`, 'utf16le');
    default:
      return words;
  }
}

/** A folder in the state of a case. */
function arrange(given: Case): string {
  const folder = temporaryFolder();
  cpSync(left.ours, folder, { recursive: true });
  for (const [name, file] of Object.entries(FILES)) {
    const path = join(folder, file);
    const state = given[name as keyof typeof FILES];
    // SQLite keeps its log beside the file.
    if (state !== 'present' && name === 'memory')
      for (const log of ['-wal', '-shm']) rmSync(path + log, { force: true });
    if (state === 'missing') rmSync(path);
    if (state === 'cut') writeFileSync(path, readFileSync(path).subarray(0, name === 'memory' ? 0 : 60));
    if (state === 'other') cpSync(join(left.other, file), path);
  }
  const output = join(folder, OUTPUT);
  if (given.output !== 'as left') writeFileSync(output, edited(readFileSync(output, 'utf8'), given.output));
  if (given.source === 'changed') writeFileSync(join(folder, 'in/a.txt'), source([1, 2, CHANGED]));
  if (given.source === 'gone') {
    rmSync(join(folder, 'in/a.txt'));
    writeFileSync(join(folder, 'in/b.txt'), source([1]));
  }
  return folder;
}

/** Every word in the output folder that is not ours to rewrite, as a reader would see it. */
function wordsIn(folder: string): string {
  return readdirSync(join(folder, 'out'), { encoding: 'utf8' })
    .filter((name) => /\.md/.test(name))
    .map((name) => readFileSync(join(folder, 'out', name)))
    .map((bytes) => (bytes[0] === 0xff ? bytes.toString('utf16le') : bytes.toString('utf8')))
    .join('\n');
}

/** What became of a case, in the words of docs/incremental.md. */
async function examine(given: Case): Promise<string> {
  const folder = arrange(given);
  if (given.memory === 'cut') {
    // What was paid for may be in it: a person has to say that it is given up, and until then nothing is touched.
    const untouched = hashesBelow(join(folder, 'out'));
    await expect(run(folder)).rejects.toMatchObject({ code: 'STORE' });
    expect(hashesBelow(join(folder, 'out'))).toEqual(untouched);
    setAsideDamaged(join(folder, FILES.memory));
  }
  const before = await check(folder);
  const bytes = existsSync(join(folder, OUTPUT)) ? readFileSync(join(folder, OUTPUT)) : undefined;
  service.asked.length = 0;
  const summary = await run(folder);
  const asked = service.asked.flatMap(({ texts }) => texts);
  const words = wordsIn(folder);
  const after = await check(folder);

  const outcome = outcomeOf(given, { folder, bytes, summary, asked });
  // An edit is never lost.
  if (given.output !== 'as left') expect(words).toContain(EDIT);
  // Nothing is paid for twice that a file still holds.
  const held = given.memory === 'present' || given.ledger === 'present';
  if (held) {
    const fresh = given.source === 'changed' ? [sentence(CHANGED)] : [];
    expect(asked.filter((text) => !fresh.includes(text))).toEqual([]);
  }
  // What nobody edited is what it was.
  if (given.source === 'same' && given.output === 'as left')
    expect(readFileSync(join(folder, OUTPUT))).toEqual(bytes);
  // The new sentence is there, or it is said that it is not.
  if (given.source === 'changed') {
    const said = summary.findings.worst.some(
      ({ check: name, severity }) => name === 'edit-conflict' && severity === 'major',
    );
    expect(readable(folder).includes(english(CHANGED)) || said).toBe(true);
    expect(readable(folder).includes(english(CHANGED)) && readable(folder).includes(english(3))).toBe(false);
  }
  // `check` told the truth, and tells it.
  const quiet = before.stale.length === 0 && before.edited.length === 0 && before.exitCode === 0;
  if (quiet)
    expect({ asked, written: summary.written, orphans: before.orphans }).toEqual({
      asked: [],
      written: 0,
      orphans: summary.orphans,
    });
  expect(after.stale).toEqual([]);
  if (given.source === 'gone' && given.lock === 'present') expect(after.orphans).toContain('a.en.md');
  // And the next run finds nothing to do.
  service.asked.length = 0;
  const again = await run(folder);
  expect({ written: again.written, asked: service.asked.length }).toEqual({ written: 0, asked: 0 });
  return outcome;
}

interface Seen {
  readonly folder: string;
  /** Of the output before the run. */
  readonly bytes: Buffer | undefined;
  readonly summary: RunSummary;
  readonly asked: readonly string[];
}

function outcomeOf({ source: now, output }: Case, { folder, bytes, summary, asked }: Seen): string {
  const after = existsSync(join(folder, OUTPUT)) ? readFileSync(join(folder, OUTPUT)) : undefined;
  const isEdited = output !== 'as left';
  const parts: string[] = [];
  if (after === undefined) parts.push('the file is gone');
  else if (bytes?.equals(after)) parts.push(isEdited ? 'the edit stays' : 'the file stays');
  else {
    const text = readable(folder);
    const held = [
      ...(isEdited && text.includes(EDIT) ? ['the edit'] : []),
      ...(text.includes(english(CHANGED)) ? ['the new sentence'] : []),
    ];
    parts.push(
      held.length === 0
        ? 'written again'
        : `${held.join(' and ')} ${held.length > 1 ? 'are' : 'is'} in the file`,
    );
    if (isEdited && !text.includes(EDIT) && wordsIn(folder).includes(EDIT))
      parts.push('the edit is kept beside it');
  }
  const checks = new Set(summary.findings.worst.map(({ check: name }) => name));
  if (checks.has('edit-conflict')) parts.push('a conflict is said');
  if (now === 'gone')
    parts.push(summary.orphans.includes('a.en.md') ? 'named as an orphan' : 'not known as an orphan');
  parts.push(`${asked.length} sent`);
  return parts.join(', ');
}

function readable(folder: string): string {
  const bytes = readFileSync(join(folder, OUTPUT));
  return bytes[0] === 0xff ? bytes.toString('utf16le') : bytes.toString('utf8');
}

const cases = (exhaustive ? product(FACTORS) : pairwise(FACTORS)) as Case[];

describe('state, outputs and sources in every combination', () => {
  it.each(
    cases.map(
      (each) =>
        [
          Object.entries(each)
            .map(([name, value]) => `${name} ${value}`)
            .join(', '),
          each,
        ] as const,
    ),
  )('%s', async (_, given) => {
    await examine(given);
  });
});

/** Rows of the table in docs/incremental.md: one file of the state that is not as it was left, or all of them. */
const ROWS: readonly Partial<Case>[] = [
  {},
  ...(['lock', 'ledger', 'manifest', 'memory'] as const).flatMap((name) =>
    (['missing', 'cut', 'other'] as const).map((state) => ({ [name]: state })),
  ),
  { lock: 'missing', ledger: 'missing', manifest: 'missing', memory: 'missing' },
];
const SOURCES = FACTORS.source;

function rowName(row: Partial<Case>): string {
  const [[name, state] = ['all', 'present'], ...more] = Object.entries(row);
  if (more.length > 0) return 'all missing';
  return `${name} ${state === 'other' ? 'of another branch' : state}`;
}

async function tableRow(row: Partial<Case>): Promise<string> {
  const cells: string[] = [];
  for (const output of ['as left', 'edited'] as const)
    for (const source of SOURCES)
      cells.push(
        await examine({
          lock: 'present',
          ledger: 'present',
          manifest: 'present',
          memory: 'present',
          ...row,
          output,
          source,
        }),
      );
  return `| ${[rowName(row), ...cells].join(' | ')} |`;
}

describe('the table of docs/incremental.md', () => {
  const file = join(ROOT, 'docs/incremental.md');
  const [BEGIN, END] = ['<!-- state-cross -->\n', '<!-- /state-cross -->'];

  beforeAll(() => {
    threads = 0;
  });

  it('is what happens', { timeout: 300_000 }, async () => {
    const head = [
      'state',
      ...['as left', 'edited'].flatMap((output) => SOURCES.map((now) => `${output}, source ${now}`)),
    ];
    const lines = [`| ${head.join(' | ')} |`, `|${'---|'.repeat(head.length)}`];
    for (const row of ROWS) lines.push(await tableRow(row));
    const table = `${lines.join('\n')}\n`;
    const text = readFileSync(file, 'utf8');
    const [before, rest = ''] = text.split(BEGIN);
    const [now, after] = rest.split(END);
    if (process.env.TOVMACH_WRITE_TABLE === '1')
      writeFileSync(file, `${before}${BEGIN}${table}${END}${after}`);
    else expect(now, 'npm run docs:states writes it anew').toBe(table);
  });
});
