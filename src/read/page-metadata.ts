import type { ArticleMetadata } from '../model/article.js';
import { attribute, children, type Element, find, isText, type Node, textOf } from './html-tree.js';
import { pickNames, pickString } from './metadata.js';

/** What a page says of itself. */

/** What the first of these meta elements says that says anything. */
export function meta(tree: Node, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const element = find(
      tree,
      (candidate) =>
        candidate.tagName === 'meta' &&
        (attribute(candidate, 'property') ??
          attribute(candidate, 'name') ??
          attribute(candidate, 'itemprop')) === name,
    );
    const content = element === undefined ? undefined : attribute(element, 'content')?.trim();
    if (content) return content;
  }
  return undefined;
}

/** Types of schema.org that are news: `NewsArticle`, `LiveBlogPosting` and their like. */
const ARTICLE_TYPE = /Article|BlogPosting/;

/** The article among the page's JSON-LD; nothing where that is absent or broken. */
function jsonLd(tree: Node): Record<string, unknown> {
  const script = find(
    tree,
    (element) =>
      element.tagName === 'script' &&
      attribute(element, 'type') === 'application/ld+json' &&
      children(element).some((child) => isText(child) && ARTICLE_TYPE.test(child.value)),
  );
  const text = script === undefined ? undefined : children(script).find(isText)?.value;
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    const list: unknown[] = Array.isArray(value) ? value : [value];
    const graph = list.flatMap((item) => {
      const inner = (item as { '@graph'?: unknown } | null)?.['@graph'];
      return Array.isArray(inner) ? inner : [item];
    });
    return (graph.find((item) =>
      ARTICLE_TYPE.test(String((item as { '@type'?: unknown } | null)?.['@type'])),
    ) ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** Title, date, address and author: what the page shows, then what it declares, then what Readability found. */
export function readMetadata(tree: Node, main: { title?: string; author?: string }): ArticleMetadata {
  const ld = jsonLd(tree);
  const declared = meta(tree, 'og:title') ?? pickString(ld, ['headline']);
  const words = (element: Element): string => textOf(element).replace(/\s+/g, ' ').trim();
  // The first `h1` of some pages is the name of the site.
  const heading =
    find(tree, (element) => /^h[12]$/.test(element.tagName) && words(element) === declared) ??
    find(tree, (element) => element.tagName === 'h1');
  const dated = (element: Element): boolean =>
    element.tagName === 'time' && attribute(element, 'datetime') !== undefined;
  const time =
    find(tree, (element) => dated(element) && attribute(element, 'itemprop') === 'datePublished') ??
    find(tree, dated);
  const canonical = find(
    tree,
    (element) => element.tagName === 'link' && attribute(element, 'rel') === 'canonical',
  );
  const head = find(tree, (element) => element.tagName === 'title');
  const title =
    (heading === undefined ? undefined : words(heading)) ||
    declared ||
    main.title ||
    (head === undefined ? undefined : textOf(head).trim());
  const date =
    meta(tree, 'article:published_time', 'datePublished', 'date') ??
    pickString(ld, ['datePublished']) ??
    (time === undefined ? undefined : attribute(time, 'datetime'));
  const url =
    (canonical === undefined ? undefined : attribute(canonical, 'href')) ??
    meta(tree, 'og:url') ??
    pickString(ld, ['url', 'mainEntityOfPage', 'mainEntityOfPage.@id']);
  const author = meta(tree, 'author') ?? main.author ?? pickNames(ld, ['author']);
  return {
    ...(title ? { title } : {}),
    ...(date ? { date } : {}),
    ...(url ? { url } : {}),
    ...(author ? { author } : {}),
  };
}

/** What addresses of a page are relative to. */
export function baseOf(tree: Node, { url }: ArticleMetadata): string | undefined {
  const base = find(tree, (element) => element.tagName === 'base');
  const href = base === undefined ? undefined : attribute(base, 'href');
  return [href, url].find((address) => address !== undefined && URL.canParse(address));
}
