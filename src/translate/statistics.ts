import type { ErrorCode } from '../errors.js';
import type { PersonalRange } from '../model/personal.js';

/** What one provider was asked and paid. */
export interface ProviderStatistics {
  /** Requests that were sent. */
  readonly requests: number;
  /** As sent, with what stands for placeholders. */
  readonly charactersSent: number;
  /** As the provider counted them, else as sent. */
  readonly charactersBilled: number;
  /** In the currency of the prices; 0 where no price is known. */
  readonly cost: number;
  /** As the provider counted them; absent where it does not. */
  readonly tokens?: { readonly input: number; readonly output: number };
}

/** What a run did; money is in the currency of the prices. */
export interface TranslationStatistics extends ProviderStatistics {
  /** What memory and de-duplication would have cost at the first provider's price. */
  readonly costSaved: number;
  /** Texts whose translation was in memory. */
  readonly memoryHits: number;
  /** Characters (UTF-16) of those texts, which were not sent. */
  readonly memoryCharacters: number;
  /** Units that shared a translation made in this run. */
  readonly deduplicated: number;
  /** Characters (UTF-16) of those units, which were not sent. */
  readonly deduplicatedCharacters: number;
  /** Texts a provider was asked for once more because of what the checks said; their cost is in the sums above. */
  readonly repeated: number;
  /** Personal data masked in the texts that were sent, by kind; those sent twice count twice. */
  readonly masked: Readonly<Partial<Record<PersonalRange['kind'], number>>>;
  /** Units translated by a provider in this run, each once. */
  readonly translated: number;
  /** Units that failed, each once, by code. */
  readonly failures: Readonly<Partial<Record<ErrorCode | 'CHECK', number>>>;
  /** The same sums for each provider, by name. */
  readonly providers: Readonly<Record<string, ProviderStatistics>>;
}

const NOTHING: ProviderStatistics = { requests: 0, charactersSent: 0, charactersBilled: 0, cost: 0 };

function plus(a: ProviderStatistics, b: ProviderStatistics): ProviderStatistics {
  const tokens = [a.tokens, b.tokens].filter((each) => each !== undefined);
  return {
    requests: a.requests + b.requests,
    charactersSent: a.charactersSent + b.charactersSent,
    charactersBilled: a.charactersBilled + b.charactersBilled,
    cost: a.cost + b.cost,
    ...(tokens.length === 0
      ? {}
      : {
          tokens: {
            input: tokens.reduce((sum, { input }) => sum + input, 0),
            output: tokens.reduce((sum, { output }) => sum + output, 0),
          },
        }),
  };
}

/** Counts, for one run. */
export class Counter {
  #total = NOTHING;
  readonly #providers = new Map<string, ProviderStatistics>();
  readonly #failures = new Map<ErrorCode | 'CHECK', number>();
  #memory = { hits: 0, characters: 0 };
  #deduplicated = { units: 0, characters: 0 };
  #translated = 0;
  #repeated = 0;
  readonly #masked = new Map<PersonalRange['kind'], number>();

  /** `savedPrice`: what a million characters would have cost. */
  constructor(private readonly savedPrice: number) {}

  spend(provider: string, amount: ProviderStatistics): void {
    this.#total = plus(this.#total, amount);
    this.#providers.set(provider, plus(this.#providers.get(provider) ?? NOTHING, amount));
  }

  fromMemory(characters: number): void {
    this.#memory = { hits: this.#memory.hits + 1, characters: this.#memory.characters + characters };
  }

  shared(characters: number): void {
    const { units, characters: before } = this.#deduplicated;
    this.#deduplicated = { units: units + 1, characters: before + characters };
  }

  /** A text goes out without what is nobody's business. */
  masked(ranges: readonly PersonalRange[]): void {
    for (const { kind } of ranges) this.#masked.set(kind, (this.#masked.get(kind) ?? 0) + 1);
  }

  /** A text goes out once more. */
  repeated(): void {
    this.#repeated += 1;
  }

  finished(failure?: ErrorCode | 'CHECK'): void {
    if (failure === undefined) this.#translated += 1;
    else this.#failures.set(failure, (this.#failures.get(failure) ?? 0) + 1);
  }

  snapshot(): TranslationStatistics {
    const saved = this.#memory.characters + this.#deduplicated.characters;
    return {
      ...this.#total,
      costSaved: (saved * this.savedPrice) / 1_000_000,
      memoryHits: this.#memory.hits,
      memoryCharacters: this.#memory.characters,
      deduplicated: this.#deduplicated.units,
      deduplicatedCharacters: this.#deduplicated.characters,
      repeated: this.#repeated,
      masked: Object.fromEntries([...this.#masked].sort(([a], [b]) => (a < b ? -1 : 1))),
      translated: this.#translated,
      failures: Object.fromEntries([...this.#failures].sort()),
      providers: Object.fromEntries([...this.#providers].sort(([a], [b]) => (a < b ? -1 : 1))),
    };
  }
}

/** What some translators did together; `sign` -1: what `a` did more than `b`. */
export function summed(
  a: TranslationStatistics,
  b: TranslationStatistics,
  sign: 1 | -1 = 1,
): TranslationStatistics {
  return joined(a, b, sign) as TranslationStatistics;
}

/** Statistics of nothing. */
export function noStatistics(): TranslationStatistics {
  return new Counter(0).snapshot();
}

/** Numbers added wherever they stand; what comes to nothing in a table of names is left out there. */
function joined(a: unknown, b: unknown, sign: 1 | -1): unknown {
  if (typeof a !== 'object' && typeof b !== 'object') return Number(a ?? 0) + sign * Number(b ?? 0);
  const [left, right] = [a ?? {}, b ?? {}] as Record<string, unknown>[];
  const names = [...new Set([...Object.keys(left ?? {}), ...Object.keys(right ?? {})])];
  return Object.fromEntries(names.map((name) => [name, joined(left?.[name], right?.[name], sign)]));
}
