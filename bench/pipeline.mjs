// Speed and memory of the whole path, on generated articles. Never part of a test.
//   npm run bench [-- --articles 10000 --jobs 2]
//   npm run bench -- --ratio [--articles 1500 --rounds 5 --jobs 2]   against a bare program, in memory and on disk
//   npm run bench -- --stories [--articles 20000 --rounds 3 --jobs 2]   with and without looking for copies and the same story
// Prints a table; the table that is kept, with the machine it was measured on, is in bench/README.md.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open, readFile, rename } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { createTovmach } from '../dist/index.js';
import { createCascade } from '../dist/language/cascade.js';
import { openBytes } from '../dist/read/read.js';
import { createTextFormat } from '../dist/read/text.js';
import { createSegmenter } from '../dist/segment/segment.js';

const { values } = parseArgs({
  options: {
    articles: { type: 'string' },
    measure: { type: 'string' },
    input: { type: 'string' },
    out: { type: 'string' },
    jobs: { type: 'string' },
    ratio: { type: 'boolean', default: false },
    stories: { type: 'boolean', default: false },
    compare: { type: 'string' },
    rounds: { type: 'string', default: '5' },
  },
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

const SYLLABLES = ['ba', 'ko', 'rin', 'len', 'mar', 'ta', 'vid', 'sor', 'nik', 'dal'];
const CYRILLIC = ['ба', 'ко', 'рін', 'лен', 'мар', 'та', 'від', 'сор', 'нік', 'дал'];

/** One story of eight people and sixteen figures, told by two desks: even ones in English, odd ones in Ukrainian. */
function story(index) {
  const language = index % 2 === 0 ? 'en' : 'uk';
  const facts = generator((index >> 1) + 7);
  const next = generator(index + 1);
  const name = () => {
    const parts = [facts(10), facts(10), facts(10), facts(10)];
    const written = parts.map((part) => (language === 'en' ? SYLLABLES : CYRILLIC)[part]).join('');
    return written[0].toUpperCase() + written.slice(1);
  };
  const lines = Array.from({ length: 8 }, () => {
    const said = language === 'en' ? 'said' : 'каже';
    return `${sentence(language, next).replace(/ \d+\.$/, '')} ${10 + facts(9000)}, ${said} ${name()} ${name()}. ${sentence(language, next).replace(/ \d+\.$/, '')} ${10 + facts(9000)}.`;
  });
  lines.unshift(sentence(language, next));
  return `${lines.join('\n')}\n`;
}

const JOBS = values.jobs === undefined ? {} : { jobs: Number(values.jobs) };
const [duplicates, sameStory] = values.compare?.split(',') ?? [];
const COMPARE = values.compare === undefined ? {} : { input: { duplicates, sameStory } };
const CONFIG = { ...JOBS, ...COMPARE, targets: ['en', 'uk'], languages: ['en', 'uk', 'ru'], provider: 'pseudo' };

/** One full run in a process of its own, with the heap of the command line, so that its peak memory is its own. */
async function measure(input, out) {
  const tovmach = await createTovmach({ config: { ...CONFIG, out, memory: { store: join(out, '..', 'memory.db') } } });
  const started = performance.now();
  const summary = await tovmach.run([input]);
  const seconds = (performance.now() - started) / 1000;
  await tovmach.close();
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({ articles: summary.articles, unchanged: summary.unchanged, seconds, processor: (user + system) / 1e6, peak: process.resourceUsage().maxRSS / 1024 }));
}

/** Best of some rounds, in MB/s of UTF-8. */
async function speed(bytes, work) {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const started = performance.now();
    await work();
    best = Math.min(best, performance.now() - started);
  }
  return (bytes / 1e6 / (best / 1000)).toFixed(1);
}

