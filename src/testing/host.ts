import type { ProviderHost } from '../model/definition.js';
import { limitedFetch } from '../providers/http.js';

/** What `create` of a provider's definition is given in a run, for tests. */

/**
 * A host as a run gives it to a provider: `fetch` follows no redirects and cuts answers off at 16 MiB. It knows no
 * proxies, keeps notices to itself and imports peers from where tovmach is installed.
 * @param provider its name, for errors
 */
export function testHost(provider: string): ProviderHost {
  return {
    directory: process.cwd(),
    notice: () => {},
    fetch: limitedFetch(provider),
    importPeer: (name) => import(name),
  };
}
