/**
 * What must not reach a terminal or a log as it is: control characters (ESC speaks to terminals; a line break would
 * let the rest of a file's name begin a line, and with it a command of a CI), separators of lines and paragraphs,
 * characters that turn the direction of what follows, and halves of surrogate pairs. Tabs are harmless.
 */
const UNSAFE = /(?!\t)\p{Cc}|[\u061C\u200E\u200F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]|\p{Cs}/gu;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r' };

/** Text from outside on one line, what cannot be seen written out: `\n`, `\x1b`, `\u202e`. */
export function visible(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.charCodeAt(0);
    const hex = code.toString(16);
    return NAMED[character] ?? (code < 0x100 ? `\\x${hex.padStart(2, '0')}` : `\\u${hex.padStart(4, '0')}`);
  });
}
