/** Addresses that may be written into a page: `http`, `https`, `mailto`, `tel`, and relative ones. */

/** What browsers leave out of an address before they look at its scheme, and what may not be seen in one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must go
const INVISIBLE = /[\u0000-\u0020\u007F-\u00A0\u00AD\u200B-\u200F\u2028-\u202F\u2060-\u206F\uFEFF]/g;

/** The address without white space at its ends; `undefined` for one that does something else than lead somewhere. */
export function safeAddress(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  const written = address.trim();
  // Entities that were left in would be decoded by the page the address ends up in.
  const bare = written
    .replace(/&(?:#x0*3a|#0*58|colon);?/gi, ':')
    .replace(/&(?:tab|newline|#x?0*[\da]{1,2});?/gi, '')
    .replace(INVISIBLE, '');
  const scheme = /^([^/?#]*?):/.exec(bare)?.[1];
  if (bare === '' || (scheme !== undefined && !/^(?:https?|mailto|tel)$/i.test(scheme))) return undefined;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must go
  return written.replace(/[\u0000-\u001F\u007F-\u009F]/g, '');
}
