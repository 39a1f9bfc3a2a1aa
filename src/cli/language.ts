import { existsSync, readFileSync } from 'node:fs';
import { CONFIG_NAMES } from '../model/config-names.js';

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

/** `uk` of `uk_UA.UTF-8`. */
export const primaryOf = (tag: string): string => tag.split(/[._@-]/)[0]?.toLowerCase() ?? '';

/** One language for one run: the flag, else the configuration, else the environment. */
export function uiLanguage(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  languages: readonly string[],
): string {
  const index = argv.findIndex((word) => word === '--ui-language' || word.startsWith('--ui-language='));
  const word = index < 0 ? undefined : argv[index];
  const wanted = word?.includes('=') ? word.slice(word.indexOf('=') + 1) : argv[index + 1];
  // An empty variable is as good as none, says POSIX.
  const { TOVMACH_UI_LANGUAGE, LC_ALL, LC_MESSAGES, LANG } = env;
  const fallback =
    configuredLanguage(argv) ?? [TOVMACH_UI_LANGUAGE, LC_ALL, LC_MESSAGES, LANG].find(Boolean) ?? 'en';
  const asked = primaryOf(index < 0 ? fallback : (wanted ?? 'en'));
  return languages.includes(asked) ? asked : 'en';
}
