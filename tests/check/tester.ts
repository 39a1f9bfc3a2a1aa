import { describe, expect, it } from 'vitest';
import { createChecks } from '../../src/check/check.js';
import type { Check, CheckInput, Role } from '../../src/index.js';
import { createCascade } from '../../src/language/cascade.js';
import type { CheckResult } from '../../src/model/contracts.js';

import { findPlaceholders } from '../../src/segment/placeholders.js';
import { type CheckExample, checkCases, declareCases } from '../../src/testing/index.js';

/** Runs a check over examples: what it must say nothing of, and what it must say how gravely. */

type Pair = `${string}-${string}`;
/** A source and its translation; a role where it is no paragraph. */
type Valid = readonly [pair: Pair, source: string, translation: string, role?: Role];
/** The same with the severity of what must be said. */
type Invalid = readonly [pair: Pair, source: string, translation: string, severity: CheckResult['severity']];

export interface Examples {
  readonly valid: readonly Valid[];
  readonly invalid: readonly Invalid[];
  /** The check made wrong in ways of its own, by what is wrong with it. */
  readonly broken: Readonly<Record<string, Break>>;
}

const all = createChecks({ detector: createCascade(), candidates: ['en', 'uk', 'ru'] });

function checkNamed(name: string): Check {
  const found = all.find((check) => check.name === name);
  if (found === undefined) throw new Error(`no check "${name}"`);
  return found;
}

function examine(
  check: Check,
  pair: Pair,
  text: string,
  translation: string,
  role: Role = 'paragraph',
): CheckResult | undefined {
  const [source = '', target = ''] = pair.split('-');
  const unit = { key: text, source, target, text, placeholders: findPlaceholders(text), role };
  return check.examine?.({ unit, translation });
}

/** What is wrong with a check by its examples; nothing when all hold. */
function verdicts(check: Check, { valid, invalid }: Pick<Examples, 'valid' | 'invalid'>): string[] {
  return [
    ...valid.flatMap(([pair, source, translation, role]) => {
      const found = examine(check, pair, source, translation, role);
      return found === undefined ? [] : [`${pair} "${translation}": ${found.severity} ${found.message}`];
    }),
    ...invalid.flatMap(([pair, source, translation, severity]) => {
      const found = examine(check, pair, source, translation);
      if (found === undefined) return [`${pair} "${translation}": nothing, not ${severity}`];
      return found.severity === severity && found.check === check.name && found.messageId !== undefined
        ? []
        : [`${pair} "${translation}": ${found.severity}, not ${severity}: ${found.message}`];
    }),
  ];
}

interface Side {
  readonly source: string;
  readonly target: string;
  readonly text: string;
  readonly translation: string;
}

/** A check made wrong on purpose. */
type Break = (check: Check) => Check;

/** A check that is given something else than what there is to examine. */
export function given(change: (side: Side) => Side): Break {
  return (check) => ({
    ...check,
    examine: ({ unit, translation }) => {
      const { source, target, text } = unit;
      const side = change({ source, target, text, translation });
      const changed = {
        ...unit,
        source: side.source,
        target: side.target,
        text: side.text,
        placeholders: findPlaceholders(side.text),
      };
      return check.examine?.({ unit: changed, translation: side.translation });
    },
  });
}

/** A check that says only part of what it found. */
export function only(keeps: (input: CheckInput, found: CheckResult) => boolean): Break {
  return (check) => ({
    ...check,
    examine: (input) => {
      const found = check.examine?.(input);
      return found !== undefined && keeps(input, found) ? found : undefined;
    },
  });
}

/** What any check may get wrong: nothing said, all said, the wrong severity. */
const BREAKS: Readonly<Record<string, Break>> = {
  'says nothing': (check) => ({ ...check, examine: () => undefined }),
  'always says something': ({ name }) => ({
    name,
    examine: () => ({ check: name, severity: 'critical', message: '', messageId: '' }),
  }),
  'takes grave for light and light for grave': regraded,
};

function regraded(check: Check): Check {
  return {
    ...check,
    examine: (input) => {
      const found = check.examine?.(input);
      return found && { ...found, severity: found.severity === 'minor' ? 'critical' : 'minor' };
    },
  };
}

function asExample([pair, text, translation, role]: Valid): CheckExample {
  const [source = '', target = ''] = pair.split('-');
  return { source, target, texts: [[text, translation]], ...(role === undefined ? {} : { role }) };
}

const FEWEST_BAD = 20;
const FEWEST_GOOD = 4;

/**
 * The examples of a check; that there are enough of them; and that a check made wrong on purpose does not pass them: in
 * every way any check can be wrong, and in at least one of its own.
 */
export function testCheck(name: string, examples: Examples): void {
  describe(name, () => {
    const check = checkNamed(name);
    it('says what it must, and nothing else', () => {
      expect(verdicts(check, examples)).toEqual([]);
    });
    declareCases(
      'as a check',
      checkCases({
        create: () => check,
        valid: examples.valid.map((example) => asExample(example)),
        invalid: examples.invalid.map(([pair, text, translation, severity]) => ({
          ...asExample([pair, text, translation]),
          severity,
        })),
      }),
      { describe, it },
    );
    it('has examples enough', () => {
      expect(new Set(examples.invalid.map((one) => one.join('\n'))).size).toBeGreaterThanOrEqual(FEWEST_BAD);
      expect(new Set(examples.valid.map((one) => one.join('\n'))).size).toBeGreaterThanOrEqual(FEWEST_GOOD);
      expect(Object.keys(examples.broken).length).toBeGreaterThan(0);
    });
    it.each(Object.entries({ ...BREAKS, ...examples.broken }))('is told from one that %s', (_, broken) => {
      expect(verdicts(broken(check), examples)).not.toEqual([]);
    });
  });
}
