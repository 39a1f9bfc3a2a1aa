import { messages } from '../message.js';
import { defineLocalEngine } from './bergamot/definition.js';

const say = messages('providers', {
  fxtranslate: 'second local engine on the same models, in a third of the memory (fxtranslate)',
});

/**
 * The second local engine, on the same models: a third of the memory, no markup. It starts decoding where
 * Bergamot does not, so the same model may answer differently; see docs/local-engine.md.
 */
export const fxtranslate = defineLocalEngine(
  'fxtranslate',
  say.fxtranslate(),
  { auto: false },
  async (options) => (await import('./bergamot/adapter.js')).createFxtranslate(options),
);
