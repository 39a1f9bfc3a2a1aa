import type { Lexicon } from './lexicon.js';

/** Months and weekdays of every language, from CLDR, with the endings of inflected ones. */

/** What is a month or a weekday only with a capital letter, or is another word too often. */
const CAPITAL: ReadonlySet<string> = new Set(['en', 'de', 'nl']);
/** Inflected forms whose beginning the plain form and the genitive do not give, and words that only look alike. */
const NOT: Readonly<Record<string, ReadonlySet<string>>> = {
  ru: new Set(['среди', 'мая']),
  uk: new Set(['серед', 'середні', 'середня', 'середнє', 'лютий', 'лютою', 'люта', 'люті', 'лютих']),
  cs: new Set(['středa']),
};
const FORMS: Readonly<Record<string, readonly (readonly ['month' | 'weekday', number, string])[]>> = {
  en: [
    ['month', 1, 'jan'],
    ['month', 2, 'feb'],
    ['month', 4, 'apr'],
    ['month', 8, 'aug'],
    ['month', 9, 'sept sep'],
    ['month', 10, 'oct'],
    ['month', 11, 'nov'],
    ['month', 12, 'dec'],
    ['weekday', 1, 'mondays'],
    ['weekday', 2, 'tuesdays'],
    ['weekday', 3, 'wednesdays'],
    ['weekday', 4, 'thursdays'],
    ['weekday', 5, 'fridays'],
    ['weekday', 6, 'saturdays'],
    ['weekday', 7, 'sundays'],
  ],
  uk: [['weekday', 3, 'середа середи середу середою середі середам середами']],
  ru: [
    ['month', 5, 'май мая мае маю маем'],
    ['weekday', 3, 'среда среды среду средой среде средам средами'],
  ],
  cs: [
    ['weekday', 3, 'středa středu středy středě středou'],
    ['weekday', 4, 'čtvrteční čtvrtečního'],
    ['weekday', 5, 'páteční pátečního'],
  ],
};
const VOWEL_END = /[аеиіоуюяыйьэєїaeiouyáéíóúůýě]+$/u;
/** Endings of the nominative: `fimmtudagur`, `penktadienis`. */
const CASE_END = /(?:ur|is|as|us|os)$/u;
/** A vowel that goes when an ending comes: вівторок, вівторка; pátek, pátku. */
const LOOSE_VOWEL = /[еоeo](?=[кцнлрkcnlr]ь?$)/u;
const STEM = 4;

function stemsOf(forms: readonly string[]): string[] {
  return forms.flatMap((form) => [
    form.replace(VOWEL_END, ''),
    form.replace(LOOSE_VOWEL, '').replace(VOWEL_END, ''),
    form.replace(CASE_END, ''),
  ]);
}

function namesOf(language: string, kind: 'month' | 'weekday', index: number): string[] {
  const date = new Date(Date.UTC(2024, kind === 'month' ? index : 0, kind === 'month' ? 15 : 1 + index));
  const forms = [
    { [kind]: 'long' } as Intl.DateTimeFormatOptions,
    { [kind]: 'long', day: 'numeric' } as Intl.DateTimeFormatOptions,
    { [kind]: 'long', day: 'numeric', month: 'long' } as Intl.DateTimeFormatOptions,
  ].map((options) => {
    const parts = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).formatToParts(date);
    return parts.find(({ type }) => type === kind)?.value.toLowerCase() ?? '';
  });
  return [...new Set(forms)].filter((form) => /^[\p{L}\p{M}'’]{3,}$/u.test(form));
}

export function addCalendar(lexicon: Lexicon): void {
  const { language } = lexicon;
  const capital = CAPITAL.has(language);
  for (const [kind, value, spellings] of FORMS[language] ?? [])
    lexicon.add(spellings, { kind, value, capital });
  for (const kind of ['month', 'weekday'] as const) {
    for (let index = 0; index < (kind === 'month' ? 12 : 7); index++) {
      const meaning = { kind, value: index + 1, capital };
      const names = namesOf(language, kind, index);
      for (const name of names) if (!NOT[language]?.has(name) || capital) lexicon.addWord(name, meaning);
      if (capital || lexicon.unspaced) continue;
      for (const stem of new Set(stemsOf(names))) {
        if (stem.length < STEM || NOT[language]?.has(stem) === true) continue;
        lexicon.addWord(stem, meaning, stem.length === STEM ? 2 : 3);
      }
    }
  }
  // 週末 and 日 are no weekdays by themselves: the long names alone are listed, and months are read from 月.
}
