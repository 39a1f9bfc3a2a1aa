import { describe, expect, it } from 'vitest';
import { createChecks } from '../../src/check/check.js';
import type { Check } from '../../src/index.js';
import { createCascade } from '../../src/language/cascade.js';
import { namesCheck } from '../../src/names/check.js';
import { NO_TERMS } from '../../src/terms/termbase.js';
import { createTerms } from '../../src/terms/terms.js';

/** Checks that look at a whole article, by examples of several sentences. */

const all = [
  ...createChecks({ detector: createCascade(), candidates: ['en', 'uk'] }),
  namesCheck(createTerms(NO_TERMS)),
];

type Sentence = readonly [source: string, translation: string];

/** Places that are found wrong, by their number. */
function wrongIn(check: Check, target: string, sentences: readonly Sentence[]): number[] {
  const translations = sentences.map(([text, translation], index) => ({
    segmentId: `${index}`,
    unit: { key: text, source: 'en', target, text, placeholders: [], role: 'paragraph' as const },
    translation,
  }));
  const found = check.examineArticle?.({ target, translations }) ?? [];
  for (const { check: name, severity } of found) expect([name, severity]).toEqual([check.name, 'major']);
  return found.map(({ segmentId }) => Number(segmentId));
}

function named(name: string): Check {
  const found = all.find((check) => check.name === name);
  if (found === undefined) throw new Error(`no check "${name}"`);
  return found;
}

/** A name, how it is spelt, the same with an ending, and another spelling. */
const NAMES: readonly (readonly [string, string, string, string])[] = [
  ['Templeton', 'Темплтон', 'Темплтона', 'Тамплетона'],
  ['Marchetti', 'Маркетті', 'Маркетті', 'Марчетті'],
  ['Hollister', 'Голлістер', 'Голлістера', 'Холлістера'],
  ['Ravenscroft', 'Рейвенскрофт', 'Рейвенскрофта', 'Равенскрофта'],
  ['Brandenfels', 'Бранденфельс', 'Бранденфельса', 'Брендинфельса'],
  ['Castellano', 'Кастельяно', 'Кастельяно', 'Кестеллано'],
  ['Winterbourne', 'Вінтерборн', 'Вінтерборна', 'Уінтерборна'],
  ['Dombrowski', 'Домбровський', 'Домбровського', 'Дамбровського'],
  ['Lindqvist', 'Ліндквіст', 'Ліндквіста', 'Лендквіста'],
  ['Petersen', 'Петерсен', 'Петерсена', 'Педерсена'],
  ['Kirkland', 'Кіркленд', 'Кіркленда', 'Керкленда'],
  ['Sorensen', 'Соренсен', 'Соренсена', 'Сьоренсена'],
  ['Delacroix', 'Делакруа', 'Делакруа', 'Делякруа'],
  ['Carrington', 'Каррінгтон', 'Каррінгтона', 'Керрінґтана'],
  ['Sandoval', 'Сандоваль', 'Сандоваля', 'Сендовала'],
  ['Pemberton', 'Пембертон', 'Пембертона', 'Пемпертона'],
  ['Novotny', 'Новотний', 'Новотного', 'Навотного'],
  ['Rosenthal', 'Розенталь', 'Розенталя', 'Росентала'],
  ['Barlowe', 'Барлоу', 'Барлоу', 'Берлоу'],
  ['Mitchell', 'Мітчелл', 'Мітчелла', 'Мічелла'],
  ['Vandermeer', 'Вандермер', 'Вандермера', 'Вендермера'],
  ['Tolliver', 'Толлівер', 'Толлівера', 'Таллівера'],
];

const told = (name: string, first: string, then: string): Sentence[] => [
  [`The mayor Robert ${name} spoke first.`, `Першим говорив мер Роберт ${first}.`],
  [`Then the crowd heard ${name} again.`, `Потім натовп знову слухав ${then}.`],
];

describe('names', () => {
  const right = (check: Check): boolean =>
    NAMES.every(([name, spelt, ending, other]) => {
      const good = wrongIn(check, 'uk', told(name, spelt, ending));
      const bad = wrongIn(check, 'uk', told(name, spelt, other));
      return good.length === 0 && bad.join() === '1';
    });

  it.each(NAMES)('%s: %s and %s are one name, %s another', (name, spelt, ending, other) => {
    expect(wrongIn(named('names'), 'uk', told(name, spelt, ending))).toEqual([]);
    expect(wrongIn(named('names'), 'uk', told(name, spelt, other))).toEqual([1]);
  });

  it('are not told of by a check that says nothing, or minds endings', () => {
    expect(right(named('names'))).toBe(true);
    expect(right({ name: 'names', examineArticle: () => [] })).toBe(false);
    const exact: Check = {
      name: 'names',
      examineArticle: ({ translations }) => {
        const last = translations.map(({ translation }) => translation.split(' ').at(-1));
        return last[0] === last[1]
          ? []
          : [{ check: 'names', severity: 'major', message: '', messageId: '', segmentId: '1' }];
      },
    };
    expect(right(exact)).toBe(false);
  });

  it('in languages where capitals say nothing of names are left alone', () => {
    expect(
      wrongIn(named('names'), 'de', [
        ['They met Robert Templeton there.', 'Sie trafen dort Robert Templeton.'],
        ['Then they heard Templeton.', 'Dann hörten sie Tampleten.'],
      ]),
    ).toEqual([]);
  });
});

const UNLIKE = [
  'A storm closed both ports.',
  'The museum opens in May.',
  'Prices of bread rose again.',
  'Two trains were late.',
  'Nobody was hurt in the fire.',
  'The river froze in January.',
  'A new school was built.',
  'Farmers sold their apples.',
  'The library got a roof.',
  'Bees came back to the park.',
  'Snow fell on the hills.',
  'The theatre shows a comedy.',
  'Children planted trees.',
  'Trams run until midnight.',
  'The lake is clean.',
  'Wolves were seen nearby.',
  'An old mill burnt down.',
  'Runners crossed the finish.',
  'The court heard witnesses.',
  'Doctors went on strike.',
];

describe('same-answer', () => {
  const answer = 'Рада затвердила бюджет міста.';
  const first: Sentence = ['The council approved the budget of the town.', answer];

  it.each(UNLIKE)('%s', (text) => {
    expect(wrongIn(named('same-answer'), 'uk', [first, [text, answer]])).toEqual([1]);
    // Marks and capitals make no other answer.
    expect(
      wrongIn(named('same-answer'), 'uk', [first, [text, answer.toUpperCase().replace('.', '!')]]),
    ).toEqual([1]);
  });

  it('says nothing of like texts, of short answers, and of different ones', () => {
    const good: readonly (readonly Sentence[])[] = [
      [first, ['The council approved the budget of the town!', answer]],
      [first, ['The council of the town approved its budget.', answer]],
      [
        ['Read also', 'Читайте також'],
        ['See more', 'Читайте також'],
      ],
      UNLIKE.map((text, index) => [text, `Речення номер ${index} про інше.`] as const),
    ];
    for (const sentences of good) expect(wrongIn(named('same-answer'), 'uk', sentences)).toEqual([]);
  });
});
