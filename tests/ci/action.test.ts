import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../support/command-line.js';
import { type Runner, workflowRunner } from '../support/workflow-runner.js';

const ACTION = { file: join(ROOT, '.github/action.sh') };
const COMMENT = { file: join(ROOT, '.github/comment.sh') };

function workspaceWith(files: Readonly<Record<string, string>>): Runner {
  const runner = workflowRunner();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(runner.workspace, name)), { recursive: true });
    writeFileSync(join(runner.workspace, name), text);
  }
  return runner;
}

const ENGLISH = 'The council met on Monday in the old town hall. It voted for the new bridge.\n';
const RUN = {
  TOVMACH_COMMAND: 'run',
  TOVMACH_TO: 'en,uk',
  TOVMACH_OUT: 'translated',
  TOVMACH_PROVIDER: 'pseudo',
};

/** A translator of one sentence that writes down what it is asked for. */
const PAID = `import { appendFileSync } from 'node:fs';
import { z } from 'zod';
export default {
  kind: 'provider',
  name: 'paid',
  description: 'paid by the sentence',
  settings: z.strictObject({}),
  create: () => ({
    name: 'paid',
    identity: 'paid',
    capabilities: { maxUnits: 1, maxCharacters: 1000, maxUnitCharacters: 1000, placeholders: 'token', context: false, deterministic: true, remote: false },
    supports: async () => true,
    translate: async ({ units }) => ({
      units: units.map(({ id }) => {
        appendFileSync('paid.txt', '.');
        return { id, text: 'The council adopted the city budget for next year.' };
      }),
    }),
  }),
};
`;

describe("the action's command", () => {
  it('runs, and gives exit code, report and summary', () => {
    const runner = workspaceWith({ 'articles/a.txt': ENGLISH });
    const { code, outputs, summary, log } = runner.run(ACTION, { ...RUN, TOVMACH_PATHS: 'articles' });
    expect(code, log).toBe(0);
    expect(outputs).toEqual({ 'exit-code': '0', report: 'translated/report.md' });
    expect(summary).toBe(readFileSync(join(runner.workspace, 'translated/report.md'), 'utf8'));
  });

  it('takes several paths at spaces, paths with spaces one a line, and further arguments', () => {
    const runner = workspaceWith({ 'a b/one.txt': ENGLISH, 'c/two.txt': ENGLISH, 'd/three.txt': ENGLISH });
    const plan = { TOVMACH_COMMAND: 'plan', TOVMACH_TO: 'uk', TOVMACH_ARGS: '--languages en,uk --json' };
    const articles = (paths: string): unknown => {
      const { log } = runner.run(ACTION, { ...plan, TOVMACH_PATHS: paths });
      return (JSON.parse(log.slice(log.indexOf('{'), log.lastIndexOf('}') + 1)) as { articles: number })
        .articles;
    };
    expect(articles('c d')).toBe(2);
    expect(articles('a b\nc\n')).toBe(2);
  });

  it('lets no input be an option, a script or another command', () => {
    const runner = workspaceWith({ 'a.txt': ENGLISH });
    const paths = runner.run(ACTION, { ...RUN, TOVMACH_PATHS: '--store=/elsewhere.db a.txt' });
    expect(paths.log).toContain('--store=/elsewhere.db does not exist');
    const script = runner.run(ACTION, {
      ...RUN,
      TOVMACH_PATHS: '$(touch broken)\n`touch broken`\n;touch broken',
    });
    expect(script.log).toContain('$(touch broken) does not exist');
    expect(() => readFileSync(join(runner.workspace, 'broken'))).toThrow('ENOENT');
    const command = runner.run(ACTION, { ...RUN, TOVMACH_COMMAND: 'memory', TOVMACH_PATHS: 'prune' });
    expect(command.code).toBe(2);
    expect(command.log).toContain('::error::');
  });

  it('pays for nothing again where the cache is gone and the outputs are committed', () => {
    const sentence = 'Рада ухвалила бюджет міста на наступний рік.';
    const runner = workspaceWith({
      'articles/a.txt': `${sentence}\n`,
      'tovmach.config.yaml':
        'languages: [uk, en]\nprovider: paid\nproviders: { paid: { module: ./paid.mjs } }\n',
      'paid.mjs': PAID,
    });
    mkdirSync(join(runner.workspace, 'node_modules'));
    symlinkSync(join(ROOT, 'node_modules/zod'), join(runner.workspace, 'node_modules/zod'));
    const run = { ...RUN, TOVMACH_PATHS: 'articles', TOVMACH_TO: 'en', TOVMACH_PROVIDER: 'paid' };
    const paid = (): number => readFileSync(join(runner.workspace, 'paid.txt'), 'utf8').length;
    const first = runner.run(ACTION, run);
    expect(first.code, first.log).toBe(0);
    expect(paid()).toBe(1);
    rmSync(join(runner.workspace, '.tovmach'), { recursive: true });
    writeFileSync(join(runner.workspace, 'articles/b.txt'), `${sentence}\n`);
    const second = runner.run(ACTION, run);
    expect(second.code, second.log).toBe(0);
    expect(readFileSync(join(runner.workspace, 'translated/b.en.md'), 'utf8')).toContain(
      'The council adopted the city budget for next year.',
    );
    expect(paid()).toBe(1);
  }, 90_000);

  it('gives the exit code of tovmach', () => {
    const { code, outputs } = workspaceWith({}).run(ACTION, { ...RUN, TOVMACH_PATHS: 'nothing-here' });
    expect(code).toBe(3);
    expect(outputs['exit-code']).toBe('3');
  });

  it('prints what articles say where GitHub takes no commands', () => {
    const runner = workspaceWith({ 'a.txt': `::add-mask::the\n${ENGLISH}` });
    const { log } = runner.run(ACTION, {
      TOVMACH_COMMAND: 'detect',
      TOVMACH_PATHS: 'a.txt',
      TOVMACH_ARGS: '--languages en,uk',
    });
    const [, token = ''] = /^::stop-commands::(tovmach-[\w-]{36})$/m.exec(log) ?? [];
    const places = [`::stop-commands::${token}\n`, '::add-mask::', `\n::${token}::`].map((text) =>
      log.indexOf(text),
    );
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });
});

