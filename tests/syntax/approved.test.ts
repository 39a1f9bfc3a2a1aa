import { it } from 'vitest';
import { findSyntax } from '../../src/syntax/scan.js';
import type { Dialect } from '../../src/syntax/types.js';
import { approved } from '../support/approved.js';

/** What site generators and templates read in a text, in every dialect: `kind form name (what readers see) | stretch`. */

const TEXTS = [
  'Before <!-- translate:off --> kept {a} <b>so</b> <!-- translate:on --> after {b}.',
  'Before <!-- translate:on --> <!-- translate:off --> to the end {a}.',
  '{/* tovmach: off */} one {/* tovmach: on */} two',
  '<span translate="no">Brand <b>X</b></span> and <i>more</i>',
  '<div translate="no">one <div>two</div> three</div> four {{ x }}',
  '<p translate="no">open to the end',
  '{{< figure src="/i.jpg" title="A bridge" alt="Bridge at dawn" >}} text {{< /figure >}}',
  '{{% notice warning %}}Mind it{{% /notice %}}',
  '{% include a.html title="x" %}{% if a %}b{% endif %}',
  '<img src="a.png" alt="A long caption of it" title=short>',
  '<Badge type="tip" :count="3" text="New"/> <Tabs>x</Tabs>',
  'Price $5 and $10; $x^2$ and $$\\sum_{i} x_i$$ and \\(a\\) \\[b\\]',
  '`code {a}` and ``two ` ticks {b}`` and {c}',
  '```js\n{a}\n```\n{b}\n~~~\n{c}\n~~~\n{d}',
  ':::note Title here\nText {a}\n:::\n',
  '> [!WARNING]\n> Mind {a}.',
  '# Heading {#anchor .class}\nText {a}',
  '[link](a.md){target="_blank"} ![img](b.png "Title")',
  '[^1] and [^1]: note {a}',
  '{count, plural, one {# file} other {# files}} and {0} {name} %s %1$s %(x)s 100% %d',
  '<%= a %> <? b ?> <!-- c --> <!doctype html>',
  '&nbsp; &amp; &#8212; {a}',
  'unclosed {{ a and < b and {% c',
  'a { b } c {d e} {"json": 1} {{{raw}}} {{!-- n --}}',
  '@[toc] [[toc]] [[Page|Name]] ==mark== ++ins++ H~2~O x^2^',
  ':smile: 10:30:45 a:b:c ::: x',
  'import A from "a"\n\n<A x={1} y="Seen" {...z}>in {b}</A>\n\nexport const c = 1',
  '---\ntitle: {a}\n---\ntext',
  '{: .lead }\n{a}\n{:toc}',
  '<script>let a = "{b}"</script><style>b{}</style>{c}',
];
const DIALECTS: readonly Dialect[] = ['text', 'markdown', 'mdx'];

it('the syntax of texts is found as it was', async () => {
  await approved(
    'approved/syntax.txt',
    DIALECTS.flatMap((dialect) =>
      TEXTS.flatMap((text) => [
        `${dialect}: ${JSON.stringify(text)}`,
        ...findSyntax(text, { dialect }).map((tag) => {
          const seen = tag.texts.map(({ start, end }) => text.slice(start, end)).join('|');
          return `  ${[tag.kind, tag.form, tag.name, tag.untranslated === true ? 'untranslated' : undefined, seen && `(${seen})`].filter(Boolean).join(' ')} | ${JSON.stringify(text.slice(tag.start, tag.end))}`;
        }),
      ]),
    ),
  );
});
