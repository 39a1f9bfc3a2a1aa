import { type Message, messages } from '../message.js';
import type { Check, CheckResult, Detector } from '../model/contracts.js';
import { isSpecialTag, type LanguageTag, primaryLanguage, sameLanguage } from '../model/language.js';
import { areClose, type Read, type Reading, type Word, wordsOf } from './text.js';
import { shortened } from './untranslated.js';

const say = messages('check', {
  otherScript: 'the answer is not in the letters of {{target}}',
  scriptRun: '"{{words}}" is not in the letters of {{target}}',
  otherLanguage: 'the answer is in {{lang}}, not in {{target}} (confidence {{confidence}})',
  otherSpan: '"{{words}}" is in {{lang}}, not in {{target}}',
  strangeLetters: 'letters that {{target}} does not have: {{words}}',
});

/** A stretch of an answer in a language of its own. */
interface ForeignSpan {
  readonly text: string;
  readonly lang: LanguageTag;
  /** 0 to 1. */
  readonly confidence: number;
}

export interface TargetLanguageOptions {
  readonly detector: Detector;
  /** Languages an answer may be in by mistake. */
  readonly candidates: readonly LanguageTag[];
  /** Stretches of a text that are not in a language, among candidates; absent: whole answers and windows only. */
  readonly spansIn?: (
    text: string,
    target: LanguageTag,
    candidates: readonly LanguageTag[],
  ) => readonly ForeignSpan[];
}

/** Letters an answer needs for its language to be told. */
const ENOUGH_LETTERS = 16;
/** Letters from which an answer in another language is surely one. */
const MANY_LETTERS = 36;
const SURE = 0.85;
const VERY_SURE = 0.97;

/** Scripts whose letters no other language's words are written in. */
const SCRIPTS = new Set([
  'Latn',
  'Cyrl',
  'Grek',
  'Arab',
  'Hebr',
  'Armn',
  'Geor',
  'Deva',
  'Beng',
  'Taml',
  'Telu',
  'Thai',
  'Hang',
]);
/** Share of letters an answer has at least in the script of its language. */
const FEWEST_OWN_LETTERS = 0.2;
/** Words of another script in a row that no source has. */
const FOREIGN_RUN = 4;
/** The same where readers cannot read them at all, for they read Latin letters. */
const UNREADABLE_RUN = 2;
/** Words a window holds. */
const WINDOW = 6;

interface Frame {
  /** A letter of its script; absent for scripts that several kinds of letters belong to and nothing is known of. */
  readonly own: RegExp | undefined;
  /** Languages of the script that there is a profile of; none where the target itself has none. */
  readonly rivals: readonly LanguageTag[];
}

/** Letters that a language does not have and its neighbours do. */
const NEVER: Readonly<Record<string, RegExp>> = {
  uk: /[ыэёъ]/giu,
  ru: /[іїєґў]/giu,
  be: /[иїєщъ]/giu,
  bg: /[ыэёіїєґў]/giu,
};

export function targetLanguageCheck(
  { detector, candidates, spansIn }: TargetLanguageOptions,
  read: Read,
): Check {
  const frames = new Map<string, Frame>();
  const profiles = detector.profiles ?? [];
  const frameOf = (target: LanguageTag): Frame => {
    let frame = frames.get(target);
    if (frame === undefined) {
      const script = scriptOf(target);
      const known = profiles.includes(primaryLanguage(target));
      const rivals = known ? profiles.filter((tag) => scriptOf(tag) === script) : [];
      frame = { own: ownLetters(script), rivals };
      frames.set(target, frame);
    }
    return frame;
  };
  return {
    name: 'target-language',
    examine(input) {
      const { unit } = input;
      const { own, rivals } = frameOf(unit.target);
      const reading = read(input);
      const { answer: prose, answerWords } = reading;
      const letters = answerWords.reduce((sum, { text }) => sum + text.length, 0);
      if (letters < ENOUGH_LETTERS) return undefined;
      const words = foreignScript(reading, own, unit.target);
      if (words !== undefined) return words;
      if (rivals.length < 2 || own?.test(prose) !== true) return undefined;
      const whole = judge(detector, prose, unit.target, rivals, letters);
      if (whole !== undefined) return whole;
      const found = windows(detector, reading, unit.target, rivals) ?? strangers(reading, unit.target);
      if (found !== undefined || spansIn === undefined) return found;
      const among = [...new Set([unit.target, unit.source, ...candidates].map(primaryLanguage))].filter(
        (tag) => rivals.includes(tag),
      );
      const span = spansIn(prose, unit.target, among).find((one) => isForeign(one, unit.text, unit.target));
      if (span === undefined) return undefined;
      return result(
        areClose(span.lang, primaryLanguage(unit.target)) ? 'major' : 'critical',
        say.otherSpan({ words: shortened(span.text.trim()), lang: span.lang, target: unit.target }),
      );
    },
  };
}

