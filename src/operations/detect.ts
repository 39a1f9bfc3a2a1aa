import { articlesOf } from '../crew/articles.js';
import { type ExitCode, exitCodeOf, type TovmachError } from '../errors.js';
import type { PassedOver } from '../model/passed-over.js';
import type { Identified } from '../model/stages.js';
import type { FoundFile } from '../read/walk.js';
import { type Candidates, candidatesOf } from '../setup/candidates.js';
import { findInputs, readRecords } from '../setup/inputs.js';
import type { WorkOptions } from '../setup/job.js';
import type { Setup } from '../setup/setup.js';

/** Which language every segment of some articles is in. */

export type DetectWork = WorkOptions;

/** Ledgers of articles, read as they are asked for. */
export interface DetectResult {
  /** Languages that segments were told apart among. */
  readonly languages: Candidates;
  /** In input order; read as they are asked for, once. */
  readonly articles: AsyncIterable<Identified>;
  /** Complete when `articles` has ended. */
  readonly problems: readonly TovmachError[];
  /** Files of the folders that no format reads, with what could. */
  readonly passedOver: readonly PassedOver[];
  /** Of what was read so far; final when `articles` has ended. */
  readonly exitCode: ExitCode;
}

/**
 * Ledgers of articles; nothing is sent or written.
 * @param refuseWhenClosed articles are read when they are asked for, by an instance that is still open or not at all
 */
export async function detectArticles(
  setup: Setup,
  paths: readonly string[],
  options: DetectWork,
  refuseWhenClosed: () => void,
): Promise<DetectResult> {
  const { only, stdin, signal } = options;
  const inputs = await findInputs(setup, paths, { only, stdin });
  const read = (file: FoundFile) => readRecords(setup, file);
  const languages = await candidatesOf(setup, inputs.files, read);
  const problems = [...inputs.problems];
  let articles = 0;
  const { candidates } = languages;
  const identified = async function* (): AsyncGenerator<Identified> {
    refuseWhenClosed();
    for await (const step of articlesOf(setup, inputs.wanted, { candidates, signal })) {
      if (step.type === 'problem') problems.push(step.problem);
      if (step.type !== 'article') continue;
      articles += 1;
      yield step.article;
      refuseWhenClosed();
    }
  };
  return {
    languages,
    articles: identified(),
    problems,
    passedOver: inputs.passedOver,
    get exitCode() {
      return exitCodeOf({ problems, interrupted: signal?.aborted === true, written: articles > 0 });
    },
  };
}
