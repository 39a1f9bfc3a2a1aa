import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'vitest';
import { createCascade } from '../../src/language/cascade.js';
import { approved } from '../support/approved.js';
import { ROOT } from '../support/command-line.js';

/** One in thirteen of the labelled texts and some odd ones, as the cascade tells them: `language why | text`. */

const SETS = [
  ['en', 'uk', 'ru'],
  ['uk', 'ru', 'be', 'bg', 'sr', 'mk'],
  ['en', 'de', 'fr', 'es', 'pl', 'cs'],
] as const;
const ODD = [
  'NATO',
  'Reuters, Bloomberg та CNN',
  'Apple iPhone 15 Pro Max',
  'ОК',
  'Ok',
  'так',
  'да',
  'і',
  'i він',
  'Привіт, как дела?',
  'The Рада',
  'Київ, Kyiv, Киев',
  'съёмка',
  'об’єкт',
  'ґанок',
  'ŁÓDŹ',
  'straße',
  'niño',
  'часова доля',
  'дата',
  '12:30',
  '🙂',
  'Президент України',
  'президент',
  'WASHINGTON (AP) — Senate',
  'Слава Україні! Glory to Ukraine!',
  '東京',
  'Ελλάδα',
  'Івано-Франківськ',
  'О’Коннор',
  "O'Brien and McDonald's",
  "Jean-Luc d'Estaing",
  'мати-й-мачуха',
  'iPhone-користувач',
  'NASA-JPL',
  'eBay',
  'McDonald’s у Києві',
  'ООН, НАТО, ЄС',
  'ВООЗ і UNICEF',
  'див. https://example.org/novyny та news@example.org',
  '@rada_ua #Київ',
  'и',
  'й',
  'ы э ъ ё',
  'ї є і ґ',
  'ў і',
  'ђ ћ џ',
  'ѓ ќ ѕ',
  'ß ö ü',
  'ñ ¿qué?',
  'ą ę ł ż',
  'ř ě ů',
  'ç à œuvre',
  'Він каже “hello world” і йде',
  'la casa de papel',
  'der die das',
  'le monde diplomatique',
  'Kyiv Independent',
  'Moscow Times пишет',
  'сегодня и завтра',
  'сьогодні та завтра',
  'сёння і заўтра',
  'днес и утре',
  'данас и сутра',
  'денес и утре',
  'привет',
  'привіт',
  'hello',
  'cafe\u0301 au lait',
  'и\u0306 ог',
];

it('texts are told as they were', async () => {
  const rows = readFileSync(join(ROOT, 'tests/fixtures/languages/texts.tsv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const texts = [
    ...ODD,
    ...rows.filter((_, index) => index % 13 === 0).map((row) => row.split('\t')[2] ?? ''),
  ];
  const cascade = createCascade();
  await approved(
    'approved/texts.txt',
    SETS.flatMap((candidates) => [
      candidates.join(' '),
      ...texts.map((text) => {
        const { lang, evidence, like } = cascade.identify(text, candidates);
        const why = evidence.map((each) => each.split(':')[0]).join(',');
        return `  ${[lang, why, like && `like ${like}`].filter(Boolean).join(' ')} | ${text}`;
      }),
    ]),
  );
});
