import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRegularFile } from '../../disk/regular.js';
import { type LanguageTag, sameLanguage } from '../../model/language.js';
import { onlyDefined } from '../../model/only-defined.js';
import type { StaleOutput, StaleReason } from '../../model/staleness.js';
import { sha256 } from '../../model/text.js';
import { hashOfFile } from '../../read/read.js';
import { absolutePath, type FoundFile } from '../../read/walk.js';
import { ledgerHashes } from '../../write/ledger.js';
import {
  type ArticleState,
  abbreviated,
  type OutputState,
  type OutputsState,
  shortHash,
} from '../../write/state.js';
import { textIn } from '../../write/text-form.js';

/** What there is to do: every source and every output compared with the state of the last run. */

/** An output a person changed since tovmach left it. */
export interface EditedOutput {
  readonly articleId: string;
  /** The source file relative to its root. */
  readonly path: string;
  readonly target: LanguageTag;
  /** Relative to the output folder. */
  readonly output: string;
  readonly ledger: string;
}

export interface Freshness {
  /** Files of which anything has to be done. */
  readonly todo: readonly FoundFile[];
  readonly rest: readonly FoundFile[];
  /** Articles of the rest. */
  readonly unchanged: ReadonlySet<string>;
  /** Files to do, by the first reason for it. */
  readonly reasons: Readonly<Partial<Record<StaleReason, number>>>;
  readonly edited: readonly EditedOutput[];
  /** Outputs that a change of the termbase touches, whatever else is to be done about them. */
  readonly termChanges: readonly TermChange[];
}

/** An output whose terms are others than when it was written. */
export interface TermChange {
  /** The source file relative to its root. */
  readonly path: string;
  /** Language of the output. */
  readonly target: LanguageTag;
  /** Relative to the output folder. */
  readonly output: string;
  /** Ids of the concepts, sorted. */
  readonly concepts: readonly string[];
}

export interface FreshnessOptions {
  /** Absolute. */
  readonly out: string;
  /** The folder of the state; absolute. */
  readonly books: string;
  readonly state: OutputsState;
  readonly targets: readonly LanguageTag[];
  readonly fingerprint: string;
  /** Fingerprints that differ only in engines which were added behind the others. */
  readonly alike?: ReadonlySet<string>;
  /** Engines that may be asked now; default: none. */
  readonly engines?: readonly string[];
  /** Whether the manifest speaks of an article; default: of all. */
  readonly isRecorded?: (id: string) => boolean;
  /** What the outputs of an article rest on of the termbase now, by target; absent: nothing is known of terms. */
  readonly termsOf?: (article: ArticleState) => ReadonlyMap<LanguageTag, Readonly<Record<string, string>>>;
  /** Told every stale output. */
  readonly onStale?: (output: StaleOutput) => void;
}

/** Reads sources and outputs no further than to hash them. */
export function assessFreshness(files: readonly FoundFile[], options: FreshnessOptions): Freshness {
  const { state, targets, onStale } = options;
  const todo: FoundFile[] = [];
  const rest: FoundFile[] = [];
  const unchanged = new Set<string>();
  const reasons: Partial<Record<StaleReason, number>> = {};
  const edited: EditedOutput[] = [];
  const termChanges: TermChange[] = [];
  for (const file of files) {
    const articles = state.ofFile(file.path).filter(({ records }) => records > 0);
    const source = articles.length === 0 ? undefined : hashOfSource(file);
    const changes = articles.flatMap((article) => changedTerms(article, options));
    termChanges.push(...changes);
    const isWhole = articles.length > 0 && articles.length === articles[0]?.records;
    const found = isWhole
      ? articles.flatMap((article) => staleOutputs(article, file, { source, changes }, options))
      : targets
          .filter((target) => !isThere(file, target))
          .map(
            (target): StaleOutput => ({
              path: file.path,
              target,
              reason: articles.length === 0 ? 'new' : 'incomplete',
            }),
          );
    const touched = articles.flatMap((article) => touchedOutputs(article, options));
    const reason = found[0]?.reason;
    if (reason !== undefined) reasons[reason] = (reasons[reason] ?? 0) + 1;
    for (const output of found) onStale?.(output);
    edited.push(...touched.filter(({ byHand }) => byHand));
    // Nothing is to be made of it, and nobody has looked at it yet.
    const isUnseen = articles.length === 0 && file.inPlace !== true;
    if (found.length > 0 || touched.length > 0 || isUnseen) {
      todo.push(file);
      continue;
    }
    rest.push(file);
    for (const { id } of articles) unchanged.add(id);
  }
  return { todo, rest, unchanged, reasons, edited, termChanges };
}

