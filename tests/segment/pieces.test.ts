import { expect, it } from 'vitest';
import type { Block } from '../../src/index.js';
import { createSegmenter } from '../../src/segment/segment.js';
import { approved } from '../support/approved.js';

/** Lines as they stand in news, and what they are cut into: `sentence kind "quoted" time | text`. */

const LINES = [
  'Міська рада зібралася зранку. Сесія триває.',
  '08.07.24, 20:41 • 1245 переглядів Рада ухвалила бюджет',
  '08.07.24, 20:41 — Рада ухвалила бюджет | 14 views',
  'Рада ухвалила бюджет 16.02.2024, 23:33',
  '16 лютого 2024, 23:33 • Рада ухвалила бюджет',
  '— 20:41 — Рада ухвалила бюджет;',
  '• Рада ухвалила бюджет • 20:41 •',
  '20:41',
  '— • |',
  '08.07.24, 20:41 / 09.07.24, 08:15',
  'July 8, 2024, 8:41 p.m. The council met. It ended at 9 p.m.',
  'Опубліковано: 8 липня 2024 о 20:41. Автор: Ольга Коваль.',
  'Рада («міська») зібралася: «Ми не підемо. Ні». Так сказав голова.',
  'He said: “We will not go. Never.” Then he left.',
  'Она сказала: „Мы останемся“, и ушла.',
  'He said: "It is late" and \'we are tired\'. It was.',
  '«Одне — «друге» — третє», — каже він.',
  '«Незакрита цитата. Друге речення.',
  'Reuters: НАТО потрібно 50 бригад. The New York Times про це писала.',
  'Рада Council ухвалила budget на 2024 рік.',
  'Ціна 1 000 грн. за тонну, 2,5 млн т. на рік.',
  'Див. https://example.org/a?b=1. Потім @name і name@example.org.',
  '1) Перше. 2) Друге. 3) Третє.',
  'А. П. Коваль і В. Шевченко, вул. Садова, 5. Так.',
  'What? No! Really?! Yes… maybe.',
  'Одне;друге;третє. Кінець',
  'слово '.repeat(12).trim(),
  '東京で会議が開かれた。首相も出席した。 2024年7月8日 20時41分',
  'Переглядів: 1245. 1245 переглядів. За день 1245 переглядів мала ця сторінка.',
  '5 views',
  '{{< ref "b.md" >}} Рада зібралася. {count} осіб.',
  '<b>Рада</b> зібралася 8 липня. <br> Потім пішла.',
  'Оновлено 10:05, 10:15 та 11:00; далі буде.',
  'Вчора, 20:41 Рада. Сьогодні, 08:00 Сесія.',
  '(08.07.2024) Рада зібралася (20:41).',
  '12.03 рахунок був 2:1, а 12:30 почався матч.',
  'U.S. President met Dr. Smith at 5 p.m. Monday. He left.',
  'Tel. 044 555-12-12, стор. 14.',
  'і він, i вона. Цe Рyсь.',
  '  Пробіли  навколо .  Так  ',
  'Він сказав: "We will not go home", і пішов.',
  'Фільм «The Last of Us» і книга «Game of Thrones» вийшли торік.',
  'На плакаті: «Stop the war now and forever». Потім усе.',
  'Президент заявив: “I have no ammunition”.',
  'Гурт Go_A, серіал House of Cards і додаток Diia City.',
  'Стаття "Der Krieg und die Folgen" вийшла в Der Spiegel.',
  'Компанія Boston Dynamics (США) та Rolls-Royce plc підписали угоду.',
  'Операція «Enduring Freedom» тривала довго: They are still here.',
  'Слова «it was not me» почули всі; «OK» — теж.',
  'The word «незламність» and the phrase «ми не здамося ніколи» were heard.',
  'Мер: "yes". Рада: "no way, not today".',
  'Ракети Storm Shadow, ATACMS та Patriot PAC-3 MSE.',
  'iPhone 15 Pro Max коштує $1,199, MacBook Air — €999.',
  'В’ячеслав О’Коннор-Коваль із Івано-Франківська прибув о 8-й.',
  '- Перше\n- Друге\n\nТретє',
  'Подія (оновлено 08.07.2024, 20:41) триває; Updated at 9:15 p.m.',
  '8.07 20:41 Рада ухвалила бюджет',
  'Фото: Reuters/Gleb Garanich. Відео: АрміяInform.',
  'Sofía Álvarez y Łukasz Żak приїхали до Києва.',
  'Він прочитав: "The council shall meet every Monday at noon." Усі мовчали.',
  'Рух #StandWithUkraine і сайт u24.gov.ua зібрали 10 млн.',
];

