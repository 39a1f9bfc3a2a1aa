import { articlesOf } from '../crew/articles.js';
import { OutputFolder } from '../disk/output-folder.js';
import { type ExitCode, exitCodeOf, type TovmachError } from '../errors.js';
import { spoken } from '../message.js';
import type { Memory } from '../model/contracts.js';
import type { LanguageTag } from '../model/language.js';
import type { PassedOver } from '../model/passed-over.js';
import type { StaleReason } from '../model/staleness.js';
import type { FoundFile } from '../read/walk.js';
import { type Candidates, candidatesOf } from '../setup/candidates.js';
import { checksOf } from '../setup/checks.js';
import { prospectOf } from '../setup/courses.js';
import { findInputs, readRecords } from '../setup/inputs.js';
import { type WorkOptions, withJob } from '../setup/job.js';
import { holdCosts } from '../setup/prices.js';
import { planningLink } from '../setup/providers.js';
import { planUnits, recallOptions, type Setup } from '../setup/setup.js';
import type { ProviderLink } from '../translate/link.js';
import { type PlanSummariser, type PlanSummary, planSummariser } from '../translate/summarise.js';
import { openPreviousManifest } from '../write/manifest-read.js';
import { readState } from '../write/state.js';
import { sayAllowances } from './outputs/allowance.js';
import type { TermChange } from './outputs/freshness.js';
import { overLedgers } from './outputs/ledger-recovery.js';
import { stateNow } from './outputs/place.js';
import { tellStories, withFacts, withStories } from './outputs/stories.js';
import { surveyOutputs } from './outputs/survey.js';

/** What a run would do and cost. */

export interface PlanResult extends PlanSummary {
  /** Articles of which nothing has to be done; they are in no other number. */
  readonly unchanged: number;
  /** Files to be done, by why. */
  readonly redo: Readonly<Partial<Record<StaleReason, number>>>;
  /** Outputs that a change of the termbase touches, with the concepts that were changed, added or removed. */
  readonly termChanges: readonly TermChange[];
  /** Languages that segments were told apart among. */
  readonly languages: Candidates;
  /** Of `cost` and of the costs of the pairs; ISO 4217. */
  readonly currency: string;
  /** Files that could not be read. */
  readonly problems: readonly TovmachError[];
  /** Files of the folders that no format reads, with what could. */
  readonly passedOver: readonly PassedOver[];
  /** What the process ends with. */
  readonly exitCode: ExitCode;
}

/** Adds up what would be recalled, sent and paid, under the checks a run has. */
function summariserOf(
  setup: Setup,
  {
    memory,
    chain,
    candidates,
    signal,
  }: {
    readonly memory: Memory;
    readonly chain: readonly ProviderLink[];
    readonly candidates: readonly LanguageTag[];
    readonly signal: AbortSignal | undefined;
  },
): PlanSummariser {
  const prospect = prospectOf(setup, chain, signal);
  return planSummariser({
    memory,
    recall: recallOptions(setup),
    identitiesOf: prospect.identitiesOf,
    ...(chain.length === 0
      ? {}
      : {
          providerFor: async (unit) => {
            const link = await prospect.firstFor(unit);
            return link === undefined ? undefined : planningLink(link);
          },
        }),
    checks: checksOf(setup, candidates, chain),
  });
}

/** Reads what a run would read; sends and writes nothing. */
export function planArticles(
  setup: Setup,
  paths: readonly string[],
  options: WorkOptions,
): Promise<PlanResult> {
  return withJob(setup, { ...options, create: false }, async (job) => {
    const { only, stdin, signal } = options;
    const inputs = await findInputs(setup, paths, { only, stdin, skip: [setup.out] });
    const books = stateNow(setup);
    const state = await readState(books);
    const survey = await surveyOutputs(setup, inputs, state, { books });
    const chain = await job.openProviders();
    holdCosts(setup.config, chain, (said) => options.onEvent?.({ type: 'notice', ...said }));
    const store = await job.openStore();
    const { memory: found, problems: unreadable } = await job.openMemory(store, inputs);
    const folders = { folder: new OutputFolder(setup.out), books: new OutputFolder(books) };
    const memory = await overLedgers(found, { ...folders, setup, state, store }, signal);
    const read = (file: FoundFile) => readRecords(setup, file);
    const languages = await candidatesOf(setup, survey.files, read);
    const previous = await openPreviousManifest(books);
    const { candidates } = languages;
    const stories = await tellStories({ setup, survey, state, previous, candidates, signal }).finally(() =>
      previous.close(),
    );
    const { targets } = setup.config;
    const { todo, unchanged, reasons } = withStories(survey.freshness, stories, { state, targets });
    const summariser = summariserOf(setup, { memory, chain, candidates, signal });
    const problems = [...unreadable, ...survey.problems];
    const stated = todo.map((file) => withFacts(file, stories));
    for await (const step of articlesOf(setup, stated, { candidates, signal })) {
      if (step.type === 'problem') problems.push(step.problem);
      if (step.type === 'article') await summariser.add(planUnits(setup, step.article, survey.versions));
    }
    const summary = summariser.summary();
    await sayAllowances(chain, summary.pairs, {
      signal,
      notice: (said) => options.onEvent?.({ type: 'notice', ...spoken(said) }),
    });
    return {
      ...summary,
      unchanged: unchanged.size,
      redo: reasons,
      termChanges: survey.freshness.termChanges,
      languages,
      currency: setup.config.budget.currency,
      problems,
      passedOver: survey.passedOver,
      exitCode: exitCodeOf({
        problems,
        interrupted: signal?.aborted === true,
        written: summary.articles > 0,
      }),
    };
  });
}
