/** How a file keeps its text: what an editor may change about a file that is not its words. Pure. */
export interface TextForm {
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be';
  readonly byteOrderMark: boolean;
  readonly lineEnd: '\n' | '\r\n';
}

export interface FormedText {
  /** Lines end with a line feed, and no byte order mark stands before them. */
  readonly text: string;
  readonly form: TextForm;
}

const PLAIN: TextForm = { encoding: 'utf-8', byteOrderMark: false, lineEnd: '\n' };

/** The text in a file, and how it is kept there; `undefined` for bytes that are no UTF-8 and bear no mark of UTF-16. */
export function textIn(bytes: Uint8Array): FormedText | undefined {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  let decoded: string;
  try {
    decoded = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
  const byteOrderMark = decoded.startsWith('\ufeff');
  const text = byteOrderMark ? decoded.slice(1) : decoded;
  const breaks = text.split('\n').length - 1;
  const lineEnd = breaks > 0 && 2 * (text.split('\r\n').length - 1) > breaks ? '\r\n' : '\n';
  return { text: text.replaceAll('\r\n', '\n'), form: { encoding, byteOrderMark, lineEnd } };
}

/** Text as a file in that form keeps it. */
export function inForm(text: string, form: TextForm = PLAIN): string | Uint8Array {
  const lines = form.lineEnd === '\n' ? text : text.replaceAll('\n', '\r\n');
  const whole = form.byteOrderMark ? `\ufeff${lines}` : lines;
  if (form.encoding === 'utf-8') return whole;
  const bytes = Buffer.from(whole, 'utf16le');
  return form.encoding === 'utf-16be' ? bytes.swap16() : bytes;
}
