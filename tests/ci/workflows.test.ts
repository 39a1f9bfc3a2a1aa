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
interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
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
      if (uses !== undefined) expect(uses).toMatch(/^(\.\/|actions\/[\w/-]+@[0-9a-f]{40})$/);
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
