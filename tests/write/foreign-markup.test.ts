import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ConfigInput, createTovmach } from '../../src/index.js';
import { wordsInMarkup } from '../../src/write/foreign-markup.js';
import { temporaryFolder } from '../support/command-line.js';

const words = (text: string): string[] => wordsInMarkup(text).map((place) => place.words);

describe('words in markup that nobody takes out of it', () => {
  it('are arguments without a name, or of a name that says nothing; not those that are translated', () => {
    expect(words('{{< note "Увага, рух перекрито" >}}')).toEqual(['Увага, рух перекрито']);
    expect(words('{{< button href="/x/" text="Читати далі" >}}')).toEqual(['Читати далі']);
    expect(words(`{% include card.html button='Читати далі' %}`)).toEqual(['Читати далі']);
    expect(words('{{< figure src="/i.jpg" title="Новий міст" caption="Міст" >}}')).toEqual([]);
    expect(words('{{ printf "%s" .Title }}')).toEqual([]);
  });

  it('are strings of templates, expressions and components, pages shown by name; not what is taken out, nor code', () => {
    expect(words('{{ "Читати далі" | append: "новини міста" }}')).toEqual(['Читати далі', 'новини міста']);
    expect(
      words('{{ "Читати далі" | upcase }} {{ \'Новини\' }} {% include a.html caption="Підпис" %}'),
    ).toEqual([]);
    expect(words('{% set lead = "Новини міста" %} {{ button("Читати далі") }}')).toEqual([
      'Новини міста',
      'Читати далі',
    ]);
    expect(words('Див. [[Новий міст]] і [[bridge|цей]]; ![[Вид на міст]]')).toEqual(['Новий міст']);
    expect(words('<Card title="Назва" heading="Заголовок картки" className="велика картка" />')).toEqual([
      'Заголовок картки',
    ]);
    expect(words('{/* Коментар "тут" */} {{/* "Коментар" */}} <a class="новий міст">x</a>')).toEqual([]);
    const mdx = (text: string): string[] => wordsInMarkup(text, 'mdx').map((place) => place.words);
    expect(mdx('{open && <b>Рух перекрито</b>}')).toEqual(['Рух перекрито']);
    expect(mdx('export const lead = "Новини міста";\n')).toEqual(['Новини міста']);
    expect(mdx('{"Новини"} <Card title={"Назва"} lead={"Рух перекрито"} />')).toEqual(['Рух перекрито']);
  });

  it('are directives of MyST in fences, and roles; not code, nor what is shown as code', () => {
    expect(words('```{note} Зверніть увагу\n:class: tip\n\nЛише пішки.\n```\n')).toEqual([
      'Зверніть увагу Лише пішки.',
    ]);
    expect(words('Слово {abbr}`ВР (Верховна Рада)`.')).toEqual(['ВР (Верховна Рада)']);
    expect(words('```{code-block} python\nprint("Привіт")\n```\n')).toEqual([]);
    expect(words('```\n{{< note "Увага, рух перекрито" >}}\n```\n')).toEqual([]);
  });
});

async function written(text: string, more: ConfigInput = {}, name = 'a.md') {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, 'in'));
  writeFileSync(join(cwd, 'in', name), text);
  const config = {
    targets: ['en', 'uk'],
    languages: ['en', 'uk'],
    provider: 'pseudo' as const,
    out: 'out',
    ...more,
  };
  const library = await createTovmach({ cwd, config });
  const { findings } = await library.run(['in']);
  await library.close();
  const of = (target: string): string => readFileSync(join(cwd, `out/a.${target}.md`), 'utf8');
  return { of, said: findings.worst.filter(({ check }) => check === 'markup-language') };
}

it('what stays in another language for that is said, with its line, and only of the other version', async () => {
  const { said } = await written(
    '# Міст відкрили\n\nСьогодні у місті відкрили міст.\n\n{{< note "Увага, рух перекрито" >}}\n',
  );
  expect(said.map(({ line, target, values }) => [line, target, values?.words])).toEqual([
    [5, 'en', 'Увага, рух перекрито'],
  ]);
});

