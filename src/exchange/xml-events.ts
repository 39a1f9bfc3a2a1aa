import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { characterEntities } from 'character-entities';
import { SaxesParser } from 'saxes';
import { TovmachError } from '../errors.js';
import { asPath, messages, reasonOf } from '../message.js';
import { cleanText } from '../model/xml.js';

const say = messages('exchange', {
  notWellFormed: 'not well-formed {{format}}: {{reason}}',
  mendOrExport: 'Mend the file at that line, or export it again from the tool that made it.',
  noFile: 'There is no file {{file}}',
  unreadableFile: '{{file}} cannot be read: {{reason}}',
  checkPath: 'Check the path.',
  checkReadable: 'Check that it is a file and that you may read it.',
  unknownEncoding: '{{file}} declares an unknown encoding "{{encoding}}"',
  saveAsUtf8: 'Save the file as UTF-8.',
});

/**
 * A strict parser with two concessions to what tools write: HTML entities, and control characters, which
 * `readXmlText` and `cleanText` keep out. Anything else that is not XML throws `INPUT_INVALID` with file, line and column.
 */
export function createXmlParser(path: string, what: string): SaxesParser {
  const parser = new SaxesParser({ xmlns: false, fileName: basename(path) });
  // Other tools leave entities of HTML in their XML without declaring them.
  Object.assign(parser.ENTITIES, characterEntities);
  parser.on('error', (error) => {
    if (/disallowed character/i.test(error.message)) return;
    throw invalidXml(path, what, parser, error);
  });
  return parser;
}

function invalidXml(path: string, what: string, parser: SaxesParser, error: Error): TovmachError {
  const reason = error.message.replace(/^.*?:\d+:\d+:\s*/, '').replace(/\.$/, '');
  return new TovmachError('INPUT_INVALID', say.notWellFormed({ format: what, reason }), {
    hint: say.mendOrExport(),
    file: path,
    line: parser.line,
    column: parser.column + 1,
    cause: error,
  });
}

/** A reference to a character, and the beginning of one where a piece of text ends. */
const REFERENCE = /&#(?:x([0-9a-f]{1,6})|([0-9]{1,7}));/gi;
const CUT_REFERENCE = /&(?:#(?:x[0-9a-f]{0,6}|[0-9]{0,7})?)?$/i;

/** Without references to characters that XML does not allow even escaped: `&#x1F;`. */
function allowedReferences(text: string): string {
  return text.replace(REFERENCE, (reference, hex?: string, decimal?: string) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0x10ffff || cleanText(String.fromCodePoint(code)) === '' ? '' : reference;
  });
}

/**
 * A file's text piece by piece, in the encoding its first bytes or its XML declaration name; references to
 * characters that XML forbids are left out.
 * @throws TovmachError INPUT_NOT_FOUND, INPUT_UNREADABLE, INPUT_INVALID (an encoding nobody knows)
 */
export async function* readXmlText(path: string): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let rest = '';
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
      const bytes = chunk as Buffer;
      decoder ??= new TextDecoder(encodingOf(bytes, path));
      const text = rest + decoder.decode(bytes, { stream: true });
      rest = CUT_REFERENCE.exec(text)?.[0] ?? '';
      yield allowedReferences(text.slice(0, text.length - rest.length));
    }
  } catch (cause) {
    throw TovmachError.isInstance(cause) ? cause : unreadable(path, cause);
  }
  if (decoder !== undefined) yield rest + decoder.decode();
}

/** How a file that cannot be opened or read is to be told to the user. */
export function unreadable(path: string, cause: unknown): TovmachError {
  const missing = typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ENOENT';
  return new TovmachError(
    missing ? 'INPUT_NOT_FOUND' : 'INPUT_UNREADABLE',
    missing
      ? say.noFile({ file: asPath(path) })
      : say.unreadableFile({ file: asPath(path), reason: reasonOf(cause) }),
    {
      hint: missing ? say.checkPath() : say.checkReadable(),
      file: path,
      cause,
    },
  );
}

/** By BOM, by where the zero bytes of `<?` are, by the declaration, else UTF-8. */
function encodingOf(bytes: Buffer, path: string): string {
  const [a, b] = [bytes[0], bytes[1]];
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0x3c && b === 0) return 'utf-16le';
  if (a === 0 && b === 0x3c) return 'utf-16be';
  const declared = /^(?:\u00EF\u00BB\u00BF)?\s*<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']/i.exec(
    bytes.subarray(0, 300).toString('latin1'),
  )?.[1];
  if (declared === undefined || /^utf-?16/i.test(declared)) return 'utf-8';
  try {
    return new TextDecoder(declared).encoding;
  } catch (cause) {
    throw new TovmachError('INPUT_INVALID', say.unknownEncoding({ file: asPath(path), encoding: declared }), {
      hint: say.saveAsUtf8(),
      file: path,
      line: 1,
      cause,
    });
  }
}
