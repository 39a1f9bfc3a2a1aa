/** What site generators, templates and formatters read in a text: nobody's words, never to be changed. */

/** Which document the text is from: line syntax stands only in Markdown, `{expressions}` only in MDX. */
export type Dialect = 'text' | 'markdown' | 'mdx';

/** Words inside of markup that a reader sees: the value of `title`, `caption`, `alt`, the label of a wikilink. */
export interface VisibleText {
  /** Half-open UTF-16 range of the words, without quotation marks. */
  readonly start: number;
  readonly end: number;
  /** How the value is delimited, which decides what may not stand in it: a quotation mark, or the closing sign. */
  readonly close: '"' | "'" | '`' | ']' | ')' | '\n';
  /** Whose rules escape a quotation mark in it. */
  readonly escape: 'entity' | 'backslash' | 'none';
}

/** One stretch of site syntax. */
export interface SyntaxTag {
  /** Half-open UTF-16 range. */
  readonly start: number;
  readonly end: number;
  /** `tag` markup, `code` what a machine computes or shows: expressions, math, code. */
  readonly kind: 'tag' | 'code';
  /** For markup that opens or closes something: its name, as written. */
  readonly name?: string;
  readonly form?: 'open' | 'close';
  /** Asks that nothing up to its end be translated: `translate="no"`. */
  readonly untranslated?: boolean;
  /** In order, disjoint. */
  readonly texts: readonly VisibleText[];
}

/** A stretch that matches a pattern of the user: `protect:` in the configuration. */
export interface ProtectedRange {
  readonly start: number;
  readonly end: number;
}

/** Finds the stretches of a text that patterns of the user protect; ordered and disjoint. */
export type FindProtected = (text: string) => readonly ProtectedRange[];

/** Attributes that readers see, in markup of every kind. */
export const VISIBLE_ATTRIBUTES: ReadonlySet<string> = new Set([
  'title',
  'subtitle',
  'caption',
  'alt',
  'label',
  'aria-label',
  'summary',
  'description',
  'placeholder',
]);
