import type { Config } from '../config/schema.js';
import { inferCandidates } from '../language/candidates.js';
import type { Detector, ReadRecord } from '../model/contracts.js';
import type { LanguageTag } from '../model/language.js';

/** Which languages the articles of a batch may be in. */

/** Candidates when a text alone is given and nothing is configured. */
export const FALLBACK_LANGUAGES: readonly LanguageTag[] = ['en', 'uk', 'ru'];
/** Files read to infer the candidates of a batch; every file up to this number, then evenly spaced ones. */
const SAMPLE = 400;
/** Articles of one file that are looked at for it. */
const MOST_ARTICLES = 400;

/** Languages that segments are told apart among. */
export interface Candidates {
  readonly candidates: readonly LanguageTag[];
  /** Found over the batch rather than configured. */
  readonly inferred: boolean;
}

/** The configured languages, or those found in a sample of the files. */
export async function candidatesOf<File>(
  { config, detector }: { readonly config: Config; readonly detector: Detector },
  files: readonly File[],
  read: (file: File) => AsyncIterable<ReadRecord>,
): Promise<Candidates> {
  if (config.languages !== undefined) return { candidates: config.languages, inferred: false };
  const step = Math.max(1, Math.ceil(files.length / SAMPLE));
  const texts: string[] = [];
  for (let index = 0; index < files.length; index += step) {
    const file = files[index];
    if (file === undefined) continue;
    try {
      let articles = 0;
      for await (const record of read(file)) {
        if (!('article' in record)) continue;
        for (const block of record.article.blocks) texts.push(block.text);
        if (++articles === MOST_ARTICLES) break;
      }
    } catch {
      // Whatever is wrong with the file is said when it is its turn.
    }
  }
  return { candidates: inferCandidates(texts, detector, config.targets), inferred: true };
}
