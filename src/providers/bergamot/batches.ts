import { setMaxListeners } from 'node:events';
import { escapeText, fromMarkup, hasPlaceholder, toMarkup, unescapeText } from './markup.js';
import type { Recovery } from './recover.js';
import type { Route } from './route.js';
import { readable, spaced } from './sentences.js';

/** Sentences -> batches for the engine -> their translations. */

const BATCH_CHARACTERS = 4_000;

/** A sentence as it goes to the engine. */
interface Bare {
  readonly text: string;
  readonly markup: boolean;
  /** The answer as it goes back. */
  finish(answer: string): string;
}

/** @param markup the engine reads markup, and texts travel escaped */
export function bareOf(sentence: string, markup: boolean): Bare {
  const text = readable(sentence);
  if (!markup) return { text, markup, finish: (answer) => answer };
  if (hasPlaceholder(text))
    return { text: toMarkup(text), markup, finish: (answer) => spaced(text, fromMarkup(answer)) };
  // Texts of the `xml` style travel escaped; the engine reads and writes plain ones.
  const escaped = /&(?:amp|lt|gt);/.test(text);
  return {
    text: unescapeText(text),
    markup: false,
    finish: (answer) => (escaped || /[<>]/.test(answer) ? escapeText(answer) : answer),
  };
}

/**
 * Translates each sentence once: packed by length, so that a batch wastes little on filling up.
 * @returns the translations; one that brought the engine down is missing
 */
export async function translateAll(
  recovery: Recovery,
  route: Route,
  sentences: ReadonlyMap<string, Bare>,
  most: number,
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const done = new Map<string, string>();
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  // Every batch listens, and there may be many.
  setMaxListeners(0, either);
  const work = pack([...sentences], most).map(async (batch) => {
    const markup = batch[0]?.[1].markup ?? false;
    const texts = batch.map(([, bare]) => bare.text);
    const answers = await recovery.run({ route: route.models, sentences: texts, markup }, either);
    answers.forEach((answer, index) => {
      const [sentence, bare] = batch[index] ?? [];
      if (sentence === undefined || bare === undefined || answer === undefined) return;
      done.set(sentence, bare.finish(answer).trim());
    });
  });
  try {
    await Promise.all(work);
  } finally {
    stop.abort();
    await Promise.allSettled(work);
  }
  return done;
}

type Entry = readonly [string, Bare];

function pack(entries: readonly Entry[], most: number): Entry[][] {
  const sorted = [...entries].sort(
    ([, a], [, b]) => Number(a.markup) - Number(b.markup) || a.text.length - b.text.length,
  );
  const batches: Entry[][] = [];
  let characters = 0;
  for (const entry of sorted) {
    const batch = batches.at(-1);
    const [, { text, markup }] = entry;
    const fits = characters + text.length <= BATCH_CHARACTERS;
    if (batch !== undefined && batch.length < most && fits && batch[0]?.[1].markup === markup) {
      batch.push(entry);
      characters += text.length;
    } else {
      batches.push([entry]);
      characters = text.length;
    }
  }
  return batches;
}
