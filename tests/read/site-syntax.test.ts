import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTovmach } from '../../src/index.js';
import { temporaryFolder } from '../support/command-line.js';

/** Markdown of site generators, there and back through a whole run. */

/** Runs over some documents with the translator that only disguises, and returns what came out by name and language. */
async function translated(
  documents: Readonly<Record<string, string>>,
  more: object = {},
): Promise<(name: string, language: 'en' | 'uk') => string> {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'in'));
  for (const [name, text] of Object.entries(documents)) writeFileSync(join(folder, 'in', name), text);
  const tovmach = await createTovmach({
    cwd: folder,
    env: {},
    config: { targets: ['en', 'uk'], languages: ['uk', 'en'], provider: 'pseudo', ...more },
  });
  try {
    const { problems } = await tovmach.run(['in']);
    expect(problems).toEqual([]);
  } finally {
    await tovmach.close();
  }
  return (name, language) =>
    readFileSync(join(folder, 'out', name.replace(/\.(\w+)$/, `.${language}.$1`)), 'utf8');
}

const body = (text: string): string => text.replace(/^---\n[\s\S]*?\n---\n\n?/, '');
/** What the disguise does to Ukrainian words, undone. */
const undisguised = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[[(]en[\])] /g, '')
    .replace(/\u0301/g, '');

/** Lines of their own that stay as they are. */
const BLOCKS = [
  '{{< youtube dQw4w9WgXcQ >}}',
  '{{< highlight go >}}\nfmt.Println("Привіт, світе")\n{{< /highlight >}}',
  '{% raw %}\n{{ Привіт }}\n{% endraw %}',
  '{% include nav.html %}',
  '<!-- more -->',
  '<!-- translate:off -->\nЦе речення залишається таким, як є.\n<!-- translate:on -->',
  '<div class="ad" translate="no">Не перекладати цього речення</div>',
  '$$\nE = mc^2\n$$',
  '```js\nconst слово = "рядок";\n```',
  '{{ content }}',
  '[TOC]',
  '{: .lead}',
  '<hr>',
  '<Player id="1" onEnd={() => { stop("зараз") }} />',
];
/** The same inside of a sentence. */
const INLINES = [
  '{{< ref "b.md" >}}',
  '{{ site.title }}',
  '{count}',
  '%1$s',
  '%d',
  '$x^2$',
  '\\(a_1\\)',
  ':tada:',
  '[[Сторінка]]',
  '`код`',
  '<span translate="no">Як є</span>',
  '{% link _posts/a.md %}',
  '<br>',
  '{n, plural, one {файл} other {файлів}}',
];
const SENTENCES = [
  'Міський голова відкрив новий міст через річку.',
  'Рух на площі обмежено до понеділка.',
  'Читачі надіслали редакції багато світлин.',
];

const sentence = fc.oneof(
  fc.constantFrom(...SENTENCES),
  fc
    .tuple(fc.constantFrom(...INLINES), fc.constantFrom(...INLINES))
    .map(([one, two]) => `Новий міст ${one} відкрили сьогодні, а площу ${two} перекрили.`),
);
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '));
const block = fc.oneof(
  { weight: 2, arbitrary: paragraph },
  { weight: 3, arbitrary: fc.constantFrom(...BLOCKS) },
  paragraph.map((text) => `## ${text} {#id}`),
  paragraph.map((text) => `> ${text}`),
  paragraph.map((text) => `- ${text}\n- {{< icon >}} ${text}`),
  paragraph.map((text) => `{{% notice %}}\n${text}\n{{% /notice %}}`),
  paragraph.map((text) => `:::tip\n\n${text}\n\n:::`),
  paragraph.map((text) => `!!! note\n    ${text}`),
  paragraph.map((text) => `<Tabs>\n    <Item value="a">\n    ${text}\n    </Item>\n</Tabs>`),
  paragraph.map((text) => `| а | б |\n|---|---|\n| ${text} | {{< icon >}} |`),
);
const documents = fc
  .array(block, { minLength: 1, maxLength: 8 })
  .map((blocks) => `${SENTENCES[0]}\n\n${blocks.join('\n\n')}\n`);

