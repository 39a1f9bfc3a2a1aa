import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../support/command-line.js';
import { pack } from '../support/installed.js';
import { missingRegistry, startRegistry } from '../support/registry.js';
import { workflowRunner } from '../support/workflow-runner.js';

/** The action as a repository elsewhere has it: its files of this commit, and the package from a registry by its version. */

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
if (missingRegistry !== undefined) process.stdout.write(`skipped: no registry here (${missingRegistry})\n`);

describe.skipIf(missingRegistry !== undefined)('the action and a registry', () => {
  it('installs the version that was published, and runs on the seeds: a run, then a check that finds it complete', async () => {
    const registry = await startRegistry();
    onTestFinished(registry.close);
    const published = spawnSync('npm', ['publish', pack().file, '--ignore-scripts', '--loglevel', 'error'], {
      encoding: 'utf8',
      env: { ...process.env, npm_config_userconfig: registry.npmrc },
    });
    expect(published.status, published.stderr).toBe(0);

    const runner = workflowRunner();
    // What GitHub puts at GITHUB_ACTION_PATH: the repository at that commit, without anything built.
    const action = join(dirname(runner.workspace), 'action');
    mkdirSync(action);
    for (const name of ['action.yml', 'package.json', '.github'])
      cpSync(join(ROOT, name), join(action, name), { recursive: true });
    cpSync(join(ROOT, 'seeds'), join(runner.workspace, 'seeds'), { recursive: true });

    const { runs } = parse(readFileSync(join(action, 'action.yml'), 'utf8')) as {
      runs: { steps: { name?: string; run?: string }[] };
    };
    const script = (name: string): string => runs.steps.find((step) => step.name === name)?.run ?? 'false';
    const environment = join(dirname(runner.workspace), 'environment');
    const told = {
      GITHUB_ACTION_PATH: action,
      GITHUB_ENV: environment,
      npm_config_registry: `${registry.url}/`,
    };

    const installed = runner.run(script('Install tovmach'), told);
    expect(installed.code, installed.log).toBe(0);
    expect(installed.log).toContain(`tovmach ${version}`);
    const [, main = ''] = /^TOVMACH_MAIN=(.*)$/m.exec(readFileSync(environment, 'utf8')) ?? [];
    expect(existsSync(join(action, 'dist'))).toBe(false);
    expect(existsSync(join(dirname(main), '../../package.json'))).toBe(true);

    // The component for GitLab asks for a version of its own.
    const component = readFileSync(join(ROOT, 'examples/gitlab/templates/tovmach.yml'), 'utf8').split(
      /^---$/m,
    );
    const { spec } = parse(component[0] ?? '') as { spec: { inputs: { package: { default: string } } } };
    const { tovmach: job } = parse((component[1] ?? '').replace(/\$\[\[.*?\]\]/g, 'x')) as {
      tovmach: { before_script: string[] };
    };
    const asGitLab = runner.run(
      `${job.before_script.join('\n')}\n"$npm_config_prefix/bin/tovmach" --version`,
      {
        npm_config_registry: told.npm_config_registry,
        npm_config_prefix: join(dirname(runner.workspace), 'global'),
        TOVMACH_PACKAGE: spec.inputs.package.default,
      },
    );
    expect(asGitLab.code, asGitLab.log).toBe(0);
    expect(asGitLab.log.trim().split('\n').at(-1)).toBe(version);

    const inputs = {
      ...told,
      TOVMACH_MAIN: main,
      TOVMACH_PATHS: 'seeds',
      TOVMACH_TO: 'en,uk',
      TOVMACH_OUT: 'translated',
      TOVMACH_PROVIDER: 'auto',
    };
    const run = runner.run(script('Run'), { ...inputs, TOVMACH_COMMAND: 'run' });
    expect(run.outputs['exit-code'], run.log).toBe('0');
    expect(run.summary).not.toBe('');
    // The memory went with the machine; what is committed is enough for a check.
    rmSync(join(runner.workspace, '.tovmach'), { recursive: true, force: true });
    const check = runner.run(script('Run'), { ...inputs, TOVMACH_COMMAND: 'check' });
    expect(check.outputs['exit-code'], check.log).toBe('0');
  }, 240_000);
});
