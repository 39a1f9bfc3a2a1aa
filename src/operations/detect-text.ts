import type { LanguageTag } from '../model/language.js';
import type { Identified } from '../model/stages.js';
import { identify, type Setup } from '../setup/setup.js';
import { textArticle, textCandidates } from '../setup/text.js';

/** The ledger of a text that is in no file. */

export interface DetectTextOptions {
  /** Languages it may be in, as BCP 47 tags; absent: the configured ones, else those its letters and words suggest. */
  readonly languages?: readonly LanguageTag[];
}

/** Nothing is sent; a text without words is an article without segments. */
export function detectTextOf(setup: Setup, text: string, { languages }: DetectTextOptions): Identified {
  const article = textArticle(text);
  return identify(setup, article, textCandidates(setup, article, languages));
}
