/**
 * Gathers the training text of the language model from unpacked Debian packages (README.md beside this file
 * names them and their licences) into one `<key>.sentences` and one `<key>.words` file a language.
 *
 *     node collect.js <folder with unpacked packages> <folder with *.words of tesseract> <output folder>
 *       [<folder with unpacked npm packages>]
 *
 * Only statistics of these texts are shipped, never the texts.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { strFromU8, unzipSync } from 'fflate';
import { inflect } from './hunspell.js';

const [root = '', tesseract = '', output = '', npm = ''] = process.argv.slice(2);

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
  'sr-Latn': { folders: ['sr@latin', 'sr@Latn', 'sr-el'], tesseract: 'srp_latn', hunspell: 'sr_Latn_RS' },
  nl: { folders: ['nl'], tesseract: 'nld', hunspell: 'nl' },
  sv: { folders: ['sv', 'sv-SE'], tesseract: 'swe', hunspell: 'sv_SE' },
  hu: { folders: ['hu'], tesseract: 'hun', hunspell: 'hu_HU' },
  da: { folders: ['da'], tesseract: 'dan', hunspell: 'da_DK' },
  nb: { folders: ['nb', 'nb_NO', 'nb-NO', 'no'], tesseract: 'nor', hunspell: 'nb_NO' },
  fi: { folders: ['fi'], tesseract: 'fin' },
  is: { folders: ['is'], tesseract: 'isl', hunspell: 'is_IS' },
  et: { folders: ['et'], tesseract: 'est', hunspell: 'et_EE' },
  lv: { folders: ['lv'], tesseract: 'lav', hunspell: 'lv_LV' },
  lt: { folders: ['lt'], tesseract: 'lit', hunspell: 'lt_LT' },
  ca: { folders: ['ca'], tesseract: 'cat', hunspell: 'ca' },
  gl: { folders: ['gl'], tesseract: 'glg', hunspell: 'gl_ES' },
  oc: { folders: ['oc'], tesseract: 'oci', hunspell: 'oc_FR' },
  eu: { folders: ['eu'], tesseract: 'eus', hunspell: 'eu' },
  ga: { folders: ['ga', 'ga-IE'], tesseract: 'gle', hunspell: 'ga_IE' },
  cy: { folders: ['cy'], tesseract: 'cym' },
  br: { folders: ['br'], tesseract: 'bre', hunspell: 'br_FR' },
  mt: { folders: ['mt'], tesseract: 'mlt' },
  af: { folders: ['af'], tesseract: 'afr', hunspell: 'af_ZA' },
  fy: { folders: ['fy', 'fy-NL'], tesseract: 'fry' },
  lb: { folders: ['lb'], tesseract: 'ltz' },
  sq: { folders: ['sq'], tesseract: 'sqi', hunspell: 'sq_AL' },
  tr: { folders: ['tr'], tesseract: 'tur', hunspell: 'tr_TR' },
  az: { folders: ['az'], tesseract: 'aze' },
  uz: { folders: ['uz', 'uz@latin', 'uz-latn'], tesseract: 'uzb', hunspell: 'uz_UZ' },
  tk: { folders: ['tk'] },
  ku: { folders: ['ku', 'kmr', 'kmr@latin', 'ku-latn'], tesseract: 'kmr', hunspell: 'kmr_Latn' },
  id: { folders: ['id'], tesseract: 'ind', hunspell: 'id_ID' },
  ms: { folders: ['ms'], tesseract: 'msa' },
  tl: { folders: ['tl', 'fil'], tesseract: 'fil', hunspell: 'tl' },
  vi: { folders: ['vi'], tesseract: 'vie', hunspell: 'vi_VN' },
  sw: { folders: ['sw'], tesseract: 'swa', hunspell: 'sw_TZ' },
  zu: { folders: ['zu'] },
  xh: { folders: ['xh'] },
  ha: { folders: ['ha'] },
  yo: { folders: ['yo'], tesseract: 'yor' },
  so: { folders: ['so'] },
  mg: { folders: ['mg'] },
  la: { folders: ['la'], tesseract: 'lat' },
  eo: { folders: ['eo'], tesseract: 'epo', hunspell: 'eo' },
  kk: { folders: ['kk', 'kk-cyrl'], tesseract: 'kaz', hunspell: 'kk_KZ' },
  ky: { folders: ['ky'], tesseract: 'kir' },
  tt: { folders: ['tt', 'tt-cyrl'], tesseract: 'tat' },
  ba: { folders: ['ba'] },
  tg: { folders: ['tg', 'tg-cyrl'], tesseract: 'tgk' },
  mn: { folders: ['mn'], tesseract: 'mon', hunspell: 'mn_MN' },
};
const CYRILLIC = new Set(['uk', 'ru', 'be', 'bg', 'sr', 'mk', 'kk', 'ky', 'tt', 'ba', 'tg', 'mn']);
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

/** The language pack of a browser: Fluent and properties files in an archive. */
function readLanguagePack(path: string): void {
  const key = byFolder.get(/langpack-([^@]+)@/.exec(path)?.[1] ?? '');
  if (key === undefined) return;
  const files = unzipSync(readFileSync(path), { filter: ({ name }) => /\.(?:ftl|properties)$/.test(name) });
  for (const content of Object.values(files)) {
    for (const line of strFromU8(content).split('\n')) {
      if (!line.startsWith('#')) add(key, line.replace(/^\s*[.\w-]+\s*=|^\s*\*?\[\w+\]/, ''));
    }
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

/** Messages in JSON, keyed by name: MediaWiki and its extensions. */
function readMessages(path: string, key: string): void {
  const messages = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  for (const text of Object.values(messages)) {
    if (typeof text !== 'string') continue;
    add(key, text.replace(/\{\{[^{}|]*\|?|\}\}|\[\[[^\]|]*\||\]\]|'''?|\$\d/g, ' '));
  }
}

/** The locale a catalogue is named after, where no folder is: `admin-de_DE.mo`. */
const LOCALE_NAME = /^(?:admin-|admin-network-)?([a-z]{2,3})(?:_[A-Z]{2})?\.mo$/;

function visit(folder: string, key: string | undefined): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const own = byFolder.get(entry.name) ?? key;
    if (entry.isDirectory()) visit(path, own);
    else if (entry.name.endsWith('.xpi')) readLanguagePack(path);
    else if (/\/mediawiki\/.*\/i18n\/.*\.json$/.test(path)) {
      const named = byFolder.get(entry.name.replace(/\.json$/, ''));
      if (named !== undefined) readMessages(path, named);
    } else if (/\/wordpress\/.*\.mo$/.test(path)) {
      const named = byFolder.get(LOCALE_NAME.exec(entry.name)?.[1] ?? '');
      if (named !== undefined) readCatalogue(path, named);
    } else if (!entry.isFile() || key === undefined) continue;
    else if (entry.name.endsWith('.mo')) readCatalogue(path, key);
    else if (/\.(page|docbook|html|xml)$/.test(entry.name)) {
      for (const block of readFileSync(path, 'utf8').split(/<\/?(?:p|title|para|h\d|li|td|item|div)[ >/]/)) {
        add(key, block.replace(/^[^<]*?>/, ''));
      }
    } else if (/\/man\/.*\.\d(\.gz)?$/.test(path)) readManual(path, key);
  }
}

/** Every text in a tree of JSON, but for keys that begin with an underscore or name a version. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key.startsWith('_') || key === 'identity' ? [] : textsOf(one),
  );
}

/** Names of signs, languages and countries in CLDR, a word list of a kind. */
function namesOf(key: string): string[] {
  const names: string[] = [];
  for (const parent of ['cldr-annotations-full/annotations', 'cldr-localenames-full/main']) {
    const folder = join(npm, parent, key === 'tl' ? 'fil' : key);
    if (npm === '' || !existsSync(folder)) continue;
    for (const name of readdirSync(folder))
      names.push(...textsOf(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
  }
  return names;
}

visit(root, undefined);
mkdirSync(output, { recursive: true });
const stopwords: Record<string, string[]> =
  npm === '' ? {} : JSON.parse(readFileSync(join(npm, 'stopwords-iso/stopwords-iso.json'), 'utf8'));
for (const [key, { tesseract: list, hunspell }] of Object.entries(LANGUAGES)) {
  const words = new Set<string>();
  const own = CYRILLIC.has(key) ? /^[\p{Script=Cyrillic}'’-]+$/u : /^[\p{Script=Latin}'’-]+$/u;
  const path = join(tesseract, `${list}.words`);
  if (list !== undefined && existsSync(path)) {
    for (const word of readFileSync(path, 'utf8').split('\n')) if (own.test(word)) words.add(word);
  }
  const inflected =
    hunspell === undefined ? [] : [...inflect(root, hunspell)].filter((word) => own.test(word));
  // An even sample where inflection yields millions.
  const step = Math.max(1, inflected.length / MOST_WORDS);
  for (let index = 0; index < inflected.length; index += step) words.add(inflected[Math.floor(index)] ?? '');
  for (const name of namesOf(key)) {
    add(key, name);
    for (const word of name.split(/[\s,|:()]+/)) if (word.length > 2 && own.test(word)) words.add(word);
  }
  const common = (stopwords[key === 'nb' ? 'no' : key] ?? []).filter((word) => own.test(word));
  if (common.length > 0) writeFileSync(join(output, `${key}.common`), common.join('\n'));
  writeFileSync(join(output, `${key}.words`), [...words].join('\n'));
  writeFileSync(join(output, `${key}.sentences`), [...(sentences.get(key) ?? [])].join('\n'));
  process.stdout.write(`${key}: ${sentences.get(key)?.size} sentences, ${words.size} words\n`);
}
