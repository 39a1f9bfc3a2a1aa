import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT, tovmach } from '../support/command-line.js';
import { workflowRunner } from '../support/workflow-runner.js';

describe('the examples for other places', () => {
  it('has a pre-commit hook that git asks: stale translations are no commit, and nothing else is in its way', () => {
    const runner = workflowRunner();
    mkdirSync(join(runner.workspace, 'articles'));
    writeFileSync(
      join(runner.workspace, 'tovmach.config.yaml'),
      'targets: [en]\nlanguages: [en, uk]\nout: out\n',
    );
    writeFileSync(
      join(runner.workspace, 'articles/a.txt'),
      'The council met on Monday in the old town hall.\n',
    );
    const env = { TOVMACH: `node ${join(ROOT, 'dist/cli/main.js')}` };
    const begun = runner.run(
      `git init -q . && git config user.name Editor && git config user.email editor@example.org
       cp '${join(ROOT, 'examples/git/pre-commit')}' .git/hooks/pre-commit
       git add tovmach.config.yaml && git commit -qm Configuration`,
      env,
    );
    expect(begun.code, begun.log).toBe(0);
    const refused = runner.run('git add articles && git commit -qm Article', env);
    expect(refused.code).not.toBe(0);
    expect(refused.log).toContain('Translations are not up to date');
    const taken = runner.run(
      '$TOVMACH run articles >/dev/null && git add articles out && git commit -qm Article',
      env,
    );
    expect(taken.code, taken.log).toBe(0);
  });

  it('has a job for GitLab whose command and reports there are', async () => {
    const file = readFileSync(join(ROOT, 'examples/gitlab/gitlab-ci.yml'), 'utf8');
    const { translations } = parse(file) as {
      translations: { script: string[]; artifacts: { reports: object } };
    };
    const [script = ''] = translations.script;
    const { stdout } = await tovmach(['check', '--help']);
    for (const option of script.match(/--[a-z]+/g) ?? []) expect(stdout).toContain(option);
    expect(translations.artifacts.reports).toEqual({ junit: 'check.xml' });
    expect(script).toContain('junit=check.xml');
  });
});
