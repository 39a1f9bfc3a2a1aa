import type { Identification } from '../model/contracts.js';
import { isSpecialTag, type LanguageTag, primaryLanguage } from '../model/language.js';

/** A labelled text: all of it is in one language. `und` is the right answer for what nobody could tell. */
export interface GoldText {
  /** The text itself. */
  readonly text: string;
  /** Its language, a BCP 47 tag, or `und`. */
  readonly lang: LanguageTag;
  /** Kind of difficulty, free to choose: `3-6`, `names`, … */
  readonly group: string;
}

/** Half-open UTF-16 range in one language. */
export interface LabelledSpan {
  /** First UTF-16 offset in the text. */
  readonly start: number;
  /** UTF-16 offset behind the last character. */
  readonly end: number;
  /** Its language, a BCP 47 tag. */
  readonly lang: LanguageTag;
  /** How sure of it whoever labelled it was, 0 to 1; nothing for gold. */
  readonly confidence?: number;
}

/** A labelled text in several languages; what no span covers is not scored. */
export interface GoldParagraph {
  /** The text itself; offsets of the spans count in it. */
  readonly text: string;
  /** Kind of difficulty, free to choose; scores are given for each. */
  readonly kind: string;
  /** The labelled ranges; they may leave gaps. */
  readonly spans: readonly LabelledSpan[];
}

/** How many of how many. */
export interface Tally {
  /** Answers that agree with the label. */
  readonly right: number;
  /** All answers. */
  readonly total: number;
}

/** A text whose language was told wrongly. */
export interface WorstText extends GoldText {
  /** What the detector said of it. */
  readonly answer: Identification;
}

/** How well languages of whole texts were told. */
export interface TextEvaluation {
  /** Over all texts. */
  readonly all: Tally;
  /** The same by the group each text is labelled with. */
  readonly byGroup: Readonly<Record<string, Tally>>;
  /** The same by the language each text is labelled with. */
  readonly byLanguage: Readonly<Record<LanguageTag, Tally>>;
  /** Gold language, then answered language, then how often. */
  readonly confusion: Readonly<Record<LanguageTag, Readonly<Record<LanguageTag, number>>>>;
  /** Answers by confidence: how many, how sure on average (0 to 1), how many right. `und` is left out. */
  readonly reliability: readonly { from: number; to: number; total: number; sure: number; right: number }[];
  /** Wrong answers, `und` apart, with confidence over 0.9. */
  readonly confidentlyWrong: number;
  /** Answers that name no language, such as `und`. */
  readonly undetermined: number;
  /** Most confident errors first. */
  readonly worst: readonly WorstText[];
}

/** Precision, recall and their harmonic mean, each 0 to 1. */
export interface SpanScore {
  /** Share of what was found that is right; 1 where there was nothing to find and nothing was found. */
  readonly precision: number;
  /** Share of what was to be found that was found; 1 where there was nothing to find. */
  readonly recall: number;
  /** Harmonic mean of precision and recall; 0 where both are 0. */
  readonly f1: number;
}

/** How well languages were found inside of paragraphs, by characters and by whole spans. */
export interface SpanEvaluation {
  /** How many paragraphs were scored. */
  readonly paragraphs: number;
  /** Characters of gold spans given their language. */
  readonly characters: Readonly<Record<LanguageTag, SpanScore>>;
  /** Mean of the languages' character F1. */
  readonly macroF1: number;
  /** Gold spans found with both ends and language right. */
  readonly exact: SpanScore;
  /** The same for each kind of paragraph. */
  readonly exactByKind: Readonly<Record<string, SpanScore>>;
  /**
   * Paragraphs with a gold span that was not found, in the order of the file, the first of them only; with
   * what was labelled and what was found.
   */
  readonly worst: readonly {
    text: string;
    kind: string;
    gold: readonly LabelledSpan[];
    found: readonly LabelledSpan[];
  }[];
}

const BINS = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.000001] as const;
/** Confidence past which an answer counts as sure. */
export const SURE = 0.9;
const MOST_WORST = 20;

type Counter = { right: number; total: number };
const bump = (record: Record<string, Counter>, key: string, right: boolean): void => {
  const counter = record[key] ?? { right: 0, total: 0 };
  record[key] = counter;
  counter.total += 1;
  if (right) counter.right += 1;
};

/** Whether an answer is the gold language: the region does not count, nor a script the gold does not name. */
export function agrees(gold: LanguageTag, answer: LanguageTag): boolean {
  return answer === gold || (!gold.includes('-') && primaryLanguage(answer) === gold && gold !== 'uk');
}

