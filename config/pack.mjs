// A step of the build: what the library reads of its own package is written into its code, so that a bundle is complete.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

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
write('dist/disk/packed.js', `export const PACKED = ${JSON.stringify(packed)};\n`);
write('dist/version.js', `/** The version in package.json. */\nexport const VERSION = '${JSON.parse(text('package.json')).version}';\n`);
