import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT, temporaryFolder, tovmach } from '../support/command-line.js';
import { install } from '../support/installed.js';
import { workflowRunner } from '../support/workflow-runner.js';

const EXAMPLES = join(ROOT, 'examples');
const runnable = readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, 'run.sh')));

/** Libraries an example says to install beside the package. */
const BESIDE: Readonly<Record<string, string>> = { mcp: '@modelcontextprotocol' };

describe('the examples', () => {
  it('are as many as README.md lists, and each is told about', () => {
    const readme = readFileSync(join(EXAMPLES, 'README.md'), 'utf8');
    expect(runnable.length).toBeGreaterThanOrEqual(12);
    for (const name of readdirSync(EXAMPLES).filter((each) => each !== 'README.md'))
      expect(readme).toContain(`](${name})`);
  });

  it.each(runnable)(
    '%s does what it says, with the packed package alone',
    (name) => {
      const folder = temporaryFolder();
      cpSync(join(EXAMPLES, name), folder, { recursive: true });
      const env = install(folder);
      const beside = BESIDE[name];
      if (beside !== undefined)
        symlinkSync(join(ROOT, 'node_modules', beside), join(folder, 'node_modules', beside));
      const { status, stdout, stderr } = spawnSync('bash', ['run.sh'], {
        cwd: folder,
        env,
        encoding: 'utf8',
      });
      expect(stdout, stderr).toBe(readFileSync(join(EXAMPLES, name, 'expected.txt'), 'utf8'));
      expect(status, stderr).toBe(0);
    },
    120_000,
  );
});

describe('the component for GitLab', () => {
  const file = readFileSync(join(EXAMPLES, 'gitlab/templates/tovmach.yml'), 'utf8');
  const [head = '', body = ''] = file.split(/^---$/m);
  const { spec } = parse(head) as { spec: { inputs: Record<string, { default?: string }> } };

  function job(given: Readonly<Record<string, string>>) {
    const filled = body.replace(/\$\[\[ inputs\.(\w+) \]\]/g, (_, name: string) => {
      const value = given[name] ?? spec.inputs[name]?.default;
      if (value === undefined) throw new Error(`no input ${name}`);
      return value;
    });
    const { tovmach: described } = parse(filled) as {
      tovmach: { variables: Record<string, string>; script: string[]; artifacts: { paths: string[] } };
    };
    return described;
  }

  it('keeps the memory where the cache is gone, also of a run that ended badly', () => {
    const { variables, script, artifacts } = job({ paths: 'articles', to: 'en', provider: 'pseudo' });
    expect(artifacts.paths).toContain('.tovmach/memory-backup.db');
    const folder = temporaryFolder();
    const env = { ...install(folder), ...variables, CI_COMMIT_REF_NAME: 'autumn', CI_DEFAULT_BRANCH: 'main' };
    const api = { CI_JOB_TOKEN: 'token', CI_API_V4_URL: 'https://gitlab.example/api/v4', CI_PROJECT_ID: '7' };
    // A stand-in for GitLab's API: the artifact of an earlier job is in a file, for one branch.
    writeFileSync(
      join(folder, 'node_modules/.bin/curl'),
      '#!/bin/sh\necho "$@" >>asked\ncase "$*" in */artifacts/main/raw/*) [ -f artifact.db ] && cp artifact.db .tovmach/earlier.db ;; *) exit 22 ;; esac\n',
      { mode: 0o755 },
    );
    cpSync(join(EXAMPLES, 'terms/articles'), join(folder, 'articles'), { recursive: true });
    const run = () =>
      spawnSync('bash', ['-e', '-c', script.join('\n')], {
        cwd: folder,
        env: { ...env, ...api },
        encoding: 'utf8',
      });
    const stats = () =>
      JSON.parse(
        spawnSync('tovmach', ['memory', 'stats', '--json'], { cwd: folder, env, encoding: 'utf8' }).stdout,
      );
    spawnSync('tovmach', ['memory', 'import', join(EXAMPLES, 'terms/memory.tmx')], { cwd: folder, env });
    const first = run();
    expect(first.status, first.stderr).toBe(0);
    const { entries } = stats();
    expect(entries).toBeGreaterThan(0);
    expect(existsSync(join(folder, 'tovmach.xml'))).toBe(true);
    spawnSync('sh', ['-c', 'cp .tovmach/memory-backup.db artifact.db; rm -r .tovmach translated'], {
      cwd: folder,
    });
    const second = run();
    expect(second.status, second.stderr).toBe(0);
    expect(stats().entries).toBe(entries);
    const asked = readFileSync(join(folder, 'asked'), 'utf8');
    expect(asked).toContain('artifacts/autumn/raw');
    expect(asked).toContain('JOB-TOKEN: token');
    writeFileSync(join(folder, 'articles/bad.txt'), Buffer.from([0xff, 0xfe, 0x00]));
    spawnSync('sh', ['-c', 'rm -r articles .tovmach/memory-backup.db'], { cwd: folder });
    const third = run();
    expect(third.status).toBe(3);
    expect(existsSync(join(folder, '.tovmach/memory-backup.db'))).toBe(true);
  }, 120_000);
});

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
