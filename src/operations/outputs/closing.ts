import type { OutputFolder } from '../../disk/output-folder.js';
import type { ExitCode, TovmachError } from '../../errors.js';
import type { TranslationStore } from '../../memory/translation-store.js';
import { messages, type Said } from '../../message.js';
import type { OutputChanges } from '../../model/changes.js';
import type { LanguageTag } from '../../model/language.js';
import type { Counts, EngineQuality } from '../../model/manifest.js';
import type { PassedOver } from '../../model/passed-over.js';
import type { FoundFile } from '../../read/walk.js';
import type { Candidates } from '../../setup/candidates.js';
import { checkNamesOf } from '../../setup/checks.js';
import type { Setup } from '../../setup/setup.js';
import type { TranslationStatistics } from '../../translate/statistics.js';
import type { OutputsState } from '../../write/state.js';
import type { SubmittedBatch } from '../batching/submit.js';
import { appliedMark, noteRun } from './last-run.js';
import { filesOf, findOrphans, findSuperseded, pruneOrphans, pruneSuperseded } from './orphans.js';
import { nobodyTranslates } from './preflight.js';
import type { Register } from './register.js';
import { copyResources } from './resources.js';
import type { Survey } from './survey.js';
import type { FindingTotals } from './tally.js';

/** The end of a run, wherever its articles were done: orphans, the books, and what there is to say of it. */

const say = messages('run', {
  keptEdits: 'changed by hand, and therefore kept: {{files}}',
});

/** What a changed source changes for the readers of one output. */
export interface ArticleChanges extends OutputChanges {
  /** The source file relative to its root. */
  readonly path: string;
  /** Id of the article. */
  readonly article: string;
}

/** What a run did, and what it left behind. */
export interface RunSummary {
  /** Articles of the run, those of which nothing had to be done among them. */
  readonly articles: number;
  /** Articles of which nothing had to be done. */
  readonly unchanged: number;
  /** Sentences changed by hand in the outputs that went into memory as human translations. */
  readonly edits: number;
  /** Outputs whose source is gone. */
  readonly orphans: readonly string[];
  /** Those that were removed. */
  readonly pruned: readonly string[];
  /** Languages that were asked for, as BCP 47 tags. */
  readonly targets: readonly LanguageTag[];
  /** Languages that segments were told apart among. */
  readonly languages: Candidates;
  /** Mean share of each language over the articles. */
  readonly langs: Readonly<Record<LanguageTag, number>>;
  /** Segments in another language than their article. */
  readonly flagged: number;
  /** Segments over all outputs. */
  readonly counts: Counts;
  /** Engines whose translations are in the outputs. */
  readonly engines: readonly string[];
  /** What came of the segments of each engine, by its name; what each provider cost is in `statistics`. */
  readonly byEngine: Readonly<Record<string, EngineQuality>>;
  /** What was sent, billed, remembered and shared. */
  readonly statistics: TranslationStatistics;
  /** Of the costs; ISO 4217. */
  readonly currency: string;
  /** Batches that were handed over, where the run was one for batches. */
  readonly batches?: readonly SubmittedBatch[];
  /** What is wrong with texts: how many, and the gravest. */
  readonly findings: FindingTotals;
  /** Files that could not be read or written. */
  readonly problems: readonly TovmachError[];
  /** Files of the folders that no format reads, with what could. */
  readonly passedOver: readonly PassedOver[];
  /** What changed sources change for readers, by article and output, in the order of the articles. */
  readonly changes: readonly ArticleChanges[];
  /** Files whose bytes changed. */
  readonly written: number;
  /** The output folder; absolute. */
  readonly out: string;
  /** What the process ends with, findings at or above `failOn` counted. */
  readonly exitCode: ExitCode;
}

export interface ClosingParts {
  readonly setup: Setup;
  readonly folder: OutputFolder;
  /** Of the state. */
  readonly books: OutputFolder;
  readonly state: OutputsState;
  readonly survey: Pick<Survey, 'aside' | 'passedOver' | 'roots' | 'unseen'> & {
    /** Sources that page bundles are looked for at. */
    readonly files: readonly FoundFile[];
  };
  readonly register: Register;
  readonly store: TranslationStore;
  /** Articles of which nothing had to be done. */
  readonly unchanged: ReadonlySet<string>;
  readonly languages: Candidates;
  /** Sentences changed by hand that went into memory. */
  readonly edits: number;
  readonly statistics: TranslationStatistics;
  /** When it began, in milliseconds since 1970. */
  readonly began: number;
  /** Remove outputs whose source is gone. */
  readonly prune: boolean;
  /** Not all of it was done. */
  readonly interrupted: boolean;
  readonly onNotice: (said: Said) => void;
}

/** Writes the books of a run whose articles are done. */
export async function closeRun(parts: ClosingParts): Promise<RunSummary> {
  const { setup, register, survey, store, unchanged, languages, interrupted, onNotice } = parts;
  const { config, out, texts } = setup;
  const nobody = nobodyTranslates(register.tally.unserved, config.models.download === 'ask');
  if (nobody !== undefined && !interrupted) onNotice(nobody);
  const orphans = await orphansOf(parts);
  const language = config.uiLanguage ?? 'en';
  await noteRun(setup, store, parts.began);
  const engines = await register.close({
    unchanged,
    languages,
    orphans: orphans.left,
    texts: texts.forLanguage(language, 'output'),
    say: texts.messages(language),
    checks: checkNamesOf(setup),
    onNotice,
  });
  if (!interrupted) {
    for (const said of await copyResources(parts)) onNotice(said);
    if (survey.aside.size === 0) await store.setMark(appliedMark(setup), await store.lastReviewed());
  }
  const { counts, langs, findings, articles, flagged, written } = register.tally;
  return {
    articles,
    unchanged: unchanged.size,
    edits: parts.edits,
    orphans: orphans.left,
    pruned: orphans.pruned,
    targets: config.targets,
    languages,
    langs,
    flagged,
    counts,
    engines,
    byEngine: register.tally.byEngine,
    statistics: parts.statistics,
    currency: config.budget.currency,
    findings,
    problems: register.tally.problems,
    passedOver: survey.passedOver,
    changes: register.changes,
    written,
    out,
    exitCode: register.tally.exitCode({ interrupted, failOn: config.failOn }),
  };
}

/** Outputs whose source is gone: named, and removed only where that was asked for. */
async function orphansOf(
  parts: ClosingParts,
): Promise<{ left: readonly string[]; pruned: readonly string[] }> {
  const { setup, state, survey, prune, interrupted, onNotice } = parts;
  const { out, directory } = setup;
  const orphans = findOrphans({ state, directory, roots: survey.roots, unseen: survey.unseen });
  const superseded = findSuperseded(state);
  if (!prune || interrupted)
    return { left: [...orphans, ...superseded].flatMap((orphan) => filesOf(orphan, out)), pruned: [] };
  const gone = await pruneOrphans(orphans, state, parts);
  const replaced = await pruneSuperseded(superseded, state, parts.folder);
  const removed = [...gone.removed, ...replaced.removed];
  const kept = [...gone.kept, ...replaced.kept];
  if (kept.length > 0) onNotice(say.keptEdits({ files: kept.join(', ') }));
  return { left: kept, pruned: removed };
}
