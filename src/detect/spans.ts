import { SCRIPT_OF } from '../language/alphabets.js';
import { isNamed, LATIN, possibleIn, scriptName, tablesOf } from '../language/scripts.js';
import { tellingWords } from '../language/words.js';
import type { Block, Placeholder } from '../model/article.js';
import { isSpecialTag, type LanguageTag, sameLanguage, UNDETERMINED } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Piece, TimestampValue } from '../model/segment.js';
import { type ClassifyOptions, classifySentence, type Part } from './classify.js';
import { isDecided, logShare, mostAgainst, strangeness } from './evidence.js';
import { cutsInto, placesTouching } from './places.js';
import { wordsIn } from './words.js';

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
  /** The words alone do not settle it: what the context is weighed against. */
  readonly open?: Open;
  /** Several voices of which the context may decide. */
  readonly voiced?: boolean;
  readonly time?: TimestampValue;
  /** Nothing but names in Latin letters, which stand in articles of every script. */
  readonly namesOnly?: boolean;
}

/** What a span leaves to its context. */
interface Open {
  /** Languages its letters allow, with the logarithm of what speaks for each. */
  readonly languages: readonly { readonly tag: LanguageTag; readonly score: number }[];
  /** Words of its script. */
  readonly words: number;
  /** A number with what it counts, which neighbouring languages write alike: `2 млрд`. */
  readonly counted: boolean;
  /** So short, or so undecided, that it says nothing of the article. */
  readonly tied: boolean;
}

/** A text this short, of which no letter decides, can be in any language that has its letters. */
const TIE_WORDS = 3;
const TIE_CONFIDENCE = 0.95;
/** Longer texts are tied only when the detector itself is undecided. */
const LONG_TIE_WORDS = 5;
const LONG_TIE_CONFIDENCE = 0.6;
/** Most words beside a number. */
const COUNTED_WORDS = 2;
/** Words from which the context is not asked, and confidence from which it is not. */
const LONGEST_OPEN = 6;
const CLEAR = 0.999;

const OUTSIDE: ReadonlySet<string> = new Set(['words:few', 'words:latin', 'codes']);

const JOINERS = "'’ʼ-";

function openOf(part: Part, text: string, candidates: readonly LanguageTag[]): Open | undefined {
  const { found, letters, kind } = part;
  if (kind !== 'text' || letters.letters === 0 || found.like !== undefined || part.voiced === true)
    return undefined;
  if (isDecided(found) || found.confidence >= CLEAR) return undefined;
  // A phrase of a language that is not known is not a neighbour's either.
  if (found.lang === UNDETERMINED && found.evidence.some((reason) => OUTSIDE.has(reason))) return undefined;
  const words = wordsOfScript(text, part);
  const named = found.lang !== UNDETERMINED;
  if (named && words > LONGEST_OPEN) return undefined;
  const possible = possibleIn(text.slice(part.start, part.end), letters.script, tablesOf(candidates));
  // With nothing but names in the other script it is open among the languages of neither.
  if (possible.length === 0 || (named && !possible.some(({ tag }) => tag === found.lang))) return undefined;
  const tied =
    !named ||
    found.evidence.includes('names') ||
    (words <= TIE_WORDS && found.confidence < TIE_CONFIDENCE) ||
    (words <= LONG_TIE_WORDS && found.confidence < LONG_TIE_CONFIDENCE);
  const languages = possible.map(({ tag }) => ({ tag, score: logShare(found, tag, possible.length) }));
  const counted =
    words <= COUNTED_WORDS &&
    /\d/.test(text.slice(part.start, part.end)) &&
    !found.evidence.some((reason) => reason.startsWith('words:'));
  return { languages, words, counted, tied };
}

/** Most words of one name. */
const NAME_WORDS = 2;

/** `Getty Images`, `Reuters, AFP`: names in Latin letters that make no sentence. */
function isNamesOnly(part: Part, text: string): boolean {
  if (part.letters.script !== LATIN || !part.found.evidence.includes('names')) return false;
  const slice = text.slice(part.start, part.end);
  const short = wordsIn(slice) <= NAME_WORDS || /[,;/]/.test(slice);
  // An article or a preposition before a name is of its language: `The Kremlin`, `In Donbas`.
  return short && ![part.found.lang, 'en'].some((tag) => tellingWords(slice, tag, []).length > 0);
}

/** Words in the script of a part; names in Latin letters inside it tell nothing. */
function wordsOfScript(text: string, { start, end, letters }: Part): number {
  let words = 0;
  let previous = 0;
  for (let index = start; index < end; index++) {
    const script = SCRIPT_OF[text.charCodeAt(index)] ?? 0;
    if (
      script === letters.script &&
      previous !== script &&
      (index === start || !JOINERS.includes(text.charAt(index - 1)))
    )
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
        const span = toSpan(part, openOf(part, block.text, options.candidates));
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
    if (start >= end || cutsInto(places, start) || cutsInto(places, end)) continue;
    spans[index] = { ...span, start, end };
  }
}

