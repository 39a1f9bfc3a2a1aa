import { hintOf, type PlainError } from '../errors.js';
import type { Say } from '../i18n.js';
import { inEnglish } from '../message.js';
import { atLeast, type Finding, SEVERITIES, type Severity, suggestionOf } from '../model/finding.js';
import { onlyDefined } from '../model/only-defined.js';
import type { PassedOver } from '../model/passed-over.js';
import type { StaleOutput } from '../model/staleness.js';
import { sha256 } from '../model/text.js';
import type { OutputTexts } from '../write/render.js';

/** What a check found, as one flat list that every format prints in its own way. Pure. */

/** A file that could not be read, as a plain error. */
export type CheckProblem = Omit<PlainError, 'stack'>;

/** The result of a check as plain data. */
export interface CheckState {
  /** Articles that are in the output folder for the files named. */
  readonly articles: number;
  /** Outputs a run would write again, in the order of their sources. */
  readonly stale: readonly StaleOutput[];
  /** Outputs changed by hand, relative to the output folder. */
  readonly edited: readonly string[];
  /** Outputs whose source is gone, relative to the output folder. */
  readonly orphans: readonly string[];
  /** What is wrong with the outputs that are there. */
  readonly findings: readonly Finding[];
  /** Files that could not be read. */
  readonly problems: readonly CheckProblem[];
  /** Files of the folders that no format reads. */
  readonly passedOver: readonly PassedOver[];
  /** What the process ends with. */
  readonly exitCode: number;
}

export interface CheckReportOptions {
  readonly failOn: Severity | 'never';
  readonly texts: OutputTexts;
  /** Says a message in the same language. */
  readonly say: Say;
  /** `texts` in English: what a thing is known by does not change with the language. */
  readonly english: OutputTexts;
  readonly version: string;
  /** BCP 47 tag of `texts`. */
  readonly language: string;
  /** A source file as the reader of the report finds it, e.g. relative to the repository. */
  readonly source: (path: string) => string;
  /** The same for a file of the output folder. */
  readonly output: (path: string) => string;
  /** When the check ended. */
  readonly at: Date;
}

/** In the order in which a report tells them. */
export const ENTRY_KINDS = ['problem', 'stale', 'finding', 'edited', 'orphan'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export interface CheckEntry {
  readonly kind: EntryKind;
  /** `unreadable-source`, `stale-output`, `edited-output`, `orphan-output`, or the check that made the finding. */
  readonly rule: string;
  /** `error` exactly where it decides the exit code. */
  readonly level: 'error' | 'warning' | 'note';
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  /** The same from one check to the next, wherever the line has gone. */
  readonly fingerprint: string;
}

type Draft = Omit<CheckEntry, 'fingerprint'> & {
  /** The message in English. */
  readonly english: string;
  readonly identity?: readonly (string | undefined)[];
};

function entry({ identity = [], english, ...draft }: Draft): CheckEntry {
  const { kind, rule, file } = draft;
  return { ...draft, fingerprint: sha256(JSON.stringify([kind, rule, file, english, ...identity])) };
}

const place = (line: number | undefined, column: number | undefined): { line?: number; column?: number } =>
  line === undefined ? {} : column === undefined ? { line } : { line, column };

function fromProblem(problem: CheckProblem, options: CheckReportOptions): CheckEntry {
  const { file, line, column } = problem;
  const hint = hintOf(problem);
  const said = (say: Say): string => (hint === undefined ? say(problem) : `${say(problem)} → ${say(hint)}`);
  return entry({
    kind: 'problem',
    rule: 'unreadable-source',
    level: 'error',
    ...onlyDefined({ file: file === undefined ? undefined : options.source(file) }),
    ...place(line, column),
    message: said(options.say),
    english: said(inEnglish),
  });
}

function fromStale(stale: StaleOutput, options: CheckReportOptions): CheckEntry {
  const { path, target, reason } = stale;
  const output = stale.output === undefined ? target : options.output(stale.output);
  return entry({
    kind: 'stale',
    rule: 'stale-output',
    level: 'error',
    file: options.source(path),
    message: options.texts(`check.stale.${reason}`, { output, target }),
    english: options.english(`check.stale.${reason}`, { output, target }),
    identity: [target],
  });
}

const LEVELS: Readonly<Record<Severity, CheckEntry['level']>> = {
  neutral: 'note',
  minor: 'note',
  major: 'warning',
  critical: 'warning',
};

function fromFinding(finding: Finding, options: CheckReportOptions): CheckEntry {
  const { check, severity, path, line, column, target, segmentId } = finding;
  const suggestion = suggestionOf(finding);
  const fails = options.failOn !== 'never' && atLeast(severity, options.failOn);
  const where = target === undefined ? '' : ` (${target})`;
  const said = (grade: string, say: Say): string =>
    `${grade}${where}: ${say(finding)}${suggestion === undefined ? '' : ` → ${say(suggestion)}`}`;
  return entry({
    kind: 'finding',
    rule: check,
    level: fails ? 'error' : LEVELS[severity],
    ...onlyDefined({ file: path === undefined ? undefined : options.source(path) }),
    ...place(line, column),
    message: said(options.texts(`severity.${severity}`), options.say),
    english: said(severity, inEnglish),
    identity: [segmentId],
  });
}

function fromOutput(kind: 'edited' | 'orphan', path: string, options: CheckReportOptions): CheckEntry {
  return entry({
    kind,
    rule: `${kind}-output`,
    level: kind === 'edited' ? 'note' : 'warning',
    file: options.output(path),
    message: options.texts(`check.${kind}`),
    english: options.english(`check.${kind}`),
  });
}

/** Everything the check found, gravest findings first within their kind. */
export function checkEntries(state: CheckState, options: CheckReportOptions): CheckEntry[] {
  const rank = (finding: Finding): number => SEVERITIES.indexOf(finding.severity);
  const findings = [...state.findings].sort((a, b) => rank(b) - rank(a));
  return [
    ...state.problems.map((problem) => fromProblem(problem, options)),
    ...state.stale.map((stale) => fromStale(stale, options)),
    ...findings.map((finding) => fromFinding(finding, options)),
    ...state.edited.map((path) => fromOutput('edited', path, options)),
    ...state.orphans.map((path) => fromOutput('orphan', path, options)),
  ];
}

/** `12 articles: 3 outputs to write, 1 finding`. */
export function checkVerdict(state: CheckState, texts: OutputTexts): string {
  const counts = [
    ['problems', state.problems.length],
    ['outputs', state.stale.length],
    ['findings', state.findings.length],
    ['editedOutputs', state.edited.length],
    ['orphans', state.orphans.length],
  ] as const;
  const told = counts
    .filter(([, count]) => count > 0)
    .map(([key, count]) => texts(`check.count.${key}`, { count }));
  const articles = texts('check.count.articles', { count: state.articles });
  if (state.stale.length === 0 && state.problems.length === 0) told.unshift(texts('check.current'));
  return `${articles}: ${told.join(', ')}`;
}
