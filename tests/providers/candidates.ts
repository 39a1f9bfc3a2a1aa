import { createApertium } from '../../src/providers/apertium.js';
import { createDeepl } from '../../src/providers/deepl.js';
import { createLibreTranslate } from '../../src/providers/libretranslate.js';
import { createLingva } from '../../src/providers/lingva.js';
import { createOpenAi } from '../../src/providers/openai.js';
import { createPseudo } from '../../src/providers/pseudo.js';
import type { ProviderCandidate } from '../../src/testing/index.js';
import { libreTranslateDialect } from '../../src/testing/index.js';
import { apertiumDialect, deeplDialect, lingvaDialect, openAiDialect } from '../support/dialects.js';

const secret = 'k3y/with+odd=characters-0815';
const pair = { source: 'uk', target: 'en' };

export const libreTranslate: ProviderCandidate = {
  name: 'libretranslate',
  dialect: libreTranslateDialect,
  thorough: true,
  pair,
  secret,
  create: (url) => createLibreTranslate({ url, apiKey: secret }),
};

export const deepl: ProviderCandidate = {
  name: 'deepl',
  dialect: deeplDialect,
  thorough: true,
  pair,
  secret,
  create: (serverUrl) => createDeepl({ apiKey: secret, serverUrl }),
};

export const openAi: ProviderCandidate = {
  name: 'openai',
  dialect: openAiDialect,
  thorough: true,
  pair,
  secret,
  create: (url) => createOpenAi({ model: 'test-model', apiKey: secret, baseUrl: `${url}/v1` }),
};

export const apertium: ProviderCandidate = {
  name: 'apertium',
  dialect: apertiumDialect,
  thorough: true,
  pair,
  sourceOnTheWire: 'ukr',
  create: (url) => createApertium({ url }),
  notOffered: {
    'the key is in no error and no identity': 'it has no key',
    'too many answers are BAD_RESPONSE': 'the service has room for one answer',
    'no stretch of the key is in an error': 'it has no key',
    'one call is one request': 'the service takes one text a request',
  },
};

export const lingva: ProviderCandidate = {
  name: 'lingva',
  dialect: lingvaDialect,
  thorough: true,
  pair,
  secret,
  create: (url) => createLingva({ url, headers: { 'x-gateway-key': secret } }),
  notOffered: { 'too many answers are BAD_RESPONSE': 'the service has room for one answer' },
};

export const pseudo: ProviderCandidate = { name: 'pseudo', pair, create: () => createPseudo() };
