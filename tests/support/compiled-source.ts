import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Compiles all of `src/` into `folder` so that a child process can import it from there; types are not
 * checked here. Packages resolve as in the project.
 */
export function compileSource(folder: string): void {
  compile(join(ROOT, 'src'), folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
}

function compile(path: string, folder: string): void {
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path)) compile(join(path, name), folder);
  } else if (path.endsWith('.ts')) {
    const output = join(folder, relative(join(ROOT, 'src'), path)).replace(/\.ts$/, '.js');
    const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
      compilerOptions: {
        module: ts.ModuleKind.ESNext,
        target: ts.ScriptTarget.ES2023,
        verbatimModuleSyntax: true,
      },
    });
    mkdirSync(dirname(output), { recursive: true });
    writeFileSync(output, outputText);
  }
}
