/** Properties that may be left out, and have a value where they are there. */
export type OnlyDefined<Values> = { [Key in keyof Values]?: Exclude<Values[Key], undefined> };

/**
 * The properties that have a value, in their order: what is written or compared whole must not hold a key for
 * what is not there.
 */
export function onlyDefined<Values extends object>(values: Values): OnlyDefined<Values> {
  const given = values as Record<string, unknown>;
  const keys = Object.keys(values);
  // Asked many times for every segment: most have them all, and are as they should be.
  if (keys.every((key) => given[key] !== undefined)) return values as OnlyDefined<Values>;
  const defined: Record<string, unknown> = {};
  for (const key of keys) if (given[key] !== undefined) defined[key] = given[key];
  return defined as OnlyDefined<Values>;
}
