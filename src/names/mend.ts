import type { CheckInput } from '../model/contracts.js';
import type { LanguageTag } from '../model/language.js';
import type { Terms } from '../terms/terms.js';
import { hasOneForm, mayBeOne } from './pair.js';
import { hasCapitals, namesIn } from './spot.js';

/** What a decided name is called, put in the place of what an engine called it. */

interface Unit {
  readonly text: string;
  readonly source: LanguageTag;
  readonly target: LanguageTag;
}

/** A decided name that a text has, spelt otherwise in its translation. */
interface Misspelling {
  /** As the source has it. */
  readonly source: string;
  readonly wanted: string;
  /** As the translation has it. */
  readonly found: string;
  /** Where, half-open UTF-16 range of the translation. */
  readonly start: number;
  readonly end: number;
}

/** Decided names of one word that a translation spells otherwise. */
function misspellings(
  decided: Terms,
  { text, source, target }: Unit,
  translation: string,
): readonly Misspelling[] {
  if (decided.isEmpty || !hasCapitals(source) || !hasCapitals(target)) return [];
  const wanted = decided.wanted(text, source, target).filter(({ concept }) => concept.kind !== undefined);
  if (wanted.length === 0) return [];
  const said = decided.find(translation, target);
  const isSaid = (start: number, end: number): boolean =>
    said.some((hit) => hit.status !== 'forbidden' && hit.start < end && hit.end > start);
  return wanted.flatMap(({ source: name, target: right, concept }): Misspelling[] => {
    if (said.some((hit) => hit.concept === concept && hit.status !== 'forbidden')) return [];
    const forbidden = said.find((hit) => hit.concept === concept);
    if (forbidden !== undefined) {
      const { start } = forbidden;
      // A possessive is the grammar's.
      const end = start + translation.slice(start, forbidden.end).replace(/['’]s?$/u, '').length;
      return [{ source: name, wanted: right, found: translation.slice(start, end), start, end }];
    }
    const [one] = namesIn(`, ${name}`);
    if (one === undefined || /\s/u.test(name) || /\s/u.test(right)) return [];
    const alike = namesIn(translation).filter(
      (word) =>
        (mayBeOne(one, word) || mayBeOne(namesIn(`, ${right}`)[0] ?? one, word)) &&
        !isSaid(word.start, word.end),
    );
    const [found] = alike;
    if (alike.length !== 1 || found === undefined) return [];
    return [{ source: name, wanted: right, found: found.text, start: found.start, end: found.end }];
  });
}

/**
 * A translation in which decided names are spelt as they were decided. Only in languages whose names have no cases:
 * elsewhere the ending is the engine's, and the check of terms speaks up.
 */
export function mended(decided: Terms, unit: Unit, translation: string): string {
  if (!hasOneForm(unit.target)) return translation;
  const found = [...misspellings(decided, unit, translation)].sort((a, b) => b.start - a.start);
  return found.reduce(
    (text, { start, end, wanted }) => text.slice(0, start) + wanted + text.slice(end),
    translation,
  );
}

/** How a translation spells a decided name that it spells otherwise; `undefined` where it does not, or nobody can tell. */
export function otherSpellingOf(
  decided: Terms,
  { unit, translation }: CheckInput,
  name: string,
): string | undefined {
  return misspellings(decided, unit, translation).find(({ source }) => source === name)?.found;
}
