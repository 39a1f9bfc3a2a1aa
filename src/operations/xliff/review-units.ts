import { check as collectFindings } from '../../check/check.js';
import type { XliffState, XliffSuggestion, XliffUnit } from '../../exchange/xliff/units.js';
import type { Texts } from '../../i18n.js';
import { type Check, DEFAULT_FUZZY_THRESHOLD, type Memory, type MemoryMatch } from '../../model/contracts.js';
import { atLeast, type Finding } from '../../model/finding.js';
import { onlyDefined } from '../../model/only-defined.js';
import type { Segment } from '../../model/segment.js';
import type { Planned } from '../../model/stages.js';
import type { Translation, TranslationUnit } from '../../model/translation.js';
import type { Decisions } from '../../setup/decisions.js';
import { type RecallOptions, recalled, recallMatches } from '../../translate/recall.js';

import { withoutClosed } from '../outputs/closed.js';

/** From a planned article to what a translator or an editor gets to see of it. */

/** Below this a segment's language is worth a look, 0 to 1. */
const UNSURE = 0.75;
/** Similar sentences offered with a unit. */
const SUGGESTIONS = 3;
/** A finding at or above this puts a translation in doubt. */
const DOUBTFUL = 'major';

export interface SegmentsOptions {
  readonly memory: Memory;
  /** Identities of the providers in use: whose machine translations count. */
  readonly identities: readonly string[] | undefined;
  readonly recall: RecallOptions;
  readonly checks: readonly Check[];
  /** What people let stand. */
  readonly decisions: Decisions;
  /** Only what needs eyes. */
  readonly review: boolean;
  readonly t: ReturnType<Texts['forLanguage']>;
}

/**
 * The texts of an article that are translated, in the order of targets and ledger, each unit once, with
 * what the memory has for them. Nothing is sent anywhere.
 */
export async function xliffSegments(article: Planned, options: SegmentsOptions): Promise<XliffUnit[]> {
  const { memory, identities, recall, checks, review } = options;
  const units = new Map(article.units.map((unit) => [unit.key, unit]));
  const segments = new Map(article.segments.map((segment) => [segment.id, segment]));
  const matches = new Map<string, MemoryMatch>();
  const found = await recallMatches(memory, article.units, identities, recall);
  for (const [index, { key }] of article.units.entries()) {
    const match = found[index];
    if (match !== undefined) matches.set(key, match);
  }
  const translations = new Map([...matches].map(([key, match]) => [key, translationOf(key, match, units)]));
  const { findings } = withoutClosed(
    collectFindings({ ...article, translations }, checks, { residue: 'off' }),
    options.decisions,
  );
  const seen = new Set<string>();
  const made: XliffUnit[] = [];
  for (const { target, segments: planned } of article.targets) {
    for (const { segmentId, unitKey = '' } of planned) {
      const unit = units.get(unitKey);
      const segment = segments.get(segmentId);
      if (unit === undefined || segment === undefined || seen.has(unitKey)) continue;
      seen.add(unitKey);
      const ofUnit = findings.filter(
        (each) => each.segmentId === segmentId && (each.target ?? target) === target,
      );
      const match = matches.get(unitKey);
      const reasons = reasonsOf(segment, match, ofUnit, options);
      if (review && reasons.length === 0) continue;
      made.push(await xliffUnitOf({ article, segment, unit, match, findings: ofUnit, reasons, memory }));
    }
  }
  return made;
}

function translationOf(
  key: string,
  match: MemoryMatch,
  units: ReadonlyMap<string, TranslationUnit>,
): Translation {
  return { status: 'translated', key, target: units.get(key)?.target ?? '', ...recalled(match) };
}

/** Why somebody should look at it, one sentence each; empty where nobody need. */
function reasonsOf(
  { confidence, lang }: Segment,
  match: MemoryMatch | undefined,
  findings: readonly Finding[],
  { t }: SegmentsOptions,
): string[] {
  const approved = match !== undefined && isApproved(match);
  return [
    ...(match === undefined ? [t('xliff.untranslated')] : []),
    ...(match?.match === 'fuzzy' ? [t('xliff.fuzzy', { score: match.score, text: match.sourceText })] : []),
    // Who approved the translation has seen what language it is from.
    ...(confidence < UNSURE && !approved
      ? [t('xliff.unsure', { lang, percent: Math.round(confidence * 100) })]
      : []),
    ...findings
      .filter(({ severity }) => atLeast(severity, 'minor'))
      .map(({ check, severity, message }) => `${check} (${severity}): ${message}`),
  ];
}

/** A person wrote or approved this text for this source. */
function isApproved({ match, origin, state }: MemoryMatch): boolean {
  return (match === 'context' || match === 'exact') && (origin.kind === 'human' || state === 'reviewed');
}

function stateOf(match: MemoryMatch | undefined, findings: readonly Finding[]): XliffState {
  if (match === undefined) return 'initial';
  if (match.match === 'fuzzy' || findings.some(({ severity }) => atLeast(severity, DOUBTFUL)))
    return 'needs-review';
  return isApproved(match) ? 'reviewed' : 'translated';
}

interface Material {
  readonly article: Planned;
  readonly segment: Segment;
  readonly unit: TranslationUnit;
  readonly match: MemoryMatch | undefined;
  readonly findings: readonly Finding[];
  readonly reasons: readonly string[];
  readonly memory: Memory;
}

async function xliffUnitOf({
  article,
  segment,
  unit,
  match,
  findings,
  reasons,
  memory,
}: Material): Promise<XliffUnit> {
  const { source, target, text, placeholders, before, after } = unit;
  const { line, column, role, start, end } = segment;
  const same = match?.match === 'context' || match?.match === 'exact';
  const suggestions = same ? [] : await suggestionsFor(unit, match, memory);
  const translation = match === undefined ? undefined : recalled(match);
  return {
    id: segment.id,
    articleId: article.id,
    source,
    target,
    sourceText: text,
    ...(translation === undefined ? {} : { targetText: translation.text, origin: translation.origin }),
    state: stateOf(match, findings),
    role,
    placeholders,
    notes: [`${article.path}:${line}:${column} ${role}`, ...reasons],
    start,
    end,
    ...onlyDefined({
      identity: same ? match?.identity : undefined,
      before,
      after,
      suggestions: suggestions.length === 0 ? undefined : suggestions,
    }),
  };
}

/** Where a translation was made from, or what it could be made from; never used by itself. */
async function suggestionsFor(
  unit: TranslationUnit,
  used: MemoryMatch | undefined,
  memory: Memory,
): Promise<XliffSuggestion[]> {
  const general = used === undefined ? (await memory.findAll([unit]))[0] : undefined;
  const fuzzy =
    used === undefined
      ? await memory.fuzzy(unit, { threshold: DEFAULT_FUZZY_THRESHOLD, limit: SUGGESTIONS })
      : [];
  return [used, general, ...fuzzy]
    .filter((match) => match !== undefined)
    .slice(0, SUGGESTIONS)
    .map(({ sourceText, text, score, origin, identity }) => ({
      sourceText,
      targetText: text,
      score,
      origin: identity ?? (origin.kind === 'memory' ? (origin.file ?? 'memory') : 'human'),
    }));
}
