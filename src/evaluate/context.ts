import { isSpecialTag, type LanguageTag, primaryLanguage } from '../model/language.js';
import { CARRIERS } from './carriers.js';
import { interval, pickFrom, randomFrom } from './chance.js';
import { agrees, type GoldText, type LabelledSpan, SURE, trimSpan } from './evaluate.js';

/**
 * The context test: short texts of one language inside an article of another, and beside each a short text of the
 * article's own language in the same form, which must not be flagged.
 */

/** Alone on a line; in quotation marks inside a sentence; behind a colon; with a stamp glued to it. */
const CONTEXT_FORMS = ['line', 'quotes', 'colon', 'stamp'] as const;
/** How a foreign text stands in an article. */
export type ContextForm = (typeof CONTEXT_FORMS)[number];

/** Lengths, in words. */
const CONTEXT_LENGTHS = { '1': [1, 1], '2-3': [2, 3], '3-6': [3, 6], '6-12': [6, 12] } as const;
/** A length by its name. */
export type ContextLength = keyof typeof CONTEXT_LENGTHS;

/** What is measured. */
export interface ContextOptions {
  /** Language of the article and of the text put into it. */
  readonly pairs: readonly (readonly [host: LanguageTag, guest: LanguageTag])[];
  /** Default: all. */
  readonly forms?: readonly ContextForm[];
  /** Default: all. */
  readonly lengths?: readonly ContextLength[];
  /** Most articles a cell; fewer where the labelled texts do not suffice. */
  readonly most?: number;
  /** The same seed gives the same articles. */
  readonly seed?: number;
}

/** One article with its foreign text and its own text in the same form. Half-open UTF-16 ranges. */
export interface ContextCase {
  /** Language of the article. */
  readonly host: LanguageTag;
  /** Language of the text put into it. */
  readonly guest: LanguageTag;
  /** How the text stands in the article. */
  readonly form: ContextForm;
  /** Its words. */
  readonly length: ContextLength;
  /** The article. */
  readonly text: string;
  /** Where the foreign text is. */
  readonly foreign: { readonly start: number; readonly end: number };
  /** The whole line of the article's own short text. */
  readonly own: { readonly start: number; readonly end: number };
}

