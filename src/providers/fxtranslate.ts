import type { Provider } from '../model/contracts.js';
import { type LocalEngineOptions, localEngine } from './bergamot/adapter.js';

/**
 * The second local engine, on the same models: a third of the memory, no markup. It starts decoding where
 * Bergamot does not, so the same model may answer differently; see docs/local-engine.md.
 */
export function createFxtranslate(options: LocalEngineOptions = {}): Provider {
  return localEngine('fxtranslate', 'fxtranslate', false, options);
}
