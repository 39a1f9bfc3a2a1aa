import { describe, expect, it } from 'vitest';
import { check as checkArticle, createChecks } from '../../src/check/check.js';
import { createCascade } from '../../src/language/cascade.js';
import type { Translated } from '../../src/model/stages.js';
import { testCheck } from './tester.js';

const EN = 'The town council approved the new budget after a long debate on Tuesday evening.';
const UK = 'Міська рада затвердила новий бюджет після довгих дебатів у вівторок увечері.';
const RU = 'Городской совет утвердил новый бюджет после долгих дебатов во вторник вечером.';
const DE = 'Der Stadtrat genehmigte am Dienstagabend nach langer Debatte den neuen Haushalt.';
const CS = 'Městská rada schválila v úterý večer po dlouhé debatě nový rozpočet města.';

testCheck('empty', {
  valid: [
    ['en-uk', '— 5 —', '— 5 —'],
    ['en-uk', EN, UK],
  ],
  invalid: [
    ['en-uk', EN, '', 'critical'],
    ['en-uk', EN, ' … ', 'critical'],
  ],
});

testCheck('echo', {
  valid: [
    ['en-uk', 'https://example.org/news/1', 'https://example.org/news/1'],
    ['en-uk', '#business #today', '#business #today'],
    ['en-uk', 'Microsoft Azure', 'Microsoft Azure'],
    ['en-uk', EN, UK],
    ['en-de', 'Anna Berg, Tom Reed', 'Anna Berg, Tom Reed'],
  ],
  invalid: [
    ['en-uk', EN, EN, 'critical'],
    ['en-is', EN, EN, 'critical'],
    ['ru-uk', 'Погода на завтра', 'Погода на завтра', 'minor'],
    ['cs-sk', 'dobrá voda', 'dobrá voda', 'minor'],
    ['uk-en', UK, `${UK}.`, 'critical'],
  ],
});

testCheck('untranslated', {
  valid: [
    ['en-uk', EN, UK],
    ['en-uk', 'The film Lord of the Flies is shown.', 'Показують фільм Lord of the Flies.'],
    ['en-de', 'The African National Congress party won.', 'Die Partei African National Congress gewann.'],
    ['ru-uk', 'Погода на завтра без осадков', 'Погода на завтра без опадів'],
  ],
  invalid: [
    ['en-uk', EN, `Міська рада затвердила новий budget after a long debate on Tuesday evening.`, 'critical'],
    [
      'en-uk',
      'Anton Petrenko said that the work was finished three weeks late.',
      'Антон Петренко сказав, що the work was finished three weeks late.',
      'critical',
    ],
    [
      'en-is',
      EN,
      'Bæjarstjórnin samþykkti the new budget after a long debate on Tuesday evening.',
      'critical',
    ],
    ['uk-en', UK, 'The town council затвердила новий бюджет після довгих дебатів on Tuesday.', 'critical'],
    ['de-en', DE, 'The council genehmigte am Dienstagabend nach langer Debatte the budget.', 'major'],
  ],
});

testCheck('repeat', {
  valid: [
    ['en-uk', 'They came (applause) and went (applause).', 'Прийшли (оплески) і пішли (оплески).'],
    ['en-uk', 'No, no, no!', 'Ні, ні, ні!'],
    ['en-uk', 'Bora Bora is an island.', 'Бора Бора — острів.'],
    ['en-ja', 'People are people.', '人々は人々だ。'],
    ['en-uk', EN, UK],
  ],
  invalid: [
    ['en-uk', EN, `${UK} у вівторок увечері у вівторок увечері`, 'critical'],
    ['en-uk', 'The council approved the budget.', 'Рада рада затвердила бюджет.', 'minor'],
    ['en-uk', EN, `${'(оплески) '.repeat(10)}`, 'critical'],
    ['en-de', EN, 'Der Stadtrat genehmigte den neuen Haushalt den neuen Haushalt.', 'major'],
    ['en-ja', 'The council approved the budget.', '市議会は予算を承認した予算を承認した。', 'major'],
    ['en-zh', 'The council approved the budget.', '市议会批准了预算批准了预算批准了预算。', 'critical'],
  ],
});

