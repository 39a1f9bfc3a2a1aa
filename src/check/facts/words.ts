import {
  CS,
  CS_WEAK,
  DE,
  DE_WEAK,
  EN,
  EN_WEAK,
  RU,
  RU_WEAK,
  UK,
  UK_WEAK,
  type Values,
} from './data/number-words.js';
import type { Lexicon } from './lexicon.js';

/** Number words of the languages there is a list for; the endings of the inflected ones are listed or left to a stem. */

const LISTS: Readonly<Record<string, { readonly strong: Values; readonly weak: Values }>> = {
  en: { strong: EN, weak: EN_WEAK },
  uk: { strong: UK, weak: UK_WEAK },
  ru: { strong: RU, weak: RU_WEAK },
  cs: { strong: CS, weak: CS_WEAK },
  de: { strong: DE, weak: DE_WEAK },
};

const MINUS: Readonly<Record<string, string>> = {
  en: 'minus below negative subzero',
  uk: 'мінус нижче морозу мороз морози',
  ru: 'минус ниже мороза мороз морозы',
  cs: 'minus pod mrazu mráz',
  de: 'minus unter',
  pl: 'minus poniżej mrozu',
  fr: 'moins',
  es: 'menos bajo',
  it: 'meno sotto',
  pt: 'menos abaixo',
  ja: '氷点下 マイナス',
  zh: '零下 负 负数',
};

/** Halves of the day beside an hour. */
const HALVES: Readonly<Record<string, readonly (readonly ['am' | 'pm' | 'night', string])[]>> = {
  en: [
    ['am', 'am morning'],
    ['pm', 'pm afternoon evening noon tonight'],
    ['night', 'night midnight'],
  ],
  uk: [
    ['am', 'ранку вранці ранок зранку ранкова'],
    ['pm', 'вечора ввечері увечері вечір дня пополудні вдень'],
    ['night', 'ночі вночі уночі ніч'],
  ],
  ru: [
    ['am', 'утра утром утро'],
    ['pm', 'вечера вечером вечер дня днем пополудни'],
    ['night', 'ночи ночью ночь'],
  ],
  cs: [
    ['am', 'ráno dopoledne'],
    ['pm', 'odpoledne večer'],
    ['night', 'noci'],
  ],
  de: [
    ['am', 'morgens früh vormittags morgen'],
    ['pm', 'abends nachmittags mittags abend nachmittag'],
    ['night', 'nachts nacht'],
  ],
  ja: [
    ['am', '午前 朝'],
    ['pm', '午後 夜 夕方'],
  ],
  zh: [
    ['am', '上午 早上 凌晨 清晨'],
    ['pm', '下午 晚上 晚 傍晚 中午'],
  ],
};

const JOINS: Readonly<Record<string, string>> = { en: 'and', de: 'und', cs: 'a' };

export function addWords(lexicon: Lexicon): void {
  const { language } = lexicon;
  const lists = LISTS[language];
  for (const [value, spellings] of lists?.strong ?? []) lexicon.add(spellings, { kind: 'number', value });
  for (const [value, spellings] of lists?.weak ?? [])
    lexicon.add(spellings, { kind: 'number', value, weak: true });
  lexicon.add(MINUS[language] ?? 'minus', { kind: 'minus' });
  for (const [half, spellings] of HALVES[language] ?? []) lexicon.add(spellings, { kind: 'half', half });
  lexicon.add(JOINS[language] ?? '', { kind: 'join' });
}

/** Whether a language's number words are known, so that a number that is nowhere is truly gone. */
export function knowsNumberWords(language: string): boolean {
  return LISTS[language] !== undefined || language === 'ja' || language === 'zh';
}

const GERMAN: readonly (readonly [string, number])[] = [
  ['hundert', 100],
  ['tausend', 1000],
  ...[...DE, [1, 'ein eine eins'] as const].flatMap(([value, spellings]) =>
    spellings.split(' ').map((spelling): [string, number] => [spelling, value]),
  ),
];
const GERMAN_END = /(?:ste|sten|ster|te|ten|ter|jährige[rn]?|fache|köpfige[rn]?)$/u;

/** The value of a German compound: `fünfundzwanzig`, `zweihundert`; `undefined` where it is none. */
export function germanNumber(word: string): number | undefined {
  let rest = word.replace(GERMAN_END, '');
  let total = 0;
  let current = 0;
  let parts = 0;
  while (rest !== '') {
    if (parts > 0 && rest.startsWith('und')) {
      rest = rest.slice(3);
      continue;
    }
    const found = GERMAN.filter(([spelling]) => rest.startsWith(spelling)).sort(
      (a, b) => b[0].length - a[0].length,
    )[0];
    if (found === undefined) return undefined;
    const [spelling, value] = found;
    rest = rest.slice(spelling.length);
    parts += 1;
    if (value === 100) current = Math.max(current, 1) * 100;
    else if (value === 1000) {
      total += Math.max(current, 1) * 1000;
      current = 0;
    } else current += value;
  }
  return parts > 1 ? total + current : undefined;
}

const HAN: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const HAN_TENS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** The value of a number in Han characters; `undefined` where it is none. */
export function hanNumber(written: string): number | undefined {
  if (/^[〇零一二三四五六七八九]{2,}$/u.test(written))
    return Number([...written].map((sign) => HAN[sign]).join(''));
  let total = 0;
  let section = 0;
  let digit = -1;
  for (const sign of written) {
    const value = HAN[sign];
    const ten = HAN_TENS[sign];
    if (value !== undefined) digit = value;
    else if (ten !== undefined) {
      section += (digit < 0 ? 1 : digit) * ten;
      digit = -1;
    } else {
      const factor = sign === '万' ? 1e4 : 1e8;
      total += (section + Math.max(digit, 0) || 1) * factor;
      section = 0;
      digit = -1;
    }
  }
  return total + section + Math.max(digit, 0);
}

const ROMAN_VALUES: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100 };

/** The value of a number in Roman letters. */
export function romanNumber(word: string): number {
  const values = [...word].map((letter) => ROMAN_VALUES[letter] ?? 0);
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
}
