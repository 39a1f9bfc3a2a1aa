import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { temporaryFolder } from './command-line.js';

/**
 * What a step of a GitHub workflow finds around it: files for outputs and summary, a scratch folder, and a `gh` that
 * answers what it is told to and keeps what it is asked.
 */
export interface Runner {
  readonly workspace: string;
  /** Answers of `gh` by the words of a call that it is for; a call without one gets nothing. */
  answer(call: RegExp, stdout: string, code?: number): void;
  /** Runs a script of bash with these variables. */
  run(script: string | { readonly file: string }, env?: Readonly<Record<string, string>>): StepResult;
}

interface StepResult {
  readonly code: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Calls of `gh`: its arguments, and the text of the file it was given as a body. */
  readonly calls: readonly { readonly args: readonly string[]; readonly body: string | undefined }[];
}

/** Written out so that it is a program of its own: the script calls it by name. */
const GH = `#!/usr/bin/env node
const { appendFileSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const args = process.argv.slice(2);
const given = args.find((word) => word.startsWith('body=@'))?.slice(6) ?? args[args.indexOf('--body-file') + 1];
const hasBody = args.some((word) => word.startsWith('body=@') || word === '--body-file');
const body = hasBody ? readFileSync(given, 'utf8') : undefined;
appendFileSync(join(__dirname, 'calls.jsonl'), JSON.stringify({ args, body }) + '\\n');
const answers = JSON.parse(readFileSync(join(__dirname, 'answers.json'), 'utf8'));
const found = answers.find(({ call }) => new RegExp(call).test(args.join(' ')));
process.stdout.write(found?.stdout ?? '');
process.exit(found?.code ?? 0);
`;

export function workflowRunner(): Runner {
  const folder = temporaryFolder();
  const workspace = join(folder, 'workspace');
  const bin = join(folder, 'bin');
  for (const made of [workspace, bin, join(folder, 'temp')]) mkdirSync(made);
  writeFileSync(join(bin, 'gh'), GH);
  chmodSync(join(bin, 'gh'), 0o755);
  const answers: { call: string; stdout: string; code: number }[] = [];
  const fileOf = (name: string): string => (existsSync(name) ? readFileSync(name, 'utf8') : '');
  return {
    workspace,
    answer(call, stdout, code = 0) {
      answers.push({ call: call.source, stdout, code });
    },
    run(script, env = {}) {
      const files = { output: join(folder, 'output'), summary: join(folder, 'summary.md') };
      const calls = join(bin, 'calls.jsonl');
      for (const file of [files.output, files.summary, calls]) writeFileSync(file, '');
      writeFileSync(join(bin, 'answers.json'), JSON.stringify(answers));
      // As GitHub starts a script of `shell: bash`.
      const how =
        typeof script === 'string'
          ? ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script]
          : [script.file];
      const { status, stdout, stderr } = spawnSync('bash', how, {
        cwd: workspace,
        encoding: 'utf8',
        env: {
          PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
          HOME: folder,
          CI: 'true',
          LANG: 'C.UTF-8',
          RUNNER_TEMP: join(folder, 'temp'),
          GITHUB_WORKSPACE: workspace,
          GITHUB_REPOSITORY: 'press/articles',
          GITHUB_OUTPUT: files.output,
          GITHUB_STEP_SUMMARY: files.summary,
          ...env,
        },
      });
      return {
        code: status,
        log: `${stdout}${stderr}`,
        outputs: Object.fromEntries(
          fileOf(files.output)
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
        ),
        summary: fileOf(files.summary),
        calls: fileOf(calls)
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line) as StepResult['calls'][number]),
      };
    },
  };
}
