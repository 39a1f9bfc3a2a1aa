import { randomBytes } from 'node:crypto';
import { sep } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import picocolors from 'picocolors';
import { hintOf, TovmachError } from '../errors.js';
import type { Say, Texts, Translate } from '../i18n.js';
import { visible } from '../model/visible.js';

/** What a command may touch of the process: streams, environment, abort signal, texts. */
export interface CliContext {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { isTTY?: boolean };
  readonly stdout: Writable & { isTTY?: boolean; columns?: number };
  readonly stderr: Writable & { isTTY?: boolean; columns?: number };
  /** Aborted by the first Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
  readonly texts: Texts;
  /** Messages of the command line in the language of the user interface. */
  readonly t: Translate;
  /** Says a message of the library in the user's language, its files as seen from the working folder. */
  readonly say: Say;
  readonly uiLanguage: string;
  /** A person sits at the terminal: standard error is one, and this is no CI. */
  readonly isTTY: boolean;
  readonly colors: ReturnType<typeof picocolors.createColors>;
  /** One line for people on standard output; what cannot be seen in it is made visible. */
  print(line: string): void;
  /** Text for programs on standard output, as it is: JSON, scripts, reports that guard themselves. */
  write(text: string): void;
  /** One line on standard error: everything said besides; made visible as well. */
  error(line: string): void;
  /** Text without the secrets. */
  redact(text: string): string;
  /** A line that the next one replaces, on a terminal; an empty one takes it away. */
  status(line: string): void;
  /** What Ctrl-C does. */
  readonly interrupt: () => void;
  /** Takes the secrets of the configuration out of a text; set once they are known. */
  hide: (text: string) => string;
  /** The exit code of the command; the last value counts. */
  exitCode: number;
  /** Stack traces are wanted. */
  debug: boolean;
  /** Somebody may be asked, where there is a terminal. */
  asks: boolean;
}

export interface ContextOptions {
  /** What Ctrl-C does; absent: nothing. */
  readonly interrupt?: () => void;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: CliContext['stdin'];
  readonly stdout: CliContext['stdout'];
  readonly stderr: CliContext['stderr'];
  readonly signal: AbortSignal;
  readonly texts: Texts;
  readonly uiLanguage: string;
}

/** Whether output may be coloured: https://no-color.org, FORCE_COLOR, and a terminal. */
function wantsColor(env: ContextOptions['env'], stream: { isTTY?: boolean }): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0') return true;
  return stream.isTTY === true && env.TERM !== 'dumb';
}

/** Colours whose escapes bear a mark, so that those of an article's text cannot pass for ours. */
function markedColors(colors: CliContext['colors'], mark: string): CliContext['colors'] {
  const marked = Object.entries(colors).map(([name, paint]) => [
    name,
    typeof paint === 'function'
      ? (text: string | number) => paint(visible(String(text))).replaceAll('\u001b[', mark)
      : paint,
  ]);
  return Object.fromEntries(marked) as CliContext['colors'];
}

/** Makes the context of one invocation. */
export function createContext(options: ContextOptions): CliContext {
  const redact = (line: string): string => context.hide(line);
  const isTTY = options.stderr.isTTY === true && !options.env.CI;
  let shown = false;
  const status = (line: string): void => {
    if (!isTTY || (line === '' && !shown)) return;
    options.stderr.write(`\r\u001b[K${visible(line).slice(0, (options.stderr.columns || 80) - 1)}`);
    shown = line !== '';
  };
  const write = (stream: Writable, text: string): void => {
    status('');
    stream.write(`${redact(text)}\n`);
  };
  // Our own colours pass under a name no text can guess.
  const mark = `\uFDD0${randomBytes(8).toString('hex')}[`;
  const safe = (line: string): string => visible(line).replaceAll(mark, '\u001b[');
  const context: CliContext = {
    interrupt: () => {},
    ...options,
    t: options.texts.forLanguage(options.uiLanguage, 'cli'),
    say: options.texts.messages(options.uiLanguage, (path) => inside(options.cwd, path)),
    isTTY,
    status,
    colors: markedColors(picocolors.createColors(wantsColor(options.env, options.stdout)), mark),
    hide: (text) => text,
    exitCode: 0,
    debug: false,
    asks: true,
    redact,
    print: (line) => write(options.stdout, safe(line)),
    write: (text) => write(options.stdout, text),
    error: (line) => write(options.stderr, safe(line)),
  };
  return context;
}

/** The library names files of the working folder in full; the user did not. */
function inside(cwd: string, path: string): string {
  return path.startsWith(`${cwd}${sep}`) ? path.slice(cwd.length + 1) : path;
}

/** `file:line:column: message`, then what to do about it. */
export function describeError(
  error: unknown,
  context: Pick<CliContext, 't' | 'say' | 'debug' | 'cwd'>,
): string[] {
  const { t, say, debug, cwd } = context;
  const stack =
    debug && error instanceof Error && error.stack !== undefined ? error.stack.split('\n').slice(1) : [];
  if (!TovmachError.isInstance(error)) {
    const message = error instanceof Error ? error.message : String(error);
    return [t('error.internal', { message }), ...stack, ...(debug ? [] : [t('error.internalHint')])];
  }
  const message = say(error);
  const file = error.file === undefined ? undefined : inside(cwd, error.file);
  const hint = hintOf(error);
  const place = [file, error.line, error.line === undefined ? undefined : error.column]
    .filter((part) => part !== undefined)
    .join(':');
  // A message that names the file need not be preceded by it, unless the line is known as well.
  const said = file !== undefined && error.line === undefined && message.includes(file);
  const named = place !== '' && !said && !message.startsWith(`${file}:`);
  return [
    t('error.line', { message: named ? `${place}: ${message}` : message }),
    ...(hint === undefined ? [] : [t('error.hint', { hint: say(hint) })]),
    ...stack,
  ];
}
