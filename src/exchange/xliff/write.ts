import type { LanguageTag } from '../../model/language.js';
import type { XliffVersion, XliffWriter } from './units.js';
import { xliffWriter12 } from './write-12.js';
import { xliffWriter21 } from './write-21.js';

/** A writer; the same units in the same order give the same bytes. */
export function xliffWriter(version: XliffVersion, source: LanguageTag, target: LanguageTag): XliffWriter {
  return version === '2.1' ? xliffWriter21(source, target) : xliffWriter12(source, target);
}
