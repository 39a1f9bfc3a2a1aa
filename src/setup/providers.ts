import { type NamedProvider, PACING_SETTINGS, type ProviderConfig } from '../config/providers.js';
import type { Config } from '../config/schema.js';
import { importModule, installCommand, isInstalled } from '../disk/packages.js';
import { TovmachError } from '../errors.js';
import { asValue, type Message, messages, type Said } from '../message.js';
import type { Provider, Standing } from '../model/contracts.js';
import type { ModelHost, ProviderDefinition, ProviderHost } from '../model/definition.js';
import type { LanguageTag } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import { sha256 } from '../model/text.js';
import type { Courier } from '../providers/courier/courier.js';
import { redact, secretsIn, secretsOfUrl } from '../providers/hide.js';
import { limitedFetch } from '../providers/http.js';
import type { ProviderLink } from '../translate/link.js';
import { pricePerMillionCharacters, shareOf } from '../translate/price.js';
import type { PlanningLink } from '../translate/summarise.js';
import { tariffOf } from './prices.js';

/** Configuration -> the chain of translators. Everything particular to one is in its definition. */

const say = messages('setup', {
  notSetUp: 'the provider {{name}} is not set up',
  notMade: 'the provider {{name}} cannot be made: {{reason}}',
  mendAdapter: 'Mend its create(settings, host).',
  andAlso: '{{first}} Also: {{second}}',
  noPeer: '{{name}} needs the library {{library}}, which is not installed: {{command}}',
  noProvider: 'what the provider {{name}} made cannot translate: {{what}}',
});

/** What `tovmach providers` says of one. */
export interface ProviderStatus {
  /** The name it is configured by. */
  readonly name: string;
  /** What it is, in a few words. */
  readonly description: string | Message;
  /** Text leaves this machine. */
  readonly remote: boolean;
  /** Everything it needs is configured. */
  readonly ready: boolean;
  /** What to do, one sentence each, when it is not ready. */
  readonly missing: readonly (string | Message)[];
  /** Why it does not answer, when it was asked. */
  readonly problem?: string | Message;
  /** What it says of itself and of the account, when it was asked. */
  readonly standing?: Standing;
}

function settingsOf(config: Config, name: string): ProviderConfig {
  return config.providers[name] ?? {};
}

/** What has to be done before a provider can work, one sentence each. */
export function missingSettings(
  definition: ProviderDefinition,
  settings: ProviderConfig,
): (string | Message)[] {
  const remedies = (definition.required ?? [])
    .filter(({ anyOf }) => anyOf.every((key) => settings[key] === undefined || settings[key] === ''))
    .map(({ remedy }) => remedy);
  // One remedy may mend two of them: the name of a key and its secret.
  const texts = remedies.map((remedy) => (typeof remedy === 'string' ? remedy : remedy.message));
  return remedies.filter((_, at) => texts.indexOf(texts[at] as string) === at);
}

/** State of every provider, in the order `auto` asks them. */
export function providerStatuses(config: Config, providers: readonly NamedProvider[]): ProviderStatus[] {
  return providers.map(({ name, definition }) => {
    const missing = missingSettings(definition, settingsOf(config, name));
    const { description, isLocal = false } = definition;
    return { name, description, remote: !isLocal, ready: missing.length === 0, missing };
  });
}

/** Everything in the providers' settings that must never be shown. */
export function secretsOf(config: Config, providers: readonly NamedProvider[]): string[] {
  const found = providers.flatMap(({ name, definition }) =>
    secretSettings(definition, settingsOf(config, name)),
  );
  return [...new Set(found)];
}

function secretSettings({ secrets = [] }: ProviderDefinition, settings: ProviderConfig): string[] {
  const urls = Object.values(settings).flatMap((value) =>
    typeof value === 'string' ? secretsOfUrl(value) : [],
  );
  return [...secrets.flatMap((key) => secretsIn(settings[key])), ...urls].filter((secret) => secret !== '');
}

/** A text without any form of the secrets. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return redact(text, secrets);
}

/** What the local engine may need of whoever runs it. */
export interface DownloadHooks {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder of the configuration, where modules and peers of the user's project are looked for; absolute. */
  readonly directory: string;
  /** Words of the house for a pair; see `ProviderHost`. */
  readonly terms?: ProviderHost['terms'];
  /** Told once what would be downloaded: what, how large, from where, under which licence. */
  readonly onNotice?: ((line: Said) => void) | undefined;
  /** Asks the user; absent: nobody is there, and nothing is downloaded unless configuration allows it. */
  readonly confirm?: ((line: Message) => Promise<boolean>) | undefined;
  readonly onProgress?: ((file: string, done: number, total: number | undefined) => void) | undefined;
  /** Carries the requests; absent: this thread does. */
  readonly courier?: Courier | undefined;
}

