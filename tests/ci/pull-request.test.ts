import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { mergeLocks } from '../../src/index.js';
import { ROOT } from '../support/command-line.js';
import { type Runner, workflowRunner } from '../support/workflow-runner.js';

/** The pull request of translations, with real git: runs, editors, and a default branch that moves. */

const workflow = parse(readFileSync(join(ROOT, '.github/workflows/translate.yml'), 'utf8'));
const OPEN: string = workflow.jobs.translate.steps.find(
  (step: { name?: string }) => step.name === 'Open or update the pull request',
).run;

const SENTENCES = [
  ['Рада ухвалила бюджет міста на наступний рік.', 'The council adopted the city budget for next year.'],
  [
    'Мер обіцяє відремонтувати міст до кінця осені.',
    'The mayor promises to repair the bridge by the end of autumn.',
  ],
  ['Роботи почнуться в останній день травня.', 'The works begin on the last day of May.'],
  ['Вартість ремонту поки що невідома нікому.', 'Nobody knows yet what the repairs will cost.'],
] as const;
const TMX = `<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header srclang="uk" creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" datatype="plaintext"/>
<body>${SENTENCES.map(([uk, en]) => `<tu><tuv xml:lang="uk"><seg>${uk}</seg></tuv><tuv xml:lang="en"><seg>${en}</seg></tuv></tu>`).join('')}</body></tmx>
`;
const article = (count: number): string =>
  SENTENCES.slice(0, count)
    .map(([uk]) => `${uk}\n`)
    .join('');

const git = (runner: Runner, script: string): string => {
  const { code, log } = runner.run(`set -e\n${script}`);
  expect(code, log).toBe(0);
  return log;
};

class Place {
  readonly runner = workflowRunner();

  constructor() {
    const { workspace } = this.runner;
    for (const [name, text] of [
      ['articles/a.txt', article(2)],
      ['articles/memory.tmx', TMX],
      [
        'tovmach.config.yaml',
        'targets: [en, uk]\nlanguages: [uk, en]\nout: translated\nmodels: { download: "no" }\n',
      ],
      ['.gitignore', '.tovmach/\n'],
    ] as const) {
      mkdirSync(dirname(join(workspace, name)), { recursive: true });
      writeFileSync(join(workspace, name), text);
    }
    git(
      this.runner,
      `git init -q -b main . && git init -q --bare -b main ../remote.git && git remote add origin ../remote.git
       git config user.name Editor && git config user.email editor@example.org
       git add . && git commit -qm Articles && git push -q origin main`,
    );
  }

  /** What a job of the workflow does; `between` happens while it translates. */
  job(between = ''): ReturnType<Runner['run']> {
    const { runner } = this;
    // A job begins with a clean checkout of the default branch; the memory comes from the cache.
    git(
      runner,
      'git fetch -q origin && git switch -q --detach origin/main && git branch -q -D tovmach/translations 2>/dev/null || true',
    );
    const env = {
      TOVMACH_BRANCH: 'tovmach/translations',
      TOVMACH_COMMAND: 'run',
      TOVMACH_TO: 'en,uk',
      TOVMACH_OUT: 'translated',
      TOVMACH_PATHS: 'articles',
    };
    const step = (script: string): ReturnType<Runner['run']> => {
      const result = runner.run({ file: join(ROOT, '.github', script) }, env);
      expect(result.code, result.log).toBe(0);
      return result;
    };
    step('branch.sh');
    step('action.sh');
    if (between !== '') git(runner, between);
    const pushed = step('push.sh');
    if (pushed.outputs.pushed !== 'true') return pushed;
    return runner.run(OPEN, { BRANCH: 'tovmach/translations', REPORT: 'translated/report.md' });
  }

  /** An editor changes words of a file on the branch and pushes, from a clone of their own. */
  edit(from: string, to: string): string {
    return `rm -rf ../editor && git clone -q -b tovmach/translations ../remote.git ../editor && cd ../editor
      git config user.name Editor && git config user.email editor@example.org
      grep -q '${from}' translated/a.en.md && sed -i 's/${from}/${to}/' translated/a.en.md
      git commit -qam 'Better: ${to}' && git push -q origin HEAD`;
  }

  file(path: string): string {
    return git(this.runner, `git --git-dir ../remote.git show tovmach/translations:${path}`);
  }
}

