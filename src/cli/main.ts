#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { EXIT } from '../errors.js';
import { createTexts, type Texts } from '../i18n.js';
import { createContext } from './context.js';
import { execute } from './program.js';

/** The process: streams, signals, exit code. Everything else is in the library and the commands. */

// On a machine with much memory V8 lets a heap grow to four times what is in use before it collects; half as much again is enough.
setFlagsFromString('--heap-growing-percent=50');

function uiLanguage(argv: readonly string[], env: NodeJS.ProcessEnv, texts: Texts): string {
  const index = argv.findIndex((word) => word === '--ui-language' || word.startsWith('--ui-language='));
  const word = index < 0 ? undefined : argv[index];
  const wanted = word?.includes('=') ? word.slice(word.indexOf('=') + 1) : argv[index + 1];
  const fallback = env.TOVMACH_UI_LANGUAGE ?? env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? 'en';
  const asked = (index < 0 ? fallback : (wanted ?? 'en')).split(/[._@-]/)[0]?.toLowerCase() ?? 'en';
  return texts.languages.includes(asked) ? asked : 'en';
}

const controller = new AbortController();
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

function interrupt(): void {
  if (controller.signal.aborted) process.exit(EXIT.interrupted);
  context.error(context.t('interrupted'));
  controller.abort();
}
process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);
// `tovmach … | head` closes the pipe early; that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await execute(process.argv.slice(2), context);
