import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createChecks } from '../../src/check/check.js';
import { createCascade } from '../../src/language/cascade.js';

describe('docs/checks.md', () => {
  it('has every check in its table, and none that there is not', () => {
    const page = readFileSync(new URL('../../docs/checks.md', import.meta.url), 'utf8');
    const table = page.slice(page.indexOf('| check |'), page.indexOf('## What happens'));
    const rows = table
      .split('\n')
      .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([a-z-]+)`/g)].map((match) => match[1]));
    const names = createChecks({ detector: createCascade(), candidates: ['en'] }).map(({ name }) => name);
    expect([...rows].sort()).toEqual([...names, 'names', 'related-headline', 'residue'].sort());
  });
});
