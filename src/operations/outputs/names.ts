import type { Placeholder } from '../../model/article.js';
import { type LanguageTag, sameLanguage } from '../../model/language.js';
import type { OutputName } from '../../names/batch.js';
import { undecided } from '../../names/check.js';
import { pairsOf } from '../../names/pair.js';
import type { Terms } from '../../terms/terms.js';

/** A segment and what stands for it in an output. */
interface NamedText {
  readonly lang: LanguageTag;
  readonly text: string;
  readonly line: number;
  readonly placeholders?: readonly Placeholder[];
  readonly translation: string;
}

/** Names of an output that nobody has decided, each spelling of each once, where it stands first. */
export function outputNames(decided: Terms, texts: Iterable<NamedText>, target: LanguageTag): OutputName[] {
  const found = new Map<string, OutputName>();
  for (const { lang, text, line, placeholders = [], translation } of texts) {
    if (sameLanguage(lang, target)) continue;
    const pairs = undecided(pairsOf({ source: lang, target, text, translation, placeholders }), {
      decided,
      source: lang,
      target,
      text,
    });
    for (const { name, rendered } of pairs) {
      const key = [lang, name.text, rendered.text].join('\n');
      if (!found.has(key)) found.set(key, [lang, name.text, rendered.text, line]);
    }
  }
  return [...found.values()];
}
