import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';

/** The page as it was built: a handful of files, read once; no path of a request ever reaches the disk. */

const say = messages('review', {
  notBuilt: 'the page is not built: {{folder}} is not there',
  buildIt: 'In a checkout, run: npm run build',
});

/** Beside the compiled files, wherever this one runs from. */
const FOLDER = fileURLToPath(new URL('../../dist/review/assets/', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

export interface Asset {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** One file of the page by its name; `.br` are packed, because browsers take Brotli over HTTPS alone. */
function asset(folder: string, file: string): [string, Asset] {
  const bytes = readFileSync(`${folder}/${file}`);
  const name = file.replace(/\.br$/, '');
  return [
    name,
    {
      type: TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
      bytes: new Uint8Array(name === file ? bytes : brotliDecompressSync(bytes)),
    },
  ];
}

/** Every file of the page by name. @throws TovmachError INTERNAL when it was not built */
export function loadAssets(folder: string = FOLDER): ReadonlyMap<string, Asset> {
  try {
    return new Map(readdirSync(folder).map((file) => asset(folder, file)));
  } catch (cause) {
    throw new TovmachError('INTERNAL', say.notBuilt({ folder: asPath(folder) }), {
      cause,
      hint: say.buildIt(),
    });
  }
}
