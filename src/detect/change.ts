import { SCRIPT_OF } from '../language/alphabets.js';
import type { Contender } from '../language/letters.js';
import { isIn } from '../language/lexicon.js';
import { allowedIn, tablesOf } from '../language/scripts.js';
import { tellingWords } from '../language/words.js';
import type { LanguageTag } from '../model/language.js';

/**
 * A change of language that nothing marks: Russian words quoted without quotation marks in a Ukrainian sentence.
 * Words with letters only one language has are laid out in order; a change is accepted where it explains more of
 * them than it costs. Words of two languages that alternate are one mixed speech (surzhyk) and stay together.
 */

interface Stretch {
  /** Half-open range in the text. */
  readonly start: number;
  readonly end: number;
  readonly lang: LanguageTag;
}

export interface Change {
  /** One, or several in order when the language changes. */
  readonly stretches: readonly Stretch[];
  /** Languages of which there are deciding words against the language of the stretch they stand in. */
  readonly mixedWith: readonly LanguageTag[];
  /** Offsets where a change is likelier than elsewhere: a capital inside the sentence, a mark. */
  readonly borders: readonly number[];
  /** Deciding words in a range that are not in a language. */
  misfits(start: number, end: number, lang: LanguageTag): number;
}

interface Word {
  readonly start: number;
  readonly end: number;
  /** Contenders it can be in, or 0 when it decides nothing. */
  readonly allowed: number;
  /** What its n-grams say where its letters do not decide. */
  readonly leaning?: Leaning;
  /** A capital, or a mark before it, makes a change likelier here. */
  readonly border: boolean;
}

/** What an undecided word costs in another language than the one it surely looks like. */
const LEANING_COST = 0.5;
/** From this confidence a word leans. */
const LEAST_LEANING = 0.6;

export interface Leaning {
  readonly lang: LanguageTag;
  readonly confidence: number;
}

/** Fewest words in which a change is looked for. */
const FEWEST_WORDS = 5;
/** Words on both sides of a border that is worth asking about. */
const BORDER_WORDS = 3;
/** Words a change must explain. */
const CHANGE_COST = 2.2;
const MARKED_CHANGE_COST = 1.6;
/** Share of words of the other language from which a sentence counts as mixed speech. */
const MIXED_SHARE = 0.15;

