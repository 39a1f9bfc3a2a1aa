import { type Range, trimRange } from './characters.js';

/** Sentence boundaries: the platform's segmenter, with what it gets wrong in news rejoined. */

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/u));

/** Abbreviations that never end a sentence before a capital: titles, initials of places, `e.g.`. Without the stop. */
const LEADING_ABBREVIATIONS = words(
  `mr mrs ms dr prof sr st gen col lt maj capt sgt rep sen gov pres vs dept est approx fig e.g i.e adm brig cmdr hon rev messrs mt ft
   ім вул просп пл бул бульв обл м с смт ст тов гр акад доц канд д-р ред див напр т.зв проф п пп пров шосе кв оф буд корп стор тел поч дир сек-т ген полк кап сер пор англ нім фр лат пол рос укр іт ісп
   г ул пер стр тел см т.е д гос св им англ нем фр лат исп ит
   np inż tzw św ul pl al woj gen płk mjr tzn m.in ks abp bp hab mgr
   z.b bzw ca evtl d.h hr fr nr str sog vgl mme mlle av p.ex dl dra ej pág art c.-à-d např tj tzv mudr ing p`,
);

/** Units and endings: they go on only before a number, a bracket or a small letter. */
const TRAILING_ABBREVIATIONS = words(
  `no nos inc ltd co corp jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k a.m p.m jr
   грн коп тис млн млрд трлн хв год сек р рр ін т.ч т.д т.п т.і куб руб тыс гг r tys mln mld itp itd usw tj ok env`,
);

/**
 * Abbreviations that go on before some words: a currency before its country, an hour before its zone. What follows is
 * looked at in small letters.
 */
const PAIRS: readonly (readonly [ReadonlySet<string>, RegExp])[] = [
  [words('дол долл'), /^(?:сша|канад|австрал|гонконг|сінгап|сингап|нов|тайван)/u],
  [
    words('a.m p.m'),
    /^(?:eastern|pacific|central|mountain|local|gmt|utc|e[sd]?t\b|p[sd]?t\b|c[es]?t\b|kyiv|kiev|london|moscow|monday|tuesday|wednesday|thursday|friday|saturday|sunday)/u,
  ],
];

/** Countries and bodies written with stops; what follows is their noun, unless it can only begin a sentence. */
const STATES = /^(?:U\.S|U\.K|U\.N|E\.U|U\.S\.A)$/u;
const OPENERS = words(
  `the a an it its he she they we you i this that these those there but and or so if in on at by for from with when while
   after before as because although however meanwhile still now then his her their our my no not what who where why how
   some many most all both`,
);

/** A place, a date, an agency at the head of a paragraph: `КИЇВ. 28 березня. УНН.`, `МОСКВА, 23 апреля. /ТАСС/.` */
const DATELINE =
  /^\s*\p{Lu}{2}[\p{Lu}.’'-]*(?:[ -]\p{Lu}[\p{Lu}’'-]+){0,3}\s*[.,]\s*\d{1,2}\s\p{Ll}{3,12}\.?(?:\s\d{4}(?:\s(?:року|года|р\.|г\.))?)?\s*[.,]?\s*(?:[/(]?\p{Lu}[\p{L}-]{1,20}(?:\s\p{Lu}[\p{L}-]{1,20})?[)/]?\s*\.?\s*)?(?:[—–-]\s*)?(?=\S)/u;
/** Two sentences without a space between: `споживачів.Про це повідомила`. */
const GLUED = /(?<=\p{Ll}{4})[.!?…](?=\p{Lu}\p{Ll}*\s)/gu;

