import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlaceholderFinder } from '../../src/segment/placeholders.js';
import { createProtection } from '../../src/syntax/patterns.js';
import { findSyntax } from '../../src/syntax/scan.js';
import type { Dialect } from '../../src/syntax/types.js';

const found = (text: string, dialect: Dialect = 'text'): string[] =>
  findSyntax(text, { dialect }).map(({ start, end }) => text.slice(start, end));
const visible = (text: string, dialect: Dialect = 'markdown'): string[] =>
  findSyntax(text, { dialect }).flatMap(({ texts }) => texts.map(({ start, end }) => text.slice(start, end)));

describe('site syntax in a text', () => {
  it.each([
    '{{< youtube dQw4w9WgXcQ >}}',
    '{{< ref "b.md" >}}',
    '{{< figure src="/i.jpg" title="Новий }} міст" >}}',
    '{{% notice warning %}}',
    '{{< /tabs >}}',
    '{{</* example */>}}',
    '{{ .Page.Title }}',
    '{{- partial "a" . -}}',
    '{{ user.name }}',
    '{{{raw}}}',
    '{{#if a}}',
    '{{!-- note --}}',
    '{% include a.html title="x" %}',
    '{%- if page.lang == "uk" -%}',
    '{# comment #}',
    '{count}',
    '{0}',
    '{user.first_name}',
    '{total:.2f}',
    '{count, plural, one {# файл} few {# файли} other {# файлів}}',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what templates look like
    '${amount}',
    '#{name}',
    '%{name}',
    '%s',
    '%1$s',
    '%(name)s',
    '%.2f',
    '%name%',
    '<%= title %>',
    '<?php echo 1; ?>',
    '<br>',
    '<br/>',
    '<Badge type="tip" :count="3" />',
    '<a href="https://example.org/?a=1">',
    '</a>',
    '<!-- more -->',
    '<kbd>Ctrl</kbd>',
    '<code>let x</code>',
    '[[Сторінка]]',
    '![[foto.png|300]]',
    '[^1]',
    '[TOC]',
    '[gallery ids="1,2"]',
    '[/gallery]',
    '$x$',
    '$E = mc^2$',
    '$n+1$',
    '$$\\int_0^1 x\\,dx$$',
    '\\(a^2 + b^2\\)',
    '\\[\\frac{1}{2}\\]',
    '\\begin{align}a &= b\\end{align}',
    ':smile:',
    ':+1:',
    '{#id}',
    '{.class}',
    '{: .lead}',
    '{#id .a key="v"}',
  ])('%s is one placeholder, and no part of the sentence', (syntax) => {
    const sentence = `Мер ${syntax} сказав слово`;
    expect(found(sentence)).toEqual([syntax]);
    const [place] = createPlaceholderFinder()(sentence);
    expect(sentence.slice(place?.start, place?.end)).toBe(syntax);
  });

  it.each([
    'Це коштує $5, а не $10.',
    'Від 5$ до 10$ за штуку, тобто $5–$10.',
    'US$5 проти A$7 і C$9.',
    'Ціни: $100, $200 і $300 за тонну, разом $600.',
    'Зросло на 50 % s, потім на 50%.',
    'Рахунок 3:2, час 10:30:45, співвідношення 1:2:3.',
    'a < b і c > d, 5 <6',
    'Він сказав: {слово в дужках}',
    'Стаття [1], розділ [а] і (б).',
    'Масив [x] порожній',
    'знак \\ і знак $',
  ])('%s: nothing of that is syntax', (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    ['{{< figure src="/i.jpg" title="Новий міст" alt=`Вид` >}}', ['Новий міст', 'Вид']],
    ['{% include figure.html caption="Підпис" src="a" %}', ['Підпис']],
    ['{{< tab "Ключ" >}}', ['Ключ']],
    ['{{< tab "main.go" >}}', []],
    ['{{% notice warning "Увага тут" %}}', ['Увага тут']],
    ['{{< details `Докладно "тут"` open >}}', ['Докладно "тут"']],
    ['{{< note "Увага" >}}', []],
    ['{{< /tab >}}', []],
    ['<Chart title="Графік">{data}</Chart>', ['Графік']],
    ['<img src="a.png" alt="Вид на міст" title=\'Назва\'>', ['Вид на міст', 'Назва']],
    [':::note Заголовок', ['Заголовок']],
    ['::: tip Заголовок {#id}', ['Заголовок']],
    [':::tip[Мій *заголовок*]{.wide}', ['Мій *заголовок*']],
    ['::: {.warning title="Обережно"}', ['Обережно']],
    [':::', []],
    ['!!! note "Заголовок"', ['Заголовок']],
    ['=== "Вкладка"', ['Вкладка']],
    ['[[page|підпис]]', ['підпис']],
    ['![[page|300x200]]', []],
    ['[caption caption="Підпис"]', ['Підпис']],
  ])('%s: words that readers see', (text, words) => {
    expect(visible(text)).toEqual(words);
  });

  it.each([
    ['Мер ++ctrl+alt+del++ сказав', ['++ctrl+alt+del++']],
    ['Фото ![Вид](/x.jpg =300x200) тут', ['](/x.jpg =300x200)']],
    ['Рядок з іменем ^block-id', ['^block-id']],
    ['Рядок %% не для читачів %% далі', ['%% не для читачів %%']],
    ['Відео @[youtube](dQw4w9WgXcQ) тут', ['@[youtube](dQw4w9WgXcQ)']],
    ['*[НАТО]: Організація', ['*[НАТО]:']],
    ['{::options parse_block_html="true" /}', ['{::options parse_block_html="true" /}']],
    ['{::comment}\nЦе коментар.\n{:/comment}', ['{::comment}\nЦе коментар.\n{:/comment}']],
    ['2^10 і C++ та a++ + b++, 50%% знижки', []],
  ])('%s: what single extensions of Markdown read', (text, syntax) => {
    expect(found(text, 'markdown')).toEqual(syntax);
  });

  it('holds code, and what is not to be translated, whole', () => {
    expect(found('{{< highlight go >}}\nfmt.Println("}}")\n{{< /highlight >}}', 'markdown')).toHaveLength(1);
    expect(found('{% raw %}{{ x }}{% endraw %}', 'markdown')).toHaveLength(1);
    expect(found('<pre>a <b>x</b></pre> і <script>if (a < b) {}</script>')).toHaveLength(2);
    expect(found('<p translate="no">Не <p>чіпати</p> це</p> а це так', 'markdown')).toEqual([
      '<p translate="no">Не <p>чіпати</p> це</p>',
    ]);
    expect(found('а <!-- translate:off --> б **в** <!-- translate:on --> г', 'markdown')).toEqual([
      '<!-- translate:off --> б **в** <!-- translate:on -->',
    ]);
    const mdx =
      "import A from './a';\n\nexport const meta = {\n  title: 'x',\n\n  y: 1,\n};\n\nТекст {a + `b}`} далі\n";
    expect(found(mdx, 'mdx')).toEqual([
      "import A from './a';",
      "export const meta = {\n  title: 'x',\n\n  y: 1,\n};",
      '{a + `b}`}',
    ]);
  });

  it('passes over code fences and code spans of Markdown', () => {
    expect(found('```\n{{< a >}}\n```\n\n`{{ b }}` і {{ c }}', 'markdown')).toEqual(['{{ c }}']);
  });

  it('whatever the text: ranges are ordered, disjoint and within it, texts inside of their tag', () => {
    const parts = [
      '{{<',
      '>}}',
      '{{',
      '}}',
      '{%',
      '%}',
      '{',
      '}',
      '<a',
      '<',
      '>',
      '/>',
      '"',
      "'",
      '`',
      '$',
      '$$',
    ];
    const more = [
      '\\(',
      '\\)',
      '[[',
      ']]',
      ':',
      'x',
      'слово',
      ' ',
      '\n',
      '\n\n',
      ':::',
      '%s',
      '<!--',
      '-->',
      'title=',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...parts, ...more), { maxLength: 40 }),
        fc.constantFrom<Dialect>('text', 'markdown', 'mdx'),
        (pieces, dialect) => {
          const text = pieces.join('');
          let at = 0;
          for (const { start, end, texts } of findSyntax(text, { dialect })) {
            expect(start).toBeGreaterThanOrEqual(at);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
            let inner = start;
            for (const words of texts) {
              expect(words.start).toBeGreaterThanOrEqual(inner);
              expect(words.end).toBeLessThanOrEqual(end);
              inner = words.end;
            }
            at = end;
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it.each([
    '{{< ',
    '{{ "',
    '{{',
    '{%',
    '{',
    '<a x={',
    '<a x="',
    '<a ',
    '<code>',
    '<p translate="no">',
    '<!--',
    '$x',
    '$$',
    '\\(',
    '\\begin{a}',
    '[[a',
    ':a',
    ':::a[',
    '%(',
    '`',
    '``` ',
    '\n```a\n~~~',
    '\nimport a',
    '\nexport const a = {',
    '{a,plural,',
    '!!! a ',
    '[a b="',
    '++a',
    '%% ',
    '](a ',
    '{::comment}',
    '<!-- translate:off -->',
  ])('reads %j again and again: it would not come to an end if it looked twice at everything', (part) => {
    const text = part.repeat(Math.ceil(120_000 / part.length));
    for (const dialect of ['text', 'markdown', 'mdx'] as const) {
      expect(findSyntax(text, { dialect }).at(-1)?.end ?? 0).toBeLessThanOrEqual(text.length);
    }
  });
});

describe('patterns of the user', () => {
  it('protect what they match, before anything else', () => {
    const findProtected = createProtection(['@@\\w+@@', 'Слово\\s+\\d+']);
    const text = 'Ось @@a {{ b@@ }} і @@name@@ та Слово 5 тут';
    const ranges = findProtected?.(text).map(({ start, end }) => text.slice(start, end));
    expect(ranges).toEqual(['@@name@@', 'Слово 5']);
    const places = createPlaceholderFinder(findProtected)(text).map(({ start, end }) =>
      text.slice(start, end),
    );
    expect(places).toEqual(['{{ b@@ }}', '@@name@@', 'Слово 5']);
  });

  it.each([
    ['side by side', ['ab', 'cd'], 'xabcdx', ['ab', 'cd']],
    ['one in the other', ['abc', 'b'], 'xabcx', ['abc']],
    ['one over the end of the other', ['abc', 'cd'], 'abcd', ['abc']],
    ['from the same letter', ['ab', 'abc'], 'abcab', ['abc', 'ab']],
    ['at the very beginning and end', ['^a', 'a$'], 'a b a', ['a', 'a']],
  ])('that match %s give parts that lie over none', (_, patterns, text, parts) => {
    const ranges = createProtection(patterns)?.(text) ?? [];
    expect(ranges.map(({ start, end }) => text.slice(start, end))).toEqual(parts);
  });

  it.each([
    ['(', 'is no regular expression'],
    ['a*', 'matches an empty text'],
    ['(a+)+$', 'takes too long'],
    ['(\\w+\\s?)+:', 'takes too long'],
  ])('%s is refused: %s', (pattern, why) => {
    expect(() => createProtection([pattern])).toThrow(why);
  });
});
