import { describe, expect, it } from 'vitest';
import { createSrxFinder } from '../../src/segment/srx.js';

const rule = (isBreak: boolean, before: string, after: string): string =>
  `<rule break="${isBreak ? 'yes' : 'no'}"><beforebreak>${before}</beforebreak><afterbreak>${after}</afterbreak></rule>`;

const srx = (ukrainian: string, general: string, cascade = 'yes'): string => `<?xml version="1.0"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
  <header segmentsubflows="yes" cascade="${cascade}"/>
  <body>
    <languagerules>
      <languagerule languagerulename="Ukrainian">${ukrainian}</languagerule>
      <languagerule languagerulename="Default">${general}</languagerule>
    </languagerules>
    <maprules>
      <languagemap languagepattern="[Uu][Kk].*" languagerulename="Ukrainian"/>
      <languagemap languagepattern=".*" languagerulename="Default"/>
    </maprules>
  </body>
</srx>`;

const stops = rule(true, String.raw`[\.\?!]+[\"\'\p{Pf}]?\h+`, String.raw`\p{Lu}`);
const text = 'Дім на вул. Садовій стоїть. Mr. Fox came! He left.';
const cut = (xml: string, languages: readonly string[]): string[] =>
  createSrxFinder(xml, languages)(text).map(({ start, end }) => text.slice(start, end));

describe('rules for sentences in SRX', () => {
  it('the first rule that fits a place decides, and words are words in every alphabet', () =>
    expect(cut(srx(rule(false, String.raw`\bвул\.\s`, ''), stops), ['uk', 'en'])).toEqual([
      'Дім на вул. Садовій стоїть.',
      'Mr.',
      'Fox came!',
      'He left.',
    ]));

  it('knows the words of ICU and Java: small letters or not, possessive, quoted', () =>
    expect(cut(srx('', rule(false, String.raw`(?i)\b\w{2,3}+\Q.\E\s`, '') + stops), ['en'])).toEqual([
      'Дім на вул. Садовій стоїть.',
      'Mr. Fox came!',
      'He left.',
    ]));

  it('without cascade a language takes the first of its rules alone', () =>
    expect(cut(srx(rule(true, String.raw`!\s`, ''), stops, 'no'), ['uk'])).toEqual([
      'Дім на вул. Садовій стоїть. Mr. Fox came!',
      'He left.',
    ]));

  it.each([
    ['no XML', '<srx><body', /line 1/],
    ['no rules', '<srx version="2.0"></srx>', /no rules for any of uk/],
    ['no pattern', srx('', rule(true, '(', '')), /line 7: the pattern/],
  ])('%s is an error that names the place', (_, xml, message) =>
    expect(() => createSrxFinder(xml, ['uk'])).toThrow(message),
  );
});
