import { messages } from '../message.js';
import type { Placeholder } from '../model/article.js';
import { namedCharacter } from '../model/entities.js';
import type { Finding } from '../model/finding.js';
import { isMdx } from '../syntax/dialect.js';
import { findSyntax } from '../syntax/scan.js';
import { turns } from './turns.js';

/**
 * The one gate for what comes back from a translator: an answer says something, and does nothing. What its source has not
 * (lines, markup, block and template syntax, characters nobody sees) is escaped, or taken out where nothing escapes it. Pure.
 */

const say = messages('write', {
  broughtAlong: 'the answer brought along what its source has not: {{what}}; it was escaped or taken out',
  lineBreaks: 'line breaks',
  invisible: 'control or direction characters',
  markup: 'markup',
  blocks: 'the beginning of a list, heading or other block',
  templates: 'template syntax',
});

/** What an answer brought along. */
type Baggage = 'lineBreaks' | 'invisible' | 'markup' | 'blocks' | 'templates';

/** Where an answer goes. */
export interface Place {
  /** The text that was translated, and what of it stays as it is. */
  readonly source: string;
  readonly placeholders: readonly Placeholder[];
  /**
   * `markdown`: its signs can be escaped with a backslash. `value`: inside of markup or in front matter, where nothing can be.
   * `plain`: what is written from it knows no markup, or escapes it.
   */
  readonly kind: 'markdown' | 'value' | 'plain';
  /** It begins a line of the file. */
  readonly atLineStart: boolean;
  /** Braces and `import` are code in this file. */
  readonly mdx: boolean;
}

export interface Gated {
  readonly text: string;
  readonly baggage: ReadonlySet<Baggage>;
}

/** Characters nobody sees: controls, directions, joiners of words, tags. Those that join letters and emoji are not among them. */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must go
  /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;
const BREAKS = /[^\S\r\n]*(?:\r\n|[\n\r\v\f\u0085\u2028\u2029])\s*/gu;

const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi;

function decoded(text: string, source: string): string {
  return text.replace(ENTITY, (entity, decimal?: string, hex?: string, name?: string) => {
    if (source.includes(entity)) return entity;
    if (name !== undefined) return namedCharacter(name) ?? namedCharacter(name.toLowerCase()) ?? entity;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    const valid = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    return valid ? String.fromCodePoint(code) : '';
  });
}

const count = (text: string, part: string): number => text.split(part).length - 1;

/** Signs of inline Markdown that are escaped where an answer has more of them than its source. */
const SIGNS = ['\\', '`', '*', '[', ']', '<', '|', '~', '{', '}'];
/** Signs that show that a passage is more than a stray asterisk. */
const MARKUP = /<[A-Za-z/!?]|\]\(|\]\[|!\[|`|(?:\*\*|__)\S/;
/** Beginnings of template tags: broken up, because generators read them before anything escapes them. */
const TEMPLATE = /\{(?=[{%#])|<(?=[%?])|\{(?=\/\*)/g;
/** Ends of them, which some look for before they read quotation marks. */
const TEMPLATE_END = /[%}?](?=[}>])|\*(?=\/)/g;

/** What of a text is in no placeholder, as one string. */
function proseOf(text: string, places: readonly Placeholder[]): string {
  let prose = '';
  let at = 0;
  for (const { start, end } of [...places].sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    prose += text.slice(at, start);
    at = end;
  }
  return prose + text.slice(at);
}

/** Lets an answer through. */
export function gate(answer: string, place: Place): Gated {
  const { source, placeholders, kind } = place;
  const baggage = new Set<Baggage>();
  const prose = proseOf(source, placeholders);
  const parts = turns(decoded(answer, source), source, placeholders).map((part, index) => {
    if (index % 2 === 1) return part;
    return oneLine(visible(part, source, baggage), prose, baggage);
  });
  const words = parts.filter((_, index) => index % 2 === 0).join('');
  const more = new Set(SIGNS.filter((sign) => count(words, sign) > count(prose, sign)));
  const text = parts.map((part, index) => {
    if (index % 2 === 1) return part;
    const unbraced = part.replace(TEMPLATE, (sign) => {
      if (prose.includes(sign)) return sign;
      baggage.add('templates');
      return `${sign} `;
    });
    if (kind === 'plain') return unbraced;
    if (kind === 'value') {
      const open = unbraced.replace(TEMPLATE_END, (sign) => {
        if (prose.includes(sign)) return sign;
        baggage.add('templates');
        return `${sign} `;
      });
      if (MARKUP.test(open) && !MARKUP.test(prose)) baggage.add('markup');
      return angled(open, prose, more);
    }
    if (MARKUP.test(unbraced) && !MARKUP.test(prose)) baggage.add('markup');
    return escaped(unbraced, prose, { more, baggage });
  });
  return { text: kind === 'markdown' ? withoutBlocks(text, place, baggage) : text.join(''), baggage };
}

function visible(text: string, source: string, baggage: Set<Baggage>): string {
  return text.replace(INVISIBLE, (character) => {
    if (source.includes(character)) return character;
    baggage.add('invisible');
    return '';
  });
}

/** One line stays one line, several stay without an empty one between them. */
function oneLine(text: string, prose: string, baggage: Set<Baggage>): string {
  const several = /[\r\n]/.test(prose);
  return text.replace(BREAKS, (gap, at: number) => {
    const isOdd = /\n\s*\n|[\v\f\u0085\u2028\u2029]/.test(gap) || (/\r/.test(gap) && !prose.includes('\r'));
    if (several && !isOdd) return gap;
    baggage.add('lineBreaks');
    if (several) return '\n';
    return at === 0 || at + gap.length === text.length ? '' : ' ';
  });
}

/** Angle brackets as typographic ones: a tag becomes words; marks of emphasis and code go. */
function angled(text: string, prose: string, more: ReadonlySet<string>): string {
  const plain = text.replace(/[*`\\]/g, (sign) => (more.has(sign) ? '' : sign));
  return /<[A-Za-z/!?]/.test(prose) ? plain : plain.replace(/<(?=[A-Za-z/!?])([^<>]*)>?/g, '‹$1›');
}

