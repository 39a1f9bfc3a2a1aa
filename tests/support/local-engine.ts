import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileSource } from './compiled-source.js';

/** The workers of the local engines, compiled from the sources as they are now. */
export function compileWorkers(): { readonly folder: string; readonly workerUrl: URL; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'tovmach-engine-'));
  compileSource(folder);
  return {
    folder,
    workerUrl: pathToFileURL(join(folder, 'providers/bergamot/worker.js')),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
