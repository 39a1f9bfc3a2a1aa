import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from './support/command-line.js';

/** A decision without a date and a status cannot be told from one that was given up. */

const FOLDER = join(ROOT, 'docs/decisions');

it.each(readdirSync(FOLDER))('%s says when it was decided and whether it holds', (name) => {
  const [title, , status] = readFileSync(join(FOLDER, name), 'utf8').split('\n');
  expect(title).toMatch(/^# \S/);
  expect(status).toMatch(
    /^Status: (accepted|given up|replaced by \[.+\]\(.+\.md\)) · 20\d\d-[01]\d-[0-3]\d\./,
  );
});
