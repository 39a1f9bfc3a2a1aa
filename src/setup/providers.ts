import type { Config, ProviderName } from '../config/schema.js';
import { TovmachError } from '../errors.js';
import type { Provider } from '../model/contracts.js';
import type { LanguageTag } from '../model/language.js';
import type { DownloadNotice } from '../models/ensure.js';
import type { PullProgress } from '../models/manager.js';
import {
  createProvider,
  describeProvider,
  missingSettings,
  PROVIDER_IDS,
  type ProviderSettings,
} from '../providers/index.js';
import type { ProviderLink } from '../translate/line.js';
import type { PlanningLink } from '../translate/summarise.js';

/** Configuration -> the chain of translators. */

/** What `tovmach providers` says of one. */
export interface ProviderStatus {
  readonly name: ProviderName;
  readonly description: string;
  /** Text leaves this machine. */
  readonly remote: boolean;
  /** Everything it needs is configured. */
  readonly ready: boolean;
  /** What to do, one sentence each, when it is not ready. */
  readonly missing: readonly string[];
  /** Why it does not answer, when it was asked. */
  readonly problem?: string;
}

/** Providers `auto` never chooses by itself. */
const ONLY_BY_NAME: ReadonlySet<ProviderName> = new Set(['pseudo', 'fxtranslate']);

/** State of every provider, in the order `auto` asks them. */
export function providerStatuses(config: Config): ProviderStatus[] {
  return PROVIDER_IDS.map((name) => {
    const missing = missingSettings(name, config.providers[name]);
    const { description, remote } = describeProvider(name);
    return { name, description, remote, ready: missing.length === 0, missing };
  });
}

/** What the local engine may need of whoever runs it. */
export interface DownloadHooks {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Told once what would be downloaded: what, how large, from where, under which licence. */
  readonly onNotice?: ((line: string) => void) | undefined;
  /** Asks the user; absent: nobody is there, and nothing is downloaded unless configuration allows it. */
  readonly confirm?: ((line: string) => Promise<boolean>) | undefined;
  readonly onProgress?: ((file: string, done: number, total: number | undefined) => void) | undefined;
}

/** Settings of a local engine: its own, the model store, and who may be asked. */
function engineSettings(
  config: Config,
  name: 'bergamot' | 'fxtranslate',
  hooks: DownloadHooks,
): ProviderSettings {
  const { directory, registry, architecture, download } = config.models;
  const { confirm, onNotice, onProgress } = hooks;
  return {
    ...config.providers[name],
    models: { env: hooks.env, directory, registry, architecture },
    ensure: {
      consent: download === 'ask' && confirm === undefined ? 'no' : download,
      onNotice: (notice: DownloadNotice) => onNotice?.(notice.line),
      confirm: confirm === undefined ? undefined : (notice: DownloadNotice) => confirm(notice.line),
      onProgress: ({ file, done, total }: PullProgress) => onProgress?.(file, done, total),
    },
  };
}

function chosenNames(config: Config): ProviderName[] {
  const { provider } = config;
  if (provider !== 'auto') return typeof provider === 'string' ? [provider] : [...provider];
  return providerStatuses(config)
    .filter((status) => status.ready && !ONLY_BY_NAME.has(status.name))
    .map(({ name }) => (name === 'bergamot' ? config.models.engine : name));
}

/** A local engine may have to fetch its models first; a service has to answer sooner. */
const LOCAL_TIMEOUT_MS = 900_000;

function linkOf(provider: Provider, settings: Config['providers'][ProviderName]): ProviderLink {
  const { concurrency, requestsPerSecond, charactersPerMinute, timeoutSeconds, retries } = settings;
  return {
    provider,
    pacing: {
      ...(concurrency === undefined ? {} : { concurrency }),
      ...(requestsPerSecond === undefined ? {} : { requestsPerSecond }),
      ...(charactersPerMinute === undefined ? {} : { charactersPerMinute }),
      ...(timeoutSeconds !== undefined
        ? { timeoutMs: timeoutSeconds * 1000 }
        : ['bergamot', 'fxtranslate'].includes(provider.name)
          ? { timeoutMs: LOCAL_TIMEOUT_MS }
          : {}),
    },
    ...(retries === undefined ? {} : { retry: { retries } }),
    limits: {
      ...(settings.maxUnits === undefined ? {} : { maxUnits: settings.maxUnits }),
      ...(settings.maxCharacters === undefined ? {} : { maxCharacters: settings.maxCharacters }),
    },
    ...(settings.pricePerMillionCharacters === undefined
      ? {}
      : { pricePerMillionCharacters: settings.pricePerMillionCharacters }),
  };
}

/**
 * The translators a run may ask, in order.
 * @throws TovmachError AUTH or CONFIG when a provider the user named lacks what it needs.
 */
export async function providerChain(config: Config, hooks: DownloadHooks): Promise<ProviderLink[]> {
  const links: ProviderLink[] = [];
  for (const name of chosenNames(config)) {
    const settings = config.providers[name];
    const missing = missingSettings(name, settings);
    if (missing.length > 0) {
      const isKey = missing.some((remedy) => /key/i.test(remedy));
      throw new TovmachError(isKey ? 'AUTH' : 'CONFIG', `the provider ${name} is not set up`, {
        hint: missing.join(' '),
      });
    }
    const own =
      name === 'bergamot' || name === 'fxtranslate' ? engineSettings(config, name, hooks) : settings;
    links.push(linkOf(await createProvider(name, own), settings));
  }
  return links;
}

/** What planning needs to know of a provider. */
export function planningLink({ provider, pricePerMillionCharacters }: ProviderLink): PlanningLink {
  return {
    name: provider.name,
    identity: provider.identity,
    ...(pricePerMillionCharacters === undefined ? {} : { pricePerMillionCharacters }),
  };
}

/** Whether a provider translates a pair now. */
export function supports(
  { provider }: ProviderLink,
  source: LanguageTag,
  target: LanguageTag,
  signal?: AbortSignal,
): Promise<boolean> {
  return provider.supports(source, target, signal === undefined ? {} : { signal });
}
