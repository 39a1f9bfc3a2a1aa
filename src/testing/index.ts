/**
 * `tovmach/testing`: what adapters promise, as tests for any runner, and broken adapters that show that the tests can
 * fail. Assertions are those of `node:assert`; no runner is needed besides your own.
 */
export { type CheckCandidate, type CheckExample, checkCases } from './check.js';
export { brokenCheckCases } from './check-broken.js';
export { brokenDetectorCases, type CreateDetector, detectorCases } from './detector.js';
export { brokenFormatCases, type FormatCandidate, formatCases } from './format.js';
export { testHost } from './host.js';
export { type CreateMemory, memoryCases } from './memory.js';
export { brokenMemoryCases } from './memory-broken.js';
export { providerCases } from './provider.js';
export { brokenProviderCases } from './provider-broken.js';
export type { ProviderCandidate } from './provider-promises.js';
export {
  type Asked,
  type Dialect,
  libreTranslateDialect,
  type Mood,
  type Received,
  TranslationService,
} from './service.js';
export { type ConformanceCase, declareCases, type TestRunner } from './suite.js';
