import type { Identification } from '../model/contracts.js';
import { SCRIPTS } from './alphabets.js';
import type { Contender } from './letters.js';
import { isIn } from './lexicon.js';
import { modelOf, wideModelOf } from './model.js';
import { featureRows, sumWeights } from './ngrams.js';
import { countryOf } from './proper.js';
import { tellingWords } from './words.js';

/** Set by hand and checked on the development half of the data: see docs/detection.md. All in units of natural logarithms. */
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
  /** Added for every frequent word that a contender alone has, in doubt. */
  readonly word: number;
  /** Taken off for every word that Russian has and Ukrainian has not, or the other way round, in doubt. */
  readonly lexicon: number;
  /** Share that names count with, beside the other words. */
  readonly nameWeight: number;
  /** What is left of the certainty when all words look like names. */
  readonly names: number;
  /** Divides the logits of the wide model. */
  readonly wideTemperature: number;
  /** Added to the logit of a language that the wide model alone has. */
  readonly wide: number;
  /** By how much such a language must lead over all others together where it is no candidate. */
  readonly beyond: number;
}

export const DEFAULT_TUNING: Tuning = {
  temperature: 1.6,
  outsider: -4,
  transliterated: -3,
  foreignLetter: 2.5,
  ask: 0.9,
  franc: 0.25,
  second: 0.5,
  word: 1.5,
  lexicon: 2,
  nameWeight: 0.25,
  names: 0.7,
  wideTemperature: 1.6,
  wide: -1,
  beyond: 5,
};

/** A contender with its place in the model of its script, -1 where it has none. */
export interface Rival extends Contender {
  readonly column: number;
  /** The same in the wide model. */
  readonly wide: number;
}

/** A candidate that the wide model has and the other has not. */
export const isFurther = ({ column, wide }: Rival): boolean => column < 0 && wide >= 0;

/** Words looked up, and how much of a text is. */
const LONG_WORD = /[\p{L}\p{M}]{3,}/gu;
const LOOKED_UP = 200;

const rows = new Int32Array(1024);
const sums = new Int32Array(96);
/** A letter gives so many features at the most: reading stops short of the limit by up to that. */
const MARGIN = 5;
/** Below this share an opinion counts as this much: no single voice is a veto. */
const LEAST_SHARE = 1e-3;

function logSum(values: readonly number[]): number {
  const most = Math.max(...values);
  return most === -Infinity
    ? most
    : most + Math.log(values.reduce((sum, one) => sum + Math.exp(one - most), 0));
}

/** The logits of the contenders for one text, and what they come to. */
export class Scores {
  readonly #logits: Float64Array;
  readonly #main: Float64Array;
  readonly #wide: Float64Array;
  readonly #further: boolean;
  #best = 0;
  #share = 0;
  /** The last reading left features out. */
  truncated = false;

  constructor(
    readonly rivals: readonly Rival[],
    readonly tuning: Tuning,
  ) {
    this.#logits = new Float64Array(rivals.length);
    this.#main = new Float64Array(rivals.length);
    this.#wide = new Float64Array(rivals.length);
    this.#further = rivals.some(isFurther);
  }

  /** A candidate is known to the wide model alone. */
  get further(): boolean {
    return this.#further;
  }

  /** Takes the model's logits, over `most` features at the most; false when it has nothing to say. */
  read(text: string, most: number | undefined): boolean {
    this.#logits.fill(0);
    const any = this.#weigh(text, 1, most);
    if (!any) return this.#settle(false);
    this.#combine();
    return this.#settle(true);
  }

