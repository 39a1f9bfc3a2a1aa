import { messages } from '../message.js';
import type { Check, CheckResult } from '../model/contracts.js';

const say = messages('check', {
  placeholderLost: '"{{text}}" was lost',
  placeholderCount: '"{{text}}" stands in the translation {{found}} times, in the source {{wanted}}',
  emptied: 'nothing is left inside "{{markup}}"',
});

function occurrences(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** Every placeholder of the source stands in the translation, unchanged and as often. */
export function placeholdersCheck(): Check {
  return {
    name: 'placeholders',
    examine({ unit, translation }) {
      const originals = new Map(
        unit.placeholders
          .filter((place) => place.kind !== 'number')
          .map((place) => [unit.text.slice(place.start, place.end), place.kind]),
      );
      for (const [original, kind] of originals) {
        const folded = kind === 'url' && !original.includes('/');
        // The name of a host is the same in capitals.
        const found = folded
          ? occurrences(translation.toLowerCase(), original.toLowerCase())
          : occurrences(translation, original);
        const wanted = folded
          ? occurrences(unit.text.toLowerCase(), original.toLowerCase())
          : occurrences(unit.text, original);
        if (found === wanted || original.trim() === '') continue;
        const what =
          found < wanted
            ? say.placeholderLost({ text: original })
            : say.placeholderCount({ text: original, found, wanted });
        // Hashtags are translated as often as not.
        const severity = kind === 'hashtag' ? 'minor' : 'critical';
        return { check: 'placeholders', severity, ...what };
      }
      return emptiedPair(unit.text, translation);
    },
  };
}

/** `[](u)`, `****`, `<b></b>`: markup whose words have gone elsewhere. */
const EMPTIED = /(?<!!)\[\s*\]\([^)]*\)|(?<![*_])\*\*\s?\*\*(?!\*)|<([a-z]+)[^<>]*>\s*<\/\1>/iu;

function emptiedPair(source: string, translation: string): CheckResult | undefined {
  const found = EMPTIED.exec(translation)?.[0];
  if (found === undefined || EMPTIED.test(source)) return undefined;
  return { check: 'placeholders', severity: 'critical', ...say.emptied({ markup: found }) };
}
