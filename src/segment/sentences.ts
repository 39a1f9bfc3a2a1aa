import { type Range, trimRange } from './characters.js';

/** Sentence boundaries: the platform's segmenter, with what it gets wrong in news rejoined. */

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/u));

/** Abbreviations that never end a sentence before a capital: titles, initials of places, `e.g.`. Without the stop. */
const LEADING_ABBREVIATIONS = words(
  `mr mrs ms dr prof sr st gen col lt maj capt sgt rep sen gov pres vs dept est approx fig e.g i.e adm brig cmdr hon rev messrs mt ft
   ім вул просп пл бул бульв обл м с смт ст тов гр акад доц канд д-р ред див напр т.зв проф п пп пров шосе кв оф буд корп ген полк кап сер пор англ нім фр лат пол рос укр іт ісп
   г ул пер см т.е д гос св им англ нем фр лат исп ит
   np inż tzw św ul pl al woj gen płk mjr tzn m.in ks abp bp hab mgr
   z.b bzw ca evtl d.h hr fr nr str sog vgl mme mlle av p.ex dl dra ej pág art c.-à-d např tj tzv mudr ing p`,
);

/** Units and endings: they go on only before a number, a bracket or a small letter. */
const TRAILING_ABBREVIATIONS = words(
  `no nos inc ltd co corp jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k a.m p.m jr
   грн коп тис млн млрд трлн хв год сек р рр ін т.ч т.д т.п т.і куб руб тыс гг r tys mln mld itp itd usw tj ok env`,
);

const POSSIBLE_END = /[.!?…。！？؟۔।]["'»”’)\]]*(?:\s+\S|[«„“"]|[。！？]|(?<=[。！？])\S)/u;
const SMALL = /^\p{Ll}/u;
const NUMBER_OR_BRACKET = /^[\d(]/;
const LAST_WORD = /(?:^|[^\p{L}.-])([\p{L}.-]{1,12})\.$/u;
const INITIAL = /^\p{Lu}(?:\.-?\p{Lu})*$/u;

let segmenter: Intl.Segmenter | undefined;

/** Whether a sentence goes on after a stop. Both are a few characters around it, white space trimmed. */
function goesOn(before: string, after: string): boolean {
  if (after === '') return false;
  if (SMALL.test(after)) return /[.…)»”"’']$/u.test(before);
  if (!before.endsWith('.')) return false;
  const word = LAST_WORD.exec(before)?.[1];
  if (word === undefined) return false;
  if (INITIAL.test(word)) return word.length === 1 || !/^(?:U\.S|U\.K|U\.N|E\.U)$/.test(word);
  const folded = word.toLowerCase();
  if (LEADING_ABBREVIATIONS.has(folded)) return true;
  return TRAILING_ABBREVIATIONS.has(folded) && NUMBER_OR_BRACKET.test(after);
}

/** Sentences of a text as ranges without white space at their ends. `guarded` ranges are never cut. */
export function findSentences(text: string, guarded: readonly Range[] = []): Range[] {
  if (!POSSIBLE_END.test(text)) {
    const whole = trimRange(text, 0, text.length);
    return whole.end > whole.start ? [whole] : [];
  }
  segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' });
  const masked = mask(text, guarded);
  const ranges: Range[] = [];
  let start = 0;
  const close = (end: number): void => {
    const range = trimRange(text, start, end);
    if (range.end > range.start) ranges.push(range);
    start = end;
  };
  for (const end of boundaries(masked, segmenter)) {
    const { start: from, end: to } = trimRange(masked, Math.max(start, end - 16), end);
    if (to === from || !goesOn(masked.slice(from, to), masked.slice(end, end + 4).trimStart())) close(end);
  }
  close(text.length);
  return ranges;
}

/** The segmenter's time grows with the square of a text's length: long texts go to it in stretches. */
const STRETCH = 4_000;
const CLEAR_END = /[.!?…]["»”)]*\s+(?=[\p{Lu}«“„"])/gu;

/** Offsets inside the text where the segmenter sees a sentence end. */
function* boundaries(text: string, segmenter: Intl.Segmenter): Generator<number> {
  let from = 0;
  while (from < text.length) {
    let to = text.length;
    if (to - from > 2 * STRETCH) {
      CLEAR_END.lastIndex = from + STRETCH;
      const match = CLEAR_END.exec(text);
      if (match !== null) to = match.index + match[0].length;
    }
    for (const { index, segment } of segmenter.segment(text.slice(from, to))) {
      const end = from + index + segment.length;
      if (end < text.length) yield end;
    }
    from = to;
  }
}

/** The text with guarded ranges turned into one word each, at equal length. */
function mask(text: string, guarded: readonly Range[]): string {
  if (guarded.length === 0) return text;
  let result = '';
  let at = 0;
  for (const { start, end } of guarded) {
    result += text.slice(at, start) + 'x'.repeat(end - start);
    at = end;
  }
  return result + text.slice(at);
}
