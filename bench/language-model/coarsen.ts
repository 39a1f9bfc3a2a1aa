/**
 * Makes the weights of a main model coarser where it costs least: in the rows that few words of its languages reach,
 * only every second step is kept. What lies between two goes to either, by its place, so that no sum leans to a side.
 *
 *     node coarsen.js <folder of collect.ts> cyrillic|latin <module of train.ts to write again>
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { CYRILLIC_MODEL } from '../../src/language/data/cyrillic.js';
import { LATIN_MODEL } from '../../src/language/data/latin.js';
import { featureRows, foldTable } from '../../src/language/ngrams.js';
import { moduleOf } from './module.js';

const [folder = '', script = 'cyrillic', target = ''] = process.argv.slice(2);
const model = script === 'latin' ? LATIN_MODEL : CYRILLIC_MODEL;
const fold = foldTable(script === 'latin' ? 'Latn' : 'Cyrl');
/** Share of the rows that keep every step. */
const FINE = script === 'latin' ? 0.5 : 0.3;
const SENTENCES = 15_000;
const WORDS = 60_000;
const MOST = 31;

const ROWS = 1 << model.bits;
const bytes = brotliDecompressSync(Buffer.from(model.planes, 'base64'));
const planes = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);

/** How often a row is reached, every language counting alike. */
const reached = new Float64Array(ROWS);
const rows = new Int32Array(4096);
for (const language of model.languages) {
  if (!existsSync(join(folder, `${language}.sentences`))) continue;
  const own = new Float64Array(ROWS);
  let total = 0;
  for (const [kind, most] of [
    ['sentences', SENTENCES],
    ['words', WORDS],
  ] as const) {
    const lines = readFileSync(join(folder, `${language}.${kind}`), 'utf8').split('\n');
    for (let index = 0; index < most; index++) {
      const line = lines[Math.floor((index * lines.length) / most)] ?? '';
      const count = featureRows(line, fold, model.bits, rows);
      for (let at = 0; at < count; at++) own[rows[at] as number] = (own[rows[at] as number] as number) + 1;
      total += count;
    }
  }
  for (let row = 0; row < ROWS; row++) reached[row] = (reached[row] as number) + (own[row] as number) / total;
}
const order = [...reached.keys()].sort((a, b) => (reached[b] as number) - (reached[a] as number));
for (const row of order.slice(Math.floor(ROWS * FINE))) {
  for (let language = 0; language < model.languages.length; language++) {
    const at = language * ROWS + row;
    const value = planes[at] as number;
    if ((value & 1) === 0) continue;
    // The hash of the place says whether it goes up or down.
    const up = ((Math.imul(at, 0x9e3779b1) >>> 7) & 1023) / 1024 < 0.5;
    planes[at] = up && value < MOST ? value + 1 : value - 1;
  }
}
writeFileSync(target, moduleOf(script, { ...model, planes }));
