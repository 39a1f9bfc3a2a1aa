import type { Counts } from './manifest.js';

/** Of no segment yet. */
export const NO_COUNTS: Counts = {
  segments: 0,
  native: 0,
  copied: 0,
  labels: 0,
  memory: 0,
  human: 0,
  provider: 0,
  failed: 0,
  dropped: 0,
};
