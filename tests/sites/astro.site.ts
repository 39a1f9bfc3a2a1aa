import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shown } from './browser.js';
import { attributes, createSite, isInstalled, textOf, undisguised } from './site.js';

/** Astro 5 from npm: a collection of Markdown by language. */

const MAIN = `---
title: Новий міст відкрили у Львові
description: Коротко про міст
image:
  src: /m.png
  alt: Вид на міст здалеку
slug: novyi-mist
---

Міський голова відкрив новий міст через річку. Ціна — $5, а не {count}.

<aside class="note">Примітка редакції в окремому блоці.</aside>

![Вид на міст](/m.png "Назва світлини")

- Перший пункт *списку* про ремонт
- Другий пункт із \`кодом\` усередині
`;

describe.skipIf(!isInstalled('astro'))('Astro', () => {
  it('builds both versions of a site', async () => {
    const site = createSite({
      'package.json': '{ "type": "module" }',
      'astro.config.mjs': 'export default {};\n',
      'src/content.config.ts': `import { defineCollection, z } from 'astro:content';
import { glob } from 'astro/loaders';
export const collections = {
  blog: defineCollection({
    loader: glob({ pattern: '**/*.md', base: './src/content/blog' }),
    schema: z.object({ title: z.string(), description: z.string(), lang: z.string(), image: z.object({ src: z.string(), alt: z.string() }) }),
  }),
};
`,
      'src/pages/[...slug].astro': `---
import { getCollection, render } from 'astro:content';
export async function getStaticPaths() {
  return (await getCollection('blog')).map((post) => ({ params: { slug: post.id }, props: { post } }));
}
const { post } = Astro.props;
const { Content } = await render(post);
---
<html lang={post.data.lang}><head><title>{post.data.title}</title><meta name="description" content={post.data.description} /></head>
<body><main><img src={post.data.image.src} alt={post.data.image.alt} /><Content /></main></body></html>
`,
    });
    await site.translate({ 'a.md': MAIN }, '.', { output: { layout: 'astro' } });
    const { code, log } = site.build(process.execPath, ['node_modules/astro/astro.js', 'build']);
    expect(code, log).toBe(0);
    const pages = site.pages('dist');
    // The slug is the whole address to Astro: without the language, one page would take the other's place.
    const [own, english] = [
      pages.get('novyi-mist/index.html') ?? '',
      pages.get('novyi-mist-en/index.html') ?? '',
    ];
    expect(textOf(own)).toContain('Міський голова відкрив новий міст');
    expect(undisguised(textOf(english))).toBe(textOf(own));
    for (const words of ['Міський голова', 'Примітка редакції', 'Перший пункт'])
      expect(textOf(english)).not.toContain(words);
    expect(attributes(english, 'alt').map(undisguised)).toEqual(['Вид на міст здалеку', 'Вид на міст']);
    expect(attributes(english, 'content').map(undisguised)).toContain('Коротко про міст');
    const seen = await shown(join(site.folder, 'dist'), ['novyi-mist/', 'novyi-mist-en/'], 'main');
    if (seen === undefined) return;
    expect(seen.pages[0]?.text).toContain('Міський голова відкрив новий міст');
    expect(undisguised(seen.pages[1]?.text ?? '')).toBe(seen.pages[0]?.text);
    expect(seen.pages.map(({ lang }) => lang)).toEqual(['uk', 'en']);
  });
});
