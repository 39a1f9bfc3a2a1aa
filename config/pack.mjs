// A step of the build: what the library reads of its own package is written into its code, so that a bundle is complete.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

const root = new URL('../', import.meta.url);
const text = (path) => readFileSync(new URL(path, root), 'utf8');
const locales = readdirSync(new URL('locales/', root), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
  .map((entry) => `${(entry.parentPath ?? entry.path).replaceAll('\\', '/').replace(/^.*\/locales/, 'locales')}/${entry.name}`)
  .sort();
const packed = Object.fromEntries(
  [...locales, 'config/interface.yaml', 'config/roles.yaml'].map((path) => [
    path,
    // Without the white space people read it by.
    path.endsWith('.json') ? JSON.stringify(JSON.parse(text(path))) : text(path),
  ]),
);
const write = (path, code) => writeFileSync(new URL(path, root), code);
/** Code that is a text again when it is loaded: a fifth smaller in the package than the text itself. */
const unpacked = (value) =>
  `brotliDecompressSync(Buffer.from('${brotliCompressSync(value).toString('base64')}', 'base64')).toString()`;
const withBrotli = (code) => `import { brotliDecompressSync } from 'node:zlib';\n${code}\n`;
write('dist/disk/packed.js', withBrotli(`export const PACKED = JSON.parse(${unpacked(JSON.stringify(packed))});`));
const { CITIES, CITY_LANGUAGES } = await import(new URL('dist/names/data/cities.js', root).href);
write(
  'dist/names/data/cities.js',
  withBrotli(`export const CITY_LANGUAGES = '${CITY_LANGUAGES}';\nexport const CITIES = ${unpacked(CITIES)};`),
);
write('dist/version.js', `/** The version in package.json. */\nexport const VERSION = '${JSON.parse(text('package.json')).version}';\n`);
