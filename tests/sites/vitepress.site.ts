import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shown } from './browser.js';
import { attributes, brokenLinks, createSite, isInstalled, textOf, undisguised } from './site.js';

/** VitePress from npm: Markdown with components of Vue, containers and interpolation. */

const MAIN = `---
title: Новий міст відкрили у Львові
description: Коротко про міст
---

# Новий міст відкрили у Львові

Міський голова відкрив <Badge type="tip" title="Новина дня" text="3" /> новий міст {{ 40 + 2 }} через річку. Див. [репортаж](./b.md) і :tada: так.

::: tip Порада дня
Текст поради для читачів нашої газети.
:::

::: details Докладніше про ремонт
Подробиці ремонту стоять тут.
:::

[[toc]]

## Як дістатися {#how}

![Вид на міст](/m.png "Назва світлини")

> [!WARNING]
> Увага, рух обмежено до вечора.

<div class="box">

Текст у коробці між порожніми рядками.

</div>

\`\`\`js{1}
const слово = '{{ не чіпати }}';
\`\`\`
`;
const OTHER = `# Репортаж

Інша стаття про міст із [посиланням назад](./a.md) на першу.
`;

describe.skipIf(!isInstalled('vitepress'))('VitePress', () => {
  it('builds both versions of a site', async () => {
    const site = createSite({
      'package.json': '{ "type": "module" }',
      '.vitepress/config.mjs':
        "export default { title: 'Site', srcExclude: ['sources/**', 'report.md'], locales: { uk: { label: 'uk', lang: 'uk' }, en: { label: 'en', lang: 'en' } } };\n",
      'index.md': '# Index\n',
      'public/m.png': '',
    });
    await site.translate({ 'a.md': MAIN, 'b.md': OTHER }, '.', {
      output: { layout: 'hugo-folder' },
      out: '.',
    });
    const { code, log } = site.build(process.execPath, [
      'node_modules/vitepress/bin/vitepress.js',
      'build',
      '.',
    ]);
    expect(code, log).toBe(0);
    const pages = site.pages('.vitepress/dist');
    const [own, english] = [pages.get('uk/a.html') ?? '', pages.get('en/a.html') ?? ''];
    const text = (html: string): string => textOf(html).replace(/Permalink to “[^”]*”/g, '');
    expect(text(own)).toContain('Міський голова відкрив');
    expect(text(own)).toContain('42');
    const trimmed = (html: string): string =>
      undisguised(text(html)).replace(/(?:Previous|Next) page.*$/, '');
    expect(trimmed(english)).toBe(trimmed(own));
    for (const words of ['Міський голова', 'Порада дня', 'Докладніше про', 'у коробці', 'Увага, рух'])
      expect(text(english)).not.toContain(words);
    expect(text(english)).toContain('{{ не чіпати }}');
    expect(attributes(english, 'alt').map(undisguised)).toContain('Вид на міст');
    expect(attributes(english, 'id')).toContain('how');
    const exists = (path: string): boolean => existsSync(join(site.folder, '.vitepress/dist', path));
    expect(brokenLinks(pages, exists)).toEqual([]);
    const seen = await shown(join(site.folder, '.vitepress/dist'), ['uk/a.html', 'en/a.html'], '.vp-doc');
    if (seen === undefined) return;
    expect(seen.pages[0]?.text).toContain('Міський голова відкрив');
    expect(undisguised(seen.pages[1]?.text ?? '')).toBe(seen.pages[0]?.text);
    expect(seen.pages.map(({ lang }) => lang)).toEqual(['uk', 'en']);
  });
});
