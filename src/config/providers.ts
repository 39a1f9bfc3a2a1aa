import { z } from 'zod';
import { inEnglish } from '../message.js';
import type { ProviderDefinition } from '../model/definition.js';
import { PROVIDERS } from '../providers/index.js';

/** The providers' part of the configuration, made from their definitions. */

const positive = z.number().positive();
const positiveInteger = z.number().int().positive();

/** What every provider takes besides its own settings. */
const pacing = z.strictObject({
  concurrency: positiveInteger.optional().describe('Requests under way at once.'),
  requestsPerSecond: positive.optional().describe('Most requests begun in a second.'),
  charactersPerMinute: positiveInteger.optional().describe('Most characters sent in a minute.'),
  timeoutSeconds: positive.optional().describe('Longest wait for one answer.'),
  retries: z.number().int().min(0).optional().describe('Tries after the first on errors that may pass.'),
  pricePerMillionCharacters: z
    .number()
    .min(0)
    .optional()
    .describe('In budget.currency; for estimates, budgets and the summary. Wins over the list price.'),
  pricePerMillionInputTokens: z
    .number()
    .min(0)
    .optional()
    .describe('As pricePerMillionCharacters, for services that bill tokens: of the prompt.'),
  pricePerMillionOutputTokens: z
    .number()
    .min(0)
    .optional()
    .describe('As pricePerMillionCharacters, for services that bill tokens: of the answer.'),
  batchPriceShare: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('Part of the price that a batch costs; absent: 0.5, for services that take batches.'),
  maxUnits: positiveInteger
    .optional()
    .describe('Most texts in one request, below what the adapter declares.'),
  maxCharacters: positiveInteger
    .optional()
    .describe('Most characters in one request, below what the adapter declares.'),
});
/** Pace, limits and prices of one provider. */
export type Pacing = z.output<typeof pacing>;
/** Names of the settings every provider has. */
export const PACING_SETTINGS: readonly string[] = Object.keys(pacing.shape);

/** One provider as configured: pace and prices, and its own settings beside them. */
export type ProviderConfig = Pacing & { readonly module?: string } & Readonly<Record<string, unknown>>;
/** Providers as configured, by name; those that come with tovmach are always there. */
export type ProvidersConfig = Readonly<Record<string, ProviderConfig>>;

type BuiltIn = typeof PROVIDERS;
/** What may be written under `providers`: those that come with tovmach, and one's own by a name of one's own. */
export type ProvidersInput = {
  readonly [Name in keyof BuiltIn]?: z.input<BuiltIn[Name]['settings']> & z.input<typeof pacing>;
} & { readonly [own: string]: Readonly<Record<string, unknown>> };

const module = z
  .string()
  .describe('File (`./mine.mjs`) or npm package that exports the definition of a provider.');

/** A provider of one's own, in a file for editors: its settings are known only where it is loaded. */
const own = z.looseObject({
  module,
  ...pacing.shape,
});

/** A definition with the name it is configured by. */
export interface NamedProvider {
  /** The name it is configured by; not always the definition's own. */
  readonly name: string;
  /** How it is made, and what it needs. */
  readonly definition: ProviderDefinition;
}

/** The adapters that come with tovmach, in the order `auto` asks them. */
export const BUILT_IN: readonly NamedProvider[] = Object.entries(PROVIDERS).map(([name, definition]) => ({
  name,
  definition,
}));

/** Names of the providers that come with tovmach, as `providers` of the configuration and `--provider` take them. */
export const PROVIDER_NAMES: readonly string[] = BUILT_IN.map(({ name }) => name);

/** Settings of one provider: its own, and of pace and price what it has not itself. */
function settingsOf({ settings, description }: ProviderDefinition): z.ZodType<ProviderConfig> {
  const missing = Object.fromEntries(
    Object.entries({ module: module.optional(), ...pacing.shape }).filter(
      ([key]) => !(key in settings.shape),
    ),
  );
  return settings
    .safeExtend(missing)
    .prefault({})
    .describe(inEnglish(description)) as z.ZodType<ProviderConfig>;
}

/**
 * The schema of `providers`.
 * @param open whether names nobody has plugged in yet may stand there: for editors
 */
export function providersSchema(providers: readonly NamedProvider[], open = false) {
  const shape = Object.fromEntries(providers.map(({ name, definition }) => [name, settingsOf(definition)]));
  return open ? z.object(shape).catchall(own) : z.strictObject(shape);
}