testCheck('lookalikes', {
  valid: [
    ['en-uk', 'The IT company released an iPhone.', 'ІТ-компанія випустила iPhone.'],
    ['en-uk', 'She sent an SMS.', 'Вона надіслала SMSку.'],
    ['en-uk', EN, UK],
    ['en-ru', 'The file is a PDF.', 'Файл в формате PDF.'],
  ],
  invalid: [
    ['en-uk', 'The paper came out.', 'Газeта вийшла.', 'major'],
    ['uk-en', 'Газета вийшла.', 'The pаper came out.', 'major'],
    ['en-ru', 'The house is old.', 'Дoм старый.', 'major'],
    ['en-uk', 'Bread and water.', 'Хліб i вода.', 'minor'],
    ['en-el', 'The house is old.', 'Το σπίτι είναι παλιo και oμορφο.', 'major'],
  ],
});

testCheck('preamble', {
  valid: [
    ['en-uk', EN, UK],
    [
      'uk-en',
      '«Вибачте, я не можу вам допомогти», — відповів чатбот.',
      '“I’m sorry, I cannot help you,” the chatbot replied.',
    ],
    ['uk-en', 'Тоді я вам не допоможу.', 'Then I can’t help you.'],
    ['uk-en', 'Примітка: ціни без податків.', 'Note: prices are without taxes.'],
    ['en-uk', 'Translation: a short history', 'Переклад: коротка історія'],
    ['en-de', 'Unfortunately I cannot come.', 'Leider kann ich nicht kommen.'],
  ],
  invalid: [
    [
      'en-uk',
      EN,
      'На жаль, я не можу перекласти цей текст, оскільки він містить чутливий вміст.',
      'critical',
    ],
    ['en-uk', EN, 'Вибачте, я не можу допомогти з цим запитом.', 'critical'],
    ['uk-en', UK, "I'm sorry, but I cannot translate this text.", 'critical'],
    ['uk-en', UK, `Here is the translation:\n\n${EN}`, 'critical'],
    ['en-uk', EN, `Ось переклад: ${UK}`, 'critical'],
    ['en-uk', EN, `\`\`\`\n${UK}\n\`\`\``, 'critical'],
    ['en-uk', EN, '<unk> рада <unk> бюджет.', 'critical'],
    ['en-uk', EN, 'Міська рада ⁇ новий бюджет.', 'critical'],
    ['uk-ru', UK, 'К сожалению, я не могу перевести этот текст.', 'critical'],
    ['en-de', EN, 'Es tut mir leid, aber ich kann diesen Text nicht übersetzen.', 'critical'],
    ['en-pl', EN, 'Przykro mi, ale nie mogę przetłumaczyć tego tekstu.', 'critical'],
    ['en-cs', EN, 'Omlouvám se, ale tento text nemohu přeložit.', 'critical'],
    ['en-fr', EN, 'Je suis désolé, mais je ne peux pas traduire ce texte.', 'critical'],
    ['en-es', EN, 'Lo siento, pero no puedo traducir este texto.', 'critical'],
    ['en-ja', EN, '申し訳ありませんが、このテキストを翻訳することはできません。', 'critical'],
    ['en-zh', EN, '抱歉，我无法翻译这段文字。', 'critical'],
    ['en-ru', EN, `Конечно! Вот перевод:\n\n${RU}`, 'critical'],
    ['en-de', EN, `Hier ist die Übersetzung: ${DE}`, 'critical'],
    ['en-uk', EN, `${UK}\n\nПримітка: назви збережено.`, 'critical'],
    ['uk-en', UK, 'As an AI language model, I am unable to do that.', 'critical'],
  ],
});

