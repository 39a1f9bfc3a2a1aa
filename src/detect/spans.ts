import { SCRIPT_OF } from '../language/alphabets.js';
import { isNamed, LATIN, possibleIn, scriptName, tablesOf } from '../language/scripts.js';
import { tellingWords } from '../language/words.js';
import type { Block, Placeholder } from '../model/article.js';
import { isSpecialTag, type LanguageTag, sameLanguage, UNDETERMINED } from '../model/language.js';
import type { Piece, TimestampValue } from '../model/segment.js';
import { type ClassifyOptions, classifySentence, isDecided, type Part, wordsIn } from './classify.js';
import { placesTouching } from './places.js';

/** Parts -> spans: neighbours of one sentence and one language become one; what the words leave open, the context says. */

export interface Span {
  /** Half-open range in the block's text. */
  readonly start: number;
  readonly end: number;
  readonly sentence: number;
  readonly kind: Piece['kind'];
  readonly quoted: boolean;
  readonly lang: LanguageTag;
  /** ISO 15924. */
  readonly script: string;
  readonly confidence: number;
  readonly evidence: readonly string[];
  /** Letters of two scripts touch in it. */
  readonly mixed: boolean;
  /** The words alone do not tell: languages they can be in, of which the context chooses. */
  readonly open?: readonly LanguageTag[];
  readonly time?: TimestampValue;
  /** Nothing but names in Latin letters, which stand in articles of every script. */
  readonly namesOnly?: boolean;
}

/** A text this short, of which no letter decides, can be in any language that has its letters. */
const TIE_WORDS = 3;
const TIE_CONFIDENCE = 0.95;
/** Longer texts are tied only when the detector itself is undecided. */
const LONG_TIE_WORDS = 5;
const LONG_TIE_CONFIDENCE = 0.6;

const JOINERS = "'’ʼ-";

function openLanguages(
  part: Part,
  text: string,
  candidates: readonly LanguageTag[],
): readonly LanguageTag[] | undefined {
  const { found, letters, kind } = part;
  if (kind !== 'text' || letters.letters === 0 || found.like !== undefined) return undefined;
  if (found.lang !== UNDETERMINED) {
    if (isDecided(found) || found.confidence >= TIE_CONFIDENCE) return undefined;
    const words = wordsOfScript(text, part);
    const tied =
      found.evidence.includes('names') ||
      words <= TIE_WORDS ||
      (words <= LONG_TIE_WORDS && found.confidence < LONG_TIE_CONFIDENCE);
    if (!tied) return undefined;
  }
  const possible = possibleIn(text.slice(part.start, part.end), letters.script, tablesOf(candidates));
  return possible.length === 0 ? undefined : possible.map(({ tag }) => tag);
}

/** Most words of one name. */
const NAME_WORDS = 2;

/** `Getty Images`, `Reuters, AFP`: names in Latin letters that make no sentence. */
function isNamesOnly(part: Part, text: string): boolean {
  if (part.letters.script !== LATIN || !part.found.evidence.includes('names')) return false;
  const slice = text.slice(part.start, part.end);
  const short = wordsIn(slice) <= NAME_WORDS || /[,;/]/.test(slice);
  return short && tellingWords(slice, part.found.lang, []).length === 0;
}

/** Words in the script of a part; names in Latin letters inside it tell nothing. */
function wordsOfScript(text: string, { start, end, letters }: Part): number {
  let words = 0;
  let previous = 0;
  for (let index = start; index < end; index++) {
    const script = SCRIPT_OF[text.charCodeAt(index)] ?? 0;
    if (script === letters.script && previous !== script && !JOINERS.includes(text.charAt(index - 1)))
      words += 1;
    previous = script;
  }
  return words;
}

/** Joins neighbours of one sentence and language; signs without letters go along. */
export function spansOf(
  pieces: readonly Piece[],
  block: Block,
  places: readonly Placeholder[],
  options: ClassifyOptions,
): Span[] {
  const spans: Span[] = [];
  let at = 0;
  while (at < pieces.length) {
    let until = at + 1;
    while (until < pieces.length && pieces[until]?.sentence === pieces[at]?.sentence) until += 1;
    const sentence = at === 0 && until === pieces.length ? pieces : pieces.slice(at, until);
    const first = spans.length;
    const inside = placesTouching(places, pieces[at]?.start ?? 0, pieces[until - 1]?.end ?? 0);
    for (const part of classifySentence(sentence, block, inside, options)) {
      const open = spans.at(-1);
      const joins =
        open !== undefined && spans.length > first && open.kind === 'text' && part.kind === 'text';
      if (joins && (part.letters.letters === 0 || open.lang === part.found.lang)) {
        spans[spans.length - 1] = extend(open, part);
      } else {
        const span = toSpan(part, openLanguages(part, block.text, options.candidates));
        spans.push(isNamesOnly(part, block.text) ? { ...span, namesOnly: true } : span);
      }
    }
    if (spans.length - first > 1) freeSeparators(spans, first, block.text, inside);
    at = until;
  }
  return spans;
}

