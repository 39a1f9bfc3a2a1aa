import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Outcome, ROOT, temporaryFolder, tovmach } from './command-line.js';
import { hashesBelow, sentence, writeFiles } from './corpus.js';

/** A desk whose articles are translated by workers in processes of their own. */

const CONFIG = 'concurrency: 8\nproviders:\n  libretranslate: { concurrency: 8, maxUnits: 4 }\n';
export const SETTINGS = [
  '--to',
  'en',
  '--languages',
  'uk,en',
  '--provider',
  'libretranslate',
  '--out',
  'out',
];

export interface DeskOptions {
  /** Address of the translation service. */
  readonly service: string;
  readonly queue: string;
  readonly articles: number;
  /** Sentences an article; the first of each is in the article before it as well. */
  readonly lines?: number;
  readonly config?: string;
  /** Further files. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface WorkerProcess {
  readonly child: ChildProcess;
  /** Exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>;
  /** What it said so far. */
  readonly said: () => string;
}

/** A folder with articles, and the commands that are given there. */
export class Desk {
  readonly folder = temporaryFolder();
  readonly #workers: WorkerProcess[] = [];

  constructor(private readonly options: DeskOptions) {
    const { articles, lines = 6, config = CONFIG, files = {} } = options;
    const texts = Array.from({ length: articles }, (_, article) => {
      const numbers = Array.from({ length: lines }, (__, line) => Math.max(0, article * lines + line - 1));
      return [`in/${article % 7}/article-${article}.txt`, `${numbers.map(sentence).join('\n')}\n`];
    });
    writeFiles(this.folder, { 'tovmach.config.yaml': config, ...Object.fromEntries(texts), ...files });
    onTestFinished(() => {
      for (const { child } of this.#workers) child.kill('SIGKILL');
    });
  }

  get #env(): Record<string, string> {
    return { HOME: this.folder, LIBRETRANSLATE_URL: this.options.service, TOVMACH_QUEUE: this.options.queue };
  }

  run(args: readonly string[]): Promise<Outcome> {
    return tovmach(args, { cwd: this.folder, env: this.#env });
  }

  submit(...more: string[]): Promise<Outcome> {
    return this.run(['submit', 'in', ...SETTINGS, ...more]);
  }

  collect(...more: string[]): Promise<Outcome> {
    return this.run(['collect', '--out', 'out', ...more]);
  }

  async status(): Promise<Record<string, never> & { jobs: Record<string, number> }> {
    return JSON.parse((await this.run(['status', '--json'])).stdout);
  }

  /** Starts a worker. @param on words before the command, and where it is given */
  worker(
    args: readonly string[] = ['--until-empty'],
    main = join(ROOT, 'dist/cli/main.js'),
    { on = [], cwd = this.folder }: { readonly on?: readonly string[]; readonly cwd?: string } = {},
  ): WorkerProcess {
    const words = [...on, process.execPath, main, 'work', '--jobs', '1', '--lease', '3', ...args];
    const child = spawn(words[0] ?? '', words.slice(1), {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH ?? '', CI: '1', LANG: 'C.UTF-8', ...this.#env },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
    const worker = { child, ended, said: () => said };
    this.#workers.push(worker);
    return worker;
  }

  hashes(): ReturnType<typeof hashesBelow> {
    return hashesBelow(join(this.folder, 'out'));
  }
}
