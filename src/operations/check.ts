import { EXIT, hintOf, TovmachError } from '../errors.js';
import type { ManifestBroken } from '../model/manifest.js';
import type { StaleOutput } from '../model/staleness.js';
import { Tally } from '../pipeline.js';
import type { Workshop } from '../setup/job.js';
import type { CheckResult, WorkOptions } from '../setup/work.js';
import { openPreviousManifest } from '../write/manifest-read.js';
import { readState } from '../write/state.js';
import { filesOf, findOrphans } from './outputs/orphans.js';
import { surveyOutputs } from './outputs/survey.js';

/** Whether the outputs are what a run would leave. Nothing is read beyond its hash, sent or written. */
export async function checkOutputs(
  workshop: Workshop,
  paths: readonly string[],
  options: WorkOptions,
): Promise<CheckResult> {
  const { out, config, directory } = workshop;
  const state = await readState(out);
  const manifest = await openPreviousManifest(out);
  try {
    const isRecorded = (id: string): boolean => manifest.has(id);
    const found: StaleOutput[] = [];
    const { only } = options;
    const onStale = (output: StaleOutput): void => void found.push(output);
    const survey = await surveyOutputs(workshop, paths, state, { only, isRecorded, onStale });
    const { freshness, roots, aside } = survey;
    const asked = survey.files.filter(({ path }) => !aside.has(path));
    const ids = asked.flatMap(({ path }) => state.ofFile(path).map(({ id }) => id)).filter(isRecorded);
    const findings = ids.sort().flatMap((id) => manifest.findingsOf(id));
    const named = new Set(asked.map(({ path }) => path));
    const broken = manifest.broken.filter(({ path }) => named.has(path));
    const tally = new Tally();
    for (const finding of findings) tally.finding(finding);
    tally.problems.push(...survey.problems, ...broken.map(asError));
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
      orphans: findOrphans({ state, directory, roots }).flatMap((orphan) => filesOf(orphan, out)),
      findings,
      problems: tally.problems,
      out,
      exitCode: stale.length > 0 ? EXIT.stale : tally.exitCode(outcome),
    };
  } finally {
    manifest.close();
  }
}

/** What the last run could not read it could not read for a reason that still stands. */
function asError(entry: ManifestBroken): TovmachError {
  const { path, line } = entry;
  const hint = hintOf(entry);
  return new TovmachError('INPUT_INVALID', entry, {
    file: path,
    ...(line === undefined ? {} : { line }),
    ...(hint === undefined ? {} : { hint }),
  });
}