function toSpan(part: Part, open: Open | undefined): Span {
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
    ...onlyDefined({ open }),
    ...(part.voiced === true ? { voiced: true } : {}),
    ...onlyDefined({ time }),
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
    if (open?.tied === true || isSpecialTag(lang)) continue;
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

/** What stands around a span: characters by language in its block and in its article, and what the page declares. */
export interface Surroundings {
  readonly block: ReadonlyMap<LanguageTag, number>;
  readonly article: ReadonlyMap<LanguageTag, number>;
  readonly declared: LanguageTag | undefined;
}

/** A block's own words are nearer than the article's. */
const BLOCK_WEIGHT = 10;
const DECLARED_WEIGHT = 300;
/** Characters of each language that may stand anywhere. */
const ANYWHERE = 10;
/** Names stand in the articles of every language: the context counts for so much more. */
const NAMES_LEAN = 3;
/** The same for a single word that is in no list. */
const UNLISTED_LEAN = 1.3;
/** How sure the context makes of what agrees with it. */
const MOST_LIFTED = 0.9;

/**
 * Decides an open span: what its words say is weighed against what stands around it. The fewer the words, the more
 * the context may say; words that only one language has outweigh any context.
 */
export function resolve(span: Span, { block, article, declared }: Surroundings): Span {
  const { open } = span;
  if (open === undefined) return span;
  const settle = (lang: LanguageTag, confidence: number, ...reasons: string[]): Span => ({
    ...span,
    lang,
    confidence,
    evidence: [...span.evidence, ...reasons],
  });
  const main = heaviest(article, [...article.keys()]);
  const tags = open.languages.map(({ tag }) => tag);
  const nearby = heaviest(block, tags);
  if (
    nearby === undefined &&
    span.namesOnly &&
    main !== undefined &&
    !tags.some((tag) => sameLanguage(tag, main))
  )
    return settle(UNDETERMINED, 0, 'names:in-other-script');
  const weightOf = (tag: LanguageTag): number =>
    ANYWHERE +
    BLOCK_WEIGHT * sumOf(block, tag) +
    sumOf(article, tag) +
    (declared !== undefined && sameLanguage(tag, declared) ? DECLARED_WEIGHT : 0);
  const weights = tags.map(weightOf);
  const heavy = Math.max(...weights);
  const alone = weights.every((weight) => weight === ANYWHERE);
  const names = span.evidence.includes('names') && (open.words > 1 || span.script === 'Latn');
  // A word alone that no list has may be anybody's name.
  const nameless = open.words > 1 || span.evidence.some((reason) => reason.startsWith('words:'));
  const most = mostAgainst(open.words) * (names || open.counted ? NAMES_LEAN : nameless ? 1 : UNLISTED_LEAN);
  const scores = open.languages.map(
    ({ tag, score }, at) =>
      score +
      Math.max(-most, Math.log((weights[at] as number) / heavy)) -
      (sumOf(article, tag) > 0 ? 0 : strangeness(tag, main, open.words)),
  );
  const best = Math.max(...scores);
  const total = scores.reduce((sum, score) => sum + Math.exp(score - best), 0);
  const chosen = tags[scores.indexOf(best)] as LanguageTag;
  if (alone) {
    const doubtful = span.evidence.includes('names') && span.confidence < LONG_TIE_CONFIDENCE;
    if (isNamed(span.lang) && !doubtful) {
      if (chosen === span.lang) return span;
      // Next to nothing between two languages, of which one is at home in such articles.
      return settle(chosen, Math.min(1 / total, MOST_INHERITED), `company:${chosen}`);
    }
    return settle(isNamed(span.lang) ? (tags[0] as LanguageTag) : chosen, 0.5, 'tie:first-candidate');
  }
  const share = 1 / total;
  const rivals = scores.map((score, at) => ({
    tag: tags[at] as LanguageTag,
    share: Math.exp(score - best) / total,
  }));
  const second = rivals.filter(({ tag }) => tag !== chosen).sort((a, b) => b.share - a.share)[0];
  const against =
    second === undefined || second.share < WORTH_SAYING
      ? []
      : [`against:${second.tag}=${second.share.toFixed(2)}`];
  if (chosen === span.lang) {
    const around = heaviest(new Map(tags.map((tag, at) => [tag, weights[at] as number])), tags);
    // Against its surroundings it is as sure as what is left after they were heard; with them it is surer than alone,
    // yet never sure by them.
    const lifted = Math.max(Math.min(share, MOST_LIFTED), span.confidence);
    const confidence = chosen === around ? lifted : Math.min(share, span.confidence);
    return settle(chosen, Math.min(confidence, nameless ? 1 : MOST_LIFTED), ...against);
  }
  return settle(
    chosen,
    Math.min(share, MOST_INHERITED),
    `inherited:${nearby === chosen ? 'block' : chosen === declared ? 'declared' : 'article'}`,
    ...against,
  );
}

/** What the context alone settles is never sure. */
const MOST_INHERITED = 0.79;
/** Share worth mentioning. */
const WORTH_SAYING = 0.01;

function sumOf(weights: ReadonlyMap<LanguageTag, number>, tag: LanguageTag): number {
  let sum = 0;
  for (const [other, weight] of weights) if (sameLanguage(other, tag)) sum += weight;
  return sum;
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
