import { describe, expect, it } from 'vitest';
import { testFormat } from '../support/format-suite.js';
import { findingsOf, formatNamed, linesOf, readBytes } from '../support/reading.js';

const crlf = (text: string): string => text.replace(/\n/g, '\r\n');
const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('base64')
    .replace(/(.{76})/g, '$1\r\n');

/** Ukrainian as windows-1251 has it, for the letters that are used here. */
function cp1251(text: string): Uint8Array {
  const rest: Readonly<Record<string, number>> = {
    і: 0xb3,
    ї: 0xbf,
    є: 0xba,
    І: 0xb2,
    '«': 0xab,
    '»': 0xbb,
    '—': 0x97,
  };
  return Uint8Array.from(text, (letter) => {
    const code = letter.charCodeAt(0);
    return code < 0x80 ? code : code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : (rest[letter] ?? 0x3f);
  });
}

const PRESS = crlf(`Return-Path: <press@example.org>
From: =?utf-8?B?${Buffer.from('Пресслужба порту').toString('base64')}?= <press@example.org>
To: desk@example.org
Subject: =?windows-1251?Q?=CF=EE=F0=F2_=E7=E0=F7=E8=ED=E5=ED=EE?=
Date: Tue, 16 Jul 2024 10:15:00 +0300
Message-ID: <20240716.1@example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="outer"

This is a multi-part message in MIME format.
--outer
Content-Type: multipart/alternative; boundary=inner

--inner
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Порт зачинено.
--inner
Content-Type: text/html; charset="windows-1251"
Content-Transfer-Encoding: base64

${base64(cp1251('<h2>Що сталося</h2><p>Порт зачинено до п=ятниці через шторм, <a href="https://example.org/a">кажуть рятувальники</a>.</p><ul><li>Пором не ходить</li></ul>'))}
--inner--
--outer
Content-Type: application/pdf; name="plan.pdf"
Content-Disposition: attachment; filename="plan.pdf"
Content-Transfer-Encoding: base64

JVBERi0xLjQK
--outer
Content-Type: message/rfc822

From: Harbour <harbour@example.org>
Subject: Ferry stops
Date: Mon, 15 Jul 2024 08:00:00 GMT
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

The ferry across the strait stops for a week, the harbour office in the old=
 town
said on Monday; caf=C3=A9s on the quay stay open, and buses take the passengers.

> Will there be boats on Sunday?

No.

-- 
Harbour office
--outer--
`);

const PAGE = crlf(`From: <Saved by Blink>
Snapshot-Content-Location: https://example.org/news/ferry.html
Subject: Ferry stops
Date: Tue, 16 Jul 2024 10:15:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----MB--"

------MB--
Content-Type: text/html
Content-ID: <frame@mhtml.blink>
Content-Transfer-Encoding: quoted-printable
Content-Location: https://example.org/news/ferry.html

<!DOCTYPE html><html lang=3D"en"><head><meta charset=3D"utf-8"><title>Ferry st=
ops</title></head><body><nav><a href=3D"/">Home</a></nav><article><h1>Ferry stops</h1>=
<p>The ferry across the strait stops for a week, the harbour office said on Mon=
day, and <a href=3D"/map">caf=C3=A9s</a> stay open.</p></article></body></html>
------MB--
Content-Type: text/css
Content-Transfer-Encoding: quoted-printable
Content-Location: https://example.org/a.css

p { color: red }
------MB----
`);

testFormat({
  name: 'mail',
  create: () => formatNamed('mail'),
  sample: { path: 'press.eml', bytes: Buffer.from(PRESS), articles: 2 },
});
testFormat({
  name: 'mhtml',
  create: () => formatNamed('mhtml'),
  sample: { path: 'ferry.mht', bytes: Buffer.from(PAGE), articles: 1 },
});

