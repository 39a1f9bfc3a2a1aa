import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { hashesBelow, sentence, writeFiles } from '../support/corpus.js';
import { countingServer } from '../support/counting-server.js';

/**
 * `npm run kills -- --kills 400`: kill -9 at random moments of runs that have twenty requests under way, answered after 5
 * to 50 ms by a server that counts. Fails where more than a tenth of a text a kill is sent again although its answer had
 * reached it, where any file differs from those of an undisturbed run, or where anything is left over.
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

/**
 * Kills from a thread of its own: in the server's, timers of one millisecond go off together, and every answer of that
 * millisecond would leave just before the kill. The process is stopped first, so that it can be told what had arrived of which
 * it had read nothing: what is in its connections to the server (Linux).
 */
const KILLER = `
  const { parentPort } = require('node:worker_threads');
  const { readFileSync } = require('node:fs');
  const pause = new Int32Array(new SharedArrayBuffer(4));
  parentPort.on('message', ({ pid, after, port }) => {
    Atomics.wait(pause, 0, 0, after);
    let at = 0;
    const full = [];
    try {
      process.kill(pid, 'SIGSTOP');
      at = performance.timeOrigin + performance.now();
      for (const name of ['tcp', 'tcp6']) {
        let lines = [];
        try { lines = readFileSync('/proc/net/' + name, 'utf8').split('\\n').slice(1); } catch {}
        for (const line of lines) {
          const [, here, there, , queues = ''] = line.trim().split(/\\s+/);
          if (parseInt((there ?? '').split(':')[1], 16) !== port) continue;
          if (parseInt(queues.split(':')[1], 16) > 0) full.push(parseInt(here.split(':')[1], 16));
        }
      }
      process.kill(pid, 'SIGKILL');
    } catch {}
    parentPort.postMessage({ at, full });
  });`;

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
const total = { kills: 0, again: 0, unread: 0, underWay: 0, different: 0, leftovers: 0, failed: 0 };
const before: number[] = [];
const killer = new Worker(KILLER, { eval: true });
const port = Number(new URL(server.url).port);

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
  killer.postMessage({ pid: child.pid, after: duration * random(), port });
  const [{ at, full }] = (await once(killer, 'message')) as [{ at: number; full: number[] }];
  server.count.killedAt = at - performance.timeOrigin;
  server.count.full = new Set(full);
  const code = await ended;
  if (at > 0 && code === null) {
    total.kills += 1;
    if ((await start(folder, server.url).ended) !== 0) total.failed += 1;
    const left = hashesBelow(join(folder, 'out'));
    const names = Object.keys({ ...left, ...expected });
    total.different += names.filter((name) => name in expected && left[name] !== expected[name]).length;
    const beside = readdirSync(join(folder, '.tovmach')).filter((name) => !stored.includes(name));
    const over = [...names.filter((name) => !(name in expected)), ...beside];
    if (over.length > 0) process.stdout.write(`left over: ${over.join(', ')}\n`);
    total.leftovers += over.length;
    total.again += server.count.again.length;
    total.unread += server.count.unread.length;
    total.underWay += server.count.underWay.length;
    before.push(...server.count.again.map((each) => each.before));
  }
  rmSync(folder, { recursive: true });
}
server.close();
await killer.terminate();
rmSync(reference, { recursive: true });

const median = before.sort((a, b) => a - b)[Math.floor(before.length / 2)];
process.stdout.write(
  `${total.kills} kills of runs over ${texts} texts, 20 requests at once: ${total.again} texts sent again whose answer had been read${
    median === undefined ? '' : ` (median ${median.toFixed(1)} ms before the kill)`
  }, ${total.unread} whose answer had arrived and was not read, ${total.underWay} that were under way, ${total.different} files different, ${total.leftovers} leftovers, ${total.failed} runs failed afterwards\n`,
);
if (total.again > KILLS / 10 || total.different + total.leftovers + total.failed > 0) process.exitCode = 1;
