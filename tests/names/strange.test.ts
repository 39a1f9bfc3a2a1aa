import { describe, expect, it } from 'vitest';
import { namesCheck } from '../../src/names/check.js';
import { findPlaceholders } from '../../src/segment/placeholders.js';
import { NO_TERMS } from '../../src/terms/termbase.js';
import { createTerms } from '../../src/terms/terms.js';

/** Names that stand in the place of others, or are misspelt, as one sentence shows. */

const check = namesCheck(createTerms(NO_TERMS));

function said(pair: string, text: string, translation: string): string | undefined {
  const [source = '', target = ''] = pair.split('-');
  const unit = {
    key: text,
    source,
    target,
    text,
    placeholders: findPlaceholders(text),
    role: 'paragraph' as const,
  };
  const found = check.examine?.({ unit, translation });
  if (found !== undefined) expect(found).toMatchObject({ check: 'names', severity: 'minor' });
  return found?.messageId?.replace('names.', '');
}

const GOOD: readonly (readonly [string, string, string])[] = [
  ['en-uk', 'Yesterday Robert Templeton met Marchetti.', 'Учора Роберт Темплтон зустрів Маркетті.'],
  ['en-uk', 'The mayor, Wendy Walsh, left.', 'Мер Венді Волш поїхала.'],
  ['en-uk', 'He came from Vienna in Austria.', 'Він приїхав з Відня, що в Австрії.'],
  ['en-uk', 'It is the Supreme Court of the United States.', 'Це Верховний суд Сполучених Штатів.'],
  ['en-uk', 'On Tuesday in April, the council met.', 'У вівторок, у квітні, рада зібралася.'],
  ['uk-en', 'Про це сказав Гончаренко в Києві.', 'It was said by Honcharenko in Kyiv.'],
  ['uk-en', 'Українська делегація прибула до Праги.', 'The Ukrainian delegation arrived in Prague.'],
  ['ru-en', 'Об этом сообщил Петров из Новосибирска.', 'It was reported by Petrov from Novosibirsk.'],
  ['cs-uk', 'Řekl to Jindřich Charvát z Brna.', 'Це сказав Індржих Харват із Брна.'],
  ['en-cs', 'He spoke to Elizabeth Truss.', 'Mluvil s Elizabeth Trussovou.'],
  ['en-uk', 'They paid for it on the Black Sea.', 'Вони заплатили на Чорному морі.'],
  // One sound, several spellings.
  ['ru-en', 'Это сказал Луис из Техаса.', 'It was said by Luis from Texas.'],
  ['en-ru', 'It was said by Downes in Newark.', 'Это сказал Даунс в Ньюарке.'],
  ['en-uk', 'Yesterday he met James and Ted.', 'Учора він зустрів Джеймса й Теда.'],
  ['cs-uk', 'Jeli jsme přes Řevnice.', 'Ми їхали через Ржевніце.'],
  ['uk-cs', 'Це сказала Кетрін Джонсон.', 'Řekla to Catherine Johnson.'],
  ['uk-en', 'Це видно на Празькому мосту.', 'It can be seen on the Prague Bridge.'],
  ['ru-en', 'Она приехала из Пекина.', 'She came from Beijing.'],
  ['en-cs', 'It concerns the Indo-Pacific.', 'Týká se to Indopacifiku.'],
  // Words in capitals that are translated, and the other order of a genitive.
  ['en-uk', 'Tap Accounts and Weather.', 'Торкніться облікових записів і погоди.'],
  ['uk-cs', 'Я приїхала з Луганська до Праги.', 'Přijela jsem do Prahy z Luhanska.'],
  // A place in an adjective, and words of politics.
  ['uk-en', 'На даху львівської бібліотеки оселилися бджоли.', 'Bees settled on a library roof in Lviv.'],
  ['ru-en', 'На крыше минской библиотеки поселились пчёлы.', 'Bees settled on the library roof in Minsk.'],
  [
    'en-uk',
    'They can play a major role for NATO Allies.',
    'Вони можуть відіграти важливу роль для союзників по НАТО.',
  ],
  ['en-uk', 'The security of the Euro-Atlantic region matters.', 'Безпека Євроатлантичного регіону важлива.'],
  // No list of words of names for these, or capitals that say nothing.
  ['en-pl', 'He met Robert Templeton.', 'Spotkał Roberta Kowalskiego.'],
  ['en-de', 'He met Robert Templeton.', 'Er traf Robert Schneider.'],
];

