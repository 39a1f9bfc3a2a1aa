/**
 * Gathers the training text of the language model from unpacked Debian packages (README.md beside this file
 * names them and their licences) into one `<key>.sentences` and one `<key>.words` file a language.
 *
 *     node collect.js <folder with unpacked packages> <folder with *.words of tesseract> <output folder>
 *
 * Only statistics of these texts are shipped, never the texts.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const [root = '', tesseract = '', output = ''] = process.argv.slice(2);

/** Key of the model: folder names in packages, name of the tesseract list, name of the Hunspell dictionary. */
const LANGUAGES: Readonly<Record<string, { folders: string[]; tesseract?: string; hunspell?: string }>> = {
  uk: { folders: ['uk'], tesseract: 'ukr', hunspell: 'uk_UA' },
  ru: { folders: ['ru'], tesseract: 'rus', hunspell: 'ru_RU' },
  be: { folders: ['be'], tesseract: 'bel', hunspell: 'be_BY' },
  bg: { folders: ['bg'], tesseract: 'bul', hunspell: 'bg_BG' },
  sr: { folders: ['sr'], tesseract: 'srp', hunspell: 'sr_RS' },
  mk: { folders: ['mk'], tesseract: 'mkd', hunspell: 'mk_MK' },
  en: { folders: ['en', 'en_GB', 'C', 'en-US'], tesseract: 'eng', hunspell: 'en_US' },
  de: { folders: ['de'], tesseract: 'deu', hunspell: 'de_DE' },
  fr: { folders: ['fr'], tesseract: 'fra', hunspell: 'fr' },
  es: { folders: ['es'], tesseract: 'spa', hunspell: 'es_ES' },
  it: { folders: ['it'], tesseract: 'ita', hunspell: 'it_IT' },
  pt: { folders: ['pt', 'pt_BR'], tesseract: 'por', hunspell: 'pt_PT' },
  ro: { folders: ['ro'], tesseract: 'ron', hunspell: 'ro_RO' },
  pl: { folders: ['pl'], tesseract: 'pol', hunspell: 'pl_PL' },
  cs: { folders: ['cs'], tesseract: 'ces', hunspell: 'cs_CZ' },
  sk: { folders: ['sk'], tesseract: 'slk', hunspell: 'sk_SK' },
  sl: { folders: ['sl'], hunspell: 'sl_SI' },
  hr: { folders: ['hr'], tesseract: 'hrv', hunspell: 'hr_HR' },
  'sr-Latn': { folders: ['sr@latin', 'sr@Latn'], tesseract: 'srp_latn', hunspell: 'sr_Latn_RS' },
  nl: { folders: ['nl'], tesseract: 'nld', hunspell: 'nl' },
  sv: { folders: ['sv'] },
  hu: { folders: ['hu'] },
};
const CYRILLIC = new Set(['uk', 'ru', 'be', 'bg', 'sr', 'mk']);
const MOST_WORDS = 400_000;

const byFolder = new Map<string, string>();
for (const [key, { folders }] of Object.entries(LANGUAGES))
  for (const name of folders) byFolder.set(name, key);

const sentences = new Map<string, Set<string>>();
for (const key of Object.keys(LANGUAGES)) sentences.set(key, new Set());

/** Marks of programs out, one space for any gap. */
function clean(text: string): string {
  return text
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:#?\w+);/g, ' ')
    .replace(/%[-+ 0-9.*$]*[a-zA-Z]|\$\{?\w+\}?|\{[^}]*\}|\\[a-z]\w*|https?:\S+|\S+@\S+/g, ' ')
    .replace(/[_&](?=\p{L})/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function add(key: string, raw: string): void {
  const own = CYRILLIC.has(key) ? /\p{Script=Cyrillic}/gu : /\p{Script=Latin}/gu;
  for (const part of clean(raw).split(/(?<=[.!?:;])\s+|\s[|•]\s/)) {
    const letters = part.match(/\p{L}/gu)?.length ?? 0;
    const words = part.split(' ').filter((word) => /\p{L}{2}/u.test(word)).length;
    if (words < 2 || letters < 8 || letters < part.length * 0.6) continue;
    if ((part.match(own)?.length ?? 0) < letters * 0.85) continue;
    sentences.get(key)?.add(part.slice(0, 400));
  }
}

/** The catalogue format of GNU gettext: pairs of strings behind two tables of lengths and offsets. */
function readCatalogue(path: string, key: string): void {
  const data = readFileSync(path);
  if (data.length < 28 || data.readUInt32LE(0) !== 0x950412de) return;
  const total = data.readUInt32LE(8);
  const originals = data.readUInt32LE(12);
  const translations = data.readUInt32LE(16);
  const slice = (table: number, index: number): string => {
    const length = data.readUInt32LE(table + index * 8);
    const offset = data.readUInt32LE(table + index * 8 + 4);
    return data.toString('utf8', offset, offset + length);
  };
  for (let index = 0; index < total; index++) {
    const [original = ''] = (slice(originals, index).split('\u0004').pop() ?? '').split('\0');
    if (original === '') continue;
    for (const text of slice(translations, index).split('\0')) {
      if (text !== original) add(key, text);
    }
    add('en', original);
  }
}

function readManual(path: string, key: string): void {
  const packed = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(packed) : packed).toString('utf8');
  const prose = text
    .split('\n')
    .filter((line) => !line.startsWith('.') && !line.startsWith("'"))
    .join(' ')
    .replace(/\\f[A-Z]|\\[&|,/]/g, '')
    .replace(/\\-/g, '-')
    .replace(/\\\[[^\]]*\]|\\\(..|\\./g, ' ');
  add(key, prose);
}

