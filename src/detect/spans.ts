import type { Identification } from '../model/contracts.js';
import { isSpecialTag, type LanguageTag, NO_LANGUAGE, UNDETERMINED } from '../model/language.js';
import type { Piece, TimestampValue } from '../model/segment.js';

/** Labelled pieces -> spans: neighbours of one sentence and one language become one. */

export interface Span {
  readonly start: number;
  readonly end: number;
  readonly sentence: number;
  readonly kind: Piece['kind'];
  readonly quoted: boolean;
  readonly lang: LanguageTag;
  readonly script: string;
  readonly confidence: number;
  readonly evidence: readonly string[];
  readonly time?: TimestampValue;
  /** Whether the span's letters could be written in a language. */
  fits(language: LanguageTag): boolean;
}

export interface LabelledPiece {
  readonly piece: Piece;
  readonly found: Identification;
}

const SCRIPT_PROBES: readonly (readonly [string, RegExp])[] = [
  ['Cyrl', /\p{Script=Cyrillic}/gu],
  ['Latn', /\p{Script=Latin}/gu],
  ['Grek', /\p{Script=Greek}/gu],
  ['Arab', /\p{Script=Arabic}/gu],
  ['Hebr', /\p{Script=Hebrew}/gu],
  ['Geor', /\p{Script=Georgian}/gu],
  ['Armn', /\p{Script=Armenian}/gu],
  ['Kore', /\p{Script=Hangul}/gu],
  ['Jpan', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['Hani', /\p{Script=Han}/gu],
  ['Thai', /\p{Script=Thai}/gu],
  ['Deva', /\p{Script=Devanagari}/gu],
];

/** ISO 15924 code of the script most letters are in; `Zyyy` for none. */
export function scriptOf(text: string): string {
  let best = 'Zyyy';
  let most = 0;
  for (const [name, pattern] of SCRIPT_PROBES) {
    const count = text.match(pattern)?.length ?? 0;
    if (count > most) {
      best = name;
      most = count;
    }
    if (most * 2 > text.length) break;
  }
  return best;
}

const writtenIn = new Map<LanguageTag, string>();

function scriptOfLanguage(language: LanguageTag): string {
  let script = writtenIn.get(language);
  if (script === undefined) {
    script = isSpecialTag(language) ? 'Zyyy' : (new Intl.Locale(language).maximize().script ?? 'Zyyy');
    writtenIn.set(language, script);
  }
  return script;
}

/** Short stretches whose language the detector is not sure of go with the sentence they stand in. */
const SHORT_LETTERS = 14;
const UNSURE = 0.75;

function isWeak({ piece, found }: LabelledPiece, text: string): boolean {
  if (piece.kind !== 'text') return false;
  if (found.lang === UNDETERMINED) return true;
  const content = text.slice(piece.start, piece.end);
  const letters = content.replace(/\P{L}+/gu, '').length;
  const decided = found.evidence.some((reason) => reason.startsWith('letters:'));
  return letters <= SHORT_LETTERS && (found.confidence < UNSURE || !decided);
}

function mainOf(
  group: readonly LabelledPiece[],
  text: string,
): { lang: LanguageTag; script: string } | undefined {
  const weights = new Map<LanguageTag, number>();
  for (const labelled of group) {
    const { piece, found } = labelled;
    if (piece.kind !== 'text' || isSpecialTag(found.lang) || isWeak(labelled, text)) continue;
    weights.set(found.lang, (weights.get(found.lang) ?? 0) + piece.end - piece.start);
  }
  const best = [...weights].sort((a, b) => b[1] - a[1])[0]?.[0];
  return best === undefined ? undefined : { lang: best, script: scriptOfLanguage(best) };
}

/** Gives weak pieces the language of the sentence's sure ones, if they are written in its script. */
function settle(group: readonly LabelledPiece[], text: string): LabelledPiece[] {
  const main = mainOf(group, text);
  if (main === undefined) return [...group];
  return group.map((labelled) => {
    const { piece, found } = labelled;
    if (!isWeak(labelled, text) || found.lang === main.lang) return labelled;
    const script = scriptOf(text.slice(piece.start, piece.end));
    const same = script === main.script || script === 'Zyyy';
    const name =
      script === 'Latn' &&
      main.script === 'Cyrl' &&
      text.slice(piece.start, piece.end).split(/\s+/).length <= 4;
    if (!same && !name) return labelled;
    return {
      piece,
      found: { lang: main.lang, confidence: 0.7, evidence: [...found.evidence, 'inherited:sentence'] },
    };
  });
}

function toSpan(group: readonly LabelledPiece[], text: string): Span | undefined {
  const first = group[0];
  const last = group.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const { piece } = first;
  const strongest = group.reduce((best, next) => (weightOf(next) > weightOf(best) ? next : best), first);
  const script = piece.kind === 'text' ? scriptOf(text.slice(piece.start, last.piece.end)) : 'Zyyy';
  return {
    start: piece.start,
    end: last.piece.end,
    sentence: piece.sentence,
    kind: piece.kind,
    quoted: group.every((member) => member.piece.quoted),
    lang: strongest.found.lang,
    script,
    confidence: Math.min(strongest.found.confidence, 1),
    evidence: [...new Set(group.flatMap((member) => member.found.evidence))],
    ...(piece.time === undefined ? {} : { time: piece.time }),
    fits: (language) => script === 'Zyyy' || scriptOfLanguage(language) === script,
  };
}

const weightOf = ({ piece, found }: LabelledPiece): number =>
  (piece.end - piece.start) * (0.1 + found.confidence);

/** Neither letter nor digit: quotation marks, dashes, full stops. */
function isPunctuation({ piece }: LabelledPiece, text: string): boolean {
  return piece.kind === 'text' && !/[\p{L}\p{N}]/u.test(text.slice(piece.start, piece.end));
}

/** Neighbours of one language, punctuation aside. */
function groupByLanguage(sentence: readonly LabelledPiece[], text: string): LabelledPiece[][] {
  const groups: LabelledPiece[][] = [];
  for (const labelled of sentence) {
    if (isPunctuation(labelled, text)) continue;
    const group = groups.at(-1);
    const open = group?.[0];
    const joins =
      open !== undefined &&
      open.piece.kind === 'text' &&
      labelled.piece.kind === 'text' &&
      (group?.at(-1)?.found.lang === labelled.found.lang ||
        labelled.found.lang === NO_LANGUAGE ||
        group?.every((member) => member.found.lang === NO_LANGUAGE));
    if (joins) group?.push(labelled);
    else groups.push([labelled]);
  }
  return groups;
}

const LEADING_MARKS = /^[\s»”"’),.;:–—-]+/u;
const TRAILING_MARKS = /[\s«„“"‘(]+$/u;

/** Joins neighbours of one sentence and language; digits and signs between them go along. */
export function joinPieces(pieces: readonly LabelledPiece[], text: string): Span[] {
  const spans: Span[] = [];
  let at = 0;
  while (at < pieces.length) {
    let until = at + 1;
    while (until < pieces.length && pieces[until]?.piece.sentence === pieces[at]?.piece.sentence) until += 1;
    const sentence = settle(pieces.slice(at, until), text);
    const from = sentence[0]?.piece.start ?? 0;
    const to = sentence.at(-1)?.piece.end ?? from;
    const groups = groupByLanguage(sentence, text);
    groups.forEach((group, index) => {
      const span = toSpan(group, text);
      if (span !== undefined)
        spans.push(
          withMarks(
            span,
            text,
            index === 0 ? from : undefined,
            index === groups.length - 1 ? to : undefined,
            groups.length,
          ),
        );
    });
    at = until;
  }
  return spans;
}

/**
 * Marks at the ends of a sentence belong to it. Between two languages they belong to nobody: what closes or opens
 * a quotation is the same in every language of the article.
 */
function withMarks(
  span: Span,
  text: string,
  from: number | undefined,
  to: number | undefined,
  groups: number,
): Span {
  if (span.kind !== 'text') return span;
  let { start, end } = span;
  const foreignQuote = span.quoted && groups > 1;
  if (from !== undefined && !foreignQuote) start = from;
  if (to !== undefined && !foreignQuote) end = to;
  if (from === undefined) start += LEADING_MARKS.exec(text.slice(start, end))?.[0].length ?? 0;
  if (to === undefined) end -= TRAILING_MARKS.exec(text.slice(start, end))?.[0].length ?? 0;
  return start < end ? { ...span, start, end } : span;
}
