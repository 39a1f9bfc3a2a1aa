import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../src/index.js';
import { fileEnd, fileOffset, isMarkdown } from '../../src/model/article.js';
import { atLeast, SEVERITIES, suggest, suggestionOf } from '../../src/model/finding.js';
import { mendedText } from '../../src/model/segment.js';

/** A block made of stretches of a file with markup between them, as readers make it. */
function blockOf(stretches: readonly (readonly [markup: string, text: string])[]): {
  file: string;
  block: Block;
} {
  let file = '';
  let text = '';
  const anchors: [number, number][] = [];
  for (const [markup, words] of stretches) {
    file += markup;
    anchors.push([text.length, file.length]);
    file += words;
    text += words;
  }
  const end = file.length;
  const block = { id: 'b1', kind: 'paragraph', text, anchors, end, placeholders: [] } satisfies Block;
  return { file: `${file}<end>`, block };
}

describe('a place in a block', () => {
  it('is the place of the same character in the file', () => {
    const stretch = fc.tuple(
      fc.constantFrom('<b>', '', '**', '\n> '),
      fc.string({ unit: fc.constantFrom('a', 'є', ' '), minLength: 1, maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(stretch, { minLength: 1, maxLength: 5 }), fc.nat(30), (stretches, at) => {
        const { file, block } = blockOf(stretches);
        const offset = at % block.text.length;
        expect(file[fileOffset(block, offset)]).toBe(block.text[offset]);
        // The end of a stretch is right behind its last character: markup that follows does not belong to it.
        expect(fileEnd(block, offset + 1, file)).toBe(fileOffset(block, offset) + 1);
        expect(fileOffset(block, block.text.length)).toBe(block.end);
      }),
    );
  });

  it('behind an entity is where the next stretch begins', () => {
    // `a&amp;b`: one character of the text is five of the file.
    const block: Block = {
      id: 'b1',
      kind: 'paragraph',
      text: 'a&b',
      anchors: [
        [0, 0],
        [1, 1],
        [2, 6],
      ],
      end: 7,
      placeholders: [],
    };
    const file = 'a&amp;b';
    expect(fileEnd(block, 1, file)).toBe(1);
    expect(fileEnd(block, 3, file)).toBe(7);
    const nonBreaking = { ...block, text: 'a\u00a0b' };
    expect(fileEnd(nonBreaking, 2, 'a&nbsp;b')).toBe(6);
  });

  it('of a block without anchors counts from the beginning', () => {
    const block: Block = { id: 'b', kind: 'title', text: 'abc', anchors: [], end: 9, placeholders: [] };
    expect([0, 2, 3].map((offset) => fileOffset(block, offset))).toEqual([0, 2, 9]);
  });

  it('is Markdown in a Markdown file, and in a block with links', () => {
    const block: Block = { id: 'b', kind: 'title', text: 'a', anchors: [[0, 0]], end: 1, placeholders: [] };
    expect(isMarkdown({ format: 'markdown' }, block)).toBe(true);
    expect(isMarkdown({ format: 'html' }, block)).toBe(false);
    expect(isMarkdown({ format: 'html' }, { ...block, linked: true })).toBe(true);
  });
});

describe('a segment that was mended', () => {
  it('is read as mended only where this kind of mending is wished', () => {
    const segment = { text: 'Пoле', repaired: 'Поле', repair: 'homoglyphs' } as const;
    expect(mendedText(segment, ['homoglyphs'])).toBe('Поле');
    expect(mendedText(segment, ['mojibake'])).toBe('Пoле');
    expect(mendedText(segment, [])).toBe('Пoле');
    expect(mendedText({ text: 'Поле' }, ['homoglyphs', 'mojibake'])).toBe('Поле');
    expect(mendedText({ text: 'Поле', repair: 'mojibake' }, ['mojibake'])).toBe('Поле');
  });
});

describe('severities', () => {
  it('have an order', () => {
    expect(SEVERITIES).toEqual(['neutral', 'minor', 'major', 'critical']);
    for (const [index, severity] of SEVERITIES.entries())
      for (const [limit, threshold] of SEVERITIES.entries())
        expect(atLeast(severity, threshold)).toBe(index >= limit);
  });
});

describe('a suggestion', () => {
  it('goes into a finding with its key and comes out as it went in', () => {
    const said = { message: 'Run it again', messageId: 'run.again', values: { file: 'a' } };
    const finding = { check: 'x', severity: 'minor', message: 'm', ...suggest(said) } as const;
    expect(finding).toEqual({
      check: 'x',
      severity: 'minor',
      message: 'm',
      suggestion: 'Run it again',
      suggestionId: 'run.again',
      suggestionValues: { file: 'a' },
    });
    expect(suggestionOf(finding)).toEqual(said);
    expect(suggest('words')).toStrictEqual({ suggestion: 'words' });
    expect(suggestionOf({ check: 'x', severity: 'minor', message: 'm' })).toBeUndefined();
  });
});
