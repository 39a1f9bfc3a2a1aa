import { onlyDefined } from '../../model/only-defined.js';
import { descendantsOf, elementOf, elementsOf, textOf, type XmlElement } from '../xml-tree.js';
import type { RawXliffUnit } from './raw-units.js';
import type { XliffState, XliffSuggestion } from './units.js';

const STATES: Readonly<Record<string, XliffState>> = {
  new: 'initial',
  'needs-translation': 'initial',
  'needs-adaptation': 'needs-review',
  'needs-l10n': 'needs-review',
  'needs-review-adaptation': 'needs-review',
  'needs-review-l10n': 'needs-review',
  'needs-review-translation': 'needs-review',
  translated: 'translated',
  'signed-off': 'reviewed',
  final: 'final',
};

/** Values of `state-qualifier` for what no person wrote. */
const BY_MACHINE = new Set(['mt-suggestion', 'leveraged-mt']);

const METADATA = 'x-tovmach-';

/** Texts of the codes in a source, by id: a target may name a code without repeating it. */
type Codes = ReadonlyMap<string, string>;

/** Units of an XLIFF 1.x tree. */
export function* readUnits12(root: XmlElement): Generator<RawXliffUnit> {
  for (const file of elementsOf(root, 'file')) {
    for (const unit of descendantsOf(file, 'trans-unit')) yield unitOf(unit, file);
  }
}

function unitOf(unit: XmlElement, file: XmlElement): RawXliffUnit {
  const source = elementOf(unit, 'source');
  const target = elementOf(unit, 'target');
  const codes = codesOf(source);
  const text = target === undefined ? '' : inlineText(target, codes);
  return {
    line: unit.line,
    original: file.attributes.original ?? '',
    id: unit.attributes.resname ?? unit.attributes.id ?? '',
    sourceText: source === undefined ? '' : inlineText(source, codes),
    // Tools write an empty target for what is not translated yet.
    targetText: text === '' ? undefined : text,
    state: stateOf(unit, target),
    byMachine: BY_MACHINE.has(target?.attributes['state-qualifier'] ?? ''),
    person: personOf(unit, target, file),
    notes: elementsOf(unit, 'note').map(textOf),
    suggestions: elementsOf(unit, 'alt-trans').flatMap(suggestionOf),
    codes: source === undefined ? [] : codeTextsIn(source),
    metadata: metadataOf(unit),
  };
}

/** Without a state a text counts as translated; approval counts as review. */
function stateOf(unit: XmlElement, target: XmlElement | undefined): XliffState {
  const state = STATES[target?.attributes.state ?? ''] ?? 'translated';
  return unit.attributes.approved === 'yes' && state !== 'final' ? 'reviewed' : state;
}

/** Who did the phase the target is of, or revised it (ITS), or wrote a note about it. */
function personOf(unit: XmlElement, target: XmlElement | undefined, file: XmlElement): string | undefined {
  const named = target?.attributes['phase-name'] ?? unit.attributes['phase-name'];
  const phase = [...descendantsOf(file, 'phase')].find(
    ({ attributes }) => named !== undefined && attributes['phase-name'] === named,
  );
  const note = elementsOf(unit, 'note').find(({ attributes }) => attributes.annotates === 'target');
  const names = [
    target?.attributes['its:revPerson'],
    unit.attributes['its:revPerson'],
    phase?.attributes['contact-name'],
    note?.attributes.from,
  ];
  return names
    .map((name) => name?.trim())
    .find((name) => name !== undefined && name !== '' && name !== 'tovmach');
}

function suggestionOf(alternative: XmlElement): XliffSuggestion[] {
  const [source, target] = [elementOf(alternative, 'source'), elementOf(alternative, 'target')];
  if (source === undefined || target === undefined) return [];
  const { origin } = alternative.attributes;
  return [
    {
      sourceText: inlineText(source, codesOf(source)),
      targetText: inlineText(target, codesOf(source)),
      score: Number.parseFloat(alternative.attributes['match-quality'] ?? '0') || 0,
      ...onlyDefined({ origin }),
    },
  ];
}

function metadataOf(unit: XmlElement): ReadonlyMap<string, string> {
  const contexts = elementsOf(unit, 'context-group').flatMap((group) => elementsOf(group, 'context'));
  return new Map(
    contexts
      .filter(({ attributes }) => attributes['context-type']?.startsWith(METADATA))
      .map((context) => [(context.attributes['context-type'] ?? '').slice(METADATA.length), textOf(context)]),
  );
}

function codesOf(source: XmlElement | undefined): Codes {
  const codes = new Map<string, string>();
  const visit = (element: XmlElement): void => {
    for (const child of elementsOf(element)) {
      if (child.attributes.id !== undefined && child.name !== 'g')
        codes.set(child.attributes.id, codeText(child));
      visit(child);
    }
  };
  if (source !== undefined) visit(source);
  return codes;
}

/** A code that stands for a character is none that a translator could lose. */
function codeTextsIn(source: XmlElement): string[] {
  return [...descendantsOf(source, 'ph')]
    .filter(({ attributes }) => attributes.ctype !== 'x-tovmach-character')
    .map(textOf)
    .filter((text) => text !== '');
}

function codeText(element: XmlElement): string {
  const text = textOf(element);
  if (element.attributes.ctype !== 'x-tovmach-character') return text;
  return String.fromCharCode(Number.parseInt(text, 16));
}

function inlineText(element: XmlElement, codes: Codes): string {
  return element.children
    .map((child) => {
      if (typeof child === 'string') return child;
      switch (child.name) {
        case 'ph':
        case 'bpt':
        case 'ept':
        case 'it':
        case 'x':
        case 'bx':
        case 'ex':
          return (
            codeText(child) || child.attributes['equiv-text'] || (codes.get(child.attributes.id ?? '') ?? '')
          );
        default:
          return inlineText(child, codes);
      }
    })
    .join('');
}
