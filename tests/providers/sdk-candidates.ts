import { createAmazon } from '../../src/providers/amazon.js';
import { createAnthropic } from '../../src/providers/anthropic.js';
import { createAzure } from '../../src/providers/azure.js';
import { createGemini } from '../../src/providers/gemini.js';
import { createGoogle } from '../../src/providers/google.js';
import { createLara } from '../../src/providers/lara.js';
import { createMistral } from '../../src/providers/mistral.js';
import { createOllama } from '../../src/providers/ollama.js';
import type { ProviderCandidate } from '../../src/testing/index.js';
import {
  amazonDialect,
  anthropicDialect,
  azureDialect,
  geminiDialect,
  googleDialect,
  laraDialect,
  mistralDialect,
  ollamaDialect,
} from '../support/dialects.js';
import { sdkHost } from '../support/sdks.js';

/** Adapters over libraries that are optional, and the library each needs. */
export interface SdkCandidate extends ProviderCandidate {
  readonly peer: string;
}

const secret = 'k3y/with+odd=characters-0815';
const pair = { source: 'uk', target: 'en' };
const model = 'test-model';

export const anthropic: SdkCandidate = {
  name: 'anthropic',
  peer: '@anthropic-ai/sdk',
  dialect: anthropicDialect,
  thorough: true,
  pair,
  secret,
  create: (baseUrl) => createAnthropic({ model, apiKey: secret, baseUrl }, sdkHost),
};

export const gemini: SdkCandidate = {
  name: 'gemini',
  peer: '@google/genai',
  dialect: geminiDialect,
  thorough: true,
  pair,
  secret,
  create: (baseUrl) => createGemini({ model, apiKey: secret, baseUrl }, sdkHost),
};

export const mistral: SdkCandidate = {
  name: 'mistral',
  peer: '@mistralai/mistralai',
  dialect: mistralDialect,
  thorough: true,
  pair,
  secret,
  create: (baseUrl) => createMistral({ model, apiKey: secret, baseUrl }, sdkHost),
};

export const ollama: SdkCandidate = {
  name: 'ollama',
  peer: 'ollama',
  dialect: ollamaDialect,
  thorough: true,
  pair,
  secret,
  create: (host) => createOllama({ model, host, headers: { 'x-gateway-key': secret } }, sdkHost),
};

export const google: SdkCandidate = {
  name: 'google',
  peer: '@google-cloud/translate',
  dialect: googleDialect,
  thorough: true,
  pair,
  secret,
  create: (endpoint) => createGoogle({ projectId: 'p1', accessToken: secret, endpoint }, sdkHost),
};

export const azure: SdkCandidate = {
  name: 'azure',
  peer: '@azure-rest/ai-translation-text',
  dialect: azureDialect,
  thorough: true,
  pair,
  secret,
  create: (endpoint) => createAzure({ apiKey: secret, region: 'westeurope', endpoint }, sdkHost),
};

const one = { 'too many answers are BAD_RESPONSE': 'the service has room for one answer' };

export const amazon: SdkCandidate = {
  name: 'amazon',
  peer: '@aws-sdk/client-translate',
  dialect: amazonDialect,
  thorough: true,
  pair,
  secret,
  create: (endpoint) =>
    createAmazon(
      { region: 'eu-central-1', accessKeyId: 'AKIDEXAMPLE', secretAccessKey: secret, endpoint },
      sdkHost,
    ),
  notOffered: one,
};

export const lara: SdkCandidate = {
  name: 'lara',
  peer: '@translated/lara',
  dialect: laraDialect,
  thorough: true,
  pair,
  sourceOnTheWire: 'uk-ua',
  secret,
  create: (serverUrl) =>
    createLara({ accessKeyId: 'key-id-0815', accessKeySecret: secret, serverUrl }, sdkHost),
};
