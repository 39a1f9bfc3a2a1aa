import { createContext, Script } from 'node:vm';
import { TovmachError } from '../errors.js';
import { messages } from '../message.js';
import type { FindProtected, ProtectedRange } from './types.js';

/** Patterns of the user for what must stay as it is, or must not be seen: `protect:`, `privacy.patterns:`. Their time is limited. */

const say = messages('syntax', {
  patternEmpty: 'the pattern "{{pattern}}" of {{setting}} matches an empty text',
  matchSomething: 'Let it match at least one character, for example with + instead of *.',
  patternInvalid: 'the pattern "{{pattern}}" of {{setting}} is no regular expression: {{reason}}',
  mendPattern: 'Mend it; in YAML, single quotes keep a backslash as it is.',
  patternSlow: 'the pattern "{{pattern}}" of {{setting}} takes too long: more than {{time}} ms for one text',
  noNestedRepetition: 'Write it without a repetition inside a repetition, such as (a+)+ or (a|a)*.',
});

/** Most time for one text, in milliseconds, all patterns together. */
const MOST_TIME = 1_000;
/** Most time for a text made to be slow, in milliseconds. */
const TRIAL_TIME = 250;

/**
 * Makes the finder of some patterns (JavaScript regular expressions; flags `gu` and, for lines, `m` are set).
 * @throws TovmachError CONFIG for one that is no regular expression, matches nothing at all or takes too long on a hostile text
 */
export function createProtection(
  patterns: readonly string[],
  setting = 'protect',
): FindProtected | undefined {
  if (patterns.length === 0) return undefined;
  const compiled = patterns.map((pattern) => compile(pattern, setting));
  for (const [index, pattern] of compiled.entries()) {
    const source = patterns[index] ?? '';
    if (pattern.test('')) {
      throw new TovmachError('CONFIG', say.patternEmpty({ pattern: source, setting }), {
        hint: say.matchSomething(),
      });
    }
    for (const text of hostileTexts(source))
      find([pattern], text, TRIAL_TIME, { sources: patterns, setting });
  }
  return (text) => find(compiled, text, MOST_TIME, { sources: patterns, setting });
}

function compile(source: string, setting: string): RegExp {
  try {
    return new RegExp(source, 'gmu');
  } catch (cause) {
    throw new TovmachError(
      'CONFIG',
      say.patternInvalid({ pattern: source, setting, reason: (cause as Error).message }),
      {
        cause,
        hint: say.mendPattern(),
      },
    );
  }
}

const SEARCH = new Script(`
  for (let index = 0; index < patterns.length; index++) {
    current.index = index;
    for (const match of text.matchAll(patterns[index])) ranges.push([match.index, match.index + match[0].length]);
  }`);

function find(
  compiled: readonly RegExp[],
  text: string,
  timeout: number,
  { sources, setting }: { readonly sources: readonly string[]; readonly setting: string },
): readonly ProtectedRange[] {
  const ranges: [number, number][] = [];
  const current = { index: 0 };
  try {
    // Only a script of its own can be stopped in the middle of a match.
    SEARCH.runInContext(createContext({ patterns: compiled, text, ranges, current }), { timeout });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw cause;
    const source = compiled.length === 1 ? compiled[0]?.source : sources[current.index];
    throw new TovmachError('CONFIG', say.patternSlow({ pattern: source ?? '', setting, time: timeout }), {
      cause,
      hint: say.noNestedRepetition(),
    });
  }
  return disjoint(ranges);
}

function disjoint(ranges: [number, number][]): ProtectedRange[] {
  const result: ProtectedRange[] = [];
  for (const [start, end] of ranges.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    if (end > start && start >= (result.at(-1)?.end ?? 0)) result.push({ start, end });
  }
  return result;
}

/** Texts that make a pattern go back and forth, if anything does: what it may repeat, long, with an end that does not fit. */
function hostileTexts(source: string): string[] {
  const parts = new Set<string>(['a', '0', ' ', 'aA0 _-']);
  for (const character of source.replace(/\\[a-zA-Z]/g, '')) {
    if (/[^\s\\^$.*+?()[\]{}|]/u.test(character)) parts.add(character);
  }
  for (const [word] of source.matchAll(/[\p{L}\p{N}_-]{2,}/gu)) parts.add(word);
  return [...parts].slice(0, 24).flatMap((part) => {
    const repeated = part.repeat(Math.ceil(3_000 / part.length));
    return [`${repeated}\u0000`, `${repeated}!`];
  });
}
