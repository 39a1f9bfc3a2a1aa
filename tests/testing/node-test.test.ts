import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT, temporaryFolder } from '../support/command-line.js';

/** A project of its own with the example in it, and tovmach as npm would put it there. */
function project(): string {
  const folder = temporaryFolder();
  cpSync(join(ROOT, 'examples/own-provider'), folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "name": "mine", "type": "module", "private": true }');
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules/tovmach'), 'junction');
  symlinkSync(join(ROOT, 'node_modules/zod'), join(folder, 'node_modules/zod'), 'junction');
  return folder;
}

function nodeTest(cwd: string): { readonly status: number | null; readonly stdout: string } {
  const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env } = process.env;
  return spawnSync(process.execPath, ['--test', '--test-reporter=tap', 'lingva.test.mjs'], {
    cwd,
    env,
    encoding: 'utf8',
  });
}

it('the suite for providers runs under node:test against the example, and fails when it is spoilt', () => {
  const folder = project();
  const sound = nodeTest(folder);
  expect(sound.stdout).toMatch(/^# fail 0$/m);
  expect(Number(/^# pass (\d+)$/m.exec(sound.stdout)?.[1])).toBeGreaterThan(35);
  expect(sound.status).toBe(0);
  const file = join(folder, 'lingva.mjs');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace("error('QUOTA'", "error('RATE_LIMIT'"));
  const spoilt = nodeTest(folder);
  expect(spoilt.stdout).toContain('not ok');
  expect(spoilt.stdout).toContain('456 is QUOTA');
  expect(spoilt.stdout).toMatch(/^# fail 1$/m);
  expect(spoilt.status).toBe(1);
}, 120_000);
