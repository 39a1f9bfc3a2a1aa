import type { StoredEntry } from '../model/memory-entry.js';
import { onlyDefined } from '../model/only-defined.js';
import { escapeText, writeAttributes } from '../model/xml.js';
import { TMX_TOOL } from './tmx.js';

/** What goes into a file: an entry of the memory, or one that has no dates and may have properties of its own. */
export interface TmxEntry extends Omit<StoredEntry, 'id' | 'createdAt' | 'updatedAt'> {
  readonly createdAt?: string;
  readonly updatedAt?: string;
  readonly properties?: Readonly<Record<string, string | number>>;
}

/** Entries in one piece of output. */
const BATCH = 200;

/**
 * Entries as TMX 1.4b, piece by piece; the same entries give the same bytes. `srclang` is `*all*`, and every
 * unit names its own. Properties tell origin, engine, status and place, so that our import restores them.
 */
export function* writeTmx(entries: Iterable<TmxEntry>): Generator<string> {
  const header = writeAttributes({
    creationtool: TMX_TOOL,
    creationtoolversion: '1',
    segtype: 'sentence',
    'o-tmf': TMX_TOOL,
    adminlang: 'en',
    srclang: '*all*',
    datatype: 'plaintext',
  });
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n<header${header}/>\n<body>\n`;
  let piece = '';
  let count = 0;
  for (const entry of entries) {
    piece += unitOf(entry);
    if (++count % BATCH === 0) {
      yield piece;
      piece = '';
    }
  }
  yield `${piece}</body>\n</tmx>\n`;
}

function unitOf(entry: TmxEntry): string {
  const attributes = writeAttributes({
    srclang: entry.source,
    ...onlyDefined({
      creationdate: entry.createdAt === undefined ? undefined : tmxMoment(entry.createdAt),
      changedate: entry.updatedAt === undefined ? undefined : tmxMoment(entry.updatedAt),
    }),
  });
  const props = Object.entries(propsOf(entry))
    .filter(([, value]) => value !== undefined)
    .map(([type, value]) => `  <prop type="${type}">${escapeText(String(value))}</prop>\n`)
    .join('');
  return `<tu${attributes}>\n${props}${variantOf(entry.source, entry.sourceText)}${variantOf(entry.target, entry.targetText)}</tu>\n`;
}

function variantOf(lang: string, text: string): string {
  return `  <tuv${writeAttributes({ 'xml:lang': lang })}><seg>${escapeText(text)}</seg></tuv>\n`;
}

function propsOf(entry: TmxEntry): Readonly<Record<string, string | number | undefined>> {
  const { origin } = entry;
  return {
    'x-origin': origin.kind,
    ...(origin.kind === 'human' ? { 'x-by': origin.by, 'x-over': origin.over } : {}),
    ...(origin.kind === 'memory'
      ? { 'x-match': origin.match, 'x-score': origin.score, 'x-file': origin.file }
      : {}),
    ...(origin.kind === 'provider'
      ? { 'x-provider': origin.provider, 'x-model': origin.model, 'x-pivot': origin.pivot }
      : {}),
    'x-approved-by': origin.approvedBy,
    'x-engine': entry.identity,
    'x-status': entry.state,
    'x-role': entry.role,
    'x-before-hash': entry.beforeHash,
    'x-after-hash': entry.afterHash,
    ...entry.properties,
  };
}

/** `20240708T174100Z` */
function tmxMoment(iso: string): string {
  return `${iso.slice(0, 19).replace(/[-:]/g, '')}Z`;
}
