import { setFlagsFromString } from 'node:v8';
import { EXIT } from '../errors.js';
import { createTexts } from '../i18n.js';
import { createContext } from './context.js';
import { uiLanguage } from './language.js';
import { execute } from './program.js';

/** The process: streams, signals, exit code. Everything else is in the library and the commands. */

// On a machine with much memory V8 lets a heap grow to four times what is in use before it collects; half as much again is enough.
setFlagsFromString('--heap-growing-percent=50');

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
  uiLanguage: uiLanguage(process.argv, process.env, texts.languages),
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
