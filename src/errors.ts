import { messages, reasonOf, type Said, spoken, type Values } from './message.js';

/**
 * The closed error family. Wrong text is a Finding; a unit that could not be translated is a failed
 * Translation; work that could not be done at all is a TovmachError.
 */

const say = messages('run', {
  internal: 'internal error: {{reason}}',
  reportTheBug: 'This is a bug in tovmach; the other files were done. Run again with --debug and report it.',
});

/** Process exit codes, as documented in the README. */
export const EXIT = {
  ok: 0,
  findings: 1,
  usage: 2,
  input: 3,
  person: 4,
  later: 5,
  partial: 6,
  output: 7,
  stale: 8,
  internal: 70,
  interrupted: 130,
} as const;

/** What a process ends with; the values of `EXIT`. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The one table from error code to exit code. */
export const EXIT_CODES = {
  USAGE: EXIT.usage,
  CONFIG: EXIT.usage,
  LOCALE: EXIT.usage,
  UNSUPPORTED_PAIR: EXIT.usage,
  INPUT_NOT_FOUND: EXIT.input,
  INPUT_UNREADABLE: EXIT.input,
  INPUT_INVALID: EXIT.input,
  INPUT_TOO_LARGE: EXIT.input,
  AUTH: EXIT.person,
  QUOTA: EXIT.person,
  BUDGET: EXIT.person,
  MISSING_DEPENDENCY: EXIT.person,
  RATE_LIMIT: EXIT.later,
  UNAVAILABLE: EXIT.later,
  BAD_RESPONSE: EXIT.later,
  REJECTED: EXIT.later,
  TOO_LARGE: EXIT.later,
  PENDING: EXIT.later,
  MODEL: EXIT.partial,
  OUTPUT: EXIT.output,
  STORE: EXIT.output,
  LOCKED: EXIT.output,
  STALE: EXIT.stale,
  INTERNAL: EXIT.internal,
  ABORTED: EXIT.interrupted,
} as const satisfies Record<string, ExitCode>;

/**
 * What went wrong, as one word that programs can rely on; `EXIT_CODES` says what a process ends with for
 * each.
 */
export type ErrorCode = keyof typeof EXIT_CODES;

/** Why a unit has no translation: an error of a provider, or `CHECK` where every answer to it was refused. */
export type FailureCode = ErrorCode | 'CHECK';

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

/** What an exit code is made of; absent: nothing of the kind. */
export interface Outcome {
  /** Files or articles that could not be done at all. */
  readonly problems: readonly TovmachError[];
  readonly interrupted?: boolean;
  /** Codes of the units that failed. */
  readonly failures?: Iterable<FailureCode>;
  /** A finding at or above `failOn` was made. */
  readonly findings?: boolean;
  /** Something was done all the same: input and try-later codes then say "in part". */
  readonly written?: boolean;
  /** Of all that had to be translated nothing was: what a provider's failures say is then not softened. */
  readonly untranslated?: boolean;
}

/** The exit code of a call, by the one order of precedence. */
export function exitCodeOf(outcome: Outcome): ExitCode {
  const { problems, interrupted = false, failures = [], findings = false, written = false } = outcome;
  const { untranslated = false } = outcome;
  const codes = new Set<ExitCode>();
  if (interrupted) codes.add(EXIT.interrupted);
  if (findings) codes.add(EXIT.findings);
  const soften = (code: ExitCode): ExitCode =>
    written && (code === EXIT.input || code === EXIT.later) ? EXIT.partial : code;
  for (const problem of problems) codes.add(soften(problem.exitCode));
  for (const failure of failures) {
    const code = failure === 'CHECK' || failure === 'UNSUPPORTED_PAIR' ? EXIT.partial : EXIT_CODES[failure];
    // What a batch will answer is worth coming back for, however much was written.
    codes.add(untranslated || failure === 'PENDING' ? code : soften(code));
  }
  return PRECEDENCE.find((code) => codes.has(code)) ?? EXIT.ok;
}

/** The article an error was met at: which source, which of its articles, and which output was to be written or read. */
export interface ErrorPlace {
  /** The source file, relative to the folder it was found in, with `/`. */
  readonly source?: string | undefined;
  /** Id of the article, `path` or `path#record`; absent: no article was known yet, or the whole file is meant. */
  readonly articleId?: string | undefined;
  /** The output or ledger concerned, as `file` names it; absent: it is the source, or no single output. */
  readonly output?: string | undefined;
}

/** What an error says beside its code and its message. */
export interface ErrorDetails extends ErrorPlace {
  /** What the user can do about it, one sentence. */
  readonly hint?: Said | undefined;
  /** The file concerned, as the user named it. */
  readonly file?: string | undefined;
  /** Line in that file, counted from 1. */
  readonly line?: number | undefined;
  /** Column in that line, counted from 1. */
  readonly column?: number | undefined;
  /** What was thrown by what lies below; kept as `cause` of the error. */
  readonly cause?: unknown;
}

