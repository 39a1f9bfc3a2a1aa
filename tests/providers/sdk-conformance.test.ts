import { describe, it } from 'vitest';
import { testProvider } from '../conformance/provider.js';
import { hasSdk } from '../support/sdks.js';
import { amazon, anthropic, azure, gemini, google, lara, mistral, ollama } from './sdk-candidates.js';

for (const candidate of [anthropic, gemini, mistral, ollama, google, azure, amazon, lara]) {
  if (hasSdk(candidate.peer)) testProvider(candidate);
  else
    describe.skip(`${candidate.name}: npm ci --prefix tests/sdks installs what this needs`, () => {
      it('keeps what a provider promises', () => {});
    });
}
