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
import { strToU8, zipSync } from 'fflate';
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
  'two languages, word by word': (bytes) => wordsOf(['рішення', 'жизнь', 'міста', 'рынок', 'їхати', 'объект', 'зміна', 'сыграл'], bytes, () => ' '),
  'two languages, ten words each': (bytes) => inTurns(bytes, 10, ' '),
  'two languages, in brackets': (bytes) => inTurns(bytes, 6, ' (', ') '),
  'two languages, with addresses': (bytes) => inTurns(bytes, 6, ' https://example.org/a, '),
  'two languages, in two halves': (bytes) => inTurns(bytes, Math.ceil(bytes / 26), ' '),
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

const RUSSIAN = 'жизнь рынок объект сыграл эти были выбрал съехал этого новый'.split(' ');
const LETTERED = 'рішення міста їхати зміна їхні ґанок єдність біля річка міст'.split(' ');

/** Words of two languages by turns, in one sentence. */
function inTurns(bytes, words, ...gaps) {
  const parts = [];
  for (let size = 0, turn = 0; size < bytes; turn++) {
    const stretch = wordsOf(turn % 2 === 0 ? LETTERED : RUSSIAN, Math.min(words * 12, bytes), () => ' ').trim() + gaps[turn % gaps.length];
    parts.push(stretch);
    size += Buffer.byteLength(stretch);
  }
  return parts.join('');
}

function textOf(material, bytes) {
  const made = MATERIALS[material];
  return typeof made === 'string' ? made.repeat(Math.ceil(bytes / Buffer.byteLength(made))) : made(bytes);
}

const xml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';
const ODF =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:mimetype="application/vnd.oasis.opendocument.text"';
const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const zip = (files, stored = []) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, [strToU8(text), { level: stored.includes(name) ? 0 : 6 }]])));
const page = (text) => `<html><head><title>Budget</title></head><body><article><h1>Budget</h1><p>${text}</p></article></body></html>`;
const mail = (type, text) => `From: ann@example.org\nSubject: Budget\nDate: Tue, 16 Jul 2024 10:15:00 +0000\nMIME-Version: 1.0\nContent-Type: ${type}; charset=utf-8\n\n${text}\n`;
const warc = (text) => {
  const body = Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${page(xml(text))}`);
  return Buffer.concat([
    Buffer.from(`WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-07-16T10:15:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: https://example.org/a\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: ${body.length}\r\n\r\n`),
    body,
    Buffer.from('\r\n\r\n'),
  ]);
};

const FORMATS = {
  txt: (text) => text,
  md: (text) => text,
  mdx: (text) => text,
  html: page,
  json: (text) => JSON.stringify({ title: 'The council approved the budget', body: text }),
  ndjson: (text) => `${JSON.stringify({ id: 'a', title: 'The council approved the budget', body: text })}\n`,
  rss: (text) => `${XML}<rss version="2.0"><channel><title>News</title><link>https://example.org/</link><item><title>Budget</title><link>https://example.org/a</link><guid>1</guid><description>${xml(text)}</description></item></channel></rss>`,
  csv: (text) => `title,body\nBudget,"${text.replaceAll('"', '""')}"\n`,
  eml: (text) => mail('text/plain', text),
  'html.eml': (text) => mail('text/html', page(text)),
  srt: (text) => `1\n00:00:01,000 --> 00:00:09,000\n${text}\n`,
  vtt: (text) => `WEBVTT\n\n00:01.000 --> 00:09.000\n${text}\n`,
  tei: (text) => `${XML}<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Budget</title></titleStmt></fileDesc></teiHeader><text><body><p>${xml(text)}</p></body></text></TEI>`,
  nitf: (text) => `${XML}<nitf><head><title>Budget</title></head><body><body.head><hedline><hl1>Budget</hl1></hedline></body.head><body.content><p>${xml(text)}</p></body.content></body></nitf>`,
  fodt: (text) => `${XML}<office:document ${ODF}><office:body><office:text><text:p>${xml(text)}</text:p></office:text></office:body></office:document>`,
  odt: (text) =>
    zip(
      {
        mimetype: 'application/vnd.oasis.opendocument.text',
        'content.xml': `${XML}<office:document-content ${ODF}><office:body><office:text><text:p>${xml(text)}</text:p></office:text></office:body></office:document-content>`,
      },
      ['mimetype'],
    ),
  docx: (text) =>
    zip({
      '[Content_Types].xml': `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
      '_rels/.rels': `${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
      'word/document.xml': `${XML}<w:document xmlns:w="${W}"><w:body><w:p><w:r><w:t xml:space="preserve">${xml(text)}</w:t></w:r></w:p></w:body></w:document>`,
    }),
  epub: (text) =>
    zip(
      {
        mimetype: 'application/epub+zip',
        'META-INF/container.xml': `${XML}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`,
        'a.opf': `${XML}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">1</dc:identifier><dc:title>Budget</dc:title><dc:language>en</dc:language></metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>`,
        'a.xhtml': `${XML}<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Budget</title></head><body><h1>Budget</h1><p>${xml(text)}</p></body></html>`,
      },
      ['mimetype'],
    ),
  warc,
};
/** The ending of a file, where it is not the name of the format. */
const ENDINGS = { rss: 'xml', tei: 'xml', nitf: 'xml', 'html.eml': 'eml' };

/** Runs over one article of each size; one line of JSON a size. */
async function measure(format, material) {
  const folder = mkdtempSync(join(tmpdir(), 'tovmach-time-'));
  try {
    const run = async (name, text) => {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, `a.${ENDINGS[format] ?? format}`), FORMATS[format](text));
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
