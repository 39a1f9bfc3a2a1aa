import type { Detector, Identification } from '../model/contracts.js';
import { type LanguageTag, UNDETERMINED } from '../model/language.js';
import { SCRIPTS } from './alphabets.js';
import { allEnglish, hardlyEnglish, isLatinPhrase, smallWordsEnglish, withoutLatinNames } from './english.js';
import { type Field, fieldOf, type Group, groupFor } from './field.js';
import { createFranc } from './franc.js';
import {
  ARABIC,
  CYRILLIC,
  countLetters,
  decidingLetters,
  foreignLetters,
  HAN,
  HANGUL,
  hasOwnLetter,
  KANA,
  LATIN as LATIN_SCRIPT,
  type LetterCount,
  type LetterTables,
} from './letters.js';
import { modelOf } from './model.js';
import { withoutNames } from './names.js';
import { mendHomoglyphs } from './repair.js';
import { DEFAULT_TUNING, isFurther, Scores, type Tuning } from './scores.js';
import { tellingWords } from './words.js';

export interface CascadeOptions {
  /** Below this confidence (0 to 1) the answer is `und`. */
  readonly threshold?: number;
  /** Asked, besides franc, where letters and the built-in model leave a doubt. */
  readonly secondOpinion?: Detector;
  readonly tuning?: Partial<Tuning>;
}

const DEFAULT_THRESHOLD = 0.5;
/** Names count less where at least one word in so many is one. */
const NAME_SHARE = 3;
/** From this share a text is surely in a language that is no candidate, or in Ukrainian in Latin letters. */
const SURE_OUTSIDER = 0.9;

/** So many words or fewer, all written like names, may be names alone. */
const NAME_WORDS = 3;
/** Several of them, with commas between. */
const NAME_WORD = String.raw`\p{Lu}[\p{L}\p{M}'’.-]*`;
const FULL_NAME = `${NAME_WORD}(?:\\s${NAME_WORD}){0,2}`;
const NAME_LIST = new RegExp(`^[^\\p{L}]*${FULL_NAME}(?:\\s?[,;/]\\s?${FULL_NAME})+[^\\p{L}]*$`, 'u');
/** Most abbreviations that are looked at as such. */
const ABBREVIATIONS = 6;
/** Features read at first: some fifteen words; with one candidate left, six. */
const FEATURES = 400;
const FEATURES_OF_ONE = 170;
/** Letters against the others that may be chance, in a text of so many letters. */
const FEW = 1;
const MANY = 20;
/** Words from which franc is asked. */
const FRANC_WORDS = 3;
/** English words between names in Latin letters that are Ukrainian throughout. */
const ENGLISH_BETWEEN_NAMES = 0.85;
/** Longest phrase of a language without a profile, in words. */
const PHRASE_WORDS = 6;
/** Words from which a text may be told to be in a language that is no candidate, by the wide model. */
const BEYOND_WORDS = 4;
/** One frequent word in so many is enough not to ask it. */
const TELLING_SHARE = 4;
/** Words named in evidence. */
const MOST_WORDS = 4;
/** Share past which more features change nothing. */
const CLEAR = 0.995;
/** Names for machines. */
const CODE = /[^\s"«»“”„()[\]]*_[^\s"«»“”„()[\]]*/gu;
/** Letters of two scripts in one word. */
const TOUCHING = /[a-z][\u0400-\u052f]|[\u0400-\u052f][a-z]/i;
/** Words that say little: single letters, and abbreviations up to five. */
const ABBREVIATED = /^(?:[^\p{L}]*(?:\p{L}{1,5}\.|\p{L}(?!\p{L})))+[^\p{L}]*$/u;
const LINK = /\S*(?:@|:\/\/)\S*/g;

const nothing = (...evidence: string[]): Identification => ({ lang: UNDETERMINED, confidence: 0, evidence });

/**
 * The default detector. Script first; then letters that leave one language; then a linear n-gram model among
 * the candidates, with languages that are none as a guard; then, in doubt, franc and a second opinion.
 */