/** Reading, segmenting and detecting by themselves, and all three, on one thread. */
async function stages() {
  const files = Array.from({ length: 1500 }, (_, index) => Buffer.from(article(index)));
  const bytes = files.reduce((sum, file) => sum + file.length, 0);
  const options = { formats: [createTextFormat()], maxBytes: 1e8 };
  const read = async () => {
    const found = [];
    for (const file of files) for await (const record of openBytes('a.txt', file, options).records) if ('article' in record) found.push(record.article);
    return found;
  };
  const segmenter = createSegmenter({ timeZone: 'Europe/Kyiv', languages: CONFIG.languages, counters: [] });
  const articles = await read();
  const segmented = articles.map((one) => segmenter.segment(one));
  const detector = createCascade();
  const texts = segmented.flatMap((one) =>
    one.pieces.filter((piece) => piece.kind === 'text').map((piece) => one.blocks.find((block) => block.id === piece.blockId).text.slice(piece.start, piece.end)),
  );
  const tovmach = await createTovmach({ config: CONFIG });
  const strings = files.map((file) => file.toString('utf8'));
  console.log('| stage, one thread | MB/s |\n|---|---:|');
  console.log(`| read: bytes to article (plain text) | ${await speed(bytes, read)} |`);
  console.log(`| segment | ${await speed(bytes, () => articles.forEach((one) => segmenter.segment(one)))} |`);
  console.log(`| detect: language of every piece | ${await speed(bytes, () => texts.forEach((text) => detector.identify(text, CONFIG.languages)))} |`);
  console.log(`| all of it, with the ledger and its hashes | ${await speed(bytes, () => strings.forEach((text) => tovmach.detectText(text)))} |\n`);
  await tovmach.close();
}

const OWN = fileURLToPath(import.meta.url);
const child = (...words) =>
  JSON.parse(
    execFileSync(process.execPath, ['--heap-growing-percent=50', OWN, ...words, ...(values.jobs === undefined ? [] : ['--jobs', values.jobs])], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    }),
  );

/** What nobody can do without: reads and hashes each source, and writes, flushes and names the files that tovmach wrote. */
async function bare(input, written, out) {
  const files = readdirSync(written, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(written, name)).isFile());
  const contents = files.map((name) => [name, readFileSync(join(written, name))]);
  const sources = readdirSync(input, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(input, name)).isFile());
  for (const name of new Set(files.map((each) => dirname(each)))) mkdirSync(join(out, name), { recursive: true });
  const started = performance.now();
  for (const name of sources) createHash('sha256').update(await readFile(join(input, name))).digest('hex');
  // As many at once as tovmach has in work.
  const next = contents[Symbol.iterator]();
  await Promise.all(
    Array.from({ length: 24 }, async () => {
      for (const [name, content] of next) {
        const file = await open(join(out, `${name}.tmp`), 'wx');
        await file.writeFile(content);
        await file.datasync();
        await file.close();
        await rename(join(out, `${name}.tmp`), join(out, name));
      }
    }),
  );
  console.log(JSON.stringify({ seconds: (performance.now() - started) / 1000, files: files.length }));
}