describe("the action's check", () => {
  const CHECK = {
    ...RUN,
    TOVMACH_COMMAND: 'check',
    TOVMACH_PATHS: 'articles',
    TOVMACH_ARGS: '--languages en,uk',
  };

  it('annotates, sums up and fails while outputs are missing, and is content after a run', () => {
    const runner = workspaceWith({ 'articles/city/a.txt': ENGLISH });
    const before = runner.run(ACTION, CHECK);
    expect(before.code, before.log).toBe(8);
    expect(before.outputs['exit-code']).toBe('8');
    expect(before.summary).toMatch(/^## tovmach: check\n\n❌ /);
    expect(readFileSync(before.outputs.report ?? '', 'utf8')).toBe(before.summary);
    const [, token = ''] = /^::stop-commands::(\S+)$/m.exec(before.log) ?? [];
    const annotations = before.log.slice(before.log.indexOf(`\n::${token}::`));
    expect(annotations).toMatch(/^::error file=articles\/city\/a\.txt,title=tovmach%3A stale-output::/m);
    expect(runner.run(ACTION, { ...CHECK, TOVMACH_COMMAND: 'run' }).code).toBe(0);
    const after = runner.run(ACTION, CHECK);
    expect(after.code, after.log).toBe(0);
    expect(after.summary).toContain('✅');
  }, 90_000);
});

describe('the names of the caches', () => {
  const action = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8'));
  const script = action.runs.steps.find((step: { id?: string }) => step.id === 'keys').run as string;

  it('hold no comma, and differ where the languages or the branch do', () => {
    const runner = workflowRunner();
    const names = (branch: string, to: string): string[] =>
      Object.values(runner.run(script, { TOVMACH_BRANCH: branch, TOVMACH_TO: to }).outputs);
    const [branch, languages] = names('feature/a,b', 'en,uk');
    expect(branch).toMatch(/^[0-9a-f]{16}$/);
    expect(languages).toMatch(/^[0-9a-f]{16}$/);
    expect(names('main', 'en,uk')[0]).not.toBe(branch);
    expect(names('main', 'en')[1]).not.toBe(languages);
  });
});

describe('the comment on a pull request', () => {
  const env = {
    TOVMACH_PULL_REQUEST: '17',
    TOVMACH_SUBJECT: 'check "translated"',
    TOVMACH_REPORT: 'report.md',
  };
  const MARKER = '<!-- tovmach check  translated  -->';

  it('is written once', () => {
    const { code, calls, log } = workspaceWith({ 'report.md': '## Звіт\n' }).run(COMMENT, env);
    expect(code, log).toBe(0);
    expect(calls.map(({ args }) => args.filter((word) => !word.startsWith('body=')))).toEqual([
      [
        'api',
        '--paginate',
        'repos/press/articles/issues/17/comments?per_page=100',
        '--jq',
        `.[] | select(.body | startswith("${MARKER}")) | .id`,
      ],
      ['api', '--silent', '--method', 'POST', 'repos/press/articles/issues/17/comments', '-F'],
    ]);
    expect(calls[1]?.body).toBe(`${MARKER}\n## Звіт\n`);
  });

  it('is updated where it stands', () => {
    const runner = workspaceWith({ 'report.md': '## Report\n' });
    runner.answer(/--paginate/, '812\n900\n');
    const { calls } = runner.run(COMMENT, env);
    expect(calls).toHaveLength(2);
    expect(calls[1]?.args.slice(0, 5)).toEqual([
      'api',
      '--silent',
      '--method',
      'PATCH',
      'repos/press/articles/issues/comments/812',
    ]);
  });

  it('is cut to what GitHub takes, between characters', () => {
    const { calls } = workspaceWith({ 'report.md': `a${'щ'.repeat(60_000)}` }).run(COMMENT, env);
    const body = calls[1]?.body ?? '';
    expect(body.length).toBeGreaterThan(20_000);
    expect(body.length).toBeLessThan(65_536);
    expect(body).not.toContain('\uFFFD');
  });

  it('decides nothing when it fails, and says so', () => {
    const refused = workspaceWith({ 'report.md': 'x' });
    refused.answer(/POST/, '', 1);
    const first = refused.run(COMMENT, env);
    expect(first.code).toBe(0);
    expect(first.log).toContain('::warning title=tovmach::');
    const unread = workspaceWith({ 'report.md': 'x' });
    unread.answer(/--paginate/, '', 1);
    expect(unread.run(COMMENT, env).calls).toHaveLength(1);
  });

  it('is not tried outside of a pull request', () => {
    const { code, calls } = workspaceWith({ 'report.md': 'x' }).run(COMMENT, {
      ...env,
      TOVMACH_PULL_REQUEST: '',
    });
    expect([code, calls]).toEqual([0, []]);
  });
});

describe('the workflow that opens a pull request', () => {
  const workflow = parse(readFileSync(join(ROOT, '.github/workflows/translate.yml'), 'utf8'));
  const script = (name: string): string =>
    workflow.jobs.translate.steps.find((step: { name?: string }) => step.name === name).run;
  const OPEN = script('Open or update the pull request');
  const env = {
    OUT: 'translated',
    REPORT: 'translated/report.md',
    BRANCH: 'tovmach/translations',
  };

  function repository(): Runner {
    const runner = workspaceWith({ 'articles/a.txt': ENGLISH });
    const begun = runner.run(
      `git init -q -b main . && git init -q --bare ../remote.git && git remote add origin ../remote.git
       git config user.name Editor && git config user.email editor@example.org
       git add articles && git commit -qm Articles && git push -q origin main && git update-ref refs/tovmach/start HEAD`,
    );
    expect(begun.code, begun.log).toBe(0);
    runner.run(
      'mkdir -p translated && echo "# Report" >translated/report.md && echo Міст >translated/a.uk.md',
    );
    return runner;
  }
  const pushed = (runner: Runner): string =>
    runner.run('git --git-dir ../remote.git ls-tree -r --name-only tovmach/translations').log;

  it('opens one with the report, or updates the one that is open', () => {
    const runner = repository();
    const { code, calls, log } = runner.run(OPEN, env);
    expect(code, log).toBe(0);
    expect(calls.map(({ args }) => args.slice(0, 2).join(' '))).toEqual(['pr list', 'pr create']);
    expect(calls[1]?.body).toBe('# Report\n');
    runner.answer(/^pr list/, '5\n');
    expect(runner.run(OPEN, env).calls[1]?.args.slice(0, 3)).toEqual(['pr', 'edit', '5']);
  });

  it('pushes the outputs alone, and nothing when nothing changed', () => {
    const runner = repository();
    writeFileSync(join(runner.workspace, 'left-over.txt'), 'not an output');
    const push = (): ReturnType<Runner['run']> =>
      runner.run(
        { file: join(ROOT, '.github/push.sh') },
        { TOVMACH_BRANCH: env.BRANCH, TOVMACH_OUT: 'translated' },
      );
    const first = push();
    expect([first.code, first.outputs.pushed], first.log).toEqual([0, 'true']);
    expect(pushed(runner).trim().split('\n')).toEqual([
      'articles/a.txt',
      'translated/a.uk.md',
      'translated/report.md',
    ]);
    const second = push();
    expect([second.code, second.outputs.pushed], second.log).toEqual([0, 'false']);
    expect(second.log).toContain('Nothing changed.');
  });

  it('fails with the code of tovmach, or with 1 when tovmach never ran', () => {
    const runner = workspaceWith({});
    expect(runner.run(script('Say how it went'), { CODE: '6' }).code).toBe(6);
    expect(runner.run(script('Say how it went'), { CODE: '' }).code).toBe(1);
  });
});