const BAD: readonly (readonly [string, string, string, string])[] = [
  ['en-uk', 'Yesterday he met Templeton.', 'Учора він зустрів Ковальчука.', 'added'],
  ['en-uk', 'It was said by Robert Marchetti.', 'Це сказав Роберт Ковальчук.', 'replaced'],
  ['en-uk', 'The army is in Mariupol.', 'Армія перебуває в Бердянську.', 'replaced'],
  ['en-ru', 'Yesterday he met Lindqvist.', 'Вчера он встретил Соренсена.', 'replaced'],
  ['uk-en', 'Учора він бачив Гончаренка.', 'Yesterday he saw Dombrowski.', 'replaced'],
  ['uk-en', 'Торік вона жила у Львові.', 'Last year she lived in Warsaw.', 'replaced'],
  ['uk-en', 'Це сказав посол Німеччини.', 'It was said by the ambassador of Mexico.', 'replaced'],
  ['ru-en', 'Об этом сообщил Петров.', 'It was reported by Sandoval.', 'replaced'],
  ['cs-uk', 'Řekl to Novotný z Brna.', 'Це сказав Пембертон із Брна.', 'replaced'],
  ['en-cs', 'It was said by Templeton.', 'Řekl to Castellano.', 'added'],
  ['uk-cs', 'Це сказав Гончаренко.', 'Řekl to Winterbourne.', 'replaced'],
  ['en-uk', 'Yesterday he met Templeton.', 'Учора він зустрів Тепмлтона.', 'added'],
  ['en-uk', 'It was said by Robert Marchetti.', 'Це сказав Роберт Макретті.', 'replaced'],
  ['uk-en', 'Він був у Празі.', 'He was in Prgaue.', 'misspelt'],
  ['uk-en', 'Це українська школа.', 'It is a Ukrianian school.', 'misspelt'],
  ['uk-en', 'Учора бачили Гончаренка.', 'They saw Hocnharenko yesterday.', 'misspelt'],
  ['ru-en', 'Об этом сообщил Новиков.', 'It was reported by Nokivov.', 'replaced'],
  ['uk-en', 'Поїзд прибув до Маріуполя.', 'The train came to Mairupol.', 'misspelt'],
  ['en-uk', 'The news came from Reuters.', 'Новина надійшла від Rueters.', 'misspelt'],
  ['en-uk', 'He spoke of Ukraine again.', 'Він знову говорив про Укрїану.', 'misspelt'],
  ['ru-en', 'Он говорил о войне против Украины.', 'He spoke of the war against France.', 'replaced'],
  ['uk-en', 'Це сказав турецький посол.', 'It was said by the Brazilian ambassador.', 'replaced'],
  ['en-uk', 'Yesterday he met Marchetti in the park.', 'Учора він був у парку.', 'dropped'],
  ['uk-en', 'Учора про це сказав Гончаренко.', 'It was said yesterday.', 'dropped'],
  ['en-uk', 'It was said by Robert Marchetti.', 'Це сказав Маркетті Роберт.', 'exchanged'],
  ['uk-en', 'Перемогли Гончаренко і Ковальчук.', 'Kovalchuk and Honcharenko won.', 'exchanged'],
  ['cs-uk', 'Přijeli Charvát, Zeman a další.', 'Приїхали Земан, Харват та інші.', 'exchanged'],
  ['en-uk', 'It happened on a cold Sunday.', 'Це сталося з Маркетті холодної неділі.', 'added'],
  ['uk-en', 'Про це розповіла вчителька.', 'It was told by the teacher Holloway.', 'added'],
  ['ru-en', 'Он приехал поздно вечером.', 'He came to Hollister late in the evening.', 'added'],
  ['en-cs', 'The train was late again.', 'Vlak do Templetonu měl zase zpoždění.', 'added'],
];

describe('names of a sentence', () => {
  it.each(GOOD)('%s: %s / %s', (pair, text, translation) => {
    expect(said(pair, text, translation)).toBeUndefined();
  });

  it.each(BAD)('%s: %s / %s is %s', (pair, text, translation, what) => {
    expect(said(pair, text, translation)).toBe(what);
  });

  it('that were decided are right whatever the source has', () => {
    const word = (text: string) => [{ text, status: 'preferred' as const }];
    const decided = createTerms({
      concepts: [{ id: 'x', kind: 'place', words: { uk: word('Артемівськ'), en: word('Bakhmut') } }],
    });
    const unit = {
      key: '',
      source: 'uk',
      target: 'en',
      text: 'Бій точився за Артемівськ.',
      placeholders: [],
      role: 'paragraph' as const,
    };
    const input = { unit, translation: 'The battle was for Bakhmut.' };
    expect(check.examine?.(input)).toMatchObject({ messageId: 'names.replaced' });
    expect(namesCheck(decided).examine?.(input)).toBeUndefined();
  });
});