testCheck('target-language', {
  valid: [
    ['en-uk', EN, UK],
    ['en-is', EN, 'Bæjarstjórnin samþykkti nýja fjárhagsáætlun eftir langar umræður á þriðjudagskvöld.'],
    ['en-cy', EN, 'Cymeradwyodd cyngor y dref y gyllideb newydd ar ôl dadl hir nos Fawrth.'],
    ['en-ga', EN, "D'fhaomh comhairle an bhaile an buiséad nua tar éis díospóireacht fhada oíche Mháirt."],
    ['en-uz', EN, 'Shahar kengashi seshanba kuni kechqurun uzoq bahsdan so‘ng yangi byudjetni tasdiqladi.'],
    ['en-id', EN, 'Dewan kota menyetujui anggaran baru setelah perdebatan panjang pada Selasa malam.'],
    ['en-uk', 'Microsoft Azure and Google Cloud', 'Microsoft Azure і Google Cloud'],
    ['ru-uk', 'Бюджет утвердили.', 'Бюджет затвердили.'],
    ['en-uk', 'He called it “a perfect storm of bad luck”.', 'Він назвав це “a perfect storm of bad luck”.'],
  ],
  invalid: [
    ['en-uk', EN, DE, 'critical'],
    ['en-uk', EN, RU, 'critical'],
    ['en-de', EN, CS, 'critical'],
    ['de-uk', DE, `Антон Петренко сказав, що the work was finished three weeks late.`, 'critical'],
    ['en-ja', EN, UK, 'critical'],
    ['en-ru', EN, UK, 'critical'],
    [
      'en-uk',
      EN,
      'Міська рада затвердила новий бюджет після того, как его долго обсуждали в этот вторник вечером и ночью.',
      'critical',
    ],
    ['uk-en', UK, CS, 'critical'],
    ['en-is', EN, UK, 'critical'],
  ],
});

testCheck('placeholders', {
  valid: [
    ['en-uk', 'See https://example.org/a for more.', 'Докладніше: https://example.org/a.'],
    ['en-uk', 'Read on Example.org today.', 'Читайте сьогодні на example.org.'],
  ],
  invalid: [
    ['en-uk', 'See https://example.org/a for more.', 'Докладніше дивіться.', 'critical'],
    ['en-uk', '#business #today', '#бізнес #сьогодні', 'minor'],
    [
      'uk-en',
      '[посилання на звіт](https://example.org/u)',
      'See the link [](https://example.org/u) here.',
      'critical',
    ],
    ['en-uk', 'Write to @newsroom today.', 'Пишіть до редакції сьогодні.', 'critical'],
  ],
});

testCheck('foreign-addresses', {
  valid: [
    ['uk-en', 'Телефонуйте: +380 44 123 45 67.', 'Call +380 44 123 45 67.'],
    ['en-uk', 'The U.S. team won 3-2 in 2019-2020.', 'Збірна США перемогла 3:2 у сезоні 2019–2020.'],
    ['ru-en', 'цитирует его «Диалог.ua».', 'as Dialog.ua quotes him.'],
    ['en-uk', EN, UK],
  ],
  invalid: [
    ['uk-en', UK, `${EN} Visit evil-bank.example/login now.`, 'critical'],
    ['uk-en', UK, `${EN} Call +1 202 555 0143.`, 'critical'],
    ['en-uk', EN, `${UK} Картка 4111 1111 1111 1111.`, 'critical'],
    ['en-uk', EN, `${UK} Рахунок UA21 3223 1300 0002 6007 2335 6600 1.`, 'critical'],
    ['en-uk', EN, `${UK} Сайт pay-now.com чекає.`, 'critical'],
  ],
});

