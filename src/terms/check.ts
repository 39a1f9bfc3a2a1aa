import { messages } from '../message.js';
import type { Check, CheckInput, CheckResult } from '../model/contracts.js';
import { preferredOf, type wordsOf } from './termbase.js';
import type { Terms } from './terms.js';

/** Whether translations say things as the house says them. */

const say = messages('terms', {
  missing:
    '"{{source}}" of the source is "{{wanted}}" here (term {{concept}}); the translation does not say so',
  forbidden: '"{{found}}" is not said here (term {{concept}})',
  forbiddenInstead:
    '"{{found}}" for "{{source}}" of the source is not said here: say "{{wanted}}" (term {{concept}})',
  otherName: '"{{source}}" of the source is "{{wanted}}" here, not "{{found}}" (name {{concept}})',
  forbiddenSay: '"{{found}}" is not said here: say "{{wanted}}" (term {{concept}})',
});

const TERMS_CHECK = 'terms';

/** A name as a translation has it, where that is none of its decided words. */
type OtherSpelling = (input: CheckInput, wanted: string) => string | undefined;

/**
 * The check of terms; nothing without a termbase. A decided name that is not said is no mistake, for people say "he";
 * one that is spelt otherwise is.
 */
export function termsCheck(terms: Terms, otherSpelling: OtherSpelling = () => undefined): Check {
  return {
    name: TERMS_CHECK,
    examine(input): CheckResult | undefined {
      const { unit, translation } = input;
      if (terms.isEmpty) return undefined;
      const { source, target, text } = unit;
      const said = terms.find(translation, target);
      const wanted = terms.wanted(text, source, target);
      const bad = said.find(({ status }) => status === 'forbidden');
      if (bad !== undefined) {
        const { concept } = bad;
        const found = translation.slice(bad.start, bad.end);
        const better = preferredOf(concept, target);
        const asked = wanted.find((one) => one.concept === concept);
        const names = { found, concept: concept.id };
        return {
          check: TERMS_CHECK,
          severity: 'major',
          ...(better === undefined
            ? say.forbidden(names)
            : asked === undefined
              ? say.forbiddenSay({ ...names, wanted: better })
              : say.forbiddenInstead({ ...names, wanted: better, source: asked.source })),
        };
      }
      const misspelt = wanted
        .filter(({ concept }) => concept.kind !== undefined)
        .map((one) => ({ ...one, found: otherSpelling(input, one.source) }))
        .find(({ found }) => found !== undefined);
      if (misspelt?.found !== undefined) {
        const { source: name, target: right, concept, found } = misspelt;
        return {
          check: TERMS_CHECK,
          severity: 'major',
          ...say.otherName({ source: name, wanted: right, found, concept: concept.id }),
        };
      }
      const missing = wanted.find(
        ({ concept }) =>
          concept.kind === undefined &&
          !said.some((hit) => hit.concept === concept) &&
          !isInside(terms, concept, translation, target),
      );
      if (missing === undefined) return undefined;
      return {
        check: TERMS_CHECK,
        severity: 'major',
        ...say.missing({ source: missing.source, wanted: missing.target, concept: missing.concept.id }),
      };
    },
  };
}

/** Whether one of its words stands inside a longer term of the translation. */
function isInside(
  terms: Terms,
  concept: Parameters<typeof wordsOf>[0],
  text: string,
  target: string,
): boolean {
  return terms
    .alone(concept)
    .find(text, target)
    .some(({ status }) => status !== 'forbidden');
}
