import { parentPort, workerData } from 'node:worker_threads';
import { loadFxtranslate } from './fx.js';
import type { WorkerSettings } from './messages.js';
import { serve } from './serve.js';
import { loadBergamot } from './wasm.js';

/** Entry of a worker thread. */

const { engine } = workerData as WorkerSettings;
let last = '';
const report = (line: string): void => {
  if (/error/i.test(line)) last = line;
};
if (parentPort !== null) {
  serve(
    parentPort,
    engine === 'fxtranslate' ? await loadFxtranslate() : await loadBergamot(report),
    () => last,
  );
}
