import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shown } from './browser.js';
import { attributes, brokenLinks, createSite, isInstalled, textOf, undisguised } from './site.js';

/** Docusaurus 3 from npm: a blog in two locales, Markdown and MDX. */

const MAIN = `---
title: Новий міст відкрили у Львові
description: Коротко про міст
date: 2024-05-01
slug: novyi-mist
---

Міський голова відкрив новий міст через річку. Ціна — $5, а не {count}. Див. [репортаж](./b.mdx).

<!-- truncate -->

:::tip[Порада дня]

Текст *поради* для читачів.

:::

## Як дістатися {#how}

![Вид на міст](/img/m.png "Назва світлини")

| Назва | Ціна |
|---|---|
| Міст | 5 млн |

\`\`\`js title="файл.js"
const слово = '{не чіпати}';
\`\`\`

<details>
<summary>Докладніше</summary>

Подробиці ремонту стоять тут.

</details>
`;
const OTHER = `---
title: Репортаж із площі
date: 2024-05-02
---
import Tabs from '@theme/Tabs';
import TabItem from '@theme/TabItem';

Інша стаття про міст із [посиланням назад](./a.md) на першу. Разом {40 + 2} разів.

{/* truncate */}

<Tabs>
  <TabItem value="one" label="Перша вкладка">Текст першої вкладки.</TabItem>
  <TabItem value="two" label="Друга вкладка">Текст другої вкладки.</TabItem>
</Tabs>
`;
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe.skipIf(!isInstalled('@docusaurus/core'))('Docusaurus', () => {
  it('builds both locales of a blog, and a browser shows the same in both', async () => {
    const site = createSite({
      'package.json': '{ "name": "site", "private": true, "version": "0.0.0" }',
      'docusaurus.config.js': `export default {
  title: 'Site', url: 'https://example.org', baseUrl: '/', onBrokenLinks: 'throw', onBrokenAnchors: 'throw',
  markdown: { hooks: { onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw' } },
  i18n: { defaultLocale: 'uk', locales: ['uk', 'en'] },
  presets: [['classic', { docs: false, sitemap: false, blog: { routeBasePath: '/', showReadingTime: false } }]],
};
`,
      'static/img/m.png': PICTURE,
    });
    await site.translate({ 'a.md': MAIN, 'b.mdx': OTHER }, '.', { output: { layout: 'docusaurus' } });
    const { code, log } = site.build(process.execPath, [
      'node_modules/@docusaurus/core/bin/docusaurus.mjs',
      'build',
    ]);
    expect(code, log).toBe(0);
    const pages = site.pages('build');
    const english = pages.get('en/novyi-mist-en/index.html') ?? '';
    for (const words of ['Міський голова', 'Порада дня', 'Як дістатися', 'Докладніше', 'Подробиці'])
      expect(textOf(english)).not.toContain(words);
    expect(textOf(english)).toContain("const слово = '{не чіпати}';");
    expect(attributes(english, 'alt').map(undisguised)).toContain('Вид на міст');
    expect(attributes(english, 'id')).toContain('how');
    const exists = (path: string): boolean => existsSync(join(site.folder, 'build', path));
    expect(brokenLinks(pages, exists)).toEqual([]);
    for (const [own, other] of [
      ['novyi-mist/', 'en/novyi-mist-en/'],
      ['b/', 'en/b/'],
    ] as const) {
      const seen = await shown(join(site.folder, 'build'), [own, other], '.markdown');
      if (seen === undefined) return;
      // The theme sets the titles of admonitions in capitals.
      const [ours, theirs] = seen.pages.map(({ text }) => text.toLowerCase());
      expect(ours).toContain('міст');
      expect(theirs).not.toContain('міст');
      expect(undisguised(theirs ?? '')).toBe(ours);
      expect(seen.pages.map(({ lang }) => lang)).toEqual(['uk', 'en']);
      expect(seen.complaints).toEqual([]);
    }
  });
});
