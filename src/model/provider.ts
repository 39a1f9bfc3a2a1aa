import type { ProviderError } from '../errors.js';
import type { LanguageTag } from './language.js';

/** The contract of translator adapters. */

/** What fits in one request of an adapter, and what it can make use of. */
export interface ProviderCapabilities {
  /** Most units in one request. */
  readonly maxUnits: number;
  /** Most characters (UTF-16) in one request, all units together. */
  readonly maxCharacters: number;
  /** Most characters in one unit. */
  readonly maxUnitCharacters: number;
  /**
   * How placeholders travel: `xml` as `<x id="1"/>` elements the service leaves alone; `token` as bracketed
   * numbers; `split` never: the text is cut around them and only the prose between is sent.
   */
  readonly placeholders: 'xml' | 'token' | 'split';
  /** Uses the context of a unit. */
  readonly context: boolean;
  /** Uses the terms of a request; absent: it does not, and what must be said to the letter is put in its place here. */
  readonly terms?: boolean;
  /** Same request, same answer. */
  readonly deterministic: boolean;
  /** Told in `previous` what was wrong with its last answer, it may do better; absent: it cannot be told. */
  readonly repairs?: boolean;
  /** Text leaves this machine. */
  readonly remote: boolean;
}

/** What helps to understand a text; never to be translated itself. */
export interface UnitContext {
  /** Text of the segment before it, in the source language. */
  readonly before?: string;
  /** Text of the segment after it, in the source language. */
  readonly after?: string;
  /** Similar texts (fuzzy matches) with the translations people made of them, the most similar first. */
  readonly similar?: readonly { readonly text: string; readonly translation: string }[];
}

/** One text of a request. */
export interface ProviderUnit {
  /** Unique in its request; the answer names it. */
  readonly id: string;
  /** What to translate, placeholders protected as the capabilities say. */
  readonly text: string;
  /** What stands around it; given to providers that use it. */
  readonly context?: UnitContext;
}

/** A word or name and how it is to be said in the target language. */
export interface Term {
  /** As it stands in the text. */
  readonly source: string;
  /** As it stands in a list of words. */
  readonly target: string;
  /** The target has no other forms and may stand anywhere as it is; absent: it may have to be inflected. */
  readonly fixed?: boolean;
}

/** What the texts of a request belong to; never to be translated itself. */
export interface DocumentContext {
  /** Title of the article, in its own language. */
  readonly title?: string;
  /** First paragraph of the article, in its own language. */
  readonly lead?: string;
}

/** What an adapter is asked for at once: texts of one language pair. */
export interface TranslateRequest {
  /** Explicit; a provider is never asked to guess. */
  readonly source: LanguageTag;
  /** The language they are wanted in, a BCP 47 tag. */
  readonly target: LanguageTag;
  /** In the order the answer is to have; no more and no longer than the capabilities allow. */
  readonly units: readonly ProviderUnit[];
  /** Terms that occur in the units, for services that take them. */
  readonly terms?: readonly Term[];
  /** How readers are addressed; absent: as the service likes. One that has no such thing leaves it out. */
  readonly formality?: 'more' | 'less';
  /** The article of the units, where all are of one. */
  readonly document?: DocumentContext;
  /**
   * How the same request ended before, where it is sent once more: what was wrong with the answer, or what the adapter
   * asked for it to be sent again for.
   */
  readonly previous?: ProviderError | undefined;
  /** Ends the request; the adapter then rejects with ABORTED. */
  readonly signal: AbortSignal;
}

/** One text of an answer. */
export interface TranslatedUnit {
  /** Id of the unit it translates, as it was sent. */
  readonly id: string;
  /** The translation, protected placeholders still in it. */
  readonly text: string;
  /** What translated it, where that is not the model of the whole answer. */
  readonly model?: string;
  /** Language it went over, where it was not translated directly. */
  readonly pivot?: LanguageTag;
  /** As the service counted them, where it says. */
  readonly billedCharacters?: number;
  /** Words of the source it does not know and has left as they are, where it says which. */
  readonly unknown?: readonly string[];
}

/** A unit of a request that was answered, but for this one. */
export interface FailedUnit {
  /** Id of the unit, as it was sent. */
  readonly id: string;
  /** Why. */
  readonly error: ProviderError;
}

/** What a request cost, as the service counted it. */
export interface Usage {
  /** Characters billed. */
  readonly characters?: number;
  /** Tokens of the prompt, all of it. */
  readonly inputTokens?: number;
  /** Tokens of the answer, what was thought before it included. */
  readonly outputTokens?: number;
}

/** What came of a request. */
export interface TranslateAnswer {
  /** In the order sent; with `failed` exactly the ids sent, each once. Empty and blank texts come back as they are. */
  readonly units: readonly TranslatedUnit[];
  /** Units the service gave no translation of, where it says which. */
  readonly failed?: readonly FailedUnit[];
  /** What the request used, where the service says: characters or tokens. */
  readonly usage?: Usage;
  /** What translated, for units that do not say. */
  readonly model?: string;
}