export function createCascade(options: CascadeOptions = {}): Detector {
  const threshold = options.threshold ?? DEFAULT_THRESHOLD;
  const tuning: Tuning = { ...DEFAULT_TUNING, ...options.tuning };
  const franc = createFranc();
  const fields = new Map<string, Field>();
  let last: Field | undefined;

  const fieldFor = (candidates: readonly LanguageTag[]): Field => {
    if (last?.candidates === candidates) return last;
    const key = candidates.join();
    let field = fields.get(key);
    if (field === undefined) {
      field = fieldOf([...candidates]);
      fields.set(key, field);
    }
    last = { ...field, candidates };
    return last;
  };

  const weigh = (given: string, field: Field): Identification => {
    const { tables, candidates } = field;
    let text = given;
    let count = countLetters(text, tables);
    if (count.marks) {
      text = text.normalize('NFC');
      count = countLetters(text, tables);
    }
    if (count.links) text = text.replace(LINK, ' ');
    if (text.includes('_')) {
      // `views_19411` is a name for a machine.
      text = text.replace(CODE, ' ');
      count = countLetters(text, tables);
      if (count.script === 0) return nothing('codes');
    }
    if (TOUCHING.test(text)) {
      const mended = mendHomoglyphs(text, candidates)?.text;
      if (mended !== undefined) {
        text = mended;
        count = countLetters(text, tables);
      }
    }
    if (
      count.script === LATIN_SCRIPT &&
      (count.scripts[CYRILLIC] ?? 0) > 0 &&
      (field.own[CYRILLIC] ?? 0) > 0
    ) {
      const around = withoutLatinNames(text);
      if (around !== undefined) {
        text = around;
        count = countLetters(text, tables);
      }
    }
    const { script, letters, alive } = count;
    if (script === 0) return nothing();
    const rivals = field.rivals[script] ?? [];
    if ((field.own[script] ?? 0) === 0) return withoutContender(script, tables);
    const sure = 1 - 0.3 / (2 + letters);
    const [sole] = rivals;
    if (sole !== undefined && rivals.length === 1) {
      return { lang: sole.tag, confidence: sure, evidence: [`script:${SCRIPTS[script]}`] };
    }
    const letterRule = script === CYRILLIC || script === ARABIC;
    const all = field.bits[script] ?? 0;
    const group = groupFor(field, script, letterRule ? ((alive[script] ?? 0) & all) >>> 0 : all);
    const [only] = group.left;
    if (only !== undefined && group.left.length === 1) {
      // One letter may come with a foreign name or quotation: then the n-grams are heard as well.
      const foreign = foreignLetters(text, tables, rivals);
      if (
        letters >= MANY &&
        rivals.some((one, at) => one !== only && !one.outsider && (foreign[at] ?? 0) <= FEW)
      ) {
        const whole = groupFor(field, script, all);
        return choose(text, field, { ...whole, foreign: true, only: group.only }, count);
      }
      // і and ы together are in the Belarusian alphabet, and in Ukrainian that quotes Russian: no letter is its own.
      if (!only.outsider && !hasOwnLetter(text, tables, only)) {
        const whole = groupFor(field, script, all);
        return choose(text, field, { ...whole, foreign: true, only: undefined }, count);
      }
      const evidence = `letters:${decidingLetters(text, tables, only).join(',')}`;
      if (!only.outsider) return { lang: only.tag, confidence: sure, evidence: [evidence] };
      // Letters of two candidates together may be the alphabet of a third language: і and ы are Belarusian.
      const whole = choose(text, field, { ...groupFor(field, script, all), only: undefined }, count);
      return whole.like === undefined
        ? nothing(`several-${evidence}`)
        : { ...nothing(evidence), like: whole.like };
    }
    return choose(text, field, group, count);
  };

  const choose = (text: string, field: Field, group: Group, count: LetterCount): Identification => {
    const { tables } = field;
    const { foreign, left, open, only } = group;
    const { words, names, acronyms } = count;
    // Capitals throughout are a way of writing anything, but for a word alone.
    const allNames = names + acronyms === words && (names > 0 || words === 1);
    const abbreviated =
      words <= ABBREVIATIONS && (words > 1 || !text.trimEnd().endsWith('.')) && ABBREVIATED.test(text);
    const likeNames = abbreviated || (allNames && (words <= NAME_WORDS || NAME_LIST.test(text)));
    if (acronyms === words && words > 1 && digitsIn(text) >= count.letters) return nothing('codes');
    const scores = new Scores(left, tuning);
    const modelled = scores.read(text, open.length > 1 ? FEATURES : FEATURES_OF_ONE);
    if (scores.truncated && scores.certainty() < CLEAR) scores.read(text, undefined);
    // Names of one country stand in the news of all others.
    const settled = open.length === 1 && scores.winner === open[0] && scores.certainty() >= CLEAR;
    const plain = modelled && !settled && manyNames(count) ? withoutNames(text) : undefined;
    if (plain !== undefined) scores.discountNames(plain);
    if (foreign) scores.penalise(foreignLetters(text, tables, left));
    const said: string[] = [];
    const ask = (detector: Detector, weight: number): void => {
      if (open.length < 2) return;
      const found = detector.identify(text, group.tags);
      if (found.lang === UNDETERMINED) return;
      said.push(...found.evidence);
      scores.hear(found, open.length, weight);
    };
    const unmodelled = open.some(({ column, wide }) => column < 0 && wide < 0);
    const other = unmodelled ? outsideModel(text, field, scores) : undefined;
    if (other !== undefined) return other;
    const known = tuning.lexicon > 0 && scores.certainty() < CLEAR ? scores.hearLexicon(text) : [];
    if (scores.certainty() < tuning.ask) {
      // Of further languages no list of frequent words is at hand, and franc learnt them from a text they are tried on.
      const further = scores.winner !== undefined && isFurther(scores.winner);
      if (tuning.word > 0 && !further)
        scores.hearWords(
          text,
          left.map(({ key }) => key),
        );
      // On a word or two franc's answer is chance.
      if (words >= FRANC_WORDS && !scores.further) ask(franc, tuning.franc);
      if (options.secondOpinion !== undefined) ask(options.secondOpinion, tuning.second);
    }
    const { winner } = scores;
    if (winner === undefined) return nothing();
    // A language that no candidate is may look like one of them to a model that has not learnt it.
    if (
      words >= BEYOND_WORDS &&
      !winner.outsider &&
      names * 2 < words &&
      fewTelling(text, winner.key, words)
    ) {
      const like = scores.beyond(text);
      if (like !== undefined)
        return { ...nothing(`ngrams:${scores.certainty().toFixed(2)}`, `like:${like}`), like };
    }
    // Words of a dictionary are no names, whatever they are written like.
    const nameless = likeNames && winner.key === 'en' && allEnglish(text);
    const asNames = likeNames && !nameless;
    // One Latin alphabet among the candidates is no reason to call every phrase in Latin letters by its name.
    if (
      winner.key === 'en' &&
      !asNames &&
      words >= FRANC_WORDS - 1 &&
      words <= PHRASE_WORDS &&
      open.length === 1
    ) {
      if (hardlyEnglish(text, scores.certainty()))
        return nothing(`ngrams:${scores.certainty().toFixed(2)}`, 'words:few');
    }
    if (words > 1 && words <= PHRASE_WORDS && LATIN_SCRIPT === winner.script && isLatinPhrase(text))
      return nothing(`ngrams:${scores.certainty().toFixed(2)}`, 'words:latin');
    const confidence = scores.certainty() * (asNames ? tuning.names : 1);
    const several = (field.own[winner.script] ?? 0) > 1;
    const evidence: string[] = several ? [] : [`script:${SCRIPTS[winner.script]}`];
    if (only === winner) {
      evidence.push(`letters:${decidingLetters(text, tables, winner).join(',')}`);
    }
    if (open.length > 1 && confidence < CLEAR) {
      const words = tellingWords(text, winner.key, group.keys);
      const telling = [...new Set([...words, ...known])].slice(0, MOST_WORDS);
      if (telling.length > 0) evidence.push(`words:${telling.join(',')}`);
    }
    if (asNames) evidence.push('names');
    if (modelled) evidence.push(`ngrams:${confidence.toFixed(2)}`);
    evidence.push(...said);
    const transliterated = winner.tag === 'uk-Latn';
    if (transliterated && names > 0 && group.tags.includes('en') && smallWordsEnglish(text)) {
      return {
        lang: 'en',
        confidence: ENGLISH_BETWEEN_NAMES,
        evidence: [...evidence, 'names:transliterated'],
      };
    }
    const sure = confidence >= SURE_OUTSIDER && !allNames;
    // In doubt the context is asked, and wants to know what speaks for each.
    const shares =
      (scores.certainty() < CLEAR || asNames) && field.own[winner.script] !== 1
        ? { shares: abbreviated ? tempered(scores.shares()) : scores.shares() }
        : {};
    if (transliterated && sure && field.candidates.includes('uk'))
      return { lang: winner.tag, confidence, evidence };
    if (transliterated || winner.outsider) {
      return {
        ...nothing(...evidence, `like:${winner.tag}`),
        ...(sure ? { like: winner.tag } : {}),
        ...shares,
      };
    }
    return { lang: winner.tag, confidence, evidence, ...shares };
  };

  /** franc alone knows a candidate the model does not: its answer, unless the model is sure of another. */
  const outsideModel = (text: string, { tables }: Field, scores: Scores): Identification | undefined => {
    const { alive } = countLetters(text, tables);
    const possible = scores.rivals.filter(
      ({ bit, script }) => bit === 0 || ((alive[script] ?? 0) & bit) !== 0,
    );
    const among = possible.length > 0 ? possible : scores.rivals;
    const found = franc.identify(
      text,
      among.map(({ tag }) => tag),
    );
    const winner = among.find(({ tag }) => tag === found.lang);
    if (winner === undefined || winner.outsider || winner.column >= 0 || winner.wide >= 0) return undefined;
    const against =
      scores.winner !== undefined &&
      (scores.winner.column >= 0 || scores.winner.wide >= 0) &&
      among.includes(scores.winner);
    if (against && scores.certainty() > tuning.ask && !scores.winner?.outsider) return undefined;
    const doubt = against ? scores.certainty() / 2 : 0;
    const letters = decidingLetters(text, tables, winner);
    return {
      lang: winner.tag,
      confidence: found.confidence * (1 - doubt),
      evidence: [...(letters.length > 0 ? [`letters:${letters.join(',')}`] : []), ...found.evidence],
    };
  };

  return {
    name: 'cascade',
    profiles: profiles(),
    identify(text, candidates) {
      const found = weigh(text, fieldFor(candidates));
      return found.confidence < threshold && found.lang !== UNDETERMINED
        ? { ...found, lang: UNDETERMINED }
        : found;
    },
  };
}