const result = (severity: CheckResult['severity'], message: Message): CheckResult => ({
  check: 'target-language',
  severity,
  ...message,
});

function scriptOf(tag: LanguageTag): string {
  return new Intl.Locale(tag).maximize().script ?? '';
}

/** Words the answer does not share with its source and that are in letters the target is not written in. */
function foreignScript(
  { answerWords, known }: Reading,
  own: RegExp | undefined,
  target: LanguageTag,
): CheckResult | undefined {
  if (own === undefined) return undefined;
  let ownLength = 0;
  let foreignLength = 0;
  let run: string[] = [];
  let small = 0;
  let found: readonly string[] | undefined;
  let shorter: readonly string[] | undefined;
  const fewest = scriptOf(target) === 'Latn' ? UNREADABLE_RUN : FOREIGN_RUN;
  const close = (): void => {
    // Capitalised words of another script are names.
    if (run.length >= FOREIGN_RUN && small >= 3) found ??= run;
    if (run.length >= fewest && small >= UNREADABLE_RUN) shorter ??= run;
    run = [];
    small = 0;
  };
  for (const { text, folded } of answerWords) {
    if (!/\p{L}/u.test(text)) continue;
    if (own.test(text)) {
      ownLength += text.length;
      close();
    } else if (!known.has(folded)) {
      foreignLength += text.length;
      if (text.length < 2) continue;
      run.push(text);
      if (!/^\p{Lu}/u.test(text)) small += 1;
    }
  }
  close();
  if (foreignLength >= ENOUGH_LETTERS && ownLength < FEWEST_OWN_LETTERS * (ownLength + foreignLength))
    return result('critical', say.otherScript({ target }));
  const words = found ?? shorter;
  return words === undefined
    ? undefined
    : result(
        found === undefined ? 'major' : 'critical',
        say.scriptRun({ words: shortened(words.join(' ')), target }),
      );
}

const LETTERS: Readonly<Record<string, RegExp>> = {
  Jpan: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
  Hans: /\p{Script=Han}/u,
  Hant: /\p{Script=Han}/u,
  Kore: /\p{Script=Hangul}/u,
};

function ownLetters(script: string): RegExp | undefined {
  if (LETTERS[script] !== undefined) return LETTERS[script];
  return SCRIPTS.has(script) ? new RegExp(`\\p{Script=${script}}`, 'u') : undefined;
}

function isSame(found: LanguageTag, target: LanguageTag): boolean {
  return sameLanguage(found, target) || primaryLanguage(found) === primaryLanguage(target);
}

