/** Records of web archives, made by hand. */
export function warcRecord(
  type: string,
  body: Uint8Array | string,
  headers: Readonly<Record<string, string>> = {},
): Buffer {
  const bytes = Buffer.from(body as string);
  const head = Object.entries({
    'WARC-Type': type,
    'WARC-Date': '2024-07-16T10:15:00Z',
    'WARC-Record-ID': '<urn:uuid:1>',
    'Content-Length': String(bytes.length),
    ...headers,
  })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  return Buffer.concat([Buffer.from(`WARC/1.0\r\n${head}\r\n`), bytes, Buffer.from('\r\n\r\n')]);
}

/** What a server answered for a page. */
export function answer(
  url: string,
  body: Uint8Array | string,
  headers: Readonly<Record<string, string>> = {},
  status = '200 OK',
): Buffer {
  const head = Object.entries({ 'Content-Type': 'text/html; charset=utf-8', ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  const http = Buffer.concat([Buffer.from(`HTTP/1.1 ${status}\r\n${head}\r\n`), Buffer.from(body as string)]);
  return warcRecord('response', http, {
    'WARC-Target-URI': url,
    'Content-Type': 'application/http; msgtype=response',
  });
}
