import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** One word for one thing in the Ukrainian interface: docs/decisions/words-of-the-interface.md. */

/** Stems of words that stand for something that has another word; with what they are right in. */
const FORBIDDEN: readonly { readonly stem: string; readonly but?: RegExp }[] = [
  { stem: 'постачальник' },
  { stem: 'провайдер' },
  { stem: 'сервіс' },
  { stem: 'двигун' },
  { stem: 'локальн' },
  { stem: 'зауважен' },
  { stem: 'попереджен' },
  { stem: 'папк' },
  { stem: 'директорі' },
  { stem: 'каталог', but: /каталог текстів інтерфейсу|для таких каталогів/ },
  { stem: 'конфігурац' },
  { stem: 'сетинг' },
  { stem: 'опці' },
  { stem: 'прапор' },
  { stem: 'усталено' },
  { stem: 'дефолт' },
  { stem: 'замовчуванн', but: /експорт за замовчуванням/ },
  { stem: 'руками' },
  { stem: 'інстал' },
  { stem: 'проінстал' },
  { stem: 'скача' },
  { stem: 'прогін' },
  { stem: 'прогон' },
  { stem: 'грошей' },
  { stem: 'знахід' },
  { stem: 'суттєв' },
  { stem: 'незначн' },
  { stem: 'нейтральн' },
  { stem: 'знаків', but: /знаків розмітки|чисел і знаків/ },
  { stem: 'введенн' },
  { stem: 'виведенн' },
  { stem: 'lock-файл' },
];

/** «перекладач» is a person: nothing a person does not do. */
const NO_PERSON =
  /перекладач\p{L}* (?:\{\{|не відпов|недосяжн)|налаштован\p{L}* перекладач|якому перекладачеві/u;

/** Every text of a folder of locales, by file and key. */
function texts(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => strings(JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')), name));
}

function strings(value: unknown, at: string): [string, string][] {
  if (typeof value === 'string') return [[at, value]];
  return Object.entries(value as Record<string, unknown>).flatMap(([key, part]) =>
    strings(part, `${at} ${key}`),
  );
}

/** What is wrong with a text, one word each. */
function wrongIn(text: string): string[] {
  const words = FORBIDDEN.filter(
    ({ stem, but }) => new RegExp(`(?<!\\p{L})${stem}`, 'iu').test(text) && but?.test(text) !== true,
  ).map(({ stem }) => stem);
  if (NO_PERSON.test(text)) words.push('перекладач');
  // Between words stands a long dash; a short one is for ranges of numbers.
  if (/(?<!\d) – (?!\d)/u.test(text)) words.push('–');
  if (/(?<=\p{Script=Cyrillic})'(?=\p{Script=Cyrillic})/u.test(text)) words.push("'");
  // Latin letters that look like Cyrillic ones, inside a Cyrillic word, and letters Ukrainian has not.
  if (/\p{Script=Cyrillic}[a-zA-Z]\p{Script=Cyrillic}|[ыэъё]/iu.test(text)) words.push('letters');
  return words;
}

describe('the words of the Ukrainian interface', () => {
  it('are one for one thing', () => {
    const wrong = texts('locales/uk')
      .filter(([at]) => !at.startsWith('labels.json'))
      .map(([at, text]) => [at, ...wrongIn(text)])
      .filter((found) => found.length > 1);
    expect(wrong).toEqual([]);
  });

  it.each([
    ['Постачальників не налаштовано', 'постачальник'],
    ['місцевий двигун', 'двигун'],
    ['запит до локального рушія', 'локальн'],
    ['перекладач {{provider}} мовчить', 'перекладач'],
    ["пам'ять", "'"],
    ['служба пеpекладу', 'letters'],
    ['усього 3 папки', 'папк'],
    ['пари з тяжчими знахідками', 'знахід'],
    ['файл – помилка', '–'],
  ])('are missed in «%s»', (text, found) => expect(wrongIn(text)).toEqual([found]));

  it.each([
    'Не стосуйтеся оберненого',
    'напарник',
    'експорт за замовчуванням — null',
    'перекладачам і редакторам',
  ])('are no parts of other words: «%s»', (text) => expect(wrongIn(text)).toEqual([]));

  it('are all in the decision', () => {
    const page = readFileSync('docs/decisions/words-of-the-interface.md', 'utf8');
    for (const word of ['служба перекладу', 'рушій', 'заувага', 'тека', 'параметр', 'налаштування'])
      expect(page).toContain(word);
  });
});
