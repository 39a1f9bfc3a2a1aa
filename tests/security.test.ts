import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from './support/command-line.js';

/** Every test that the threat model names is there, under the words it is named by. */

const text = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');
const named = [...text.matchAll(/`(tests\/[^`]+)`:((?: \*[^*]+\*,?)+)/g)].flatMap(
  ([, file = '', titles = '']) =>
    [...titles.matchAll(/\*([^*]+)\*/g)].map(([, title = '']) => [file, title] as const),
);

it.each(named)('%s: %s', (file, title) => {
  expect(existsSync(join(ROOT, file)), file).toBe(true);
  expect(readFileSync(join(ROOT, file), 'utf8')).toContain(title);
});

it('every file of tests in it is named with what it holds', () => {
  const files = [...text.matchAll(/`(tests\/[^`]+)`/g)].map(([, file]) => file);
  expect(files.length).toBeGreaterThan(12);
  expect(named.map(([file]) => file)).toEqual(expect.arrayContaining(files));
  const rows = text.split('\n').filter((line) => /^\|(?! who|---)/.test(line));
  for (const row of rows) expect(row).toContain('`tests/');
});
