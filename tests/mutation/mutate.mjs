// npm run mutate -- <folder …>: changes the code in small ways, one at a time, and counts what the tests notice.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What is changed, and the tests that are asked. Files that work on the disk are asked by tests of whole runs instead. */
const FOLDERS = {
  errors: { mutate: ['src/errors.ts'], tests: ['tests/errors/*.test.ts'] },
  model: { mutate: ['src/model/**/*.ts'], tests: ['tests/model/*.test.ts'] },
  write: {
    mutate: [
      'src/write/**/*.ts',
      ...['write', 'draft', 'state', 'manifest', 'manifest-read', 'recover'].map((name) => `!src/write/${name}.ts`),
    ],
    tests: ['tests/write/*.test.ts'],
  },
  translate: { mutate: ['src/translate/**/*.ts'], tests: ['tests/translate/*.test.ts'] },
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => FOLDERS[name.split(':')[0]] === undefined);
if (unknown.length > 0) {
  console.error(`no folder "${unknown.join('", "')}": ${Object.keys(FOLDERS).join(', ')}`);
  process.exit(2);
}
if (!existsSync(new URL('node_modules/@stryker-mutator/core', import.meta.url))) {
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--legacy-peer-deps', '--prefix', 'tests/mutation'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(1);
}
process.chdir(ROOT);
const { Stryker } = await import('@stryker-mutator/core');

/** `write:src/write/edits.ts`: one file of a folder. */
for (const name of asked.length > 0 ? asked : Object.keys(FOLDERS)) {
  const [folder, file] = name.split(':');
  const { mutate, tests } = FOLDERS[folder];
  process.env.TOVMACH_MUTATION_TESTS = tests.join(',');
  const results = await new Stryker({
    mutate: file === undefined ? mutate : [file],
    ignorePatterns: ['dist', 'bench', 'examples', 'docs', 'out'],
    plugins: [fileURLToPath(new URL('runner.mjs', import.meta.url))],
    testRunner: 'vitest',
    vitest: { configFile: 'tests/mutation/vitest.config.ts', related: false },
    coverageAnalysis: 'perTest',
    concurrency: Number(process.env.TOVMACH_MUTATION_WORKERS ?? 1),
    ignoreStatic: false,
    reporters: [],
    fileLogLevel: 'off',
    logLevel: 'error',
    tempDirName: '.stryker-tmp',
    timeoutMS: 5000,
    allowConsoleColors: false,
  }).runMutationTest();
  print(folder, results);
}

function print(folder, results) {
  const files = new Map();
  const survivors = [];
  for (const { fileName, status, mutatorName, location, replacement } of results) {
    const file = fileName.startsWith(ROOT) ? fileName.slice(ROOT.length) : fileName;
    const tally = files.get(file) ?? { noticed: 0, all: 0 };
    files.set(file, tally);
    if (status === 'Ignored' || status === 'CompileError' || status === 'RuntimeError') continue;
    tally.all += 1;
    if (status === 'Killed' || status === 'Timeout') tally.noticed += 1;
    else survivors.push(`${file}:${location.start.line + 1}:${location.start.column + 1} ${status} ${mutatorName} ${replacement ?? ''}`.replaceAll('\n', ' ').slice(0, 200));
  }
  const percent = ({ noticed, all }) => `${all === 0 ? '-' : ((100 * noticed) / all).toFixed(1)} % (${noticed} of ${all})`;
  for (const [file, tally] of [...files].sort()) console.log(`${file}: ${percent(tally)}`);
  const total = { noticed: 0, all: 0 };
  for (const { noticed, all } of files.values()) {
    total.noticed += noticed;
    total.all += all;
  }
  console.log(`${folder}: ${percent(total)}`);
  mkdirSync('.stryker-tmp', { recursive: true });
  writeFileSync(`.stryker-tmp/survivors-${folder}.txt`, `${survivors.sort().join('\n')}\n`);
  console.log(`what nothing noticed: .stryker-tmp/survivors-${folder}.txt`);
}
