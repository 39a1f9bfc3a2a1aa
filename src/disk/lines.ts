import { createReadStream } from 'node:fs';

/** Byte of a line feed. */
const LINE_FEED = 10;

/**
 * Lines of a file as bytes, without their line feeds. Only a line feed parts them: JSON may hold U+2028, U+2029 and
 * the other characters that readers of text take for line ends.
 * @throws Error of the file system
 */
export async function* linesOf(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let start = 0;
    for (
      let end = chunk.indexOf(LINE_FEED);
      end >= 0;
      start = end + 1, end = chunk.indexOf(LINE_FEED, start)
    ) {
      const line = chunk.subarray(start, end);
      yield rest.length === 0 ? line : Buffer.concat([...rest, line]);
      rest = [];
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}
