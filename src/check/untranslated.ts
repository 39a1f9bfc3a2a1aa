import { messages } from '../message.js';
import type { Check } from '../model/contracts.js';
import { primaryLanguage } from '../model/language.js';
import { areClose, type Read, type Word } from './text.js';

const say = messages('check', {
  leftAsItIs: '"{{words}}" is the source text, not a translation',
});

/** Words of the source that stand in the answer in a row: it was left half done. */

/** Ordinary words in a row that are surely no name and no title. */
const CRITICAL = 6;
const MAJOR = 3;
/** Words of a run at least, names and numbers counted. */
const FEWEST = 4;

/** A run of ordinary words, or a longer one of names with some between. */
function isLeft({ words, ordinary }: Run): boolean {
  return (words >= FEWEST && ordinary >= MAJOR) || (words > FEWEST && ordinary >= MAJOR - 1);
}

/** Ordinary words in a row that readers of Latin letters cannot even read. */
const UNREADABLE = 2;
const latin = new Map<string, boolean>();

function isInLatin(language: string): boolean {
  let answer = latin.get(language);
  if (answer === undefined) {
    answer = new Intl.Locale(language).maximize().script === 'Latn';
    latin.set(language, answer);
  }
  return answer;
}

/** Words in letters of their own in a language written in Latin ones: nobody keeps these as they are. */
function isUnreadable({ ordinary, from, to }: Run, answer: readonly Word[], target: string): boolean {
  const words = answer.slice(from, to);
  if (!isInLatin(target) || words.some(({ text }) => /\p{Script=Latin}/u.test(text))) return false;
  const written = words.filter(({ text }) => /\p{L}/u.test(text));
  return ordinary >= UNREADABLE || (ordinary > 0 && written.length > UNREADABLE);
}

/** Names, acronyms and numbers stay as they are in any translation. */
function isOrdinary({ text }: Word): boolean {
  return /^\p{Ll}/u.test(text) && text.length > 1 && !/\d/.test(text);
}

interface Run {
  readonly words: number;
  readonly ordinary: number;
  readonly from: number;
  readonly to: number;
}

/** The longest run of words both texts share. */
function longestRun(source: readonly Word[], answer: readonly Word[]): Run | undefined {
  const places = new Map<string, number[]>();
  for (const [index, { folded }] of source.entries()) {
    const list = places.get(folded);
    if (list === undefined) places.set(folded, [index]);
    else list.push(index);
  }
  let best: Run | undefined;
  for (let at = 0; at < answer.length; at++) {
    for (const place of places.get(answer[at]?.folded ?? '') ?? []) {
      if (at > 0 && place > 0 && answer[at - 1]?.folded === source[place - 1]?.folded) continue;
      let length = 0;
      let ordinary = 0;
      while (
        source[place + length] !== undefined &&
        source[place + length]?.folded === answer[at + length]?.folded
      ) {
        if (isOrdinary(source[place + length] as Word)) ordinary += 1;
        length += 1;
      }
      if (
        best === undefined ||
        ordinary > best.ordinary ||
        (ordinary === best.ordinary && length > best.words)
      )
        best = { words: length, ordinary, from: at, to: at + length };
    }
  }
  return best;
}

export function untranslatedCheck(read: Read): Check {
  return {
    name: 'untranslated',
    examine(input) {
      const { unit, translation } = input;
      const { sourceWords, answerWords: answer } = read(input);
      const run = longestRun(sourceWords, answer);
      if (run === undefined || !(isLeft(run) || isUnreadable(run, answer, unit.target))) return undefined;
      const close = areClose(primaryLanguage(unit.source), primaryLanguage(unit.target));
      const text = translation.slice(answer[run.from]?.start, answer[run.to - 1]?.end);
      const severity = close
        ? run.ordinary >= 2 * CRITICAL
          ? 'major'
          : 'minor'
        : run.ordinary >= CRITICAL
          ? 'critical'
          : 'major';
      // Two close languages say short things alike.
      if (close && run.ordinary < CRITICAL) return undefined;
      // A title may be kept: `the band “Für Frauen ist das kein Problem”`.
      const kept =
        QUOTED.test(
          translation.slice(Math.max(0, (answer[run.from]?.start ?? 0) - 2), answer[run.from]?.start),
        ) && run.words <= TITLE;
      return {
        check: 'untranslated',
        severity: kept ? 'minor' : severity,
        ...say.leftAsItIs({ words: shortened(text) }),
      };
    },
  };
}

/** Before a title that is kept as it is. */
const QUOTED = /["«“„'‘(*_]\s?$/u;
const TITLE = 8;

const LONGEST = 80;
export const shortened = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
