import type { Element } from 'hast';
import { h } from 'hastscript';
import type { LanguageTag } from '../model/language.js';

/** What a page has besides its article: a stylesheet, what machines are told of it, the way to its other languages. */

/** A version of an article. */
export interface Alternate {
  readonly target: LanguageTag;
  /** Absolute where the site's address is known, else relative to this file. */
  readonly href: string;
}

/** For light and dark, paper and telephones; nothing of it is fetched. */
const STYLESHEET = `:root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--quiet:#595959;--line:#d0d0d0;--link:#0b57d0}
@media (prefers-color-scheme:dark){:root{--ink:#e8e8e8;--paper:#141414;--quiet:#ababab;--line:#444;--link:#8ab4f8}}
body{margin:0 auto;max-width:42rem;padding:1rem;color:var(--ink);background:var(--paper);font:1.0625rem/1.6 system-ui,sans-serif;overflow-wrap:break-word}
a{color:var(--link)}h1{font-size:1.8rem;line-height:1.25}h2{font-size:1.3rem}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:0;padding:0 0 .5rem;list-style:none;border-bottom:1px solid var(--line)}
nav a,nav span{display:inline-block;padding:.25rem 0}
time,.caption,.notice{color:var(--quiet)}blockquote{margin-inline:0;padding-inline-start:1rem;border-inline-start:3px solid var(--line)}
pre{overflow-x:auto;white-space:pre-wrap}img{max-width:100%;height:auto}[data-tovmach=failed]{text-decoration:underline dotted}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media print{nav{display:none}body{max-width:none;color:#000;background:#fff}a{color:inherit}}`;

/** Longest description, in UTF-16 units: what search engines show. */
const DESCRIPTION = 200;

export function stylesheet(): Element {
  return h('style', STYLESHEET);
}

/** The first sentence of a text, whole. */
export function firstSentence(text: string, language: LanguageTag): string {
  const [first] = new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text);
  return (first?.segment ?? text).trim();
}

/** A text for a machine, cut at the end of a word. */
function description(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/</g, '‹').trim();
  if (line.length <= DESCRIPTION) return line;
  return `${line.slice(0, line.lastIndexOf(' ', DESCRIPTION) || DESCRIPTION)}…`;
}

/** Description, canonical address and Open Graph of a page; addresses only where they are absolute. */
export function pageFacts(page: {
  readonly title: string;
  readonly text: string;
  readonly target: LanguageTag;
  readonly own: string | undefined;
}): Element[] {
  const about = description(page.text);
  const address = page.own !== undefined && /^https?:/.test(page.own) ? page.own : undefined;
  const graph: [string, string | undefined][] = [
    ['og:type', 'article'],
    ['og:title', page.title.replace(/</g, '‹')],
    ['og:description', about === '' ? undefined : about],
    ['og:url', address],
    ['og:locale', page.target.replace('-', '_')],
  ];
  return [
    ...(about === '' ? [] : [h('meta', { name: 'description', content: about })]),
    ...(address === undefined ? [] : [h('link', { rel: ['canonical'], href: address })]),
    ...graph.flatMap(([property, content]) =>
      content === undefined ? [] : [h('meta', { property, content })],
    ),
  ];
}

/** A language as its speakers call it. */
function nameOf(language: LanguageTag): string {
  return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
}

/** The way to the other versions; none where there is one. */
export function languageSwitch(alternates: readonly Alternate[], target: LanguageTag): Element[] {
  if (alternates.length < 2) return [];
  const items = alternates.map(({ target: other, href }) =>
    h(
      'li',
      other === target
        ? h('span', { lang: other, ariaCurrent: 'page' }, nameOf(other))
        : h('a', { href, hrefLang: other, lang: other }, nameOf(other)),
    ),
  );
  return [
    h('nav', { ariaLabel: alternates.map(({ target: other }) => nameOf(other)).join(', ') }, [
      h('ul', items),
    ]),
  ];
}