const POSSIBLE_END = /[.!?…。！？؟۔।]["'»”’)\]]*(?:\s+\S|[«„“"]|[。！？]|\p{Lu}|(?<=[。！？])\S)/u;
const SMALL = /^\p{Ll}/u;
const NUMBER_OR_BRACKET = /^[\d(]/;
const LAST_WORD = /(?:^|[^\p{L}.-])([\p{L}.-]{1,12})\.$/u;
const INITIAL = /^\p{Lu}(?:\.-?\p{Lu})*$/u;

let segmenter: Intl.Segmenter | undefined;

/** Characters looked at behind a stop. */
const AFTER = 14;

/** Whether a sentence goes on after a stop. Both are a few characters around it, white space trimmed. */
function goesOn(before: string, after: string, own: ReadonlySet<string>): boolean {
  if (after === '') return false;
  if (SMALL.test(after)) return /[.…)»”"’']$/u.test(before);
  if (!before.endsWith('.')) return false;
  const word = LAST_WORD.exec(before)?.[1];
  if (word === undefined) return false;
  const next = after.toLowerCase();
  if (STATES.test(word)) return !OPENERS.has(/^\p{L}+/u.exec(next)?.[0] ?? 'the');
  if (INITIAL.test(word)) return true;
  const folded = word.toLowerCase();
  if (PAIRS.some(([short, before]) => short.has(folded) && before.test(next))) return true;
  if (LEADING_ABBREVIATIONS.has(folded) || own.has(folded)) return true;
  return TRAILING_ABBREVIATIONS.has(folded) && NUMBER_OR_BRACKET.test(after);
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Sentences of a text as ranges without white space at their ends. `guarded` ranges are never cut.
 * @param own abbreviations of the user, in small letters and without the stop
 */
export function findSentences(
  text: string,
  guarded: readonly Range[] = [],
  own: ReadonlySet<string> = NONE,
): Range[] {
  if (!POSSIBLE_END.test(text)) {
    const whole = trimRange(text, 0, text.length);
    return whole.end > whole.start ? [whole] : [];
  }
  segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' });
  const dateline = DATELINE.exec(text)?.[0].length ?? 0;
  const masked = mask(text, guarded);
  const ranges: Range[] = [];
  let start = 0;
  const close = (end: number): void => {
    const range = trimRange(text, start, end);
    if (range.end > range.start) ranges.push(range);
    start = end;
  };
  for (const end of withGlued(masked, boundaries(masked, segmenter))) {
    if (end <= dateline) continue;
    const { start: from, end: to } = trimRange(masked, Math.max(start, end - 16), end);
    const after = masked.slice(end, end + AFTER).trimStart();
    if (to === from || !goesOn(masked.slice(from, to), after, own)) close(end);
  }
  close(text.length);
  return ranges;
}

/** The segmenter's boundaries, with those where a space is missing. */
function* withGlued(text: string, ends: Iterable<number>): Generator<number> {
  const glued = [...text.matchAll(GLUED)].map(({ index }) => index + 1);
  let at = 0;
  for (const end of ends) {
    for (let next = glued[at]; next !== undefined && next < end; next = glued[++at]) yield next;
    if (glued[at] === end) at += 1;
    yield end;
  }
  for (; at < glued.length; at++) yield glued[at] as number;
}

/** The segmenter's time grows with the square of a text's length: long texts go to it in stretches. */
const STRETCH = 4_000;
/** A clear end is looked for so far beyond a stretch. */
const REACH = 4 * STRETCH;
const CLEAR_END = /[.!?…]["»”)]*\s+(?=[\p{Lu}«“„"])|[。！？][」』”]*/gu;

/** Offsets inside the text where the segmenter sees a sentence end. */
function* boundaries(text: string, segmenter: Intl.Segmenter): Generator<number> {
  let from = 0;
  while (from < text.length) {
    const { to, isEnd } = stretchFrom(text, from);
    let last = from;
    for (const { index, segment } of segmenter.segment(text.slice(from, to))) {
      last = from + index;
      const end = last + segment.length;
      if (end < to || (isEnd && end < text.length)) yield end;
    }
    // Where no clear end is near, the sentence that the stretch broke off in is begun anew, unless it is all of it.
    from = isEnd || last === from ? to : last;
  }
}

/** Where the stretch that begins at an offset ends, and whether a sentence certainly ends there too. */
function stretchFrom(text: string, from: number): { readonly to: number; readonly isEnd: boolean } {
  if (text.length - from <= 2 * STRETCH) return { to: text.length, isEnd: true };
  const near = text.slice(from + STRETCH, from + STRETCH + REACH);
  CLEAR_END.lastIndex = 0;
  const match = CLEAR_END.exec(near);
  if (match !== null) return { to: from + STRETCH + match.index + match[0].length, isEnd: true };
  if (text.length - from <= STRETCH + REACH) return { to: text.length, isEnd: true };
  let to = from + 2 * STRETCH;
  // Never between the halves of a character.
  if ((text.charCodeAt(to) & 0xfc00) === 0xdc00) to -= 1;
  return { to, isEnd: false };
}

/** The text with guarded ranges turned into one word each, at equal length. */
export function mask(text: string, guarded: readonly Range[]): string {
  if (guarded.length === 0) return text;
  let result = '';
  let at = 0;
  for (const { start, end } of guarded) {
    result += text.slice(at, start) + 'x'.repeat(end - start);
    at = end;
  }
  return result + text.slice(at);
}
