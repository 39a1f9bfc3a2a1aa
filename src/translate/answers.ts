import { ProviderError } from '../errors.js';
import type { ProviderUnit, TranslatedUnit } from '../model/contracts.js';

/** The answers in the order of the units. @throws ProviderError BAD_RESPONSE unless every id came back once */
export function inOrder(
  provider: string,
  units: readonly ProviderUnit[],
  answers: readonly TranslatedUnit[],
): TranslatedUnit[] {
  const bad = (what: string): ProviderError =>
    new ProviderError(provider, 'BAD_RESPONSE', `${provider} ${what}`);
  if (!Array.isArray(answers)) throw bad('answered with something that is no list');
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  if (answers.length !== units.length || byId.size !== units.length) {
    throw bad(`answered ${answers.length} units where ${units.length} were sent`);
  }
  return units.map((unit) => {
    const answer = byId.get(unit.id);
    if (answer === undefined || typeof answer.text !== 'string')
      throw bad(`left out the answer to unit ${unit.id}`);
    return answer;
  });
}