/** The whole answer. */
function judge(
  detector: Detector,
  prose: string,
  target: LanguageTag,
  rivals: readonly LanguageTag[],
  letters: number,
): CheckResult | undefined {
  const found = detector.identify(prose, rivals);
  if (isSpecialTag(found.lang) || found.confidence < SURE || isSame(found.lang, target)) return undefined;
  const close = areClose(primaryLanguage(found.lang), primaryLanguage(target));
  const sure = found.confidence >= VERY_SURE && letters >= MANY_LETTERS && !found.evidence.includes('names');
  if (!sure && (close || letters < MANY_LETTERS / 1.5 || found.evidence.includes('names'))) {
    return found.confidence > 0.95 && !found.evidence.includes('names')
      ? result('minor', said(found.lang, target, found.confidence))
      : undefined;
  }
  const severity = sure
    ? close && letters < 2 * MANY_LETTERS && wordsOf(prose).length < WINDOW
      ? 'minor'
      : 'critical'
    : 'major';
  return result(severity, said(found.lang, target, found.confidence));
}

const said = (lang: LanguageTag, target: LanguageTag, confidence: number): Message =>
  say.otherLanguage({ lang, target, confidence: confidence.toFixed(2) });

/** Windows of six words: half an answer in another language does not tip the whole. */
function windows(
  detector: Detector,
  reading: Reading,
  target: LanguageTag,
  rivals: readonly LanguageTag[],
): CheckResult | undefined {
  const { answer, answerWords: words, source } = reading;
  if (words.length < WINDOW + 2) return undefined;
  const votes = new Map<string, number>();
  let widest = '';
  for (let at = 0; at < words.length; at += WINDOW) {
    const from = Math.max(0, Math.min(at, words.length - WINDOW));
    const last = Math.min(from + WINDOW, words.length) - 1;
    const text = answer.slice(words[from]?.start, words[last]?.end);
    if (text.length < ENOUGH_LETTERS || capitals(words, from, last) > 2) continue;
    const found = detector.identify(text, rivals);
    if (isSpecialTag(found.lang) || found.confidence < VERY_SURE || isSame(found.lang, target)) continue;
    if (found.evidence.includes('names') || source.includes(text)) continue;
    votes.set(found.lang, (votes.get(found.lang) ?? 0) + 1);
    widest ||= text;
  }
  const [best] = [...votes].sort((a, b) => b[1] - a[1]);
  if (best === undefined) return undefined;
  const [lang, count] = best;
  const close = areClose(lang, primaryLanguage(target));
  // One window alone may be a quotation or a list of names.
  if (count < 2)
    return close || words.length > 4 * WINDOW
      ? undefined
      : result('minor', say.otherSpan({ words: shortened(widest), lang, target }));
  return result(
    count >= 3 && !close ? 'critical' : 'major',
    say.otherSpan({ words: shortened(widest), lang, target }),
  );
}

function capitals(words: readonly Word[], from: number, to: number): number {
  let count = 0;
  for (let at = from; at <= to; at++) if (/^\p{Lu}/u.test(words[at]?.text ?? '')) count += 1;
  return count;
}

/** Words with letters the language does not have; a name or two may have them. */
function strangers(
  { answer, answerWords, known, unit }: Reading,
  target: LanguageTag,
): CheckResult | undefined {
  const letters = NEVER[primaryLanguage(target)];
  if (letters === undefined || answer.search(letters) < 0) return undefined;
  // A close language leaves its own words: there they are none of a quotation from a third one.
  const isLeft = areClose(primaryLanguage(unit.source), primaryLanguage(target));
  const words = answerWords.filter(
    ({ text, folded }) =>
      text.search(letters) >= 0 && /^\p{Ll}/u.test(text) && (isLeft ? text.length > 2 : !known.has(folded)),
  );
  if (words.length < (isLeft ? 1 : 2)) return undefined;
  return result(
    words.length < 2 ? 'minor' : 'major',
    say.strangeLetters({
      target,
      words: words
        .map(({ text }) => text)
        .slice(0, 5)
        .join(', '),
    }),
  );
}

function isForeign(span: ForeignSpan, source: string, target: LanguageTag): boolean {
  const words = wordsOf(span.text);
  return (
    words.length >= FOREIGN_RUN &&
    span.confidence >= VERY_SURE &&
    !isSame(span.lang, target) &&
    !source.includes(span.text.trim()) &&
    capitals(words, 0, words.length - 1) <= words.length / 2
  );
}
