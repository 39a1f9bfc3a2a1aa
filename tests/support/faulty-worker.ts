import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What a sentence does to the engine of a faulty worker. */
export const FAULT_WORDS = {
  /** The engine aborts, for real: markup it cannot read. */
  abort: '☠abort',
  /** The thread ends. */
  exit: '☠exit',
  /** The thread ends the first time; later it translates what follows the word. */
  exitOnce: '☠once ',
  /** Never answers. */
  hang: '☠hang',
} as const;

/** Placeholders the engine does not give back as they were. */
export const FAULT_IDS = { lost: 98, doubled: 99 };

/**
 * Puts a worker beside the compiled ones that runs the real engine and fails over certain sentences.
 * @param folder of `compileWorkers`
 */
export function addFaultyWorker(folder: string): URL {
  const path = join(folder, 'providers/bergamot/faulty.js');
  const once = JSON.stringify(join(folder, 'once'));
  writeFileSync(
    path,
    `import { existsSync, writeFileSync } from 'node:fs';
     import { parentPort } from 'node:worker_threads';
     import { serve } from './serve.js';
     import { loadBergamot } from './wasm.js';
     const words = ${JSON.stringify(FAULT_WORDS)};
     const unkeep = (text) => text
       .replaceAll('<img id="${FAULT_IDS.lost}">', '')
       .replaceAll('<img id="${FAULT_IDS.doubled}">', '$&$&');
     const engine = await loadBergamot();
     serve(parentPort, {
       load: (bytes, options) => engine.load(bytes, options),
       memory: () => engine.memory(),
       translate(route, sentences, markup) {
         for (const sentence of sentences) {
           if (sentence.includes(words.abort)) return engine.translate(route, ['<p>a < b</i>'], true);
           if (sentence.includes(words.exit)) process.exit(3);
           if (sentence.includes(words.hang)) for (;;);
           if (sentence.includes(words.exitOnce) && !existsSync(${once})) {
             writeFileSync(${once}, '');
             process.exit(4);
           }
         }
         return engine
           .translate(route, sentences.map((text) => text.replace(words.exitOnce, '')), markup)
           .map(unkeep);
       },
     }, () => '');`,
  );
  return pathToFileURL(path);
}
