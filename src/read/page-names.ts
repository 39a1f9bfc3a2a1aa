import { attribute, type Element } from './html-tree.js';

/** What classes and ids of a page, and the look of a line, say of what an element is for. */

const NAMING = ['class', 'id', 'itemprop', 'data-testid', 'data-component', 'data-qa', 'data-type'];

const names = new WeakMap<Element, string>();

/** What an element is called, as words with hyphens: `articleBody js_text` is `article-body js-text`. */
export function nameOf(element: Element): string {
  let name = names.get(element);
  if (name === undefined) {
    name = NAMING.map((key) => attribute(element, key) ?? '')
      .join(' ')
      .replace(/([a-z\d])([A-Z])/g, '$1-$2')
      .replace(/[_:/]+/g, '-')
      .replace(/-{2,}/g, '-')
      .toLowerCase();
    names.set(element, name);
  }
  return name;
}

/** Whole words of a name: `ad` in `box-ad`, not in `header`. */
const words = (...families: readonly string[]): RegExp =>
  new RegExp(`(?<![a-z])(?:${families.join('|')})(?![a-z])`);

/** Boxes that are never the article's text, however much they say. */
export const NEVER_TEXT = words(
  'comments?(?:-?(?:list|area|section|thread|wrap\\w*|box|content|form|container|block|policy))?',
  'disqus\\w*',
  'reader-comments',
  'respond',
  'cookies?(?:-?(?:banner|bar|consent|notice|policy|law|info|popup|message|disclaimer|preferences?|settings?))?',
  'gdpr',
  'cmp',
  'onetrust\\w*',
  'consent(?:-?(?:sdk|banner|manager|popup|layer|box))?',
  'skip-?(?:link|to-?content)',
  'outbrain\\w*',
  'taboola\\w*',
);

/** Boxes around the article's text, by what they are called. A box that holds much of the page's text is none. */
export const FURNITURE_NAME = words(
  'nav',
  'navi',
  'navigation',
  'navbar',
  'subnav',
  '(?:sub-?)?menu',
  'footer',
  'bread-?crumbs?',
  'side-?bar',
  'shar(?:e|es|ing|edaddy)',
  'share-?(?:bar|buttons?|links?|box|tools)',
  'social(?:-?(?:share|links?|buttons?|media|icons?|bar|follow))?',
  'newsletters?(?:-?\\w+)?',
  'tags?',
  'tag-?(?:list|links|cloud)',
  'keywords',
  'related(?:-?(?:posts?|articles?|news|stories|content|links?|items?|topics?))?',
  '(?:jp-)?relatedposts\\w*',
  'recommend\\w*',
  'most-?(?:read|popular|viewed|shared)',
  'popular(?:-?(?:posts?|articles?|news|stories))?',
  'trending',
  'more-?(?:news|stories|from|on|in|articles|posts)',
  'read-?(?:more|also|next)',
  'see-?also',
  'also-?read',
  'similar',
  'lire-aussi',
  'teasers?',
  'promos?',
  'promot(?:ion|ed)',
  'sponsor(?:ed)?',
  'advert\\w*',
  'ads?',
  'ad-?(?:slot|box|unit|wrap\\w*|container|banner|label)',
  'banner',
  'toolbar',
  'subscri(?:be|ption|bers?|ptions)',
  'sign-?(?:up|in)',
  'log-?in',
  'register',
  'paywall(?:-?(?:banner|offer|prompt|overlay|message|box))?',
  'modal',
  'pop-?up',
  'lightbox',
  'gallery',
  'slide-?show',
  'slider',
  'carousel',
  'swiper',
  'author(?:-?(?:box|bio|card|info|details|profile|about|description|footer|block))?',
  'about-?(?:the-?)?authors?',
  'bio',
  'toc',
  'table-of-contents',
  'pagination',
  'pager',
  'post-nav(?:igation)?',
  'prev-next',
  'ratings?',
  'read(?:ing)?-?time',
  'time-?to-?read',
  'disclaimer',
  'copyright',
  'feedback',
  'donat\\w+',
  'poll',
  'quiz',
  'infobox',
  'fact-?box',
  'player',
);

/** What the box of the article's text is called. */
export const BODY_NAME = words(
  '(?:article|story|post|entry|news|content|page|main|blog|single)-?(?:body|text|content|copy|main)(?:-?(?:text|content|inner|wrapper))?',
  'body-?(?:text|copy|content)',
  'text-?(?:body|content)',
  'full-?text',
  'rich-?text',
  'field-body',
);

/** Words above a headline, in its heading. */
export const KICKER_NAME = words(
  'kicker',
  'eyebrow',
  'over-?(?:line|title)',
  'top-?line',
  'roof-?line',
  'dachzeile',
  'spitzmarke',
  'rubric',
  'category',
  'label',
  'badge',
);

/** Lists and lines that lead to other articles. */
export const RELATED_NAME =
  /(?<![a-z])(?:(?:jp-)?related(?:-?(?:posts?|articles?|news|stories|content|links?))?|read-?(?:also|more)|see-?also|also-?read|recommend\w*|teaser|more-news|similar|lire-aussi)(?![a-z])/;
export const BYLINE_NAME = /(?<![a-z])(?:byline|author|authors)(?![a-z])/;
export const LONGEST_BYLINE = 120;
const FEWEST_WORDS = 4;

/** Whether a line can be a lead: fewer words without a full stop are a kicker, a date or a reading time. */
export function canLead(text: string): boolean {
  return (text.match(/\p{L}{2,}/gu)?.length ?? 0) >= FEWEST_WORDS || /[.!?…。！？]["»”]?$/u.test(text);
}
