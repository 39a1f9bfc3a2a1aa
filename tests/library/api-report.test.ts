import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { apiReports } from '../support/api-report.js';
import { ROOT } from '../support/command-line.js';

/**
 * What others build on does not change unnoticed: the declarations of every entry are committed, and a change of one is
 * seen in review. After a change on purpose: `npm run vitest -- tests/library/api-report.test.ts -u`.
 */

const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly exports: Readonly<Record<string, string | { readonly types: string }>>;
};
const entries = Object.entries(exports).flatMap(([name, to]) =>
  typeof to === 'string'
    ? []
    : [{ name: name.replace('.', 'tovmach'), file: to.types.replace('dist', 'src').replace('.d.ts', '.ts') }],
);

describe('the public interface', () => {
  const reports = apiReports(entries.map(({ file }) => file));
  it.each(entries.map(({ name }, index) => [name, reports[index]]))(
    'of %s is the one that is committed',
    async (name, report) => {
      const path = `api/${name?.replace('/', '-')}.md`;
      await expect(`# ${name}\n\n${report}`).toMatchFileSnapshot(path);
    },
  );
});
