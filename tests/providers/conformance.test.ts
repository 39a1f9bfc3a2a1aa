import { describe, it } from 'vitest';
import { brokenProviderCases, declareCases, providerCases } from '../../src/testing/index.js';
import { apertium, deepl, libreTranslate, lingva, openAi, pseudo } from './candidates.js';

for (const candidate of [libreTranslate, deepl, openAi, apertium, lingva, pseudo])
  declareCases(`${candidate.name} keeps what a provider promises`, providerCases(candidate), {
    describe,
    it,
  });
declareCases('the suite for providers', brokenProviderCases(), { describe, it });
