import { type LanguageTag, primaryLanguage } from '../model/language.js';
import { foldWord, formsOf, type IsForm } from '../terms/forms.js';
import { CITIES, CITY_LANGUAGES } from './data/cities.js';

/**
 * Places with forms of their own in every language: countries and languages as `Intl.DisplayNames` has them, cities as
 * CLDR has them.
 */

const REGIONS =
  'AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VN VU WS XK YE ZA ZM ZW'.split(
    ' ',
  );
const LANGUAGES =
  'ar az be bg bn cs cy da de el en es et eu fa fi fr ga gl he hi hr hu hy id is it ja ka kk ko la lt lv mk mn ms mt nl pl pt ro ru sk sq sr sv ta te th tr uk ur uz vi zh'.split(
    ' ',
  );

/** A place by what it is called. */
interface Place {
  /** Region, ISO 3166; a city's English name. */
  readonly code: string;
  /** As the language has it. */
  readonly name: string;
  /** Whether words of a text, folded, are this name in some form. */
  readonly fits: (words: readonly string[]) => boolean;
  /** What it is called in another language. */
  readonly nameIn: (language: LanguageTag) => string | undefined;
}

const rows = CITIES.trim()
  .split('\n')
  .map((line) => line.split('|'));
const columns = CITY_LANGUAGES.split(' ');
const places = new Map<string, ReadonlyMap<string, readonly Place[]>>();
const displays = new Map<string, Intl.DisplayNames>();
const fewest = 4;

/** The name of a region as a language has it. */
function regionIn(
  code: string,
  language: string,
  type: 'region' | 'language' = 'region',
): string | undefined {
  const key = `${type} ${language}`;
  let names = displays.get(key);
  if (names === undefined) {
    names = new Intl.DisplayNames([language], { type, fallback: 'none' });
    displays.set(key, names);
  }
  return names.of(code);
}

/** Months and weekdays: capitals, and no names. */
function calendarIn(language: string): string[] {
  // The first days of the months of 2024 are every day of the week.
  const days = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2024, month, 1)));
  return (['weekday', 'month'] as const).flatMap((part) => {
    const format = new Intl.DateTimeFormat(language, { [part]: 'long', timeZone: 'UTC' });
    return days.map((day) => format.format(day));
  });
}

function cityIn(row: readonly string[], language: LanguageTag): string | undefined {
  const column = columns.indexOf(primaryLanguage(language));
  if (column < 0) return undefined;
  const name = row[column];
  return name === undefined || name === '' ? row[0] : name;
}

function placeOf(code: string, name: string, language: string, nameIn: Place['nameIn']): Place {
  const words = wordsIn(name);
  const forms: IsForm[] = words.map((word) => formsOf(word, language));
  return {
    code,
    name,
    nameIn,
    fits: (given) =>
      given.length === words.length && given.every((word, index) => forms[index]?.(word) === true),
  };
}

