import { TovmachError } from '../errors.js';
import { messages } from '../message.js';
import type { Awaitable, MemoryEntry } from '../model/contracts.js';
import { onlyDefined } from '../model/only-defined.js';
import type { AnswerStore, Pair, Spent, Wanted } from './answer-store.js';
import type { UnitAnswer } from './answers.js';
import type { Parcel } from './parcel.js';

/** Nothing is asked for twice: not what was answered already, not what another run has, not what another run asks for. */

const say = messages('translate', { notStored: 'translations could not be stored' });

/**
 * What became of one text of a request: answered, known from memory by now, asked for by another run, asked for in a batch
 * that is not answered, or still to be sent by itself because a batch failed over it.
 */
export type Outcome = UnitAnswer | 'known' | 'elsewhere' | 'pending' | 'apart';

/** The claims of one line. */
export class Claims {
  /** Claimed, and neither settled nor let go. */
  readonly #held = new Set<string>();
  /** Asked for three times of each parcel; a parcel is of one pair of languages. */
  readonly #wanted = new WeakMap<Parcel, Wanted>();

  constructor(
    private readonly store: AnswerStore,
    private readonly identity: string,
    /** Told at once when nothing can be kept any more. */
    private readonly onTrouble: (error: TovmachError) => void,
  ) {}

  /** Sorts texts that are about to be sent: an outcome for each that need not be, `undefined` for the others. */
  async sort(pair: Pair, parcels: readonly Parcel[]): Promise<(Outcome | undefined)[]> {
    const wanted = parcels.map((parcel) => this.wanted(pair, parcel));
    const claimed = await this.#stored(() => this.store.claim(wanted));
    const othersWrote = this.store.othersWrote();
    return Promise.all(
      claimed.map(async (found, index) => {
        if (found === 'elsewhere' || found === 'pending') return found;
        this.#held.add(wanted[index]?.claim ?? '');
        // Asked after the claim: what others have stored by then is there, and nobody stores more.
        if (othersWrote && (await parcels[index]?.isKnown())) return 'known';
        if (found === 'ours') return undefined;
        return found === 'apart' ? found : { id: String(index), ...found };
      }),
    );
  }

  /** Keeps what came back, before anybody looks at it. */
  async keep(
    pair: Pair,
    parcels: readonly Parcel[],
    answers: readonly UnitAnswer[],
    spent: Spent,
  ): Promise<void> {
    const wanted = parcels.map((parcel) => this.wanted(pair, parcel));
    await this.#stored(() => this.store.keep(keptOf(wanted, answers), spent));
  }

  /** Stores what answers came to. Answers to parts of a text that is not whole yet stay as they came. */
  async settle(pair: Pair, parcels: readonly Parcel[], entries: readonly MemoryEntry[]): Promise<void> {
    const whole = new Set(parcels.filter((parcel) => parcel.isWhole()).flatMap((parcel) => parcel.all()));
    const done = [...whole].map((parcel) => this.wanted(pair, parcel));
    await this.#stored(() => this.store.settle(entries, done));
    for (const { claim } of done) this.#held.delete(claim);
  }

  /** Texts that another run has done with by now. */
  async free(pair: Pair, parcels: readonly Parcel[]): Promise<readonly boolean[]> {
    const claims = parcels.map((parcel) => this.wanted(pair, parcel).claim);
    const held = await this.#stored(() => this.store.heldElsewhere(claims));
    return held.map((each) => !each);
  }

  /** Lets go of what came to nothing. */
  async release(pair: Pair, parcels: readonly Parcel[]): Promise<void> {
    const claims = parcels.map((parcel) => this.wanted(pair, parcel).claim);
    const left = claims.filter((claim) => this.#held.delete(claim));
    if (left.length === 0) return;
    try {
      await this.store.release(left);
    } catch {
      // They lapse.
    }
  }

  async #stored<Result>(work: () => Awaitable<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw this.#trouble(error);
    }
  }

  #trouble(cause: unknown): StoreTrouble {
    const isKnown = TovmachError.isInstance(cause);
    const error = isKnown ? cause : new TovmachError('STORE', say.notStored(), { cause });
    this.onTrouble(error);
    return new StoreTrouble(error);
  }

  /** Under what a text is claimed, and its answer kept. */
  wanted(pair: Pair, parcel: Parcel): Wanted {
    const known = this.#wanted.get(parcel);
    if (known !== undefined) return known;
    const { text, context, terms, again } = parcel;
    const asked = [this.identity, pair.source, pair.target, text, again === true];
    const wanted = {
      claim: JSON.stringify(asked),
      answer: JSON.stringify([...asked, context ?? null, terms ?? null]),
    };
    this.#wanted.set(parcel, wanted);
    return wanted;
  }
}

/** Answers as they are kept; what failed is not. */
export function keptOf(
  wanted: readonly Wanted[],
  answers: readonly UnitAnswer[],
): Parameters<AnswerStore['keep']>[0] {
  return wanted.flatMap(({ answer: key }, index) => {
    const answer = answers[index];
    if (answer === undefined || !('text' in answer)) return [];
    const { text, model, pivot, unknown } = answer;
    return [{ key, answer: { text, ...onlyDefined({ model, pivot, unknown }) } }];
  });
}

/** Without a memory that holds, every further request might be paid for nothing. */
export class StoreTrouble extends Error {
  constructor(readonly error: TovmachError) {
    super(error.message, { cause: error });
  }
}
