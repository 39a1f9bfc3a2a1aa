import { EXIT, TovmachError } from '../errors.js';
import type { Finding } from '../model/finding.js';
import { Tally } from '../pipeline.js';
import type { CheckResult, WorkOptions } from '../results.js';
import type { Workshop } from '../workshop.js';
import { openPreviousManifest } from '../write/manifest.js';
import { readState } from '../write/state.js';
import { filesOf, findOrphans } from './orphans.js';
import { surveyOutputs } from './survey.js';

/** Whether the outputs are what a run would leave. Nothing is read beyond its hash, sent or written. */
export async function checkOutputs(
  workshop: Workshop,
  paths: readonly string[],
  options: WorkOptions,
): Promise<CheckResult> {
  const { out, config, directory } = workshop;
  const state = await readState(out);
  const survey = await surveyOutputs(workshop, paths, state, options);
  const { freshness } = survey;
  const manifest = await openPreviousManifest(out);
  const tally = new Tally();
  const findings: Finding[] = [];
  let articles = 0;
  try {
    const inScope = new Set(
      survey.files
        .filter(({ path }) => !survey.aside.has(path))
        .flatMap(({ path }) => state.ofFile(path).map(({ id }) => id)),
    );
    for (const id of [...inScope].sort()) {
      const record = manifest.article(id);
      if (record === undefined) continue;
      articles += 1;
      findings.push(...record.findings);
    }
    for (const finding of findings) tally.finding(finding);
    const named = new Set(survey.files.filter(({ path }) => !survey.aside.has(path)).map(({ path }) => path));
    tally.problems.push(
      ...survey.problems,
      ...manifest.broken
        .filter(({ path }) => named.has(path))
        .map(
          ({ message, path, line, hint }) =>
            new TovmachError('INPUT_INVALID', message, {
              file: path,
              ...(line === undefined ? {} : { line }),
              ...(hint === undefined ? {} : { hint }),
            }),
        ),
    );
  } finally {
    manifest.close();
  }
  // A file that cannot be read has no outputs to be stale.
  const unreadable = new Set(tally.problems.map(({ file }) => file));
  const stale = freshness.stale.filter(({ path, reason }) => !(reason === 'new' && unreadable.has(path)));
  const orphans = findOrphans({ state, directory, roots: survey.roots }).flatMap((orphan) =>
    filesOf(orphan, out),
  );
  const exitCode =
    stale.length > 0
      ? EXIT.stale
      : tally.exitCode({ interrupted: false, failOn: config.failOn, written: articles > 0 });
  return {
    articles,
    stale,
    edited: freshness.edited.map(({ output }) => output),
    orphans,
    findings,
    problems: tally.problems,
    out,
    exitCode,
  };
}
