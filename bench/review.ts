import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { createTovmach, type Tovmach } from '../src/index.js';
import { serve } from '../tests/review/outputs.js';
import { CHROMIUM, openBrowser } from '../tests/support/chromium.js';
import { multiply, SENTENCES, writeLong } from './many.js';

/**
 * How fast the review page is: `npm run bench:review -- [articles] [--decide]`. The outputs of the seeds, over and over under other
 * names, and one article of 2,000 sentences; opened, searched and walked through in Chromium. `--decide`: decisions alone, without a
 * browser.
 */

const ARTICLES = Number(process.argv.slice(2).find((given) => /^\d+$/.test(given)) ?? 10_000);
const ONLY_DECIDE = process.argv.includes('--decide');
if (CHROMIUM === undefined && !ONLY_DECIDE) process.exit(0);

const folder = mkdtempSync(join(tmpdir(), 'tovmach-bench-review-'));
try {
  cpSync('seeds', join(folder, 'seeds'), { recursive: true });
  writeLong(join(folder, 'seeds'));
  const tovmach = await createTovmach({
    cwd: folder,
    config: { targets: ['en', 'uk'], out: 'out', memory: { files: ['seeds/long.tmx', 'seeds/memory.tmx'] } },
  });
  await tovmach.run(['seeds']);
  multiply(folder, ARTICLES);
  print(await decisions(tovmach));
  if (!ONLY_DECIDE) await look(tovmach);
  console.log(
    `${cpus().length} × ${cpus()[0]?.model}, Node ${process.versions.node}, load ${loadavg()[0]?.toFixed(1)}`,
  );
  await tovmach.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN);
}

async function times(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const found: number[] = [];
  for (let index = 0; index < count; index++) {
    const start = performance.now();
    await work();
    found.push(performance.now() - start);
  }
  return found;
}

/** From the press of a key to the frame that shows what it did. */
async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(`window.pressed = []; document.addEventListener('keydown', () => {
    const start = performance.now();
    requestAnimationFrame(() => setTimeout(() => window.pressed.push(performance.now() - start), 0));
  }, true);`);
}

async function keys(page: Page): Promise<number[]> {
  await page.waitForTimeout(300);
  return (await page.evaluate('window.pressed.splice(0)')) as number[];
}

type Row = readonly [what: string, milliseconds: readonly number[]];

function print(rows: readonly Row[]): void {
  console.log('| | median ms | p95 ms | of |\n|---|---:|---:|---:|');
  for (const [name, found] of rows)
    console.log(`| ${name} | ${at(found, 0.5)} | ${at(found, 0.95)} | ${found.length} |`);
}

/** Until a decision is saved; the list was read before, as the page does it. */
async function decisions(tovmach: Tovmach): Promise<Row[]> {
  const { articles } = await tovmach.overview();
  const small = articles.find(
    ({ id, outputs }) => id !== 'long.txt' && outputs.some(({ counts }) => counts.memory > 0),
  );
  const rows: Row[] = [];
  for (const [what, article] of [
    ['of few', small?.id ?? ''],
    [`of ${SENTENCES}`, 'long.txt'],
  ] as const) {
    const target = small?.outputs.find(({ counts }) => counts.memory > 0)?.target ?? 'uk';
    const view = await tovmach.article(article, article === 'long.txt' ? 'uk' : target);
    const segment = view.segments.find(({ origin }) => origin.startsWith('memory'))?.id ?? '';
    const place = { article, target: view.target, segment };
    const took = await times(8, async () => {
      await tovmach.decide(place, { kind: 'approve' }, { by: 'bench' });
    });
    rows.push([`a decision in an article ${what} segments, among ${ARTICLES} articles`, took]);
  }
  return rows;
}

/** The page in Chromium. */
async function look(tovmach: Tovmach): Promise<void> {
  const server = await serve(tovmach);
  const browser = await openBrowser();
  const page = await browser.open(server.address());
  await page.waitForSelector('.row');
  const opens = await times(7, async () => {
    await page.reload();
    await page.waitForSelector('.row');
  });
  const begun = performance.now();
  while (
    !(
      (await await page.evaluate(`fetch('/api/v1/facts').then((answer) => answer.json())`)) as {
        complete: boolean;
      }
    ).complete
  )
    await page.waitForTimeout(500);
  const reading = performance.now() - begun;
  await page.reload();
  await page.waitForSelector('.row');
  await page.waitForTimeout(1500);
  await watchKeys(page);
  await page.keyboard.press('/');
  for (const words of ['museum', 'дрон uk', 'n0042']) {
    await page.keyboard.type(words, { delay: 60 });
    for (const _ of words) await page.keyboard.press('Backspace', { delay: 30 });
  }
  const search = await keys(page);
  await page.keyboard.press('Escape');
  for (let step = 0; step < 60; step++) await page.keyboard.press('j', { delay: 15 });
  const walk = await keys(page);
  const base = server.address().split('?')[0];
  const articleOpens = await times(5, async () => {
    await page.goto(`${base}#/`);
    await page.waitForSelector('.row');
    await page.goto(`${base}#/article/long.txt/uk`);
    await page.waitForSelector('.segment');
  });
  await watchKeys(page);
  for (let step = 0; step < 60; step++) await page.keyboard.press('j', { delay: 15 });
  const segments = await keys(page);
  const rows: [string, number[]][] = [
    [`open the list of ${ARTICLES} articles`, opens],
    ['a key in the search', search],
    ['a key in the list (j)', walk],
    [`open an article of ${SENTENCES} segments`, articleOpens],
    ['a key in it (j)', segments],
  ];
  print(rows);
  console.log(`\nreading the files of all articles behind the list: ${Math.round(reading)} ms`);
  console.log(await browser.context.browser()?.version());
  if (browser.complaints.length > 0) console.log(browser.complaints);
  await browser.close();
  await server.close();
}
