import type { TranslationUnit } from '../model/translation.js';
import type { ProviderLink } from '../translate/link.js';
import { createCourses, identitiesBy } from '../translate/routes.js';
import { supports } from './providers.js';
import { type Setup, takesAnyMachine } from './setup.js';

/** Where texts would go, by the routes of the configuration. */
export interface Prospect {
  /** Machines whose words in memory stand for a translation of a unit; `undefined`: all. */
  identitiesOf(unit: TranslationUnit): readonly string[] | undefined;
  /** Who would be asked first: the first that has the pair. @throws what a provider throws when it is asked */
  firstFor(unit: TranslationUnit): Promise<ProviderLink | undefined>;
}

/** Asks each provider once for each pair. */
export function prospectOf(
  setup: Setup,
  chain: readonly ProviderLink[],
  signal: AbortSignal | undefined,
): Prospect {
  const courseOf = createCourses(chain, setup.config.routes);
  const known = new Map<string, Promise<boolean>>();
  const has = (link: ProviderLink, { source, target }: TranslationUnit): Promise<boolean> => {
    const key = `${link.provider.name} ${source} ${target}`;
    const asked = known.get(key) ?? supports(link, source, target, signal);
    known.set(key, asked);
    return asked;
  };
  return {
    identitiesOf: identitiesBy(courseOf, { anyMachine: takesAnyMachine(setup) }),
    async firstFor(unit) {
      const { first, substitutes } = courseOf(unit);
      for (const link of [...first, ...substitutes]) if (await has(link, unit)) return link;
      return undefined;
    },
  };
}