testCheck('urls', {
  valid: [['en-uk', 'Write to info@example.org.', 'Пишіть на info@example.org.']],
  invalid: [
    ['en-uk', EN, `${UK} info@example.org`, 'critical'],
    ['en-uk', 'See https://example.org/a.', 'Див. https://example.org/b.', 'critical'],
  ],
});

testCheck('markup', {
  valid: [
    ['en-uk', 'Research &amp; development', 'Дослідження &amp; розробки'],
    ['en-uk', 'Less is <b>more</b>.', 'Менше — це <b>більше</b>.'],
    ['en-uk', 'If a < b and b > c', 'Якщо a < b і b > c'],
    ['en-fa', 'Water.', 'می‌خواهم'],
  ],
  invalid: [
    ['en-uk', EN, `${UK}&nbsp;`, 'major'],
    ['en-uk', EN, `<p>${UK}</p>`, 'major'],
    ['en-uk', EN, `${UK}<script>alert(1)</script>`, 'critical'],
    ['en-uk', EN, `\u202E${UK}`, 'major'],
    ['en-uk', EN, `${UK}\u0000`, 'major'],
    ['en-uk', EN, `\u2066${UK}`, 'major'],
  ],
});

testCheck('truncated', {
  valid: [
    ['en-uk', EN, UK],
    [
      'en-ja',
      'The council approved the new budget after a long debate on Tuesday.',
      '市議会は火曜日、長い討議の末に新予算を承認した',
    ],
  ],
  invalid: [
    ['en-uk', EN, 'Міська рада затвердила новий', 'major'],
    ['en-de', EN, 'Der Stadtrat genehmigte am Dienstagabend', 'major'],
  ],
});

testCheck('length', {
  valid: [
    ['en-uk', EN, UK],
    ['en-zh', 'Town council approves new budget after long debate', '市议会通过新预算', 'related-headline'],
    ['en-ja', 'Storm closes the northern ports for a second day in a row', '嵐で北部の港が連日閉鎖', 'title'],
    ['en-he', EN, 'מועצת העיר אישרה את התקציב החדש לאחר דיון ארוך ביום שלישי בערב.'],
  ],
  invalid: [
    ['en-uk', EN, 'Рада.', 'major'],
    ['en-uk', 'Good evening.', UK, 'minor'],
    ['en-uk', 'Good evening, dear colleagues.', `${UK} ${UK} ${UK}`, 'major'],
  ],
});

testCheck('sentences', {
  valid: [
    ['en-uk', `${EN} It comes into force in May.`, `${UK} Він набуде чинності в травні.`],
    ['en-uk', 'J. R. Smith came. He sat.', 'Дж. Р. Сміт прийшов і сів.'],
  ],
  invalid: [
    ['en-uk', `${EN} The mayor will sign it next week, and it comes into force in May.`, UK, 'major'],
    [
      'en-de',
      `${EN} The mayor will sign it next week, and it comes into force in May. Nobody objected to that in the hall.`,
      DE,
      'major',
    ],
  ],
});

testCheck('quotes', {
  valid: [
    ['en-uk', 'Will not buy Mr. Coffee', 'Не купуватиме «Mr. Coffee»'],
    ['en-uk', '"We are ready to go," she said.', '— Ми готові йти, — сказала вона.'],
    ['en-uk', '"We are ready to go," she said.', '«Ми готові йти», — сказала вона.'],
    ['en-de', '“We are ready to go,” she said.', '„Wir sind bereit zu gehen“, sagte sie.'],
    ['en-uk', '"We begin here,', '«Ми починаємо тут,'],
    ['en-uk', 'The "green" plan works.', 'Зелений план працює.'],
  ],
  invalid: [
    ['en-uk', '"We are ready to go now," she said.', 'Ми готові йти зараз, сказала вона.', 'major'],
    ['en-uk', '"We are ready to go now," she said.', '«Ми готові йти зараз, сказала вона.', 'minor'],
    ['en-ja', '“We are ready to go now,” she said.', '私たちは行く準備ができていると彼女は言った。', 'major'],
  ],
});

