import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shown } from './browser.js';
import { attributes, brokenLinks, createSite, textOf, undisguised, versionOf } from './site.js';

/** MkDocs from Debian, a folder a language: Python-Markdown with its extensions. */

const version = versionOf('mkdocs', ['--version']);

const MAIN = `# Новий міст відкрили у Львові

Міський голова відкрив новий міст через річку. Див. [репортаж](b.md#kinets){ .next }.
Ціна — 5 $, а не 10 $.

[TOC]

!!! note "Увага, ремонт"
    Рух **обмежено** до вечора понеділка.

    Другий абзац примітки стоїть тут.

## Як дістатися {#how .big}

Термін стоїть тут
:   Визначення стоїть тут.

| Назва | Ціна |
|---|---|
| Докладніше | 5 млн |

<div class="box" markdown="1">
Текст у *коробці* стоїть тут.
</div>

НАТО стоїть тут[^1].

*[НАТО]: Організація договору

[^1]: Примітка внизу сторінки.
`;
const OTHER = `# Репортаж із площі

Інша стаття про міст із [посиланням назад](a.md) на першу.

## Кінець {#kinets}

Ось і вся стаття про міст.
`;

describe.skipIf(version === undefined)(`MkDocs ${version ?? '(not installed: skipped)'}`, () => {
  it('builds both versions of a site', async () => {
    const site = createSite({
      'mkdocs.yml': `site_name: Site
site_url: https://example.org/
theme: mkdocs
strict: true
markdown_extensions: [admonition, attr_list, def_list, footnotes, abbr, md_in_html, tables, toc]
`,
      'docs/index.md': '# Index\n',
    });
    await site.translate({ 'a.md': MAIN, 'b.md': OTHER }, 'docs', { output: { layout: 'hugo-folder' } });
    const { code, log } = site.build('mkdocs', ['build']);
    expect(code, log).toBe(0);
    const pages = site.pages('site');
    const main = (page: string): string =>
      /<div class="col-md-9" role="main">([\s\S]*?)<\/div>\s*<\/div>\s*<\/div>/.exec(
        pages.get(page) ?? '',
      )?.[1] ?? '';
    const [own, english] = [main('uk/a/index.html'), main('en/a/index.html')];
    expect(textOf(own)).toContain('Міський голова відкрив новий міст');
    expect(undisguised(textOf(english))).toBe(textOf(own));
    for (const words of [
      'Міський голова',
      'Увага, ремонт',
      'обмежено',
      'Визначення',
      'Докладніше',
      'у коробці',
      'Примітка',
    ])
      expect(textOf(english).normalize('NFC')).not.toContain(words);
    expect(attributes(english, 'id')).toContain('how');
    expect(attributes(english, 'class')).toEqual(
      expect.arrayContaining(['admonition note', 'next', 'big', 'box']),
    );
    const exists = (path: string): boolean => existsSync(join(site.folder, 'site', path));
    expect(brokenLinks(pages, exists).filter((link) => /^(?:uk|en)/.test(link))).toEqual([]);
    const seen = await shown(join(site.folder, 'site'), ['uk/a/', 'en/a/']);
    if (seen === undefined) return;
    expect(undisguised(seen.pages[1]?.text ?? '')).toContain('Рух обмежено до вечора понеділка.');
  });
});
