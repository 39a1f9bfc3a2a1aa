import { randomBytes } from 'node:crypto';
import { TovmachError } from '../../errors.js';
import type { TranslationStore } from '../../memory/translation-store.js';
import { messages } from '../../message.js';
import type { Provider } from '../../model/contracts.js';
import type { BatchDesk, LaterRequest } from '../../translate/desk.js';
import type { ProviderLink } from '../../translate/link.js';
import { type BatchProvider, type SubmittedBatch, submitBatch, takesBatches } from './submit.js';

const say = messages('run', {
  noBatches: 'none of the providers takes batches: {{providers}}',
  nameOne:
    'Name one that does, for example --provider openai (openai, anthropic, mistral), or leave out --batch.',
});

/** Gathers the requests of one run into batches: each is on disk before it counts, and nothing is sent before it is. */

interface Gathering {
  readonly id: string;
  readonly provider: BatchProvider;
  requests: number;
  characters: number;
  /** Requests on their way to the disk. */
  readonly adding: Promise<void>[];
}

export interface DeskParts {
  readonly store: TranslationStore;
  readonly chain: readonly ProviderLink[];
  /** Of the prices; ISO 4217. */
  readonly currency: string;
  /** What a request may cost was taken out of a limit of the month, and recorded by then. */
  readonly taken: boolean;
  readonly signal: AbortSignal;
}

/** What became of what was gathered. */
export interface DeskResult {
  readonly submitted: readonly SubmittedBatch[];
  /** Batches that were not handed over, or of which that is not known. */
  readonly problems: readonly TovmachError[];
}

export class Desk implements BatchDesk {
  readonly #open = new Map<string, Gathering>();
  readonly #sending: Promise<SubmittedBatch | TovmachError | undefined>[] = [];

  constructor(private readonly parts: DeskParts) {}

  async add({ provider, request, wanted, amount }: LaterRequest): Promise<void> {
    const batch = this.#batchFor(provider, amount.characters);
    const { store, currency, taken } = this.parts;
    batch.requests += 1;
    batch.characters += amount.characters;
    const added = Promise.resolve(
      store.batches.add({
        batch: batch.id,
        provider: provider.name,
        id: `${batch.id}-${batch.requests}`,
        asked: JSON.stringify(request),
        wanted,
        ...amount,
        currency,
        taken,
      }),
    );
    batch.adding.push(added);
    await added;
  }

  /** Hands over what was gathered; where the run was stopped, lets go of it. */
  async close(): Promise<DeskResult> {
    if (this.parts.signal.aborted) await this.abandon();
    else for (const batch of this.#open.values()) this.#send(batch);
    this.#open.clear();
    const results = await Promise.all(this.#sending);
    return {
      submitted: results.filter(
        (each): each is SubmittedBatch => each !== undefined && !TovmachError.isInstance(each),
      ),
      problems: results.filter((each) => TovmachError.isInstance(each)),
    };
  }

  /** Nothing of what is not on its way is sent. */
  async abandon(): Promise<void> {
    for (const batch of this.#open.values()) {
      await Promise.allSettled(batch.adding);
      await this.parts.store.batches.drop(batch.id);
    }
    this.#open.clear();
    await Promise.allSettled(this.#sending);
  }

  #batchFor(provider: Provider, characters: number): Gathering {
    if (!takesBatches(provider)) throw new TypeError(`${provider.name} takes no batches`);
    const { batches } = provider;
    const open = this.#open.get(provider.name);
    if (open !== undefined) {
      const fits =
        open.requests < batches.maxRequests && open.characters + characters <= batches.maxCharacters;
      if (fits) return open;
      this.#send(open);
    }
    const fresh: Gathering = {
      // The service shows it as the beginning of all ids.
      id: `tv${randomBytes(8).toString('hex')}`,
      provider,
      requests: 0,
      characters: 0,
      adding: [],
    };
    this.#open.set(provider.name, fresh);
    return fresh;
  }

  #send(batch: Gathering): void {
    const { store, chain, signal } = this.parts;
    const link = chain.find(({ provider }) => provider.name === batch.provider.name);
    const sending = Promise.allSettled(batch.adding).then(() =>
      submitBatch(store, batch.provider, { id: batch.id, hide: link?.hide ?? ((text) => text), signal }),
    );
    // Waited for at the end; until then nobody else is to hear of it.
    sending.catch(() => {});
    this.#sending.push(sending);
  }
}

/** @throws TovmachError CONFIG where no provider takes batches */
export function refuseWithoutBatches(chain: readonly ProviderLink[]): void {
  if (chain.some(({ provider }) => takesBatches(provider))) return;
  const providers = chain.map(({ provider }) => provider.name).join(', ');
  throw new TovmachError('CONFIG', say.noBatches({ providers }), { hint: say.nameOne() });
}
