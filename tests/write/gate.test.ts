import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { safeAddress } from '../../src/syntax/address.js';
import { findSyntax } from '../../src/syntax/scan.js';
import { gate, type Place } from '../../src/write/gate.js';

const SOURCE = 'Так, сказав мер.';
const place = (more: Partial<Place> = {}): Place => ({
  source: SOURCE,
  placeholders: [],
  kind: 'markdown',
  atLineStart: true,
  mdx: false,
  ...more,
});
const gated = (answer: string, more: Partial<Place> = {}): string => gate(answer, place(more)).text;

const parse = (markdown: string): Nodes =>
  fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
/** Kinds of all nodes of a document, and the words in it. */
function read(markdown: string): { kinds: string[]; words: string } {
  const kinds: string[] = [];
  let words = '';
  const walk = (node: Nodes): void => {
    kinds.push(node.type);
    if ('value' in node) words += node.value;
    if ('children' in node) for (const child of node.children) walk(child);
  };
  walk(parse(markdown));
  return { kinds, words };
}

describe('what comes back from a translator', () => {
  it.each([
    ['- Yes, - said the mayor.', '\\- Yes, - said the mayor.'],
    ['# 5 men said', '\\# 5 men said'],
    ['5. May was rainy', '5\\. May was rainy'],
    ['---', '\\---'],
    ['> said', '\\> said'],
    [':::tip x', '\\:::tip x'],
    ['!!! note', '\\!!! note'],
    ['*star*', '\\*star\\*'],
    ['a | b', 'a \\| b'],
    ['one\n\n## Heading', 'one ## Heading'],
    ['<script>alert(1)</script>', '\\<script>alert(1)\\</script>'],
    ['<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)>'],
    ['[x](javascript:alert(1))', '&#91;x\\](javascript:alert(1))'],
    ['press ++ctrl+c++ now', 'press \\++ctrl+c++ now'],
    ['see [a, b] here', 'see &#91;a, b\\] here'],
    ['say {js}', 'say \\{js\\}'],
    ['say {{ x }}', 'say \\{ \\{ x \\}\\}'],
    ['say {% x %}', 'say \\{ % x %\\}'],
    ['a <%= x %>', 'a \\< %= x %>'],
    ['R&amp;D &quot;x&quot; &#39;y&#39; &lt;b&gt;', 'R&D "x" \'y\' \\<b>'],
    ['ab\u0000c\u202Ed\u200B', 'abcd'],
    ['snake_case and 2 < 3', 'snake_case and 2 \\< 3'],
    ['price: $5 and $6', 'price: $5 and $6'],
  ])('%j in a paragraph becomes %j', (answer, expected) => {
    expect(gated(answer)).toBe(expected);
  });

  it('keeps what its source has: signs, lines, placeholders', () => {
    const source = '2 * 3\n- «[міст](b.md)» {count}';
    const link = source.indexOf('[');
    const placeholders = [
      { start: link, end: link + 1, kind: 'tag' as const },
      { start: source.indexOf(']'), end: source.indexOf(')') + 1, kind: 'tag' as const },
      { start: source.indexOf('{'), end: source.length, kind: 'code' as const },
    ];
    const answer = '2 * 3\n- "[bridge](b.md)" {count}';
    expect(gate(answer, place({ source, placeholders }))).toEqual({ text: answer, baggage: new Set() });
  });

  it('cannot close the link it stands in', () => {
    const source = '[міст](b.md)';
    const placeholders = [
      { start: 0, end: 1, kind: 'tag' as const, pair: 'a' },
      { start: 5, end: source.length, kind: 'tag' as const, pair: 'a' },
    ];
    const text = gated('[x](javascript:alert(1)) [y](b.md)', { source, placeholders });
    const links = JSON.stringify(parse(text)).match(/"url":"[^"]*"/g);
    expect(links).toEqual(['"url":"b.md"']);
  });

  it('is words inside of markup and front matter', () => {
    expect(gated('<b>x</b> {{ y }}', { kind: 'value' })).toBe('‹b›x‹/b› { { y } }');
  });

  it('ends no template tag it stands in, and escapes no quotation mark', () => {
    expect(gated('a %} b }} c', { kind: 'value' })).toBe('a % } b } } c');
    expect(gated('a >}} b \\', { kind: 'value' })).toBe('a >} } b ');
    expect(gated('a ?> b */} c', { kind: 'value' })).toBe('a ? > b  /} c');
  });

  it('has the line breaks of its source, and no others', () => {
    expect(gated('a\rb', { source: 'Так\nні' })).toBe('a\nb');
    expect(gated('a\r\nb', { source: 'Так\r\nні' })).toBe('a\r\nb');
  });

  it('begins no statement in a file of MDX', () => {
    expect(gated('export growth', { mdx: true })).toBe('&#101;xport growth');
    expect(gated('export growth')).toBe('export growth');
  });

  it('says what was wrong, and how bad', () => {
    expect([...gate('a\nb', place()).baggage]).toEqual(['lineBreaks']);
    expect([...gate('<i>a</i>', place()).baggage]).toEqual(['markup']);
    expect([...gate('press ++ctrl+c++', place()).baggage]).toEqual(['markup']);
    expect([...gate(':::tip x', place()).baggage]).toEqual(['blocks']);
    expect([...gate('a %} b', place({ kind: 'value' })).baggage]).toEqual(['templates']);
    expect([...gate('A plain answer.', place()).baggage]).toEqual([]);
  });

  const PIECES = [
    '*',
    '_',
    '`',
    '~~',
    '[',
    ']',
    '(',
    ')',
    '](',
    '<',
    '>',
    '<b>',
    '</p>',
    '|',
    '#',
    '# ',
    '- ',
    '+ ',
    '1. ',
  ];
  const MORE = [
    '> ',
    '\n',
    '\n\n',
    '---',
    '===',
    '```',
    '{',
    '}',
    '{{',
    '{%',
    '&lt;',
    '&#42;',
    '\\',
    '!',
    '![',
  ];
  const WORDS = [
    'word',
    ' ',
    'a',
    '1',
    '.',
    ':',
    '\t',
    '\u2028',
    'http',
    '\u202E',
    '    ',
    '$',
    'x$',
    ':::',
    '<!--',
    '-->',
  ];
  const answers = fc
    .array(fc.constantFrom(...PIECES, ...MORE, ...WORDS), { maxLength: 14 })
    .map((parts) => parts.join(''));
  const SETTINGS = [
    ['a paragraph', (text: string) => `${text}\n`],
    ['a heading', (text: string) => `## А ${text}\n`],
    ['an item of a list', (text: string) => `- А ${text}\n`],
    ['a cell of a table', (text: string) => `| А |\n|---|\n| А ${text} |\n`],
  ] as const;

  it.each(SETTINGS)('whatever it is, %s stays one and holds nothing but text', (name, around) => {
    const expected = read(around('Слово')).kinds;
    fc.assert(
      fc.property(answers, (answer) => {
        const text = gated(answer, { atLineStart: name === 'a paragraph' });
        fc.pre(/[\p{L}\p{N}]/u.test(text));
        const { kinds } = read(around(text.trim()));
        expect(
          kinds.filter((kind, index) => kind !== 'text' || kinds[index - 1] !== 'text'),
          text,
        ).toEqual(expected);
        const before = findSyntax(around(text.trim()), { dialect: 'markdown' }).filter(
          ({ kind }) => kind === 'tag',
        );
        expect(before, text).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('an address', () => {
  it.each([
    'javascript:alert(1)',
    ' \u0001java\nscript:alert(1)',
    'java&#10;script:alert(1)',
    'javascript&colon;alert(1)',
    'JaVaScRiPt:x',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    ' ',
  ])('%j leads nowhere', (address) => {
    expect(safeAddress(address)).toBeUndefined();
  });

  it.each([
    'https://example.org/a?b=c:d',
    'mailto:a@example.org',
    'tel:+380',
    '/a',
    '../a:b',
    '#x',
    'a.html',
    '//example.org',
  ])('%s stays', (address) => {
    expect(safeAddress(address)).toBe(address);
  });
});
