import {
  COUNT_WORDS,
  CURRENCY_SWAPS,
  MISTAKEN,
  NEGATIONS,
  OPPOSITES,
  SCALE_SWAPS,
  UNIT_SWAPS,
} from './words.js';

/** Mistakes of machines, put into good translations by rule. A seed knows nothing of the checks. */

/** A sentence with its translation by a person. */
export interface Pair {
  readonly source: string;
  readonly translation: string;
  /** Language of the translation; primary tag. */
  readonly target: string;
}

/** What a seed may draw from besides the pair. */
export interface Pool {
  /** Other translations into the same language. */
  readonly others: readonly string[];
  /** Texts in another language of the same script. */
  readonly foreign: readonly string[];
  /** Whether a word with a capital is a name: written small nowhere in the data, no month, no weekday. */
  readonly isName: (word: string) => boolean;
  /** 0 (inclusive) to 1, by a fixed seed. */
  readonly random: () => number;
}

/** A damaged translation; `undefined` where the pair has no place for this mistake. */
export type Seed = (pair: Pair, pool: Pool) => string | undefined;

const NUMBER = /(?<![\p{L}\d])\d+(?:[.,\u00A0\u202F ]\d{3})*(?:[.,]\d+)?(?![\p{L}\d])/gu;

const pick = <T>(list: readonly T[], random: () => number): T | undefined =>
  list[Math.floor(random() * list.length)];

function replaceAt(text: string, start: number, length: number, by: string): string {
  return text.slice(0, start) + by + text.slice(start + length);
}

/** One match of a pattern, replaced. */
function swap(
  text: string,
  pattern: RegExp,
  random: () => number,
  by: (match: RegExpMatchArray) => string | undefined,
): string | undefined {
  const match = pick([...text.matchAll(pattern)], random);
  if (match?.index === undefined) return undefined;
  const other = by(match);
  if (other === undefined || other === match[0]) return undefined;
  return replaceAt(text, match.index, match[0].length, other);
}

/** One of several swaps, tried in a random order. */
function swapOne(
  text: string,
  swaps: readonly (readonly [RegExp, string])[],
  random: () => number,
): string | undefined {
  const order = [...swaps].sort(() => random() - 0.5);
  for (const [pattern, by] of order) {
    const out = swap(text, new RegExp(pattern.source, 'giu'), random, () => by);
    if (out !== undefined) return out;
  }
  return undefined;
}