/** What an instance lends to one provider. */
function hostOf(config: Config, name: string, hooks: DownloadHooks): ProviderHost {
  const { directory, env, terms, onNotice, confirm, onProgress, courier } = hooks;
  const { models } = config;
  const store: ModelHost = {
    env,
    directory: models.directory,
    registry: models.registry,
    architecture: models.architecture,
    consent: models.download,
    onNotice,
    confirm,
    onProgress,
  };
  return {
    directory,
    notice: (message) => onNotice?.(message),
    terms,
    fetch: courier?.fetch(name) ?? limitedFetch(name, { env }),
    importPeer: (peer) => importModule(peer, directory),
    models: store,
  };
}

/** The providers any text may go to, in order. `auto`: all that are ready and may be chosen unasked. */
function chosen(config: Config, providers: readonly NamedProvider[]): NamedProvider[] {
  const { provider } = config;
  const byName = (name: string): NamedProvider[] => providers.filter((each) => each.name === name);
  if (provider !== 'auto') return (typeof provider === 'string' ? [provider] : provider).flatMap(byName);
  return providers
    .filter(({ name, definition }) => {
      const ready = missingSettings(definition, settingsOf(config, name)).length === 0;
      return ready && definition.auto !== false;
    })
    .flatMap((each) => (each.definition.usesModels === true ? byName(config.models.engine) : [each]));
}

/** The providers that `routes` and `verify` name. */
function particular({ routes, verify }: Config, providers: readonly NamedProvider[]): NamedProvider[] {
  const names = new Set([...routes.flatMap(({ provider }) => provider), verify]);
  return providers.filter(({ name }) => names.has(name));
}

function linkOf(
  provider: Provider,
  { name, definition }: NamedProvider,
  { config, isReserved }: { readonly config: Config; readonly isReserved: boolean },
): ProviderLink {
  const settings = settingsOf(config, name);
  const { limits = {}, pretends = false } = definition;
  const { retries, maxUnits, maxCharacters } = settings;
  const timeoutSeconds = settings.timeoutSeconds ?? limits.timeoutSeconds;
  const secrets = secretSettings(definition, settings);
  const price = tariffOf(definition, settings, provider, config);
  const share = settings.batchPriceShare ?? provider.batches?.priceShare;
  const batchTariff = share === undefined ? undefined : shareOf(price.tariff, share);
  return {
    provider,
    ...onlyDefined({ reserved: isReserved ? true : undefined }),
    pretends,
    hide: (text) => redact(text, secrets),
    pacing: {
      concurrency: settings.concurrency ?? limits.concurrency,
      requestsPerSecond: settings.requestsPerSecond ?? limits.requestsPerSecond,
      charactersPerMinute: settings.charactersPerMinute ?? limits.charactersPerMinute,
      timeoutMs: timeoutSeconds === undefined ? undefined : timeoutSeconds * 1000,
    },
    retry: retries === undefined ? {} : { retries },
    limits: { maxUnits, maxCharacters },
    ...price,
    ...onlyDefined({ batchTariff }),
  };
}

/** The adapter a definition makes. @throws TovmachError CONFIG for one that makes none */
async function made(
  { name, definition }: NamedProvider,
  settings: ProviderConfig,
  host: ProviderHost,
): Promise<Provider> {
  const own = Object.fromEntries(
    Object.entries(settings).filter(
      ([key]) => key in definition.settings.shape || !(PACING_SETTINGS.includes(key) || key === 'module'),
    ),
  );
  let provider: Provider;
  try {
    provider = await definition.create(own, host);
  } catch (cause) {
    if (TovmachError.isInstance(cause)) throw cause;
    const reason = redact(
      cause instanceof Error ? cause.message : String(cause),
      secretSettings(definition, settings),
    );
    throw new TovmachError('CONFIG', say.notMade({ name, reason }), { cause, hint: say.mendAdapter() });
  }
  const what = shortcoming(provider);
  if (what === undefined) return provider;
  throw new TovmachError('CONFIG', say.noProvider({ name, what }), { hint: say.mendAdapter() });
}

/** What a stranger's adapter lacks, before anything is sent over it. */
function shortcoming(provider: Provider | undefined): string | undefined {
  if (typeof provider !== 'object' || provider === null) return 'it is no object';
  const { capabilities } = provider;
  if (typeof provider.translate !== 'function') return 'it has no translate()';
  if (typeof provider.supports !== 'function') return 'it has no supports()';
  if (typeof provider.name !== 'string' || typeof provider.identity !== 'string')
    return 'it has no name and identity';
  for (const key of ['maxUnits', 'maxCharacters', 'maxUnitCharacters'] as const) {
    if (!(Number(capabilities?.[key]) > 0)) return `capabilities.${key} is no number above 0`;
  }
  return undefined;
}