/** Dates as files of news write them beside an article. */
const DATES = [
  'Mon, 08 Jul 24 20:41:00 +0300',
  'Mon, 08 Jul 69 20:41:00 GMT',
  'Mon, 08 Jul 70 20:41:00 GMT',
  'Mon, 08 Jul 98 20:41:00 EST',
  'Mon, 8 Jul 2024 20:41 XYZ',
  'Mon Jul  8 20:41:00 EEST 2024',
  '2024-07-08',
  '2024-07-08T20:41:30Z',
  '2024-07-08T20:41:30.250+03:00',
  '2024-07-08 20:41',
  '20240708T204130Z',
  '20240708',
  '1720460460',
  '1720460460000',
  '2024-02-30',
  '2024-13-01',
  '08/07/2024',
  '28/07/2024',
  '8 липня 2024, 20:41',
  'July 8, 2024 at 8:41 p.m.',
  '8 липня 2024 року, 12 переглядів',
  '20:41',
  'вчора',
  '',
];

const segmenter = createSegmenter({
  timeZone: 'Europe/Kyiv',
  languages: ['en', 'uk', 'ru'],
  counters: [/(?<!\d)\d[\d\s]{0,20}\s?(?:перегляд[iі]в|views)(?!\p{L})/giu],
});

function cut(text: string, kind: Block['kind'] = 'paragraph'): string[] {
  const block: Block = { id: 'b1', kind, text, anchors: [[0, 0]], end: text.length, placeholders: [] };
  return segmenter
    .pieces(block)
    .map(({ start, end, sentence, kind: what, quoted, names, time }) =>
      [
        `  ${sentence} ${what}`,
        ...(quoted ? ['quoted'] : []),
        ...(names === true ? ['names'] : []),
        ...(time === undefined ? [] : [time.iso]),
        `| ${text.slice(start, end)}`,
      ].join(' '),
    );
}

it('lines of news are cut as they were', async () => {
  await approved(
    'approved/pieces.txt',
    LINES.flatMap((line) => [line, ...cut(line)]),
  );
});

it('dates of articles are read as they were', async () => {
  const read = (date: string): string => {
    const { metadata, findings } = segmenter.segment({
      id: 'a.txt',
      path: 'a.txt',
      outputStem: 'a',
      format: 'text',
      encoding: { name: 'utf-8', confidence: 1, bom: false },
      sourceHash: 'h',
      metadata: { date },
      text: '',
      blocks: [],
      findings: [],
    });
    return `${metadata.date ?? '-'} | ${metadata.dateOriginal ?? '-'} | ${findings.map(({ message }) => message).join()}`;
  };
  await approved(
    'approved/dates.txt',
    DATES.map((date) => `${date} -> ${read(date)}`),
  );
});

it('code is one piece, whatever is in it', () => {
  expect(cut('  let a = 1; // 20:41. So.  ', 'code')).toEqual(['  0 markup | let a = 1; // 20:41. So.']);
  expect(cut('   ', 'code')).toEqual([]);
});

it('each line is cut the same behind another: no text is lost between pieces but separators', () => {
  for (const line of LINES) {
    const block: Block = {
      id: 'b1',
      kind: 'paragraph',
      text: line,
      anchors: [[0, 0]],
      end: line.length,
      placeholders: [],
    };
    let at = 0;
    for (const { start, end } of segmenter.pieces(block)) {
      expect(line.slice(at, start)).toMatch(/^[\s•·|—–\-/,;:()]*$/u);
      at = end;
    }
    expect(line.slice(at)).toMatch(/^[\s•·|—–\-/,;:()]*$/u);
  }
});
