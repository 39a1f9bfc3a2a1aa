// What VitePress does not check: every link to a place on a page has that place, both start pages and the search are there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('dist/', import.meta.url));
const problems = [];
const pages = readdirSync(dist, { recursive: true }).filter((name) => name.endsWith('.html'));
const sources = readdirSync(fileURLToPath(new URL('../docs/', import.meta.url)), { recursive: true }).filter((name) => name.endsWith('.md'));
const html = new Map(pages.map((name) => [name.replaceAll('\\', '/'), readFileSync(dist + name, 'utf8')]));
const decode = (text) => decodeURIComponent(text.replaceAll('&amp;', '&'));
let links = 0;
for (const [name, text] of html) {
  const ids = (page) => new Set([...(html.get(page) ?? '').matchAll(/\sid="([^"]+)"/g)].map(([, id]) => decode(id)));
  for (const [, href] of text.matchAll(/<a [^>]*?href="([^"]+)"/g)) {
    if (/^[a-z]+:/.test(href)) continue;
    const url = new URL(href, `http://x/${name}`);
    const path = url.pathname === '/' ? 'index.html' : url.pathname.slice(1).replace(/\/$/, '/index').replace(/(\.html)?$/, '.html');
    links += 1;
    if (!html.has(path) && !existsSync(dist + decode(url.pathname.slice(1)))) problems.push(`${name}: ${href}`);
    else if (url.hash.length > 1 && !ids(path).has(decode(url.hash.slice(1)))) problems.push(`${name}: no place ${href}`);
  }
  for (const [, src] of text.matchAll(/<(?:img|script|link)[^>]*? (?:src|href)="([^"]+)"/g))
    if (/^https?:|^\/\//.test(src)) problems.push(`${name}: loads ${src}`);
}
for (const start of ['index.html', 'uk/index.html']) if (!html.has(start)) problems.push(`no ${start}`);
for (const source of sources)
  if (!html.has(source.replaceAll('\\', '/').replace(/\.md$/, '.html'))) problems.push(`no page of ${source}`);
if (!readdirSync(dist, { recursive: true }).some((name) => /localSearchIndex/.test(name))) problems.push('no index for the search');
if (links < 100) problems.push(`only ${links} links were found`);
for (const problem of problems) console.error(problem);
console.log(`${html.size} pages, ${links} links, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
