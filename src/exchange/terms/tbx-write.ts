import { escapeText, writeAttributes } from '../../model/xml.js';
import type { Concept, Termbase, TermStatus } from '../../terms/termbase.js';

/** A termbase as TBX-Basic: version 3 in the style with attributes (DCA), or version 2. The same concepts give the same bytes. */

export type TbxVersion = '3' | '2';

const STATUSES: Readonly<Record<TermStatus, string>> = {
  preferred: 'preferredTerm-admn-sts',
  admitted: 'admittedTerm-admn-sts',
  forbidden: 'deprecatedTerm-admn-sts',
};

interface Names {
  readonly entry: string;
  readonly section: string;
  readonly group: string;
}

const NAMES: Readonly<Record<TbxVersion, Names>> = {
  '3': { entry: 'conceptEntry', section: 'langSec', group: 'termSec' },
  '2': { entry: 'termEntry', section: 'langSet', group: 'tig' },
};

export function writeTbx({ concepts }: Termbase, version: TbxVersion = '3'): string {
  const body = concepts.map((concept, index) => entryOf(concept, index, NAMES[version])).join('');
  const source = '<sourceDesc><p>tovmach terms export</p></sourceDesc>';
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (version === '3')
    return `${declaration}<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">\n<tbxHeader><fileDesc>${source}</fileDesc></tbxHeader>\n<text><body>\n${body}</body></text>\n</tbx>\n`;
  return `${declaration}<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">\n<martif type="TBX-Basic" xml:lang="en">\n<martifHeader><fileDesc>${source}</fileDesc><encodingDesc><p type="XCSURI">TBXBasicXCSV02.xcs</p></encodingDesc></martifHeader>\n<text><body>\n${body}</body></text>\n</martif>\n`;
}

function entryOf({ id, domain, note, match, words }: Concept, index: number, names: Names): string {
  const facts = [
    ...(domain === undefined ? [] : [`<descrip type="subjectField">${escapeText(domain)}</descrip>\n`]),
    ...(match === undefined ? [] : [`<admin type="projectSubset">match:${match}</admin>\n`]),
    ...(note === undefined ? [] : [`<note>${escapeText(note)}</note>\n`]),
  ].join('');
  const sections = Object.keys(words)
    .sort()
    .map((language) => {
      const groups = (words[language] ?? [])
        .map(
          ({ text, status }) =>
            `<${names.group}><term>${escapeText(text)}</term><termNote type="administrativeStatus">${STATUSES[status]}</termNote></${names.group}>\n`,
        )
        .join('');
      return `<${names.section}${writeAttributes({ 'xml:lang': language })}>\n${groups}</${names.section}>\n`;
    })
    .join('');
  return `<${names.entry}${writeAttributes({ id: xmlId(id, index) })}>\n${facts}${sections}</${names.entry}>\n`;
}

/** An id of XML is a name: what is none has a letter put before it. */
function xmlId(id: string, index: number): string {
  if (/^[\p{L}_][\p{L}\p{N}._-]*$/u.test(id)) return id;
  return /^[\p{L}\p{N}._-]+$/u.test(id) ? `c-${id}` : `c-${index + 1}`;
}
