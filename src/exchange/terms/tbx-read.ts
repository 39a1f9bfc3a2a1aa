import { TovmachError } from '../../errors.js';
import { asPath, messages } from '../../message.js';
import { type LanguageTag, parseLanguageTag } from '../../model/language.js';
import { onlyDefined } from '../../model/only-defined.js';
import {
  type Concept,
  idFrom,
  inOrder,
  onePreferred,
  type TermStatus,
  type TermWord,
} from '../../terms/termbase.js';
import { descendantsOf, elementOf, elementsOf, readXmlTree, textOf, type XmlElement } from '../xml-tree.js';
import type { TermsRead, TermsSkipped } from './types.js';

/**
 * Termbases in TBX (ISO 30042): version 2 (`martif`, TBX-Basic) and version 3 (`tbx`) in either style, categories as
 * attributes (DCA) or as elements of their own (DCT).
 */

const say = messages('exchange', {
  noTbx: '{{file}} is no TBX: it begins with <{{element}}>',
  tbxRoots: 'TBX begins with <martif> (version 2) or <tbx> (version 3).',
  tbxLanguage: 'unknown language code "{{code}}"',
  tbxNoTerm: 'concept {{id}} has no term',
});

/** Statuses of TBX-Basic and of the picklist of ISO 12620, as ours. */
const STATUSES: Readonly<Record<string, TermStatus>> = {
  'preferredterm-admn-sts': 'preferred',
  preferred: 'preferred',
  preferredterm: 'preferred',
  'admittedterm-admn-sts': 'admitted',
  admitted: 'admitted',
  admittedterm: 'admitted',
  'deprecatedterm-admn-sts': 'forbidden',
  'supersededterm-admn-sts': 'forbidden',
  deprecated: 'forbidden',
  deprecatedterm: 'forbidden',
  superseded: 'forbidden',
  obsolete: 'forbidden',
  forbidden: 'forbidden',
};
const STATUS_CATEGORIES: ReadonlySet<string> = new Set(['administrativestatus', 'normativeauthorization']);

/** @throws TovmachError INPUT_INVALID with file and line, INPUT_NOT_FOUND, INPUT_UNREADABLE */
export async function readTbx(path: string): Promise<TermsRead> {
  const root = await readXmlTree(path, 'TBX');
  if (root.name !== 'martif' && root.name !== 'tbx')
    throw new TovmachError('INPUT_INVALID', say.noTbx({ file: asPath(path), element: root.name }), {
      hint: say.tbxRoots(),
      file: path,
      line: root.line,
    });
  const skipped: TermsSkipped[] = [];
  const concepts: Concept[] = [];
  for (const name of ['termEntry', 'conceptEntry'])
    for (const entry of descendantsOf(root, name)) {
      const concept = conceptOf(entry, skipped);
      if (concept !== undefined) concepts.push(concept);
    }
  return { concepts, skipped };
}

function conceptOf(entry: XmlElement, skipped: TermsSkipped[]): Concept | undefined {
  const words: Record<LanguageTag, readonly TermWord[]> = {};
  for (const section of elementsOf(entry)) {
    if (section.name !== 'langSet' && section.name !== 'langSec') continue;
    const code = section.attributes['xml:lang'] ?? section.attributes.lang ?? '';
    const { tag, suggestion } = parseLanguageTag(code);
    const language = tag ?? suggestion;
    if (language === undefined) {
      skipped.push({ line: section.line, reason: say.tbxLanguage({ code }) });
      continue;
    }
    for (const group of ['tig', 'termSec', 'ntig']) {
      for (const one of descendantsOf(section, group)) {
        const [term] = descendantsOf(one, 'term');
        const text = term === undefined ? '' : plain(term);
        if (text !== '')
          words[language] = [...(words[language] ?? []), { text, status: statusOf(one) ?? 'admitted' }];
      }
    }
  }
  const id = entry.attributes.id ?? idFrom(Object.values(words)[0]?.[0]?.text ?? '');
  if (Object.keys(words).length === 0) {
    skipped.push({ line: entry.line, reason: say.tbxNoTerm({ id }) });
    return undefined;
  }
  const domain = categoryOf(entry, 'subjectField');
  const note = elementOf(entry, 'note');
  const exact = categoryOf(entry, 'projectSubset') === 'match:exact';
  return {
    id,
    ...onlyDefined({
      domain,
      note: note === undefined ? undefined : plain(note),
      match: exact ? ('exact' as const) : undefined,
    }),
    words: Object.fromEntries(
      Object.entries(words).map(([language, list]) => [language, inOrder(onePreferred(list))]),
    ),
  };
}

function statusOf(group: XmlElement): TermStatus | undefined {
  for (const element of everyElement(group)) {
    const category = (element.attributes.type ?? element.name).toLowerCase();
    if (STATUS_CATEGORIES.has(category)) {
      const status = STATUSES[plain(element).toLowerCase()];
      if (status !== undefined) return status;
    }
  }
  return undefined;
}

/** A category as attribute (`<descrip type="subjectField">`) or as element (`<basic:subjectField>`). */
function categoryOf(entry: XmlElement, category: string): string | undefined {
  for (const element of everyElement(entry))
    if ((element.attributes.type ?? element.name) === category) return plain(element);
  return undefined;
}

function* everyElement(element: XmlElement): Generator<XmlElement> {
  for (const child of elementsOf(element)) {
    yield child;
    yield* everyElement(child);
  }
}

const plain = (element: XmlElement): string => textOf(element).replace(/\s+/g, ' ').trim();
