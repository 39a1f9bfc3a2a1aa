import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { TovmachError } from '../errors.js';
import type { StandardInput } from '../index.js';
import { asPath, messages } from '../message.js';
import type { CliContext } from './context.js';

/** What a command is to read: the paths on its line, those of a list, and what comes on standard input. */

const say = messages('cli', {
  nothingNamed: 'no file or folder was named',
  forExample: 'For example: tovmach {{command}} articles/',
  listEmpty: 'the list of paths {{file}} names no file',
  onePathALine: 'Write a path a line, or end each with a NUL character and add --null.',
  listUnreadable: 'cannot read the list of paths {{file}} ({{reason}})',
  checkTheList: 'Check that it exists and its permissions.',
  withoutReason: 'unknown error',
  stdinTwice: 'standard input cannot be the list of paths and an article at once',
  listInFile: 'Write the list to a file, and name that with --files-from.',
  nameOfWhat: '--name is the name of what comes on standard input; nothing is read from there',
  addDash: 'Add - to the paths.',
  noName: '--name does not take "{{name}}"',
  nameAlone: 'Give a name without a folder, for example: --name article.html',
  nullOfWhat: '--null says how the paths of a list are parted; no list was named',
  addFilesFrom:
    'Add --files-from, for example: find articles -print0 | tovmach {{command}} --files-from - -0',
});

const STDIN = '-';

/** What commander hands over of them. */
export interface PathOptions {
  filesFrom?: string;
  null?: boolean;
  name?: string;
}

/** What a command reads. */
export interface Named {
  readonly paths: readonly string[];
  /** As the library takes it. */
  readonly input: { readonly stdin?: StandardInput };
}

/** The argument and the options by which a command is told what to read. */
export function addPaths(command: Command, { t }: CliContext): Command {
  return command
    .argument('[paths...]', t('argument.paths'))
    .option('--files-from <file>', t('option.filesFrom'))
    .option('-0, --null', t('option.null'))
    .option('--name <name>', t('option.name'));
}

const usage = (...[message, hint]: [ReturnType<typeof say.stdinTwice>, ReturnType<typeof say.addDash>]) =>
  new TovmachError('USAGE', message, { hint });

async function textOf(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}

async function listed(file: string, isNull: boolean, context: CliContext): Promise<string[]> {
  let text: string;
  try {
    text = file === STDIN ? await textOf(context.stdin) : await readFile(resolve(context.cwd, file), 'utf8');
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? say.withoutReason();
    throw new TovmachError('INPUT_UNREADABLE', say.listUnreadable({ file: asPath(file), reason }), {
      file,
      cause,
      hint: say.checkTheList(),
    });
  }
  const paths = text
    .replace(/^\uFEFF/, '')
    .split(isNull ? '\0' : /\r?\n/)
    .filter((path) => path.trim() !== '');
  if (paths.length > 0) return paths;
  throw new TovmachError('INPUT_NOT_FOUND', say.listEmpty({ file: asPath(file) }), {
    file,
    hint: say.onePathALine(),
  });
}

/** @throws TovmachError USAGE for a name that leads elsewhere */
function checkedName(name: string): string {
  if (name !== '' && name !== '.' && name !== '..' && basename(name) === name && !/[\\\0]/.test(name))
    return name;
  throw usage(say.noName({ name }), say.nameAlone());
}

/**
 * Does something with what a command was told to read. Standard input is put into a file first, so that it may be of any
 * size and is read as often as a file is; it is gone afterwards.
 * @throws TovmachError USAGE, INPUT_NOT_FOUND, INPUT_UNREADABLE
 */
export async function withPaths<T>(
  given: readonly string[],
  options: PathOptions,
  command: string,
  context: CliContext,
  action: (named: Named) => Promise<T>,
): Promise<T> {
  const { filesFrom, name } = options;
  const readsStdin = given.includes(STDIN);
  if (readsStdin && filesFrom === STDIN) throw usage(say.stdinTwice(), say.listInFile());
  if (options.null === true && filesFrom === undefined)
    throw usage(say.nullOfWhat(), say.addFilesFrom({ command }));
  const listedPaths = filesFrom === undefined ? [] : await listed(filesFrom, options.null === true, context);
  const paths = [...given, ...listedPaths];
  if (paths.length === 0) throw usage(say.nothingNamed(), say.forExample({ command }));
  if (!readsStdin) {
    if (name !== undefined) throw usage(say.nameOfWhat(), say.addDash());
    return action({ paths, input: {} });
  }
  // Outputs need a name that is one.
  const fallback = command === 'detect' ? {} : { name: 'stdin' };
  const named = name === undefined ? fallback : { name: checkedName(name) };
  const folder = await mkdtemp(join(tmpdir(), 'tovmach-'));
  try {
    const file = join(folder, 'stdin');
    await pipeline(context.stdin, createWriteStream(file), { signal: context.signal });
    return await action({ paths, input: { stdin: { file, ...named } } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
