// A step of the build: of the declarations, those that the package's entrances lead to. The others describe nothing a user can
// import, and were a third of the files.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const [TYPES, DIST] = [join(ROOT, 'dist-types'), join(ROOT, 'dist')];
const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

const reached = new Set();
function reach(file) {
  if (reached.has(file)) return;
  reached.add(file);
  for (const [, from] of readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*["'](\.[^"']+)["']/g))
    reach(resolve(dirname(file), from.replace(/\.js$/, '.d.ts')));
}
for (const { types } of Object.values(exports)) if (types !== undefined) reach(resolve(TYPES, relative('dist', types)));

for (const name of readdirSync(DIST, { recursive: true }))
  if (name.endsWith('.d.ts') && !reached.has(join(TYPES, name))) rmSync(join(DIST, name));
for (const file of reached) {
  const target = join(DIST, relative(TYPES, file));
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(file, target);
}
