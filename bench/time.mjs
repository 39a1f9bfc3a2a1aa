// Time against size: one huge paragraph in every format, of words, of Chinese, and of every sign that a reader, a pattern or a
// merge might go over again and again. Never part of a test.
//   npm run bench:time [-- --format txt,md --material words --from 200 --to 6400 --limit 120]
// A line is one format and one material: seconds of processor for each size, and the worst time(2n)/time(n) above half a second.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { createTovmach } from '../dist/index.js';

const { values } = parseArgs({
  options: {
    format: { type: 'string', default: 'txt,md,mdx,html,json,ndjson' },
    material: { type: 'string' },
    /** Sizes in kB of UTF-8, doubled from the first to the last. */
    from: { type: 'string', default: '200' },
    to: { type: 'string', default: '6400' },
    /** Seconds that one line may take. */
    limit: { type: 'string', default: '300' },
    /** Only lines whose worst ratio is above this are printed. */
    above: { type: 'string', default: '0' },
    measure: { type: 'boolean', default: false },
  },
});

/** Ratios of times below this are noise. */
const FLOOR = 0.5;
const WORDS = 'council river market school minister budget winter engine border harvest museum doctor signal bridge station'.split(' ');
const UKRAINIAN = 'рада річка ринок школа міністр бюджет зима двигун кордон врожай музей лікар сигнал міст станція'.split(' ');
const CHINESE = '市议会周三批准了新的桥梁计划并且决定在冬天之前开始修建河边的学校和医院居民表示欢迎';

/** A repeated unit, or a text of so many bytes. */
const MATERIALS = {
  words: (bytes) => wordsOf(WORDS, bytes, () => ' '),
  sentences: (bytes) => wordsOf(WORDS, bytes, (index) => (index % 11 === 10 ? '. The ' : ' ')),
  mixed: (bytes) => wordsOf([...WORDS, ...UKRAINIAN], bytes, (index) => (index % 11 === 10 ? '. ' : ' ')),
  chinese: CHINESE,
  'chinese sentences': `${CHINESE}。`,
  letter: 'a',
  cyrillic: 'ї',
  digit: '7',
  space: ' ',
  'no-break space': '\u00a0',
  tab: '\t',
  'combining mark': '\u0301',
  'letter and mark': 'e\u0301',
  zwj: '\u200d',
  emoji: '😀',
  'emoji joined': '👩\u200d🚀',
  'soft hyphen': '\u00ad',
  'byte order mark': '\ufeff',
  arabic: 'م',
  thai: 'ก',
  '«': '«',
  '“': '“',
  '…': '…',
  '—': '—',
  ...Object.fromEntries([...'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'].map((sign) => [sign, sign])),
  ...Object.fromEntries(
    ['{{', '}}', '{%', '<!', '<!--', '<a ', '</', '<a href="', '![', '](', '[a](', '**', '*a', '_a', 'a*', 'a_', '``', '~~', '$$', '&amp', '&#', '> ', '- ', '1. ', '# ', '||', '| a ', '[^', ':::', ': ', 'a.', 'a@', '@a', 'www.', 'http://', 'a.b', '1,', '1.', '12:', '$1', 'a-', '-a', '"a', '«a', '(a', 'A. ', '! ', '{a', '<A>', '{/*', 'import ', '\\a', 'a ', 'a? ', '10:30 ', '12.05.', 'ї a '].map((unit) => [unit, unit]),
  ),
};

function wordsOf(words, bytes, gap) {
  let state = 7;
  let text = '';
  for (let index = 0, size = 0; size < bytes; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const word = words[(state >>> 8) % words.length] + gap(index);
    text += word;
    size += Buffer.byteLength(word);
  }
  return text;
}

function textOf(material, bytes) {
  const made = MATERIALS[material];
  return typeof made === 'string' ? made.repeat(Math.ceil(bytes / Buffer.byteLength(made))) : made(bytes);
}

const FORMATS = {
  txt: (text) => text,
  md: (text) => text,
  mdx: (text) => text,
  html: (text) => `<html><head><title>Budget</title></head><body><article><h1>Budget</h1><p>${text}</p></article></body></html>`,
  json: (text) => JSON.stringify({ title: 'The council approved the budget', body: text }),
  ndjson: (text) => `${JSON.stringify({ id: 'a', title: 'The council approved the budget', body: text })}\n`,
};

/** Runs over one article of each size; one line of JSON a size. */
async function measure(format, material) {
  const folder = mkdtempSync(join(tmpdir(), 'tovmach-time-'));
  try {
    const run = async (name, text) => {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, `a.${format}`), FORMATS[format](text));
      const tovmach = await createTovmach({
        config: { targets: ['en', 'uk'], languages: ['en', 'uk', 'ru', 'zh'], provider: 'pseudo', out: join(folder, `${name}-out`), memory: { store: join(folder, `${name}.db`) } },
      });
      // Of the processor: others may be at work on the machine.
      const started = process.cpuUsage();
      const summary = await tovmach.run([join(folder, name)]);
      const { user, system } = process.cpuUsage(started);
      const seconds = (user + system) / 1e6;
      await tovmach.close();
      return { seconds, problems: summary.problems.map(({ code, message }) => `${code}: ${message.slice(0, 160)}`) };
    };
    await run('warm', wordsOf(WORDS, 20_000, (index) => (index % 11 === 10 ? '. The ' : ' ')));
    for (let size = Number(values.from); size <= Number(values.to); size *= 2)
      console.log(JSON.stringify({ size, ...(await run(String(size), textOf(material, size * 1000))) }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A line of the table, from a process of its own: what takes too long is stopped. */
function line(format, material) {
  return new Promise((done) => {
    const child = spawn(
      process.execPath,
      ['--heap-growing-percent=50', fileURLToPath(import.meta.url), '--measure', '--format', format, '--material', material, '--from', values.from, '--to', values.to],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let output = '';
    let errors = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (errors += data));
    const timer = setTimeout(() => child.kill('SIGKILL'), Number(values.limit) * 1000);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const sizes = output.trim().split('\n').filter(Boolean).map((text) => JSON.parse(text));
      let worst = 0;
      for (const [index, { seconds }] of sizes.entries())
        if (index > 0 && seconds > FLOOR) worst = Math.max(worst, seconds / sizes[index - 1].seconds);
      const ended = signal !== null ? `stopped after ${values.limit} s` : code === 0 ? '' : `ended with ${code}: ${errors.trim().split('\n').slice(-3).join(' ')}`;
      const problems = [...new Set(sizes.flatMap((each) => each.problems))].join('; ');
      done({ worst: signal === null ? worst : Number.POSITIVE_INFINITY, cells: `${sizes.map(({ seconds }) => seconds.toFixed(2)).join(' ')}`, notes: [ended, problems].filter(Boolean).join('; ') });
    });
  });
}

if (values.measure) await measure(values.format, values.material);
else {
  console.log('| format | material | seconds from %s to %s kB | worst time(2n)/time(n) | |\n|---|---|---|---:|---|'.replace('%s', values.from).replace('%s', values.to));
  const materials = values.material === undefined ? Object.keys(MATERIALS) : values.material.split(' , ');
  for (const format of values.format.split(','))
    for (const material of materials) {
      const { worst, cells, notes } = await line(format, material);
      if (worst >= Number(values.above)) console.log(`| ${format} | ${JSON.stringify(material)} | ${cells} | ${worst.toFixed(2)} | ${notes} |`);
    }
}
