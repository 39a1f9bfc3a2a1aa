import type { LanguageTag } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import { interval, pickFrom, randomFrom } from './chance.js';

/**
 * The stamp test: generated lines with a stamp of news sites in them, glued to words, digits and counters on both
 * sides, and lines with numbers that look like one and must not be cut.
 */

/** Half-open UTF-16 range. */
export interface Place {
  /** First UTF-16 unit. */
  readonly start: number;
  /** Behind the last. */
  readonly end: number;
}

/** A line with one stamp. */
export interface StampCase {
  /** The line. */
  readonly text: string;
  /** Of the words around the stamp. */
  readonly lang: LanguageTag;
  /** Kind of stamp, kind of what stands on its left and on its right. */
  readonly form: string;
  /** `letters`, `space`, `bar`, `digit`, `nothing`. */
  readonly left: string;
  /** `letters`, `bar`, `counter`, `nothing`. */
  readonly right: string;
  /** Where the stamp is. */
  readonly stamp: Place;
}

/** A line without a stamp. */
export interface TrapCase {
  /** The line. */
  readonly text: string;
  /** What its numbers are: `score`, `price`, … */
  readonly form: string;
}

interface Speech {
  readonly headlines: readonly string[];
  /** Behind a stamp: a headline of the next article. */
  readonly next: readonly string[];
  readonly ago: readonly string[];
  readonly days: readonly string[];
  readonly counter: readonly string[];
}

const SPEECH: Readonly<Record<LanguageTag, Speech>> = {
  en: {
    headlines: [
      'Council approves the new budget',
      'Storm leaves ten villages without light',
      'Farmers expect a good harvest',
    ],
    next: ['Museum opens its doors again', 'Police look for witnesses'],
    ago: ['2 hours ago', '15 minutes ago', '1 day ago', '5 min ago'],
    days: ['Yesterday', 'Today'],
    counter: ['1520 views', '12 comments'],
  },
  uk: {
    headlines: [
      'Рада ухвалила новий бюджет',
      'Десять сіл лишилися без світла',
      'Фермери чекають на добрий урожай',
    ],
    next: ['Музей знову відчинив двері', 'Поліція шукає свідків'],
    ago: ['2 години тому', '15 хвилин тому', '1 день тому', '5 хв тому'],
    days: ['Вчора', 'Сьогодні'],
    counter: ['1520 переглядів', '12 коментарів'],
  },
  ru: {
    headlines: ['Рада приняла новый бюджет', 'Десять сел остались без света', 'Фермеры ждут хорошего урожая'],
    next: ['Музей снова открыл двери', 'Полиция ищет свидетелей'],
    ago: ['2 часа назад', '15 минут назад', '1 день назад', '5 мин назад'],
    days: ['Вчера', 'Сегодня'],
    counter: ['1520 просмотров', '12 комментариев'],
  },
  pl: {
    headlines: ['Rada przyjęła nowy budżet', 'Dziesięć wsi zostało bez prądu'],
    next: ['Muzeum znów otwiera drzwi', 'Policja szuka świadków'],
    ago: ['2 godziny temu', '15 minut temu', '1 dzień temu'],
    days: ['Wczoraj', 'Dzisiaj'],
    counter: ['1520 views'],
  },
  de: {
    headlines: ['Rat verabschiedet neuen Haushalt', 'Zehn Dörfer sind ohne Strom'],
    next: ['Museum öffnet wieder', 'Polizei sucht Zeugen'],
    ago: ['vor 2 Stunden', 'vor 15 Minuten', 'vor 1 Tag'],
    days: ['Gestern', 'Heute'],
    counter: ['1520 views'],
  },
  es: {
    headlines: ['El ayuntamiento aprueba el presupuesto', 'Diez pueblos siguen sin luz'],
    next: ['El museo abre de nuevo', 'La policía busca testigos'],
    ago: ['hace 2 horas', 'hace 15 minutos', 'hace 1 día'],
    days: ['Ayer', 'Hoy'],
    counter: ['1520 views'],
  },
  fr: {
    headlines: ['Le conseil adopte le budget', 'Dix villages restent sans courant'],
    next: ['Le musée rouvre ses portes', 'La police cherche des témoins'],
    ago: ['il y a 2 heures', 'il y a 15 minutes', 'il y a 1 jour'],
    days: ['Hier', 'Aujourd’hui'],
    counter: ['1520 views'],
  },
};

const two = (value: number): string => String(value).padStart(2, '0');

const AMBIGUOUS = new Set(['ago', 'named day', 'named with weekday']);

