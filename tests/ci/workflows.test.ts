import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/index';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../support/command-line.js';

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: unknown; readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}
type Permissions = Readonly<Record<string, string>>;
interface Workflow {
  readonly on: string | readonly string[] | Readonly<Record<string, unknown>>;
  readonly permissions?: Permissions;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly steps: readonly Step[];
        readonly permissions?: Permissions;
        readonly 'timeout-minutes'?: number;
      }
    >
  >;
}

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const WORKFLOWS = readdirSync(join(ROOT, '.github/workflows')).map((name) => `.github/workflows/${name}`);
const action = parse(read('action.yml')) as Action;
const steps = (file: string): readonly Step[] =>
  file === 'action.yml'
    ? action.runs.steps
    : Object.values((parse(read(file)) as Workflow).jobs).flatMap((job) => job.steps);

/** `steps.run.outputs.report` in expressions, as pairs of step and output. */
const stepOutputs = (text: string): [string, string][] =>
  [...text.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)].map(([, step = '', name = '']) => [step, name]);

describe("GitHub's own parser", () => {
  const errors = (file: string, content = read(file)): string[] => {
    const parser = file === 'action.yml' ? parseAction : parseWorkflow;
    const { context } = parser({ name: file, content }, new NoOperationTraceWriter());
    return context.errors.getErrors().map((error) => error.message);
  };

  it.each(['action.yml', ...WORKFLOWS])('takes %s', (file) => {
    expect(errors(file)).toEqual([]);
  });

  it('would not take an unknown key or a broken expression', () => {
    expect(
      errors('action.yml', read('action.yml').replace('using: composite', 'usign: composite')),
    ).not.toEqual([]);
    const [workflow = ''] = WORKFLOWS;
    expect(errors(workflow, read(workflow).replace('runs-on:', 'runs-of:'))).not.toEqual([]);
    const broken = read('.github/workflows/translate.yml').replace('inputs.paths }}', 'inputs.paths || }}');
    expect(errors('.github/workflows/translate.yml', broken)).not.toEqual([]);
  });
});

describe.each(['action.yml', ...WORKFLOWS])('%s', (file) => {
  it('puts no expression into a script', () => {
    for (const { run } of steps(file)) expect(run ?? '').not.toContain('${{');
  });

  it('asks only steps that are there for outputs', () => {
    const ids = steps(file).map((step) => step.id);
    for (const [step] of stepOutputs(read(file))) expect(ids).toContain(step);
  });

  it('names scripts that are there, and actions by the hash of a commit', () => {
    for (const { run, uses } of steps(file)) {
      for (const [, script = ''] of (run ?? '').matchAll(
        /(?:\$GITHUB_ACTION_PATH\/|\s)(\.(?:github|ci)\/[\w.]+)/g,
      ))
        expect(existsSync(join(ROOT, script))).toBe(true);
      if (uses !== undefined) expect(uses).toMatch(/^(\.\/|(actions|github)\/[\w/-]+@[0-9a-f]{40})$/);
    }
  });
});

