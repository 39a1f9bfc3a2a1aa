/**
 * Text of real pages side by side: tovmach and other extractors, on the same pages, in one run.
 *
 *     npm ci --prefix bench/extract
 *     npm run bench:extract -- <folder> [--only tovmach,defuddle] [--worst 12] [--write found]
 *
 * The folder holds `gold.ndjson`, one line a page: `{ file, url, text }`, with `file` a page as it was served, plain or gzip,
 * in a set named by what stands before its first `-`. Thresholds are chosen on the development half of a set (the pages
 * whose name has an even hash); the held-out half is there to show what was learnt by heart.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { type Extractor, extractors } from './extractors.js';
import { byShingles, byWords, means, ofMeans, type Score } from './measure.js';

interface GoldPage {
  readonly name: string;
  readonly set: string;
  readonly half: 'dev' | 'held-out';
  readonly url: string;
  readonly bytes: Uint8Array;
  readonly text: string;
}

interface Result {
  readonly page: GoldPage;
  readonly words: Score;
  readonly shingles: Score & { readonly empty: boolean };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, worst: { type: 'string', default: '12' }, write: { type: 'string' } },
});
const [folder] = positionals;
if (folder === undefined) throw new Error('name the folder that holds gold.ndjson');

const print = (line = ''): void => void process.stdout.write(`${line}\n`);

function readPages(from: string): GoldPage[] {
  const lines = readFileSync(join(from, 'gold.ndjson'), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const { file, url, text } = JSON.parse(line) as { file: string; url: string; text: string };
    const bytes = readFileSync(join(from, file));
    const name = basename(file).replace(/\.html?(?:\.gz)?$/, '');
    const even = (createHash('sha256').update(name).digest()[0] ?? 0) % 2 === 0;
    return {
      name,
      set: name.split('-', 1)[0] ?? '',
      half: even ? 'dev' : 'held-out',
      url,
      bytes: file.endsWith('.gz') ? gunzipSync(bytes) : bytes,
      text,
    };
  });
}

/** A page that keeps less of its text than this has lost it. */
const LOST = 0.1;

const shown = (value: number): string => value.toFixed(3).replace(/^0/, '');
const row = (cells: readonly (string | number)[]): string =>
  cells.map((cell, index) => (index === 0 ? String(cell).padEnd(14) : String(cell).padStart(8))).join(' ');

function summary(name: string, results: readonly Result[], seconds: number, pages: number): string {
  const zyte = ofMeans(results.map(({ shingles }) => shingles));
  const words = means(results.map((result) => result.words));
  const half = results.filter((result) => result.words.f1 < 0.5).length;
  const lost = results.filter((result) => result.words.recall < LOST).length;
  return row([
    name,
    ...[zyte.f1, zyte.precision, zyte.recall, words.f1, words.precision, words.recall].map(shown),
    half,
    lost,
    (pages / seconds).toFixed(1),
  ]);
}

const pages = readPages(folder);
const { found, missing } = await extractors();
if (missing.length > 0)
  print(`not installed, and left out: ${missing.join(', ')} (npm ci --prefix bench/extract)`);
const wanted = values.only?.split(',');
const names = [...found.keys()].filter((name) => wanted?.includes(name) ?? true);

const all = new Map<string, { results: Result[]; seconds: number }>();
for (const name of names) {
  const extract = found.get(name) as Extractor;
  const results: Result[] = [];
  const start = process.cpuUsage();
  const texts: string[] = [];
  for (const page of pages) texts.push(await extract(page).catch(() => ''));
  const { user, system } = process.cpuUsage(start);
  for (const [index, page] of pages.entries()) {
    const text = texts[index] ?? '';
    results.push({
      page,
      words: byWords(page.text, text),
      shingles: { ...byShingles(page.text, text), empty: text.trim() === '' },
    });
  }
  all.set(name, { results, seconds: (user + system) / 1e6 });
  if (values.write !== undefined) {
    mkdirSync(join(values.write, name), { recursive: true });
    for (const [index, page] of pages.entries())
      writeFileSync(join(values.write, name, `${page.name}.txt`), texts[index] ?? '');
  }
}

const sets = [...new Set(pages.map(({ set }) => set))];
for (const set of sets) {
  for (const half of ['dev', 'held-out', undefined] as const) {
    const belongs = ({ page }: Result): boolean =>
      page.set === set && (half === undefined || page.half === half);
    const count = pages.filter((page) => belongs({ page } as Result)).length;
    print(`\n${set}, ${half ?? 'both halves'}: ${count} pages`);
    print(row(['', 'zyte F1', 'prec.', 'recall', 'words F1', 'prec.', 'recall', '< .5', 'lost', 'pages/s']));
    for (const [name, { results, seconds }] of all)
      print(summary(name, results.filter(belongs), seconds, pages.length));
  }
}

const own = all.get('tovmach')?.results ?? [];
print('\nlost by tovmach (less than a tenth of the text):');
for (const { page, words } of own.filter((result) => result.words.recall < LOST)) {
  const others = [...all].map(
    ([name, { results }]) => `${name} ${shown(results.find((one) => one.page === page)?.words.recall ?? 0)}`,
  );
  print(`  ${page.name}: ${shown(words.recall)} (recall of each: ${others.join(', ')})`);
}
print(`\nthe worst ${values.worst} of tovmach, by words:`);
print(row(['', 'half', 'F1', 'prec.', 'recall', ...names.slice(1)]));
for (const { page, words } of [...own]
  .sort((a, b) => a.words.f1 - b.words.f1)
  .slice(0, Number(values.worst))) {
  const others = names
    .slice(1)
    .map((name) => shown(all.get(name)?.results.find((one) => one.page === page)?.words.f1 ?? 0));
  print(
    `${row(['', page.half === 'dev' ? 'dev' : 'held', ...[words.f1, words.precision, words.recall].map(shown), ...others])}  ${page.name}`,
  );
}