function escaped(
  text: string,
  prose: string,
  { more, baggage }: { readonly more: ReadonlySet<string>; readonly baggage: Set<Baggage> },
): string {
  let result = '';
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    const isWord = /[\p{L}\p{N}]/u;
    const isEmphasis =
      sign === '_' &&
      !prose.includes('_') &&
      !(isWord.test(text.charAt(at - 1)) && isWord.test(text.charAt(at + 1)));
    result += more.has(sign) || isEmphasis ? `\\${sign}` : sign;
  }
  const brought = findSyntax(result, { dialect: 'markdown' });
  // What no sign above is part of, or what became a formula by its backslashes.
  for (const { start } of [...brought].reverse()) {
    const sign = result.charAt(start);
    const next = result.charAt(start + 1);
    const before = result;
    if (sign === '\\' && /[[(]/.test(next))
      result = `${result.slice(0, start)}&#${next.charCodeAt(0)};${result.slice(start + 2)}`;
    else if (/[$:+^%#]/.test(sign) && !prose.includes(sign)) {
      const entity = /[$:+]/.test(sign) ? `\\${sign}` : `&#${sign.charCodeAt(0)};`;
      result = `${result.slice(0, start)}${entity}${result.slice(start + 1)}`;
    }
    if (result !== before && sign !== '\\')
      baggage.add(result.startsWith(':::', start + 1) ? 'blocks' : 'markup');
  }
  return result;
}

/** What begins a block at the beginning of a line, and what of it is escaped. */
const BLOCK =
  /^(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|>|:{3}|:(?=[ \t])|!!!|\?\?\?|(?:-{3,}|={3,}|={1,}$|-{2,}$|\+{3})\s*|\d{1,9}(?=[.)](?:\s|$))|--8<|@include)/;

function withoutBlocks(
  parts: readonly string[],
  { source, atLineStart, mdx }: Place,
  baggage: Set<Baggage>,
): string {
  const starts = new Set(source.split('\n').map((line) => BLOCK.exec(line.trimStart())?.[0].charAt(0) ?? ''));
  const harmless = (line: string): string => {
    const indent = line.length - line.trimStart().length;
    const words = line.slice(indent);
    const lead = indent > 3 ? '' : line.slice(0, indent);
    if (mdx && /^(?:import|export)\b/.test(words)) {
      baggage.add('blocks');
      return `${lead}&#${words.charCodeAt(0)};${words.slice(1)}`;
    }
    const sign = BLOCK.exec(words)?.[0];
    if (sign === undefined || (starts.has(sign.charAt(0)) && !/^\d/.test(sign))) return lead + words;
    if (/^\d/.test(sign)) {
      if (starts.has(source.trimStart().charAt(0))) return lead + words;
      baggage.add('blocks');
      return `${lead}${sign}\\${words.slice(sign.length)}`;
    }
    baggage.add('blocks');
    return `${lead}\\${words}`;
  };
  let lineStart = atLineStart;
  return parts
    .map((part, index) => {
      if (index % 2 === 1) {
        lineStart = /\n[ \t>]*$/.test(part);
        return part;
      }
      const lines = part.split('\n').map((line, number) => (number > 0 || lineStart ? harmless(line) : line));
      if (part !== '') lineStart = part.endsWith('\n');
      return lines.join('\n');
    })
    .join('');
}

/** Whether braces and `import` are code in the Markdown file that an article becomes. */
export function isCode(article: {
  readonly format: string;
  readonly path: string;
  readonly text: string;
}): boolean {
  return article.format === 'markdown' && isMdx(article.path, article.text);
}

/** What to say of an answer that brought something along. */
export function gateFinding(
  baggage: ReadonlySet<Baggage>,
): Pick<Finding, 'check' | 'severity' | 'message'> | undefined {
  if (baggage.size === 0) return undefined;
  const [first, ...others] = [...baggage].sort().map((each) => say[each]());
  const what = [first?.message ?? '', ...others.map(({ message }) => message)].join(', ');
  const severity = baggage.has('markup') || baggage.has('templates') ? 'major' : 'minor';
  return {
    check: 'answer-markup',
    severity,
    ...say.broughtAlong({ what: others.length === 0 && first !== undefined ? first : what }),
  };
}
