/**
 * Detection side by side: tovmach and the libraries, on the same texts, one thread, one run.
 *
 *     npm run bench:detect -- [folder, default tests/fixtures/languages] [--all | --dev] [--context]
 *
 * The folder holds .tsv files with columns lang, class and text, and .json files of paragraphs with spans. Texts
 * with even numbers (the first after the heading is 1) are the development half, on which thresholds are tuned, and
 * so are paragraphs with even indices; the others are the test half, which is what is shown unless --all or --dev
 * is given; --context prints nothing but the table of texts in articles. Speed and memory are measured in a child
 * process a detector.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { agrees, evaluateTexts, type GoldText } from '../src/evaluate/evaluate.js';
import { parseGold } from '../src/evaluate/gold.js';
import { createCascade } from '../src/language/cascade.js';
import type { Detector } from '../src/model/contracts.js';
import { primaryLanguage } from '../src/model/language.js';
import { measureContext } from './context.js';
import { MAKERS } from './detectors.js';
import { measureMixed } from './mixed.js';

const THREE = ['en', 'uk', 'ru'];
const TEN = ['en', 'uk', 'ru', 'be', 'bg', 'sr', 'mk', 'pl', 'cs', 'de'];

interface Row extends GoldText {
  readonly half: 'dev' | 'test';
}

function readRows(folder: string): Row[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.tsv'))
    .sort()
    .flatMap((name) =>
      parseGold(name, readFileSync(join(folder, name), 'utf8')).texts.map(
        (text, index): Row => ({ ...text, half: index % 2 === 1 ? 'dev' : 'test' }),
      ),
    );
}

const flags = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const [given] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const folder = given ?? process.env.TOVMACH_DETECTION_DATA ?? join(process.cwd(), 'tests/fixtures/languages');
const half = flags.includes('--all') ? undefined : flags.includes('--dev') ? 'dev' : 'test';
const rows = readRows(folder);
const print = (line = ''): void => void process.stdout.write(`${line}\n`);

/** Processor time of this process: what other work the machine has does not count. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Megabytes (10^6 bytes of UTF-8) a second of processor time, and the resident memory the detector added, in MB. */
async function measure(name: string): Promise<void> {
  const before = process.memoryUsage.rss();
  const detector = await MAKERS[name]?.();
  if (detector === undefined) return;
  const speeds = ['3-6', '6-12', 'sentence'].map((group) => {
    const texts = rows
      .filter((row) => row.group === group && THREE.includes(row.lang))
      .map(({ text }) => text);
    if (texts.length === 0) return undefined;
    const bytes = texts.reduce((total, text) => total + Buffer.byteLength(text), 0);
    const pass = (): void => {
      for (const text of texts) detector.identify(text, THREE);
    };
    pass();
    const start = processorSeconds();
    let passes = 0;
    while (processorSeconds() - start < 0.8) {
      pass();
      passes += 1;
    }
    return (bytes * passes) / (processorSeconds() - start) / 1e6;
  });
  print(
    JSON.stringify({
      speeds,
      memory: (process.memoryUsage.rss() - before) / 1e6,
      rss: process.memoryUsage.rss() / 1e6,
    }),
  );
}

function accuracy(detector: Detector, texts: readonly Row[], candidates: readonly string[]): string {
  if (texts.length === 0) return '–';
  const right = texts.filter(({ text, lang }) =>
    agrees(lang, detector.identify(text, candidates).lang),
  ).length;
  return `${((100 * right) / texts.length).toFixed(2)}`;
}

function table(head: readonly string[], body: readonly (readonly string[])[]): void {
  print(`| ${head.join(' | ')} |`);
  print(`|${head.map(() => '---|').join('')}`);
  for (const row of body) print(`| ${row.join(' | ')} |`);
  print();
}

async function main(): Promise<void> {
  print(
    `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 1e9)} GB, one thread`,
  );
  const used = rows.filter((row) => half === undefined || row.half === half);
  print(`${used.length} of ${rows.length} texts (${half ?? 'all'}${half === undefined ? '' : ' half'})\n`);
  if (flags.includes('--context')) return measureContext(used, table);
  const only = (group: string, languages: readonly string[]): Row[] =>
    used.filter((row) => row.group === group && languages.includes(row.lang));
  const columns: [string, Row[], readonly string[]][] = [
    ['en/uk/ru 3-6', only('3-6', THREE), THREE],
    ['uk 3-6', only('3-6', ['uk']), THREE],
    ['en/uk/ru 6-12', only('6-12', THREE), THREE],
    ['ten 3-6', only('3-6', TEN), TEN],
    ['ten 6-12', only('6-12', TEN), TEN],
    ['no own letters', only('no-own-letters', THREE), THREE],
    ['capitals, ten', only('capitals', TEN), TEN],
  ];
  const shown = columns.filter(([, texts]) => texts.length > 0);
  const body: string[][] = [];
  for (const [name, make] of Object.entries(MAKERS)) {
    let detector: Detector;
    try {
      detector = await make();
    } catch (error) {
      body.push([
        name,
        `not installed: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
      ]);
      continue;
    }
    const cells = shown.map(([, texts, candidates]) => accuracy(detector, texts, candidates));
    const { speeds, memory } = JSON.parse(
      execFileSync(
        process.execPath,
        [...process.execArgv, fileURLToPath(import.meta.url), folder, `--measure=${name}`],
        {
          encoding: 'utf8',
        },
      ),
    ) as { speeds: (number | null)[]; memory: number };
    const fast = speeds.map((speed) => (speed === null ? '–' : speed.toFixed(1)));
    body.push([name, ...cells, ...fast, memory.toFixed(0)]);
  }
  table(
    [
      'detector',
      ...shown.map(([title, texts]) => `${title} (n=${texts.length})`),
      '3-6 MB/s',
      '6-12 MB/s',
      'sentence MB/s',
      'memory MB',
    ],
    body,
  );
  await measureMixed(folder, half, table);
  await measureContext(used, table);
  const cascade = createCascade();
  for (const candidates of [THREE, TEN]) {
    const texts = used.filter(({ lang }) => candidates.includes(primaryLanguage(lang)));
    const result = evaluateTexts(texts, (text) => cascade.identify(text, candidates));
    const short = evaluateTexts(
      texts.filter(({ group }) => group.startsWith('3-6')),
      (text) => cascade.identify(text, candidates),
    );
    print(
      `Reliability of tovmach among ${candidates.join(', ')}: ${short.confidentlyWrong} of ${short.all.total} short texts wrong with confidence over 0.9; ${result.undetermined} of ${result.all.total} und\n`,
    );
    table(
      ['confidence', 'answers', 'mean confidence %', 'right %'],
      result.reliability.map(({ from, to, total, sure, right }) => [
        `${from}–${Math.min(1, to)}`,
        String(total),
        (100 * sure).toFixed(1),
        ((100 * right) / total).toFixed(1),
      ]),
    );
  }
}

const measured = flags.find((flag) => flag.startsWith('--measure='))?.slice('--measure='.length);
if (measured === undefined) await main();
else await measure(measured);