it('arguments of shortcodes that the configuration names are translated, and others stay as they are', async () => {
  const { of, said } = await written(
    '# Міст відкрили\n\nСьогодні у місті відкрили міст.\n\n{{< card foto.jpg "Рух перекрито" lead="Лише пішки" cols=2 >}}\n\n{{< notice warning `Увага "тут"` >}}Текст новини.{{< /notice >}}\n',
    { shortcodes: { card: [0, 1, 'lead'] } },
  );
  expect(said).toEqual([]);
  const english = of('en');
  expect(english).toMatch(/^\{\{< card foto\.jpg "[^"]+" lead="[^"]+" cols=2 >\}\}$/m);
  expect(english).toMatch(/^\{\{< notice warning `[^`]+` >\}\}/m);
  expect(english).not.toMatch(/перекрито|пішки|Увага/);
  expect(of('uk')).toContain('{{< card foto.jpg "Рух перекрито" lead="Лише пішки" cols=2 >}}');
});

it('words that readers see are translated: below definitions, in components, in fields of generators', async () => {
  const { of } = await written(
    '---\ntitle: Міст\nsidebar_label: Міст\nhero:\n  tagline: Поєднує береги\n---\nМіст відкрили сьогодні.\n\nТермін\n:   Означення терміна.\n\n    Другий абзац означення.\n\nСлово <Highlight color="#fff">важливо</Highlight> тут.\n\n```\nконсоль\n```\n\nАбзац:\n\n    код із відступом\n',
  );
  const english = of('en');
  expect(english).not.toMatch(/Поєднує|важливо|Другий|sidebar_label: Міст/);
  expect(english).toMatch(/^ {4}\S.*\n\n/m);
  // Code stays code.
  expect(english).toContain('\n    код із відступом\n');
  expect(english).toContain('консоль');
});

it('the title of a definition right behind a footnote is translated', async () => {
  const { of } = await written(
    '# Міст\n\nМіст відкрили.[^1] Читайте [репортаж][r] далі.\n\n[^1]: За даними мерії міста.\n[r]: https://x.example/r "Репортаж із мосту"\n\nКінець новини.\n',
  );
  expect(of('en')).toMatch(/^\[r\]: https:\/\/x\.example\/r "[^"]+"$/m);
  expect(of('en')).not.toContain('Репортаж');
  expect(of('uk')).toContain('[r]: https://x.example/r "Репортаж із мосту"');
});

it('the definition of a link right behind a footnote is no part of it', async () => {
  const { of } = await written(
    '# Міст\n\nМіст відкрили.[^1] Читайте [репортаж][r] далі.\n\n[^1]: За даними мерії міста.\n[r]: https://x.example/r\n\nКінець новини.\n',
  );
  expect(of('en')).toContain('\n[r]: https://x.example/r\n');
  expect(of('en')).toMatch(/\]\[r\]/);
  expect(of('en').match(/x\.example/g)).toHaveLength(1);
  expect(of('uk')).toContain('[^1]: За даними мерії міста.\n[r]: https://x.example/r\n\nКінець новини.\n');
});

it('strings that a reader sees are translated: in expressions of components, and through filters that keep them texts', async () => {
  const { of, said } = await written(
    "import Card from './card';\n\nМіст відкрили сьогодні.\n\n<Card title={'Назва картки'} alt={\"Опис картки\"} size={2} />\n\n{'Рух перекрито'}\n\n{{ \"Читати далі\" | upcase }}\n",
  );
  const english = of('en');
  expect(english).not.toMatch(/Назва|Опис|перекрито|Читати/);
  expect(english).toMatch(/<Card title=\{'[^'\n]+'\} alt=\{"[^"\n]+"\} size=\{2\} \/>/);
  expect(english).toMatch(/^\{'[^'\n]+'\}$/m);
  expect(english).toMatch(/^\{\{ "[^"\n]+" \| upcase \}\}$/m);
  expect(of('uk')).toContain('<Card title={\'Назва картки\'} alt={"Опис картки"} size={2} />');
  expect(said).toEqual([]);
});

it('what begins a block to generators is words where the source is no Markdown', async () => {
  const lines = [
    ':::danger Увага водіям міста',
    '!!! note Рух перекрито до вечора',
    '??? Чому рух перекрито',
    '--8<-- міст.txt',
    '@include міст через річку',
  ];
  const { of } = await written(`Міст відкрили сьогодні у місті.\n\n${lines.join('\n\n')}\n`, {}, 'a.txt');
  for (const line of lines) expect(of('uk')).toMatch(new RegExp(`^\\\\.*${line.slice(-6)}$`, 'm'));
  expect(of('uk')).not.toMatch(/^(?::::|!!!|\?\?\?|--8|@inc)/m);
});