  /**
   * Counts the names in a text less: `plain` is the text without them. Names of one country stand in the news of
   * all others.
   */
  discountNames(plain: string): void {
    const { nameWeight } = this.tuning;
    for (const logits of [this.#main, this.#wide])
      for (let at = 0; at < logits.length; at++) logits[at] = (logits[at] as number) * nameWeight;
    this.#weigh(plain, 1 - nameWeight, undefined, true);
    this.#combine();
    this.#settle(true);
  }

  /** Both models' logits of a text, without priors, times `weight`: in place of what was there, or on top. */
  #weigh(text: string, weight: number, most: number | undefined, onTop = false): boolean {
    const script = SCRIPTS[this.rivals[0]?.script ?? 0] ?? '';
    const model = modelOf(script);
    if (model === undefined) return false;
    const count = featureRows(text, model.fold, model.bits, rows, most);
    this.truncated = most !== undefined && count >= most - MARGIN;
    if (count === 0) return false;
    const add = (to: Float64Array, step: number, column: (rival: Rival) => number): void => {
      for (let at = 0; at < to.length; at++) {
        const own = column(this.rivals[at] as Rival);
        const value = own < 0 ? 0 : (sums[own] as number) * step;
        to[at] = (onTop ? (to[at] as number) : 0) + value;
      }
    };
    sumWeights(model, rows, count, sums);
    add(this.#main, (weight * model.scale) / this.tuning.temperature, ({ column }) => column);
    const wide = this.#further ? wideModelOf(script) : undefined;
    if (wide !== undefined) {
      const all = featureRows(text, wide.fold, wide.bits, rows, most);
      sumWeights(wide, rows, all, sums);
      add(this.#wide, (weight * wide.scale) / this.tuning.wideTemperature, (rival) => rival.wide);
    }
    return true;
  }

  /**
   * Priors on top of the logits. Where there are candidates of the wide model's alone, its word counts for them and
   * for all others together; among those the other model decides.
   */
  #combine(): void {
    const { tuning, rivals } = this;
    const logits = this.#logits;
    const [main, wide] = [this.#main, this.#wide];
    for (let at = 0; at < rivals.length; at++) {
      const { key, outsider } = rivals[at] as Rival;
      const prior = key === 'uk-Latn' ? tuning.transliterated : outsider ? tuning.outsider : 0;
      logits[at] = prior + (main[at] as number);
    }
    if (!this.#further) return;
    const known = rivals.map((_, at) => at).filter((at) => (rivals[at] as Rival).column >= 0);
    const all = logSum(known.map((at) => logits[at] as number));
    const together = logSum(
      known.map((at) => (wide[at] as number) + ((rivals[at] as Rival).outsider ? tuning.outsider : 0)),
    );
    for (const at of known) logits[at] = (logits[at] as number) - all + together;
    rivals.forEach((rival, at) => {
      if (isFurther(rival)) logits[at] = (wide[at] as number) + tuning.wide;
      // Told by letters and franc: see the cascade.
      else if (rival.column < 0) logits[at] = -Infinity;
    });
  }

  /**
   * The language of the wide model alone that a text is surely in, when none of the main languages and
   * of the candidates comes near.
   */
  beyond(text: string): string | undefined {
    const script = SCRIPTS[this.rivals[0]?.script ?? 0] ?? '';
    const wide = wideModelOf(script);
    const known = modelOf(script)?.languages;
    if (wide === undefined || known === undefined) return undefined;
    sumWeights(wide, rows, featureRows(text, wide.fold, wide.bits, rows), sums);
    const step = wide.scale / this.tuning.wideTemperature;
    const logits = wide.languages.map((_, at) => (sums[at] as number) * step);
    // The main languages come first, in the order of their own model; a candidate's neighbour is no stranger.
    const near = logits.slice(0, known.length);
    for (const { wide: at } of this.rivals) {
      if (at >= known.length) near.push(logits[at] as number);
      if (at >= 0) logits[at] = -Infinity;
    }
    logits.fill(-Infinity, 0, known.length);
    const best = Math.max(...logits);
    return best - logSum(near) > this.tuning.beyond ? wide.languages[logits.indexOf(best)] : undefined;
  }

  /** Takes off for letters outside each contender's alphabet. */
  penalise(foreign: Uint32Array): void {
    for (let at = 0; at < foreign.length; at++)
      this.#add(at, -this.tuning.foreignLetter * (foreign[at] ?? 0));
    this.#settle(true);
  }

  /** Adds for frequent words that one contender alone has. */
  hearWords(text: string, keys: readonly string[]): void {
    const english = keys.includes('en');
    for (let at = 0; at < this.rivals.length; at++) {
      const { key } = this.rivals[at] as Rival;
      // "Due" is as English as it is Italian, listed or not.
      const telling = tellingWords(text, key, keys).filter(
        (word) => !english || key === 'en' || !isIn('en', word),
      );
      this.#add(at, this.tuning.word * telling.length);
    }
    this.#settle(true);
  }

  /**
   * Takes off for every word that a neighbour of a contender has and the contender itself has not.
   * @returns these words of the winner's.
   */
  hearLexicon(text: string): readonly string[] {
    const at = (key: string): number => this.rivals.findIndex((rival) => rival.key === key);
    const only: { word: string; key: string }[] = [];
    const [uk, ru, en] = [at('uk'), at('ru'), at('en')];
    if (en < 0 && (uk < 0 || ru < 0)) return [];
    for (const [word] of text.slice(0, LOOKED_UP).toLowerCase().matchAll(LONG_WORD)) {
      if (en >= 0) {
        if (!isIn('en-only', word)) continue;
        this.#add(en, this.tuning.lexicon);
        only.push({ word, key: 'en' });
        continue;
      }
      const country = countryOf(word);
      const russian = country === 'ru' || isIn('ru-uk', word);
      if (russian === (country === 'uk' || isIn('uk-ru', word))) continue;
      this.#add(russian ? uk : ru, -this.tuning.lexicon);
      only.push({ word, key: russian ? 'ru' : 'uk' });
    }
    if (only.length > 0) this.#settle(true);
    const key = this.winner?.key;
    return only.filter((one) => one.key === key).map(({ word }) => word);
  }

  /** Adds another detector's opinion on `open` candidates, by its logarithm times `weight`. */
  hear({ lang, confidence }: Identification, open: number, weight: number): void {
    const rest = (1 - confidence) / (open - 1);
    this.rivals.forEach(({ tag, outsider }, at) => {
      if (outsider) return;
      this.#add(at, weight * Math.log(Math.max(tag === lang ? confidence : rest, LEAST_SHARE)));
    });
    this.#settle(true);
  }

  get winner(): Rival | undefined {
    return this.rivals[this.#best];
  }

  /** The winner's share of one. */
  certainty(): number {
    return this.#share;
  }

  /** Every candidate's share of one. */
  shares(): Record<string, number> {
    const logits = this.#logits;
    const most = logits[this.#best] as number;
    const shares: Record<string, number> = {};
    for (let at = 0; at < logits.length; at++) {
      const { tag, outsider } = this.rivals[at] as Rival;
      if (!outsider) shares[tag] = Math.exp((logits[at] as number) - most) * this.#share;
    }
    return shares;
  }

  #add(at: number, value: number): void {
    this.#logits[at] = (this.#logits[at] as number) + value;
  }

  #settle(any: boolean): boolean {
    const logits = this.#logits;
    let best = 0;
    for (let at = 1; at < logits.length; at++) {
      if ((logits[at] as number) > (logits[best] as number)) best = at;
    }
    const most = logits[best] as number;
    let total = 0;
    for (let at = 0; at < logits.length; at++) total += Math.exp((logits[at] as number) - most);
    this.#best = best;
    this.#share = 1 / total;
    return any;
  }
}
