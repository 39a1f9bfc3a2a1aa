import { createModelManager, type Models, type ModelsOptions } from '../../models/manager.js';
import type { EngineName } from './engine.js';
import { proveModel } from './prove.js';

/** Where models are kept and where they come from, and which engine tries them out. */
export interface LocalModelsOptions extends ModelsOptions {
  /** Tries out what was downloaded; absent: bergamot. */
  readonly engine?: EngineName | undefined;
  /** The file of that engine's worker; absent: the one of the pool. */
  readonly workerUrl?: URL | undefined;
}

/**
 * The models of the local engine: what is installed, what a registry offers, and how one becomes the other.
 * Reads and downloads nothing until asked.
 */
export function createModels(options: LocalModelsOptions = {}): Models {
  return createModelManager(options, (folder, files, signal) =>
    proveModel(folder, files, { ...options, signal }),
  );
}
