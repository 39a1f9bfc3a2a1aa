import { type check, createChecks } from '../check/check.js';
import { withPolicies } from '../check/policy.js';
import type { Check } from '../model/contracts.js';
import type { LanguageTag } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import { namesCheck } from '../names/check.js';
import { otherSpellingOf } from '../names/mend.js';
import { termsCheck } from '../terms/check.js';
import type { ProviderLink } from '../translate/link.js';
import { FALLBACK_LANGUAGES } from './candidates.js';
import type { Setup } from './setup.js';

/** Which checks translations and outputs go through, and what the user wants of each. */

/** The checks of translations; pseudo-translation is in no language, on purpose, and is not examined. */
export function checksOf(
  { detector, config, terms, ownChecks }: Setup,
  candidates: readonly LanguageTag[],
  chain: readonly ProviderLink[],
): Check[] {
  if (isPretence(chain)) return [];
  const checks = createChecks({ detector, candidates: [...new Set([...candidates, ...config.targets])] });
  return withPolicies(
    [
      ...checks,
      namesCheck(terms),
      termsCheck(terms, (input, name) => otherSpellingOf(terms, input, name)),
      ...ownChecks,
    ],
    config.checks,
    [RESIDUE, 'related-headline'],
  );
}

/** Names of the checks that translations and outputs go through, those that are off left out. */
export function checkNamesOf(setup: Setup): string[] {
  const whole = checkOptions(setup).residue === 'off' ? [] : [RESIDUE];
  return [...checksOf(setup, FALLBACK_LANGUAGES, []).map(({ name }) => name), ...whole];
}

/** The check of whole outputs. */
const RESIDUE = 'residue';

/** What the user wants of the check of whole outputs, and what no finding may quote. */
export function checkOptions({ config, personal }: Setup): NonNullable<Parameters<typeof check>[2]> {
  const policy = config.checks[RESIDUE];
  const { severity, allow } = typeof policy === 'object' ? policy : { severity: policy, allow: undefined };
  return {
    ...onlyDefined({
      residue: severity === undefined || severity === 'as-is' ? undefined : severity,
      allow,
      personal,
    }),
  };
}

/** What the translators give is no translation, on purpose. */
export function isPretence(chain: readonly ProviderLink[]): boolean {
  return chain.length > 0 && chain.every((link) => link.pretends === true);
}