/** Whether a version by another hand lies beside the source. */
function isThere({ versions = [] }: FoundFile, target: LanguageTag): boolean {
  return versions.some((tag) => sameLanguage(tag, target));
}

function staleOutputs(
  article: ArticleState,
  file: FoundFile,
  { source, changes }: { readonly source: string | undefined; readonly changes: readonly TermChange[] },
  options: FreshnessOptions,
): StaleOutput[] {
  const { targets, out, books, isRecorded = () => true } = options;
  const hasBooks = isRecorded(article.id) && isSound(article, books);
  return targets.flatMap((target): StaleOutput[] => {
    if (article.own?.includes(target) === true || isThere(file, target)) return [];
    if (article.aside?.[target] !== undefined) return [];
    const output = article.outputs[target];
    const reason =
      output === undefined
        ? 'new'
        : (reasonOf(output, source, options, hasBooks && isOwnFile(join(out, output.path))) ??
          (changes.some((change) => change.output === output.path) ? 'terms-changed' : undefined));
    if (reason === undefined) return [];
    return [{ path: article.path, target, ...onlyDefined({ output: output?.path }), reason }];
  });
}

/** Outputs of an article that rest on other terms than they were written with. */
function changedTerms(article: ArticleState, { targets, termsOf }: FreshnessOptions): TermChange[] {
  if (termsOf === undefined) return [];
  const now = termsOf(article);
  return Object.entries(article.outputs).flatMap(([target, { path: output, terms = {} }]) => {
    const rests = now.get(target);
    if (rests === undefined || !targets.includes(target)) return [];
    const concepts = [...new Set([...Object.keys(terms), ...Object.keys(rests)])]
      .filter((id) => terms[id] !== rests[id])
      .sort();
    return concepts.length === 0 ? [] : [{ path: article.path, target, output, concepts }];
  });
}

/** The ledger is there, and as it was left: a cut one would be found out only when it is needed. */
function isSound({ ledger, ledgerHash }: ArticleState, books: string): boolean {
  const path = join(books, ledger);
  return ledgerHash === undefined ? existsSync(path) : hashOf(path) === ledgerHash;
}

function reasonOf(
  output: OutputState,
  source: string | undefined,
  { fingerprint, alike, engines = [] }: FreshnessOptions,
  isThere: boolean,
): StaleReason | undefined {
  if (output.source !== source) return 'source-changed';
  if (output.config !== fingerprint && alike?.has(output.config) !== true) return 'config-changed';
  if (!isThere) return 'missing';
  if (output.failed !== undefined) return 'incomplete';
  return untriedOf(output, engines).length > 0 ? 'engine-added' : undefined;
}

/** Engines that were not there when an output was left with a grave finding. */
export function untriedOf({ tried }: OutputState, engines: readonly string[]): readonly string[] {
  return tried === undefined ? [] : engines.filter((engine) => !tried.includes(engine));
}

/** Outputs that are not as the state has them: edited, or left by a run that ended before it could write its state. */
function touchedOutputs(
  { id, path, ledger, outputs }: ArticleState,
  { out, books }: Pick<FreshnessOptions, 'out' | 'books'>,
): (EditedOutput & { byHand: boolean })[] {
  return Object.entries(outputs).flatMap(([target, output]) => {
    const bytes = bytesOf(join(out, output.path));
    if (bytes === undefined || shortHash(bytes) === output.hash) return [];
    // Other line ends, as git may give a checkout, are no edit.
    const plain = textIn(bytes)?.text;
    const hashes = [shortHash(bytes), ...(plain === undefined ? [] : [shortHash(plain)])];
    if (hashes.includes(output.hash)) return [];
    const recorded = ledgerHashes(bytesOf(join(books, ledger))?.toString('utf8') ?? '').get(output.path);
    const byHand = recorded === undefined || !hashes.includes(abbreviated(recorded));
    return [{ articleId: id, path, target, output: output.path, ledger, byHand }];
  });
}

/** A link in its place is none of ours, whatever it leads to. */
function isOwnFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function hashOf(path: string): string | undefined {
  const bytes = bytesOf(path);
  return bytes === undefined ? undefined : shortHash(bytes);
}

/** Of a source, which may be a link to somewhere else, and large. */
function hashOfSource(file: FoundFile): string | undefined {
  const { elsewhere } = file;
  if (elsewhere instanceof Uint8Array) return abbreviated(sha256(elsewhere));
  try {
    return abbreviated(hashOfFile(absolutePath(file)));
  } catch {
    return undefined;
  }
}

/** Of a regular file: links, pipes and devices have nothing that a run left. */
function bytesOf(path: string): Buffer | undefined {
  try {
    return isRegularFile(path) ? readFileSync(path) : undefined;
  } catch {
    return undefined;
  }
}