const wordsIn = (name: string): string[] => name.match(/[\p{L}\p{M}\p{N}'’ʼ-]+/gu) ?? [];

/** Places of a language by the first two letters of their names. */
function placesOf(language: string): ReadonlyMap<string, readonly Place[]> {
  const known = places.get(language);
  if (known !== undefined) return known;
  const found = new Map<string, Place[]>();
  const add = (code: string, name: string | undefined, nameIn: Place['nameIn']): void => {
    if (name === undefined || name.length < fewest) return;
    const key = foldWord(name).slice(0, 2);
    found.set(key, [...(found.get(key) ?? []), placeOf(code, name, language, nameIn)]);
  };
  for (const code of REGIONS) add(code, regionIn(code, language), (other) => regionIn(code, other));
  for (const row of rows) add(row[0] ?? '', cityIn(row, language), (other) => cityIn(row, other));
  places.set(language, found);
  return found;
}

/** The country or city that some words of a text name, in any form. */
export function placeNamed(text: string, language: LanguageTag): Place | undefined {
  const words = wordsIn(text).map(foldWord);
  const key = words[0]?.slice(0, 2) ?? '';
  return placesOf(primaryLanguage(language))
    .get(key)
    ?.find(({ fits }) => fits(words));
}

/** Words of a country or a language, and what they say of it. */
interface OfCountry {
  /** Region, ISO 3166. */
  readonly code: string;
  readonly isForm: IsForm;
}

const peoples = new Map<string, ReadonlyMap<string, readonly OfCountry[]>>();
const calendars = new Map<string, readonly IsForm[]>();

/** Whether a word is a place known by name, or part of the name of a country, or names a language or its people. */
export function isPlace(word: string, language: LanguageTag): boolean {
  return placesOfWord(word, language).length > 0 || isCalendar(word, language);
}

/** Whether a word is a month or a weekday. */
export function isCalendar(word: string, language: LanguageTag): boolean {
  const primary = primaryLanguage(language);
  let forms = calendars.get(primary);
  if (forms === undefined) {
    forms = calendarIn(primary)
      .flatMap(wordsIn)
      .map((day) => formsOf(day, primary));
    calendars.set(primary, forms);
  }
  const folded = foldWord(word);
  return forms.some((isForm) => isForm(folded));
}

/** What places a word may speak of: codes of regions, cities by their English names; the same in every language. */
export function placesOfWord(word: string, language: LanguageTag): readonly string[] {
  const primary = primaryLanguage(language);
  const key = `${primary}\n${word}`;
  let answer = answers.get(key);
  if (answer === undefined) {
    const folded = foldWord(word);
    const named = placeNamed(word, primary)?.code ?? cityOf(folded, primary);
    const codes = (countryWords(primary).get(folded.slice(0, 2)) ?? []).flatMap(({ code, isForm }) =>
      isForm(folded) ? [code] : [],
    );
    answer = [...new Set(named === undefined ? codes : [named, ...codes])];
    if (answers.size >= MOST_ANSWERS) answers.clear();
    answers.set(key, answer);
  }
  return answer;
}

/** What is of a city: «київський», «пражский», `pražský`. */
const OF_CITY = /(?<=\p{L}{3})(?:зьк|ськ|цьк|ск|цк|ck|sk)\p{L}{1,3}$/u;
/** Letters that stand for each other before such an ending: Прага, празький. */
const SOFTENED: Readonly<Record<string, string>> = { г: 'з', ж: 'з', к: 'ц', h: 'ž', g: 'ž', k: 'c' };

/** The city an adjective is made of. */
function cityOf(word: string, primary: string): string | undefined {
  if (!OF_CITY.test(word)) return undefined;
  const bare = (name: string): string => {
    const stem = name.replace(/[аяоеиіьйыaeoiyě]+$/u, '');
    const last = stem.at(-1) ?? '';
    return stem.slice(0, -1) + (SOFTENED[last] ?? last);
  };
  const stem = bare(word.replace(OF_CITY, (ending) => (ending.startsWith('з') ? 'з' : '')));
  return placesOf(primary)
    .get(word.slice(0, 2))
    ?.find(({ name }) => bare(foldWord(name)) === stem)?.code;
}

const answers = new Map<string, readonly string[]>();
/** Words whose answer is remembered. */
const MOST_ANSWERS = 20_000;

/** What countries are called besides, and places CLDR does not name; by region or English name, then by language. */
const CALLED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  GB: {
    en: 'Britain British Brits England',
    uk: 'Британія Англія',
    ru: 'Британия Англия',
    cs: 'Británie Anglie',
  },
  US: { en: 'America', uk: 'Америка Штати', ru: 'Америка Штаты', cs: 'Amerika' },
  NL: { en: 'Dutch Holland', uk: 'Голландія', ru: 'Голландия', cs: 'Holandsko' },
  FR: { en: 'French' },
  ES: { en: 'Spanish' },
  CH: { en: 'Swiss' },
  TR: { en: 'Turks' },
  PL: { en: 'Poles', uk: 'Поляки', ru: 'Поляки', cs: 'Poláci' },
  GR: { en: 'Greeks', uk: 'Греки', ru: 'Греки', cs: 'Řekové Řekům' },
  CZ: { uk: 'Чехи', ru: 'Чехи', cs: 'Češi Čechy' },
  Czechoslovakia: {
    en: 'Czechoslovakia',
    uk: 'Чехословаччина Чехословацька',
    ru: 'Чехословакия',
    cs: 'Československo',
  },
  Beijing: { en: 'Beijing Peking', uk: 'Пекін', ru: 'Пекин', cs: 'Peking' },
  Geneva: { en: 'Geneva', uk: 'Женева', ru: 'Женева', cs: 'Ženeva' },
  Petersburg: { en: 'Petersburg', uk: 'Петербург', ru: 'Петербург', cs: 'Petrohrad Petrohradě' },
  Kremlin: { en: 'Kremlin', uk: 'Кремль', ru: 'Кремль', cs: 'Kreml' },
  Chechnya: { en: 'Chechnya', uk: 'Чечня', ru: 'Чечня', cs: 'Čečensko' },
  Transnistria: { en: 'Transnistria', uk: 'Придністров’я', ru: 'Приднестровье', cs: 'Podněstří' },
  Transcarpathia: { en: 'Transcarpathia', uk: 'Закарпаття', ru: 'Закарпатье', cs: 'Zakarpatí' },
  Silesia: { en: 'Silesia', uk: 'Сілезія', ru: 'Силезия', cs: 'Slezsko' },
  Galicia: { en: 'Galicia', uk: 'Галичина', ru: 'Галичина', cs: 'Halič' },
  Elbe: { en: 'Elbe', uk: 'Ельба Лаба', ru: 'Эльба Лаба', cs: 'Labe' },
  Danube: { en: 'Danube', uk: 'Дунай', ru: 'Дунай', cs: 'Dunaj' },
  Vltava: { en: 'Vltava Moldau', uk: 'Влтава', ru: 'Влтава', cs: 'Vltava' },
  Channel: { en: 'Channel', uk: 'Ла-Манш', ru: 'Ла-Манш', cs: 'Lamanšský' },
};
/** Africa, Asia, Europe. */
const CONTINENTS = ['002', '142', '150'];

/** Words of countries by their first two letters. */
function countryWords(primary: string): ReadonlyMap<string, readonly OfCountry[]> {
  const known = peoples.get(primary);
  if (known !== undefined) return known;
  const words = [
    ...[...REGIONS, ...CONTINENTS].map((code) => [code, regionIn(code, primary)] as const),
    ...Object.entries(CALLED).map(([code, names]) => [code, names[primary]] as const),
    // The language of a country is of the country: німецька, Deutsch.
    ...LANGUAGES.map(
      (code) =>
        [new Intl.Locale(code).maximize().region ?? code, regionIn(code, primary, 'language')] as const,
    ),
  ].flatMap(([code, name = '']) =>
    [...new Set(wordsIn(name).map(foldWord))]
      .filter((word) => word.length >= fewest)
      .map((word): readonly [string, OfCountry] => {
        const isForm = formsOf(word, primary);
        // Ukraine, Ukrainian; Canada, Canadians: an ending of few letters behind all but the last.
        const stem = word.length > 5 ? word.slice(0, -1) : word;
        const fits: IsForm = (other) =>
          isForm(other) || (other.startsWith(stem) && other.length - stem.length <= PEOPLE_ENDING);
        return [word.slice(0, 2), { code, isForm: fits }];
      }),
  );
  const found = new Map<string, OfCountry[]>();
  for (const [key, word] of words) found.set(key, [...(found.get(key) ?? []), word]);
  peoples.set(primary, found);
  return found;
}

/** Letters that make a people of a country. */
const PEOPLE_ENDING = 6;
