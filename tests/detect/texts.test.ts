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
