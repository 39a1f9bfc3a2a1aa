import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { ProviderError, type ProviderErrorCode } from '../errors.js';
import type { Provider, TranslatedUnit, TranslateRequest } from '../model/contracts.js';
import type { Dialect, Mood, TranslationService } from './service.js';

/** A provider on trial: what the suite must know of it, and what all promises are tried with. */

/** What the suite must know of an adapter to try it. */
export interface ProviderCandidate {
  /** As the adapter names itself. */
  readonly name: string;
  /** Absent: it works without a service, and the promises about services are not tried. */
  readonly dialect?: Dialect;
  /** Makes the adapter, pointed at a service (an empty string without one). */
  create(url: string): Provider;
  /** A pair it has, as BCP 47 tags. */
  readonly pair: { readonly source: string; readonly target: string };
  /** How the service is to see the source, in lower case; absent: as in `pair`. */
  readonly sourceOnTheWire?: string;
  /** Given to `create` by the candidate; must never be seen. */
  readonly secret?: string;
  /**
   * It reads waits and broken connections as the adapters that come with tovmach do: what a service says in words and in
   * headers of its own is a wait, and what only a person can mend is said to be so. Absent: that is not tried.
   */
  readonly thorough?: boolean;
  /** Promises that make no sense for it, each with the reason. */
  readonly notOffered?: Readonly<Record<string, string>>;
}

/** One candidate, opened for one promise. */
export interface Stage {
  readonly candidate: ProviderCandidate;
  readonly provider: Provider;
  /** Fails the promise when the candidate has none. */
  readonly service: TranslationService;
}

export interface ProviderPromise {
  readonly promise: string;
  readonly needsService: boolean;
  /** Tried only on adapters that say so. */
  readonly thorough?: boolean;
  /** Throws when the promise is broken. */
  keeps(stage: Stage): Promise<void>;
}

export const SENTENCES = ['Перший рядок.', 'Другий рядок.', 'Третій рядок.', 'Четвертий рядок.'];
export const live = (): AbortSignal => new AbortController().signal;

export function requestOf(stage: Stage, texts: readonly string[]): TranslateRequest {
  return {
    ...stage.candidate.pair,
    units: texts.map((text, index) => ({ id: `u${index + 7}`, text })),
    signal: live(),
  };
}

/** Texts that fit the provider's way of carrying markup. */
export function carried(provider: Provider, text: string): string {
  if (provider.capabilities.placeholders !== 'xml') return text;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export async function translate(stage: Stage, texts: readonly string[]): Promise<readonly TranslatedUnit[]> {
  return (await stage.provider.translate(requestOf(stage, texts))).units;
}

/** The error a service in a given mood makes of a request. */
export async function failure(
  stage: Stage,
  mood: Mood,
  texts: readonly string[] = SENTENCES.slice(0, 2),
): Promise<ProviderError> {
  stage.service.mood = mood;
  const outcome = await translate(stage, texts).then(
    (answers) => `answered ${JSON.stringify(answers)}`,
    (error: unknown) => error,
  );
  if (!ProviderError.isInstance(outcome)) throw new Error(`no ProviderError but ${inspect(outcome)}`);
  assert.equal(outcome.provider, stage.provider.name);
  return outcome;
}

export async function expectCode(
  stage: Stage,
  mood: Mood,
  ...codes: ProviderErrorCode[]
): Promise<ProviderError> {
  const error = await failure(stage, mood);
  assert.ok(codes.includes(error.code), `${inspect(mood)} -> ${error.message}`);
  return error;
}

/** Every answer under its id, and the text of that id in it. */
export function expectPaired(request: TranslateRequest, answers: readonly TranslatedUnit[]): void {
  assert.deepEqual(
    answers.map(({ id }) => id),
    request.units.map(({ id }) => id),
  );
  for (const [index, unit] of request.units.entries()) {
    const text = answers[index]?.text ?? '';
    assert.ok(text.length > unit.text.length);
  }
}

export const offline = (promise: string, keeps: ProviderPromise['keeps']): ProviderPromise => ({
  promise,
  needsService: false,
  keeps,
});
export const served = (promise: string, keeps: ProviderPromise['keeps']): ProviderPromise => ({
  promise,
  needsService: true,
  keeps,
});
export const refuse = (status: number, headers: Readonly<Record<string, string>> = {}): Mood => ({
  kind: 'refuse',
  status,
  headers,
});
