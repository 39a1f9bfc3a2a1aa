import { onlyDefined } from '../../model/only-defined.js';
import { descendantsOf, elementOf, elementsOf, textOf, type XmlElement } from '../xml-tree.js';
import type { RawXliffUnit } from './raw-units.js';
import { XLIFF_STATES, type XliffState, type XliffSuggestion } from './units.js';

/** Text of each `<data>` of a unit, by id. */
type Data = ReadonlyMap<string, string>;

/** Units of an XLIFF 2.x tree. */
export function* readUnits21(root: XmlElement): Generator<RawXliffUnit> {
  for (const file of elementsOf(root, 'file')) {
    for (const unit of descendantsOf(file, 'unit')) yield unitOf(unit, file);
  }
}

function unitOf(unit: XmlElement, file: XmlElement): RawXliffUnit {
  const data = dataOf(unit);
  const parts = elementsOf(unit).filter(({ name }) => name === 'segment' || name === 'ignorable');
  const segments = parts.filter(({ name }) => name === 'segment');
  const complete =
    segments.length > 0 && segments.every((segment) => elementOf(segment, 'target') !== undefined);
  const notes = elementOf(unit, 'notes');
  return {
    line: unit.line,
    original: file.attributes.original ?? '',
    id: unit.attributes.name ?? unit.attributes.id ?? '',
    sourceText: parts.map((part) => inlineText(elementOf(part, 'source'), data)).join(''),
    targetText: complete ? targetText(parts, data) : undefined,
    state: lowestState(segments),
    // Version 2 says of matches only who wrote them.
    byMachine: false,
    person: personOf(unit, segments, notes),
    notes: notes === undefined ? [] : elementsOf(notes, 'note').map(textOf),
    suggestions: [...descendantsOf(unit, 'match')].flatMap(suggestionOf),
    codes: parts.flatMap((part) => codeTextsIn(elementOf(part, 'source'), data)),
    metadata: metadataOf(unit),
  };
}

/** Targets may stand in another order than their sources; what has no number stands where its source does. */
function targetText(parts: readonly XmlElement[], data: Data): string {
  return parts
    .map((part, index) => {
      const target = elementOf(part, 'target');
      const order = Number(target?.attributes.order ?? index + 1);
      return { order, text: inlineText(target ?? elementOf(part, 'source'), data) };
    })
    .sort((a, b) => a.order - b.order)
    .map(({ text }) => text)
    .join('');
}

function lowestState(segments: readonly XmlElement[]): XliffState {
  const states = segments.map((segment) => XLIFF_STATES.indexOf(stateOf(segment)));
  return XLIFF_STATES[Math.min(...states)] ?? 'initial';
}

/** A tool that writes no states at all has still translated what has a target. */
function stateOf(segment: XmlElement): XliffState {
  const { attributes } = segment;
  if (attributes.state === undefined && elementOf(segment, 'target') !== undefined) return 'translated';
  const state = XLIFF_STATES.find((known) => known === attributes.state) ?? 'initial';
  return attributes.subState === 'tovmach:needs-review' && state === 'translated' ? 'needs-review' : state;
}

/** Categories of notes that name who approved a unit. */
const APPROVERS = /^(?:reviewer|reviewed[ -]?by|approver|approved[ -]?by)$/i;

/** Who revised it (ITS), or whom a note names. */
function personOf(
  unit: XmlElement,
  segments: readonly XmlElement[],
  notes: XmlElement | undefined,
): string | undefined {
  const revised = [unit, ...segments.flatMap((segment) => [segment, ...elementsOf(segment, 'target')])];
  const note = (notes === undefined ? [] : elementsOf(notes, 'note')).find(({ attributes }) =>
    APPROVERS.test(attributes.category ?? ''),
  );
  const names = [...revised.map(({ attributes }) => attributes['its:revPerson']), note && textOf(note)];
  return names.map((name) => name?.trim()).find((name) => name !== undefined && name !== '');
}

function suggestionOf(match: XmlElement): XliffSuggestion[] {
  const [source, target] = [elementOf(match, 'source'), elementOf(match, 'target')];
  if (source === undefined || target === undefined) return [];
  const data = dataOf(match);
  const { origin } = match.attributes;
  const score = Number(match.attributes.similarity ?? match.attributes.matchQuality ?? 0);
  return [
    {
      sourceText: inlineText(source, data),
      targetText: inlineText(target, data),
      score,
      ...onlyDefined({ origin }),
    },
  ];
}

function metadataOf(unit: XmlElement): ReadonlyMap<string, string> {
  const groups = [...descendantsOf(unit, 'metaGroup')].filter(
    ({ attributes }) => attributes.category === 'tovmach',
  );
  return new Map(
    groups.flatMap((group) =>
      elementsOf(group, 'meta').map((meta) => [meta.attributes.type ?? '', textOf(meta)] as const),
    ),
  );
}

function codeTextsIn(source: XmlElement | undefined, data: Data): string[] {
  if (source === undefined) return [];
  return [...descendantsOf(source, 'ph')]
    .map(({ attributes }) => data.get(attributes.dataRef ?? '') ?? '')
    .filter((text) => text !== '');
}

function dataOf(element: XmlElement): Data {
  const originalData = elementOf(element, 'originalData');
  const data = originalData === undefined ? [] : elementsOf(originalData, 'data');
  return new Map(data.map((each) => [each.attributes.id ?? '', inlineText(each, new Map())]));
}

/** Text with its codes put back: by reference, else as a tool shows them. */
function inlineText(element: XmlElement | undefined, data: Data): string {
  if (element === undefined) return '';
  return element.children
    .map((child) => {
      if (typeof child === 'string') return child;
      const { attributes } = child;
      const code = (reference: string | undefined, shown: string | undefined): string =>
        (reference === undefined ? undefined : data.get(reference)) ?? shown ?? '';
      switch (child.name) {
        case 'cp':
          return String.fromCharCode(Number.parseInt(attributes.hex ?? '', 16));
        case 'ph':
        case 'sc':
        case 'ec':
          return code(attributes.dataRef, attributes.disp ?? attributes.equiv);
        case 'pc':
          return (
            code(attributes.dataRefStart, attributes.dispStart) +
            inlineText(child, data) +
            code(attributes.dataRefEnd, attributes.dispEnd)
          );
        default:
          return inlineText(child, data);
      }
    })
    .join('');
}
