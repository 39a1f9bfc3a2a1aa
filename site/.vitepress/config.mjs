import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));
// A copy inside: pages import Vue, which is installed here and not beside docs/.
const PAGES = fileURLToPath(new URL('../pages', import.meta.url));
rmSync(PAGES, { recursive: true, force: true });
cpSync(DOCS, PAGES, { recursive: true });

const titleOf = (path) => /^# (.+)$/m.exec(readFileSync(DOCS + path, 'utf8'))?.[1] ?? path;
const page = (name) => ({ text: titleOf(`${name}.md`), link: `/${name}` });
const decisions = readdirSync(`${DOCS}decisions`).map((name) => page(`decisions/${name.slice(0, -3)}`));

const GROUPS = {
  'Articles in': ['ingest', 'extraction', 'detection'],
  'Articles out': ['outputs', 'incremental', 'corpora'],
  Translation: ['providers', 'local-engine', 'memory', 'terms', 'names', 'checks', 'privacy'],
  People: ['review'],
  Machines: ['ci', 'serve', 'mcp', 'container', 'python'],
  Library: ['library', 'own-adapters', 'own-provider', 'testing-adapters', 'schemas'],
  Project: ['release', 'testing'],
};
const sidebar = [
  ...Object.entries(GROUPS).map(([text, names]) => ({ text, items: names.map(page) })),
  { text: 'Decisions', collapsed: true, items: decisions },
];
const search = { provider: 'local', options: { locales: { uk: { translations: { button: { buttonText: 'Шукати' } } } } } };

export default defineConfig({
  title: 'tovmach',
  description: 'Turns folders of mixed-language news into clean article files, one per language',
  srcDir: './pages',
  outDir: './dist',
  cacheDir: './.vitepress/cache',
  cleanUrls: true,
  // Braces of site generators in our pages are no expressions of Vue's.
  vue: { template: { compilerOptions: { delimiters: ['[[[[', ']]]]'] } } },
  // Nothing is loaded from elsewhere.
  themeConfig: { search, sidebar, outline: [2, 3], i18nRouting: false },
  locales: {
    root: { label: 'English', lang: 'en' },
    uk: { label: 'Українська', lang: 'uk', themeConfig: { outline: { label: 'На цій сторінці' }, docFooter: { prev: 'Назад', next: 'Далі' } } },
  },
  markdown: {
    config(md) {
      // What lies beside docs/ is in the repository, not on the site: its name stays, the link goes.
      md.core.ruler.push('inside', ({ tokens, env }) => {
        const depth = (env.relativePath ?? '').split('/').length - 1;
        for (const { children } of tokens) {
          let leaves = false;
          for (const token of children ?? []) {
            if (token.type === 'link_open') {
              const up = /^(?:\.\.\/)+/.exec(token.attrGet('href') ?? '')?.[0].length ?? 0;
              leaves = up / 3 > depth;
            }
            if (leaves && /^link_/.test(token.type)) {
              if (token.type === 'link_close') leaves = false;
              token.type = 'text';
              token.tag = '';
              token.nesting = 0;
              token.content = '';
            }
          }
        }
      });
    },
  },
});