/**
 * The translators a run may ask, in order.
 * @throws TovmachError AUTH, CONFIG or MISSING_DEPENDENCY when a provider lacks what it needs: one the user named, or
 * the last one that was left
 */
export async function providerChain(
  config: Config,
  providers: readonly NamedProvider[],
  hooks: DownloadHooks,
): Promise<ProviderLink[]> {
  const links: ProviderLink[] = [];
  const general = chosen(config, providers);
  const named = particular(config, providers);
  const reserved = named.filter((each) => !general.includes(each));
  const asked = [...general, ...reserved];
  const lacking = new Map(asked.flatMap((each) => lacksPeer(each, hooks.directory)));
  const [firstLack] = lacking.values();
  const lackOfNamed = (config.provider === 'auto' ? named : asked).flatMap(
    ({ name }) => lacking.get(name) ?? [],
  )[0];
  if (firstLack !== undefined && (lackOfNamed !== undefined || lacking.size === asked.length))
    throw lackOfNamed ?? firstLack;
  for (const each of asked) {
    const lack = lacking.get(each.name);
    if (lack !== undefined) {
      hooks.onNotice?.(asValue(lack));
      continue;
    }
    const { name, definition } = each;
    const settings = settingsOf(config, name);
    const missing = missingSettings(definition, settings);
    if (missing.length > 0) {
      throw new TovmachError(lacksSecret(definition, settings) ? 'AUTH' : 'CONFIG', say.notSetUp({ name }), {
        hint: missing.reduce((first, second) => say.andAlso({ first, second })),
      });
    }
    const provider = await made(each, settings, hostOf(config, name, hooks));
    const link = linkOf(provider, each, { config, isReserved: reserved.includes(each) });
    links.push({ ...link, ...onlyDefined({ notes: hooks.courier }) });
  }
  return links;
}

/** The library an adapter needs and nobody installed, as an error that says how; looked for, not loaded. */
function lacksPeer({ name, definition }: NamedProvider, directory: string): [string, TovmachError][] {
  const library = definition.peer;
  if (library === undefined || isInstalled(library, directory)) return [];
  const command = installCommand(library);
  return [[name, new TovmachError('MISSING_DEPENDENCY', say.noPeer({ name, library, command }))]];
}

/** Whether what is missing is a secret: then a person has to get one. */
function lacksSecret({ required = [], secrets = [] }: ProviderDefinition, settings: ProviderConfig): boolean {
  return required.some(
    ({ anyOf }) =>
      anyOf.every((key) => settings[key] === undefined || settings[key] === '') &&
      anyOf.some((key) => secrets.includes(key)),
  );
}

/**
 * What the providers have to do with the bytes of the outputs. `auto` is one thing whatever it finds: outputs do not
 * become stale because a key is missing today. A provider the user names is part of what he asked for, with its settings.
 */
export function providersFingerprint(config: Config, providers: readonly NamedProvider[]): unknown {
  const settled = (named: readonly NamedProvider[]): unknown =>
    named.map(({ name, definition }) => [
      name,
      Object.entries(settingsOf(config, name)).filter(([key]) => decides(definition, key)),
      definition.usesModels === true ? config.models.architecture : undefined,
    ]);
  const general = config.provider === 'auto' ? config.provider : settled(chosen(config, providers));
  const { routes, verify } = config;
  if (routes.length === 0 && verify === undefined) return general;
  return { general, routes, verify, particular: settled(particular(config, providers)) };
}

/** Engines that any text may go to, by a key that changes with what decides their words; the values are their names. */
export function engineKeys(config: Config, providers: readonly NamedProvider[]): ReadonlyMap<string, string> {
  return new Map(
    chosen(config, providers).map(({ name, definition }) => {
      const settings = Object.entries(settingsOf(config, name))
        .filter(([key]) => decides(definition, key))
        .sort(([a], [b]) => (a < b ? -1 : 1));
      const hash = sha256(JSON.stringify(settings)).slice(0, 8);
      return [settings.length === 0 ? name : `${name}:${hash}`, name];
    }),
  );
}

function decides({ fingerprint, secrets = [], settings }: ProviderDefinition, key: string): boolean {
  if (fingerprint !== undefined) return fingerprint.includes(key);
  return !secrets.includes(key) && (key in settings.shape || !PACING_SETTINGS.includes(key));
}

/** What planning needs to know of a provider. */
export function planningLink({ provider, tariff }: ProviderLink): PlanningLink {
  const price = pricePerMillionCharacters(tariff);
  return {
    name: provider.name,
    ...onlyDefined({ pricePerMillionCharacters: price }),
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
