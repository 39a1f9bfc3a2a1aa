// Speed and memory of the whole path, on generated articles. Never part of a test.
//   npm run bench [-- --articles 10000]
// Prints a table; the table that is kept, with the machine it was measured on, is in bench/README.md.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { createCascade } from '../dist/detect/cascade.js';
import { createTovmach } from '../dist/index.js';
import { parseBytes } from '../dist/read/read.js';
import { createTextFormat } from '../dist/read/text.js';
import { createSegmenter } from '../dist/segment/segment.js';

const { values } = parseArgs({
  options: { articles: { type: 'string', default: '10000' }, measure: { type: 'string' }, input: { type: 'string' }, out: { type: 'string' } },
});

const WORDS = {
  en: 'council river market school minister budget winter engine border harvest museum doctor signal bridge station project region village energy water'.split(' '),
  uk: 'рада річка ринок школа міністр бюджет зима двигун кордон врожай музей лікар сигнал міст станція проєкт регіон село енергія вода'.split(' '),
};

/** A small linear congruential generator: the same articles on every machine. */
function generator(seed) {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % limit;
  };
}

function sentence(language, next) {
  const words = Array.from({ length: 10 + next(8) }, () => WORDS[language][next(WORDS[language].length)]);
  const text = words.join(' ');
  return `${text[0].toUpperCase()}${text.slice(1)} ${1 + next(900)}.`;
}

function article(index) {
  const next = generator(index + 1);
  const language = index % 2 === 0 ? 'en' : 'uk';
  const other = language === 'en' ? 'uk' : 'en';
  const lines = Array.from({ length: 8 }, () => `${sentence(language, next)} ${sentence(language, next)}`);
  lines.splice(4, 0, `${sentence(other, next).slice(0, -1)} - Reuters08.07.24, 20:41`, language === 'en' ? 'Details' : 'Деталі');
  return `${lines.join('\n')}\n`;
}

const CONFIG = { targets: ['en', 'uk'], languages: ['en', 'uk', 'ru'], provider: 'pseudo' };

/** One full run in a process of its own, with the heap of the command line, so that its peak memory is its own. */
async function measure(input, out) {
  const tovmach = await createTovmach({ config: { ...CONFIG, out, memory: { store: join(out, '..', 'memory.db') } } });
  const started = performance.now();
  const summary = await tovmach.run([input]);
  const seconds = (performance.now() - started) / 1000;
  await tovmach.close();
  console.log(JSON.stringify({ articles: summary.articles, unchanged: summary.unchanged, seconds, peak: process.resourceUsage().maxRSS / 1024 }));
}

/** Best of some rounds, in MB/s of UTF-8. */
function speed(bytes, work) {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const started = performance.now();
    work();
    best = Math.min(best, performance.now() - started);
  }
  return (bytes / 1e6 / (best / 1000)).toFixed(1);
}

/** Reading, segmenting and detecting by themselves, and all three, on one thread. */
async function stages() {
  const files = Array.from({ length: 1500 }, (_, index) => Buffer.from(article(index)));
  const bytes = files.reduce((sum, file) => sum + file.length, 0);
  const options = { formats: [createTextFormat()], maxBytes: 1e8 };
  const read = () => files.map((file) => parseBytes('a.txt', file, options).articles[0]);
  const segmenter = createSegmenter({ timeZone: 'Europe/Kyiv', languages: CONFIG.languages, counters: [] });
  const articles = read();
  const segmented = articles.map((one) => segmenter.segment(one));
  const detector = createCascade();
  const texts = segmented.flatMap((one) =>
    one.pieces.filter((piece) => piece.kind === 'text').map((piece) => one.blocks.find((block) => block.id === piece.blockId).text.slice(piece.start, piece.end)),
  );
  const tovmach = await createTovmach({ config: CONFIG });
  const strings = files.map((file) => file.toString('utf8'));
  console.log('| stage, one thread | MB/s |\n|---|---:|');
  console.log(`| read: bytes to article (plain text) | ${speed(bytes, read)} |`);
  console.log(`| segment | ${speed(bytes, () => articles.forEach((one) => segmenter.segment(one)))} |`);
  console.log(`| detect: language of every piece | ${speed(bytes, () => texts.forEach((text) => detector.identify(text, CONFIG.languages)))} |`);
  console.log(`| all of it, with the ledger and its hashes | ${speed(bytes, () => strings.forEach((text) => tovmach.detectText(text)))} |\n`);
  await tovmach.close();
}

if (values.measure !== undefined) await measure(values.input, values.out);
else {
  const folder = mkdtempSync(join(tmpdir(), 'tovmach-bench-'));
  try {
    const cpu = cpus();
    console.log(`Node ${process.versions.node}, ${cpu.length} × ${cpu[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB\n`);
    await stages();
    console.log('| articles | seconds | articles/s | peak memory, MB | the same run again, seconds |\n|---:|---:|---:|---:|---:|');
    const most = Number(values.articles);
    for (const count of [...new Set([Math.min(1000, most), most])]) {
      const input = join(folder, `in-${count}`);
      mkdirSync(input);
      for (let index = 0; index < count; index++) {
        const sub = join(input, String(Math.floor(index / 1000)));
        if (index % 1000 === 0) mkdirSync(sub);
        writeFileSync(join(sub, `a${index}.txt`), article(index));
      }
      const run = () =>
        JSON.parse(
          execFileSync(
            process.execPath,
            ['--heap-growing-percent=50', fileURLToPath(import.meta.url), '--measure', 'run', '--input', input, '--out', join(folder, `out-${count}`, 'out')],
            { encoding: 'utf8', maxBuffer: 1 << 26 },
          ),
        );
      const { articles, seconds, peak } = run();
      const again = run();
      if (again.unchanged !== articles) throw new Error(`${again.unchanged} of ${articles} articles unchanged`);
      console.log(`| ${articles} | ${seconds.toFixed(1)} | ${(articles / seconds).toFixed(0)} | ${peak.toFixed(0)} | ${again.seconds.toFixed(1)} |`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
