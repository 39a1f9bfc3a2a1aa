import type { Placeholder } from '../../model/article.js';
import type { LanguageTag } from '../../model/language.js';
import { escapeText, writeAttributes } from '../../model/xml.js';
import { type Inline, sourceInlines, targetInlines } from './inline.js';
import { metadataOf, tokenOf } from './raw-units.js';
import type { XliffState, XliffSuggestion, XliffUnit, XliffWriter } from './units.js';

const NAMESPACES = {
  xmlns: 'urn:oasis:names:tc:xliff:document:2.0',
  'xmlns:mda': 'urn:oasis:names:tc:xliff:metadata:2.0',
  'xmlns:mtc': 'urn:oasis:names:tc:xliff:matches:2.0',
} as const;

const STATES: Readonly<Record<XliffState, { state: string; subState?: string }>> = {
  initial: { state: 'initial' },
  'needs-review': { state: 'translated', subState: 'tovmach:needs-review' },
  translated: { state: 'translated' },
  reviewed: { state: 'reviewed' },
  final: { state: 'final' },
};

const TYPES: Readonly<Record<Placeholder['kind'], string>> = {
  url: 'link',
  email: 'link',
  handle: 'link',
  hashtag: 'link',
  tag: 'fmt',
  code: 'other',
  number: 'other',
};

export function xliffWriter21(source: LanguageTag, target: LanguageTag): XliffWriter {
  const root = writeAttributes({ ...NAMESPACES, version: '2.1', srcLang: source, trgLang: target });
  let count = 0;
  return {
    head: `<?xml version="1.0" encoding="UTF-8"?>\n<xliff${root}>\n`,
    article(articleId, units) {
      const attributes = writeAttributes({ id: `f${++count}`, original: articleId, canResegment: 'no' });
      return [
        `<file${attributes} xml:space="preserve">\n`,
        ...units.map((unit, number) => unitOf(unit, tokenOf(unit.id, number))),
        '</file>\n',
      ].join('');
    },
    foot: '</xliff>\n',
  };
}

function unitOf(unit: XliffUnit, id: string): string {
  const source = sourceInlines(unit.sourceText, unit.placeholders);
  const target = unit.targetText === undefined ? undefined : targetInlines(unit.targetText, source);
  const state = target === undefined ? STATES.initial : STATES[unit.state];
  return [
    `<unit${writeAttributes({ id, name: unit.id })}>\n`,
    ...(unit.suggestions ?? []).slice(0, 1).map(() => matchesOf(unit.suggestions ?? [])),
    metadata(unit),
    notes(unit.notes),
    originalData(source),
    `<segment${writeAttributes({ id: 's1', ...state })}>\n`,
    `<source>${inline(source)}</source>\n`,
    target === undefined ? '' : `<target>${inline(target)}</target>\n`,
    '</segment>\n</unit>\n',
  ].join('');
}

function matchesOf(suggestions: readonly XliffSuggestion[]): string {
  const matches = suggestions.map(({ sourceText, targetText, score, origin }) => {
    const attributes = writeAttributes({ ref: '#s1', type: 'tm', similarity: score, origin });
    const [source, target] = [sourceInlines(sourceText, []), sourceInlines(targetText, [])];
    return `<mtc:match${attributes}>\n<source>${inline(source)}</source>\n<target>${inline(target)}</target>\n</mtc:match>\n`;
  });
  return `<mtc:matches>\n${matches.join('')}</mtc:matches>\n`;
}

function metadata(unit: XliffUnit): string {
  const lines = Object.entries(metadataOf(unit)).map(
    ([type, value]) => `<mda:meta${writeAttributes({ type })}>${escapeText(value)}</mda:meta>\n`,
  );
  return `<mda:metadata>\n<mda:metaGroup category="tovmach">\n${lines.join('')}</mda:metaGroup>\n</mda:metadata>\n`;
}

function notes(texts: readonly string[]): string {
  if (texts.length === 0) return '';
  return `<notes>\n${texts.map((text) => `<note>${escapeText(text)}</note>\n`).join('')}</notes>\n`;
}

function originalData(source: readonly Inline[]): string {
  const data = source.flatMap((each) =>
    typeof each !== 'string' && each.type === 'placeholder'
      ? [`<data${writeAttributes({ id: `d${each.id}` })}>${escapeText(each.text)}</data>\n`]
      : [],
  );
  return data.length === 0 ? '' : `<originalData>\n${data.join('')}</originalData>\n`;
}

function inline(inlines: readonly Inline[]): string {
  return inlines
    .map((each) => {
      if (typeof each === 'string') return escapeText(each);
      if (each.type === 'character')
        return `<cp hex="${each.code.toString(16).toUpperCase().padStart(4, '0')}"/>`;
      return `<ph${writeAttributes({
        id: each.id,
        dataRef: `d${each.id}`,
        disp: each.text,
        type: TYPES[each.kind],
        subType: `tovmach:${each.kind}`,
        canCopy: 'no',
        canDelete: 'no',
      })}/>`;
    })
    .join('');
}
