import type { Placeholder } from '../model/article.js';
import { isSpecialTag, type LanguageTag, sameLanguage } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import { mendedText, type Repair, type Segment } from '../model/segment.js';
import type { Identified, Planned, PlannedSegment, PlannedTarget, Treatment } from '../model/stages.js';
import { normaliseText, sha256 } from '../model/text.js';
import type { TranslationUnit } from '../model/translation.js';
import { hasProse } from './protect.js';

export interface PlanOptions {
  readonly targets: readonly LanguageTag[];
  /** Every language there are versions in, those of earlier runs too; default: the targets. */
  readonly versions?: readonly LanguageTag[];
  /** What to mend before translating; default: nothing. */
  readonly repair?: readonly Repair[];
  /** Whether a section label has a spelling in a language; default: all have. Without one it is translated. */
  readonly hasLabel?: (key: string, target: LanguageTag) => boolean;
}

/** The key that equal units share over all articles and runs. */
export function unitKey(source: LanguageTag, target: LanguageTag, text: string): string {
  return sha256(`${source}\n${target}\n${normaliseText(text)}`);
}

/** What every target gets for every segment, and the units that this needs. Pure. */
export function plan(article: Identified, options: PlanOptions): Planned {
  const units = new Map<string, TranslationUnit>();
  const targets = options.targets.map((target): PlannedTarget => {
    const segments = article.segments.map((segment, index): PlannedSegment => {
      const treatment = treatmentOf(segment, target, article.lang, options);
      const foreign =
        treatment === 'translate' || (treatment === 'related' && !sameLanguage(segment.lang, target));
      if (!foreign) return { segmentId: segment.id, treatment };
      const found = unitOf(article.segments, index, target, options.repair ?? []);
      const unit = inItsPlace(found, units.get(found.key));
      if (!units.has(unit.key)) units.set(unit.key, unit);
      return { segmentId: segment.id, treatment, unitKey: unit.key };
    });
    return { target, segments };
  });
  return { ...article, targets, units: [...units.values()] };
}

/**
 * Furniture is left out of every version, so that all are equal. Where the article's own language is the only version there are
 * no versions to make equal: then whatever is in that language, or in none, stays as it is, byte for byte.
 */
function treatmentOf(
  segment: Segment,
  target: LanguageTag,
  articleLanguage: LanguageTag,
  { targets, versions = targets, hasLabel = () => true }: PlanOptions,
): Treatment {
  const { lang, action, label } = segment;
  const unchanged = versions.length === 1 && sameLanguage(articleLanguage, target);
  if (unchanged && sameLanguage(lang, target)) return 'native';
  if (unchanged && isSpecialTag(lang)) return 'copy';
  if (action === 'drop') return 'drop';
  if (sameLanguage(lang, target)) return action === 'related' ? 'related' : 'native';
  if (isSpecialTag(lang)) return 'copy';
  if (action === 'keep') return 'keep';
  if (label !== undefined && hasLabel(label, target)) return 'label';
  if (!hasProse(segment.text, segment.placeholders)) return 'copy';
  return action;
}

/** What of a segment goes into a unit. */
type Wording = Pick<Segment, 'text' | 'lang' | 'role' | 'placeholders' | 'repaired' | 'repair'>;

/** A segment as it is asked for, with its neighbours. */
export function unitOf(
  segments: readonly Wording[],
  index: number,
  target: LanguageTag,
  repair: readonly Repair[],
): TranslationUnit {
  const segment = segments[index];
  if (segment === undefined) throw new RangeError(`no segment ${index}`);
  const text = textOf(segment, repair);
  const before = neighbour(segments, index, -1, repair);
  const after = neighbour(segments, index, 1, repair);
  return {
    key: unitKey(segment.lang, target, text),
    source: segment.lang,
    target,
    text,
    placeholders: text === segment.text ? segment.placeholders : moved(segment, text),
    role: segment.role,
    ...onlyDefined({ before, after }),
  };
}

function textOf(segment: Wording, repair: readonly Repair[]): string {
  return mendedText(segment, repair);
}

/** The unit, told from the first of the same text if that stands between other neighbours. */
function inItsPlace(unit: TranslationUnit, first: TranslationUnit | undefined): TranslationUnit {
  const { key, before, after } = unit;
  if (first === undefined || (first.before === before && first.after === after)) return unit;
  return { ...unit, key: sha256(JSON.stringify([key, before, after])), sharedKey: key };
}

/** The next segment that says something, if it says it in the same language. */
function neighbour(
  segments: readonly Wording[],
  index: number,
  step: 1 | -1,
  repair: readonly Repair[],
): string | undefined {
  const own = segments[index];
  for (let next = index + step; next >= 0 && next < segments.length; next += step) {
    const segment = segments[next];
    if (segment === undefined || own === undefined) return undefined;
    if (isSpecialTag(segment.lang)) continue;
    return sameLanguage(segment.lang, own.lang) ? textOf(segment, repair) : undefined;
  }
  return undefined;
}

/** Placeholders of a segment in its repaired text; one whose own characters were repaired is none any more. */
function moved(segment: Wording, text: string): Placeholder[] {
  let from = 0;
  return [...segment.placeholders]
    .sort((a, b) => a.start - b.start)
    .flatMap((placeholder) => {
      const original = segment.text.slice(placeholder.start, placeholder.end);
      const start = text.indexOf(original, from);
      if (start < 0) return [];
      from = start + original.length;
      return [{ ...placeholder, start, end: from }];
    });
}
