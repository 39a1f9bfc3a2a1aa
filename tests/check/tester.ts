import { describe, expect, it } from 'vitest';
import { createChecks } from '../../src/check/check.js';
import { createCascade } from '../../src/language/cascade.js';
import type { Check, CheckResult } from '../../src/model/contracts.js';
import type { Role } from '../../src/model/segment.js';
import { findPlaceholders } from '../../src/segment/placeholders.js';

/** Runs a check over examples: what it must say nothing of, and what it must say how gravely. */

type Pair = `${string}-${string}`;
/** A source and its translation; a role where it is no paragraph. */
type Valid = readonly [pair: Pair, source: string, translation: string, role?: Role];
/** The same with the severity of what must be said. */
type Invalid = readonly [pair: Pair, source: string, translation: string, severity: CheckResult['severity']];

export interface Examples {
  readonly valid: readonly Valid[];
  readonly invalid: readonly Invalid[];
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
function verdicts(check: Check, { valid, invalid }: Examples): string[] {
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

/** The examples of a check, and that a check that says nothing, or always something, does not pass them. */
export function testCheck(name: string, examples: Examples): void {
  describe(name, () => {
    const check = checkNamed(name);
    it('says what it must, and nothing else', () => {
      expect(verdicts(check, examples)).toEqual([]);
    });
    it('has examples that a broken one fails', () => {
      const silent: Check = { name, examine: () => undefined };
      const noisy: Check = {
        name,
        examine: () => ({ check: name, severity: 'critical', message: '', messageId: '' }),
      };
      expect(verdicts(silent, examples)).toHaveLength(examples.invalid.length);
      expect(verdicts(noisy, examples).length).toBeGreaterThanOrEqual(examples.valid.length);
      expect(examples.valid.length).toBeGreaterThan(0);
    });
  });
}
