import { asValue, messages, spoken } from '../message.js';
import type { CheckNote, UnitContext } from '../model/contracts.js';
import { isSpecialTag, sameLanguage } from '../model/language.js';
import type { FindPersonal, PersonalRange } from '../model/personal.js';
import type {
  Origin,
  SecondTranslation,
  Translation,
  TranslationFailure,
  TranslationUnit,
} from '../model/translation.js';
import { abortedError, untilAborted } from './abort.js';
import type { Clock } from './clock.js';
import type { ProviderLine } from './line.js';
import { asProviderError } from './retry.js';
import type { Course } from './routes.js';
import { type Examine, type Mend, type Return, type TermsOf, travel } from './travel.js';
import { isBetter, isGrave } from './verdict.js';

const say = messages('translate', {
  noSuchPair: '{{provider}} cannot translate {{source}} to {{target}} here',
  nothingToDo: 'a text in {{source}} was to be translated to {{target}}; that is a bug in tovmach',
  nobody: 'no provider is set up that translates {{source}} to {{target}}',
  andThen: '{{first}}; then: {{second}}',
});

export interface ChainParts {
  readonly lines: readonly ProviderLine[];
  /** Who is asked for a unit, in order. */
  readonly courseOf: (unit: TranslationUnit) => Course<ProviderLine>;
  readonly examine: Examine;
  /** For providers that take context. */
  readonly similar: (unit: TranslationUnit) => Promise<UnitContext['similar']>;
  /** What memory holds for a unit by now that may stand for what a line would give. */
  readonly known: (unit: TranslationUnit, line: ProviderLine) => Promise<Answer | undefined>;
  /** What a translation has to say in the words of the house. */
  readonly mend: Mend;
  /** What must not leave this machine; absent: nothing. */
  readonly personal?: FindPersonal | undefined;
  /** Told what was masked in a text that is sent. */
  readonly onMasked?: (masked: readonly PersonalRange[]) => void;
  readonly termsOf: TermsOf;
  readonly clock: Clock;
  /** Wait before the one more try of what failed with errors that may pass, in milliseconds. */
  readonly sweepAfterMs: number;
  readonly onSweep: (waitMs: number) => void;
  /** Told whenever a provider is asked for the same text once more. */
  readonly onRepeat: () => void;
  /** Names of providers that were not there when what memory has was translated. */
  readonly newcomers?: ReadonlySet<string> | undefined;
}

/** A translation that is kept unless a better one comes, with what the checks said of it. */
export interface Answer {
  readonly text: string;
  readonly origin: Origin;
  readonly notes: readonly CheckNote[];
}