const MARKER = Symbol.for('tovmach.error');

/** The base of every error tovmach throws on purpose. Its message and its hint are English; their keys stand beside them. */
export class TovmachError extends Error {
  /** What went wrong, as one word that programs can rely on; the message may be reworded, the code not. */
  readonly code: ErrorCode;
  /** The key of the message, `read.unreadable`; absent where the words come from outside. */
  readonly messageId: string | undefined;
  /** What stands in the message, by name. */
  readonly values: Values | undefined;
  /** What the user can do about it. */
  readonly hint: string | undefined;
  /** The key of the hint; absent where there is none, or its words come from outside. */
  readonly hintId: string | undefined;
  /** What stands in the hint, by name. */
  readonly hintValues: Values | undefined;
  /** The file concerned, as the user named it. */
  readonly file: string | undefined;
  /** Line in that file, from 1. */
  readonly line: number | undefined;
  /** Column in that line, from 1. */
  readonly column: number | undefined;
  /** The source file of the article in work, relative to the folder it was found in; `undefined` outside of articles. */
  readonly source: string | undefined;
  /** Id of that article; `undefined` where the error came before any was known. */
  readonly articleId: string | undefined;
  /** The output or ledger that could not be written or read, as `file` names it; `undefined` where it is none. */
  readonly output: string | undefined;

  constructor(code: ErrorCode, said: Said, details: ErrorDetails = {}) {
    const { message, messageId, values } = spoken(said);
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'TovmachError';
    this.code = code;
    this.messageId = messageId;
    this.values = values;
    const hint = details.hint === undefined ? undefined : spoken(details.hint);
    this.hint = hint?.message;
    this.hintId = hint?.messageId;
    this.hintValues = hint?.values;
    this.file = details.file;
    this.line = details.line;
    this.column = details.column;
    this.source = details.source;
    this.articleId = details.articleId;
    this.output = details.output;
    Object.defineProperty(this, MARKER, { value: true });
  }

  /** What a process that ends because of it ends with, by `EXIT_CODES`. */
  get exitCode(): ExitCode {
    return EXIT_CODES[this.code];
  }

  /** True for errors of this family, also when two copies of the package are loaded. */
  static isInstance(value: unknown): value is TovmachError {
    return typeof value === 'object' && value !== null && MARKER in value;
  }
}

/** The codes a provider may throw; all others are for files, configuration and outputs. */
export type ProviderErrorCode = Extract<
  ErrorCode,
  | 'AUTH'
  | 'QUOTA'
  | 'RATE_LIMIT'
  | 'UNAVAILABLE'
  | 'BAD_RESPONSE'
  | 'REJECTED'
  | 'TOO_LARGE'
  | 'UNSUPPORTED_PAIR'
  | 'MISSING_DEPENDENCY'
  | 'MODEL'
  | 'CONFIG'
  | 'ABORTED'
>;

/** What an adapter knows of a failed request, beside code and message. */
export interface ProviderErrorDetails extends ErrorDetails {
  /** HTTP status where there was one. */
  readonly status?: number;
  /** Milliseconds the service asked us to wait. */
  readonly retryAfterMs?: number;
  /** Ids of the units that caused it, where the adapter knows; absent means the whole request. */
  readonly unitIds?: readonly string[];
  /** What answered is no such service: a web page, a redirect, an unknown path. No other request does better. */
  readonly misaddressed?: boolean;
  /** Nothing arrived anywhere: whatever the request holds, it is not to blame. */
  readonly unreached?: boolean;
  /** The adapter has learnt what the service does not take: sent again, the same request goes out otherwise. */
  readonly resend?: boolean;
  /** What an answer that could not be used cost, where the service said. */
  readonly usage?: {
    readonly characters?: number;
    readonly inputTokens?: number;
    readonly outputTokens?: number;
  };
}

/** What a translator adapter throws. Its code, never its message, decides what happens next. */
export class ProviderError extends TovmachError {
  /** Name of the provider that threw it. */
  readonly provider: string;
  /** HTTP status, where there was an answer with one. */
  readonly status: number | undefined;
  /** Milliseconds the service asked to wait; `undefined` where it said nothing. */
  readonly retryAfterMs: number | undefined;
  /** Ids of the units that caused it; `undefined` means the whole request. */
  readonly unitIds: readonly string[] | undefined;
  /** What answered is no such service; a smaller request does no better. */
  readonly misaddressed: boolean;
  /** Nothing arrived anywhere, so the content of the request is not to blame. */
  readonly unreached: boolean;
  /** The same request may be sent again at once: the adapter has learnt to put it otherwise. */
  readonly resend: boolean;
  /** What an answer that could not be used cost: characters or tokens, where the service said. */
  readonly usage: ProviderErrorDetails['usage'];
  /** One of the codes a provider may throw; decides whether to wait, to divide or to ask another. */
  declare readonly code: ProviderErrorCode;

