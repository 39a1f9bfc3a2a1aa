import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TovmachError } from '../../src/errors.js';
import { fileOffset } from '../../src/model/article.js';
import { createJsonFormat } from '../../src/read/json.js';
import { DEFAULT_FIELDS } from '../../src/read/json-fields.js';
import { expectPlaces, failure, only, parse, shape } from './parsing.js';

const format = createJsonFormat();

describe('where JSON keeps its articles', () => {
  it.each([
    ['a list of paragraphs', '{"title":"A","content":["First.","","Second."]}'],
    [
      'blocks of an editor',
      '{"title":"A","body":[{"type":"p","text":"First."},{"type":"p","text":"Second."}]}',
    ],
    ['a wrapped list', '{"total":1,"articles":[{"title":"A","body":"First.\\nSecond."}]}'],
    ['a list', '[{"title":"A","body":"First.\\nSecond."}]'],
    ['names in other letter case', '{"Title":"A","TEXT":"First.\\nSecond."}'],
    [
      'what WordPress serves',
      '{"title":{"rendered":"A"},"content":{"rendered":"<p>First.</p><p>Second.</p>"}}',
    ],
    ['a JSON Feed', '{"version":"1.1","items":[{"title":"A","content_text":"First.\\nSecond."}]}'],
    ['an object with HTML', '{"title":"A","body":{"html":"<p>First.</p><p>Second.</p>"}}'],
    [
      'a wrapped list in a wrapper',
      '{"response":{"status":"ok","docs":[{"headline":{"main":"A"},"full_text":"First.\\nSecond."}]}}',
    ],
    [
      'fields apart from the record',
      '{"response":{"results":[{"webTitle":"A","fields":{"bodyText":"First.\\nSecond."}}]}}',
    ],
    [
      'JSON-LD with its site',
      '{"@graph":[{"@type":"WebSite","name":"S"},{"@type":["NewsArticle"],"headline":"A","articleBody":"First.\\nSecond."}]}',
    ],
    ['a summary where there is no more', '{"title":"A","content":null,"description":"First.\\nSecond."}'],
    [
      'a feed with a description of its own',
      '{"title":"Feed","description":"News","items":[{"title":"A","summary":"First.\\nSecond."}]}',
    ],
    ['NDJSON under another name', '{"title":"A","body":"First.\\nSecond."}\n{"body":"Other."}'],
  ])('%s', (_, text) => {
    expect(shape(only(format, text))).toEqual(['title: A', 'lead: First.', 'paragraph: Second.']);
  });

  it('looks into objects when the field names say so', () => {
    const nested = createJsonFormat({ title: ['article.head'], body: ['article.parts.main'] });
    const article = only(nested, '{"article":{"head":"A","parts":{"main":"First."}}}');
    expect(shape(article)).toEqual(['title: A', 'lead: First.']);
  });

  it('reads a title that is HTML, every character at its place', () => {
    const article = only(
      format,
      '{"title":{"rendered":"Сніг &#8211; <em>вже</em> &amp; тут"},"text":"First."}',
    );
    expect(shape(article)[0]).toBe('title: Сніг – вже & тут');
    expect(article.metadata.title).toBe('Сніг – вже & тут');
    expectPlaces(article);
    expect(shape(only(format, '{"title":"R&D; A & B <C>","text":"First."}'))[0]).toBe(
      'title: R&D; A & B <C>',
    );
  });

  it('reads dates counted since 1970, and authors in every usual shape', () => {
    const text =
      '[{"body":"a","published":1714557600,"author":{"name":"A"}},{"body":"b","date":"1714557600000","authors":["B",{"name":"C"}]},{"body":"c","date":"2024-05-01"}]';
    expect(parse(format, text).articles.map(({ metadata }) => metadata)).toEqual([
      { date: '2024-05-01T10:00:00.000Z', author: 'A' },
      { date: '2024-05-01T10:00:00.000Z', author: 'B, C' },
      { date: '2024-05-01' },
    ]);
  });

  it('gives every record a name of its own that is safe on every disk', () => {
    const ids = ['../../up', 'a/b', 'News', 'news', 7, 7, ''];
    const text = JSON.stringify(ids.map((id) => ({ id, body: 'Text.' })));
    const stems = parse(format, text, 'in/feed.json').articles.map(({ outputStem }) => outputStem);
    expect(stems.slice(0, 3)).toEqual(['in/feed/1', 'in/feed/2', 'in/feed/News']);
    expect(new Set(stems.map((stem) => stem.toLowerCase())).size).toBe(ids.length);
    for (const stem of stems) expect(stem).toMatch(/^in\/feed\/[\w-]+$/);
  });
});

describe('records that are no articles', () => {
  it('names the line of each, whatever its place, and reads the others', () => {
    const lines = [
      '{"body":"ok"}',
      '{oops',
      '',
      '"text"',
      '{"body":"<p></p>"}',
      '{"body":" "}',
      '{"body":"ok"}',
    ];
    const { articles, broken } = parse(format, lines.join('\r\n'), 'feed.jsonl');
    expect(articles.map(({ id }) => id)).toEqual(['feed.jsonl#1', 'feed.jsonl#6']);
    expect(broken.map((error) => TovmachError.isInstance(error) && error.line)).toEqual([2, 4, 5, 6]);
  });

  it('says which fields it tried', () => {
    const { hint } = failure(() => parse(createJsonFormat({ body: ['inhalt', 'rumpf'] }), '{"body":"x"}'));
    expect(hint).toContain('inhalt, rumpf');
  });

  it.each([
    ['an empty text', '{"TEXT":"  "}', 'the text of the record is empty (field "TEXT")'],
    ['no value', '{"title":"A","content":null}', 'the text of the record is empty (field "content")'],
    ['a number', '{"body":5}', 'the field "body" of the record is no text'],
  ])('tells %s from a field that it does not know', (_, text, message) => {
    const error = failure(() => parse(format, text));
    expect(error.message).toBe(message);
    expect(error.hint).not.toContain('tried');
  });

  it('tells what it noticed about the file once, though the first record is broken', () => {
    const text = '{"title":"no text"}\n{"body":"РџСЂРёРІС–С‚, РґСЂСѓР·С–"}\n{"body":"Last."}';
    const { articles } = parse(format, text, 'feed.ndjson');
    expect(articles.map(({ findings }) => findings.map(({ check }) => check))).toEqual([['mojibake'], []]);
  });
});

it('every character of a body is in the file where it says, escapes or not, lines or HTML', () => {
  const piece = fc.constantFrom(
    'слово',
    ' ',
    '\n',
    '"',
    '\\',
    '\t',
    '😀',
    '<p>',
    '</p>',
    '&amp;',
    '<b>',
    '/',
    'é',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), fc.boolean(), (pieces, ascii) => {
      const body = `слово ${pieces.join('')}`;
      const escaped = (text: string): string =>
        ascii ? text.replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`) : text;
      const text = `[\n {"title": "x", "body": ${escaped(JSON.stringify(body))}}\n]`;
      const article = only(format, text);
      expectPlaces(article);
      for (const block of article.blocks) {
        if (body.includes('<') || body.includes('&')) continue;
        expect(JSON.parse(`"${text.slice(fileOffset(block, 0), block.end)}"`)).toBe(block.text);
      }
    }),
  );
});

it('docs/ingest.md lists the field names', () => {
  const docs = readFileSync(new URL('../../docs/ingest.md', import.meta.url), 'utf8');
  for (const [field, names] of Object.entries(DEFAULT_FIELDS))
    expect(docs).toContain(`| \`${field}\` | ${names.map((name: string) => `\`${name}\``).join(', ')} |`);
});
