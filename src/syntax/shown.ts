/** Arguments of shortcodes and template tags that readers see, where their names do not say so. */

/** By the name of a shortcode: places of arguments without a name, counted from 0, and names of others. */
export type ShownArguments = ReadonlyMap<string, ReadonlySet<string>>;

/** Of themes that many sites use: hugo-book, Relearn, Docsy. */
const USUAL: Readonly<Record<string, readonly (string | number)[]>> = {
  details: [0],
  expand: [0],
  notice: [1],
  tab: [0, 'header', 'name'],
};

/** @param own what the configuration says of some; it takes the place of the usual */
export function shownArguments(
  own: Readonly<Record<string, readonly (string | number)[]>> = {},
): ShownArguments {
  return new Map(
    Object.entries({ ...USUAL, ...own }).map(([name, places]) => [name, new Set(places.map(String))]),
  );
}

export const SHOWN = shownArguments();

/** What no reader reads: names of files, addresses, numbers, switches. */
export function isShown(value: string): boolean {
  return (
    /\p{L}/u.test(value) &&
    !/^(?:true|false|auto|none|null)$/i.test(value) &&
    !/^[^\s]*(?:\/|\.[a-z][a-z0-9]{1,4}$)/i.test(value)
  );
}
