import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { brotliCompressSync } from 'node:zlib';
import { createTexts } from '../i18n.js';
import { createContext } from './context.js';
import { declare } from './declare.js';
import { namesOf } from './declared.js';
import { createProgram } from './program.js';

/** A step of the build: writes down what the program says of itself, in every language it speaks (`quick.ts` reads it). */

const folder = new URL('declared/', import.meta.url);
const texts = createTexts();
const silent = new Writable({ write: (_chunk, _encoding, done) => done() });

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const write = (name: string, value: unknown): void =>
  writeFileSync(new URL(`${name}.json`, folder), JSON.stringify(value));

for (const uiLanguage of texts.languages) {
  const context = createContext({
    cwd: '.',
    env: {},
    stdin: Readable.from([]),
    stdout: silent,
    stderr: silent,
    signal: new AbortController().signal,
    texts,
    uiLanguage,
  });
  const declared = declare(createProgram(context));
  // A help is read once in a while: packed, for it is long.
  writeFileSync(new URL(`${uiLanguage}.json.br`, folder), brotliCompressSync(JSON.stringify(declared)));
  // Names are the same in every language; this file is read at every TAB.
  if (uiLanguage === 'en') write('completion', namesOf(declared.program));
}
write('languages', { languages: texts.languages });