const LEADING = /^[\s,;:—–-]+(?=[\p{L}\p{N}«“„"])/u;
const TRAILING = /(?<=[»”"])[,;]$|,?\s[—–-]+$/u;

/** Commas and dashes between two languages of one sentence belong to neither. */
function freeSeparators(spans: Span[], first: number, text: string, places: readonly Placeholder[]): void {
  for (let index = first; index < spans.length; index++) {
    const span = spans[index];
    if (span === undefined || span.kind !== 'text') continue;
    const slice = text.slice(span.start, span.end);
    const head = index === first ? 0 : (LEADING.exec(slice)?.[0].length ?? 0);
    const tail = index === spans.length - 1 ? 0 : (TRAILING.exec(slice)?.[0].length ?? 0);
    const start = span.start + head;
    const end = span.end - tail;
    if (start >= end || places.some((place) => cuts(place, start) || cuts(place, end))) continue;
    spans[index] = { ...span, start, end };
  }
}

const cuts = (place: Placeholder, border: number): boolean => place.start < border && border < place.end;

function toSpan(part: Part, open: readonly LanguageTag[] | undefined): Span {
  const { start, end, sentence, kind, quoted, found, letters, time } = part;
  return {
    start,
    end,
    sentence,
    kind,
    quoted,
    lang: found.lang,
    script: scriptName(letters.script),
    confidence: found.confidence,
    evidence: found.evidence,
    mixed: letters.mixed,
    ...(open === undefined ? {} : { open }),
    ...(time === undefined ? {} : { time }),
  };
}

function extend(span: Span, part: Part): Span {
  const longer = part.end - part.start > span.end - span.start && part.letters.letters > 0;
  const evidence =
    part.letters.letters === 0 ? span.evidence : [...new Set([...span.evidence, ...part.found.evidence])];
  return {
    ...span,
    end: part.end,
    quoted: span.quoted && (part.quoted || part.letters.letters === 0),
    confidence: longer ? part.found.confidence : span.confidence,
    evidence,
    mixed: span.mixed || part.letters.mixed,
  };
}

/** Characters by language over some spans, of what their own words say. */
export function weigh(spans: Iterable<Span>): Map<LanguageTag, number> {
  const weights = new Map<LanguageTag, number>();
  for (const { lang, start, end, open } of spans) {
    if (open !== undefined || isSpecialTag(lang)) continue;
    weights.set(lang, (weights.get(lang) ?? 0) + end - start);
  }
  return weights;
}

/** The heaviest language of some; the first of equals. */
export function heaviest(
  weights: ReadonlyMap<LanguageTag, number>,
  among: readonly LanguageTag[],
): LanguageTag | undefined {
  let best: LanguageTag | undefined;
  let most = 0;
  for (const [tag, weight] of weights) {
    if (weight > most && among.some((candidate) => sameLanguage(candidate, tag))) {
      best = tag;
      most = weight;
    }
  }
  return best;
}

/**
 * Decides an open span: by the other spans of its block, then by the article, then by what the detector thought
 * likeliest, then by the order of the candidates. Only ties come here; the context never overrules the words.
 */
export function resolve(
  span: Span,
  block: ReadonlyMap<LanguageTag, number>,
  article: ReadonlyMap<LanguageTag, number>,
  declared: LanguageTag | undefined,
): Span {
  const { open } = span;
  if (open === undefined) return span;
  const settle = (lang: LanguageTag, confidence: number, reason: string): Span => ({
    ...span,
    lang,
    confidence: lang === span.lang ? Math.max(confidence, span.confidence) : confidence,
    evidence: [...span.evidence, reason],
  });
  const nearby = heaviest(block, open);
  if (nearby !== undefined) return settle(nearby, 0.7, 'inherited:block');
  const main = heaviest(article, [...article.keys()]);
  if (span.namesOnly && main !== undefined && !open.some((tag) => sameLanguage(tag, main)))
    return settle(UNDETERMINED, 0, 'names:in-other-script');
  if (declared !== undefined && open.some((tag) => sameLanguage(tag, declared)))
    return settle(declared, 0.6, 'declared:block');
  const usual = heaviest(article, open);
  if (usual !== undefined) return settle(usual, 0.6, 'inherited:article');
  const byName = span.evidence.includes('names') && span.confidence < LONG_TIE_CONFIDENCE;
  if (isNamed(span.lang) && !byName) return span;
  const [preferred] = open;
  return preferred === undefined ? span : settle(preferred, 0.5, 'tie:first-candidate');
}

/** Joins neighbours of one sentence that turned out to be in one language. */
export function joinEqual(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const before = joined.at(-1);
    const one = before?.sentence === span.sentence && before.kind === 'text' && span.kind === 'text';
    if (before === undefined || !one || before.lang !== span.lang) joined.push(span);
    else {
      const longer = span.end - span.start > before.end - before.start ? span : before;
      joined[joined.length - 1] = {
        ...longer,
        start: before.start,
        end: span.end,
        quoted: before.quoted && span.quoted,
        evidence: [...new Set([...before.evidence, ...span.evidence])],
        mixed: before.mixed || span.mixed,
      };
    }
  }
  return joined;
}
