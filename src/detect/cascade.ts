import type { Detector, Identification } from '../model/contracts.js';
import { type LanguageTag, UNDETERMINED } from '../model/language.js';
import { SCRIPTS } from './alphabets.js';
import { createFranc } from './franc.js';
import {
  ARABIC,
  type Contender,
  CYRILLIC,
  countLetters,
  decidingLetters,
  foreignLetters,
  HAN,
  HANGUL,
  KANA,
  type LetterTables,
  letterTables,
} from './letters.js';
import { modelOf } from './model.js';
import { featureRows, type NgramModel, sumWeights } from './ngrams.js';
import { shares } from './shares.js';
import { tellingWords } from './words.js';

/** Set on the development half of the data: see docs/detection.md. All in units of natural logarithms. */
export interface Tuning {
  /** Divides the model's logits: above 1 makes it humbler. */
  readonly temperature: number;
  /** Added to the logit of a language that is no candidate. */
  readonly outsider: number;
  /** Added to the logit of Ukrainian in Latin letters. */
  readonly transliterated: number;
  /** Taken off for every letter outside the alphabet, when no alphabet has all the letters. */
  readonly foreignLetter: number;
  /** Share under which the other opinions are asked. */
  readonly ask: number;
  /** Weight of the logarithm of franc's shares. */
  readonly franc: number;
  /** The same for the second opinion, where one is configured. */
  readonly second: number;
  /** What is left of the certainty when all words look like names. */
  readonly names: number;
}

export const DEFAULT_TUNING: Tuning = {
  temperature: 1.3,
  outsider: -4,
  transliterated: -3,
  foreignLetter: 2.5,
  ask: 0.9,
  franc: 0.25,
  second: 0.5,
  names: 0.7,
};

export interface CascadeOptions {
  /** Below this confidence (0 to 1) the answer is `und`. */
  readonly threshold?: number;
  /** Asked, besides franc, where letters and the built-in model leave a doubt. */
  readonly secondOpinion?: Detector;
  readonly tuning?: Partial<Tuning>;
}

export const DEFAULT_THRESHOLD = 0.5;
/** Transliterated Ukrainian is reported only when it is this sure. */
const SURE_TRANSLITERATION = 0.9;

const MODEL_LANGUAGES = ['Cyrl', 'Latn'] as const;
const NAME_WORDS = 3;
const LINK = /\S*(?:@|:\/\/)\S*/g;

const nothing = (...evidence: string[]): Identification => ({ lang: UNDETERMINED, confidence: 0, evidence });

/** Everything about a candidate set that does not depend on the text. */
interface Field {
  readonly candidates: readonly LanguageTag[];
  readonly tables: LetterTables;
  /** Position of each contender in the model of its script, -1 where it has none. */
  readonly columns: ReadonlyMap<Contender, number>;
}

function fieldOf(candidates: readonly LanguageTag[]): Field {
  const outsiders = MODEL_LANGUAGES.flatMap((script) => modelOf(script)?.languages ?? []);
  const tables = letterTables(candidates, outsiders);
  const columns = new Map<Contender, number>();
  for (const one of tables.contenders) {
    columns.set(one, modelOf(SCRIPTS[one.script] ?? '')?.languages.indexOf(one.key) ?? -1);
  }
  return { candidates, tables, columns };
}

