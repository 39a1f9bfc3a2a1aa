import { createAnthropic } from '../../src/providers/anthropic.js';
import { createGemini } from '../../src/providers/gemini.js';
import { createMistral } from '../../src/providers/mistral.js';
import { createOllama } from '../../src/providers/ollama.js';
import type { Candidate } from '../conformance/provider.js';
import { anthropicDialect, geminiDialect, mistralDialect, ollamaDialect } from '../support/dialects.js';
import { sdkHost } from '../support/sdks.js';

/** Adapters over libraries that are optional, and the library each needs. */
export interface SdkCandidate extends Candidate {
  readonly peer: string;
}

const secret = 'k3y/with+odd=characters-0815';
const pair = { source: 'uk', target: 'en' };
const model = 'test-model';

export const anthropic: SdkCandidate = {
  name: 'anthropic',
  peer: '@anthropic-ai/sdk',
  dialect: anthropicDialect,
  pair,
  secret,
  create: (baseUrl) => createAnthropic({ model, apiKey: secret, baseUrl }, sdkHost),
};

export const gemini: SdkCandidate = {
  name: 'gemini',
  peer: '@google/genai',
  dialect: geminiDialect,
  pair,
  secret,
  create: (baseUrl) => createGemini({ model, apiKey: secret, baseUrl }, sdkHost),
};

export const mistral: SdkCandidate = {
  name: 'mistral',
  peer: '@mistralai/mistralai',
  dialect: mistralDialect,
  pair,
  secret,
  create: (baseUrl) => createMistral({ model, apiKey: secret, baseUrl }, sdkHost),
};

export const ollama: SdkCandidate = {
  name: 'ollama',
  peer: 'ollama',
  dialect: ollamaDialect,
  pair,
  secret,
  create: (host) => createOllama({ model, host, headers: { 'x-gateway-key': secret } }, sdkHost),
};
