import { SaxesParser } from 'saxes';
import { messages, SpokenError } from '../message.js';
import type { Range } from './characters.js';
import { trimRange } from './characters.js';

/**
 * Rules for the ends of sentences from SRX 2.0 (https://www.gala-global.org/srx-20-april-7-2008): pairs of patterns
 * before and after a place, of which the first that fits says whether it is a break. Patterns are written for ICU or
 * Java; what JavaScript writes otherwise is put into its words, what it has not is an error.
 */

const say = messages('segment', {
  badXml: 'line {{line}}: {{reason}}',
  noRules: 'no rules for any of {{languages}}',
  badPattern: 'line {{line}}: the pattern {{pattern}} cannot be used: {{reason}}',
});

/** Sentences of a text, white space at their ends left out. */
export type FindSentences = (text: string) => Range[];

interface Rule {
  readonly isBreak: boolean;
  readonly before: string;
  readonly after: string;
  readonly line: number;
}

interface Mapping {
  readonly pattern: string;
  readonly name: string;
}

interface Parsed {
  readonly rules: ReadonlyMap<string, readonly Rule[]>;
  readonly maps: readonly Mapping[];
  readonly cascades: boolean;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function parse(xml: string): Parsed {
  const parser = new SaxesParser();
  const rules = new Map<string, Rule[]>();
  const maps: Mapping[] = [];
  let cascades = false;
  let list: Rule[] = [];
  let rule = { isBreak: true, before: '', after: '', line: 0 };
  let open: 'before' | 'after' | undefined;
  parser.on('error', (error) => {
    throw new SpokenError(say.badXml({ line: parser.line, reason: error.message }));
  });
  parser.on('opentag', ({ name, attributes }) => {
    const of = (key: string): string => String(attributes[key] ?? '');
    switch (local(name)) {
      case 'header':
        cascades = of('cascade') === 'yes';
        break;
      case 'languagerule':
        list = rules.get(of('languagerulename')) ?? [];
        rules.set(of('languagerulename'), list);
        break;
      case 'rule':
        rule = { isBreak: of('break') !== 'no', before: '', after: '', line: parser.line };
        break;
      case 'beforebreak':
        open = 'before';
        break;
      case 'afterbreak':
        open = 'after';
        break;
      case 'languagemap':
        maps.push({ pattern: of('languagepattern'), name: of('languagerulename') });
        break;
    }
  });
  const take = (text: string): void => {
    if (open !== undefined) rule[open] += text;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('closetag', ({ name }) => {
    if (local(name) === 'beforebreak' || local(name) === 'afterbreak') open = undefined;
    if (local(name) === 'rule') list.push({ ...rule });
  });
  parser.write(xml).close();
  return { rules, maps, cascades };
}

/** ICU and Java -> JavaScript with the flag `u`. */
function translated(pattern: string): { readonly source: string; readonly flags: string } {
  const insensitive = pattern.startsWith('(?i)');
  const source = (insensitive ? pattern.slice(4) : pattern)
    .replace(/\\Q([\s\S]*?)\\E/g, (_, text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
    .replace(/\\h/g, '[ \\t\\u00A0\\u2000-\\u200A\\u202F\\u3000]')
    .replace(/\\x\{([0-9a-f]+)\}/gi, '\\u{$1}')
    .replace(/\\p\{(?:Is)?(Alpha|Alphabetic)\}/g, '\\p{Alphabetic}')
    .replace(/\\p\{(?:Lower|javaLowerCase)\}/g, '\\p{Ll}')
    .replace(/\\p\{(?:Upper|javaUpperCase)\}/g, '\\p{Lu}')
    .replace(/\\p\{Punct\}/g, '[\\p{P}\\p{S}]')
    .replace(/\[:(\^?)(\w+):\]/g, (_, not: string, name: string) => `\\${not === '' ? 'p' : 'P'}{${name}}`)
    // Possessive quantifiers only save time.
    .replace(/([*+?}])\+/g, '$1')
    // JavaScript refuses escapes of what needs none.
    .replace(/\\([^\w\s^$\\.*+?()[\]{}|/-])/gu, '$1');
  return { source: withWords(source), flags: insensitive ? 'iu' : 'u' };
}

const WORD = '\\p{L}\\p{M}\\p{N}_';
const EDGE = `(?:(?<![${WORD}])(?=[${WORD}])|(?<=[${WORD}])(?![${WORD}]))`;

/** `\b` and `\w` know all alphabets in ICU and Java, in JavaScript only that of English. */
function withWords(pattern: string): string {
  let inside = false;
  return pattern.replace(/\\[\s\S]|[[\]]/gu, (token) => {
    if (token === '[') inside = true;
    else if (token === ']') inside = false;
    else if (token === '\\w') return inside ? WORD : `[${WORD}]`;
    else if (token === '\\W' && !inside) return `[^${WORD}]`;
    else if (token === '\\b' && !inside) return EDGE;
    return token;
  });
}

function compiled({ isBreak, before, after, line }: Rule): { isBreak: boolean; pattern: RegExp } {
  const [left, right] = [translated(before), translated(after)];
  const flags = left.flags.includes('i') || right.flags.includes('i') ? 'giu' : 'gu';
  try {
    return { isBreak, pattern: new RegExp(`(?<=${left.source || '(?:)'})(?=${right.source})`, flags) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/^.*\/: /u, '') : String(cause);
    throw new SpokenError(say.badPattern({ line, pattern: `${before} | ${after}`, reason }), { cause });
  }
}

/**
 * Makes a finder of sentences from SRX.
 * @param languages BCP 47; the rules of all that the file has, in its order
 * @throws SpokenError for XML that is none, patterns that cannot be used, and a file without rules for any of them
 */
export function createSrxFinder(xml: string, languages: readonly string[]): FindSentences {
  const { rules, maps, cascades } = parse(xml);
  const chosen = new Set<string>();
  for (const language of languages) {
    for (const { pattern, name } of maps) {
      if (!new RegExp(`^(?:${pattern})$`, 'iu').test(language)) continue;
      chosen.add(name);
      if (!cascades) break;
    }
  }
  const ordered = maps.map(({ name }) => name).filter((name, at, all) => all.indexOf(name) === at);
  const list = ordered.filter((name) => chosen.has(name)).flatMap((name) => rules.get(name) ?? []);
  if (list.length === 0) throw new SpokenError(say.noRules({ languages: languages.join(', ') }));
  const patterns = list.map(compiled);
  return (text) => {
    const decided = new Map<number, boolean>();
    for (const { isBreak, pattern } of patterns) {
      pattern.lastIndex = 0;
      for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
        if (!decided.has(match.index)) decided.set(match.index, isBreak);
        pattern.lastIndex = match.index + 1;
      }
    }
    const ends = [...decided]
      .flatMap(([at, isBreak]) => (isBreak && at > 0 ? [at] : []))
      .sort((a, b) => a - b);
    let start = 0;
    return [...ends, text.length].flatMap((end) => {
      const range = trimRange(text, start, end);
      start = end;
      return range.end > range.start ? [range] : [];
    });
  };
}
