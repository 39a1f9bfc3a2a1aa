import type { Lexicon } from './lexicon.js';

/** Thousand, million, lakh, 万: taken from CLDR's long compact numbers, so that every language has them. */

const SAMPLES = [1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e12];
const COUNTS = [1, 2, 5, 1.5];
/** Shortest stem that may take endings. */
const STEM = 4;

/** What newspapers write beside what CLDR has. */
const SHORT: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  en: [
    ['k', 1e3],
    ['mln mio million millions', 1e6],
    ['bn bln billion billions', 1e9],
    ['tn trn trln trillion trillions', 1e12],
    ['hundred hundreds', 100],
    ['dozen dozens', 12],
  ],
  uk: [
    ['тис тисяч^ тисячами тисячах тисячам', 1e3],
    ['млн мільйон*', 1e6],
    ['млрд мільярд*', 1e9],
    ['трлн трильйон*', 1e12],
    ['сотень сотні сотня сотню сотнями сотнях сотням', 100],
    ['десятки десятків десяткам десятками десятках десяток', 10],
  ],
  ru: [
    ['тыс тысяч^ тысячами тысячах тысячам', 1e3],
    ['млн миллион*', 1e6],
    ['млрд миллиард*', 1e9],
    ['трлн триллион*', 1e12],
    ['сотен сотни сотня сотню сотнями сотнях сотням', 100],
    ['десятки десятков десяткам десятками десятках десяток', 10],
  ],
  be: [
    ['тыс тысяч^ тысячамі', 1e3],
    ['млн мільён*', 1e6],
    ['млрд мільярд*', 1e9],
  ],
  cs: [
    ['tis tisíc tisíce tisíci tisících tisícům tisícovk*', 1e3],
    ['mil mln mio milion* milión*', 1e6],
    ['mld mldr miliard*', 1e9],
    ['bil bilion* bilión*', 1e12],
    ['stovek stovky stovkách stovkami stovkám', 100],
    ['desítek desítky desítkách desítkami desítkám', 10],
  ],
  sk: [
    ['tis tisíc tisíce tisícov', 1e3],
    ['mil mln milión*', 1e6],
    ['mld miliard*', 1e9],
  ],
  pl: [
    ['tys tysiąc* tysięcy', 1e3],
    ['mln milion*', 1e6],
    ['mld miliard*', 1e9],
    ['bln bilion*', 1e12],
  ],
  de: [
    ['tsd tausend tausende tausenden', 1e3],
    ['mio mill million*', 1e6],
    ['mrd mia milliarde*', 1e9],
    ['bio billion*', 1e12],
    ['hunderte hunderten', 100],
    ['dutzend dutzende dutzenden', 12],
  ],
  fr: [
    ['mille milliers', 1e3],
    ['million millions mln', 1e6],
    ['milliard milliards mrd mds md', 1e9],
  ],
  es: [
    ['mil miles', 1e3],
    ['millón millones mln mill', 1e6],
    ['billón billones', 1e12],
  ],
  bg: [
    ['хил хиляди хиляда', 1e3],
    ['млн милион*', 1e6],
    ['млрд милиард*', 1e9],
  ],
  ja: [
    ['千', 1e3],
    ['百', 100],
  ],
  zh: [
    ['千', 1e3],
    ['百', 100],
    ['百万', 1e6],
    ['萬', 1e4],
    ['億', 1e8],
  ],
};

export function addScales(lexicon: Lexicon): void {
  const { language } = lexicon;
  for (const [spellings, value] of SHORT[language] ?? []) lexicon.add(spellings, { kind: 'scale', value });
  // `5m` is money or metres: only a currency beside it makes it a million.
  lexicon.add('m м', { kind: 'scale', value: 1e6, moneyOnly: true });
  const forms = new Map<number, Set<string>>();
  const format = new Intl.NumberFormat(language, {
    notation: 'compact',
    compactDisplay: 'long',
    maximumFractionDigits: 1,
    numberingSystem: 'latn',
  });
  for (const sample of SAMPLES) {
    for (const count of COUNTS) {
      const parts = format.formatToParts(sample * count);
      const word = parts.find(({ type }) => type === 'compact')?.value.replace(/\.$/, '') ?? '';
      if (!/\p{L}/u.test(word) || /\s/.test(word)) continue;
      const number = Number(
        parts
          .map(({ type, value }) =>
            type === 'integer' ? value : type === 'decimal' ? '.' : type === 'fraction' ? value : '',
          )
          .join(''),
      );
      if (!(number > 0)) continue;
      const factor = 10 ** Math.round(Math.log10((sample * count) / number));
      const words = forms.get(factor) ?? new Set();
      words.add(word.toLowerCase());
      forms.set(factor, words);
    }
  }
  const written = SHORT[language] !== undefined && !lexicon.unspaced;
  for (const [factor, words] of forms) {
    // Languages with a list of their own need no stems guessed.
    if (written && [...words].every((word) => lexicon.lookup(word).length > 0)) continue;
    const meaning = { kind: 'scale', value: factor } as const;
    for (const word of words) if (word.length > 1 || lexicon.unspaced) lexicon.addWord(word, meaning);
    const stem = commonStart([...words]);
    if (stem.length >= STEM && !lexicon.unspaced) lexicon.addWord(stem, meaning, 3);
  }
}

/** The longest beginning that all words share. */
export function commonStart(words: readonly string[]): string {
  let stem = words[0] ?? '';
  for (const word of words) while (!word.startsWith(stem)) stem = stem.slice(0, -1);
  return stem;
}