/** A moment in every form pages have, by the name of the form. */
function stampForms(
  { lang, date, clock }: { readonly lang: string; readonly date: Date; readonly clock: string },
  random: () => number,
): Readonly<Record<string, () => string>> {
  const speech = SPEECH[lang] as Speech;
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  const said = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(lang, { timeZone: 'UTC', ...options }).format(date);
  return {
    digits: () => `${two(day)}.${two(month)}.${year}, ${clock}`,
    'short digits': () => `${two(day)}.${two(month)}.${two(year % 100)}, ${clock}`,
    iso: () => `${year}-${two(month)}-${two(day)} ${clock}`,
    named: () => `${said({ day: 'numeric', month: 'long', year: 'numeric' })}, ${clock}`,
    'named day': () => said({ day: 'numeric', month: 'long', year: 'numeric' }),
    'named with weekday': () => said({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    ago: () => pickFrom(speech.ago, random),
    'day word': () => `${pickFrom(speech.days, random)}, ${clock}`,
    clock: () => clock,
  };
}

/** Lines of stamps, the same for the same seed. @param count how many. */
export function stampCases(count: number, seed = 1): StampCase[] {
  const random = randomFrom(seed);
  const languages = Object.keys(SPEECH);
  const cases: StampCase[] = [];
  while (cases.length < count) {
    const lang = languages[cases.length % languages.length] ?? 'en';
    const speech = SPEECH[lang] as Speech;
    const day = 1 + Math.floor(random() * 28);
    const month = 1 + Math.floor(random() * 12);
    const year = 2019 + Math.floor(random() * 7);
    const clock = `${two(Math.floor(random() * 24))}:${two(Math.floor(random() * 60))}`;
    const forms = stampForms({ lang, date: new Date(Date.UTC(year, month - 1, day)), clock }, random);
    const form = pickFrom(Object.keys(forms), random);
    const stamp = (forms[form] as () => string)();
    const startsWithLetter = /^\p{L}/u.test(stamp);
    const endsWithLetter = /\p{L}\.?$/u.test(stamp);
    const headline = pickFrom(speech.headlines, random);
    const lefts: Readonly<Record<string, string>> = {
      nothing: '',
      letters:
        startsWithLetter && stamp.charAt(0) === stamp.charAt(0).toLowerCase() ? `${headline} ` : headline,
      space: `${headline} `,
      bar: `${headline} | `,
      ...onlyDefined({ digit: form === 'digits' || form === 'short digits' ? `${headline} 730` : undefined }),
    };
    const rights: Readonly<Record<string, string>> = {
      nothing: '',
      bar: ` | ${pickFrom(speech.next, random)}`,
      ...onlyDefined({
        letters: endsWithLetter ? undefined : pickFrom(speech.next, random),
        counter: form === 'digits' || form === 'short digits' ? ' 6152' : undefined,
      }),
    };
    const left = pickFrom(Object.keys(lefts), random);
    const right = pickFrom(Object.keys(rights), random);
    // Behind a space these may be the end of a sentence.
    if (left === 'space' && AMBIGUOUS.has(form)) continue;
    if (left === 'letters' && lefts.letters?.endsWith(' ')) continue;
    // A bare time behind a word is part of what it says; two bars with nothing between are no line.
    if (form === 'clock' && (left === 'space' || left === 'bar')) continue;
    if (left === 'nothing' && right === 'nothing' && form === 'clock') continue;
    const before = lefts[left] ?? '';
    const text = `${before}${stamp}${rights[right] ?? ''}`;
    cases.push({
      text,
      lang,
      form,
      left,
      right,
      stamp: { start: before.length, end: before.length + stamp.length },
    });
  }
  return cases;
}

const TRAPS: Readonly<Record<string, readonly string[]>> = {
  score: [
    'The match ended {a}:{b} after extra time.',
    'Матч завершився {a}:{b} на користь гостей.',
    'Счет стал {a}:{b} к перерыву.',
  ],
  ratio: ['Voters split {a}:{b} on the question.', 'Карта має масштаб 1:{n}000.'],
  version: [
    'Version {a}.{b}.{c} fixes the crash.',
    'Вийшла версія {a}.{b}.{c} програми.',
    'Обновление {a}.{b}.{c} уже доступно.',
  ],
  price: [
    'Bread costs {a}.{d} dollars now.',
    'Хліб коштує {a},{d} гривні.',
    'Der Preis stieg auf {a},{d} Euro.',
    'Kurs wynosi {a},{d} zł.',
  ],
  phone: ['Call 044 {n} {d} {d} for details.', 'Телефонуйте: +380 44 {n}-{d}-{d}.', 'Тел. (044) {n}-{d}-{d}'],
  isbn: ['ISBN 978-{a}-{n}-{d}{d}-{b}', 'The book has ISBN 978-{a}-{n}{d}-{n}-{b}.'],
  case: [
    'Справа № {n}/{n}{d}/24-к',
    'Дело № {n}-{d}/2024 передано в суд.',
    'Case {n}/{d} is before the court.',
  ],
  verse: ['He quoted Matthew {a}:{d} to the crowd.', 'Псалом {d}:{a} читали вголос.'],
  range: ['Ages {d}-{d} may take part.', 'Запрошують дітей {a}-{b} років.'],
  unit: ['Його вага {a}.{d} кг, зріст {n} см.', 'The engine has {a}.{b} litres and {n} hp.'],
  address: ['IP 192.168.{a}.{d} does not answer.', 'Адреса 10.0.{a}.{d} недоступна.'],
  'time in a sentence': [
    'The train leaves at {h}:{d} from platform {a}.',
    'Потяг вирушає о {h}:{d} з третьої колії.',
    'Поезд уходит в {h}:{d} с третьего пути.',
    'Der Zug fährt um {h}:{d} Uhr ab.',
  ],
  'date in a sentence': [
    'They met on {a} July 2024 in the capital.',
    'Вони зустрілися {a} липня 2024 року в столиці.',
    'Они встретились {a} июля 2024 года в столице.',
    'Sie trafen sich am {a}. Juli 2024 in der Hauptstadt.',
  ],
  'ago in a sentence': [
    'He left the city {a} years ago and came back.',
    'Він поїхав з міста {a} роки тому й повернувся.',
    'Он уехал из города {a} года назад и вернулся.',
    'The office closed 2 hours ago because of the storm.',
  ],
};

/** Lines of numbers that are no stamps, the same for the same seed. */
export function trapCases(count: number, seed = 1): TrapCase[] {
  const random = randomFrom(seed);
  const kinds = Object.keys(TRAPS);
  const digits = (most: number, least = 1): string =>
    String(least + Math.floor(random() * (most - least + 1)));
  return Array.from({ length: count }, (_, index) => {
    const form = kinds[index % kinds.length] ?? '';
    const values: Readonly<Record<string, () => string>> = {
      a: () => digits(9),
      b: () => digits(9),
      c: () => digits(9),
      d: () => digits(59, 10),
      h: () => digits(23, 10),
      n: () => digits(899, 200),
    };
    const text = pickFrom(TRAPS[form] ?? [''], random).replace(
      /\{(\w)\}/g,
      (_all, name: string) => values[name]?.() ?? '',
    );
    return { text, form };
  });
}

/** The stamps a segmentation finds in a line: ranges. */
export type FindStamps = (text: string) => readonly Place[];

/** What came of the stamp test. */
export interface StampEvaluation {
  /** Lines with a stamp. */
  readonly total: number;
  /** Found with both borders, and nothing else taken for one. */
  readonly exact: number;
  /** 95 % interval of exact, from 0 to 1. */
  readonly exactBetween: readonly [number, number];
  /** By kind of stamp. */
  readonly byForm: Readonly<Record<string, { readonly exact: number; readonly total: number }>>;
  /** Lines without a stamp. */
  readonly traps: number;
  /** Lines without a stamp that were cut. */
  readonly cut: number;
  /** 95 % interval of cut, from 0 to 1. */
  readonly cutBetween: readonly [number, number];
  /** Some of the lines whose stamp was not found, with what was. */
  readonly missed: readonly { readonly case: StampCase; readonly found: readonly Place[] }[];
  /** Some of the lines that were cut. */
  readonly falselyCut: readonly { readonly case: TrapCase; readonly found: readonly Place[] }[];
}

const MOST_SHOWN = 60;

/** Scores the stamps found in lines with and without one. */
export function evaluateStamps(
  cases: readonly StampCase[],
  traps: readonly TrapCase[],
  find: FindStamps,
): StampEvaluation {
  const byForm: Record<string, { exact: number; total: number }> = {};
  const missed: { case: StampCase; found: readonly Place[] }[] = [];
  const falselyCut: { case: TrapCase; found: readonly Place[] }[] = [];
  let exact = 0;
  let cut = 0;
  for (const one of cases) {
    const found = find(one.text);
    const [only] = found;
    const right = found.length === 1 && only?.start === one.stamp.start && only.end === one.stamp.end;
    const form = byForm[one.form] ?? { exact: 0, total: 0 };
    byForm[one.form] = form;
    form.total += 1;
    if (right) {
      exact += 1;
      form.exact += 1;
    } else if (missed.length < MOST_SHOWN) missed.push({ case: one, found });
  }
  for (const one of traps) {
    const found = find(one.text);
    if (found.length === 0) continue;
    cut += 1;
    if (falselyCut.length < MOST_SHOWN) falselyCut.push({ case: one, found });
  }
  return {
    total: cases.length,
    exact,
    exactBetween: interval(exact, cases.length),
    byForm,
    traps: traps.length,
    cut,
    cutBetween: interval(cut, traps.length),
    missed,
    falselyCut,
  };
}
