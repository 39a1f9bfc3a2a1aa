import type { Search } from './search.js';
import { quotedValues } from './signs.js';
import type { Dialect, SyntaxTag, VisibleText } from './types.js';

/** Syntax that is a line, or begins one: directives, admonitions, imports, snippets. */

/** `:::note Title`, `:::note[Title]{…}`, `::: {.note}`, `:::` */
const CONTAINER =
  /[ \t]*(?:>[ \t]*)*:{3,}[ \t]*([\w-]*)(?:\[([^\n]*?)\](?=[ \t{\r\n]|$))?[ \t]*(\{[^{}\n]*\})?[ \t]*([^\n\r]*)/y;
/** `!!! note "Title"`, `??? note`, `=== "Tab"` of Python-Markdown. */
const ADMONITION =
  /[ \t]*(?:!!!|\?\?\?\+?|===\+?!?)[ \t]+(?:[a-z][\w -]{0,80}?(?=[ \t]{1,8}"|[ \t]{0,8}(?:\r?\n|$)))?[ \t]*(?:"([^"\n]*)")?(?=[ \t]*(?:\r?\n|$))/y;
/** A snippet another file is put in for. */
const SNIPPET = /[ \t]*(?:-{1,2}8<-{1,2}[^\n]*|<<<[ \t]*@?[/.\w][^\n]*|@include:?[^\n]*|!!!include\([^\n]*)/y;
/** What an abbreviation is explained for: `*[HTML]: …` of Kramdown and Python-Markdown; the explanation is text. */
const ABBREVIATION = /[ ]{0,3}\*\[[^[\]\n]{1,80}\]:/y;
const MODULE =
  /(?:import[ \t]*(?:['"][^'"\n]+['"]|[\w*{][^;'"]{0,1000}?[ \t\n}]from[ \t]*['"][^'"\n]+['"])[ \t]*;?[ \t]*(?:\/\/[^\n]*)?(?=\r?\n|$)|export[ \t]+(?:default[ \t]|const[ \t]|let[ \t]|var[ \t]|async[ \t]|function[ \t*]|class[ \t]|\*|\{))/y;

/** Whether nothing but markers of Markdown (lists, quotations, headings) stands in the lines of a stretch beside it. */
export function standsAlone(text: string, start: number, end: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const lineEnd = text.indexOf('\n', end);
  const after = text.slice(end, lineEnd < 0 ? text.length : lineEnd);
  return /^[\s>#*+\d.)-]*$/.test(before) && /^[\s#]*$/.test(after);
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Syntax in the line that begins at `at`. */
export function lineAt(search: Search, at: number, dialect: Dialect): SyntaxTag | undefined {
  const { text } = search;
  const first = text.charCodeAt(at);
  // import, export
  if (first === 105 || first === 101) return moduleAt(search, at);
  const container = matchAt(CONTAINER, text, at);
  if (container !== null) return containerTag(text, at, container);
  const admonition = matchAt(ADMONITION, text, at);
  if (admonition !== null && admonition[0].trim() !== '===') {
    const title = admonition[1];
    const end = at + admonition[0].length;
    const start = end - 1 - (title?.length ?? 0);
    const texts: VisibleText[] =
      title === undefined || title.trim() === '' ? [] : [{ start, end: end - 1, close: '"', escape: 'none' }];
    return { start: at, end, kind: 'tag', name: 'admonition', texts };
  }
  const abbreviation = matchAt(ABBREVIATION, text, at);
  if (abbreviation !== null) return { start: at, end: at + abbreviation[0].length, kind: 'code', texts: [] };
  const snippet = matchAt(SNIPPET, text, at);
  if (snippet !== null && dialect !== 'text')
    return { start: at, end: at + snippet[0].length, kind: 'code', texts: [] };
  return undefined;
}

function containerTag(text: string, at: number, match: RegExpExecArray): SyntaxTag | undefined {
  const [whole, name = '', label, attributes, rest = ''] = match;
  const end = at + whole.trimEnd().length;
  const texts: VisibleText[] = [];
  if (label !== undefined && label.trim() !== '') {
    const start = at + whole.indexOf('[') + 1;
    texts.push({ start, end: start + label.length, close: ']', escape: 'backslash' });
  }
  if (attributes !== undefined) {
    const start = at + whole.indexOf(attributes);
    texts.push(...quotedValues(text, start, start + attributes.length));
  }
  const title = rest
    .trim()
    .replace(/^:+$/, '')
    .replace(/\s*:{3,}$/, '')
    .replace(/\s*\{[^{}]*\}$/, '');
  if (title !== '' && label === undefined) {
    const start = at + whole.lastIndexOf(title);
    texts.push({ start, end: start + title.length, close: '\n', escape: 'none' });
  }
  return { start: at, end, kind: 'tag', name: `:::${name}`, texts };
}

/** An `import` or `export`: up to the line its brackets are closed in. */
function moduleAt(search: Search, at: number): SyntaxTag | undefined {
  const { text } = search;
  if (at > 1 && !/\n$|^$/.test(text.slice(at - 1, at))) return undefined;
  const found = matchAt(MODULE, text, at);
  if (found === null) return undefined;
  let end = at + found[0].length;
  if (found[0].startsWith('export')) {
    end = at;
    let depth = 0;
    const until = search.reach(at);
    for (; end < until; end++) {
      const character = text.charAt(end);
      if ('([{'.includes(character)) depth += 1;
      else if (')]}'.includes(character)) depth -= 1;
      else if (character === '\n' && depth <= 0) break;
      else if (character === '"' || character === "'" || character === '`') {
        const close = search.quotationEnd(end);
        if (close > 0 && close < until) end = close - 1;
      }
    }
    if (depth > 0) {
      search.unclosed(until);
      return undefined;
    }
  }
  return { start: at, end, kind: 'code', texts: [] };
}
