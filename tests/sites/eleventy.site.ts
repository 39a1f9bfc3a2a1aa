import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shown } from './browser.js';
import { brokenLinks, createSite, isInstalled, textOf, undisguised } from './site.js';

/** Eleventy from npm: Markdown that is a Liquid template first, with addresses in the front matter. */

const MAIN = `---
layout: page.liquid
title: Новий міст відкрили у Львові
description: Коротко про міст
permalink: /mist/
---

Міський голова відкрив новий міст {{ 40 | plus: 2 }} через річку. Див. [репортаж](/{{ lang }}/b/) сьогодні.

{% if lang %}
Цей абзац стоїть в умові шаблону.
{% endif %}

{% include "figure.liquid", caption: "Підпис до світлини", src: "/m.png" %}

{% raw %}
Тут {{ нічого }} не чіпати.
{% endraw %}

{% comment %}Нотатка редактора, якої ніхто не бачить.{% endcomment %}

<div class="box">Текст у коробці на одному рядку.</div>
`;
const OTHER = `---
layout: page.liquid
title: Репортаж
---

Інша стаття про міст для читачів.
`;

describe.skipIf(!isInstalled('@11ty/eleventy'))('Eleventy', () => {
  it('builds both versions of a site', async () => {
    const site = createSite({
      'package.json': '{ "type": "module" }',
      'eleventy.config.js':
        "export default (config) => { config.addPassthroughCopy({ m: '.' }); config.ignores.add('site/report.md'); return { dir: { input: 'site', includes: '../_includes', output: 'public' } }; };\n",
      '_includes/page.liquid':
        '<!doctype html><html lang="{{ lang }}"><title>{{ title }}</title><main>{{ content }}</main>',
      '_includes/figure.liquid':
        '<figure><img src="{{ src }}" alt=""><figcaption>{{ caption }}</figcaption></figure>',
      'm/m.png': '',
    });
    await site.translate({ 'a.md': MAIN, 'b.md': OTHER }, 'site', { output: { layout: 'hugo-folder' } });
    const { code, log } = site.build(process.execPath, ['node_modules/@11ty/eleventy/cmd.cjs', '--quiet']);
    expect(code, log).toBe(0);
    const pages = site.pages('public');
    const [own, english] = [pages.get('mist/index.html') ?? '', pages.get('en/mist/index.html') ?? ''];
    expect(textOf(own)).toContain('Міський голова відкрив новий міст 42 через річку.');
    expect(undisguised(textOf(english))).toBe(textOf(own));
    for (const words of ['Міський голова', 'в умові шаблону', 'Підпис до', 'у коробці'])
      expect(textOf(english)).not.toContain(words);
    expect(textOf(english)).toContain('Тут {{ нічого }} не чіпати.');
    const exists = (path: string): boolean => existsSync(join(site.folder, 'public', path));
    expect(brokenLinks(pages, exists)).toEqual([]);
    const seen = await shown(join(site.folder, 'public'), ['mist/', 'en/mist/'], 'main');
    if (seen === undefined) return;
    expect(seen.pages[0]?.text).toContain('Міський голова відкрив новий міст');
    expect(undisguised(seen.pages[1]?.text ?? '')).toBe(seen.pages[0]?.text);
    expect(seen.pages.map(({ lang }) => lang)).toEqual(['uk', 'en']);
  });
});
