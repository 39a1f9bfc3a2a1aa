import type { LanguageTag } from '../model/language.js';
import { createApertium } from '../providers/apertium.js';
import { limitedFetch } from '../providers/http.js';

/** A translator that answers on this machine, though nobody has set it up. */

/** Where APy listens unless it is told otherwise. */
const APY = 'http://127.0.0.1:2737';
/** Longest wait for its answer, in milliseconds. */
const PATIENCE_MS = 1000;

/** A server nearby, and what it could do. */
export interface Nearby {
  /** Its address. */
  readonly url: string;
  /** Pairs of those asked about that it has, as `ru-uk`. */
  readonly pairs: readonly string[];
}

/**
 * Asks whether Apertium's server runs here and has any of some pairs; sends no text.
 * @returns nothing where none answers, or it has none of them
 */
export async function apertiumNearby(
  sources: readonly LanguageTag[],
  targets: readonly LanguageTag[],
  signal: AbortSignal,
): Promise<Nearby | undefined> {
  const apertium = createApertium({ url: APY }, { fetch: limitedFetch('apertium') });
  const limited = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  const pairs: string[] = [];
  try {
    for (const source of sources)
      for (const target of targets)
        if (source !== target && (await apertium.supports(source, target, { signal: limited })))
          pairs.push(`${source}-${target}`);
  } catch {
    // Nobody there, or somebody else.
  }
  return pairs.length === 0 ? undefined : { url: APY, pairs };
}
