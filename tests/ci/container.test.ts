import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { instructions, words } from '../container/dockerfile.mjs';
import { ROOT } from '../support/command-line.js';

/** The image is made, and the seeds run in it, by `tests/container/build.mjs`: a step of `.ci/run`. */
describe('the Dockerfile', () => {
  const steps = instructions(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'));
  const all = (name: string) => steps.filter((step) => step.name === name).map(({ value }) => value);

  it('has several stages, each from a pinned version or from nothing', () => {
    expect(all('FROM').length).toBeGreaterThan(2);
    for (const from of all('FROM')) expect(from).toMatch(/^(node:\d+\.\d+\.\d+-\w+-slim AS \w+|scratch)$/);
    expect(all('FROM').at(-1)).toBe('scratch');
  });

  it('ends as a user that is not root', () => {
    const last = steps.findLastIndex(({ name }) => name === 'FROM');
    const users = steps.slice(last).filter(({ name }) => name === 'USER');
    expect(users.at(-1)?.value).toMatch(/^[1-9]\d+:[1-9]\d+$/);
  });

  it('copies what is there and not ignored', () => {
    const kept = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n');
    const copied = all('COPY')
      .filter((value) => !value.startsWith('--from'))
      .flatMap((value) => words(value).slice(0, -1));
    expect(copied.length).toBeGreaterThan(5);
    for (const source of copied) {
      expect(existsSync(join(ROOT, source)), source).toBe(true);
      expect(kept).toContain(`!${source}`);
    }
    expect(kept.filter((line) => line.startsWith('!')).sort()).toEqual(
      copied.map((source) => `!${source}`).sort(),
    );
  });

  it('joins lines that go on and skips comments among them', () => {
    expect(instructions('# x\nRUN a \\\n # between\n && b\n\nUSER 1\n')).toEqual([
      { name: 'RUN', value: 'a && b', line: 2 },
      { name: 'USER', value: '1', line: 6 },
    ]);
  });
});
