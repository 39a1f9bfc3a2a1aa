import { EXIT, type ExitCode, hintOf, TovmachError } from '../errors.js';
import type { Finding } from '../model/finding.js';
import type { ManifestBroken } from '../model/manifest.js';
import type { PassedOver } from '../model/passed-over.js';
import type { StaleOutput } from '../model/staleness.js';
import { findInputs } from '../setup/inputs.js';
import type { WorkOptions } from '../setup/job.js';
import type { Setup } from '../setup/setup.js';
import { openPreviousManifest } from '../write/manifest-read.js';
import { readState } from '../write/state.js';
import { filesOf, findOrphans } from './outputs/orphans.js';
import { stateNow } from './outputs/place.js';
import { tellStories, withStories } from './outputs/stories.js';
import { surveyOutputs } from './outputs/survey.js';
import { Tally } from './outputs/tally.js';

/** Whether the outputs are what a run would leave. */

/** What a run would do again, without doing it; every path relative, forward slashes. */
export interface CheckResult {
  /** Articles that are in the output folder for the files named. */
  readonly articles: number;
  /** In the order of their sources. */
  readonly stale: readonly StaleOutput[];
  /** Outputs changed by hand since they were written; the next run takes the edits into memory. */
  readonly edited: readonly string[];
  /** Outputs whose source is gone. */
  readonly orphans: readonly string[];
  /** Those of the outputs that are there, in their order. */
  readonly findings: readonly Finding[];
  /** Files that could not be read, now or by the run. */
  readonly problems: readonly TovmachError[];
  /** Files of the folders that no format reads, with what could. */
  readonly passedOver: readonly PassedOver[];
  /** The output folder; absolute. */
  readonly out: string;
  /** What the process ends with: `EXIT.stale` where anything is stale. */
  readonly exitCode: ExitCode;
}

/** Nothing is read beyond its hash, sent or written. */
export async function checkOutputs(
  setup: Setup,
  paths: readonly string[],
  { only, stdin }: WorkOptions,
): Promise<CheckResult> {
  const { out, config, directory } = setup;
  const books = stateNow(setup);
  const state = await readState(books);
  const manifest = await openPreviousManifest(books);
  try {
    const isRecorded = (id: string): boolean => manifest.has(id);
    const found: StaleOutput[] = [];
    const onStale = (output: StaleOutput): void => void found.push(output);
    const inputs = await findInputs(setup, paths, { only, stdin, skip: [out] });
    const survey = await surveyOutputs(setup, inputs, state, { isRecorded, onStale, books });
    const stories = await tellStories({ setup, survey, state, previous: manifest });
    const freshness = withStories(survey.freshness, stories, { state, targets: config.targets, onStale });
    const { roots, aside } = survey;
    const asked = survey.files.filter(({ path }) => !aside.has(path));
    const ids = asked.flatMap(({ path }) => state.ofFile(path).map(({ id }) => id)).filter(isRecorded);
    const findings = ids.sort().flatMap((id) => manifest.findingsOf(id));
    const named = new Set(asked.map(({ path }) => path));
    const broken = manifest.broken.filter(({ path }) => named.has(path));
    const tally = new Tally();
    for (const finding of findings) tally.finding(finding);
    tally.problems.push(...survey.problems, ...broken.map(problemIn));
    // What cannot be read has no outputs that could be stale.
    const unreadable = new Set(broken.map(({ path }) => path));
    const stale = found.filter(
      ({ path, reason }) => !(unreadable.has(path) && (reason === 'new' || reason === 'incomplete')),
    );
    const outcome = { interrupted: false, failOn: config.failOn, written: ids.length > 0 };
    return {
      articles: ids.length,
      stale,
      edited: freshness.edited.map(({ output }) => output),
      orphans: findOrphans({ state, directory, roots, unseen: survey.unseen }).flatMap((orphan) =>
        filesOf(orphan, out),
      ),
      findings,
      problems: tally.problems,
      passedOver: survey.passedOver,
      out,
      exitCode: stale.length > 0 ? EXIT.stale : tally.exitCode(outcome),
    };
  } finally {
    manifest.close();
  }
}

/** What the last run could not read it could not read for a reason that still stands. */
function problemIn(entry: ManifestBroken): TovmachError {
  const { path, line } = entry;
  return new TovmachError('INPUT_INVALID', entry, { file: path, line, hint: hintOf(entry) });
}
