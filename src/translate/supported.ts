import type { Provider } from '../model/contracts.js';
import type { Pair } from './answer-store.js';
import type { ProviderHealth } from './health.js';
import type { ProviderQueue } from './queue.js';
import { asProviderError, type Retrying, withRetries } from './retry.js';
import { unlessAborted } from './trouble.js';

/** Which pairs a provider translates, asked once for each pair of a run. */
export class SupportedPairs {
  readonly #known = new Map<string, Promise<boolean>>();

  constructor(
    private readonly provider: Provider,
    private readonly parts: {
      readonly queue: ProviderQueue;
      readonly health: ProviderHealth;
      readonly hide: (text: string) => string;
    },
  ) {}

  /** @throws what the provider throws; then it is asked anew */
  supports({ source, target }: Pair, retrying: Retrying): Promise<boolean> {
    const pair = `${source} ${target}`;
    const known = this.#known.get(pair);
    if (known !== undefined) return known;
    const { queue, health, hide } = this.parts;
    const { provider } = this;
    const { signal } = retrying;
    const asked = withRetries(
      () =>
        queue
          .run(0, (inner) => provider.supports(source, target, { signal: inner }), signal)
          .catch((caught) => {
            const error = asProviderError(caught, provider.name, hide);
            throw signal.aborted ? error : unlessAborted(error, provider.name);
          }),
      retrying,
    ).catch((error: unknown) => {
      this.#known.delete(pair);
      throw health.failed(asProviderError(error, provider.name, hide));
    });
    this.#known.set(pair, asked);
    return asked;
  }
}