const rows = new Int32Array(2048);
const sums = new Int32Array(64);

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
    const { tables } = field;
    let text = given;
    let count = countLetters(text, tables);
    if (count.marks) {
      text = text.normalize('NFC');
      count = countLetters(text, tables);
    }
    if (count.links) text = text.replace(LINK, ' ');
    const { script, letters, alive } = count;
    if (script === 0) return nothing();
    const rivals = tables.byScript[script] ?? [];
    const name = `script:${SCRIPTS[script]}`;
    if (!rivals.some(({ outsider }) => !outsider)) return withoutContender(script, tables, name);
    const sure = 1 - 0.3 / (2 + letters);
    const [sole] = rivals;
    if (sole !== undefined && rivals.length === 1) {
      return { lang: sole.tag, confidence: sure, evidence: [name] };
    }
    let left = rivals;
    if (script === CYRILLIC || script === ARABIC) {
      const bits = alive[script] ?? 0;
      left = rivals.filter(({ bit }) => bit === 0 || (bits & bit) !== 0);
      const [only] = left;
      if (only !== undefined && left.length === 1) {
        const evidence = `letters:${decidingLetters(text, tables, only).join(',')}`;
        if (only.outsider) return nothing(evidence);
        return { lang: only.tag, confidence: sure, evidence: [evidence] };
      }
    }
    return choose(text, field, left.length === 0 ? rivals : left, left.length === 0, name);
  };

  const choose = (
    text: string,
    { tables, columns }: Field,
    left: readonly Contender[],
    foreign: boolean,
    name: string,
  ): Identification => {
    const first = left[0];
    const model = modelOf(SCRIPTS[first?.script ?? 0] ?? '');
    const logits = new Float64Array(left.length);
    const penalties = foreign ? foreignLetters(text, tables, left) : undefined;
    const modelled = model !== undefined && addModel(model, text, left, columns, logits, tuning);
    left.forEach(({ outsider, key }, at) => {
      const prior = key === 'uk-Latn' ? tuning.transliterated : outsider ? tuning.outsider : 0;
      logits[at] = (logits[at] ?? 0) + prior - tuning.foreignLetter * (penalties?.[at] ?? 0);
    });
    const unknown = left.filter((one) => !one.outsider && (columns.get(one) ?? -1) < 0);
    let probabilities = shares(logits);
    const evidence: string[] = [];
    const ask = (detector: Detector, weight: number): void => {
      const own = left.filter(({ outsider }) => !outsider);
      if (own.length < 2) return;
      const found = detector.identify(
        text,
        own.map(({ tag }) => tag),
      );
      if (found.lang === UNDETERMINED) return;
      evidence.push(...found.evidence);
      const rest = (1 - found.confidence) / (own.length - 1);
      left.forEach(({ tag, outsider }, at) => {
        if (outsider) return;
        const share = tag === found.lang ? found.confidence : rest;
        logits[at] = (logits[at] ?? 0) + weight * Math.log(Math.max(share, 1e-3));
      });
      probabilities = shares(logits);
    };
    if (unknown.length > 0) ask(franc, 1);
    else if (Math.max(...probabilities) < tuning.ask) {
      ask(franc, tuning.franc);
      if (options.secondOpinion !== undefined) ask(options.secondOpinion, tuning.second);
    }
    let best = 0;
    for (let at = 1; at < left.length; at++)
      if ((probabilities[at] ?? 0) > (probabilities[best] ?? 0)) best = at;
    const winner = left[best];
    if (winner === undefined) return nothing(name);
    let confidence = probabilities[best] ?? 0;
    if (looksLikeNames(text)) confidence *= tuning.names;
    const said = `ngrams:${confidence.toFixed(2)}`;
    const own = (tables.byScript[winner.script] ?? []).filter(({ outsider }) => !outsider);
    const open = left.filter(({ outsider }) => !outsider);
    // Letters have decided among the candidates when they left one.
    const decided = own.length > 1 && open.length === 1 && open[0] === winner;
    const letters = decided ? decidingLetters(text, tables, winner) : [];
    const words =
      open.length > 1
        ? tellingWords(
            text,
            winner.key,
            open.map(({ key }) => key),
          )
        : [];
    const why = [
      ...(letters.length > 0 ? [`letters:${letters.join(',')}`] : []),
      ...(words.length > 0 ? [`words:${words.join(',')}`] : []),
      ...(own.length === 1 ? [name] : []),
      ...(modelled ? [said] : []),
      ...evidence,
    ];
    if (winner.key === 'uk-Latn' && confidence < SURE_TRANSLITERATION) return nothing(...why);
    if (winner.outsider && winner.tag !== 'uk-Latn') return nothing(...why, `like:${winner.tag}`);
    return { lang: winner.tag, confidence, evidence: why };
  };

  return {
    name: 'cascade',
    identify(text, candidates) {
      const found = weigh(text, fieldFor(candidates));
      return found.confidence < threshold && found.lang !== UNDETERMINED
        ? { ...found, lang: UNDETERMINED }
        : found;
    },
  };
}

/** Adds the model's logits; false when none of the contenders is in it. */
function addModel(
  model: NgramModel,
  text: string,
  left: readonly Contender[],
  columns: ReadonlyMap<Contender, number>,
  logits: Float64Array,
  { temperature }: Tuning,
): boolean {
  const count = featureRows(text, model.fold, model.bits, rows);
  if (count === 0) return false;
  sumWeights(model, rows, count, sums);
  let any = false;
  for (let at = 0; at < left.length; at++) {
    const one = left[at];
    const column = one === undefined ? -1 : (columns.get(one) ?? -1);
    if (column < 0) continue;
    logits[at] = ((sums[column] ?? 0) * model.scale) / temperature;
    any = true;
  }
  return any;
}

/** Han without kana or hangul, where Chinese is no candidate but Japanese or Korean is. */
function withoutContender(script: number, tables: LetterTables, name: string): Identification {
  if (script !== HAN) return nothing(name);
  for (const other of [KANA, HANGUL]) {
    const [one] = tables.byScript[other] ?? [];
    if (one !== undefined) return { lang: one.tag, confidence: 0.7, evidence: [name] };
  }
  return nothing(name);
}

/** At most three words, each with a capital and not all capitals: «Олена Петренко». */
function looksLikeNames(text: string): boolean {
  if (text.length > 60) return false;
  const words = text.match(/[\p{L}\p{M}'’-]+/gu) ?? [];
  return words.length <= NAME_WORDS && words.every((word) => /^\p{Lu}\p{Ll}/u.test(word));
}
