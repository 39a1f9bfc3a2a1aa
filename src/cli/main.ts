#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { CONFIG_NAMES } from '../config/load.js';
import { EXIT } from '../errors.js';
import { createTexts, type Texts } from '../i18n.js';
import { createContext } from './context.js';
import { execute } from './program.js';

/** The process: streams, signals, exit code. Everything else is in the library and the commands. */

// On a machine with much memory V8 lets a heap grow to four times what is in use before it collects; half as much again is enough.
setFlagsFromString('--heap-growing-percent=50');

/** What the configuration file says, read without loading it: messages come before that, and about it. */
function configuredLanguage(argv: readonly string[]): string | undefined {
  const index = argv.findIndex((word) => word === '-c' || word === '--config');
  const named = argv.find((word) => word.startsWith('--config='))?.slice('--config='.length);
  const file = named ?? (index < 0 ? CONFIG_NAMES.find((name) => existsSync(name)) : argv[index + 1]);
  try {
    const text = file === undefined ? '' : readFileSync(file, 'utf8');
    return /^\s*"?uiLanguage"?[ \t]*:[ \t]*["']?([A-Za-z][\w-]*)/m.exec(text)?.[1];
  } catch {
    // Whoever loads it says what is wrong with it.
    return undefined;
  }
}

/** One language for one run: the flag, else the configuration, else the environment. */
function uiLanguage(argv: readonly string[], env: NodeJS.ProcessEnv, texts: Texts): string {
  const index = argv.findIndex((word) => word === '--ui-language' || word.startsWith('--ui-language='));
  const word = index < 0 ? undefined : argv[index];
  const wanted = word?.includes('=') ? word.slice(word.indexOf('=') + 1) : argv[index + 1];
  const fallback =
    configuredLanguage(argv) ?? env.TOVMACH_UI_LANGUAGE ?? env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? 'en';
  const asked = (index < 0 ? fallback : (wanted ?? 'en')).split(/[._@-]/)[0]?.toLowerCase() ?? 'en';
  return texts.languages.includes(asked) ? asked : 'en';
}

const controller = new AbortController();
/** The command came to an end, or was told to stop: the exit code is what it says. */
let finished = false;
const texts = createTexts();
const context = createContext({
  cwd: process.cwd(),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: controller.signal,
  interrupt,
  texts,
  uiLanguage: uiLanguage(process.argv, process.env, texts),
});

function leave(code: number): void {
  finished = true;
  process.exit(code);
}

function interrupt(): void {
  if (controller.signal.aborted) leave(EXIT.interrupted);
  context.error(context.t('interrupted'));
  controller.abort();
}
process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);
// The terminal was closed: what is under way is finished and kept, as with Ctrl-C.
process.on('SIGHUP', interrupt);
// `tovmach … | head` closes the pipe early; that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') leave(0);
  throw error;
});
// Nobody reads what is said there any more, for example because the terminal is gone: no reason to stop.
process.stderr.on('error', () => {});

// Code 13 and not a word is what Node ends with when something is waited for that never comes.
process.on('exit', () => {
  if (finished) return;
  context.error(context.t('error.unfinished'));
  context.error(context.t('error.internalHint'));
  process.exitCode = EXIT.internal;
});
execute(process.argv.slice(2), context).then((code) => {
  finished = true;
  process.exitCode = code;
});
