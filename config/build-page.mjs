// The page of `tovmach review`: one script, one style sheet, without source maps, beside the compiled library.
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = `${root}src/review/page`;
const assets = `${root}dist/review/assets`;

await rm(assets, { recursive: true, force: true });
await mkdir(assets, { recursive: true });
await build({
  entryPoints: { page: `${page}/main.tsx` },
  outdir: assets,
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['es2022'],
  charset: 'utf8',
  legalComments: 'none',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  logLevel: 'warning',
});
await build({ entryPoints: { page: `${page}/style.css` }, outdir: assets, bundle: true, minify: true, logLevel: 'warning' });
for (const name of ['index.html', 'icon.svg']) await copyFile(`${page}/${name}`, `${assets}/${name}`);
// `src/review/assets.ts` opens it.
await writeFile(`${assets}/page.js.br`, brotliCompressSync(await readFile(`${assets}/page.js`)));
await rm(`${assets}/page.js`);
