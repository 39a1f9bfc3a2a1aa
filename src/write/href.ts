/** Addresses of outputs in each other. Pure. */

export const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/** @param from a file, and `to` another, both relative to the output folder */
export function relativeHref(from: string, to: string): string {
  const source = from.split('/').slice(0, -1);
  const target = to.split('/');
  let common = 0;
  while (common < source.length && source[common] === target[common]) common += 1;
  return encodePath([...source.slice(common).map(() => '..'), ...target.slice(common)].join('/'));
}
