import { messages } from '../message.js';
import { type Finding, suggest } from '../model/finding.js';
import type { LanguageTag } from '../model/language.js';
import type { Checked } from '../model/stages.js';
import { lineStartsOf, positionAt } from '../model/text.js';
import { VISIBLE_ATTRIBUTES } from '../syntax/types.js';

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

const TAG = /\{\{[<%][\s\S]*?[>%]\}\}|\{%[\s\S]*?%\}/g;
const VALUE = /(?:([\w-]+)\s*=\s*)?(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`([^`]*)`)/g;
const FENCE = /^( {0,3})(`{3,}|~{3,})([^\n]*)\n([\s\S]*?)(?:^ {0,3}\2[`~]* *$|(?![\s\S]))/gm;
/** Directives whose content is no prose. */
const NO_PROSE =
  /^(?:code|code-block|code-cell|sourcecode|math|mermaid|raw|literalinclude|include|toctree|csv-table|figure|image|eval-rst|bibliography|glossary|contents)$/;
const ROLE = /\{[\w:.-]+\}`([^`\n]+)`/g;
const WORD = /\p{L}{3,}/u;

interface Place {
  readonly at: number;
  readonly words: string;
  /** Where the markup begins. */
  readonly tag: number;
}

/** Words of a Markdown text that stand in markup and are not taken out of it for translation. */
export function wordsInMarkup(text: string): Place[] {
  const places: Place[] = [];
  const add = (at: number, words: string | undefined, tag = at): void => {
    if (words !== undefined && WORD.test(words))
      places.push({ at, tag, words: words.replace(/\s+/g, ' ').trim() });
  };
  const plain = text.replace(
    FENCE,
    (whole, _indent: string, _mark: string, info: string, inner: string, at: number) => {
      const [, name = '', title = ''] = /^\s*\{([\w:.-]+)\}(.*)$/.exec(info) ?? [];
      if (name !== '' && !NO_PROSE.test(name)) add(at, `${title} ${inner.replace(/^:[\w-]+:.*$/gm, '')}`);
      return ' '.repeat(whole.length);
    },
  );
  for (const { 0: tag, index } of plain.matchAll(TAG))
    for (const { 1: name, 2: double, 3: single, 4: raw, index: at } of tag.matchAll(VALUE))
      if (name === undefined || !VISIBLE_ATTRIBUTES.has(name.toLowerCase()))
        add(index + at, double ?? single ?? raw, index);
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
  const left = wordsInMarkup(article.text).filter(({ words, tag }) => {
    if (taken.has(`${tag} ${words}`)) return false;
    const lang = languageOf(words, among);
    return lang !== undefined && lang !== target;
  });
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
