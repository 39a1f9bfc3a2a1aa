/** The shapes of the data files, in a file of their own because data and reader both need them. */

/** A model as its data file keeps it. */
export interface PackedModel {
  readonly languages: readonly string[];
  readonly bits: number;
  readonly scale: number;
  /** Brotli, in base64, over one plane of signed bytes a language. */
  readonly planes: string;
}

/**
 * `ru-uk`: Russian and not Ukrainian. `en`: English words that are not written with a capital; `en-only`: those of
 * them that no neighbour of English has.
 */
export type LexiconName = 'uk-ru' | 'ru-uk' | 'en' | 'en-only';

/** A Bloom filter as it is kept: how many places a word has, and the bits in base64. */
interface PackedFilter {
  readonly hashes: number;
  readonly bits: string;
}

/** The filters of every list, each with that of the words it would take by mistake. */
export type PackedLexicons = Readonly<Record<LexiconName, PackedFilter & { readonly not: PackedFilter }>>;
