import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { hashesBelow, sentence, writeFiles } from '../support/corpus.js';
import { countingServer } from '../support/counting-server.js';

/**
 * `npm run kills -- --kills 400`: kill -9 at random moments of runs that have twenty requests under way, answered after 5
 * to 50 ms by a server that counts. Fails where more than a tenth of a text a kill is sent again although its answer had
 * left the server, where any file differs from those of an undisturbed run, or where anything is left over.
 */
const { values } = parseArgs({
  options: { kills: { type: 'string', default: '40' }, seed: { type: 'string', default: '20240708' } },
});
const KILLS = Number(values.kills);
const ARTICLES = 12;
const LINES = 12;
const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const CONFIG = 'concurrency: 8\nproviders:\n  libretranslate: { concurrency: 20, maxUnits: 1 }\n';
const ARGS = 'run in --to en --languages uk,en --provider libretranslate --out out --quiet'.split(' ');

let state = Number(values.seed) >>> 0;
/** 0 to 1; from one seed the same numbers. */
function random(): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
}

function workplace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tovmach-kills-'));
  const articles = Array.from({ length: ARTICLES }, (_, article) => {
    const lines = Array.from({ length: LINES }, (_, line) => sentence(article * LINES + line));
    return [`in/article-${article}.txt`, `${lines.join('\n')}\n`];
  });
  writeFiles(folder, { ...Object.fromEntries(articles), 'tovmach.config.yaml': CONFIG });
  return folder;
}

function start(folder: string, url: string): { child: ChildProcess; ended: Promise<number | null> } {
  const child = spawn(process.execPath, [MAIN, ...ARGS], {
    cwd: folder,
    stdio: 'ignore',
    env: { PATH: process.env.PATH ?? '', HOME: folder, CI: '1', LIBRETRANSLATE_URL: url },
  });
  return { child, ended: new Promise((resolve) => child.on('close', (code) => resolve(code))) };
}

const server = await countingServer(() => 5 + 45 * random());
const total = { kills: 0, again: 0, underWay: 0, different: 0, leftovers: 0, failed: 0 };
const before: number[] = [];

const reference = workplace();
const first = server.nextRequest();
const whole = start(reference, server.url);
await first;
const began = performance.now();
if ((await whole.ended) !== 0) throw new Error('the undisturbed run failed');
const duration = performance.now() - began;
const expected = hashesBelow(join(reference, 'out'));
const stored = readdirSync(join(reference, '.tovmach')).sort();
const texts = server.count.asked;

while (total.kills < KILLS) {
  const folder = workplace();
  server.reset();
  const asked = server.nextRequest();
  const { child, ended } = start(folder, server.url);
  // From the first text asked for on: before that there is nothing to lose.
  await asked;
  await new Promise((resolve) => setTimeout(resolve, duration * random()));
  const isKilled = child.exitCode === null && child.kill('SIGKILL');
  server.count.killedAt = performance.now();
  const code = await ended;
  if (isKilled && code === null) {
    total.kills += 1;
    if ((await start(folder, server.url).ended) !== 0) total.failed += 1;
    const left = hashesBelow(join(folder, 'out'));
    const names = Object.keys({ ...left, ...expected });
    total.different += names.filter((name) => name in expected && left[name] !== expected[name]).length;
    const beside = readdirSync(join(folder, '.tovmach')).filter((name) => !stored.includes(name));
    total.leftovers += names.filter((name) => !(name in expected)).length + beside.length;
    total.again += server.count.again.length;
    total.underWay += server.count.underWay.length;
    before.push(...server.count.again.map((each) => each.before));
  }
  rmSync(folder, { recursive: true });
}
server.close();
rmSync(reference, { recursive: true });

const median = before.sort((a, b) => a - b)[Math.floor(before.length / 2)];
process.stdout.write(
  `${total.kills} kills of runs over ${texts} texts, 20 requests at once: ${total.again} texts sent again whose answer had left${
    median === undefined ? '' : ` (median ${median.toFixed(1)} ms before the kill)`
  }, ${total.underWay} sent again that were under way, ${total.different} files different, ${total.leftovers} leftovers, ${total.failed} runs failed afterwards\n`,
);
if (total.again > KILLS / 10 || total.different + total.leftovers + total.failed > 0) process.exitCode = 1;
