import { TovmachError } from '../errors.js';
import { inferCandidates } from '../language/candidates.js';
import { messages } from '../message.js';
import type { LanguageTag } from '../model/language.js';
import type { Identified } from '../model/stages.js';
import { sha256 } from '../model/text.js';
import { createTextFormat } from '../read/text.js';
import { identify, type Setup } from '../setup/setup.js';

/** The ledger of a text that is in no file. */

const say = messages('run', {
  emptyText: 'the text is empty',
});

export interface DetectTextOptions {
  /** Languages it may be in, as BCP 47 tags; absent: the configured ones, else those its letters and words suggest. */
  readonly languages?: readonly LanguageTag[];
}

export function detectTextOf(setup: Setup, text: string, { languages }: DetectTextOptions): Identified {
  const { config, detector } = setup;
  // Whatever it looks like, it was handed over as text.
  const { articles } = createTextFormat().parse({
    path: 'text.txt',
    text,
    hash: sha256(text),
    encoding: { name: 'utf-8', confidence: 1, bom: false },
  });
  const [article] = articles;
  if (article === undefined) throw new TovmachError('INPUT_INVALID', say.emptyText());
  const candidates =
    languages ??
    config.languages ??
    inferCandidates(
      article.blocks.map((block) => block.text),
      detector,
      config.targets,
    );
  return identify(setup, article, candidates);
}
