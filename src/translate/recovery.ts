import type { Provider, TranslateRequest } from '../model/contracts.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Wanted } from './answer-store.js';
import { keptOf } from './claims.js';
import type { Errand, RequestNotes } from './link.js';
import { paidRequest } from './paid-request.js';
import type { LineParts } from './parcel.js';
import type { Tariff } from './price.js';

/** What a run had been answered when it died, and had not come to putting into the memory. */

/** Enough to read the answers to a request again. */
interface RequestNote {
  readonly identity: string;
  readonly request: Omit<TranslateRequest, 'signal' | 'previous'>;
  readonly wanted: readonly Wanted[];
}

/** What is written down of a request; nothing where it tells a model what was wrong before: it could not be told again. */
export function noteOf(
  identity: string,
  { source, target, units, terms, previous }: TranslateRequest,
  wanted: readonly Wanted[],
): RequestNote | undefined {
  if (previous !== undefined) return undefined;
  const request = { source, target, units, ...onlyDefined({ terms }) };
  return { identity, request, wanted };
}

/** Under what the calls of a request are written down, where they are. */
export function errandOf(
  notes: RequestNotes | undefined,
  ...request: Parameters<typeof noteOf>
): Errand | undefined {
  const note = notes && noteOf(...request);
  return note && notes.begin(note);
}

/** Puts what was answered into the memory with what it cost, as if it had come now. What cannot be read again is let go of. */
export async function takeInLeft(
  notes: RequestNotes | undefined,
  provider: Provider,
  { tariff, parts }: { readonly tariff: Tariff | undefined; readonly parts: LineParts },
): Promise<void> {
  if (notes === undefined) return;
  const free = { settle: async () => {} };
  const quiet = { budget: { reserve: async () => free }, onEvent: () => {}, onSpend: () => {} };
  const { answers } = parts;
  for (const left of notes.take((note) => isNote(note) && note.identity === provider.identity)) {
    const { request, wanted } = left.note as RequestNote;
    const claims = wanted.map(({ claim }) => claim);
    try {
      // What is kept already was counted as well.
      const claimed = await answers.claim(wanted);
      if (claimed.every((each) => each === 'ours'))
        await paidRequest(
          { ...request, signal: AbortSignal.timeout(LONGEST_MS) },
          {
            provider,
            tariff,
            parts: quiet,
            errand: left,
            keep: (back, spent) => Promise.resolve(answers.keep(keptOf(wanted, back), spent)),
          },
        );
      await answers.release(claims);
    } catch {
      // The texts are asked for once more, and what is wrong with the memory or the service is said then.
    } finally {
      left.done();
    }
  }
}

/** Nothing is sent, so that nothing takes long. */
const LONGEST_MS = 10_000;

function isNote(note: unknown): note is RequestNote {
  if (typeof note !== 'object' || note === null) return false;
  const { identity, request, wanted } = note as Partial<RequestNote>;
  return (
    typeof identity === 'string' &&
    Array.isArray(wanted) &&
    wanted.every((each) => typeof each?.claim === 'string' && typeof each.answer === 'string') &&
    typeof request?.source === 'string' &&
    typeof request.target === 'string' &&
    Array.isArray(request.units) &&
    request.units.length === wanted.length &&
    request.units.every((unit) => typeof unit?.id === 'string' && typeof unit.text === 'string')
  );
}
