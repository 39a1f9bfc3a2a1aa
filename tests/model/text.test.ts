import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineStartsOf, normaliseText, positionAt, sha256 } from '../../src/model/text.js';
import { visible } from '../../src/model/visible.js';
import { WINDOWS_1252_SPECIALS, withWindows1252Specials } from '../../src/model/windows-1252.js';
import { cleanText, escapeText, writeAttributes } from '../../src/model/xml.js';

/** What normalising is, said plainly. */
const plainly = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Signs on both sides of every border the short way round knows. */
const SIGNS = [
  ' ',
  '\t',
  '\n',
  '\u001f',
  '!',
  '~',
  '\u007f',
  '\u0080',
  '\u00a0',
  '\u00a1',
  '\u00ac',
  '\u00ad',
  '\u00ae',
  '\u02ff',
  '\u0300',
  '\u0301',
  'e',
  'е',
  'i',
  '\u03ff',
  '\u0400',
  'й',
  'і',
  '\u0308',
  '\u0482',
  '\u0483',
  '\u2003',
  '\u200b',
  '\u200d',
  '\u200f',
  '\u2010',
  '—',
  '…',
  '\u2027',
  '\u2028',
  '\u2060',
  '\ufeff',
  '中',
  '😀',
];

describe('a text for comparing', () => {
  it('is composed, without invisible signs, with single spaces and none at its ends', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...SIGNS), { maxLength: 8 }), (signs) => {
        const text = signs.join('');
        expect(normaliseText(text)).toBe(plainly(text));
      }),
      { numRuns: 500 },
    );
    for (const one of SIGNS)
      for (const other of SIGNS)
        for (const text of [one + other, `a${one}${other}b`, one])
          expect(normaliseText(text)).toBe(plainly(text));
  });

  it('stays what it is when normalised again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => {
        expect(normaliseText(normaliseText(text))).toBe(normaliseText(text));
      }),
    );
    expect(normaliseText('')).toBe('');
  });

  it('has the digest of its bytes in UTF-8', () => {
    expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(sha256('їжак')).toBe(sha256(new TextEncoder().encode('їжак')));
  });
});

describe('a place in a file', () => {
  it('is a line and a column from 1, whatever ends the lines', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'б', '\n', '\r\n', '\r', ' '), { maxLength: 20 }),
        fc.nat(30),
        (parts, at) => {
          const text = parts.join('');
          const offset = Math.min(at, text.length);
          if (text[offset - 1] === '\r' && text[offset] === '\n') return;
          const before = text.slice(0, offset).split(/\r\n|\r|\n/);
          expect(positionAt(lineStartsOf(text), offset)).toEqual({
            line: before.length,
            column: (before.at(-1) ?? '').length + 1,
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of an empty file is its first', () => {
    expect(lineStartsOf('')).toEqual([0]);
    expect(positionAt([0], 0)).toEqual({ line: 1, column: 1 });
    expect(positionAt([], 4)).toEqual({ line: 1, column: 5 });
  });
});

describe('a text that is shown', () => {
  it('has what a terminal would obey made visible', () => {
    expect(visible('a\nb\rc\td')).toBe('a\\nb\\rc\td');
    expect(visible('\u001b[31m\u0007\u009b')).toBe('\\x1b[31m\\x07\\x9b');
    expect(visible('\u202eabc\u2066\ufeff\u061c\u2028')).toBe('\\u202eabc\\u2066\\ufeff\\u061c\\u2028');
    expect(visible('\ud800x')).toBe('\\ud800x');
    expect(visible('Звичайні слова, “quotes” — 😀')).toBe('Звичайні слова, “quotes” — 😀');
  });
});

describe('a text in XML', () => {
  it('keeps all that XML can hold and loses what it cannot', () => {
    expect(escapeText('a < b && c > d\r')).toBe('a &lt; b &amp;&amp; c &gt; d&#13;');
    expect(escapeText('\u0000\u0008a\ufffe\uffff\ud800\t\n\u0085')).toBe('a\t\n\u0085');
    expect(cleanText('\u0000<a>\u001f&\r\n')).toBe('<a>&\r\n');
  });

  it('keeps quotes, tabs and line breaks in attributes; a value that is absent is no attribute', () => {
    expect(writeAttributes({ a: '"x"', b: 3, c: undefined, d: 'l\n\t', e: '' })).toBe(
      ' a="&quot;x&quot;" b="3" d="l&#10;&#9;" e=""',
    );
    expect(writeAttributes({})).toBe('');
  });
});

describe('Windows-1252', () => {
  // https://encoding.spec.whatwg.org/index-windows-1252.txt, from 0x80 on; not every Node decodes them so.
  const SPECIALS =
    '20AC 81 201A 192 201E 2026 2020 2021 2C6 2030 160 2039 152 8D 17D 8F 90 2018 2019 201C 201D 2022 2013 2014 2DC 2122 161 203A 153 9D 17E 178';

  it('has its own signs where Latin-1 has control characters', () => {
    for (const [index, code] of SPECIALS.split(' ').entries()) {
      const sign = String.fromCharCode(Number.parseInt(code, 16));
      expect(WINDOWS_1252_SPECIALS[index]).toBe(sign);
      expect(withWindows1252Specials(`a${String.fromCharCode(0x80 + index)}b`)).toBe(`a${sign}b`);
    }
    expect(WINDOWS_1252_SPECIALS).toHaveLength(32);
    expect(withWindows1252Specials('\u007fé\u00a0')).toBe('\u007fé\u00a0');
  });
});
