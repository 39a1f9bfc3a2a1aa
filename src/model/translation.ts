import type { ErrorCode } from '../errors.js';
import type { Values } from '../message.js';
import type { Placeholder } from './article.js';
import type { LanguageTag } from './language.js';
import type { Role } from './segment.js';

/** A source text bound for one target language. Equal units of a run share one `key` and one translation. */
export interface TranslationUnit {
  /** Hash of source, target and normalised text. */
  readonly key: string;
  /** Language of the text, a BCP 47 tag. */
  readonly source: LanguageTag;
  /** Language it is wanted in, a BCP 47 tag. */
  readonly target: LanguageTag;
  /** The segment's text, unprotected. */
  readonly text: string;
  /** Ranges in `text` that must survive translation. */
  readonly placeholders: readonly Placeholder[];
  /** What the segment is in its article. */
  readonly role: Role;
  /** Text of the neighbouring segments, for providers that take context and for context matches. */
  readonly before?: string;
  /** Text of the segment after it; see `before`. */
  readonly after?: string;
  /**
   * For a repetition between other neighbours in its article: the key of the first. It has a key of its own, because
   * memory may hold a translation for this place; where it holds none, it shares the first one's.
   */
  readonly sharedKey?: string;
}

/** Where a translation came from. It is stored with the translation and does not change on reuse. */
export type Origin =
  | {
      readonly kind: 'human';
      readonly by?: string;
      /** The machine whose words the person changed, where that is known. */
      readonly over?: string;
      /** Who approved it, where that is somebody else and known. */
      readonly approvedBy?: string;
    }
  | {
      readonly kind: 'memory';
      readonly match: 'context' | 'exact' | 'fuzzy';
      /** 0-100 as CAT tools define it. */
      readonly score: number;
      /** The TMX or other file it was imported from, without its folder. */
      readonly file?: string;
      /** Who approved it, where that is known. */
      readonly approvedBy?: string;
    }
  | {
      readonly kind: 'provider';
      readonly provider: string;
      readonly model?: string;
      /** Pivot language, where the provider went over one. */
      readonly pivot?: LanguageTag;
      /** Words of the source it did not know and left as they are. */
      readonly unknown?: readonly string[];
      /** A person approved it as it is. */
      readonly reviewed?: true;
      /** Who did, where that is known. */
      readonly approvedBy?: string;
    };

/** Why a text was not translated. */
export interface TranslationFailure {
  /** Code of the error; `CHECK` where answers came and a check refused them. */
  readonly code: ErrorCode | 'CHECK';
  /** In English; its key and values beside it where it has them. */
  readonly message: string;
  /** The key of the message; absent for words that come from outside. */
  readonly messageId?: string | undefined;
  /** What stands in the message, by name. */
  readonly values?: Values | undefined;
  /** Name of the provider that was asked; absent: nobody was. */
  readonly provider?: string;
}

/** What a second engine made of a text, to be compared with its translation; or why there is nothing to compare. */
export type SecondTranslation =
  | { readonly provider: string; readonly text: string }
  | { readonly failure: TranslationFailure };

export type Translation =
  | {
      readonly status: 'translated';
      readonly key: string;
      readonly target: LanguageTag;
      readonly text: string;
      readonly origin: Origin;
      /** What another engine made of the unit, where the configuration asks for one (`verify`). */
      readonly second?: SecondTranslation;
    }
  | {
      readonly status: 'failed';
      readonly key: string;
      readonly target: LanguageTag;
      readonly failure: TranslationFailure;
    };
