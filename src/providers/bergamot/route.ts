import type { LanguageTag } from '../../model/language.js';
import type { ModelFiles } from './messages.js';

/** How a pair is translated with what is installed. */
export interface Route {
  readonly models: readonly ModelFiles[];
  /** Named in every translation: pair, architecture, version. */
  readonly name: string;
  readonly pivot?: LanguageTag;
}

/** Where a local engine finds its models. */
export interface RouteFinder {
  /** What is installed now; asks no network. */
  find(source: LanguageTag, target: LanguageTag): Promise<Route | undefined>;
  /** Whether the missing models of a pair could be installed. */
  canInstall(source: LanguageTag, target: LanguageTag, signal: AbortSignal | undefined): Promise<boolean>;
  /** Installs the missing models of a pair, after asking where that is wanted. @throws TovmachError */
  install(source: LanguageTag, target: LanguageTag, signal: AbortSignal): Promise<void>;
  /** Changes whenever the installed models do. */
  readonly fingerprint: string;
  close(): Promise<void>;
}
