import { closest } from 'fastest-levenshtein';
import { TovmachError } from '../errors.js';
import { messages } from '../message.js';
import type { Check, CheckResult } from '../model/contracts.js';
import type { Role } from '../model/segment.js';

/** How grave what a check says is, as the user wants it: by check, and by role of the text. */

const say = messages('check', {
  noSuchCheck: 'There is no check "{{name}}"',
  nearestCheck: 'Did you mean "{{nearest}}"? Known are {{known}}.',
});

/** `as-is`: what the check itself says. */
type CheckLevel = CheckResult['severity'] | 'off' | 'as-is';

interface CheckPolicy {
  /** For all texts; default: as-is. */
  readonly severity?: CheckLevel | undefined;
  /** For texts of a role. */
  readonly roles?: Readonly<Partial<Record<Role, CheckLevel | undefined>>> | undefined;
}

/** By name of the check; a level alone is for all texts. */
export type CheckPolicies = Readonly<Record<string, CheckLevel | CheckPolicy | undefined>>;

/** The checks with what the user wants of each; those that are off for every text are left out. @throws TovmachError CONFIG */
export function withPolicies(
  checks: readonly Check[],
  policies: CheckPolicies,
  others: readonly string[] = [],
): Check[] {
  const known = [...checks.map(({ name }) => name), ...others];
  for (const name of Object.keys(policies)) {
    if (known.includes(name)) continue;
    throw new TovmachError('CONFIG', say.noSuchCheck({ name }), {
      hint: say.nearestCheck({ nearest: closest(name, known), known: known.join(', ') }),
    });
  }
  return checks.flatMap((check) => {
    const policy = policies[check.name];
    return policy === undefined
      ? [check]
      : limited(check, typeof policy === 'string' ? { severity: policy } : policy);
  });
}

function limited(check: Check, { severity, roles = {} }: CheckPolicy): Check[] {
  const levels = Object.values(roles);
  if (severity === 'off' && levels.every((level) => level === 'off')) return [];
  const at = <Result extends CheckResult>(result: Result | undefined, role: Role): Result | undefined => {
    const level = roles[role] ?? severity ?? 'as-is';
    if (result === undefined || level === 'off') return undefined;
    return level === 'as-is' ? result : { ...result, severity: level };
  };
  return [
    {
      ...check,
      name: check.name,
      ...(check.examine === undefined
        ? {}
        : { examine: (input) => at(check.examine?.(input), input.unit.role) }),
      ...(check.examineArticle === undefined
        ? {}
        : {
            examineArticle: (input) => {
              const byId = new Map(input.translations.map(({ segmentId, unit }) => [segmentId, unit.role]));
              return (check.examineArticle?.(input) ?? []).flatMap(
                (result) => at(result, byId.get(result.segmentId) ?? 'paragraph') ?? [],
              );
            },
          }),
    },
  ];
}