/** With and without looking for copies and the same story, by turns; the median of the rounds. */
function stories(count, rounds) {
  console.log(`Node ${process.versions.node}, load ${loadavg()[0].toFixed(1)} on ${cpus().length} processors, ${count} articles, median of ${rounds}\n`);
  console.log('| `--duplicates` | `--same-story` | seconds | processor, ms an article | peak memory, MB | manifest, MB | the same run again, seconds |\n|---|---|---:|---:|---:|---:|---:|');
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'tovmach-bench-'));
  try {
    const input = join(folder, 'in');
    for (let index = 0; index < count; index++) {
      const sub = join(input, String(Math.floor(index / 1000)));
      if (index % 1000 === 0) mkdirSync(sub, { recursive: true });
      writeFileSync(join(sub, `a${index}.txt`), story(index));
    }
    const kinds = ['off,off', 'keep,off', 'keep,report'];
    const found = new Map(kinds.map((kind) => [kind, []]));
    for (let round = 0; round < rounds; round++)
      for (const kind of kinds) {
        const out = join(folder, 'run', 'out');
        const run = child('--measure', 'run', '--input', input, '--out', out, '--compare', kind);
        const manifest = statSync(join(out, 'manifest.json')).size / 1e6;
        const again = child('--measure', 'run', '--input', input, '--out', out, '--compare', kind).seconds;
        found.get(kind).push({ ...run, manifest, again });
        rmSync(join(folder, 'run'), { recursive: true, force: true });
      }
    for (const [kind, runs] of found) {
      const of = (key) => median(runs.map((run) => run[key]));
      console.log(`| ${kind.split(',').map((word) => `\`${word}\``).join(' | ')} | ${of('seconds').toFixed(1)} | ${((of('processor') / count) * 1000).toFixed(2)} | ${of('peak').toFixed(0)} | ${of('manifest').toFixed(1)} | ${of('again').toFixed(1)} |`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** tovmach and the bare program by turns, each in a process of its own; the median of the rounds. */
function ratios(count, rounds) {
  console.log(`Node ${process.versions.node}, load ${loadavg()[0].toFixed(1)} on ${cpus().length} processors, ${count} articles, median of ${rounds}\n`);
  console.log('| where | kB an article | tovmach, articles/s | processor, ms an article | bare program, articles/s | ratio |\n|---|---:|---:|---:|---:|---:|');
  for (const [where, base] of [['memory', '/dev/shm'], ['disk', tmpdir()]]) {
    if (!existsSync(base)) continue;
    for (const times of [1, 2]) {
      const folder = mkdtempSync(join(base, 'tovmach-bench-'));
      try {
        const input = join(folder, 'in');
        for (let index = 0; index < count; index++) {
          const sub = join(input, String(Math.floor(index / 1000)));
          mkdirSync(sub, { recursive: true });
          writeFileSync(join(sub, `a${index}.txt`), Array.from({ length: times }, (_, part) => article(index * times + part)).join(''));
        }
        const [own, other, processor] = [[], [], []];
        for (let round = 0; round < rounds; round++) {
          const out = join(folder, `out-${round}`, 'out');
          const run = child('--measure', 'run', '--input', input, '--out', out);
          own.push(run.articles / run.seconds);
          processor.push((run.processor / run.articles) * 1000);
          const { seconds } = child('--measure', 'bare', '--input', input, '--out', out);
          other.push(count / seconds);
          rmSync(join(folder, `out-${round}`), { recursive: true, force: true });
        }
        const [mine, its] = [median(own), median(other)];
        console.log(`| ${where} | ${2 * times} | ${mine.toFixed(0)} | ${median(processor).toFixed(1)} | ${its.toFixed(0)} | ${(mine / its).toFixed(3)} |`);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }
  }
}

if (values.measure === 'bare') await bare(values.input, values.out, `${values.out}-bare`);
else if (values.measure !== undefined) await measure(values.input, values.out);
else if (values.stories) stories(Number(values.articles ?? 20000), Number(values.rounds));
else if (values.ratio) ratios(Number(values.articles ?? 1500), Number(values.rounds));
else {
  const folder = mkdtempSync(join(tmpdir(), 'tovmach-bench-'));
  try {
    const cpu = cpus();
    console.log(`Node ${process.versions.node}, ${cpu.length} × ${cpu[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB\n`);
    await stages();
    console.log('| articles | seconds | articles/s | peak memory, MB | the same run again, seconds |\n|---:|---:|---:|---:|---:|');
    const most = Number(values.articles ?? 10000);
    for (const count of [...new Set([Math.min(1000, most), most])]) {
      const input = join(folder, `in-${count}`);
      mkdirSync(input);
      for (let index = 0; index < count; index++) {
        const sub = join(input, String(Math.floor(index / 1000)));
        if (index % 1000 === 0) mkdirSync(sub);
        writeFileSync(join(sub, `a${index}.txt`), article(index));
      }
      const run = () => child('--measure', 'run', '--input', input, '--out', join(folder, `out-${count}`, 'out'));
      const { articles, seconds, peak } = run();
      const again = run();
      if (again.unchanged !== articles) throw new Error(`${again.unchanged} of ${articles} articles unchanged`);
      console.log(`| ${articles} | ${seconds.toFixed(1)} | ${(articles / seconds).toFixed(0)} | ${peak.toFixed(0)} | ${again.seconds.toFixed(1)} |`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log('');
  ratios(1500, Number(values.rounds));
}
