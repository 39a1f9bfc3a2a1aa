import { ProviderError } from '../errors.js';
import { type Message, messages } from '../message.js';
import type { ProviderUnit, TranslateAnswer, TranslatedUnit } from '../model/contracts.js';

const say = messages('translate', {
  noList: '{{provider}} answered with something that is no list',
  otherNumber: '{{provider}} answered with {{answered}} texts where {{sent}} were sent',
  leftOut: '{{provider}} left out the answer to text {{id}}',
});

/** What came back for one unit: its translation, or why there is none. */
export type UnitAnswer = TranslatedUnit | ProviderError;

/**
 * The answers in the order of the units.
 * @throws ProviderError BAD_RESPONSE unless every id came back once; the error of the first unit where all failed
 */
export function inOrder(
  provider: string,
  units: readonly ProviderUnit[],
  answer: TranslateAnswer,
): UnitAnswer[] {
  const bad = (what: Message): ProviderError => new ProviderError(provider, 'BAD_RESPONSE', what);
  if (!Array.isArray(answer?.units)) throw bad(say.noList({ provider }));
  const { failed = [], model } = answer;
  const byId = new Map<string, UnitAnswer>([
    ...answer.units.map((unit) => [unit.id, unit] as const),
    ...failed.map(({ id, error }) => [id, error] as const),
  ]);
  const count = answer.units.length + failed.length;
  if (count !== units.length || byId.size !== units.length) {
    throw bad(say.otherNumber({ provider, answered: count, sent: units.length }));
  }
  const answers = units.map(({ id }): UnitAnswer => {
    const found = byId.get(id);
    if (found === undefined) throw bad(say.leftOut({ provider, id }));
    if (isFailed(found)) return found;
    if (typeof found.text !== 'string') throw bad(say.leftOut({ provider, id }));
    return model === undefined || found.model !== undefined ? found : { ...found, model };
  });
  const [first] = answers;
  if (first !== undefined && isFailed(first) && answers.every(isFailed)) throw first;
  return answers;
}

/** Whether a unit came back without a translation. */
export function isFailed(answer: unknown): answer is ProviderError {
  return ProviderError.isInstance(answer);
}
