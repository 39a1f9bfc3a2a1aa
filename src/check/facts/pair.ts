import type { CheckInput } from '../../model/contracts.js';
import { primaryLanguage } from '../../model/language.js';
import { createExtractor } from './extract.js';
import type { Fact } from './fact.js';

/** The facts of a source and of its translation. */
export interface FactPair {
  readonly source: readonly Fact[];
  readonly target: readonly Fact[];
}

export type ReadFacts = (input: CheckInput) => FactPair;

/** Reads both sides once for all checks that compare them. */
export function createFactReader(): ReadFacts {
  const extract = createExtractor();
  let last:
    | {
        readonly text: string;
        readonly translation: string;
        readonly languages: string;
        readonly pair: FactPair;
      }
    | undefined;
  return ({ unit, translation }) => {
    const [source, target] = [primaryLanguage(unit.source), primaryLanguage(unit.target)];
    const languages = `${source} ${target}`;
    if (last?.text === unit.text && last.translation === translation && last.languages === languages)
      return last.pair;
    const pair = { source: extract(unit.text, source), target: extract(translation, target) };
    last = { text: unit.text, translation, languages, pair };
    return pair;
  };
}

/** Facts of one side that have no like on the other; each of the other side answers for one. */
export function leftOver(
  from: readonly Fact[],
  to: readonly Fact[],
  alike: (a: Fact, b: Fact) => boolean,
): { readonly from: readonly Fact[]; readonly to: readonly Fact[] } {
  const rest = [...to];
  const left = from.filter((fact) => {
    const at = rest.findIndex((other) => alike(fact, other));
    if (at < 0) return true;
    rest.splice(at, 1);
    return false;
  });
  return { from: left, to: rest };
}