/** Scores answers on labelled texts. */
export function evaluateTexts(
  texts: readonly GoldText[],
  identify: (text: string) => Identification,
): TextEvaluation {
  const all = { right: 0, total: 0 };
  const byGroup: Record<string, Counter> = {};
  const byLanguage: Record<string, Counter> = {};
  const confusion: Record<string, Record<string, number>> = {};
  const bins = BINS.slice(0, -1).map((from, at) => ({
    from,
    to: BINS[at + 1] ?? 1,
    total: 0,
    sure: 0,
    right: 0,
  }));
  const errors: WorstText[] = [];
  let confidentlyWrong = 0;
  let undetermined = 0;
  for (const gold of texts) {
    const answer = identify(gold.text);
    const right = agrees(gold.lang, answer.lang);
    all.total += 1;
    if (right) all.right += 1;
    bump(byGroup, gold.group, right);
    bump(byLanguage, gold.lang, right);
    const row = confusion[gold.lang] ?? {};
    confusion[gold.lang] = row;
    row[answer.lang] = (row[answer.lang] ?? 0) + 1;
    if (!right) errors.push({ ...gold, answer });
    if (isSpecialTag(answer.lang)) {
      undetermined += 1;
      continue;
    }
    if (!right && answer.confidence > SURE) confidentlyWrong += 1;
    const bin = bins.find(({ to }) => answer.confidence < to);
    if (bin === undefined) continue;
    bin.total += 1;
    bin.sure += answer.confidence;
    if (right) bin.right += 1;
  }
  errors.sort((a, b) => b.answer.confidence - a.answer.confidence);
  return {
    all,
    byGroup,
    byLanguage,
    confusion,
    reliability: bins.filter(({ total }) => total > 0).map((bin) => ({ ...bin, sure: bin.sure / bin.total })),
    confidentlyWrong,
    undetermined,
    worst: errors.slice(0, MOST_WORST),
  };
}

const score = (hits: number, found: number, gold: number): SpanScore => {
  const precision = found === 0 ? (gold === 0 ? 1 : 0) : hits / found;
  const recall = gold === 0 ? 1 : hits / gold;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1 };
};

/** Ends moved in past white space, quotation marks, dashes and closing punctuation. */
export function trimSpan(text: string, { start, end }: { start: number; end: number }): [number, number] {
  const loose = /[\s«»„“”‚‘’"'()[\]….,!?;:–—-]/u;
  let from = start;
  let to = end;
  while (from < to && loose.test(text.charAt(from))) from++;
  while (to > from && loose.test(text.charAt(to - 1))) to--;
  return [from, to];
}

/** Joins neighbouring found spans of one language that lie inside one gold span. */
function joined(found: readonly LabelledSpan[], gold: readonly LabelledSpan[]): LabelledSpan[] {
  const result: LabelledSpan[] = [];
  for (const span of found) {
    const before = result.at(-1);
    const home = gold.find(({ start, end }) => span.start < end && span.end > start);
    const same = before !== undefined && before.lang === span.lang;
    if (same && home !== undefined && before.start < home.end && before.end > home.start) {
      result[result.length - 1] = { ...before, end: span.end };
    } else result.push(span);
  }
  return result;
}

/** The same language from the same letter to the same letter. */
function isSameSpan(text: string, gold: LabelledSpan, span: LabelledSpan): boolean {
  const [start, end] = trimSpan(text, gold);
  const [from, to] = trimSpan(text, span);
  return span.lang === gold.lang && from === start && to === end;
}

/** Scores found spans on labelled paragraphs. Spans `und` and `zxx` find nothing. */
export function evaluateSpans(
  paragraphs: readonly GoldParagraph[],
  label: (text: string) => readonly LabelledSpan[],
): SpanEvaluation {
  const hits: Record<string, number> = {};
  const goldLetters: Record<string, number> = {};
  const foundLetters: Record<string, number> = {};
  const kinds: Record<string, { hits: number; found: number; gold: number }> = {};
  const worst: SpanEvaluation['worst'][number][] = [];
  for (const { text, kind, spans } of paragraphs) {
    const found = label(text).filter(({ lang }) => !isSpecialTag(lang));
    const by: (LanguageTag | undefined)[] = new Array(text.length);
    for (const { start, end, lang } of found) by.fill(lang, start, end);
    for (const { start, end, lang } of spans) {
      for (let at = start; at < end; at++) {
        if (/\s/.test(text.charAt(at))) continue;
        goldLetters[lang] = (goldLetters[lang] ?? 0) + 1;
        const given = by[at];
        if (given === undefined) continue;
        foundLetters[given] = (foundLetters[given] ?? 0) + 1;
        if (given === lang) hits[lang] = (hits[lang] ?? 0) + 1;
      }
    }
    const whole = joined(found, spans);
    const right = spans.filter((gold) => whole.some((span) => isSameSpan(text, gold, span))).length;
    const counter = kinds[kind] ?? { hits: 0, found: 0, gold: 0 };
    kinds[kind] = counter;
    counter.hits += right;
    // What lies wholly outside the gold spans is not scored.
    counter.found += whole.filter((one) =>
      spans.some(({ start, end }) => one.start < end && one.end > start),
    ).length;
    counter.gold += spans.length;
    if (right < spans.length) worst.push({ text, kind, gold: spans, found: whole });
  }
  const languages = Object.keys(goldLetters).sort();
  const characters = Object.fromEntries(
    languages.map((lang) => [lang, score(hits[lang] ?? 0, foundLetters[lang] ?? 0, goldLetters[lang] ?? 0)]),
  );
  const counters = Object.values(kinds);
  const sum = (field: 'hits' | 'found' | 'gold'): number =>
    counters.reduce((total, one) => total + one[field], 0);
  return {
    paragraphs: paragraphs.length,
    characters,
    macroF1:
      languages.reduce((total, lang) => total + (characters[lang]?.f1 ?? 0), 0) /
      Math.max(1, languages.length),
    exact: score(sum('hits'), sum('found'), sum('gold')),
    exactByKind: Object.fromEntries(
      Object.entries(kinds).map(([kind, one]) => [kind, score(one.hits, one.found, one.gold)]),
    ),
    worst: worst.slice(0, MOST_WORST),
  };
}
