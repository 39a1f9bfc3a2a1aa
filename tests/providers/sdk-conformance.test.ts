import { describe, it } from 'vitest';
import { declareCases, providerCases } from '../../src/testing/index.js';
import { hasSdk } from '../support/sdks.js';
import { amazon, anthropic, azure, gemini, google, lara, mistral, ollama } from './sdk-candidates.js';

for (const candidate of [anthropic, gemini, mistral, ollama, google, azure, amazon, lara]) {
  if (hasSdk(candidate.peer))
    declareCases(`${candidate.name} keeps what a provider promises`, providerCases(candidate), {
      describe,
      it,
    });
  else
    describe.skip(`${candidate.name}: npm ci --prefix tests/sdks installs what this needs`, () => {
      it('keeps what a provider promises', () => {});
    });
}
