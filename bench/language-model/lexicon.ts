/**
 * Writes the word lists of `src/language/lexicon.ts` as Bloom filters.
 *
 *     node lexicon.js <unpacked packages> <*.words of tesseract> <folder of collect.ts> <module to write>
 *
 * A Russian word goes in when Tesseract's list or the sentences have it, the Russian dictionary has it in lower case,
 * the Ukrainian dictionary has no such form, its letters do not rule Ukrainian out, and the n-gram model is not sure
 * of it; and the other way round.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCascade } from '../../src/language/cascade.js';
import { placesOf } from '../../src/language/lexicon.js';
import { inflect } from './hunspell.js';

const [root = '', tesseract = '', folder = '', target = ''] = process.argv.slice(2);

const lines = (path: string): string[] => readFileSync(path, 'utf8').split('\n').filter(Boolean);

function countWords(path: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines(path))
    for (const [word] of line.toLowerCase().matchAll(/[\p{L}'’]+/gu))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** Occurrences from which a word of the sentences is no slip. */
const ENOUGH = 2;
/** Share under which the model is not sure. */
const UNSURE = 0.97;
const SHORTEST = 3;
const EXCEPTION_BITS = 16;

interface Filter {
  readonly bits: string;
  readonly hashes: number;
}

/** A filter of words, and one of the usual words that the first takes for one of them. */
interface Lexicon extends Filter {
  readonly not: Filter;
}

function filterOf(words: readonly string[], bitsPerWord: number): Filter {
  const size = Math.ceil((words.length * bitsPerWord) / 8) * 8;
  const bits = new Uint8Array(size / 8);
  const hashes = Math.round(bitsPerWord * Math.LN2);
  for (const word of words)
    for (const place of placesOf(word, size, hashes))
      bits[place >> 3] = (bits[place >> 3] ?? 0) | (1 << (place & 7));
  return { bits: Buffer.from(bits).toString('base64'), hashes };
}

function has({ bytes, hashes }: { bytes: Uint8Array; hashes: number }, word: string): boolean {
  for (const place of placesOf(word, bytes.length * 8, hashes))
    if (((bytes[place >> 3] ?? 0) & (1 << (place & 7))) === 0) return false;
  return true;
}

function lexiconOf(words: readonly string[], bitsPerWord: number, others: Iterable<string>): Lexicon {
  const filter = filterOf(words, bitsPerWord);
  const listed = new Set(words);
  const opened = { bytes: new Uint8Array(Buffer.from(filter.bits, 'base64')), hashes: filter.hashes };
  const mistaken = [...new Set(others)].filter((word) => !listed.has(word) && has(opened, word));
  return { ...filter, not: filterOf(mistaken, EXCEPTION_BITS) };
}

const own = {
  uk: { hunspell: 'uk_UA', tesseract: 'ukr', other: 'ru', telling: /[іїєґ'’]/, form: /^[а-яґєії]+$/ },
  ru: { hunspell: 'ru_RU', tesseract: 'rus', other: 'uk', telling: /[ыэёъ]/, form: /^[а-яё]+$/ },
} as const;
const forms = { uk: inflect(root, own.uk.hunspell), ru: inflect(root, own.ru.hunspell) };
const counts = { uk: countWords(join(folder, 'uk.sentences')), ru: countWords(join(folder, 'ru.sentences')) };
const plain = createCascade({ threshold: 0, tuning: { lexicon: 0 } });

function only(language: 'uk' | 'ru'): string[] {
  const { other, telling, form, tesseract: list } = own[language];
  const usual = new Set(lines(join(tesseract, `${list}.words`)));
  for (const [word, count] of counts[language]) if (count >= ENOUGH) usual.add(word);
  return [...usual].filter((word) => {
    if (word.length < SHORTEST || !form.test(word) || telling.test(word)) return false;
    if (!forms[language].has(word) || forms[other].has(word) || (counts[other].get(word) ?? 0) >= ENOUGH)
      return false;
    const { lang, confidence } = plain.identify(word, ['uk', 'ru']);
    return (lang === language ? confidence : 1 - confidence) < UNSURE;
  });
}

/** Names of outlets and services that are written like words. */
const BRANDS = new Set(
  `telegram apple amazon meta guardian times sun mirror independent signal shell visa oracle windows word office excel uber
   express post mail metro economist atlantic hill wire target gap chase citizen discovery fox nature science variety
   teams zoom slack steam twitter threads messenger pinterest chrome safari opera edge android galaxy pixel tesla`.split(
    /\s+/,
  ),
);
const NEIGHBOURS = [
  'de_DE',
  'fr',
  'es_ES',
  'it_IT',
  'pt_PT',
  'nl',
  'pl_PL',
  'ro_RO',
  'sv_SE',
  'cs_CZ',
  'hr_HR',
  'da_DK',
];

/** English words in lower case that the sentences and Tesseract have as well. */
function english(): string[] {
  const usual = new Set(lines(join(tesseract, 'eng.words')));
  const counted = countWords(join(folder, 'en.sentences'));
  return [...inflect(root, 'en_US', true)].filter(
    (word) =>
      /^[a-z]{3,}$/.test(word) &&
      (usual.has(word) || (counted.get(word) ?? 0) >= ENOUGH) &&
      !BRANDS.has(word),
  );
}

/** Those that no dictionary of a neighbour has. */
function onlyEnglish(all: readonly string[]): string[] {
  let words = all;
  for (const name of NEIGHBOURS) {
    const forms = inflect(root, name);
    words = words.filter((word) => !forms.has(word));
  }
  return [...words];
}

const usual = {
  uk: [...counts.uk.keys(), ...lines(join(tesseract, 'ukr.words'))],
  ru: [...counts.ru.keys(), ...lines(join(tesseract, 'rus.words'))],
};
const words = english();
const foreign = ['deu', 'fra', 'spa', 'ita', 'pol', 'nld', 'por', 'ces'].flatMap((list) =>
  lines(join(tesseract, `${list}.words`)).map((word) => word.toLowerCase()),
);
const dictionary = new Set(words);
const lists: Record<string, Lexicon> = {
  'uk-ru': lexiconOf(only('uk'), 10, usual.ru.concat(usual.uk)),
  'ru-uk': lexiconOf(only('ru'), 10, usual.uk.concat(usual.ru)),
  en: lexiconOf(words, 10, [...foreign.filter((word) => !dictionary.has(word)), ...BRANDS]),
  'en-only': lexiconOf(onlyEnglish(words), 10, foreign),
};
const say = ({ hashes, bits }: Filter): string => `hashes: ${hashes}, bits: '${bits}'`;
for (const [name, { bits, not }] of Object.entries(lists))
  process.stdout.write(`${name}: ${bits.length} and ${not.bits.length} characters\n`);
writeFileSync(
  target,
  `/** Written by bench/language-model/lexicon.ts; see the README beside it for sources and licences. */
import type { PackedLexicons } from '../packed.js';

export const LEXICONS: PackedLexicons = {
${Object.entries(lists)
  .map(([name, list]) => `  '${name}': { ${say(list)}, not: { ${say(list.not)} } },`)
  .join('\n')}
};
`,
);
