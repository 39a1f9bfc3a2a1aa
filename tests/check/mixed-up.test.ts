import { it } from 'vitest';
import { createChecks } from '../../src/check/check.js';
import { createCascade } from '../../src/language/cascade.js';
import { findPlaceholders } from '../../src/segment/placeholders.js';
import { approved } from '../support/approved.js';

/** What all checks together say of right translations, and of those of the text two places further on. */

const PAIRS: readonly (readonly [source: string, target: string, text: string, translation: string])[] = [
  ['en', 'uk', 'It cost $4.5 million in 2024.', 'Це коштувало 4,5 млн доларів у 2024 році.'],
  ['en', 'uk', 'The vote is at 8:41 p.m. on 5 May.', 'Голосування о 20:41 5 травня.'],
  [
    'en',
    'uk',
    'Twelve people, three of them children, were hurt.',
    'Постраждали дванадцятеро людей, троє з них діти.',
  ],
  ['en', 'uk', 'Prices did not rise by 7% in June.', 'У червні ціни не зросли на 7 %.'],
  ['en', 'uk', 'See https://example.org/a and @name.', 'Див. https://example.org/a та @name.'],
  ['en', 'uk', 'He said: “We will stay.”', 'Він сказав: «Ми залишимося».'],
  ['en', 'uk', 'The road is 12 km long and 3 m wide.', 'Дорога завдовжки 12 км і завширшки 3 м.'],
  [
    'en',
    'uk',
    'Half of 1,200 tonnes left on 3 March 2023.',
    'Половина з 1200 тонн відбула 3 березня 2023 року.',
  ],
  ['en', 'uk', 'Temperatures fell to −5 °C overnight.', 'Уночі температура впала до −5 °C.'],
  ['uk', 'en', 'Бюджет зріс удвічі, до 10 млрд грн.', 'The budget doubled to UAH 10 billion.'],
  [
    'uk',
    'en',
    'Зустріч 16.02.2024 о 9:00 скасовано.',
    'The meeting on 16 February 2024 at 9 a.m. was cancelled.',
  ],
  ['uk', 'en', 'Ніхто не загинув, п’ятеро поранені.', 'Nobody died, five were wounded.'],
  ['uk', 'en', 'Ціна впала з 50 до 40 доларів за барель.', 'The price fell from $50 to $40 a barrel.'],
  ['uk', 'en', 'До 15 січня 2025 року триває набір.', 'Enrolment runs until January 15, 2025.'],
  [
    'uk',
    'en',
    'Понад 30 тис. людей, тобто третина, поїхали.',
    'More than 30,000 people, that is a third, left.',
  ],
  ['ru', 'uk', 'Договор не подписан, 2 из 3 пунктов спорны.', 'Договір не підписано, 2 з 3 пунктів спірні.'],
  ['ru', 'uk', 'Курс доллара 41,25 гривны.', 'Курс долара 41,25 гривні.'],
  ['ru', 'uk', 'Заседание 1 сентября в 14:30 перенесли.', 'Засідання 1 вересня о 14:30 перенесли.'],
  [
    'ru',
    'en',
    'Премьер прибудет в понедельник, 7 октября.',
    'The prime minister arrives on Monday, 7 October.',
  ],
  ['ru', 'en', 'Экспорт вырос в полтора раза.', 'Exports grew one and a half times.'],
  ['de', 'en', 'Der Umsatz stieg um 3,5 Prozent auf 1.200 Euro.', 'Sales rose 3.5 per cent to €1,200.'],
  ['de', 'en', 'Am 3. Oktober 2023 um 17.45 Uhr.', 'On 3 October 2023 at 5:45 p.m.'],
];
const checks = createChecks({ detector: createCascade(), candidates: ['en', 'uk', 'ru', 'de'] });

function saidOf(source: string, target: string, text: string, translation: string): string[] {
  const unit = {
    key: text,
    source,
    target,
    text,
    placeholders: findPlaceholders(text),
    role: 'paragraph' as const,
  };
  return checks.flatMap((check) => {
    const found = check.examine?.({ unit, translation });
    return found === undefined ? [] : [`  ${found.severity} ${found.check}: ${found.message}`];
  });
}

const SPOILT: readonly (readonly [how: string, spoil: (translation: string) => string])[] = [
  ['as it is', (translation) => translation],
  ['twice', (translation) => `${translation} ${translation}`],
  ['its half', (translation) => translation.slice(0, translation.length / 2)],
  ['digits one up', (translation) => translation.replace(/\d/g, (digit) => `${(Number(digit) + 1) % 10}`)],
  ['without digits', (translation) => translation.replace(/\d/g, '')],
  ['without signs', (translation) => translation.replace(/[^\p{L}\d\s]/gu, '')],
];

it('checks speak of spoilt translations as they did', async () => {
  const lines: string[] = [];
  for (const [source, target, text, translation] of PAIRS) {
    for (const [how, spoil] of SPOILT) {
      const spoilt = spoil(translation);
      lines.push(`${source}-${target} ${how}: ${spoilt}`, ...saidOf(source, target, text, spoilt));
    }
  }
  for (const [index, [source, target, text]] of PAIRS.entries()) {
    const other = PAIRS.slice(index + 1).find((pair) => pair[1] === target)?.[3];
    if (other !== undefined)
      lines.push(`${source}-${target} ${text} -> ${other}`, ...saidOf(source, target, text, other));
  }
  await approved('approved/mixed-up.txt', lines);
});
