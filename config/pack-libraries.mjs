// A step of the build: libraries that would bring many packages, or weigh much more than what is used of them, are bundled
// into `dist/vendor`, and the compiled code imports them from there, without comments and white space (the declarations keep theirs).
// docs/decisions/size-of-the-package.md says which and why.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
const VENDOR = join(DIST, 'vendor');

/** Packages that are bundled. What is native in libsql stays outside: `optionalDependencies` of package.json. */
const BUNDLED = [
  'libsql', 'hono', '@hono/node-server', 'csv-parse', 'csv-stringify', 'postal-mime', 'character-entities',
  'hastscript', 'hast-util-to-html', 'mdast-util-from-markdown', 'mdast-util-frontmatter', 'mdast-util-gfm',
  'mdast-util-to-hast', 'mdast-util-to-markdown', 'micromark-extension-frontmatter', 'micromark-extension-gfm',
];

const packageOf = (specifier) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)[0];
const fileOf = (specifier) => `${specifier.replace(/^@/, '').replaceAll('/', '-')}.js`;
const IMPORT = /(?<=^|;|\n)(import|export)\b\s*([^;'"()]+?)\s*\bfrom\s*['"]([^'"]+)['"];/g;

/** Small, and still with the names of functions and lines that a stack trace can point to: without a `format`, names of a module's own stay. */
const PLAIN = { target: 'node20.19', charset: 'utf8', minify: true, lineLimit: 120 };

/** Names a clause such as `D, { a as b }` takes from its module. */
function namesOf(clause) {
  if (/\*/.test(clause)) throw new Error(`a bundled library is imported whole: ${clause}`);
  const [, first, list = ''] = /^(\w+)?\s*,?\s*(?:\{([\s\S]*)\})?$/.exec(clause) ?? [];
  const named = list.split(',').map((each) => each.trim().split(/\s+as\s+/)[0]).filter((each) => each !== '');
  return [...(first === undefined ? [] : ['default']), ...named];
}

const compiled = readdirSync(DIST, { recursive: true })
  .map((name) => join(DIST, name))
  .filter((file) => file.endsWith('.js') && !/[\\/](?:vendor|assets)[\\/]/.test(file));
const specifierOf = new Map(
  BUNDLED.flatMap((name) => [name, `${name}/body-limit`, `${name}/cookie`, `${name}/streaming`, `${name}/sync`])
    .map((specifier) => [fileOf(specifier), specifier]),
);
/** Specifier to the names that are used of it; also where an earlier build has put the new address already. */
const used = new Map();
for (const file of compiled) {
  const code = readFileSync(file, 'utf8');
  const next = code.replace(IMPORT, (statement, verb, clause, from) => {
    const earlier = /(?:^|\/)vendor\/([^/]+)$/.exec(from)?.[1];
    const specifier = earlier === undefined ? from : specifierOf.get(earlier);
    if (specifier === undefined || /^[.n]ode:|^\./.test(specifier) || !BUNDLED.includes(packageOf(specifier))) return statement;
    if (!specifierOf.has(fileOf(specifier))) throw new Error(`${specifier} is not listed`);
    used.set(specifier, new Set([...(used.get(specifier) ?? []), ...namesOf(clause)]));
    const address = relative(dirname(file), join(VENDOR, fileOf(specifier))).replaceAll('\\', '/');
    return `${verb} ${clause} from '${address.startsWith('.') ? address : `./${address}`}';`;
  });
  // Data has no comments but those that say where it comes from.
  const bare = /[\\/]data[\\/]/.test(file) ? next : (await transform(next, PLAIN)).code;
  if (bare !== code) writeFileSync(file, bare);
}

rmSync(VENDOR, { recursive: true, force: true });
const SCHEME = 'used:';
const { metafile } = await build({
  entryPoints: [...used.keys()].map((specifier) => ({ in: SCHEME + specifier, out: fileOf(specifier).slice(0, -3) })),
  outdir: VENDOR,
  bundle: true,
  splitting: true,
  chunkNames: 'chunk-[hash]',
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  mainFields: ['module', 'main'],
  minify: true,
  legalComments: 'none',
  charset: 'utf8',
  metafile: true,
  external: ['@libsql/*'],
  plugins: [
    {
      name: 'names that are used',
      setup({ onResolve, onLoad }) {
        onResolve({ filter: /^used:/ }, ({ path }) => ({ path: path.slice(SCHEME.length), namespace: 'used' }));
        onLoad({ filter: /.*/, namespace: 'used' }, ({ path }) => ({
          // Its binary is asked for when a memory is opened, so that a machine without it is told so.
          contents:
            path === 'libsql'
              ? "let Driver; export default function Database(...given) { Driver ??= require('libsql'); return new Driver(...given); }"
              : `export { ${[...used.get(path)].join(', ')} } from '${path}';`,
          resolveDir: ROOT,
        }));
      },
    },
  ],
});

// What is CommonJS among them asks for parts of Node, and libsql for the binary of this machine. The names are told from those
// that a bundle of the user's may put before its code.
const asking = readdirSync(VENDOR).filter((name) => /typeof require\b/.test(readFileSync(join(VENDOR, name), 'utf8')));
for (const name of asking) {
  const code = readFileSync(join(VENDOR, name), 'utf8').replace(/typeof require<"u"\?require:/g, 'typeof vendorRequire<"u"?vendorRequire:');
  if (/typeof require<"u"\?require/.test(code) || !code.includes('vendorRequire')) throw new Error(`esbuild asks for modules in another way: ${name}`);
  writeFileSync(
    join(VENDOR, name),
    `import{createRequire as vendorRequireFrom}from"node:module";const vendorRequire=vendorRequireFrom(import.meta.url);${code}`,
  );
}

/** The licences of all that is in the bundle, as they want to be carried along. */
const packages = new Map();
for (const input of Object.keys(metafile.inputs)) {
  const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
  if (folder !== undefined) packages.set(folder, JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')));
}
function licenceText(folder) {
  const files = readdirSync(join(ROOT, folder));
  const own = files.find((each) => /^licen[cs]e/i.test(each));
  const readme = files.find((each) => /^readme/i.test(each));
  const text = readFileSync(join(ROOT, folder, own ?? readme), 'utf8');
  return (own === undefined ? (/^licen[cs]e\n=+\n([\s\S]*)/im.exec(text)?.[1] ?? '') : text).trim();
}
const parts = [...packages].map(([folder, { name, version, license, licenses }]) => ({
  name,
  version,
  license: license ?? licenses?.[0]?.type,
  text: licenceText(folder),
}));
parts.sort((a, b) => (a.name < b.name ? -1 : 1));
mkdirSync(VENDOR, { recursive: true });
writeFileSync(join(VENDOR, 'parts.json'), `${JSON.stringify(parts.map(({ name, version, license }) => ({ name, version, license })), null, 1)}\n`);
// One text and all that are under it: most say the same but for the year.
const byText = new Map();
for (const { name, version, license, text } of parts) byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${license})`]);
writeFileSync(
  join(VENDOR, 'LICENSES.md'),
  `# Libraries in this folder\n\n${[...byText].map(([text, names]) => `## ${names.join(', ')}\n\n${text}\n`).join('\n')}`,
);