/** Languages of the built-in model, but for those in letters that are not their own. */
function profiles(): readonly LanguageTag[] {
  return ['Cyrl', 'Latn']
    .flatMap((script) => modelOf(script)?.languages ?? [])
    .filter((tag) => !tag.includes('-'));
}

/** The square roots of shares, made one again: half as much is said. */
function tempered(shares: Readonly<Record<string, number>>): Record<string, number> {
  const roots = Object.entries(shares).map(([tag, share]) => [tag, Math.sqrt(share)] as const);
  const total = roots.reduce((sum, [, root]) => sum + root, 0);
  return Object.fromEntries(roots.map(([tag, root]) => [tag, root / total]));
}

function digitsIn(text: string): number {
  let digits = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x30 && code <= 0x39) digits += 1;
  }
  return digits;
}

/** Hardly any of the words is a frequent one of the language; four are all that are looked for. */
const fewTelling = (text: string, key: string, words: number): boolean =>
  tellingWords(text, key, []).length < Math.min(4, Math.ceil(words / TELLING_SHARE));

const manyNames = ({ words, names }: LetterCount): boolean =>
  names >= 2 && names < words && names * NAME_SHARE >= words;

/** Han without kana or hangul, where Chinese is no candidate but Japanese or Korean is. */
function withoutContender(script: number, tables: LetterTables): Identification {
  const name = `script:${SCRIPTS[script]}`;
  if (script !== HAN) return nothing(name);
  for (const other of [KANA, HANGUL]) {
    const [one] = tables.byScript[other] ?? [];
    if (one !== undefined) return { lang: one.tag, confidence: 0.7, evidence: [name] };
  }
  return nothing(name);
}
