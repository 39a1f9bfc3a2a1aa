import type { UnitContext } from '../model/contracts.js';
import { isSpecialTag, sameLanguage } from '../model/language.js';
import type { Translation, TranslationFailure, TranslationUnit } from '../model/translation.js';
import { abortedError, untilAborted } from './abort.js';
import type { Clock } from './clock.js';
import type { ProviderLine } from './line.js';
import { asProviderError } from './retry.js';
import { type Examine, travel } from './travel.js';

export interface ChainParts {
  /** In order of preference. */
  readonly lines: readonly ProviderLine[];
  readonly examine: Examine;
  /** For providers that take context. */
  readonly similar: (unit: TranslationUnit) => Promise<UnitContext['similar']>;
  readonly clock: Clock;
  /** Wait before the one more try of what failed with errors that may pass, in milliseconds. */
  readonly sweepAfterMs: number;
  readonly onSweep: (waitMs: number) => void;
}

/** One wait that all who failed meanwhile share; it ends early when nobody waits any more. */
interface Sweep {
  readonly due: Promise<void>;
  readonly stop: AbortController;
  waiting: number;
}

/** No provider translated a unit: why, and which may yet. */
interface Setback {
  readonly failures: readonly TranslationFailure[];
  readonly again: readonly ProviderLine[];
}

/** Leads a unit from provider to provider until one translates it. */
export class ProviderChain {
  #sweep: Sweep | undefined;

  constructor(private readonly parts: ChainParts) {}

  /**
   * The chain, and once more after a while over those whose trouble may have passed.
   * @throws TovmachError ABORTED, STORE
   */
  async translate(unit: TranslationUnit, signal: AbortSignal): Promise<Translation> {
    const first = await this.#along(this.parts.lines, unit, signal);
    if (!('again' in first)) return first;
    const later = first.again.filter((line) => line.mayReopen);
    if (later.length > 0) {
      await this.#nextSweep(signal);
      const second = await this.#along(later, unit, signal);
      if (!('again' in second)) return second;
    }
    return { status: 'failed', key: unit.key, target: unit.target, failure: summarise(first.failures, unit) };
  }

  /** Everything that failed within one wait is swept together. */
  async #nextSweep(signal: AbortSignal): Promise<void> {
    this.#sweep ??= this.#startSweep();
    const sweep = this.#sweep;
    sweep.waiting += 1;
    try {
      await untilAborted(sweep.due, signal);
    } finally {
      sweep.waiting -= 1;
      if (sweep.waiting === 0) {
        if (this.#sweep === sweep) this.#sweep = undefined;
        sweep.stop.abort();
      }
    }
  }

  #startSweep(): Sweep {
    const waitMs = this.parts.sweepAfterMs;
    this.parts.onSweep(waitMs);
    const stop = new AbortController();
    const due = this.parts.clock.sleep(waitMs, stop.signal).then(() => {
      this.#sweep = undefined;
      for (const line of this.parts.lines) line.reopen();
    });
    return { due, stop, waiting: 0 };
  }

  async #along(
    lines: readonly ProviderLine[],
    unit: TranslationUnit,
    signal: AbortSignal,
  ): Promise<Translation | Setback> {
    const { key, target } = unit;
    const failures: TranslationFailure[] = [];
    const again: ProviderLine[] = [];
    let rejections = 0;
    for (const line of isTranslatable(unit) ? lines : []) {
      const failure = await this.#obstacle(line, unit, signal);
      const back = failure === undefined ? await travel(unit, line, this.parts, signal) : failure;
      if (!('status' in back)) {
        failures.push(back);
        if (mayPass(back)) again.push(line);
        continue;
      }
      if (back.status === 'translated') {
        return { status: 'translated', key, target, text: back.text, origin: back.origin };
      }
      const provider = line.provider.name;
      if (back.status === 'rejected') {
        failures.push({ code: 'CHECK', message: back.message, provider });
        rejections += 1;
        // A text that two providers get wrong is for a person to see.
        if (rejections === 2) break;
        continue;
      }
      const { code, message } = back.error;
      if (code === 'ABORTED' || code === 'STORE') throw back.error;
      failures.push({ code, message, provider });
      if (mayPass({ code })) again.push(line);
      // The next provider may be dearer, or free but worse: neither is chosen silently.
      if (code === 'BUDGET' || code === 'INTERNAL') break;
    }
    return { failures, again };
  }

  /** Why a unit cannot go over a line at all. */
  async #obstacle(
    line: ProviderLine,
    unit: TranslationUnit,
    signal: AbortSignal,
  ): Promise<TranslationFailure | undefined> {
    const provider = line.provider.name;
    const { source, target } = unit;
    const stopped = line.stopped;
    if (stopped?.code === 'STORE') throw stopped;
    if (stopped !== undefined) return { code: stopped.code, message: stopped.message, provider };
    for (;;) {
      try {
        if (await line.supports(source, target, signal)) return undefined;
        return {
          code: 'UNSUPPORTED_PAIR',
          message: `${provider} cannot translate ${source} to ${target} here`,
          provider,
        };
      } catch (caught) {
        const error = asProviderError(caught, provider);
        if (signal.aborted) throw abortedError(error);
        // Asked for by another article that was stopped meanwhile: ask again.
        if (error.code === 'ABORTED') continue;
        return { code: error.code, message: error.message, provider };
      }
    }
  }
}

function isTranslatable(unit: TranslationUnit): boolean {
  return !isSpecialTag(unit.source) && !sameLanguage(unit.source, unit.target);
}

function mayPass({ code }: Pick<TranslationFailure, 'code'>): boolean {
  return code === 'RATE_LIMIT' || code === 'UNAVAILABLE';
}

/** The failure of the most preferred provider that could have done it; the others are named in the message. */
function summarise(failures: readonly TranslationFailure[], unit: TranslationUnit): TranslationFailure {
  const { source, target } = unit;
  if (!isTranslatable(unit)) {
    return {
      code: 'INTERNAL',
      message: `A text in ${source} was to be translated to ${target}; that is a bug in tovmach`,
    };
  }
  const real = failures.filter((failure) => failure.code !== 'UNSUPPORTED_PAIR');
  const chosen = real.at(-1)?.code === 'BUDGET' ? real.at(-1) : (real[0] ?? failures[0]);
  if (chosen === undefined) {
    return {
      code: 'UNSUPPORTED_PAIR',
      message: `No provider is set up that translates ${source} to ${target}`,
    };
  }
  const others = failures.filter((failure) => failure !== chosen).map((failure) => failure.message);
  return others.length === 0 ? chosen : { ...chosen, message: [chosen.message, ...others].join('; then: ') };
}
