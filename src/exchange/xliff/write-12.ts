import type { LanguageTag } from '../../model/language.js';
import { escapeText, writeAttributes } from '../../model/xml.js';
import { type Inline, sourceInlines, targetInlines } from './inline.js';
import { metadataOf, tokenOf } from './raw-units.js';
import type { XliffState, XliffSuggestion, XliffUnit, XliffWriter } from './units.js';

const STATES: Readonly<Record<XliffState, string>> = {
  initial: 'needs-translation',
  'needs-review': 'needs-review-translation',
  translated: 'translated',
  reviewed: 'signed-off',
  final: 'final',
};

export function xliffWriter12(source: LanguageTag, target: LanguageTag): XliffWriter {
  return {
    head: '<?xml version="1.0" encoding="UTF-8"?>\n<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">\n',
    article(articleId, units) {
      const attributes = writeAttributes({
        original: articleId,
        'source-language': source,
        'target-language': target,
        datatype: 'plaintext',
        'tool-id': 'tovmach',
      });
      return [
        `<file${attributes}>\n<header>\n<tool tool-id="tovmach" tool-name="tovmach"/>\n</header>\n<body>\n`,
        ...units.map((unit, number) => unitOf(unit, tokenOf(unit.id, number))),
        '</body>\n</file>\n',
      ].join('');
    },
    foot: '</xliff>\n',
  };
}

function unitOf(unit: XliffUnit, id: string): string {
  const source = sourceInlines(unit.sourceText, unit.placeholders);
  const target = unit.targetText === undefined ? undefined : targetInlines(unit.targetText, source);
  const approved = target !== undefined && (unit.state === 'reviewed' || unit.state === 'final');
  const attributes = writeAttributes({
    id,
    resname: unit.id,
    approved: approved ? 'yes' : 'no',
    'xml:space': 'preserve',
  });
  return [
    `<trans-unit${attributes}>\n`,
    `<source>${inline(source)}</source>\n`,
    target === undefined
      ? ''
      : `<target${writeAttributes({ state: STATES[unit.state] })}>${inline(target)}</target>\n`,
    context(unit),
    ...unit.notes.map((text) => `<note from="tovmach">${escapeText(text)}</note>\n`),
    ...(unit.suggestions ?? []).map(alternative),
    '</trans-unit>\n',
  ].join('');
}

function context(unit: XliffUnit): string {
  const lines = Object.entries(metadataOf(unit)).map(
    ([name, value]) =>
      `<context${writeAttributes({ 'context-type': `x-tovmach-${name}` })}>${escapeText(value)}</context>\n`,
  );
  // Without a name: the schema wants names of groups to be unique in a file.
  return `<context-group purpose="information">\n${lines.join('')}</context-group>\n`;
}

function alternative({ sourceText, targetText, score, origin }: XliffSuggestion): string {
  const attributes = writeAttributes({ 'match-quality': `${score}%`, origin, 'xml:space': 'preserve' });
  const [source, target] = [sourceInlines(sourceText, []), sourceInlines(targetText, [])];
  return `<alt-trans${attributes}>\n<source>${inline(source)}</source>\n<target>${inline(target)}</target>\n</alt-trans>\n`;
}

function inline(inlines: readonly Inline[]): string {
  let characters = 0;
  return inlines
    .map((each) => {
      if (typeof each === 'string') return escapeText(each);
      if (each.type === 'placeholder') {
        return `<ph${writeAttributes({ id: each.id, ctype: `x-tovmach-${each.kind}` })}>${escapeText(each.text)}</ph>`;
      }
      const code = each.code.toString(16).toUpperCase().padStart(4, '0');
      return `<ph${writeAttributes({ id: `c${++characters}`, ctype: 'x-tovmach-character' })}>${code}</ph>`;
    })
    .join('');
}