describe('the action', () => {
  const text = read('action.yml');
  const inputs = Object.keys(action.inputs);

  it('uses every input it has, and none besides', () => {
    const used = [...text.matchAll(/inputs\.([\w-]+)/g)].map((match) => match[1] ?? '');
    expect([...new Set(used)].sort()).toEqual([...inputs].sort());
  });

  it('has outputs that its scripts write', () => {
    const scripts = read('.github/action.sh') + read('.github/push.sh');
    const written = [...scripts.matchAll(/echo "([\w-]+)=/g)].map((match) => match[1]);
    for (const { value } of Object.values(action.outputs))
      for (const [, name] of stepOutputs(value)) expect(written).toContain(name);
  });

  it('is called by the workflows with inputs it has, and all it requires', () => {
    const calls = WORKFLOWS.flatMap(steps).filter((step) => step.uses === './');
    expect(calls.length).toBeGreaterThan(1);
    for (const call of calls) {
      const given = Object.keys(call.with ?? {});
      for (const name of given) expect(inputs).toContain(name);
      for (const [name, input] of Object.entries(action.inputs))
        if (input.required) expect(given).toContain(name);
    }
  });

  it('restores and keeps the same caches: memory and models', () => {
    const caches = (kind: string): unknown[] =>
      action.runs.steps
        .filter((step) => step.uses?.startsWith(`actions/cache/${kind}@`))
        .map((step) => [step.with?.path, step.with?.key]);
    expect(caches('restore')).toHaveLength(2);
    expect(caches('save')).toEqual(caches('restore'));
  });
});

describe.each(WORKFLOWS)('%s, as the OpenSSF scorecard looks at it', (file) => {
  const workflow = parse(read(file)) as Workflow;
  const jobs = Object.entries(workflow.jobs);

  it('may read, and a job of it writes no more than it is known for', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    const known: Readonly<Record<string, readonly string[]>> = {
      'ci.yml action': ['pull-requests'],
      'codeql.yml analyse': ['security-events'],
      'release.yml publish': ['id-token'],
      'release.yml github': ['contents', 'id-token', 'attestations'],
      'translate.yml translate': ['contents', 'pull-requests'],
    };
    for (const [name, { permissions = {} }] of jobs) {
      const written = Object.keys(permissions).filter((what) => permissions[what] !== 'read');
      expect(written, name).toEqual(known[`${file.replace(/^.*\//, '')} ${name}`] ?? []);
    }
  });

  it('never runs a stranger\u2019s code with the rights of the repository', () => {
    const { on } = workflow;
    const events = typeof on === 'string' ? [on] : Array.isArray(on) ? on : Object.keys(on);
    for (const event of ['pull_request_target', 'workflow_run', 'issue_comment', 'issues'])
      expect(events).not.toContain(event);
    // Titles, branches and messages are words of strangers: no expression takes one (the scripts hold none at all, above).
    expect(read(file)).not.toMatch(/\$\{\{[^}]*(?:head_ref|\.title|\.body|\.message|head\.ref|\.label)/);
    expect(read(file)).not.toMatch(/curl[^\n]*\|\s*(?:ba)?sh/);
  });

  it('ends, names the version behind every hash, and leaves no token in the checkout unless it pushes', () => {
    for (const [name, job] of jobs) {
      expect(job['timeout-minutes'], name).toBeGreaterThan(0);
      for (const { uses = '', with: given = {} } of job.steps)
        if (uses.startsWith('actions/checkout@') && file !== '.github/workflows/translate.yml')
          expect(given['persist-credentials'], name).toBe(false);
    }
    for (const line of read(file)
      .split('\n')
      .filter((each) => /uses: \w/.test(each)))
      expect(line).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });
});

describe('the project, as the OpenSSF scorecard looks at it', () => {
  it('has updates for every folder of dependencies', () => {
    const { updates } = parse(read('.github/dependabot.yml')) as {
      updates: { 'package-ecosystem': string; directory?: string; directories?: string[] }[];
    };
    const watched = (ecosystem: string): string[] =>
      updates
        .filter((each) => each['package-ecosystem'] === ecosystem)
        .flatMap(({ directory, directories = [] }) => [...directories, ...(directory ? [directory] : [])])
        .sort();
    const locks = execFileSync('git', ['ls-files', '--', '*package-lock.json'], {
      cwd: ROOT,
      encoding: 'utf8',
    })
      .trim()
      .split('\n')
      .map((lock) => `/${lock.replace(/\/?package-lock\.json$/, '')}`);
    expect(watched('npm')).toEqual(locks.sort());
    expect(watched('github-actions')).toEqual(['/']);
    expect(watched('docker')).toEqual(['/']);
  });

  it('has its policy, licence, fuzzing, and statements of where a release was made', () => {
    expect(read('SECURITY.md')).toMatch(/in private/);
    expect(read('LICENSE')).toMatch(/^MIT License/);
    expect(JSON.parse(read('package.json')).scripts.fuzz).toContain('fuzz');
    const release = read('.github/workflows/release.yml');
    expect(release).toContain('npm publish tovmach.tgz --ignore-scripts --provenance');
    expect(release).toContain('actions/attest-build-provenance@');
    for (const asset of ['tovmach.tgz', 'tovmach.cdx.json', 'tovmach.intoto.jsonl'])
      expect(/gh release create [^\n]*/.exec(release)?.[0]).toContain(asset);
    expect(read('docs/release.md')).toMatch(/branch protection of `main`/);
  });
});
