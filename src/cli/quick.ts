import { readFileSync } from 'node:fs';
import { VERSION } from '../version.js';
import { isShell, SCRIPTS } from './completion-scripts.js';
import { type CommandNames, completionsOf, type Declared } from './declared.js';
import { primaryOf, uiLanguage } from './language.js';

/**
 * What is asked at every TAB and by everybody who looks in: version, help and completion, from what the build wrote down
 * (`write-declared.ts`). Whatever is not plainly one of these is left to the program.
 */

interface Written {
  readonly languages: readonly string[];
}

const file = (name: string): Buffer => readFileSync(new URL(`declared/${name}`, import.meta.url));
const read = <T>(name: string): T => JSON.parse(file(`${name}.json`).toString()) as T;

const HELP = ['-h', '--help'];

/**
 * The text to print, or `undefined` when the program has to be asked.
 * @param argv what stands behind the program's name
 * @param columns width of the terminal; 80 where there is none
 */
export async function quickAnswer(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  columns: number | undefined,
): Promise<string | undefined> {
  const [first = '', ...rest] = argv;
  if (rest.length === 0 && (first === '-V' || first === '--version')) return `${VERSION}\n`;
  try {
    if (first === '__complete') {
      const words = rest[0] === '--' ? rest.slice(1) : rest;
      return completionsOf(read<CommandNames>('completion'), words)
        .map((word) => `${word}\n`)
        .join('');
    }
    // Shells ask for it whenever one is opened.
    const [shell = ''] = rest;
    if (first === 'completion' && rest.length === 1 && isShell(shell)) return SCRIPTS[shell];
    const path = commandAsked(argv);
    if (path === undefined) return undefined;
    const { languages } = read<Written>('languages');
    const at = argv.indexOf('--ui-language');
    if (at >= 0 && !languages.includes(primaryOf(argv[at + 1] ?? ''))) return undefined;
    const packed = file(`${uiLanguage(argv, env, languages)}.json.br`);
    const { brotliDecompressSync } = await import('node:zlib');
    const declared = JSON.parse(brotliDecompressSync(packed).toString()) as Declared;
    const { helpOf } = await import('./declared-help.js');
    return helpOf(declared, path, columns || 80);
  } catch {
    // Not built, or built by half: the program knows as well.
    return undefined;
  }
}

/** The command whose help is asked, where nothing else stands on the line. */
function commandAsked(argv: readonly string[]): readonly string[] | undefined {
  const words = argv.filter((word, index) => word !== '--ui-language' && argv[index - 1] !== '--ui-language');
  const asked = words.filter((word) => HELP.includes(word)).length === 1;
  const path = words.filter((word) => !HELP.includes(word));
  return asked && path.every((word) => /^[a-z]/.test(word)) ? path : undefined;
}
