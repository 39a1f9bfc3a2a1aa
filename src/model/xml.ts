/** Text as XML 1.0. Pure. */

/** What XML 1.0 cannot hold at all, not even escaped. */
const UNSPEAKABLE = /(?![\t\n\r\u007F-\u009F])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu;

/** Text as XML content. Characters that XML cannot hold are left out. */
export function escapeText(text: string): string {
  return text
    .replace(UNSPEAKABLE, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

/** Text as the value of an attribute in double quotes. */
function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

/** ` name="value"` for each attribute that has a value, in the order given. */
export function writeAttributes(attributes: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeAttribute(String(value))}"`)
    .join('');
}

/** Text without the characters that XML forbids. */
export function cleanText(text: string): string {
  return text.replace(UNSPEAKABLE, '');
}