describe('letters', () => {
  it('the richest of several ways, attachments named, a letter inside is an article of its own', async () => {
    const { articles, broken } = await readBytes(PRESS, 'press.eml');
    expect(broken).toEqual([]);
    const [letter, inside] = articles;
    expect(letter && linesOf(letter)).toEqual([
      'title: Порт зачинено',
      'heading: Що сталося',
      'lead: Порт зачинено до п=ятниці через шторм, [кажуть рятувальники](https://example.org/a).',
      'list-item: Пором не ходить',
    ]);
    expect(letter).toMatchObject({
      id: 'press.eml',
      outputStem: 'press',
      metadata: { title: 'Порт зачинено', author: 'Пресслужба порту', date: '2024-07-16T07:15:00Z' },
    });
    expect(letter?.findings.map(({ check, values }) => [check, values?.names])).toEqual([
      ['records', 'plan.pdf'],
    ]);
    expect(inside && linesOf(inside)).toEqual([
      'title: Ferry stops',
      'lead: The ferry across the strait stops for a week, the harbour office in the old town said on Monday; cafés on the quay stay open, and buses take the passengers.',
      'quote: Will there be boats on Sunday?',
      'paragraph: No.',
    ]);
    expect(inside).toMatchObject({ outputStem: 'press/2', metadata: { author: 'Harbour' } });
  });

  it('a wrong charset is not believed', async () => {
    const wrong = `From: a@example.org\nSubject: Порт\nMIME-Version: 1.0\nContent-Type: text/plain; charset=iso-8859-1\n\nПорт зачинено до кінця тижня через шторм на морі.\n`;
    const [utf8] = (await readBytes(wrong, 'a.eml')).articles;
    expect(utf8 && linesOf(utf8)).toEqual([
      'title: Порт',
      'lead: Порт зачинено до кінця тижня через шторм на морі.',
    ]);
    const bytes = Buffer.concat([
      Buffer.from(
        'From: a@example.org\nSubject: Port\nMIME-Version: 1.0\nContent-Type: text/plain; charset=us-ascii\n\n',
      ),
      cp1251('Порт зачинено до кінця тижня через шторм на морі, а пором між островами не ходить.\n'),
    ]);
    const [cyrillic] = (await readBytes(bytes, 'a.eml')).articles;
    expect(cyrillic?.encoding.name).toBe('windows-1251');
    expect(cyrillic && linesOf(cyrillic)[1]).toContain('Порт зачинено до кінця тижня');
  });

  it('flowed lines are one paragraph; an mbox holds several', async () => {
    const one = (n: number, type: string, text: string): string =>
      `From press@example.org Tue Jul 16 10:15:0${n} 2024\nFrom: a@example.org\nSubject: Letter ${n}\nMessage-ID: <m${n}@example.org>\nMIME-Version: 1.0\nContent-Type: ${type}\n\n${text}\n\n`;
    const mbox =
      one(1, 'text/plain; format=flowed', 'The ferry \nstops for \na week.\nBuses run.') +
      one(2, 'text/plain', 'The port is closed.\n\n>From today on.') +
      one(3, 'image/png', 'xx');
    const { articles, broken } = await readBytes(mbox, 'in/letters.mbox');
    expect(articles.map(linesOf)).toEqual([
      ['title: Letter 1', 'lead: The ferry stops for a week.', 'paragraph: Buses run.'],
      ['title: Letter 2', 'lead: The port is closed.', 'paragraph: From today on.'],
    ]);
    expect(articles.map(({ outputStem }) => outputStem)).toEqual(['in/letters/m1', 'in/letters/m2']);
    expect(broken.map(({ messageId, values }) => [messageId, values?.number])).toEqual([
      ['read.noMessageText', 3],
    ]);
  });
});

describe('saved pages', () => {
  it('are read as the page they are, with its address', async () => {
    const [article] = (await readBytes(PAGE, 'ferry.mhtml')).articles;
    expect(article && linesOf(article).filter((line) => !line.startsWith('boilerplate'))).toEqual([
      'title: Ferry stops',
      'lead: The ferry across the strait stops for a week, the harbour office said on Monday, and [cafés](https://example.org/map) stay open.',
    ]);
    expect(article).toMatchObject({
      id: 'ferry.mhtml',
      format: 'mhtml',
      declaredLanguage: 'en',
      metadata: { url: 'https://example.org/news/ferry.html' },
    });
    expect(article && findingsOf(article)).toEqual([]);
  });

  it('that are cut off say so', async () => {
    const { articles, broken } = await readBytes(
      PAGE.slice(0, PAGE.indexOf('------MB--\r\nContent-Type: text/css')),
      'a.mht',
    );
    expect([articles.length, broken.map(({ messageId }) => messageId)]).toEqual([1, ['read.cutMessage']]);
  });
});