describe('the pull request of translations', () => {
  it('keeps what two editors wrote, before and during a second run, while the default branch moves', () => {
    const place = new Place();
    const first = place.job();
    expect(first.code, first.log).toBe(0);
    expect(first.calls.map(({ args }) => args[1])).toEqual(['list', 'create']);
    expect(place.file('translated/a.en.md')).toContain('The council adopted the city budget for next year.');

    git(place.runner, place.edit('The council adopted', 'City councillors passed'));
    git(
      place.runner,
      `git switch -q --detach origin/main && cat > articles/a.txt <<'TEXT'\n${article(3)}TEXT\n
       git commit -qam 'One more sentence' && git push -q origin HEAD:main`,
    );
    place.runner.answer(/^pr list/, '5\n');
    const second = place.job(place.edit('by the end of autumn', 'before winter'));
    expect(second.code, second.log).toBe(0);
    expect(second.calls.map(({ args }) => args[1])).toEqual(['list', 'edit']);

    const english = place.file('translated/a.en.md');
    expect(english).toContain('City councillors passed the city budget for next year.');
    expect(english).toContain('The mayor promises to repair the bridge before winter.');
    expect(english).toContain('The works begin on the last day of May.');
    const history = git(place.runner, 'git --git-dir ../remote.git log --format=%s tovmach/translations');
    for (const commit of ['Better: City councillors passed', 'Better: before winter', 'One more sentence'])
      expect(history).toContain(commit);

    // The second editor's words are taken up by the next run; the first one's are in memory already.
    const third = place.job();
    expect(third.code, third.log).toBe(0);
    const manifest = place.file('translated/manifest.json');
    expect(manifest.match(/"human"/g)?.length).toBeGreaterThanOrEqual(2);
    expect(place.file('translated/a.en.md')).toBe(english);

    const fourth = place.job();
    expect([fourth.code, fourth.calls]).toEqual([0, []]);
    expect(fourth.log).toContain('Nothing changed.');
  });

  it('merges states that two branches wrote, through git', () => {
    const place = new Place();
    const merged = git(
      place.runner,
      `git config merge.tovmach-lock.driver "node '${join(ROOT, 'dist/cli/main.js')}' lock merge %O %A %B"
       echo 'tovmach.lock merge=tovmach-lock' > .gitattributes
       line() { printf '{"id":"%s","path":"%s","root":"articles","records":1,"ledger":"%s.segments.json","outputs":{"en":{"path":"%s.en.md","source":"1","config":"1","hash":"%s"}}}\\n' $1 $1 $1 $1 $2; }
       head='{"schema":"tovmach/lock@1"}'
       { echo "$head"; line a 1; line b 1; } > tovmach.lock && git add . && git commit -qm base
       git switch -qc one && { echo "$head"; line a 2; line b 1; } > tovmach.lock && git commit -qam one
       git switch -q main && { echo "$head"; line a 1; line b 2; line c 1; } > tovmach.lock && git commit -qam two
       git merge -q --no-edit one && cat tovmach.lock`,
    );
    expect(merged.match(/"hash":"\d"/g)).toEqual(['"hash":"2"', '"hash":"2"', '"hash":"1"']);
  });
});

describe('merging tovmach.lock', () => {
  const HEAD = '{"schema":"tovmach/lock@1"}\n';
  const line = (id: string, outputs: Record<string, string>): string =>
    `${JSON.stringify({ id, path: id, root: '.', records: 1, ledger: `${id}.json`, outputs: Object.fromEntries(Object.entries(outputs).map(([target, hash]) => [target, { path: `${id}.${target}`, source: '1', config: '1', hash }])) })}\n`;

  it('takes what one side changed, leaves out what both did, drops what one removed', () => {
    const base = HEAD + line('a', { en: '1', uk: '1' }) + line('b', { en: '1' });
    const ours = HEAD + line('a', { en: '2', uk: '1' }) + line('b', { en: '1' });
    const theirs = HEAD + line('a', { en: '3', uk: '2' });
    expect(mergeLocks(base, ours, theirs)).toBe(HEAD + line('a', { uk: '2' }));
  });

  it('is the same whichever side it is seen from, and passes over conflict markers', () => {
    const base = HEAD + line('a', { en: '1' });
    const ours = `${HEAD}<<<<<<< HEAD\n${line('a', { en: '2' })}`;
    const theirs = HEAD + line('a', { en: '1' }) + line('c', { en: '1' });
    expect(mergeLocks(base, ours, theirs)).toBe(HEAD + line('a', { en: '2' }) + line('c', { en: '1' }));
    expect(mergeLocks(base, theirs, ours)).toBe(mergeLocks(base, ours, theirs));
  });
});
