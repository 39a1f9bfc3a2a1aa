import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Placeholder } from '../../src/index.js';

import { hasProse, type PlaceholderStyle, protect, restore } from '../../src/translate/protect.js';

const STYLES: readonly PlaceholderStyle[] = ['xml', 'token', 'split'];

/** What travels of a text. */
function travelling(text: string, placeholders: readonly Placeholder[], style: PlaceholderStyle): string[] {
  return protect(text, placeholders, style).parts.flatMap((part) => ('prose' in part ? [part.prose] : []));
}

function placeholder(text: string, part: string, extra: Partial<Placeholder> = {}, from = 0): Placeholder {
  const start = text.indexOf(part, from);
  return { start, end: start + part.length, kind: 'url', ...extra };
}

const piece = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.constantFrom(
    '<x id="1"/>',
    '<x id="2"/>',
    '[1]',
    '[2]',
    '[',
    ']',
    '<',
    '>',
    '&',
    '&amp;',
    '&lt;',
    ';',
    '1',
    '2',
    ' ',
    '\n',
    '\uFEFF',
    '</x>',
    '<x id="1"></x>',
    '［１］',
    '&#60;',
    '"',
    'х id',
    'Привіт',
    '**',
  ),
);

const textAndRanges = fc
  .record({
    pieces: fc.array(piece, { maxLength: 12 }),
    marks: fc.array(
      fc.record({ at: fc.nat(60), length: fc.nat(8), pair: fc.option(fc.constantFrom('a', 'b')) }),
      {
        maxLength: 5,
      },
    ),
  })
  .map(({ pieces, marks }) => {
    const text = pieces.join('');
    const placeholders = marks.map(
      ({ at, length, pair }): Placeholder => ({
        start: at % (text.length + 1),
        end: (at % (text.length + 1)) + length,
        kind: 'tag',
        ...(pair === null ? {} : { pair }),
      }),
    );
    return { text, placeholders };
  });

describe.each(STYLES)('protect and restore in %s style', (style) => {
  it('are exact inverses for any text and any ranges', () => {
    fc.assert(
      fc.property(textAndRanges, ({ text, placeholders }) => {
        const made = protect(text, placeholders, style);
        const echoed = made.parts.flatMap((part) => ('prose' in part ? [part.prose] : []));
        expect(restore(made, echoed)).toEqual({ ok: true, text });
      }),
      { numRuns: 2_000 },
    );
  });

  it('let no white space at the ends travel', () => {
    fc.assert(
      fc.property(textAndRanges, ({ text, placeholders }) => {
        for (const sent of travelling(text, placeholders, style)) expect(sent).toBe(sent.trim());
      }),
    );
  });
});

describe('protect', () => {
  const text = 'Read more at https://example.org/a?b=1&c=2 & write to desk@example.org.';
  const placeholders = [
    placeholder(text, 'https://example.org/a?b=1&c=2'),
    placeholder(text, 'desk@example.org'),
  ];

  it.each([
    ['xml', ['Read more at <x id="1"/> &amp; write to <x id="2"/>.']],
    ['token', ['Read more at [1] & write to [2].']],
    ['split', ['Read more at', '& write to']],
  ] as const)('sends in %s style what the provider understands', (style, expected) => {
    expect(travelling(text, placeholders, style)).toEqual(expected);
  });

  it('gives no placeholder an id that the text itself uses', () => {
    const own = 'The tag <x id="1"/> and [1] stand before @desk';
    const handle = [placeholder(own, '@desk')];
    expect(travelling(own, handle, 'xml')[0]).toContain('<x id="2"/>');
    expect(travelling(own, handle, 'token')[0]).toContain('[2]');
  });

  it('knows text that is nothing but placeholders', () => {
    const url = 'https://example.org';
    expect(hasProse(url, [placeholder(url, url)])).toBe(false);
    expect(hasProse(`${url} 12:30`, [placeholder(url, url)])).toBe(false);
    expect(hasProse(`see ${url}`, [placeholder(`see ${url}`, url)])).toBe(true);
  });
});

describe('restore', () => {
  const text = 'Follow @desk and read https://example.org today';
  const placeholders = [placeholder(text, '@desk'), placeholder(text, 'https://example.org')];
  const whole = 'Стежте за @desk і читайте https://example.org сьогодні';

  it.each([
    ['xml', 'Стежте за <x id="1"/> і читайте <x id="2"/> сьогодні'],
    ['xml', 'Стежте за < X ID = "1" / > і читайте <x id=\'2\'> сьогодні'],
    ['xml', 'Стежте за <x id=«1»/> і читайте <x id="2"></x> сьогодні'],
    ['xml', 'Стежте за ＜x id=“１”/＞ і читайте &lt;x id="2"/&gt; сьогодні'],
    ['token', 'Стежте за [1] і читайте [2] сьогодні'],
    ['token', 'Стежте за [ 1 ] і читайте ［２］ сьогодні'],
    ['token', 'Стежте за 【1】 і читайте [2 ] сьогодні'],
  ] as const)('reads %s tokens as engines leave them: %s', (style, answer) => {
    expect(restore(protect(text, placeholders, style), [answer])).toEqual({ ok: true, text: whole });
  });

  it('takes placeholders in another order', () => {
    const back = restore(protect(text, placeholders, 'xml'), ['<x id="2"/>: <x id="1"/>']);
    expect(back).toEqual({ ok: true, text: 'https://example.org: @desk' });
  });

  it.each(['xml', 'token'] as const)('says which %s placeholder was lost and which came twice', (style) => {
    const token = style === 'xml' ? '<x id="1"/>' : '[1]';
    expect(restore(protect(text, placeholders, style), [`Стежте за ${token} ${token}`])).toEqual({
      ok: false,
      lost: ['https://example.org'],
      duplicated: ['@desk'],
      crossed: [],
    });
  });

  it('decodes what a service escaped on its own', () => {
    expect(restore(protect('Tom & Co', [], 'xml'), ['Том &amp; Ко &quot;А&quot; &#38; Б & В'])).toEqual({
      ok: true,
      text: 'Том & Ко "А" & Б & В',
    });
  });

  describe('of paired tags', () => {
    const bold = 'a **bold** word';
    const pair = [
      placeholder(bold, '**', { kind: 'tag', pair: 'p1' }),
      placeholder(bold, '**', { kind: 'tag', pair: 'p1' }, 5),
    ];

    it('takes out the space that engines put inside', () => {
      expect(restore(protect(bold, pair, 'xml'), ['слово <x id="1"/> жирне <x id="2"/> тут'])).toEqual({
        ok: true,
        text: 'слово **жирне** тут',
      });
    });

    it('refuses a closing tag before its opening one', () => {
      expect(restore(protect(bold, pair, 'xml'), ['<x id="2"/>жирне<x id="1"/>'])).toMatchObject({
        ok: false,
        crossed: ['**'],
      });
    });
  });
});
