/**
 * A text as stretches that stay and sentences that go to the engine. The engine gets one bare sentence at a
 * time: line breaks, space at the ends, quotation marks around a sentence and placeholders at its edges
 * never reach it, so it cannot lose them.
 */
export interface Cut {
  /** Stays: put before the translation of `sentence`. */
  readonly before: string;
  /** Absent after the last one. */
  readonly sentence?: string;
}

/** Elements that hold the place of what must not be translated, as the translation room writes them. */
export const PLACEHOLDER = /<x id="(\d+)"\/>/g;

/** Engines cut longer sentences themselves, blindly; so they are cut here, at white space. In UTF-16 units. */
const LONGEST = 500;
const BREAKS = /[\n\r\t\v\f\u0085\u2028\u2029]+/g;
const ABBREVIATION =
  /(?:^|[\s("«„“])(?:mr|mrs|ms|dr|prof|st|gen|col|lt|sgt|sen|gov|no|vs|e\.g|i\.e|ім|вул|просп|м|с|р|проф|акад|ген|св|ст|обл|т|д-р|г|ул|гр|\p{Lu})\.$/iu;
const OPENING = /^(?:[\s\p{Ps}\p{Pi}"„–—•*-]|<x id="\d+"\/>)+/u;
const CLOSING = /(?:[\s\p{Pe}\p{Pf}"“]|<x id="\d+"\/>)+$/u;
const WORD = /\p{L}/u;
const OPENERS = /[\p{Ps}\p{Pi}„]/gu;
const CLOSERS = /[\p{Pe}\p{Pf}]/gu;

const segmenters = new Map<string, Intl.Segmenter>();

/** @param language of the text, a BCP 47 tag */
export function cutSentences(text: string, language: string): Cut[] {
  const cuts: Cut[] = [];
  let kept = '';
  const add = (piece: string): void => {
    const [before, core, after] = bare(piece);
    if (core === '') {
      kept += piece;
      return;
    }
    cuts.push({ before: kept + before, sentence: core });
    kept = after;
  };
  let last = 0;
  for (const match of text.matchAll(BREAKS)) {
    for (const sentence of sentencesOf(text.slice(last, match.index), language)) add(sentence);
    kept += match[0];
    last = match.index + match[0].length;
  }
  for (const sentence of sentencesOf(text.slice(last), language)) add(sentence);
  if (kept !== '') cuts.push({ before: kept });
  return cuts;
}

/** A sentence as stretches that end at its placeholders. */
export function cutAtPlaceholders(sentence: string, language: string): Cut[] {
  return sentence
    .split(/(<x id="\d+"\/>)/)
    .flatMap((stretch, index) => (index % 2 === 1 ? { before: stretch } : cutSentences(stretch, language)));
}

export function sentencesIn(cuts: readonly Cut[]): string[] {
  return cuts.flatMap(({ sentence }) => sentence ?? []);
}

/** The text again, with each sentence translated; `undefined` when one has no translation. */
export function joined(
  cuts: readonly Cut[],
  translationOf: (sentence: string) => string | undefined,
): string | undefined {
  let text = '';
  for (const { before, sentence } of cuts) {
    text += before;
    if (sentence === undefined) continue;
    const translation = translationOf(sentence);
    if (translation === undefined) return undefined;
    text += restoreNoBreak(sentence, translation);
  }
  return text;
}

/** Whether both have the same placeholders, each as often; their order may differ. */
export function samePlaceholders(a: string, b: string): boolean {
  const sorted = (text: string): string => (text.match(PLACEHOLDER) ?? []).sort().join('');
  return sorted(a) === sorted(b);
}

/** Placeholders that stood apart in the sentence stand apart from the words of its answer. */
export function spaced(sentence: string, answer: string): string {
  let text = answer;
  for (const [element] of sentence.matchAll(PLACEHOLDER)) {
    const [before = '', after = ''] = sentence.split(element);
    if (/\s$/.test(before)) text = text.replace(new RegExp(`[\\p{L}\\p{N}](?=${element})`, 'u'), '$& ');
    if (/^\s/.test(after)) text = text.replace(new RegExp(`${element}(?=[\\p{L}\\p{N}])`, 'u'), '$& ');
  }
  return text;
}

function sentencesOf(line: string, language: string): string[] {
  if (line === '') return [];
  let segmenter = segmenters.get(language);
  if (segmenter === undefined) {
    segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
    segmenters.set(language, segmenter);
  }
  const sentences: string[] = [];
  // A placeholder's letters would tell the segmenter that a sentence goes on.
  const masked = line.replace(PLACEHOLDER, (element) => '\ufffc'.repeat(element.length));
  for (const { index, segment: cut } of segmenter.segment(masked)) {
    const segment = line.slice(index, index + cut.length);
    const previous = sentences.at(-1);
    if (previous !== undefined && (ABBREVIATION.test(previous.trimEnd()) || /^\p{Ll}/u.test(segment))) {
      sentences[sentences.length - 1] = previous + segment;
    } else sentences.push(segment);
  }
  return sentences.flatMap(shortened);
}

/** Stretches of at most `LONGEST`, cut after a clause where there is one, else at a space, else anywhere. */
function shortened(sentence: string): string[] {
  const stretches: string[] = [];
  let rest = sentence;
  while (rest.length > LONGEST) {
    const head = rest.slice(0, LONGEST);
    const clause = /^[\s\S]*[,;:–—]\s(?=[^<>]*(?:<[^<>]*>[^<>]*)*$)/u.exec(head)?.[0].length ?? 0;
    const space = /^[\s\S]*\s(?=[^<>]*$)/u.exec(head)?.[0].length ?? 0;
    const pair = /[\ud800-\udbff]$/.test(head) ? LONGEST - 1 : LONGEST;
    const at = clause > LONGEST / 2 ? clause : space > 0 ? space : pair;
    stretches.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...stretches, rest];
}

/** A sentence without what stands around it: `[before, core, after]`; the core is empty where no word is. */
function bare(piece: string): [string, string, string] {
  if (!WORD.test(piece.replace(PLACEHOLDER, ''))) return ['', '', ''];
  let start = OPENING.exec(piece)?.[0].length ?? 0;
  let end = piece.length - (CLOSING.exec(piece)?.[0].length ?? 0);
  const middle = piece.slice(start, end);
  // A bracket or quotation mark whose other half stands inside belongs to the sentence.
  if (countOf(middle, CLOSERS) + straight(middle) > countOf(middle, OPENERS) || straight(middle) === 1) {
    start = piece.length - piece.trimStart().length;
  }
  if (countOf(middle, OPENERS) + straight(middle) > countOf(middle, CLOSERS) || straight(middle) === 1) {
    end = piece.trimEnd().length;
  }
  // Straight single marks are apostrophes as well: only the two around everything are quotation marks.
  if (/^'[^']*'$/.test(piece.slice(start, end))) [start, end] = [start + 1, end - 1];
  return [piece.slice(0, start), piece.slice(start, end), piece.slice(end)];
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** Straight double quotation marks that have no partner here: 0 or 1. */
function straight(text: string): number {
  return countOf(text.replace(PLACEHOLDER, ''), /"/g) % 2;
}

const NO_BREAK = /[\u00a0\u202f\u2007]/g;
const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;

/** As models were trained to read it: plain spaces, nothing invisible. */
export function readable(sentence: string): string {
  return sentence.replace(NO_BREAK, ' ').replace(INVISIBLE, '');
}

/** Puts no-break spaces back where the translation has the same number or word before a space. */
function restoreNoBreak(sentence: string, translation: string): string {
  let text = translation;
  let from = 0;
  for (const match of sentence.matchAll(/([\p{L}\p{N}.,№§$€£-]*)([\u00a0\u202f\u2007])/gu)) {
    const [, word = '', space = ' '] = match;
    if (word === '') continue;
    const at = text.indexOf(`${word} `, from);
    if (at < 0 || /[\p{L}\p{N}]/u.test(text.charAt(at - 1))) continue;
    const end = at + word.length;
    text = `${text.slice(0, end)}${space}${text.slice(end + 1)}`;
    from = end + 1;
  }
  return text;
}
