import type { OutputFolder } from '../disk/output-folder.js';
import type { Article } from '../model/article.js';
import type { Format } from '../model/contracts.js';
import type { LanguageTag } from '../model/language.js';
import type { Planned } from '../model/stages.js';
import { type LayoutOptions, ledgerPath, outputPath, stemOfOutput } from './layout.js';
import type { RenderOptions } from './render.js';

/** How articles are written, and where their files go: now, and in the last run. */

export interface WriteOptions extends RenderOptions {
  readonly out: OutputFolder;
  /** The folder of the state. */
  readonly books: OutputFolder;
  readonly layout: LayoutOptions;
  /** How articles of a format are written in their own form, where Markdown is asked for otherwise. */
  readonly rebuild?: (format: string) => Format['rebuild'];
  /** What memory knows the translations of a provider by; `undefined` for those that are not kept. */
  readonly identityOf: (provider: string) => string | undefined;
  /** Whether the last run wrote the ledger of an article at this path, relative to the folder of the state. */
  readonly isOurs: (articleId: string, ledger: string) => boolean;
  /** Whether an article of an earlier run still has its source. */
  readonly isTaken: (articleId: string) => boolean;
  /** Every language there are versions in, those of earlier runs too. */
  readonly versions: readonly LanguageTag[];
  /** Holds back a file in which something could not be translated. */
  readonly holdIncomplete?: boolean;
  /** Holds back a file of which less was translated, in per cent of the segments that had to be. */
  readonly minTranslated?: number | undefined;
  /** What becomes of `url`, `slug`, `permalink` in a translation; default: they carry its language. */
  readonly addresses?: 'language' | 'drop' | 'keep';
  /** The language of a short text among some, where that is certain. */
  readonly languageOf?: (text: string, among: readonly LanguageTag[]) => LanguageTag | undefined;
  /** Where the site is served, without a slash at its end. */
  readonly baseUrl?: string;
  /** What becomes of corrections: they are kept in the ledger, and told to readers; default: neither. */
  readonly corrections?: 'off' | 'record' | 'note';
  /** Day of the run, ISO 8601. */
  readonly today: string;
  /** ISO 8601; only when asked for. */
  readonly translatedAt?: string;
  /** An output as the last run left it. */
  readonly previous: (articleId: string, target: LanguageTag) => PreviousOutput | undefined;
}

export interface PreviousOutput {
  /** Relative to the output folder. */
  readonly path: string;
  /** Abbreviated. */
  readonly hash: string;
  /** Its source and its configuration are still the same, and nothing was missing in it. */
  readonly stands: boolean;
}

/** How an article is written in its own form, where it is. */
export function rebuildOf(
  { format }: Pick<Article, 'format'>,
  { layout, rebuild }: Pick<WriteOptions, 'layout' | 'rebuild'>,
): Format['rebuild'] {
  return layout.format === 'md' ? rebuild?.(format) : undefined;
}

/** Where the ledger of an article goes. */
export function ledgerOf(
  { outputStem, ledgerStem }: Pick<Article, 'outputStem' | 'ledgerStem'>,
  { layout }: Pick<WriteOptions, 'layout'>,
): string {
  return ledgerPath(ledgerStem ?? outputStem, layout.prefix);
}

/** Where an article goes in one language. */
export function pathOf(
  article: Pick<Article, 'format' | 'outputStem' | 'path' | 'text'>,
  target: LanguageTag,
  options: WriteOptions,
): string {
  const own = rebuildOf(article, options)?.extension(article);
  const layout = own === undefined ? options.layout : { ...options.layout, format: own };
  return outputPath(article.outputStem, target, layout, article.path);
}

/** Where the last run put an output that has another name now, in the same layout; `undefined` where it has not. */
export function movedFrom(
  article: Planned,
  target: LanguageTag,
  path: string,
  options: WriteOptions,
): string | undefined {
  const before = options.previous(article.id, target)?.path;
  if (before === undefined || before === path || article.inPlace === true) return undefined;
  const { layout } = options;
  const format = rebuildOf(article, options)?.extension(article) ?? layout.format;
  const stem = stemOfOutput(before, target, { ...layout, format }, article.path);
  return stem === undefined || !options.out.holds(before) ? undefined : before;
}

/** The ledger of an article whose outputs have another name now. */
export function formerLedger(article: Planned, options: WriteOptions): string | undefined {
  const { layout, books } = options;
  const format = rebuildOf(article, options)?.extension(article) ?? layout.format;
  for (const { target } of article.targets) {
    const path = movedFrom(article, target, pathOf(article, target, options), options);
    const stem =
      path === undefined ? undefined : stemOfOutput(path, target, { ...layout, format }, article.path);
    const ledger = stem === undefined ? undefined : ledgerPath(stem, layout.prefix);
    if (ledger !== undefined && ledger !== ledgerOf(article, options) && books.holds(ledger)) return ledger;
  }
  return undefined;
}
