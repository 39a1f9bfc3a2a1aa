import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openMemory } from '../../src/index.js';
import { ARTICLE, CONFIG, FILES } from './news.js';
import { makeOutputs, type Outputs, openOutputs } from './outputs.js';

/** Kill -9 while somebody decides: what was shown as saved is there. `TOVMACH_KILLS=100` for more of them. */

const KILLS = Number(process.env.TOVMACH_KILLS ?? 3);
const LIBRARY = fileURLToPath(new URL('../../dist/index.js', import.meta.url));
/** Decides on and on, and prints each text once it is saved. */
const DECIDER = `
import { createTovmach } from ${JSON.stringify(LIBRARY)};
const [folder, segment, from] = process.argv.slice(1);
const tovmach = await createTovmach({
  cwd: folder, config: { targets: ['uk'], out: 'out', memory: { files: ['seeds/news.tmx'] } } });
for (let at = Number(from); ; at++) {
  await tovmach.decide({ article: ${JSON.stringify(ARTICLE)}, target: 'uk', segment },
    { kind: 'edit', text: 'Мер подякував ' + at + ' разів.' }, { by: 'Olha', waitForLockMs: 10000 });
  console.log(at);
}`;

const SETTINGS = { config: { ...CONFIG.config, targets: ['uk'] } };
let outputs: Outputs;
beforeAll(async () => {
  const briefs = Array.from({ length: 260 }, (_, index) =>
    JSON.stringify({ id: String(index), text: `Сьогодні у місті відкрили школу номер ${index}.` }),
  ).join('\n');
  outputs = await makeOutputs({ ...FILES, 'briefs.ndjson': briefs }, SETTINGS);
}, 240_000);
afterAll(async () => {
  await outputs.tovmach.close();
  rmSync(outputs.folder, { recursive: true, force: true });
});

/** @returns the last that was told as saved, or `-1`, of a process killed so long after the first */
async function killedAfter(milliseconds: number, segment: string, from: number): Promise<number> {
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', DECIDER, outputs.folder, segment, String(from)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let last = -1;
  const lines = createInterface({ input: child.stdout });
  const ended = new Promise((resolve) => lines.on('close', resolve));
  await new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    lines.on('line', (line) => {
      last = Number(line);
      resolve();
    });
  });
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  child.kill('SIGKILL');
  await ended;
  return last;
}

it('kill -9 at any moment loses nothing that was shown as saved', {
  timeout: 60_000 * (KILLS + 2),
}, async () => {
  const [{ id: segment = '' } = {}] = (await outputs.tovmach.article(ARTICLE, 'uk')).segments.filter(
    ({ text }) => text.includes('mayor'),
  );
  let at = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const saved = await killedAfter(Math.random() * 400, segment, at);
    expect(saved).toBeGreaterThanOrEqual(at);
    const tovmach = await openOutputs(outputs.folder, SETTINGS);
    // Whoever comes next, by turns: somebody who looks, one who decides, a run.
    if (kill % 3 === 1)
      await tovmach.decide(
        { article: ARTICLE, target: 'uk', segment },
        { kind: 'approve' },
        { by: 'Petro', waitForLockMs: 10_000 },
      );
    if (kill % 3 === 2) expect((await tovmach.run(['seeds'], { waitForLockMs: 10_000 })).exitCode).toBe(0);
    const shown = (await tovmach.article(ARTICLE, 'uk')).segments.find(({ id }) => id === segment);
    // What was being saved may be there too.
    const texts = [saved, saved + 1].map((number) => `Мер подякував ${number} разів.`);
    expect(texts).toContain(shown?.translation);
    expect(shown?.human).toBe(true);
    expect(readFileSync(join(outputs.folder, 'out/news.uk.md'), 'utf8')).toContain(shown?.translation);
    const store = openMemory(tovmach.storePath);
    expect(texts).toContain(store.find({ source: 'en', target: 'uk', text: shown?.text ?? '' })?.text);
    store.close();
    if (kill % 3 !== 0) {
      const { edited } = await tovmach.check(['seeds']);
      const { problems } = await tovmach.verifyOutputs();
      expect({ edited, problems }).toEqual({ edited: [], problems: [] });
    }
    await tovmach.close();
    at = saved + 2;
  }
  await outputs.tovmach.run(['seeds'], { waitForLockMs: 10_000 });
  expect(existsSync(join(outputs.folder, 'out/tovmach.journal'))).toBe(false);
  expect((await outputs.tovmach.check(['seeds'])).exitCode).toBe(0);
});
