/**
 * The properties that have a value, in their order: what is written or compared whole must not hold a key for
 * what is not there.
 */
export function onlyDefined<Values extends object>(
  values: Values,
): { [Key in keyof Values]?: Exclude<Values[Key], undefined> } {
  const defined: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) if (value !== undefined) defined[key] = value;
  return defined as { [Key in keyof Values]?: Exclude<Values[Key], undefined> };
}
