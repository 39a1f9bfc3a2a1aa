import { zipSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import { docx, epub, fodt, odt } from '../support/documents.js';
import { testFormat } from '../support/format-suite.js';
import { formatNamed, linesOf, readBytes } from '../support/reading.js';

for (const [name, path, bytes, articles] of [
  ['docx', 'port.docx', docx(), 1],
  ['odt', 'ferry.odt', odt(), 1],
  ['odt', 'ferry.fodt', fodt(), 1],
  ['epub', 'book.epub', epub(), 2],
] as const)
  testFormat({
    name: `${name} (${path})`,
    create: () => formatNamed(name),
    sample: { path, bytes, articles },
  });

describe('documents', () => {
  it('DOCX: title, headings, links, lists, tables, quotations, notes', async () => {
    const [article] = (await readBytes(docx(), 'in/port.docx')).articles;
    expect(article && linesOf(article)).toEqual([
      'title: Порт зачинено',
      'lead: Порт зачинено до п’ятниці & далі, [кажуть рятувальники](https://example.org/a).¹',
      'heading: Що далі',
      'list-item: Чекати.',
      'list-item: Не плисти.',
      'table-cell: Пором',
      'table-cell: не ходить',
      'quote: Ми чекаємо.',
      'list-item: As of Monday.',
    ]);
    expect(article?.blocks.map(({ marker }) => marker).filter(Boolean)).toEqual(['1.', '2.', '1.']);
    expect(article).toMatchObject({
      id: 'in/port.docx',
      outputStem: 'in/port',
      metadata: { title: 'Порт зачинено', author: 'Ann Miller', date: '2024-07-16T10:15:00Z' },
    });
  });

  it('ODT: the same; no comments, and no words that were taken out', async () => {
    for (const [path, bytes] of [
      ['a.odt', odt()],
      ['a.fodt', fodt()],
    ] as const) {
      const [article] = (await readBytes(bytes, path)).articles;
      expect(article && linesOf(article)).toEqual([
        'title: Ferry stops',
        'lead: The ferry stops for a week, the [office](https://example.org/a) said.¹',
        'heading: What next',
        'list-item: Wait.',
        'list-item: Take a bus.',
        'table-cell: Ferry',
        'table-cell: stopped',
        'quote: We wait.',
        'list-item: As of Monday & later.',
      ]);
      expect(article).toMatchObject({ declaredLanguage: 'en-GB', metadata: { author: 'Ann Miller' } });
    }
  });

  it('EPUB: a chapter is an article, called by its heading or by the table of contents', async () => {
    const { articles, broken } = await readBytes(epub(), 'book.epub');
    expect(broken).toEqual([]);
    expect(articles.map(linesOf)).toEqual([
      [
        'title: Глава перша',
        'lead: Річка вийшла з берегів & зайшла в місто.',
        'list-item: Міст зачинено',
        'table-cell: Рівень',
        'table-cell: два метри',
      ],
      ['title: Друга глава', 'lead: Вода спала за тиждень.'],
    ]);
    expect(articles.map(({ outputStem }) => outputStem)).toEqual(['book/one', 'book/two-b']);
    expect(articles[0]).toMatchObject({
      declaredLanguage: 'uk',
      metadata: { author: 'Олена', date: '2024-07-16' },
    });
  });

  it('are told from other archives, and damaged ones are named', async () => {
    const archive = zipSync({ 'a.txt': Buffer.from('Words.') });
    await expect(readBytes(archive, 'a.zip')).rejects.toMatchObject({
      values: { kind: { messageId: 'read.kindArchive' } },
    });
    await expect(readBytes(odt().subarray(0, 400), 'a.odt')).rejects.toMatchObject({
      messageId: 'read.damagedZip',
    });
    await expect(
      readBytes(zipSync({ mimetype: [Buffer.from('application/epub+zip'), { level: 0 }] }), 'a.epub'),
    ).rejects.toMatchObject({ messageId: 'read.missingPart' });
  });

  it('a book without one of its chapters gives the others', async () => {
    const bytes = Buffer.from(epub());
    // The name in the directory at the end, and before its bytes.
    const broken = Buffer.from(
      bytes.toString('latin1').replaceAll('text/two b.xhtml', 'text/two c.xhtml'),
      'latin1',
    );
    const read = await readBytes(broken, 'book.epub');
    expect([read.articles.length, read.broken.map(({ messageId }) => messageId)]).toEqual([
      1,
      ['read.missingChapter'],
    ]);
  });

  it('without mammoth a Word document says what to install', async () => {
    vi.doMock('mammoth', () => {
      throw new Error('Cannot find package');
    });
    try {
      await expect(readBytes(docx(), 'port.docx')).rejects.toMatchObject({
        code: 'MISSING_DEPENDENCY',
        messageId: 'read.needsMammoth',
        hint: expect.stringContaining('npm install mammoth'),
      });
    } finally {
      vi.doUnmock('mammoth');
    }
  });
});
