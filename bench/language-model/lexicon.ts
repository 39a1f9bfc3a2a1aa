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

interface Filter {
  readonly bits: string;
  readonly hashes: number;
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

/** English words in lower case that the sentences or Tesseract have as well. */
function english(): string[] {
  const usual = new Set(lines(join(tesseract, 'eng.words')));
  const counted = countWords(join(folder, 'en.sentences'));
  return [...inflect(root, 'en_US')].filter(
    (word) => /^[a-z]{3,}$/.test(word) && (counted.get(word) ?? 0) >= ENOUGH && usual.has(word),
  );
}

const lists: Record<string, Filter> = {};
for (const [name, words, bits] of [
  ['uk-ru', only('uk'), 10],
  ['ru-uk', only('ru'), 10],
  ['en', english(), 13],
] as const) {
  lists[name] = filterOf(words, bits);
  process.stdout.write(`${name}: ${words.length} words\n`);
}
writeFileSync(
  target,
  `/** Written by bench/language-model/lexicon.ts; see the README beside it for sources and licences. */
export const LEXICONS = {
${Object.entries(lists)
  .map(([name, { bits, hashes }]) => `  '${name}': { hashes: ${hashes}, bits: '${bits}' },`)
  .join('\n')}
} as const;
`,
);
