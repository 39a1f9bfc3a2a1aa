import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shown } from './browser.js';
import { attributes, brokenLinks, createSite, textOf, undisguised } from './site.js';

/** Debian's Hugo. */

const version = spawnSync('hugo', ['version'], { encoding: 'utf8' }).stdout?.split(' ')[1];

const SITE = {
  'hugo.toml': `baseURL = "https://example.org/"
relativeURLs = true
defaultContentLanguage = "uk"
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
ignoreFiles = ["report\\\\.md$"]
[languages.uk]
weight = 1
[languages.en]
weight = 2
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
block = true
`,
  'layouts/_default/single.html': `<!doctype html><html lang="{{ .Lang }}"><title>{{ .Title }}</title><meta name="description" content="{{ .Description }}">
{{ range .Translations }}<a hreflang="{{ .Lang }}" href="{{ .RelPermalink }}">{{ .Lang }}</a>{{ end }}<main>{{ .Content }}</main>
`,
  'layouts/_default/list.html': `<!doctype html><title>{{ .Title }}</title><main>{{ range .Site.RegularPages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</main>
`,
  'layouts/shortcodes/notice.html': '<div class="notice {{ .Get 0 }}">{{ .Inner }}</div>',
  'layouts/shortcodes/badge.html': '<b class="badge">{{ .Get "label" }}</b>',
};

const MAIN = `+++
# by hand
title = "Новий міст відкрили у Львові"
description = "Коротко про міст"
aliases = ["/old/"]
+++

{{< youtube dQw4w9WgXcQ >}}

Міський голова відкрив новий міст {{< badge label="Новина дня" >}} через річку. Див. [репортаж]({{< ref "b.md" >}}) та {count} світлин.

{{< figure src="/i.jpg" title="Новий міст через річку" alt=\`Вид на "міст"\` caption="Підпис у два слова" >}}

{{% notice warning %}}
Увага: рух **обмежено** до вечора понеділка.
{{% /notice %}}

{{< notice tip >}}Порада для читачів нашої газети.{{< /notice >}}

{{< highlight go >}}
fmt.Println("Привіт, світе")
{{< /highlight >}}

## Як дістатися {#how .big}

Формула $E = mc^2$ коштує $5, а не $10. Шаблон {{</* example */>}} лишається.

![Вид на міст](/m.jpg "Назва світлини")

<div class="box">
    <p>Текст у коробці з відступом.</p>
</div>

| Назва | Ціна |
|---|---|
| Міст | 5 млн |

Кінець[^1].

[^1]: Примітка внизу сторінки.
`;
const OTHER = `---
title: Репортаж
url: /nash/
---

Інша стаття про міст із [посиланням назад]({{< relref "a.md" >}}) на першу.
`;

describe.skipIf(version === undefined)(`Hugo ${version ?? '(not installed: skipped)'}`, () => {
  it.each(['hugo-file', 'hugo-folder'] as const)(
    'builds both versions of a site, layout %s',
    async (layout) => {
      const folders =
        layout === 'hugo-folder'
          ? {
              'hugo.toml': SITE['hugo.toml'].replace(
                /\[languages\.(\w\w)\]/g,
                '[languages.$1]\ncontentDir = "content/$1"',
              ),
            }
          : {};
      const site = createSite({ ...SITE, ...folders });
      await site.translate({ 'a.md': MAIN, 'b.md': OTHER }, 'content', { output: { layout } });
      const { code, log } = site.build('hugo', ['--quiet', '--panicOnWarning']);
      expect(code, log).toBe(0);
      const pages = site.pages('public');
      const [own, english] = [pages.get('a/index.html') ?? '', pages.get('en/a/index.html') ?? ''];
      expect(textOf(own)).toContain('Міський голова відкрив новий міст');
      expect(undisguised(textOf(english))).toBe(textOf(own));
      for (const words of ['Міський голова', 'Порада для', 'Текст у коробці', 'Примітка внизу', 'Новина дня'])
        expect(textOf(english)).not.toContain(words);
      expect(textOf(english)).toContain('fmt.Println("Привіт, світе")');
      expect(attributes(english, 'alt').map(undisguised)).toEqual(attributes(own, 'alt'));
      expect(attributes(english, 'src')).toEqual(
        attributes(own, 'src').map((src) => src.replace('../i', '../../i').replace('../m', '../../m')),
      );
      expect([...pages.keys()]).toEqual(
        expect.arrayContaining(['nash/index.html', 'en/nash/index.html', 'old/index.html']),
      );
      expect(attributes(english, 'content').map(undisguised)).toContain('Коротко про міст');
      expect(attributes(english, 'id')).toContain('how');
      const exists = (path: string): boolean => existsSync(join(site.folder, 'public', path));
      expect(brokenLinks(pages, exists)).toEqual([]);
      const seen = await shown(join(site.folder, 'public'), ['a/', 'en/a/'], 'main');
      if (seen === undefined) return;
      expect(seen.pages[0]?.text).toContain('Міський голова відкрив новий міст');
      expect(undisguised(seen.pages[1]?.text ?? '')).toBe(seen.pages[0]?.text);
      expect(seen.pages.map(({ lang }) => lang)).toEqual(['uk', 'en']);
    },
  );
});