/** Answers asked for in one run, at most: the first, and one more where it has a grave finding. */
const ANSWERS = 2;
/** Said of an answer that was rejected: any that is not is better. */
const REJECTED: readonly CheckNote[] = [{ check: 'rejected', severity: 'critical' }];

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
  async translate(unit: TranslationUnit, signal: AbortSignal, earlier?: Answer): Promise<Translation> {
    const course = this.parts.courseOf(unit);
    const first = await this.#along(this.#inOrder(course, earlier), unit, signal, {
      earlier,
      course,
    });
    if (!('again' in first)) return first;
    const later = first.again.filter((line) => line.mayReopen);
    if (later.length > 0) {
      await this.#nextSweep(signal);
      const second = await this.#along(later, unit, signal, { course });
      if (!('again' in second)) return second;
    }
    return { status: 'failed', key: unit.key, target: unit.target, failure: summarise(first.failures, unit) };
  }

  /** Whom to ask: what somebody got wrong before goes to those who are new first, and to him last. */
  #inOrder({ first, substitutes }: Course<ProviderLine>, earlier?: Answer): readonly ProviderLine[] {
    if (earlier === undefined) return [...first, ...substitutes];
    const maker = 'provider' in earlier.origin ? earlier.origin.provider : undefined;
    const rank = ({ provider: { name } }: ProviderLine): number =>
      name === maker ? 2 : this.parts.newcomers?.has(name) === true ? 0 : 1;
    return [...[...first].sort((a, b) => rank(a) - rank(b)), ...substitutes];
  }

  /** What a line makes of a unit, for comparing; memory does not take it. @throws TovmachError ABORTED, STORE */
  async second(unit: TranslationUnit, line: ProviderLine, signal: AbortSignal): Promise<SecondTranslation> {
    const provider = line.provider.name;
    const obstacle = await this.#obstacle(line, unit, signal);
    if (obstacle !== undefined) return { failure: obstacle };
    const parts = { ...this.parts, known: async () => undefined, remembers: false };
    const back = await travel(unit, line, parts, signal);
    if (back.status === 'translated') return { provider, text: back.text };
    if (back.status === 'rejected') return { failure: { ...back.said, code: 'CHECK', provider } };
    const { code } = back.error;
    if (code === 'ABORTED' || code === 'STORE') throw back.error;
    return { failure: { ...spoken(back.error), code, provider } };
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
    { earlier, course }: { readonly earlier?: Answer | undefined; readonly course: Course<ProviderLine> },
  ): Promise<Translation | Setback> {
    const failures: TranslationFailure[] = [];
    const again: ProviderLine[] = [];
    let best = earlier;
    let answers = 0;
    let last: ProviderLine | undefined;
    /** Takes what came back; whether nobody else is to be asked. */
    const take = (back: Return, line: ProviderLine): boolean => {
      const provider = line.provider.name;
      if (back.status === 'failed') {
        const { code } = back.error;
        if (code === 'ABORTED' || code === 'STORE') throw back.error;
        failures.push({ ...spoken(back.error), code, provider });
        if (mayPass({ code })) again.push(line);
        // The next provider may be dearer, or free but worse: neither is chosen silently. What a batch has is paid for.
        return code === 'BUDGET' || code === 'INTERNAL' || code === 'PENDING';
      }
      answers += 1;
      last = line;
      if (back.status === 'rejected') failures.push({ ...back.said, code: 'CHECK', provider });
      else if (best === undefined || isBetter(back.notes, best.notes)) best = back;
      // A text that two answers get wrong is for a person to see.
      return answers === ANSWERS || (back.status === 'translated' && !isGrave(back.notes));
    };
    const parts = (line: ProviderLine): Parameters<typeof travel>[2] => ({
      ...this.parts,
      known: (one) => this.parts.known(one, line),
      earlier: best?.notes,
    });
    let done = false;
    for (const line of isTranslatable(unit) ? lines : []) {
      // What a substitute of the routed providers made of it once is not paid for again.
      const kept = course.substitutes.includes(line) ? await this.parts.known(unit, line) : undefined;
      const failure = kept === undefined ? await this.#obstacle(line, unit, signal) : undefined;
      if (kept !== undefined) done = take({ status: 'translated', ...kept }, line);
      else if (failure === undefined) {
        if (best !== undefined || answers > 0) this.parts.onRepeat();
        done = take(await travel(unit, line, parts(line), signal), line);
      } else {
        failures.push(failure);
        if (mayPass(failure)) again.push(line);
      }
      if (done) break;
    }
    // Nobody else to ask: the same once more, by itself.
    const same = last as ProviderLine | undefined;
    if (!done && answers === 1 && same !== undefined && same.stopped === undefined) {
      this.parts.onRepeat();
      const again = { ...parts(same), earlier: best?.notes ?? REJECTED };
      take(await travel(unit, same, again, signal), same);
    }
    const { key, target } = unit;
    if (best === undefined) return { failures, again };
    return { status: 'translated', key, target, text: best.text, origin: best.origin };
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
    if (stopped !== undefined) return { ...spoken(stopped), code: stopped.code, provider };
    for (;;) {
      try {
        if (await line.supports(source, target, signal)) return undefined;
        return { ...say.noSuchPair({ provider, source, target }), code: 'UNSUPPORTED_PAIR', provider };
      } catch (caught) {
        const error = asProviderError(caught, provider);
        if (signal.aborted) throw abortedError(error);
        // Asked for by another article that was stopped meanwhile: ask again.
        if (error.code === 'ABORTED') continue;
        return { ...spoken(error), code: error.code, provider };
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
    return { ...say.nothingToDo({ source, target }), code: 'INTERNAL' };
  }
  const real = failures.filter((failure) => failure.code !== 'UNSUPPORTED_PAIR');
  const last = real.at(-1);
  const chosen = last?.code === 'BUDGET' || last?.code === 'PENDING' ? last : (real[0] ?? failures[0]);
  if (chosen === undefined) {
    return { ...say.nobody({ source, target }), code: 'UNSUPPORTED_PAIR' };
  }
  let said: TranslationFailure = chosen;
  for (const other of failures) {
    if (other === chosen) continue;
    said = { ...chosen, ...say.andThen({ first: asValue(said), second: asValue(other) }) };
  }
  return said;
}
