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
/** Files that are read at once for it. */
const AT_ONCE = 4;

/** Languages that segments are told apart among. */
export interface Candidates {
  /** BCP 47 tags. */
  readonly candidates: readonly LanguageTag[];
  /** Found over the batch rather than configured. */
  readonly inferred: boolean;
}

/** The configured languages, or those found in a sample of the files. */
export function candidatesOf<File>(
  setup: { readonly config: Config; readonly detector: Detector },
  files: readonly File[],
  read: (file: File) => AsyncIterable<ReadRecord>,
): Promise<Candidates> {
  return candidatesFrom(setup, files, async (file, most) => {
    const texts: string[] = [];
    try {
      let articles = 0;
      for await (const record of read(file)) {
        if (!('article' in record)) continue;
        for (const block of record.article.blocks) texts.push(block.text);
        if (++articles === most) break;
      }
    } catch {
      // Whatever is wrong with the file is said when it is its turn.
    }
    return texts;
  });
}

/** The same. @param textsOf the blocks of the first articles of a file; what cannot be read has none */
export async function candidatesFrom<File>(
  { config, detector }: { readonly config: Config; readonly detector: Detector },
  files: readonly File[],
  textsOf: (file: File, most: number) => Promise<readonly string[]>,
): Promise<Candidates> {
  if (config.languages !== undefined) return { candidates: config.languages, inferred: false };
  const step = Math.max(1, Math.ceil(files.length / SAMPLE));
  const sample = files.filter((_, index) => index % step === 0);
  const texts: string[] = [];
  // A few at a time: where files are read in other threads, these have something to do.
  for (let at = 0; at < sample.length; at += AT_ONCE) {
    const read = sample.slice(at, at + AT_ONCE).map((file) => textsOf(file, MOST_ARTICLES));
    for (const found of await Promise.all(read)) for (const text of found) texts.push(text);
  }
  return { candidates: inferCandidates(texts, detector, config.targets), inferred: true };
}
