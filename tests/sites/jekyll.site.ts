import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shown } from './browser.js';
import { attributes, brokenLinks, createSite, textOf, undisguised, versionOf } from './site.js';

/** Jekyll with polyglot, from Debian: Kramdown and Liquid. */

const version = versionOf('jekyll', ['--version']);

const MAIN = `---
layout: default
title: Новий міст відкрили у Львові
description: Коротко про міст
permalink: /a/
redirect_from: /old/
---

* Зміст
{:toc}

Міський голова відкрив *новий*{: .big} міст через річку, {{ 40 | plus: 2 }} метри. Див. [репортаж]({{ '/b/' | relative_url }}){:rel="next"}.
{: .lead }

## Як дістатися {#how}

{% include figure.html src="/m.png" caption="Підпис до світлини" %}

{% if page.lang %}
Цей абзац стоїть в умові шаблону.
{% endif %}

{::comment}
Нотатка редактора, якої ніхто не бачить.
{:/comment}

{% raw %}Тут {{ нічого }} не чіпати.{% endraw %}

Термін стоїть тут
: Визначення стоїть тут.

| Назва | Ціна |
|---|---|
| Поділитися | 5 млн |

Формула $$a_1 + b$$ та НАТО стоять тут[^1].

*[НАТО]: Організація договору

[^1]: Примітка внизу сторінки.
`;
const OTHER = `---
layout: default
title: Репортаж
permalink: /b/
---

Інша стаття про міст із [посиланням назад]({{ '/a/' | relative_url }}) на першу.
`;

describe.skipIf(version === undefined)(`Jekyll ${version ?? '(not installed: skipped)'}`, () => {
  it('builds both versions of a site with polyglot', async () => {
    const site = createSite({
      '_config.yml': `plugins: [jekyll-polyglot]
languages: [uk, en]
default_lang: uk
exclude_from_localization: [m.png]
parallel_localization: false
exclude: [sources, node_modules, report.md]
include: []
`,
      '_layouts/default.html':
        '<!doctype html><html lang="{{ page.lang }}"><head><title>{{ page.title }}</title><meta name="description" content="{{ page.description }}"></head><body><main>{{ content }}</main></body></html>\n',
      '_includes/figure.html':
        '<figure><img src="{{ include.src }}" alt=""><figcaption>{{ include.caption }}</figcaption></figure>\n',
      'm.png': '',
    });
    await site.translate({ 'a.md': MAIN, 'b.md': OTHER }, '.', { frontMatter: { addresses: 'keep' } });
    const { code, log } = site.build('jekyll', ['build', '--trace']);
    expect(code, log).toBe(0);
    const pages = site.pages('_site');
    const [own, english] = [pages.get('a/index.html') ?? '', pages.get('en/a/index.html') ?? ''];
    expect(textOf(own)).toContain('міст через річку, 42 метри.');
    expect(undisguised(textOf(english))).toBe(textOf(own));
    for (const words of ['Міський голова', 'Підпис до', 'в умові шаблону', 'Визначення', 'Примітка внизу'])
      expect(textOf(english)).not.toContain(words);
    expect(textOf(english)).not.toContain('Нотатка');
    expect(textOf(english)).toContain('Тут {{ нічого }} не чіпати.');
    for (const page of [own, english]) {
      expect(attributes(page, 'class')).toEqual(expect.arrayContaining(['big', 'lead']));
      expect(attributes(page, 'id')).toEqual(expect.arrayContaining(['how', 'markdown-toc']));
    }
    const exists = (path: string): boolean => existsSync(join(site.folder, '_site', path));
    expect(brokenLinks(pages, exists)).toEqual([]);
    const seen = await shown(join(site.folder, '_site'), ['a/', 'en/a/']);
    if (seen === undefined) return;
    expect(undisguised(seen.pages[1]?.text ?? '')).toBe(seen.pages[0]?.text);
    expect(seen.pages.map(({ lang }) => lang)).toEqual(['uk', 'en']);
  });
});