const isSpaced = (target: string): boolean => target !== 'ja' && target !== 'zh';
const SENTENCE = /[^.!?。！？]+(?:[.!?。！？]+["»”“)]*|$)/gu;

/** Words, or characters where a language is written without spaces. */
function parts(text: string, target: string): string[] {
  return isSpaced(target) ? text.split(/\s+/).filter(Boolean) : [...text];
}

const joiner = (target: string): string => (isSpaced(target) ? ' ' : '');

function cutWords(text: string, from: number, to: number | undefined, target: string): string {
  return parts(text, target).slice(from, to).join(joiner(target));
}

/** Words of a language a calendar name is swapped for, in the same form. */
function calendar(options: Intl.DateTimeFormatOptions, count: number): (language: string) => string[][] {
  const known = new Map<string, string[][]>();
  return (language) => {
    const made = known.get(language);
    if (made !== undefined) return made;
    const forms = [options, { ...options, day: 'numeric' as const }].map((one) =>
      Array.from({ length: count }, (_, index) => {
        const date = new Date(Date.UTC(2024, options.month ? index : 0, options.month ? 15 : 1 + index));
        const format = new Intl.DateTimeFormat(language, { ...one, timeZone: 'UTC' });
        const wanted = options.month ? 'month' : 'weekday';
        return format.formatToParts(date).find(({ type }) => type === wanted)?.value ?? '';
      }),
    );
    known.set(language, forms);
    return forms;
  };
}

function swapCalendar(forms: readonly string[][], text: string, random: () => number): string | undefined {
  for (const list of forms) {
    const names = list.filter((name) => /\p{L}{3}/u.test(name));
    if (names.length === 0) continue;
    const found = swap(
      text,
      new RegExp(
        `(?<!\\p{L})(?:${names.join('|')})(?!\\p{L})`,
        names.some((name) => /^\p{Lu}/u.test(name)) ? 'gu' : 'giu',
      ),
      random,
      (match) => {
        const at = names.findIndex((name) => name.toLowerCase() === match[0].toLowerCase());
        const other = names[(at + 1 + Math.floor(random() * (names.length - 1))) % names.length] ?? '';
        return /^\p{Lu}/u.test(match[0]) ? other.charAt(0).toUpperCase() + other.slice(1) : other;
      },
    );
    if (found !== undefined) return found;
  }
  // Months of Chinese and Japanese are numbers.
  if (forms[0]?.[0]?.includes('月'))
    return swap(text, /(?<!\d)(1[0-2]|[1-9])(?=\s?月)/gu, random, (match) =>
      String((Number(match[0]) % 12) + 1),
    );
  return undefined;
}

const months = calendar({ month: 'long' }, 12);
const weekdays = calendar({ weekday: 'long' }, 7);

/** Look-alike letters of the other script. */
const LOOKALIKES: Readonly<Record<string, string>> = Object.fromEntries([
  ...[...'аеорсхіу'].map((letter, index): [string, string] => [letter, [...'aeopcxiy'][index] ?? letter]),
  ...[...'aeopcxiy'].map((letter, index): [string, string] => [letter, [...'аеорсхіу'][index] ?? letter]),
]);

/** Names: capitalised words inside a sentence, four letters and more. */
const NAME = /(?<=[\p{Ll},]\s)\p{Lu}\p{Ll}{3,}(?![\p{L}\p{M}])/gu;

/** One name of a text, replaced. */
function swapName(
  text: string,
  isName: Pool['isName'],
  random: () => number,
  by: (name: string) => string | undefined,
): string | undefined {
  const names = [...text.matchAll(NAME)].filter(([name]) => isName(name));
  const match = pick(names, random);
  if (match === undefined) return undefined;
  const other = by(match[0]);
  return other === undefined || other === match[0]
    ? undefined
    : replaceAt(text, match.index, match[0].length, other);
}

const half = (text: string, target: string): number => Math.ceil(parts(text, target).length / 2);

const long = (text: string, target: string, words: number): boolean =>
  parts(text, target).length >= (isSpaced(target) ? words : 3 * words);

/** A source that quotes. */
const QUOTED = /[«»“”„"]/u;

export const SEEDS: Readonly<Record<string, Seed>> = {
  'number changed': ({ translation }, { random }) =>
    swap(translation, NUMBER, random, ([number]) => {
      const digits = [...number].flatMap((sign, index) => (/\d/.test(sign) ? [index] : []));
      const at = pick(digits, random) ?? 0;
      const digit = (Number(number[at]) + 1 + Math.floor(random() * 8)) % 10;
      if (at === 0 && digit === 0) return undefined;
      return replaceAt(number, at, 1, String(digit));
    }),
  'digits swapped': ({ translation }, { random }) =>
    swap(translation, NUMBER, random, ([number]) => {
      const at = [...number].findIndex(
        (sign, index) => /\d/.test(sign) && /\d/.test(number[index + 1] ?? '') && sign !== number[index + 1],
      );
      if (at < 0 || (at === 0 && number[1] === '0')) return undefined;
      return replaceAt(number, at, 2, `${number[at + 1]}${number[at]}`);
    }),
  'year off': ({ translation }, { random }) =>
    swap(translation, /(?<!\d)(?:19|20)\d\d(?!\d)/g, random, ([year]) =>
      String(Number(year) + (random() < 0.5 ? 1 : -1)),
    ),
  'number dropped': ({ translation }, { random }) =>
    swap(translation, new RegExp(` ${NUMBER.source}`, 'gu'), random, () => ''),
  'scale word': ({ translation, target }, { random }) =>
    swapOne(translation, SCALE_SWAPS[target] ?? [], random),
  'decimal mark lost': ({ translation }, { random }) =>
    swap(translation, /(?<![\d.,])\d+[.,]\d{1,2}(?![\d.,])/g, random, ([number]) =>
      number.replace(/[.,]/, ''),
    ),
  'thousands as decimal': ({ translation, target }, { random }) =>
    swap(translation, /(?<![\d.,])\d{1,3}[.,\u00A0\u202F ]\d{3}(?![\d.,])/gu, random, ([number]) =>
      number.replace(/[.,\u00A0\u202F ]/u, ['en', 'ja', 'zh'].includes(target) ? '.' : ','),
    ),
  'percent and points': ({ translation, target }, { random }) =>
    swapOne(translation, UNIT_SWAPS[target]?.percent ?? [], random),
  currency: ({ translation, target }, { random }) =>
    swapOne(translation, CURRENCY_SWAPS[target] ?? [], random),
  unit: ({ translation, target }, { random }) =>
    swapOne(translation, UNIT_SWAPS[target]?.units ?? [], random),
  month: ({ translation, target }, { random }) => swapCalendar(months(target), translation, random),
  weekday: ({ translation, target }, { random }) => swapCalendar(weekdays(target), translation, random),
  'am/pm and 24 h': ({ translation }, { random }) =>
    swap(
      translation,
      /(?<![\d:.])(\d{1,2})([:.])(\d\d)(?![\d:]|[.]\d)(\s?[ap]\.?m\b)?/giu,
      random,
      (match) => {
        const [whole, hour = '', mark, minute, half] = match;
        if (Number(hour) > 23 || Number(minute) > 59) return undefined;
        if (half !== undefined)
          return whole.replace(/[ap](?=\.?m)/i, (sign) => (sign.toLowerCase() === 'a' ? 'p' : 'a'));
        if (mark === '.') return undefined;
        return `${Number(hour) < 12 ? Number(hour) + 12 : Number(hour) - 12}${mark}${minute}`;
      },
    ),
  'sentence omitted': ({ translation }, { random }) => {
    const sentences = translation.match(SENTENCE) ?? [];
    if (sentences.length < 2 || sentences.some((one) => one.trim().length < 12)) return undefined;
    const out = Math.floor(random() * sentences.length);
    return sentences
      .filter((_, index) => index !== out)
      .join('')
      .trim();
  },
  'sentence made up': ({ translation, target }, { others, random }) => {
    const other = pick(others, random);
    if (other === undefined || !/[.!?。！？]["»”“]?$/u.test(translation)) return undefined;
    const sentence = (other.match(SENTENCE) ?? []).find((one) => one.trim().length > 30);
    return sentence === undefined ? undefined : `${translation}${joiner(target)}${sentence.trim()}`;
  },
  'truncated at 60 %': ({ translation, target }) =>
    long(translation, target, 8)
      ? cutWords(translation, 0, Math.floor(0.6 * parts(translation, target).length), target)
      : undefined,
  'tail repeated': ({ translation, target }) =>
    long(translation, target, 10)
      ? `${translation}${joiner(target)}${cutWords(translation, isSpaced(target) ? -5 : -12, undefined, target)}`
      : undefined,
  loop: ({ translation, target }) => {
    if (!long(translation, target, 8)) return undefined;
    const tail = cutWords(translation, isSpaced(target) ? -3 : -7, undefined, target);
    return [translation, tail, tail, tail].join(joiner(target));
  },
  'untranslated whole': ({ source, translation }) =>
    /\p{Ll}{3}.*\p{Ll}{3}/u.test(source) && source !== translation ? source : undefined,
  'untranslated half': ({ source, translation, target }) => {
    if (!long(translation, target, 8) || !long(source, 'en', 8)) return undefined;
    const left = cutWords(translation, 0, half(translation, target), target);
    return `${left} ${cutWords(source, half(source, 'en'), undefined, 'en')}`;
  },
  'untranslated five words': ({ source, translation, target }, { random }) => {
    if (!long(translation, target, 12) || !long(source, 'en', 12)) return undefined;
    const words = parts(source, 'en');
    const from = Math.floor(random() * (words.length - 5));
    const own = parts(translation, target);
    const width = isSpaced(target) ? 5 : 12;
    const at = Math.floor((from / words.length) * Math.max(own.length - width, 1));
    return [
      ...own.slice(0, at),
      isSpaced(target) ? words.slice(from, from + 5).join(' ') : ` ${words.slice(from, from + 5).join(' ')} `,
      ...own.slice(at + width),
    ].join(joiner(target));
  },
  'wrong language whole': ({ translation }, { foreign, random }) => {
    for (let trial = 0; trial < 20; trial++) {
      const other = pick(foreign, random);
      if (other !== undefined && Math.abs(other.length / translation.length - 1) < 0.3) return other;
    }
    return undefined;
  },
  'wrong language half': ({ translation, target }, { foreign, random }) => {
    if (!long(translation, target, 8)) return undefined;
    for (let trial = 0; trial < 20; trial++) {
      const other = pick(foreign, random);
      if (other === undefined || Math.abs(other.length / translation.length - 1) > 0.4) continue;
      const left = cutWords(translation, 0, half(translation, target), target);
      return `${left} ${cutWords(other, half(other, target), undefined, target)}`;
    }
    return undefined;
  },
  'look-alike letters': ({ translation }, { random }) =>
    swap(translation, /(?<!\p{L})\p{Ll}{5,}(?!\p{L})/gu, random, ([word]) => {
      const places = [...word].flatMap((letter, index) => (LOOKALIKES[letter] === undefined ? [] : [index]));
      const at = pick(places, random);
      return at === undefined ? undefined : replaceAt(word, at, 1, LOOKALIKES[word[at] ?? ''] ?? '');
    }),
  'name replaced': ({ translation }, { others, random, isName }) => {
    const names = others.flatMap((text) => text.match(NAME) ?? []).filter(isName);
    return swapName(translation, isName, random, () => {
      const other = pick(names, random);
      // A name that the sentence has already is no other.
      return other === undefined || translation.includes(other) ? undefined : other;
    });
  },
  'name misspelt': ({ translation }, { random, isName }) =>
    swapName(translation, isName, random, (name) => {
      const at = 1 + Math.floor(random() * (name.length - 3));
      return replaceAt(name, at, 2, `${name[at + 1]}${name[at]}`);
    }),
  'name dropped': ({ translation }, { random, isName }) =>
    swapName(`${translation} `, isName, random, () => '')
      ?.replace(/ {2}/, ' ')
      .trim(),
  'names swapped': ({ translation }, { isName }) => {
    const names = [...translation.matchAll(NAME)].filter(([name]) => isName(name));
    const [a, b] = [names[0], names.find((one) => one[0] !== names[0]?.[0])];
    if (a?.index === undefined || b?.index === undefined) return undefined;
    return replaceAt(replaceAt(translation, b.index, b[0].length, a[0]), a.index, a[0].length, b[0]);
  },
  'negation removed': ({ translation, target }, { random }) => {
    const pattern = NEGATIONS[target];
    return pattern === undefined
      ? undefined
      : swap(translation, new RegExp(pattern.remove, 'giu'), random, () => '');
  },
  'negation added': ({ translation, target }, { random }) => {
    const pattern = NEGATIONS[target];
    if (pattern === undefined) return undefined;
    return swap(translation, new RegExp(pattern.before, 'giu'), random, ([at]) =>
      pattern.after === true ? `${at}${pattern.add}` : `${pattern.add}${at}`,
    );
  },
  opposites: ({ translation, target }, { random }) => swapOne(translation, OPPOSITES[target] ?? [], random),
  'count words': ({ translation, target }, { random }) =>
    swapOne(translation, COUNT_WORDS[target] ?? [], random),
  'quotation lost': ({ source, translation }) => {
    if (!QUOTED.test(source)) return undefined;
    const out = translation.replace(/[«»“”„"‹›「」『』]/gu, '');
    return out === translation ? undefined : out;
  },
  'quotation not closed': ({ source, translation }, { random }) =>
    !QUOTED.test(source) ? undefined : swap(translation, /[»”」]|(?<=\S)"(?!\p{L})/gu, random, () => ''),
  'refusal or preface': ({ translation, target }, { random }) => {
    const list = MISTAKEN[target] ?? MISTAKEN.en ?? [];
    return pick(list, random)?.replace('{}', () => translation);
  },
  'answer of another unit': ({ translation }, { others, random }) => {
    for (let trial = 0; trial < 20; trial++) {
      const other = pick(others, random);
      if (
        other !== undefined &&
        Math.abs(other.length / translation.length - 1) < 0.2 &&
        other !== translation
      )
        return other;
    }
    return undefined;
  },
};
