import type { XmlElement } from '../../src/exchange/xml-tree.js';

/**
 * The parts of the XLIFF schemas that our files use, written down from xliff_core_2.0.xsd, metadata.xsd and
 * matches.xsd (for 2.1) and xliff-core-1.2-strict.xsd: attributes with their types, order and number of
 * children, where text may stand. An element or attribute that is not listed is an error.
 */
interface Rule {
  /** Attributes; a `!` after the name: required. */
  readonly attributes: Readonly<Record<string, RegExp>>;
  /** Over the names of the children, each followed by a space. */
  readonly children: RegExp;
  readonly text?: boolean;
}
export type Grammar = Readonly<Record<string, Rule>>;

const ANY = /^[\s\S]*$/;
const TOKEN = /^[\p{L}\p{N}._:-]+$/u;
const LANGUAGE = /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/;
const YES_NO = /^(yes|no)$/;
const PERCENT = /^(100|\d{1,2})(\.\d+)?$/;
const NOTHING = /^$/;

const INLINE_21 = /^((cp|ph|pc|sc|ec|mrk|sm|em) )*$/;

export const XLIFF_21: Grammar = {
  xliff: {
    attributes: {
      'version!': /^2\.1$/,
      'srcLang!': LANGUAGE,
      trgLang: LANGUAGE,
      'xmlns!': /^urn:oasis:names:tc:xliff:document:2\.0$/,
      'xmlns:mda': /^urn:oasis:names:tc:xliff:metadata:2\.0$/,
      'xmlns:mtc': /^urn:oasis:names:tc:xliff:matches:2\.0$/,
    },
    children: /^(file )+$/,
  },
  file: {
    attributes: { 'id!': TOKEN, original: ANY, canResegment: YES_NO, 'xml:space': /^(default|preserve)$/ },
    children: /^(notes )?((unit|group) )+$/,
  },
  unit: {
    attributes: { 'id!': TOKEN, name: ANY },
    children: /^(matches )?(metadata )?(notes )?(originalData )?((segment|ignorable) )+$/,
  },
  matches: { attributes: {}, children: /^(match )+$/ },
  match: {
    attributes: { 'ref!': /^#\S+$/, type: /^tm$/, similarity: PERCENT, origin: ANY },
    children: /^(metadata )?(originalData )?source target $/,
  },
  metadata: { attributes: { id: TOKEN }, children: /^(metaGroup )+$/ },
  metaGroup: { attributes: { category: ANY }, children: /^((metaGroup|meta) )+$/ },
  meta: { attributes: { 'type!': ANY }, children: NOTHING, text: true },
  notes: { attributes: {}, children: /^(note )+$/ },
  note: { attributes: { id: TOKEN, category: ANY }, children: NOTHING, text: true },
  originalData: { attributes: {}, children: /^(data )+$/ },
  data: { attributes: { 'id!': TOKEN }, children: /^(cp )*$/, text: true },
  segment: {
    attributes: { id: TOKEN, state: /^(initial|translated|reviewed|final)$/, subState: /^[^\s:]+:[^\s:]+$/ },
    children: /^source (target )?$/,
  },
  source: { attributes: {}, children: INLINE_21, text: true },
  target: { attributes: {}, children: INLINE_21, text: true },
  cp: { attributes: { 'hex!': /^([0-9A-F]{2})+$/ }, children: NOTHING },
  ph: {
    attributes: {
      'id!': TOKEN,
      dataRef: TOKEN,
      disp: ANY,
      type: /^(fmt|ui|quote|link|image|other)$/,
      subType: /^(?!xlf:)[^\s:]+:[^\s:]+$/,
      canCopy: YES_NO,
      canDelete: YES_NO,
    },
    children: NOTHING,
  },
};

const INLINE_12 = /^((g|x|bx|ex|bpt|ept|ph|it|mrk) )*$/;
const EXTENDED = /^x-\S+$/;

export const XLIFF_12: Grammar = {
  xliff: {
    attributes: { 'version!': /^1\.2$/, 'xmlns!': /^urn:oasis:names:tc:xliff:document:1\.2$/ },
    children: /^(file )+$/,
  },
  file: {
    attributes: {
      'original!': ANY,
      'source-language!': LANGUAGE,
      'target-language': LANGUAGE,
      'datatype!': /^plaintext$/,
      'tool-id': ANY,
    },
    children: /^(header )?body $/,
  },
  header: { attributes: {}, children: /^(tool )*$/ },
  tool: { attributes: { 'tool-id!': ANY, 'tool-name!': ANY }, children: NOTHING },
  body: { attributes: {}, children: /^((group|trans-unit|bin-unit) )*$/ },
  'trans-unit': {
    attributes: { 'id!': ANY, resname: ANY, approved: YES_NO, 'xml:space': /^(default|preserve)$/ },
    children: /^source (seg-source )?(target )?((context-group|count-group|prop-group|note|alt-trans) )*$/,
  },
  source: { attributes: {}, children: INLINE_12, text: true },
  target: {
    attributes: {
      state:
        /^(new|needs-translation|needs-adaptation|needs-l10n|needs-review-(translation|adaptation|l10n)|translated|signed-off|final)$/,
    },
    children: INLINE_12,
    text: true,
  },
  ph: { attributes: { 'id!': ANY, ctype: EXTENDED }, children: /^(sub )*$/, text: true },
  'context-group': {
    // A name would have to be unique in its file; ours have none.
    attributes: { purpose: /^(location|match|information)$/ },
    children: /^(context )+$/,
  },
  context: { attributes: { 'context-type!': EXTENDED }, children: NOTHING, text: true },
  note: { attributes: { from: ANY }, children: NOTHING, text: true },
  'alt-trans': {
    attributes: { 'match-quality': ANY, origin: ANY, 'xml:space': /^(default|preserve)$/ },
    children: /^(source )?(seg-source )?(target )+((context-group|prop-group|note) )*$/,
  },
};

/** What in a tree is against the grammar, one line each. */
export function violations(element: XmlElement, grammar: Grammar, path = ''): string[] {
  const here = `${path}/${element.name}`;
  const rule = grammar[element.name];
  if (rule === undefined) return [`${here} is not in the schema`];
  const problems: string[] = [];
  const allowed = new Map(
    Object.entries(rule.attributes).map(([name, type]) => [name.replace('!', ''), type]),
  );
  for (const [name, value] of Object.entries(element.attributes)) {
    const type = allowed.get(name);
    if (type === undefined) problems.push(`${here}@${name} is not in the schema`);
    else if (!type.test(value)) problems.push(`${here}@${name} is ${JSON.stringify(value)}`);
  }
  for (const name of Object.keys(rule.attributes).filter((each) => each.endsWith('!'))) {
    if (element.attributes[name.slice(0, -1)] === undefined)
      problems.push(`${here}@${name.slice(0, -1)} is missing`);
  }
  const names = element.children.map((child) => (typeof child === 'string' ? '' : `${child.name} `)).join('');
  if (!rule.children.test(names)) problems.push(`${here} has the children ${names}`);
  for (const child of element.children) {
    if (typeof child !== 'string') problems.push(...violations(child, grammar, here));
    else if (!rule.text && child.trim() !== '') problems.push(`${here} has text`);
  }
  return [...problems, ...repeatedIds(element, here)];
}

/** Ids are unique among the units of a file, the placeholders of a text, the data of a unit. */
function repeatedIds(element: XmlElement, here: string): string[] {
  const seen = new Set<string>();
  return element.children.flatMap((child) => {
    if (typeof child === 'string' || child.attributes.id === undefined) return [];
    const key = `${child.name} ${child.attributes.id}`;
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [`${here} has two ${key}`];
  });
}
