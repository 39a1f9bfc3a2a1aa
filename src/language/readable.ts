import type { Block, Placeholder } from '../model/article.js';
import type { LanguageTag } from '../model/language.js';
import { undoMojibake } from '../model/mojibake.js';
import { mendHomoglyphs } from './repair.js';
import { LATIN, type Letters, lettersOf } from './scripts.js';

const LATIN_WORD = /(?<!\p{L})\p{Script=Latin}[\p{Script=Latin}\p{N}'’.&+-]*(?!\p{L})/gu;

/** A cheap sign that text may have been decoded wrongly; what it says is judged by undoing it. */
const GARBLED =
  /[ÐÑРСпя][\u0080-\u00BF\u00F7\u0402-\u040F\u0451-\u045F\u2018-\u203A\u2500-\u25FF]|[\u00C0-\u00FF]{4}|[а-яё-џґ][А-ЯЁ-ЏҐ]{3}/;

/** The stretch as the detector should see it: without placeholders, with homoglyphs and wrong decoding undone. */
export function readable(
  block: Block,
  start: number,
  end: number,
  places: readonly Placeholder[],
  letters: Letters,
  candidates: readonly LanguageTag[],
): string {
  let text = block.text.slice(start, end);
  if (places.length > 0) {
    let clean = '';
    let at = start;
    for (const place of places) {
      if (place.end <= at || place.start >= end) continue;
      if (place.start > at) clean += block.text.slice(at, place.start);
      clean += ' ';
      at = Math.min(place.end, end);
    }
    text = clean + block.text.slice(at, end);
  }
  if (GARBLED.test(text)) text = undoMojibake(text) ?? text;
  if (letters.mixed) text = mendHomoglyphs(text, candidates)?.text ?? text;
  // The detector goes by most letters, and names in Latin letters may be most of a headline.
  const named = letters.script > LATIN && lettersOf(text, 0, text.length).script === LATIN;
  return named ? text.replace(LATIN_WORD, ' ') : text;
}
