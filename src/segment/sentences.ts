/** Sentence boundaries: the platform's segmenter, with what it gets wrong in news rejoined. */

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Abbreviations after which a sentence goes on, lower case and without the final stop. */
const ABBREVIATIONS = new Set(
  (
    'mr mrs ms dr prof sr jr st gen col lt maj capt sgt rep sen gov pres no vs inc ltd co corp dept est approx fig jan feb mar apr jun jul aug sep sept oct nov dec e.g i.e u.s u.k a.m p.m ' +
    'ім вул просп пл бул обл р-н м с смт ст тов гр грн коп тис млн млрд трлн акад доц канд д-р ред див напр т.зв т.ч т.д т.п т.і ін р рр хв год сек кв куб ' +
    'г гг ул обл им тыс руб коп проф акад доц др см напр т.е т.к н.э ' +
    'np dr inż prof ul tzw tj tys mln mld św r ok itp itd nr bzw z.b d.h str usw ca evtl hr fr m mme mlle av env p.ex dl sra dra ej pág art'
  ).split(' '),
);

const POSSIBLE_END = /[.!?…。！？؟।]["'»”’)\]]*(?=\s|[«„“"]|$)[\s\S]*\S/u;
const INITIAL = /(?:^|[\s.(«"“„])\p{Lu}\.$/u;
const LAST_WORD = /([\p{L}.-]+)\.$/u;

let segmenter: Intl.Segmenter | undefined;

function goesOn(before: string, after: string): boolean {
  const tail = before.trimEnd();
  if (!tail.endsWith('.') || /[!?…]$/u.test(tail)) return /^\p{Ll}/u.test(after) && /[.…]$/u.test(tail);
  if (/^\p{Ll}/u.test(after)) return true;
  if (INITIAL.test(tail)) return true;
  const word = LAST_WORD.exec(tail)?.[1]?.toLowerCase();
  if (word === undefined || !ABBREVIATIONS.has(word)) return false;
  // Units end sentences as well: `126 млн грн. Раніше` goes on only before a number or lower case.
  return (
    !/^(?:грн|коп|руб|р|рр|r|год|хв|сек|г|гг|млн|млрд|тис|трлн|ін|т\.д|т\.п|itp|itd|usw|a\.m|p\.m|u\.s|u\.k|co|inc|ltd|corp|обл|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|no|mar)$/.test(
      word,
    ) || /^[\d(]/.test(after)
  );
}

/** Sentences of a text as ranges without white space at their ends. `isProtected` ranges are never cut. */
export function findSentences(text: string, guarded: readonly Range[] = []): Range[] {
  if (!POSSIBLE_END.test(text)) return trimmed(text, 0, text.length);
  segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' });
  const masked = mask(text, guarded);
  const ranges: Range[] = [];
  let start = 0;
  for (const { index, segment } of segmenter.segment(masked)) {
    const end = index + segment.length;
    if (end < masked.length && goesOn(masked.slice(start, end), masked.slice(end, end + 8))) continue;
    ranges.push(...trimmed(text, start, end));
    start = end;
  }
  if (start < text.length) ranges.push(...trimmed(text, start, text.length));
  return ranges;
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

function trimmed(text: string, start: number, end: number): Range[] {
  const slice = text.slice(start, end);
  const content = slice.trim();
  if (content === '') return [];
  const from = start + slice.indexOf(content);
  return [{ start: from, end: from + content.length }];
}
