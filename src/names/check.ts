import { messages } from '../message.js';
import type { ArticleCheckResult, Check } from '../model/contracts.js';
import type { LanguageTag } from '../model/language.js';
import { preferredOf } from '../terms/termbase.js';
import type { Terms } from '../terms/terms.js';
import { areForms, isOneSpelling, mayBeOne, type NamePair, pairsOf, withoutPlaceholders } from './pair.js';
import type { NameWord } from './spot.js';
import { type Strange, strangeIn } from './strange.js';

/**
 * Names over an article: one name in two spellings. What one sentence shows of a name is a hint and no more: names are
 * translated, shortened and explained as often as they are spelt.
 */

const say = messages('names', {
  twoWays: '"{{here}}" is "{{there}}" here and "{{before}}" before',
  replaced: 'the source has "{{name}}", the translation "{{rendered}}", which is like nothing in the source',
  misspelt: '"{{rendered}}" may be misspelt: the source has "{{name}}"',
  added: '"{{rendered}}" is like nothing in the source',
  dropped: '"{{name}}" of the source is like nothing in the translation',
  exchanged: '"{{name}}" and "{{other}}" stand the other way round',
  twoWaysAt: '"{{here}}" is "{{there}}" here and "{{before}}" in line {{line}}',
});

/** One name, and how it was said first. */
interface Said {
  readonly name: string;
  readonly rendered: NameWord;
  readonly line: number | undefined;
}

function saying(strange: Strange): ReturnType<typeof say.added> {
  switch (strange.kind) {
    case 'added':
      return say.added({ rendered: strange.rendered });
    case 'dropped':
      return say.dropped({ name: strange.name });
    case 'exchanged':
      return say.exchanged({ name: strange.name, other: strange.other });
    default:
      return say[strange.kind]({ rendered: strange.rendered, name: strange.name });
  }
}

/** The check of names; what a decided name is called the check of terms looks after. */
export function namesCheck(decided: Terms): Check {
  return {
    name: 'names',
    examine({ unit: { source, target, text, placeholders }, translation }) {
      const strange = strangeIn({
        source,
        target,
        text: withoutPlaceholders(text, placeholders),
        translation,
        known: decided.isEmpty ? [] : decided.find(translation, target),
        decided: decided.isEmpty ? [] : decided.find(text, source),
      });
      return strange && { check: 'names', severity: 'minor', ...saying(strange) };
    },
    examineArticle({ translations }) {
      const said = new Map<LanguageTag, Said[]>();
      const found: ArticleCheckResult[] = [];
      for (const { segmentId, unit, translation, line } of translations) {
        const { source, target, text, placeholders } = unit;
        for (const { name, rendered } of undecided(
          pairsOf({ source, target, text, translation, placeholders }),
          { decided, source, target, text },
        )) {
          const known = said.get(source) ?? [];
          said.set(source, known);
          const before = known.find((one) => areForms(one.name, name.text, source));
          if (before === undefined) known.push({ name: name.text, rendered, line });
          else if (isOtherSpelling(before.rendered, rendered, target)) {
            const names = { here: name.text, there: rendered.text, before: before.rendered.text };
            found.push({
              check: 'names',
              severity: 'major',
              ...(before.line === undefined
                ? say.twoWays(names)
                : say.twoWaysAt({ ...names, line: before.line })),
              segmentId,
            });
          }
        }
      }
      return found;
    },
  };
}

/** Whether two renderings of one name are two spellings of it; words that have nothing in common are two names. */
export function isOtherSpelling(a: NameWord, b: NameWord, language: LanguageTag): boolean {
  return !isOneSpelling(a.text, b.text, language) && mayBeOne(a, b);
}

/** Pairs of which nobody has said what the name is to be. */
export function undecided(
  pairs: readonly NamePair[],
  {
    decided,
    source,
    target,
    text,
  }: {
    readonly decided: Terms;
    readonly source: LanguageTag;
    readonly target: LanguageTag;
    readonly text: string;
  },
): readonly NamePair[] {
  if (decided.isEmpty || pairs.length === 0) return pairs;
  const hits = decided.find(text, source).filter(({ concept }) => preferredOf(concept, target) !== undefined);
  return pairs.filter(({ name }) => !hits.some(({ start, end }) => name.start < end && name.end > start));
}
