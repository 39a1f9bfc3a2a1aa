import { messages } from '../message.js';
import { type Finding, suggest } from '../model/finding.js';
import type { LanguageTag } from '../model/language.js';
import type { Checked } from '../model/stages.js';
import { lineStartsOf, positionAt } from '../model/text.js';
import { isMdx } from '../syntax/dialect.js';
import { findSyntax } from '../syntax/scan.js';
import { isShown } from '../syntax/shown.js';
import type { Dialect, SyntaxTag } from '../syntax/types.js';

/**
 * Words in markup that stay as they are, and that readers may see: arguments of shortcodes without a name, or of names nobody
 * knows, directives of MyST in code fences, and its roles. What is translated is not among them. Pure.
 */

const say = messages('write', {
  wordsInMarkup: {
    one: '{{count}} place in markup stays in another language: "{{words}}"',
    other: '{{count}} places in markup stay in another language, the first: "{{words}}"',
  },
  nameTheArgument:
    'Arguments called title, caption, alt, label, summary or description are translated; name others in shortcodes of the configuration, and translate what is in code fences by hand.',
});

const VALUE = /(?:([\w-]+)\s*=\s*)?(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`([^`]*)`)/g;
const FENCE = /^( {0,3})(`{3,}|~{3,})([^\n]*)\n([\s\S]*?)(?:^ {0,3}\2[`~]* *$|(?![\s\S]))/gm;
/** Directives whose content is no prose. */
const NO_PROSE =
  /^(?:code|code-block|code-cell|sourcecode|math|mermaid|raw|literalinclude|include|toctree|eval-rst|bibliography)$/;
/** An option of a directive; those that readers see count with its content. */
const OPTION = /^:(?!(?:alt|caption|title|header|subtitle):)[\w-]+:.*$/gm;
const ROLE = /\{[\w:.-]+\}`([^`\n]+)`/g;
const WORD = /\p{L}{3,}/u;
/** Text between the elements of an expression: `{open && <b>words</b>}`. */
const BETWEEN = />([^<>{}"'`]+)<\//g;
/** Names a page, or a key of a catalogue. */
const NAMES_PAGE = /^\{[{%][<%]?[-~]?\s*(?:ref|relref|post_url|link|extends|block|import|i18n|T)\b/;
/** A page that is shown by its name; a picture or a page that is put in is not. */
const WIKI = /^\[\[([^[\]|#]+)(?:#[^[\]|]*)?\]\]$/;

/** What machines read in tags and components. */
const TECHNICAL =
  /^(?::|@|v-|on[A-Z]|data-|aria-(?!label)|(?:class|className|id|key|href|to|src|srcset|style|name|type|rel|target|lang|role|width|height|sizes|media|loading|value|values|groupId|queryString|slot|is|xmlns|viewBox|d|fill|stroke)$)/;

interface Value {
  readonly start: number;
  readonly words: string;
}

/** Words in quotation marks in one stretch of site syntax, and between the elements of an expression, that nobody takes out of it. */
function wordsIn({ start, end, kind, texts }: SyntaxTag, text: string): Value[] {
  const markup = text.slice(start, end);
  const wiki = WIKI.exec(markup)?.[1];
  if (wiki !== undefined && text.charAt(start - 1) !== '!') return [{ start, words: wiki }];
  const isTemplate = /^\{[{%]/.test(markup) && !/^\{\{(?:[<%]?\/\*|!)/.test(markup);
  const isElement = kind === 'tag' && /^<[A-Z]/.test(markup);
  const isCode = kind === 'code' && /^(?:\{(?![{%#:/])|export\b)/.test(markup);
  // The block of a shortcode for code is code.
  const isBlock = kind === 'code' && /^\{(?:\{[<%]|%)/.test(markup);
  if ((!isTemplate && !isElement && !isCode) || isBlock || NAMES_PAGE.test(markup)) return [];
  const values = [...markup.matchAll(VALUE)].flatMap(
    ({ 0: whole, 1: name, 2: double, 3: single, 4: raw, index }) => {
      const [from, until] = [start + index, start + index + whole.length];
      const words = double ?? single ?? raw ?? '';
      const isTaken = texts.some((taken) => taken.start >= from && taken.end <= until);
      const isName = name !== undefined && !isTemplate && TECHNICAL.test(name);
      return isTaken || isName || !isShown(words) || (!isTemplate && !isPhrase(words))
        ? []
        : [{ start: from, words }];
    },
  );
  if (!isCode && !isElement) return values;
  const between = [...markup.matchAll(BETWEEN)].map(({ 1: words = '', index }) => ({
    start: start + index + 1,
    words,
  }));
  return [...values, ...between];
}

/** Several words, or letters that names in code do not have. */
const isPhrase = (words: string): boolean => /\p{L}\s+\p{L}/u.test(words) || /[^\p{ASCII}]/u.test(words);

interface Place {
  readonly at: number;
  readonly words: string;
  /** Where the markup begins. */
  readonly tag: number;
}

/** Words of a Markdown text that stand in markup and are not taken out of it for translation. */
export function wordsInMarkup(text: string, dialect: Dialect = 'markdown'): Place[] {
  const places: Place[] = [];
  const add = (at: number, words: string | undefined, tag = at): void => {
    if (words !== undefined && WORD.test(words))
      places.push({ at, tag, words: words.replace(/\s+/g, ' ').trim() });
  };
  const plain = text.replace(
    FENCE,
    (whole, _indent: string, _mark: string, info: string, inner: string, at: number) => {
      const [, name = '', title = ''] = /^\s*\{([\w:.-]+)\}(.*)$/.exec(info) ?? [];
      if (name !== '' && !NO_PROSE.test(name)) add(at, `${title} ${inner.replace(OPTION, '')}`);
      return ' '.repeat(whole.length);
    },
  );
  if (/[{<[]|^export\b/m.test(plain))
    for (const tag of findSyntax(plain, { dialect }))
      for (const { start, words } of wordsIn(tag, plain)) add(start, words, tag.start);
  for (const { 1: words, index } of plain.matchAll(ROLE)) add(index, words);
  return places;
}

/** Says what of an output stays in another language for that. */
export function foreignMarkup(
  article: Checked,
  target: LanguageTag,
  languageOf: (text: string, among: readonly LanguageTag[]) => LanguageTag | undefined,
): Finding[] {
  if (article.format !== 'markdown') return [];
  const among = [...new Set([target, ...Object.keys(article.langs)])];
  if (among.length < 2) return [];
  // What was taken out of its markup is translated, or said to be failed.
  const taken = new Set(
    article.blocks.flatMap(({ attribute, text }) =>
      attribute === undefined ? [] : [`${attribute.host[0]} ${text.replace(/\s+/g, ' ')}`],
    ),
  );
  const left = wordsInMarkup(article.text, isMdx(article.path, article.text) ? 'mdx' : 'markdown').filter(
    ({ words, tag }) => {
      if (taken.has(`${tag} ${words}`)) return false;
      const lang = languageOf(words, among);
      return lang !== undefined && lang !== target;
    },
  );
  const [first] = left.sort((a, b) => a.at - b.at);
  if (first === undefined) return [];
  const { line, column } = positionAt(lineStartsOf(article.text), first.at);
  return [
    {
      check: 'markup-language',
      severity: 'minor',
      ...say.wordsInMarkup({ count: left.length, words: first.words.slice(0, 80) }),
      articleId: article.id,
      path: article.path,
      line,
      column,
      target,
      ...suggest(say.nameTheArgument()),
    },
  ];
}
