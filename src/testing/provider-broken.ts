import type { Provider } from '../model/contracts.js';
import { createLibreTranslate } from '../providers/libretranslate.js';
import { tryPromise } from './provider.js';
import { DEFECTS } from './provider-defects.js';
import { PROVIDER_PROMISES, type ProviderCandidate } from './provider-promises.js';
import { ROW_DEFECTS } from './provider-rows-broken.js';
import { libreTranslateDialect } from './service.js';
import { type ConformanceCase, mustNotice, named } from './suite.js';

/** The suite for providers against broken adapters. */

const secret = 'k3y/with+odd=characters-0815';

/** The suite for providers against adapters for LibreTranslate with one fault each, and that none is missing. */
export function brokenProviderCases(): readonly ConformanceCase[] {
  const sound: ProviderCandidate = {
    name: 'libretranslate',
    dialect: libreTranslateDialect,
    pair: { source: 'uk', target: 'en' },
    secret,
    thorough: true,
    create: (url) => createLibreTranslate({ url, apiKey: secret }),
  };
  const defects = [...DEFECTS, ...ROW_DEFECTS];
  const caught = new Set(defects.map(({ caughtBy }) => caughtBy));
  return [
    ...defects.map(({ fault, caughtBy, spoil }) => ({
      name: `notices an adapter that ${fault}`,
      run: () => {
        const create = (url: string): Provider => spoil(sound.create(url), { secret, url });
        return mustNotice(fault, () => tryPromise({ ...sound, create }, named(PROVIDER_PROMISES, caughtBy)));
      },
    })),
    {
      name: 'has a broken adapter for every promise',
      run: async () => {
        const missing = PROVIDER_PROMISES.filter(({ promise }) => !caught.has(promise));
        if (missing.length > 0) throw new Error(missing.map(({ promise }) => promise).join(', '));
      },
    },
  ];
}
