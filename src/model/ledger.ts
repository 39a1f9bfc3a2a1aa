import { onlyDefined } from '../model/only-defined.js';
import type { Segment } from './segment.js';
import type { Identified } from './stages.js';
import type { SameStory, Told } from './story.js';

/** An article with its segments, as ledgers have it and `tovmach detect` prints it. */
export interface LedgerArticle {
  readonly path: string;
  readonly id: string;
  readonly encoding: Identified['encoding'];
  readonly sourceHash: string;
  readonly lang: string;
  readonly langs: Readonly<Record<string, number>>;
  readonly duplicateOf?: Told['duplicateOf'];
  /** The same story in other languages. */
  readonly sameStory?: readonly SameStory[];
  readonly segments: readonly Segment[];
}

export function ledgerArticle(article: Identified): LedgerArticle {
  const { path, id, encoding, sourceHash, lang, langs, segments, story } = article;
  const { duplicateOf, sameStory } = story?.told ?? {};
  return {
    path,
    id,
    encoding,
    sourceHash,
    lang,
    langs,
    ...onlyDefined({ duplicateOf, sameStory }),
    segments,
  };
}