  constructor(provider: string, code: ProviderErrorCode, said: Said, details: ProviderErrorDetails = {}) {
    super(code, said, details);
    this.name = 'ProviderError';
    this.provider = provider;
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
    this.unitIds = details.unitIds;
    this.misaddressed = details.misaddressed === true;
    this.unreached = details.unreached === true;
    this.resend = details.resend === true;
    this.usage = details.usage;
  }

  /** The same provider may answer if asked again later. */
  get retryable(): boolean {
    return this.code === 'RATE_LIMIT' || this.code === 'UNAVAILABLE';
  }

  /** A smaller request to the same provider may succeed. */
  get divisible(): boolean {
    if (this.misaddressed) return false;
    return this.code === 'TOO_LARGE' || this.code === 'BAD_RESPONSE' || this.code === 'REJECTED';
  }

  /** Another provider could mend it; false only when the user asked us to stop. */
  get mendableElsewhere(): boolean {
    return this.code !== 'ABORTED';
  }

  /** True for errors of providers, also when two copies of the package are loaded. */
  static override isInstance(value: unknown): value is ProviderError {
    return TovmachError.isInstance(value) && value.name === 'ProviderError';
  }
}

/** The hint of an error or of a manifest's entry, as something that can be said. */
export function hintOf(of: {
  readonly hint?: string | undefined;
  readonly hintId?: string | undefined;
  readonly hintValues?: Values | undefined;
}): Said | undefined {
  return of.hint === undefined
    ? undefined
    : { message: of.hint, messageId: of.hintId, values: of.hintValues };
}

/**
 * Anything thrown while a file is in work, as an error that names it; what is not ours is a bug and says so.
 * @param place the file, or the article in work: then the error tells it in `source` and `articleId`
 */
export function problemOf(
  error: unknown,
  place: string | { readonly path: string; readonly id?: string },
): TovmachError {
  const file = typeof place === 'string' ? place : place.path;
  const met = typeof place === 'string' ? {} : { source: place.path, articleId: place.id };
  if (!TovmachError.isInstance(error)) {
    const said = say.internal({ reason: reasonOf(error) });
    return new TovmachError('INTERNAL', said, { file, cause: error, hint: say.reportTheBug(), ...met });
  }
  const source = error.source ?? met.source;
  const articleId = error.articleId ?? met.articleId;
  if (error.file !== undefined && source === error.source && articleId === error.articleId) return error;
  // Of an article in work, a file that cannot be written and is not its source is one of its outputs.
  const isOutput = error.code === 'OUTPUT' && source !== undefined && error.file !== source;
  const output = error.output ?? (isOutput ? error.file : undefined);
  const { line, column } = error;
  const details = { file: error.file ?? file, line, column, source, articleId, output };
  return new TovmachError(error.code, error, { ...details, cause: error, hint: hintOf(error) });
}

/** An error as plain data: what another thread, a file or a document may hold. */
export interface PlainError extends ErrorPlace {
  /** Code of the error: `INPUT_UNREADABLE`. */
  readonly code: ErrorCode;
  /** In English, values filled in. */
  readonly message: string;
  /** The key of the message; absent where its words come from outside. */
  readonly messageId?: string | undefined;
  /** What stands in the message, by name. */
  readonly values?: Values | undefined;
  /** What can be done about it, one sentence in English. */
  readonly hint?: string | undefined;
  /** The key of the hint. */
  readonly hintId?: string | undefined;
  /** What stands in the hint, by name. */
  readonly hintValues?: Values | undefined;
  /** The file concerned, as the user named it. */
  readonly file?: string | undefined;
  /** Line in that file, from 1. */
  readonly line?: number | undefined;
  /** Column in that line, from 1. */
  readonly column?: number | undefined;
  /** Where it was thrown; for those who look for a bug. */
  readonly stack?: string | undefined;
}

export function plainError(error: TovmachError): PlainError {
  const { code, message, messageId, values, hint, hintId, hintValues, stack } = error;
  return { code, message, messageId, values, hint, hintId, hintValues, ...placeOf(error), stack };
}

/** The error that was made plain. */
export function errorFrom(plain: PlainError): TovmachError {
  const { code, message, messageId, values, stack } = plain;
  const said = { message, messageId, values };
  const error = new TovmachError(code, said, { hint: hintOf(plain), ...placeOf(plain) });
  if (stack !== undefined) error.stack = stack;
  return error;
}

type Place = Pick<PlainError, 'file' | 'line' | 'column' | keyof ErrorPlace>;

function placeOf({ file, line, column, source, articleId, output }: Place): Place {
  return { file, line, column, source, articleId, output };
}
