import { type ErrorCode, EXIT, EXIT_CODES, type ExitCode, type TovmachError } from './errors.js';

/** When several codes apply, the first of these decides. */
const PRECEDENCE: readonly ExitCode[] = [
  EXIT.interrupted,
  EXIT.internal,
  EXIT.usage,
  EXIT.person,
  EXIT.output,
  EXIT.input,
  EXIT.later,
  EXIT.stale,
  EXIT.partial,
  EXIT.findings,
];

export interface Outcome {
  readonly interrupted: boolean;
  /** Files or articles that could not be done at all. */
  readonly problems: readonly TovmachError[];
  /** Codes of the units that failed. */
  readonly failures: Iterable<ErrorCode | 'CHECK'>;
  /** A finding at or above `--fail-on` was made. */
  readonly findings: boolean;
  /** Something is in the output folder. */
  readonly written: boolean;
}

/** The exit code of a run. Input and try-later codes are used only when nothing was written. */
export function exitCodeOf(outcome: Outcome): ExitCode {
  const codes = new Set<ExitCode>();
  if (outcome.interrupted) codes.add(EXIT.interrupted);
  if (outcome.findings) codes.add(EXIT.findings);
  const soften = (code: ExitCode): ExitCode =>
    outcome.written && (code === EXIT.input || code === EXIT.later) ? EXIT.partial : code;
  for (const problem of outcome.problems) codes.add(soften(problem.exitCode));
  for (const failure of outcome.failures) {
    const code = failure === 'CHECK' || failure === 'UNSUPPORTED_PAIR' ? EXIT.partial : EXIT_CODES[failure];
    codes.add(soften(code));
  }
  return PRECEDENCE.find((code) => codes.has(code)) ?? EXIT.ok;
}