const GAP = /\s+/u;
const WORD = /[\p{L}\p{M}'’ʼ-]+/gu;

/**
 * @param script number of the script the text is in.
 * @param found the language the whole text was found to be in.
 * @param lean what a word by itself is likeliest in.
 * @returns `undefined` when no letter speaks against the text being in one language.
 */
export function findChange(
  text: string,
  script: number,
  candidates: readonly LanguageTag[],
  found: LanguageTag,
  lean: (word: string) => Leaning,
): Change | undefined {
  const tables = tablesOf(candidates);
  const spelt = (tables.byScript[script] ?? []).filter(({ bit }) => bit !== 0);
  const allowedAll = allowedIn(text, 0, text.length, script, tables);
  const fits = spelt.filter(({ bit }) => (allowedAll & bit) !== 0);
  // One alphabet may hold the letters of two languages together; where its words are not that, it is out.
  if (fits.some(({ tag }) => tag === found)) return undefined;
  const rivals = spelt.filter((one) => !fits.includes(one));
  if (rivals.length < 2) return undefined;
  // So few words that one alphabet holds are of that alphabet, however little they say of it.
  if (fits.length > 0 && text.split(GAP, FEWEST_WORDS).length < FEWEST_WORDS) return undefined;
  const all = rivals.reduce((bits, { bit }) => bits | bit, 0) >>> 0;
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const { index } = match;
    const [content] = match;
    if (SCRIPT_OF[content.charCodeAt(0)] !== script) continue;
    const end = index + content.length;
    const allowed = (allowedIn(text, index, end, script, tables) & all) >>> 0;
    const before = text.slice(Math.max(0, index - 3), index);
    const border = /^\p{Lu}(?!\p{Lu})/u.test(content) || /[,:;–—(«"“„.!?…]/u.test(before);
    const decides = allowed !== all;
    words.push({
      start: index,
      end,
      allowed: decides ? allowed : 0,
      border,
      ...(decides ? {} : { leaning: lean(content) }),
    });
  }
  const [firstWord] = words;
  if (firstWord === undefined) return undefined;
  const best = words.length < FEWEST_WORDS ? [] : bestPath(words, rivals);
  // Without a change the letters alone choose.
  const path = best.some((rival) => rival !== best[0]) ? best : constantPath(words, rivals);
  const stretches: Stretch[] = [];
  const mixed = new Map<LanguageTag, number>();
  words.forEach((word, index) => {
    const lang = path[index]?.tag ?? '';
    const open = stretches.at(-1);
    if (open === undefined || open.lang !== lang) {
      const start = open === undefined ? 0 : openingOf(text, words[index - 1]?.end ?? 0, word.start);
      if (open !== undefined) stretches[stretches.length - 1] = { ...open, end: start };
      stretches.push({ start, end: text.length, lang });
    }
    if (decidesAgainst(word, path[index]?.bit ?? 0)) {
      const other = rivals.find(({ bit }) => (word.allowed & bit) !== 0);
      if (other !== undefined) mixed.set(other.tag, (mixed.get(other.tag) ?? 0) + 1);
    }
  });
  const mixedWith = [...mixed]
    .filter(([, count]) => count >= 2 && count >= MIXED_SHARE * words.length)
    .map(([tag]) => tag);
  const inner = words.slice(BORDER_WORDS, 1 - BORDER_WORDS).filter((word) => word.border);
  const likely = [...inner, ...cleanBorders(words)];
  return {
    stretches,
    mixedWith,
    borders: [...new Set(likely.map(({ start }) => openingOf(text, 0, start)))],
    misfits(start, end, lang) {
      const bit = rivals.find(({ tag }) => tag === lang)?.bit ?? 0;
      const against = words.filter((word) => decidesAgainst(word, bit));
      return against.filter((word) => word.start >= start && word.end <= end).length;
    },
  };
}

/** Deciding words from which an unmarked border is believed. */
const CLEAN_WORDS = 3;

/** Words at which one language ends and the other begins, where every deciding word agrees with that. */
function cleanBorders(words: readonly Word[]): readonly Word[] {
  const deciding = words.flatMap(({ allowed }, at) => (allowed === 0 ? [] : [{ allowed, at }]));
  const [first] = deciding;
  if (first === undefined || deciding.length < CLEAN_WORDS) return [];
  let left = first.allowed;
  let last = first;
  let turn = 1;
  for (; turn < deciding.length; turn++) {
    const next = deciding[turn];
    if (next === undefined || (left & next.allowed) === 0) break;
    left &= next.allowed;
    last = next;
  }
  const right = deciding.slice(turn);
  const [begin] = right;
  if (begin === undefined || right.reduce((all, { allowed }) => all & allowed, ~left >>> 0) === 0) return [];
  return words
    .slice(last.at + 1, begin.at + 1)
    .filter((_, at) => last.at + 1 + at >= BORDER_WORDS && words.length - (last.at + 1 + at) >= BORDER_WORDS);
}

/** Turns from one language to the other from which a sentence is mixed speech, and words that each must have. */
const MIXED_TURNS = 3;
const MIXED_WORDS = 2;

/**
 * Speech that changes its language from word to word (surzhyk): Ukrainian and Russian words in turns, told by letters,
 * frequent words and dictionaries.
 * @returns the share of each, by words that decide; `undefined` for a sentence that can be cut, or need not be.
 */
export function mixedSpeech(
  text: string,
  candidates: readonly LanguageTag[],
): Readonly<Record<LanguageTag, number>> | undefined {
  if (!MIXING.every((tag) => candidates.includes(tag))) return undefined;
  const counts = { uk: 0, ru: 0 };
  let turns = 0;
  let before: 'uk' | 'ru' | undefined;
  for (const [word] of text.toLowerCase().matchAll(WORD)) {
    const tag = ownerOf(word);
    if (tag === undefined) continue;
    counts[tag] += 1;
    if (before !== undefined && before !== tag) turns += 1;
    before = tag;
  }
  if (turns < MIXED_TURNS || counts.uk < MIXED_WORDS || counts.ru < MIXED_WORDS) return undefined;
  const total = counts.uk + counts.ru;
  return { uk: counts.uk / total, ru: counts.ru / total };
}

const MIXING = ['uk', 'ru'] as const;

function ownerOf(word: string): 'uk' | 'ru' | undefined {
  const ukrainian = /[іїєґ]/u.test(word) || tellingWords(word, 'uk', ['uk', 'ru']).length > 0;
  const russian = /[ыэёъ]/u.test(word) || tellingWords(word, 'ru', ['uk', 'ru']).length > 0;
  if (ukrainian !== russian) return ukrainian ? 'uk' : 'ru';
  if (ukrainian || word.length < 3) return undefined;
  const [inUk, inRu] = [isIn('uk-ru', word), isIn('ru-uk', word)];
  return inUk === inRu ? undefined : inUk ? 'uk' : 'ru';
}

/** Marks that open belong to what they open. */
function openingOf(text: string, from: number, to: number): number {
  let at = to;
  while (at > from && '«„“"‘(['.includes(text.charAt(at - 1))) at -= 1;
  return at;
}

const decidesAgainst = ({ allowed }: Word, bit: number): boolean => allowed !== 0 && (allowed & bit) === 0;

function misfit(word: Word, { bit, tag }: Contender): number {
  const { allowed, leaning } = word;
  if (allowed !== 0) return decidesAgainst(word, bit) ? 1 : 0;
  if (leaning === undefined || leaning.lang === tag || leaning.confidence < LEAST_LEANING) return 0;
  return (LEANING_COST * (leaning.confidence - LEAST_LEANING)) / (1 - LEAST_LEANING);
}

function constantPath(words: readonly Word[], rivals: readonly Contender[]): Contender[] {
  const costs = rivals.map(({ bit }) => words.filter((word) => decidesAgainst(word, bit)).length);
  const best = rivals[costs.indexOf(Math.min(...costs))];
  return best === undefined ? [] : words.map(() => best);
}

/** The cheapest sequence of languages over the words (Viterbi). */
function bestPath(words: readonly Word[], rivals: readonly Contender[]): Contender[] {
  let costs = rivals.map(() => 0);
  const from: number[][] = [];
  for (const [position, word] of words.entries()) {
    const cheapest = costs.indexOf(Math.min(...costs));
    const change = (costs[cheapest] ?? 0) + (word.border ? MARKED_CHANGE_COST : CHANGE_COST);
    const origins: number[] = [];
    costs = rivals.map((rival, state) => {
      const stay = costs[state] ?? 0;
      const changes = position > 0 && change < stay;
      origins.push(changes ? cheapest : state);
      return (changes ? change : stay) + misfit(word, rival);
    });
    from.push(origins);
  }
  const path: Contender[] = [];
  let state = costs.indexOf(Math.min(...costs));
  for (let position = words.length - 1; position >= 0; position--) {
    const rival = rivals[state];
    if (rival !== undefined) path.push(rival);
    state = from[position]?.[state] ?? state;
  }
  return path.reverse();
}
