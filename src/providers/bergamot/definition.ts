import { z } from 'zod';
import { type Message, messages } from '../../message.js';
import type { Provider } from '../../model/contracts.js';
import { defineProvider, type ProviderHost } from '../../model/definition.js';
import type { LocalEngineOptions } from './adapter.js';

const say = messages('providers', {
  bergamot: 'local neural engine, free and private (Bergamot, with the Firefox Translations models)',
});

const settings = z.strictObject({
  workers: z
    .number()
    .int()
    .positive()
    .optional()
    .describe('Engines at work at once; absent: by the cores and the memory of this machine.'),
});

/** A local engine may have to fetch its models first; a service has to answer sooner. */
const TIMEOUT_SECONDS = 900;

/** What all local engines share; the engine itself is loaded when it is first asked for. */
export function defineLocalEngine(
  name: string,
  description: Message,
  more: { readonly auto?: boolean },
  create: (options: LocalEngineOptions) => Promise<Provider>,
) {
  return defineProvider({
    kind: 'provider',
    name,
    description,
    settings,
    fingerprint: [],
    isLocal: true,
    usesModels: true,
    limits: { timeoutSeconds: TIMEOUT_SECONDS },
    ...more,
    create: (own, host) => create({ ...own, ...modelsOf(host) }),
  });
}

function modelsOf({ models }: ProviderHost): Pick<LocalEngineOptions, 'models' | 'ensure'> {
  if (models === undefined) return {};
  const { env, directory, registry, architecture, consent, confirm, onNotice, onProgress } = models;
  return {
    models: { env, directory, registry, architecture },
    ensure: {
      consent: consent === 'ask' && confirm === undefined ? 'no' : consent,
      onNotice: ({ line }) => onNotice?.(line),
      confirm: confirm === undefined ? undefined : ({ line }) => confirm(line),
      onProgress: ({ file, done, total }) => onProgress?.(file, done, total),
    },
  };
}

/** Bergamot as it is plugged in. */
export const bergamot = defineLocalEngine('bergamot', say.bergamot(), {}, async (options) =>
  (await import('./adapter.js')).createBergamot(options),
);
