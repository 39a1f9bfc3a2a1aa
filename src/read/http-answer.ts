import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { looksHtml } from './signatures.js';

/** What a server answered, as archives of the web keep it. */

export type Headers = ReadonlyMap<string, string>;

export function headerOf(line: string): [string, string] | undefined {
  const colon = line.indexOf(':');
  return colon < 1 ? undefined : [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
}

/** Headers and body of what a server answered. */
export function answered(bytes: Buffer): { status: number; headers: Headers; body: Buffer } {
  const end = bytes.indexOf('\r\n\r\n');
  const bare = end < 0 ? bytes.indexOf('\n\n') : -1;
  const at = end >= 0 ? end : bare;
  const head = bytes.toString('latin1', 0, at < 0 ? bytes.length : at);
  const lines = head.split(/\r?\n/);
  const status = Number(/^HTTP\/\S+\s+(\d{3})/.exec(lines[0] ?? '')?.[1] ?? 0);
  const headers = new Map(
    lines.slice(1).flatMap((line) => [headerOf(line)].filter((each) => each !== undefined)),
  );
  return { status, headers, body: at < 0 ? Buffer.alloc(0) : bytes.subarray(at + (end >= 0 ? 4 : 2)) };
}

/** A body that was sent in chunks, in one; as it is where it was not. */
export function withoutChunks(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  let at = 0;
  while (at < body.length) {
    const end = body.indexOf(10, at);
    const size = /^([\da-f]{1,8})\s*(?:;[^\r\n]*)?\r?$/i.exec(
      end < 0 ? '' : body.toString('latin1', at, end),
    )?.[1];
    // Crawlers put bodies together and leave the header that says otherwise.
    if (size === undefined) return parts.length === 0 ? body : Buffer.concat(parts);
    const length = Number.parseInt(size, 16);
    if (length === 0) break;
    parts.push(body.subarray(end + 1, end + 1 + length));
    at = end + 1 + length;
    while (body[at] === 13 || body[at] === 10) at += 1;
  }
  return Buffer.concat(parts);
}

/** @throws Error from zlib */
export function unpacked(body: Buffer, encoding: string, maxOutputLength: number): Buffer {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body, { maxOutputLength }) : body;
    case 'deflate':
      return body[0] === 0x78 ? inflateSync(body, { maxOutputLength }) : body;
    case 'br':
      try {
        return brotliDecompressSync(body, { maxOutputLength });
      } catch (error) {
        // It has no mark: what was unpacked by the crawler looks like nothing it could be told by.
        if (looksHtml(body.toString('latin1', 0, 2000))) return body;
        throw error;
      }
    default:
      return body;
  }
}
