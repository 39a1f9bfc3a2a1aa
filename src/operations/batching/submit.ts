import { setTimeout as sleep } from 'node:timers/promises';
import { ProviderError, TovmachError } from '../../errors.js';
import type { TranslationStore } from '../../memory/translation-store.js';
import { asValue, messages } from '../../message.js';
import type { BatchMode, BatchRequest, Provider } from '../../model/contracts.js';
import { asProviderError } from '../../translate/retry.js';

/** Hands a gathered batch over, once. Whatever ends the process on the way, it is known whether it may have arrived. */

const say = messages('batches', {
  notTaken: 'a batch could not be handed to {{provider}}, and nothing was sent: {{reason}}',
  runAgain: 'Its texts wait for nothing: run again.',
  lost: 'whether {{provider}} took the batch {{batch}} is not known: {{reason}}',
  askLater:
    'Run "tovmach batch status" in a few minutes: it asks for the batch, and nothing is paid for twice.',
});

/** Tries to hand it over, where it is sure that the one before came to nothing. */
const TRIES = 4;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;

/** A provider that takes batches. */
export type BatchProvider = Provider & { readonly batches: BatchMode };

export function takesBatches(provider: Provider): provider is BatchProvider {
  return provider.batches !== undefined;
}

/** A batch that a service took. */
export interface SubmittedBatch {
  /** Ours. */
  readonly id: string;
  /** Name of the provider. */
  readonly provider: string;
  /** The service's own name of it. */
  readonly name: string;
  /** Requests in it. */
  readonly requests: number;
  /** Texts in it. */
  readonly texts: number;
}

/** What a request of a batch asked, out of the store. */
export function askedOf(asked: string): BatchRequest['request'] {
  return JSON.parse(asked) as BatchRequest['request'];
}

/** @returns the batch as the service has it, or why it has not, or may have it */
export async function submitBatch(
  store: Pick<TranslationStore, 'batches'>,
  provider: BatchProvider,
  {
    id,
    hide,
    signal,
  }: { readonly id: string; readonly hide: (text: string) => string; readonly signal: AbortSignal },
): Promise<SubmittedBatch | TovmachError | undefined> {
  if (!(await store.batches.move(id, 'gathering', 'sending'))) return undefined;
  const requests = (await store.batches.open(id)).map(({ id: one, asked }) => ({
    id: one,
    request: askedOf(asked),
  }));
  const about = { provider: provider.name };
  for (let attempt = 0; ; attempt += 1) {
    try {
      const name = await provider.batches.submit(id, requests, { signal });
      await store.batches.move(id, 'sending', 'waiting', name);
      const texts = requests.reduce((sum, { request }) => sum + request.units.length, 0);
      return { id, provider: provider.name, name, requests: requests.length, texts };
    } catch (caught) {
      if (TovmachError.isInstance(caught) && (caught.code === 'STORE' || caught.code === 'LOCKED'))
        throw caught;
      const error = asProviderError(caught, provider.name, hide);
      if (!isSureOfNothing(caught)) {
        const reason = asValue(error);
        return new TovmachError('UNAVAILABLE', say.lost({ ...about, batch: id, reason }), {
          hint: say.askLater(),
        });
      }
      const retryable = ProviderError.isInstance(error) && error.retryable;
      if (!retryable || attempt + 1 >= TRIES || signal.aborted) {
        await store.batches.drop(id);
        return new TovmachError(error.code, say.notTaken({ ...about, reason: asValue(error) }), {
          hint:
            error.hint === undefined
              ? say.runAgain()
              : { message: error.hint, messageId: error.hintId, values: error.hintValues },
        });
      }
      const wait = Math.max(FIRST_WAIT_MS * 2 ** attempt, error.retryAfterMs ?? 0);
      await sleep(Math.min(wait, LONGEST_WAIT_MS), undefined, { signal }).catch(() => {});
    }
  }
}

/** A refusal is an answer; what broke off, or was answered with no sense, may have been taken. */
function isSureOfNothing(error: unknown): boolean {
  if (!ProviderError.isInstance(error)) return false;
  if (error.unreached || error.code === 'RATE_LIMIT') return true;
  if (error.code === 'BAD_RESPONSE') return error.misaddressed;
  return error.code !== 'UNAVAILABLE' && error.code !== 'ABORTED';
}
