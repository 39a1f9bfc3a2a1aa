import { SpokenError } from '../../message.js';
import type { Batch } from './messages.js';
import { type Pool, WorkerLost } from './pool.js';

/** Tries of a batch in a fresh worker each, before it is halved. */
const TRIES = 2;
/** So many workers lost with nothing translated between them: it is not the sentences. */
const HOPELESS = 12;

/** The engine dies whatever it is given. */
export class EngineBroken extends SpokenError {}

/** Runs batches and isolates the sentences that bring the engine down. */
export interface Recovery {
  /** Translations in order; `undefined` for a sentence that killed its worker. */
  run(batch: Batch, signal: AbortSignal): Promise<readonly (string | undefined)[]>;
}

export function createRecovery(pool: Pool): Recovery {
  let lostInARow = 0;
  const attempt = async (
    batch: Batch,
    signal: AbortSignal,
    tries: number,
  ): Promise<readonly (string | undefined)[]> => {
    for (let left = tries; left > 0; left -= 1) {
      try {
        const translations = await pool.run(batch, signal);
        lostInARow = 0;
        return translations;
      } catch (error) {
        if (!(error instanceof WorkerLost)) throw error;
        lostInARow += 1;
        const isModel = !error.loaded && left === 1;
        if (isModel || lostInARow >= HOPELESS) {
          lostInARow = 0;
          throw new EngineBroken(error.said);
        }
      }
    }
    const { sentences } = batch;
    if (sentences.length === 1) return [undefined];
    const middle = sentences.length >> 1;
    const halves = [sentences.slice(0, middle), sentences.slice(middle)];
    const answers = await Promise.all(
      halves.map((half) => attempt({ ...batch, sentences: half }, signal, 1)),
    );
    return answers.flat();
  };
  return { run: (batch, signal) => attempt(batch, signal, TRIES) };
}
