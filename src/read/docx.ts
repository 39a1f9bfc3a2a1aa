import { installCommand } from '../disk/packages.js';
import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';
import type { Format, FormatSource, ReadRecord } from '../model/contracts.js';
import { endingOf } from './choose.js';
import { type DocumentFacts, documentArticle, raised } from './document.js';
import { kindByContent } from './signatures.js';
import { parseXml, plainText, within } from './xml.js';
import { openZip, type Zip } from './zip.js';

/** Word documents: `mammoth` (BSD-2-Clause, an optional peer) makes HTML of them, by what is marked and not by how it looks. */

const say = messages('read', {
  needsMammoth: '{{file}} is a Word document, and the library that reads it, mammoth, is not installed',
  installIt: 'Run: {{command}}',
  unreadableWord: '{{file}} cannot be read as a Word document ({{reason}})',
  saveItAgain: 'Save it again with the program it comes from.',
});

type Mammoth = typeof import('mammoth');

async function importMammoth(path: string): Promise<Mammoth> {
  try {
    const loaded = (await import('mammoth')) as Mammoth & { readonly default?: Mammoth };
    return loaded.default ?? loaded;
  } catch (cause) {
    throw new TovmachError('MISSING_DEPENDENCY', say.needsMammoth({ file: asPath(path) }), {
      file: path,
      hint: say.installIt({ command: installCommand('mammoth') }),
      cause,
    });
  }
}

/** Styles that mean something besides those mammoth knows; names of them are English in the file whatever Word shows. */
const STYLES = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Intense Quote'] => blockquote > p:fresh",
  "p[style-name='Caption'] => figure > figcaption:fresh",
  "p[style-name='caption'] => figure > figcaption:fresh",
];

const CORE = 'docProps/core.xml';

function factsOf(zip: Zip): DocumentFacts {
  if (!zip.has(CORE)) return {};
  const { root } = parseXml(zip.text(CORE));
  const said = (name: string): string | undefined =>
    root === undefined ? undefined : plainText(within(root, name));
  return { title: said('title'), author: said('creator'), date: said('created'), language: said('language') };
}

/** Notes lead to their places and back by links that are no words. */
const BACKLINK = /\s*<a href="#[^"]*">\u2191<\/a>/g;
const NOTE_LINK = /<sup><a href="#[^"]*"(?: id="[^"]*")?>\[(\d+)\]<\/a><\/sup>/g;
const INNER_LINK = /<a href="#[^"]*"(?: id="[^"]*")?>([^<]*)<\/a>/g;

async function* readDocx(source: FormatSource): AsyncGenerator<ReadRecord> {
  const { path } = source;
  const mammoth = await importMammoth(path);
  const zip = await openZip(source);
  let html: string;
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(await source.whole()) },
      { styleMap: STYLES, convertImage: mammoth.images.imgElement(async () => ({ src: '' })) },
    );
    html = value;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TovmachError('INPUT_INVALID', say.unreadableWord({ file: asPath(path), reason }), {
      file: path,
      cause,
      hint: say.saveItAgain(),
    });
  }
  const written = html
    .replace(BACKLINK, '')
    .replace(NOTE_LINK, (_, number: string) => raised(number))

    .replace(INNER_LINK, '$1')
    .replace(/<img[^<>]*>/g, '');
  yield { article: documentArticle(source, 'docx', written || '\n', factsOf(zip)) };
}

/** The format of Word documents. */
export function createDocxFormat(): Format {
  return {
    name: 'docx',
    extensions: ['.docx'],
    recognises: (start) =>
      kindByContent(start)?.id === 'docx' ||
      (start.text.startsWith('PK\x03\x04') && endingOf(start.path) === '.docx'),
    read: readDocx,
  };
}
