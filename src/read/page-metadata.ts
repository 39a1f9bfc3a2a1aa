import type { ArticleMetadata } from '../model/article.js';
import { parseLanguageTag } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import { attribute, children, type Element, find, findAll, isText, type Node, textOf } from './html-tree.js';
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

/** What a page says of its title, the most reliable first, and of the site that it is part of. */
export interface PageTitles {
  /** As declared, with whatever the site adds. */
  readonly declared: readonly string[];
  readonly site?: string;
  /** Host name of its address. */
  readonly host?: string;
}

export function declaredTitles(tree: Node): PageTitles {
  const ld = jsonLd(tree);
  const head = find(tree, (element) => element.tagName === 'title');
  const declared = [
    meta(tree, 'og:title'),
    pickString(ld, ['headline']),
    meta(tree, 'twitter:title'),
    head === undefined ? undefined : textOf(head),
  ].flatMap((title) => {
    const text = title?.replace(/\s+/g, ' ').trim();
    return text ? [text] : [];
  });
  const site = meta(tree, 'og:site_name', 'application-name') ?? pickNames(ld, ['publisher']);
  const url = addressOf(tree, ld);
  return {
    declared,
    ...onlyDefined({
      site,
      host: url !== undefined && URL.canParse(url) ? new URL(url).hostname : undefined,
    }),
  };
}

function addressOf(tree: Node, ld: Record<string, unknown>): string | undefined {
  const canonical = find(
    tree,
    (element) => element.tagName === 'link' && attribute(element, 'rel') === 'canonical',
  );
  return (
    (canonical === undefined ? undefined : attribute(canonical, 'href')) ??
    meta(tree, 'og:url') ??
    pickString(ld, ['url', 'mainEntityOfPage', 'mainEntityOfPage.@id'])
  );
}

/** Date, address and author: what the page declares, then what it shows. */
export function readMetadata(tree: Node): ArticleMetadata {
  const ld = jsonLd(tree);
  const dated = (element: Element): boolean =>
    element.tagName === 'time' && attribute(element, 'datetime') !== undefined;
  const time =
    find(tree, (element) => dated(element) && attribute(element, 'itemprop') === 'datePublished') ??
    find(tree, dated);
  const date =
    meta(tree, 'article:published_time', 'datePublished', 'date') ??
    pickString(ld, ['datePublished']) ??
    (time === undefined ? undefined : attribute(time, 'datetime'));
  const url = addressOf(tree, ld);
  const author = meta(tree, 'author') ?? pickNames(ld, ['author']) ?? bylineOf(tree);
  return {
    ...onlyDefined({
      date: date || undefined,
      url: url || undefined,
      author: author || undefined,
    }),
    ...versionsOf(tree, url),
  };
}

/** Versions in other languages, as the page names them; `x-default` is none. */
function versionsOf(tree: Node, url: string | undefined): Pick<ArticleMetadata, 'alternates'> {
  const links = findAll(
    tree,
    (element) =>
      element.tagName === 'link' &&
      attribute(element, 'rel')?.toLowerCase() === 'alternate' &&
      attribute(element, 'hreflang') !== undefined,
  );
  const alternates = links.flatMap((link) => {
    const { tag: language } = parseLanguageTag(attribute(link, 'hreflang') ?? '');
    const href = attribute(link, 'href');
    if (language === undefined || href === undefined || !URL.canParse(href, url)) return [];
    return [{ language, url: new URL(href, url).href }];
  });
  return alternates.length === 0 ? {} : { alternates };
}

/** The author as the page shows it: `rel="author"`, `itemprop="author"`. */
function bylineOf(tree: Node): string | undefined {
  const byline = find(
    tree,
    (element) =>
      element.tagName !== 'meta' &&
      element.tagName !== 'link' &&
      (attribute(element, 'rel') === 'author' ||
        /(?:^|\s)author(?:\s|$)/.test(attribute(element, 'itemprop') ?? '')),
  );
  const text = byline === undefined ? '' : textOf(byline).replace(/\s+/g, ' ').trim();
  return text === '' || text.length > LONGEST_AUTHOR ? undefined : text;
}

const LONGEST_AUTHOR = 100;

/** What addresses of a page are relative to. */
export function baseOf(tree: Node, { url }: ArticleMetadata): string | undefined {
  const base = find(tree, (element) => element.tagName === 'base');
  const href = base === undefined ? undefined : attribute(base, 'href');
  return [href, url].find((address) => address !== undefined && URL.canParse(address));
}
