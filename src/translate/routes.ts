import { type LanguageTag, sameLanguage } from '../model/language.js';
import type { Role } from '../model/segment.js';
import type { TranslationUnit } from '../model/translation.js';

/** Which providers a text is for, by its languages, what it is in its article, and its length. */

/** Texts that providers of their own are asked for. What is absent fits every text. */
export interface Route {
  /** Either side may be `*`. */
  readonly pairs?: readonly { readonly source: LanguageTag; readonly target: LanguageTag }[] | undefined;
  readonly roles?: readonly Role[] | undefined;
  /** In UTF-16 units, as is `maxCharacters`. */
  readonly minCharacters?: number | undefined;
  readonly maxCharacters?: number | undefined;
  /** Names of providers, in the order they are asked. */
  readonly provider: readonly string[];
}

/** What a route looks at. */
export type Routed = Pick<TranslationUnit, 'source' | 'target' | 'role' | 'text'>;

/** Who is asked for a text, in order. One object for all texts of a route. */
export interface Course<Link> {
  readonly first: readonly Link[];
  /** Those a route leaves, asked where none of the first translates; none where there is no route. */
  readonly substitutes: readonly Link[];
  /** A route fits the text. */
  readonly routed: boolean;
}

/** What routing needs to know of a provider. */
export interface Routable {
  readonly provider: { readonly name: string };
  /** Asked only where a route names it, or as a second engine. */
  readonly reserved?: boolean | undefined;
}

/** The course of a text over some providers. */
export function createCourses<Link extends Routable>(
  links: readonly Link[],
  routes: readonly Route[] = [],
): (text: Routed) => Course<Link> {
  const general = links.filter(({ reserved }) => reserved !== true);
  const unrouted: Course<Link> = { first: general, substitutes: [], routed: false };
  const routed = routes.map((route) => {
    const first = route.provider.flatMap((wanted) =>
      links.filter(({ provider }) => provider.name === wanted),
    );
    return {
      route,
      course: { first, substitutes: general.filter((link) => !first.includes(link)), routed: true },
    };
  });
  return (text) => routed.find(({ route }) => fits(route, text))?.course ?? unrouted;
}

function fits(route: Route, text: Routed): boolean {
  const { roles, minCharacters = 0, maxCharacters = Number.POSITIVE_INFINITY } = route;
  const { length } = text.text;
  return (
    isForPair(route, text) &&
    (roles === undefined || roles.includes(text.role)) &&
    length >= minCharacters &&
    length <= maxCharacters
  );
}

/** Whether a route is for texts of a pair. */
export function isForPair({ pairs }: Route, { source, target }: Pick<Routed, 'source' | 'target'>): boolean {
  if (pairs === undefined) return true;
  return pairs.some((pair) => isOne(pair.source, source) && isOne(pair.target, target));
}

/**
 * Machines whose words in memory stand for what those first asked would give, the same array for all units of a course;
 * `undefined`: all. What a substitute made is looked for when it is its turn.
 * @param anyMachine all, for texts that no route fits
 */
export function identitiesBy(
  courseOf: (unit: TranslationUnit) => Course<{ readonly provider: { readonly identity: string } }>,
  { anyMachine = false }: { readonly anyMachine?: boolean },
): (unit: TranslationUnit) => readonly string[] | undefined {
  const known = new Map<unknown, readonly string[] | undefined>();
  return (unit) => {
    const course = courseOf(unit);
    if (anyMachine && !course.routed) return undefined;
    const identities = known.get(course) ?? course.first.map(({ provider }) => provider.identity);
    known.set(course, identities);
    return identities;
  };
}

const isOne = (wanted: LanguageTag, tag: LanguageTag): boolean => wanted === '*' || sameLanguage(wanted, tag);