const MOST = 800;
const STAMPS = ['08.07.24, 20:41', '16.02.2024, 23:33', '05.03.2024 11:20'];
const EDGES = /^[\s«»„“”"'’.,!?;:…–—()-]+|[\s«»„“”"'’.,!?;:…–—()-]+$/gu;

/** A stretch of a text, from its beginning or from somewhere in it. */
function cut(text: string, length: ContextLength, random: () => number): string | undefined {
  const [least, most] = CONTEXT_LENGTHS[length];
  const words = text.split(/\s+/u).filter(Boolean);
  const count = least + Math.floor(random() * (most - least + 1));
  if (words.length < count) return undefined;
  const from = random() < 0.5 ? 0 : Math.floor(random() * (words.length - count + 1));
  const piece = words
    .slice(from, from + count)
    .join(' ')
    .replace(EDGES, '');
  const letters = piece.match(/\p{L}/gu)?.length ?? 0;
  // A preposition alone is no text; a mark inside would make two of it.
  if (letters < 4 * Math.min(count, 2) || /[«»„“”"():;.!?]|\d/u.test(piece)) return undefined;
  return piece.charAt(0).toLocaleUpperCase() + piece.slice(1);
}

function lineOf(
  piece: string,
  form: ContextForm,
  host: LanguageTag,
  random: () => number,
): string | undefined {
  if (form === 'line') return piece;
  if (form === 'stamp') return piece + pickFrom(STAMPS, random);
  const carriers = CARRIERS[primaryLanguage(host)];
  if (carriers === undefined) return undefined;
  return pickFrom(carriers[form], random).replace('{}', () => piece);
}

/** The articles of one cell after the other. Sentences of the article are the longer of the labelled texts. */
export function* contextCases(
  texts: readonly GoldText[],
  {
    pairs,
    forms = CONTEXT_FORMS,
    lengths = ['1', '2-3', '3-6', '6-12'],
    most = MOST,
    seed = 1,
  }: ContextOptions,
): Generator<ContextCase> {
  const byLanguage = new Map<LanguageTag, string[]>();
  for (const { lang, text } of texts) {
    const list = byLanguage.get(lang) ?? [];
    list.push(text);
    byLanguage.set(lang, list);
  }
  for (const [host, guest] of pairs) {
    const own = byLanguage.get(host) ?? [];
    const sentences = own.filter((text) => text.split(/\s+/u).length >= 6);
    const guests = byLanguage.get(guest) ?? [];
    if (sentences.length === 0 || guests.length === 0) continue;
    for (const form of forms) {
      for (const length of lengths) {
        const random = randomFrom(seed);
        let made = 0;
        for (let attempt = 0; made < most && attempt < 2 * most; attempt++) {
          const source = guests[attempt % guests.length] ?? '';
          // Each text once whole, and again from another place.
          if (attempt >= 4 * guests.length) break;
          const foreign = cut(source, length, random);
          const piece = cut(pickFrom(own, random), length, random);
          if (foreign === undefined || piece === undefined) continue;
          const line = lineOf(foreign, form, host, random);
          const ownLine = lineOf(piece, form, host, random);
          if (line === undefined || ownLine === undefined) break;
          const sentence = (): string => `${pickFrom(sentences, random).replace(EDGES, '')}.`;
          const before = `${sentence()} ${sentence()}\n${sentence()}\n`;
          const between = `\n${sentence()} ${sentence()}\n`;
          const start = before.length + line.indexOf(foreign);
          const ownStart = before.length + line.length + between.length;
          made += 1;
          yield {
            host,
            guest,
            form,
            length,
            text: `${before}${line}${between}${ownLine}\n${sentence()}\n`,
            foreign: { start, end: start + foreign.length },
            own: { start: ownStart, end: ownStart + ownLine.length },
          };
        }
      }
    }
  }
}

/** What came of one cell. */
export interface ContextCell {
  /** Language of the articles. */
  readonly host: LanguageTag;
  /** Language of the texts put into them. */
  readonly guest: LanguageTag;
  /** How they stand there. */
  readonly form: ContextForm;
  /** Their words. */
  readonly length: ContextLength;
  /** Articles. */
  readonly total: number;
  /** At least nine tenths of the letters of the foreign text are told to be in its language. */
  readonly found: number;
  /** Found, and the span has its borders. */
  readonly exact: number;
  /** Lines of the article's own in the same form with anything flagged in them. */
  readonly flagged: number;
  /** Spans on the line of the foreign text and on the own line that are told with confidence over 0.9. */
  readonly sure: number;
  /** Of these, spans in a wrong language or with words of the other language in them. */
  readonly surelyWrong: number;
  /** 95 % interval of found, from 0 to 1. */
  readonly foundBetween: readonly [number, number];
  /** The same of flagged. */
  readonly flaggedBetween: readonly [number, number];
}

/** A case with the spans found where it matters. */
export type ShownCase = ContextCase & { readonly spans: readonly LabelledSpan[] };

/** What came of the context test. */
export interface ContextEvaluation {
  /** One a pair, form and length. */
  readonly cells: readonly ContextCell[];
  /** Some of what was missed, what was found with other borders and what was falsely flagged, to look at. */
  readonly missed: readonly ShownCase[];
  /** Found, with other borders. */
  readonly inexact: readonly ShownCase[];
  /** Own lines with something flagged in them. */
  readonly falselyFlagged: readonly ShownCase[];
}

const FOUND_SHARE = 0.9;
const MOST_SHOWN = 40;

/** Scores the spans a detector finds in the articles. */
export function evaluateContext(
  cases: Iterable<ContextCase>,
  label: (text: string, one: ContextCase) => readonly LabelledSpan[],
): ContextEvaluation {
  const cells = new Map<string, { -readonly [K in keyof ContextCell]: ContextCell[K] }>();
  const missed: ShownCase[] = [];
  const inexact: ShownCase[] = [];
  const falselyFlagged: ShownCase[] = [];
  for (const one of cases) {
    const { host, guest, form, length, text, foreign, own } = one;
    const key = [host, guest, form, length].join();
    const cell = cells.get(key) ?? {
      ...{ host, guest, form, length, total: 0, found: 0, exact: 0, flagged: 0, sure: 0, surelyWrong: 0 },
      foundBetween: [0, 1] as const,
      flaggedBetween: [0, 1] as const,
    };
    cells.set(key, cell);
    cell.total += 1;
    const told = label(text, one).filter(({ lang }) => !isSpecialTag(lang));
    for (const span of told.filter((each) => isSure(each) && onLines(each, one))) {
      cell.sure += 1;
      if (isWrong(span, one)) cell.surelyWrong += 1;
    }
    const spans = joinNeighbours(told);
    const inside = spans.filter(({ start, end }) => start < foreign.end && end > foreign.start);
    const right = inside.filter(({ lang }) => agrees(guest, lang));
    const covered = right.reduce(
      (sum, { start, end }) => sum + Math.min(end, foreign.end) - Math.max(start, foreign.start),
      0,
    );
    if (covered >= FOUND_SHARE * (foreign.end - foreign.start)) {
      cell.found += 1;
      const [start, end] = trimSpan(text, foreign);
      if (right.some((span) => same(trimSpan(text, span), [start, end]))) cell.exact += 1;
      else if (inexact.length < MOST_SHOWN) inexact.push({ ...one, spans: inside });
    } else if (missed.length < MOST_SHOWN) missed.push({ ...one, spans: inside });
    const flagged = spans.filter(
      (span) => span.start < own.end && span.end > own.start && !agrees(host, span.lang),
    );
    if (flagged.length > 0) {
      cell.flagged += 1;
      if (falselyFlagged.length < MOST_SHOWN) falselyFlagged.push({ ...one, spans: flagged });
    }
  }
  return {
    cells: [...cells.values()].map((cell) => ({
      ...cell,
      foundBetween: interval(cell.found, cell.total),
      flaggedBetween: interval(cell.flagged, cell.total),
    })),
    missed,
    inexact,
    falselyFlagged,
  };
}

const isSure = ({ confidence = 0 }: LabelledSpan): boolean => confidence > SURE;

/** On the line of the foreign text, or on the own line. */
function onLines(span: LabelledSpan, { text, foreign, own }: ContextCase): boolean {
  const from = text.lastIndexOf('\n', foreign.start - 1) + 1;
  const to = text.indexOf('\n', foreign.end);
  return (span.start < to && span.end > from) || (span.start < own.end && span.end > own.start);
}

/** In a language that some of its letters are not in. */
function isWrong({ start, end, lang }: LabelledSpan, { text, host, guest, foreign }: ContextCase): boolean {
  const hasLetters = (from: number, to: number): boolean => from < to && /\p{L}/u.test(text.slice(from, to));
  const inside = hasLetters(Math.max(start, foreign.start), Math.min(end, foreign.end));
  const outside =
    hasLetters(start, Math.min(end, foreign.start)) || hasLetters(Math.max(start, foreign.end), end);
  return (inside && !agrees(guest, lang)) || (outside && !agrees(host, lang));
}

const same = (a: readonly [number, number], b: readonly [number, number]): boolean =>
  a[0] === b[0] && a[1] === b[1];

/** Spans of one language with nothing but white space between them count as one. */
function joinNeighbours(spans: readonly LabelledSpan[]): LabelledSpan[] {
  const joined: LabelledSpan[] = [];
  for (const span of spans) {
    const before = joined.at(-1);
    if (before !== undefined && before.lang === span.lang && span.start - before.end <= 1)
      joined[joined.length - 1] = { ...before, end: span.end };
    else joined.push(span);
  }
  return joined;
}
