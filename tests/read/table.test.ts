import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testFormat } from '../support/format-suite.js';
import { formatNamed, linesOf, readBytes } from '../support/reading.js';

const LONG =
  'The ferry across the strait stops for a week, the harbour office in the old town said on Monday.';
const TABLE = `id,Headline,Text,Link,Published,Lang
f-1,"Ferry ""stops""","${LONG}
Buses run instead.",https://example.org/ferry,2024-07-16,en
f-2,Порт зачинено,"<p>Порт &amp; причал зачинено.</p><p>Шторм.</p>",,16.07.2024,uk
`;

testFormat({
  name: 'table',
  create: () => formatNamed('table'),
  sample: { path: 'news.csv', bytes: Buffer.from(TABLE), articles: 2 },
});

describe('tables', () => {
  it('a row is an article, its columns told by usual names, which is said', async () => {
    const { articles, broken } = await readBytes(`\uFEFF${TABLE.replaceAll('\n', '\r\n')}`, 'in/news.csv');
    expect([articles.map(linesOf), broken]).toEqual([
      [
        ['title: Ferry "stops"', `lead: ${LONG}`, 'paragraph: Buses run instead.'],
        ['title: Порт зачинено', 'lead: Порт & причал зачинено.', 'paragraph: Шторм.'],
      ],
      [],
    ]);
    expect(articles[0]).toMatchObject({
      id: 'in/news.csv#f-1',
      outputStem: 'in/news/f-1',
      declaredLanguage: 'en',
      metadata: { url: 'https://example.org/ferry', date: '2024-07-16' },
    });
    expect(articles[0]?.findings.map(({ values }) => values?.columns)).toEqual([
      'id = "id", title = "Headline", body = "Text", url = "Link", date = "Published", language = "Lang"',
    ]);
    const [, , third] = articles[0]?.blocks ?? [];
    expect(articles[0]?.text.slice(third?.anchors[0]?.[1], third?.end)).toBe('Buses run instead.');
  });

  it('semicolons, tabs, bars; names in other languages; columns that only their cells tell', async () => {
    const german = `Titel;Inhalt;Datum\nFähre;${LONG};2024-07-16\n`;
    const [fähre] = (await readBytes(german, 'a.csv')).articles;
    expect(fähre && [linesOf(fähre), fähre.metadata.date]).toEqual([
      ['title: Fähre', `lead: ${LONG}`],
      '2024-07-16',
    ]);
    const tabs = `Заголовок\tТекст\nПорт\tПорт зачинено, і пором не ходить.\n`;
    expect((await readBytes(tabs, 'a.tsv')).articles.map(linesOf)).toEqual([
      ['title: Порт', 'lead: Порт зачинено, і пором не ходить.'],
    ]);
    const unnamed = `7|${LONG}|https://example.org/a\n8|${LONG} Again.|https://example.org/b\n`;
    const { articles } = await readBytes(unnamed, 'a.csv');
    expect(articles.map(linesOf)).toEqual([[`lead: ${LONG}`], [`lead: ${LONG} Again.`]]);
    expect(articles[0]?.findings[0]?.values?.columns).toBe('body = 2');
  });

  it('columns the user names count, by name or number, several of a body in their order', async () => {
    const table = 'kopf,vorspann,rumpf\nFerry,It stops.,For a week.\n';
    const named = { columns: { title: ['kopf'], body: ['rumpf', 'vorspann'] } };
    const numbered = { columns: { title: [1], body: [2, 3] } };
    expect((await readBytes(table, 'a.csv', named)).articles.map(linesOf)).toEqual([
      ['title: Ferry', 'lead: It stops.', 'paragraph: For a week.'],
    ]);
    expect((await readBytes(table, 'a.csv', numbered)).articles.map(linesOf)).toEqual([
      ['title: kopf', 'lead: vorspann', 'paragraph: rumpf'],
      ['title: Ferry', 'lead: It stops.', 'paragraph: For a week.'],
    ]);
    await expect(readBytes(table, 'a.csv', { columns: { body: ['leib'] } })).rejects.toMatchObject({
      message: 'the table has no column leib',
      hint: 'It has: "kopf", "vorspann", "rumpf".',
    });
  });

  it('are told on standard input by their first row; other tables are no articles', async () => {
    expect((await readBytes(TABLE, '-')).articles.length).toBe(2);
    await expect(
      readBytes('year,price,volume\n2023,7.2,14\n2024,7.9,12\n', 'prices.csv'),
    ).rejects.toMatchObject({
      messageId: 'read.isKind',
    });
    const prose =
      'The council met on Monday, and the mayor, who was ill, did not come.\nText, date, title.\n';
    expect((await readBytes(prose, 'note.txt')).articles.map(({ format }) => format)).toEqual(['text']);
  });

  it('name a row without a text, and a quotation mark that is never closed', async () => {
    const { articles, broken } = await readBytes(
      'title,text\nOne,First words.\nTwo,\nThree,"Third\nFour,Last.\n',
      'a.csv',
    );
    expect(articles.map(({ metadata }) => metadata.title)).toEqual(['One']);
    expect(broken.map(({ messageId, line }) => [messageId, line])).toEqual([
      ['read.noTextInRecord', 3],
      ['read.openQuote', 4],
    ]);
  });

  it('give back every cell, whatever is in it', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ї', ' ', ',', '"', '\n', ';', '<', '\t', '“') });
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 4 }), async (cells) => {
        const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const table = `title,text\n${cells.map((text) => `${quoted('T')},${quoted(text)}\n`).join('')}`;
        const { articles } = await readBytes(table, 'a.csv');
        const read = articles.map(({ blocks }) => blocks.slice(1).map(({ text }) => text));
        const lines = cells.map((text) =>
          text
            .split('\n')
            .map((line) => line.trim())
            .filter(Boolean),
        );
        expect(read).toEqual(lines.filter((each) => each.length > 0));
      }),
      { numRuns: 60 },
    );
  });
});