testCheck('negation', {
  valid: [
    ['en-uk', 'They did not come.', 'Вони не прийшли.'],
    ['en-uk', 'They failed to come.', 'Вони не прийшли.'],
    ['en-uk', 'She is not unhappy.', 'Вона щаслива без сумніву.'],
  ],
  invalid: [
    ['en-uk', 'They did not come yesterday.', 'Вони прийшли вчора.', 'minor'],
    ['en-de', 'They came yesterday.', 'Sie kamen gestern nicht.', 'minor'],
    ['uk-en', 'Вони не прийшли.', 'They came.', 'minor'],
  ],
});

testCheck('opposites', {
  valid: [['en-uk', 'More people came.', 'Прийшло більше людей.']],
  invalid: [
    ['en-uk', 'More people came.', 'Прийшло менше людей.', 'minor'],
    ['en-ru', 'They left before lunch.', 'Они ушли после обеда.', 'minor'],
  ],
});

describe('an article', () => {
  it('is told of one answer for unlike texts, and not of one for like texts', () => {
    const unit = (key: string, text: string) => ({
      key,
      source: 'en',
      target: 'uk',
      text,
      placeholders: [],
      role: 'paragraph' as const,
    });
    const units = [
      unit('1', 'The council approved the budget.'),
      unit('2', 'A storm closed both ports.'),
      unit('3', 'The council approved the budget!'),
    ];
    const answer = 'Рада затвердила бюджет.';
    const article = {
      id: 'a',
      path: 'a.txt',
      findings: [],
      segments: units.map(({ key }, index) => ({ id: `s${key}`, line: index + 1, column: 1 })),
      units,
      targets: [
        {
          target: 'uk',
          segments: units.map(({ key }) => ({ segmentId: `s${key}`, treatment: 'translate', unitKey: key })),
        },
      ],
      translations: new Map(
        units.map(({ key }) => [
          key,
          {
            status: 'translated',
            key,
            target: 'uk',
            text: answer,
            origin: { kind: 'provider', provider: 'x' },
          },
        ]),
      ),
    } as unknown as Translated;
    const checks = createChecks({ detector: createCascade(), candidates: ['en', 'uk'] });
    const found = checkArticle(article, checks).findings.filter(({ check }) => check === 'same-answer');
    expect(found).toMatchObject([
      { severity: 'major', segmentId: 's2', line: 2, messageId: 'check.sameAnswer' },
    ]);
  });

  const spelt = (target: string, ...pairs: readonly (readonly [string, string])[]) => {
    const names = createChecks({ detector: createCascade(), candidates: ['en', 'uk'] }).find(
      ({ name }) => name === 'names',
    );
    const translations = pairs.map(([text, translation], index) => ({
      segmentId: `s${index}`,
      unit: { key: text, source: 'en', target, text, placeholders: [], role: 'paragraph' as const },
      translation,
    }));
    return names?.examineArticle?.({ target, translations }) ?? [];
  };

  it('is told of one name in two spellings, and not of its endings', () => {
    const first = ['The mayor Robert Templeton spoke first.', 'Першим говорив мер Роберт Темплтон.'] as const;
    const wrong = ['Then the crowd heard Templeton again.', 'Потім натовп знову слухав Тамплетона.'] as const;
    expect(spelt('uk', first, wrong)).toMatchObject([
      { severity: 'major', segmentId: 's1', messageId: 'check.nameTwoWays' },
    ]);
    const inflected = ['They asked about Templeton.', 'Вони запитали про Темплтона.'] as const;
    expect(spelt('uk', first, inflected)).toEqual([]);
    expect(
      spelt(
        'cs',
        ['They met Robert Templeton there.', 'Setkali se tam s Robertem Templetonem.'],
        ['Then Robert left.', 'Potom Robert odešel.'],
      ),
    ).toEqual([]);
  });
});