describe('Markdown of site generators', () => {
  it('whatever the document: every byte of its own version, and all syntax of the other, is as it was', async () => {
    const samples = fc.sample(documents, { numRuns: 300, seed: 20261126 });
    const names = Object.fromEntries(samples.map((text, index) => [`d${index}.md`, text]));
    const read = await translated(names);
    for (const [name, text] of Object.entries(names)) {
      expect(body(read(name, 'uk')), name).toBe(text);
      const english = body(read(name, 'en'));
      expect(undisguised(english), name).toBe(text);
      for (const syntax of [...BLOCKS, ...INLINES]) {
        expect(english.split(syntax).length, `${name}: ${syntax}`).toBe(text.split(syntax).length);
      }
      for (const words of SENTENCES) expect(english, name).not.toContain(words);
    }
  });

  it('translates what readers see of markup, and nothing else of it', async () => {
    const read = await translated({
      'a.md': `Міський голова відкрив новий міст через річку.

{{< figure src="/міст.jpg" title="Новий міст" alt='Вид на "міст"' >}}

Ось ![вид на міст](міст.jpg "Назва світлини") та [посилання](b.md "Назва посилання") у реченні.

:::caution Обережно, ремонт
Цей міст закрито.
:::

<Tab value="а" label="Перша вкладка">Текст вкладки стоїть тут.</Tab>

[id]: /b.html "Назва визначення"
`,
    });
    const english = body(read('a.md', 'en'));
    expect(undisguised(english)).toBe(undisguised(body(read('a.md', 'uk'))));
    for (const kept of [
      'src="/міст.jpg"',
      '](міст.jpg "',
      '](b.md "',
      ':::caution ',
      'value="а"',
      '[id]: /b.html "',
    ])
      expect(english).toContain(kept);
    for (const gone of [
      'Новий міст',
      'Вид на',
      'вид на міст',
      'Назва',
      'Обережно',
      'Перша вкладка',
      'стоїть тут',
    ])
      expect(english).not.toContain(gone);
  });

  it('takes nothing that somebody set with markup for furniture', async () => {
    const text = `Міський голова відкрив новий міст через річку.

<details><summary>Докладніше</summary>

Прихований текст стоїть тут.

</details>

{{< button href="/a" >}}Докладніше{{< /button >}}

## Читайте також {#more}

| Дія | Опис |
|---|---|
| Поділитися | Текст у клітинці |
`;
    const read = await translated({ 'a.md': text, 'b.md': `${text}\nПоділитися\n` });
    expect(body(read('a.md', 'uk'))).toBe(text);
    expect(undisguised(body(read('a.md', 'en')))).toBe(text);
    expect(body(read('b.md', 'uk'))).toBe(`${text}\n`);
  });

  it('takes what neighbouring tags hold for sentences of their own', async () => {
    const text = `Міський голова відкрив <Badge>новий</Badge> міст <b>через</b> <i>річку</i>.

<Tabs>
  <TabItem value="a">Текст першої вкладки.</TabItem>
  <TabItem value="b">Текст другої вкладки.</TabItem>
</Tabs>

<dl><dt>Термін стоїть тут</dt><dd>Визначення стоїть *тут*.</dd></dl>
`;
    const read = await translated({ 'a.md': text });
    const english = body(read('a.md', 'en'));
    expect(undisguised(english)).toBe(text);
    expect(english.match(/\[en\] /g)).toHaveLength(5);
    for (const start of ['<TabItem value="a">[en]', '<TabItem value="b">[en]', '<dt>[en]', '<dd>[en]'])
      expect(english).toContain(start);
  });

  it('leaves markup where it is when what it holds is left out', async () => {
    const read = await translated(
      { 'a.md': 'Міський голова відкрив міст.\n\n| а |\n|---|\n| Текст у клітинці |\n' },
      { policy: { paragraph: 'drop' } },
    );
    expect(body(read('a.md', 'en'))).toMatch(/\|---\|\n\|\s*\|\n$/);
  });

  it('protects what the configuration names', async () => {
    const read = await translated(
      { 'a.md': 'Міський голова відкрив @@новий@@ міст через річку.\n\n@@Окремий рядок@@\n' },
      { protect: ['@@[^@]+@@'] },
    );
    const english = body(read('a.md', 'en'));
    expect(english).toContain('@@новий@@');
    expect(english).toContain('@@Окремий рядок@@');
    expect(english).not.toContain('Міський');
  });
});
