/**
 * Bytes 0x80 to 0x9F of windows-1252, five of which are controls. Some releases of Node decode them all as
 * controls, which would lose every curly quote and dash of a file.
 */
export const WINDOWS_1252_SPECIALS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

/** What `TextDecoder('windows-1252')` gave, with the characters those bytes stand for. */
export function withWindows1252Specials(text: string): string {
  return text.replace(/[\u0080-\u009F]/g, (control) => {
    return WINDOWS_1252_SPECIALS[control.charCodeAt(0) - 0x80] ?? control;
  });
}
