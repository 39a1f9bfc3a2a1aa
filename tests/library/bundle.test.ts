import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { ROOT, temporaryFolder } from '../support/command-line.js';

const run = promisify(execFile);

const PROGRAM = `import { createTovmach } from 'tovmach';
const tovmach = await createTovmach({ config: { targets: ['uk'], uiLanguage: 'uk' } });
const article = await tovmach.detectText('Деталі\\nРада ухвалила бюджет.\\nПідписатися\\nThe mayor welcomed everybody to the old town hall.');
await tovmach.close();
let refused = '';
try {
  await createTovmach({ config: { targets: 7 } });
} catch (error) {
  refused = error.code;
}
console.log(JSON.stringify({ said: article.segments.map(({ lang, role }) => [lang, role]), refused }));
`;

/** What the documentation tells to leave outside a bundle. */
const OUTSIDE: readonly string[] = JSON.parse(
  /^ *external: (\[[^\]]+\])/m
    .exec(readFileSync(join(ROOT, 'docs/library.md'), 'utf8'))?.[1]
    ?.replaceAll("'", '"') ?? '[]',
);

describe('the package in a program of somebody else', () => {
  it('can be bundled into one file, which finds its locales and word lists', async () => {
    expect(OUTSIDE).toContain('@libsql/*');
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(ROOT, join(folder, 'node_modules/tovmach'));
    writeFileSync(join(folder, 'program.mjs'), PROGRAM);
    await build({
      entryPoints: [join(folder, 'program.mjs')],
      outfile: join(folder, 'bundle/program.mjs'),
      bundle: true,
      platform: 'node',
      format: 'esm',
      mainFields: ['module', 'main'],
      external: [...OUTSIDE],
      banner: {
        js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
      },
      logLevel: 'silent',
    });
    // Elsewhere, with nothing beside it but what was left outside.
    const elsewhere = temporaryFolder();
    cpSync(join(folder, 'bundle/program.mjs'), join(elsewhere, 'program.mjs'));
    mkdirSync(join(elsewhere, 'node_modules/@libsql'), { recursive: true });
    for (const name of ['@libsql/linux-x64-gnu']) {
      const installed = join(ROOT, 'node_modules', name);
      if (!existsSync(installed)) continue;
      mkdirSync(join(elsewhere, 'node_modules', name, '..'), { recursive: true });
      symlinkSync(installed, join(elsewhere, 'node_modules', name));
    }
    const { stdout } = await run(process.execPath, ['program.mjs'], { cwd: elsewhere });
    expect(JSON.parse(stdout)).toEqual({
      said: [
        ['uk', 'section-label'],
        ['uk', 'paragraph'],
        ['uk', 'boilerplate'],
        ['en', 'paragraph'],
      ],
      refused: 'CONFIG',
    });
  }, 120_000);

  it('can be required', async () => {
    const { stdout } = await run(
      process.execPath,
      ['-e', "console.log(typeof require('tovmach').createTovmach)"],
      {
        cwd: ROOT,
      },
    );
    expect(stdout).toBe('function\n');
  });
});
