import { decodeWords } from 'postal-mime';

/**
 * Messages as they travel (RFC 2045 and following): a tree of parts, each with the bytes it stands for. Bytes, not text:
 * what a part declares of its encoding is wrong as often as it is of files.
 */

export interface MimePart {
  /** The first of each name, in lower case; unfolded, words decoded. */
  readonly headers: ReadonlyMap<string, string>;
  /** `text/html`, lower case. */
  readonly type: string;
  /** Parameters of its type, names in lower case. */
  readonly parameters: Readonly<Record<string, string>>;
  /** It is meant to be saved, not to be read in its place. */
  readonly isAttached: boolean;
  /** What it stands for; empty for a part of parts. */
  readonly body: Uint8Array;
  readonly parts: readonly MimePart[];
  /** It has no end: the file was cut off in it. */
  readonly isCut: boolean;
}

/** So deep parts may lie in each other. */
const DEEPEST = 20;

function utf8Or(latin1: string): string {
  if (!/[\x80-\xff]/.test(latin1)) return latin1;
  const bytes = Buffer.from(latin1, 'latin1');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return latin1;
  }
}

function headersOf(head: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon < 1) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    if (!headers.has(name)) headers.set(name, decodeWords(utf8Or(line.slice(colon + 1).trim())));
  }
  return headers;
}

const PARAMETER = /;\s*([\w*-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))/g;

function parametersOf(header: string): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [, name = '', quoted, bare = ''] of header.matchAll(PARAMETER))
    parameters[name.toLowerCase().replace(/\*\d*\*?$/, '')] ??= quoted?.replace(/\\(.)/g, '$1') ?? bare;
  return parameters;
}

function decoded(body: string, encoding: string): Uint8Array {
  switch (encoding) {
    case 'base64':
      return Buffer.from(body, 'base64');
    case 'quoted-printable':
      return Buffer.from(
        body
          .replace(/[ \t]+(?=\r?\n|$)/g, '')
          .replace(/=\r?\n/g, '')
          .replace(/=([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      );
    default:
      return Buffer.from(body, 'latin1');
  }
}

/** What stands between the lines that part the parts. */
function partsOf(body: string, boundary: string): { parts: string[]; isCut: boolean } {
  const parts: string[] = [];
  const marker = new RegExp(
    `(?:^|\\r?\\n)--${boundary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(--)?[ \\t]*(?=\\r?\\n|$)`,
    'g',
  );
  let from = -1;
  for (const match of body.matchAll(marker)) {
    if (from >= 0) parts.push(body.slice(from, match.index));
    from = match.index + match[0].length;
    if (match[1] !== undefined) return { parts, isCut: false };
  }
  if (from >= 0) parts.push(body.slice(from));
  return { parts: parts.map((part) => part), isCut: true };
}

function parsePart(source: string, depth: number, fallback: string): MimePart {
  const text = source.replace(/^\r?\n/, '');
  // A part without headers begins with the empty line behind them.
  const isHeadless = /^\r?\n\r?\n/.test(source);
  const end = /\r?\n\r?\n/.exec(text);
  const head = isHeadless ? '' : end === null ? text : text.slice(0, end.index);
  const content = isHeadless
    ? text.replace(/^\r?\n/, '')
    : end === null
      ? ''
      : text.slice(end.index + end[0].length);
  const headers = headersOf(head);
  const declared = headers.get('content-type') ?? fallback;
  const type = /^[\w.+-]+\/[\w.+-]+/.exec(declared.trim().toLowerCase())?.[0] ?? fallback;
  const parameters = parametersOf(declared);
  const shared = {
    headers,
    type,
    parameters,
    isAttached: /^\s*attachment/i.test(headers.get('content-disposition') ?? ''),
  };
  if (type.startsWith('multipart/') && parameters.boundary !== undefined && depth < DEEPEST) {
    const { parts, isCut } = partsOf(content, parameters.boundary);
    const inner = type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
    const children = parts.map((part) => parsePart(part, depth + 1, inner));
    return {
      ...shared,
      body: new Uint8Array(),
      parts: children,
      isCut: isCut || children.some((child) => child.isCut),
    };
  }
  const encoding = (headers.get('content-transfer-encoding') ?? '').trim().toLowerCase();
  const body = decoded(content, encoding);
  const nested =
    type === 'message/rfc822' && depth < DEEPEST
      ? [parsePart(Buffer.from(body).toString('latin1'), depth + 1, 'text/plain')]
      : [];
  return { ...shared, body, parts: nested, isCut: nested.some((child) => child.isCut) };
}

/** The tree of a message. Never throws. */
export function parseMime(bytes: Uint8Array): MimePart {
  return parsePart(
    Buffer.from(bytes)
      .toString('latin1')
      .replace(/^From [^\n]*\n/, ''),
    0,
    'text/plain',
  );
}