function visit(folder: string, key: string | undefined): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const own = byFolder.get(entry.name) ?? key;
    if (entry.isDirectory()) visit(path, own);
    else if (!entry.isFile() || key === undefined) continue;
    else if (entry.name.endsWith('.mo')) readCatalogue(path, key);
    else if (/\.(page|docbook|html|xml)$/.test(entry.name)) {
      for (const block of readFileSync(path, 'utf8').split(/<\/?(?:p|title|para|h\d|li|td|item|div)[ >/]/)) {
        add(key, block.replace(/^[^<]*?>/, ''));
      }
    } else if (/\/man\/.*\.\d(\.gz)?$/.test(path)) readManual(path, key);
  }
}

/** Applies the one-step suffix rules of a Hunspell dictionary: enough to see the endings of a language. */
function inflect(name: string): Set<string> {
  const words = new Set<string>();
  const base = join(root, 'usr/share/hunspell', name);
  if (!existsSync(`${base}.dic`)) return words;
  const head = readFileSync(`${base}.aff`, 'latin1');
  const label = /^SET\s+(\S+)/m.exec(head)?.[1]?.toLowerCase() ?? 'utf-8';
  const decoder = new TextDecoder(label.replace('microsoft-cp1251', 'windows-1251'));
  const affix = decoder.decode(readFileSync(`${base}.aff`));
  const kind = /^FLAG\s+(\S+)/m.exec(affix)?.[1];
  const rules = new Map<string, { strip: string; add: string; when: RegExp }[]>();
  for (const line of affix.split(/\r?\n/)) {
    const [type, flag = '', strip = '', added = '', condition = '.'] = line.split(/\s+/);
    if (type !== 'SFX' || added === '' || /^\d+$/.test(added) || strip === 'Y' || strip === 'N') continue;
    const list = rules.get(flag) ?? [];
    try {
      list.push({
        strip: strip === '0' ? '' : strip,
        add: (added.split('/')[0] ?? '').replace(/^0$/, ''),
        when: new RegExp(`${condition}$`, 'u'),
      });
    } catch {
      continue;
    }
    rules.set(flag, list);
  }
  const lines = decoder
    .decode(readFileSync(`${base}.dic`))
    .split(/\r?\n/)
    .slice(1);
  for (const line of lines) {
    const [word = '', flags = ''] = (line.split(/\s/)[0] ?? '').split('/');
    if (word.length < 2) continue;
    words.add(word);
    const list =
      kind === 'num' ? flags.split(',') : kind === 'long' ? (flags.match(/../g) ?? []) : [...flags];
    for (const flag of list) {
      for (const rule of rules.get(flag) ?? []) {
        if (!word.endsWith(rule.strip) || !rule.when.test(word)) continue;
        words.add(word.slice(0, word.length - rule.strip.length) + rule.add);
      }
    }
  }
  return words;
}

visit(root, undefined);
mkdirSync(output, { recursive: true });
for (const [key, { tesseract: list, hunspell }] of Object.entries(LANGUAGES)) {
  const words = new Set<string>();
  const own = CYRILLIC.has(key) ? /^[\p{Script=Cyrillic}'’-]+$/u : /^[\p{Script=Latin}'’-]+$/u;
  const path = join(tesseract, `${list}.words`);
  if (list !== undefined && existsSync(path)) {
    for (const word of readFileSync(path, 'utf8').split('\n')) if (own.test(word)) words.add(word);
  }
  const inflected = hunspell === undefined ? [] : [...inflect(hunspell)].filter((word) => own.test(word));
  // An even sample where inflection yields millions.
  const step = Math.max(1, inflected.length / MOST_WORDS);
  for (let index = 0; index < inflected.length; index += step) words.add(inflected[Math.floor(index)] ?? '');
  writeFileSync(join(output, `${key}.words`), [...words].join('\n'));
  writeFileSync(join(output, `${key}.sentences`), [...(sentences.get(key) ?? [])].join('\n'));
  process.stdout.write(`${key}: ${sentences.get(key)?.size} sentences, ${words.size} words\n`);
}
