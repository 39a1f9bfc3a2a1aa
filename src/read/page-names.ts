/** What classes and ids of a page, and the look of a line, say of what an element is for. */

/** Lists and lines that lead to other articles. */
export const RELATED_NAME =
  /\b(?:(?:jp-)?related(?:[-_]?(?:posts?|articles?|news|stories|content|links?))?|read-?(?:also|more)|see-?also|also-?read|recommend\w*|teaser|more-news|similar|lire-aussi)\b/i;
/** Elements of a page around the article's text, by class or id; `author-box`, `article__newsletter`. */
export const FURNITURE_NAME =
  /(?<![a-z])(?:author[-_]?(?:box|bio|card|info)|about[-_]?author|newsletter|cookie[-_]?\w*|gdpr|read(?:ing)?[-_]?time|time[-_]?to[-_]?read|share[-_]?(?:bar|buttons?|links?|box)|social[-_]?(?:share|links?|buttons?)|breadcrumbs?|promo|subscribe|sign-?up|paywall[-_](?:banner|offer|prompt|overlay|message)|skip-link)(?![a-z])/i;
export const BYLINE_NAME = /(?<![a-z])(?:byline|author|authors)(?![a-z])/i;
export const LONGEST_BYLINE = 120;
const FEWEST_WORDS = 4;

/** Whether a line can be a lead: fewer words without a full stop are a kicker, a date or a reading time. */
export function canLead(text: string): boolean {
  return (text.match(/\p{L}{2,}/gu)?.length ?? 0) >= FEWEST_WORDS || /[.!?…。！？]["»”]?$/u.test(text);
}
