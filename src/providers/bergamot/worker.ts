import { parentPort, workerData } from 'node:worker_threads';
import { loadFxtranslate } from './fx.js';
import type { WorkerSettings } from './messages.js';
import { serve } from './serve.js';
import { loadBergamot } from './wasm.js';

/** Entry of a worker thread. */

const { engine } = workerData as WorkerSettings;
let last = '';
/** `[date] Error: what`, then the place in its source, which helps nobody here. */
const report = (line: string): void => {
  const said = /\bError: (?!Aborted from)(.*)/.exec(line)?.[1];
  if (said !== undefined) last = said;
};
if (parentPort !== null) {
  serve(
    parentPort,
    engine === 'fxtranslate' ? await loadFxtranslate() : await loadBergamot(report),
    () => last,
  );
}
