import { TovmachError } from '../errors.js';
import type { Provider } from '../model/contracts.js';

/** The registry: what each adapter is, what it needs, and how it is made. An adapter is loaded when it is asked for. */

/** Settings of a provider, from configuration and environment. */
export type ProviderSettings = Readonly<Record<string, unknown>>;

interface Entry {
  readonly description: string;
  /** Text leaves this machine, unless the server the user named runs on it. */
  readonly remote: boolean;
  /** Environment variables that fill its settings; read by the configuration, never by an adapter. */
  readonly environment: Readonly<Record<string, string>>;
  /** npm package that has to be installed beside tovmach. */
  readonly peer?: string;
  /** Settings without which it cannot work, each with what to do. */
  readonly required: readonly { readonly anyOf: readonly string[]; readonly remedy: string }[];
  create(settings: ProviderSettings): Promise<Provider>;
}

const PROVIDERS = {
  libretranslate: {
    description: 'LibreTranslate server',
    remote: true,
    environment: { LIBRETRANSLATE_URL: 'url', LIBRETRANSLATE_API_KEY: 'apiKey' },
    required: [
      {
        anyOf: ['url'],
        remedy: 'Set LIBRETRANSLATE_URL, or providers.libretranslate.url in the configuration.',
      },
    ],
    async create(settings) {
      const { createLibreTranslate } = await import('./libretranslate.js');
      return createLibreTranslate(settings as unknown as Parameters<typeof createLibreTranslate>[0]);
    },
  },
  deepl: {
    description: 'DeepL',
    remote: true,
    environment: { DEEPL_API_KEY: 'apiKey', DEEPL_AUTH_KEY: 'apiKey', DEEPL_SERVER_URL: 'serverUrl' },
    peer: 'deepl-node',
    required: [
      {
        anyOf: ['apiKey'],
        remedy: 'Set the key in DEEPL_API_KEY, or providers.deepl.apiKey in the configuration.',
      },
    ],
    async create(settings) {
      const { createDeepl } = await import('./deepl.js');
      return createDeepl(settings as unknown as Parameters<typeof createDeepl>[0]);
    },
  },
  openai: {
    description: 'OpenAI, or any server of its shape (Ollama, vLLM, LM Studio, llama.cpp)',
    remote: true,
    environment: { OPENAI_API_KEY: 'apiKey', OPENAI_BASE_URL: 'baseUrl', OPENAI_MODEL: 'model' },
    peer: 'openai',
    required: [
      {
        anyOf: ['apiKey', 'baseUrl'],
        remedy: 'Set the key in OPENAI_API_KEY, or name another server in OPENAI_BASE_URL.',
      },
      {
        anyOf: ['model'],
        remedy: 'Name the model in OPENAI_MODEL, or providers.openai.model in the configuration.',
      },
    ],
    async create(settings) {
      const { createOpenAi } = await import('./openai.js');
      return createOpenAi(settings as unknown as Parameters<typeof createOpenAi>[0]);
    },
  },
  apertium: {
    description: 'Apertium APy server',
    remote: true,
    environment: { APERTIUM_URL: 'url' },
    required: [
      { anyOf: ['url'], remedy: 'Set APERTIUM_URL, or providers.apertium.url in the configuration.' },
    ],
    async create(settings) {
      const { createApertium } = await import('./apertium.js');
      return createApertium(settings as unknown as Parameters<typeof createApertium>[0]);
    },
  },
  bergamot: {
    description: 'local neural engine, free and private (Bergamot, with the Firefox Translations models)',
    remote: false,
    environment: {},
    required: [],
    async create(settings) {
      const { createBergamot } = await import('./bergamot/adapter.js');
      return createBergamot(settings);
    },
  },
  fxtranslate: {
    description: 'second local engine on the same models, in a third of the memory (fxtranslate)',
    remote: false,
    environment: {},
    required: [],
    async create(settings) {
      const { createFxtranslate } = await import('./fxtranslate.js');
      return createFxtranslate(settings);
    },
  },
  pseudo: {
    description: 'pseudo-translation, for trying layouts; no translation',
    remote: false,
    environment: {},
    required: [],
    async create() {
      const { createPseudo } = await import('./pseudo.js');
      return createPseudo();
    },
  },
} as const satisfies Record<string, Entry>;

export type ProviderId = keyof typeof PROVIDERS;

/** Names in the order `auto` asks them. */
export const PROVIDER_IDS = Object.keys(PROVIDERS) as ProviderId[];

function entryOf(name: string): Entry {
  const entry = (PROVIDERS as Readonly<Record<string, Entry>>)[name];
  if (entry === undefined) {
    throw new TovmachError('CONFIG', `there is no provider "${name}"`, {
      hint: `Known are ${PROVIDER_IDS.join(', ')}.`,
    });
  }
  return entry;
}

/** What `tovmach providers` says of an adapter. */
export interface ProviderDescription {
  readonly description: string;
  readonly remote: boolean;
  readonly environment: Readonly<Record<string, string>>;
  readonly peer?: string;
}

export function describeProvider(name: string): ProviderDescription {
  const { description, remote, environment, peer } = entryOf(name);
  return { description, remote, environment, ...(peer === undefined ? {} : { peer }) };
}

/** What has to be done before the provider can work, one sentence each. */
export function missingSettings(name: string, settings: ProviderSettings): string[] {
  return entryOf(name)
    .required.filter(({ anyOf }) => anyOf.every((key) => settings[key] === undefined || settings[key] === ''))
    .map(({ remedy }) => remedy);
}

/** Makes an adapter. @throws TovmachError CONFIG for a name that is none. */
export async function createProvider(name: string, settings: ProviderSettings): Promise<Provider> {
  return entryOf(name).create(settings);
}
