import type { Values } from '../message.js';
import type { LanguageTag } from './language.js';
import type { Origin, SecondTranslation, TranslationUnit } from './translation.js';

/** The contract of checks, which examine translations. */

/** One translation to be examined, with what it is a translation of. */
export interface CheckInput {
  /** The source text with its languages, role and neighbours. */
  readonly unit: TranslationUnit;
  /** Restored: placeholders are back in place. */
  readonly translation: string;
  /** Whose words they are; absent: nobody's that is known yet. */
  readonly origin?: Origin;
  /** What another engine made of the same text, placeholders in place; absent: none was asked. */
  readonly second?: SecondTranslation;
}

/** What a check says of one translation. */
export interface CheckResult {
  /** Name of the check that says it. */
  readonly check: string;
  /** `critical` rejects the translation; anything less is reported. */
  readonly severity: 'minor' | 'major' | 'critical';
  /** One sentence in English: what was expected, what was found. */
  readonly message: string;
  /** Its key and values, where it has any; see `Finding`. */
  readonly messageId?: string;
  /** What stands in the message, by name. */
  readonly values?: Values;
}

/** All translations of one article into one language. */
export interface ArticleCheckInput {
  /** The language of all the translations, a BCP 47 tag. */
  readonly target: LanguageTag;
  /** In the order of the article; failed translations are left out. */
  readonly translations: readonly {
    readonly segmentId: string;
    readonly unit: TranslationUnit;
    /** Restored: placeholders are back in place. */
    readonly translation: string;
    /** Of the segment in its source file, from 1. */
    readonly line?: number;
  }[];
}

/** What a check says of an article, with the segment it says it of. */
export interface ArticleCheckResult extends CheckResult {
  /** Id of the segment it is said of, one of the translations given. */
  readonly segmentId: string;
}

/** Examines translations, one by one or those of an article together; pure. Returns nothing when all is well. */
export interface Check {
  /** Under which its findings appear and its policy is configured; kebab-case. */
  readonly name: string;
  /** Says something of one translation; what is `critical` rejects it. */
  examine?(input: CheckInput): CheckResult | undefined;
  /** Says what only a whole article shows: one name in two forms, one answer for unlike texts. Nothing is rejected. */
  examineArticle?(input: ArticleCheckInput): readonly ArticleCheckResult[];
}