/**
 * A translator adapter: maps tags, makes one call, checks the answer's shape, throws a `ProviderError`. It
 * does not retry, cache, batch, protect, log or read the environment.
 */
export interface Provider {
  /** Under which it is configured and named in outputs and messages. */
  readonly name: string;
  /**
   * Under what its translations are remembered: name, model, manner. Not where it runs: what was paid for stays paid
   * for when a server moves.
   */
  readonly identity: string;
  /** What fits in one request, and what it can make use of. */
  readonly capabilities: ProviderCapabilities;
  /** Whether it can translate this pair now; may ask the service once and remember. */
  supports(source: LanguageTag, target: LanguageTag, options?: { signal?: AbortSignal }): Promise<boolean>;
  /** One request of the service and no second one. @throws ProviderError */
  translate(request: TranslateRequest): Promise<TranslateAnswer>;
  /** What a request will use at most, for services that bill tokens; absent: its characters. */
  estimate?(request: TranslateRequest): Usage;
  /** What the service says of itself and of the account, before any work; absent: it says nothing. @throws ProviderError */
  standing?(options?: { signal?: AbortSignal }): Promise<Standing>;
  /** Lets go of what it holds: connections, threads. Absent: it holds nothing. */
  close?(): Promise<void>;
  /** Takes requests that can wait, for less money. Absent: it answers at once or not at all. */
  readonly batches?: BatchMode;
}

/** What a service says before it is asked to translate anything. */
export interface Standing {
  /** Characters that may still be sent in this period; absent: no limit, or none it speaks of. */
  readonly charactersLeft?: number;
  /** Characters of the whole period. */
  readonly charactersLimit?: number;
  /** When the account is counted anew, ISO 8601. */
  readonly renewsAt?: string;
  /** Most characters in one request, where the service has a limit; `capabilities` keep to it once it is known. */
  readonly maxCharacters?: number;
}

/** A request that can wait. */
export interface BatchRequest {
  /** Under which the service answers it: letters, digits, `-` and `_`, at most 64; no other batch has it. */
  readonly id: string;
  /** What is asked. */
  readonly request: Omit<TranslateRequest, 'signal' | 'previous'>;
}

/** What a service says of a batch. */
export interface BatchState {
  /** Nothing more will come: done, failed, expired or cancelled. */
  readonly ended: boolean;
  /** The service's own word for it. */
  readonly status: string;
  /** Requests that were answered; absent where the service does not say. */
  readonly answered?: number;
  /** Why the whole of it was refused, in the service's words; then nothing was done. */
  readonly refused?: string;
}

/** What came of one request of a batch: an answer as `translate` gives it, or an error. */
export type BatchResult = { readonly id: string } & (
  | { readonly answer: TranslateAnswer }
  | { readonly error: ProviderError }
);

/** What came of the requests of a batch. */
export interface BatchResults {
  /** In any order; ids nobody asked for and ids twice as they came. */
  readonly results: readonly BatchResult[];
  /** Some of it could not be read: what is missing may have been answered. */
  readonly damaged: boolean;
}

/** A service's way to take many requests at once and answer them within a day or so, as a rule at half the price. */
export interface BatchMode {
  /** Most requests in one batch. */
  readonly maxRequests: number;
  /** Most characters (UTF-16) of text in one batch. */
  readonly maxCharacters: number;
  /** Part of the ordinary price that is billed, 0 to 1. */
  readonly priceShare: number;
  /**
   * Hands a batch over.
   * @param id ours; the service keeps it, so that `find` can ask for it
   * @returns the service's own name of it
   * @throws ProviderError; `unreached` where it is sure that nothing was ordered
   */
  submit(id: string, requests: readonly BatchRequest[], options: { signal: AbortSignal }): Promise<string>;
  /** Whether a batch arrived whose `submit` was cut off: its name at the service, or that it cannot be told yet. */
  find(lost: LostBatch, options: { signal: AbortSignal }): Promise<string | 'absent' | 'unsure'>;
  /** How far it is. @throws ProviderError */
  state(name: string, options: { signal: AbortSignal }): Promise<BatchState>;
  /**
   * What came of a batch that has ended.
   * @param requests those that are open, as they were submitted
   * @throws ProviderError
   */
  results(
    name: string,
    requests: readonly BatchRequest[],
    options: { signal: AbortSignal },
  ): Promise<BatchResults>;
  /** Asks the service to stop; what it has answered by then stays answered. @throws ProviderError */
  cancel(name: string, options: { signal: AbortSignal }): Promise<void>;
}

/** A batch of which nobody knows whether it arrived. */
export interface LostBatch {
  /** Ours. */
  readonly id: string;
  /** How many requests it held. */
  readonly requests: number;
  /** When it was made, in milliseconds since 1970. */
  readonly createdAt: number;
  /** Names of batches at the service that are known to be others. */
  readonly others: readonly string[];
}
