import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { hintOf, TovmachError } from '../src/errors.js';
import { createTexts } from '../src/i18n.js';
import { asPath, inEnglish, messages, reasonOf, withPaths } from '../src/message.js';
import { isTable, sentences, sources, visit } from './support/message-tables.js';

describe('texts by language', () => {
  const texts = createTexts();

  it('of articles come in more languages than the command line speaks', () => {
    expect(texts.languages).toEqual(['en', 'uk']);
    const readAlso = ['de', 'es', 'fr', 'pl', 'ru', 'de-AT'].map((language) =>
      texts.forLanguage(language, 'output')('readAlso'),
    );
    expect(readAlso).toEqual([
      'Lesen Sie auch',
      'Lea también',
      'À lire aussi',
      'Czytaj także',
      'Читайте также',
      'Lesen Sie auch',
    ]);
  });

  it('of a language without a locale: English lines, no section label', () => {
    expect(texts.forLanguage('it', 'output')('readAlso')).toBe('Read also');
    expect(texts.label('details', 'it')).toBeUndefined();
    expect(texts.label('details', 'pl')).toBe('Szczegóły');
  });
});

/** `{{values}}` of a text, sorted. */
const valuesIn = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name))].sort();

const PLURAL = /_(?:zero|one|two|few|many|other)$/;

/** Texts of `locales/<language>/messages/`, by id. */
function messageTexts(language: string): Map<string, string> {
  const folder = `locales/${language}/messages`;
  return new Map(
    readdirSync(folder).flatMap((name) =>
      Object.entries(JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as Record<string, string>).map(
        ([key, text]) => [`${name.slice(0, -'.json'.length)}.${key}`, text] as const,
      ),
    ),
  );
}

describe('the sentences of the library', () => {
  const said = sentences();
  const ukrainian = messageTexts('uk');

  it('have a key each, once', () => {
    expect(said.length).toBeGreaterThan(40);
    const twice = said.filter(({ id }, index) => said.findIndex((other) => other.id === id) !== index);
    expect(twice).toEqual([]);
  });

  it('are all there in Ukrainian, in every plural form, with the same values', () => {
    const wrong: string[] = [];
    for (const { id, english, plural } of said) {
      const keys = plural ? ['one', 'few', 'many', 'other'].map((form) => `${id}_${form}`) : [id];
      const expected = [...new Set(english.flatMap(valuesIn))].sort().join();
      for (const key of keys) {
        const text = ukrainian.get(key);
        if (text === undefined) wrong.push(`${key}: not there`);
        else if (english.includes(text) || !/\p{Script=Cyrillic}/u.test(text)) wrong.push(`${key}: ${text}`);
        // A form may leave the number out.
        else if (valuesIn(text).join() !== expected && !(plural && isWithoutCount(text, expected)))
          wrong.push(`${key}: values ${valuesIn(text).join()}, not ${expected}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('are all that the Ukrainian texts have', () => {
    const known = new Map(said.map((sentence) => [sentence.id, sentence]));
    const stray = [...ukrainian.keys()].filter((key) => {
      const plural = known.get(key.replace(PLURAL, ''))?.plural === true && PLURAL.test(key);
      return !plural && known.get(key)?.plural !== false;
    });
    expect(stray).toEqual([]);
  });
});

/** Sentences that reach a user without a key: literals that become errors, hints, findings, suggestions or lines. */
function strays(tree: ts.SourceFile): string[] {
  const found: string[] = [];
  const literals = (node: ts.Node): void =>
    visit(node, (inner) => {
      if (isTable(inner)) return false;
      // Values of a message, and conditions, are no sentences.
      if (ts.isCallExpression(inner)) return false;
      if (ts.isBinaryExpression(inner) && inner.operatorToken.kind !== ts.SyntaxKind.QuestionQuestionToken)
        return false;
      if (ts.isStringLiteralLike(inner) || ts.isTemplateExpression(inner)) {
        const text = ts.isTemplateExpression(inner)
          ? [inner.head.text, ...inner.templateSpans.map(({ literal }) => literal.text)].join('{}')
          : inner.text;
        const words = text.match(/\p{L}{2,}/gu) ?? [];
        // A command to type is no sentence.
        if (words.length >= 2 && / /.test(text) && !/^\s*tovmach /.test(text)) found.push(text);
        return false;
      }
      return true;
    });
  visit(tree, (node) => {
    if (ts.isNewExpression(node)) {
      const name = node.expression.getText();
      const at =
        name === 'ProviderError' ? 2 : name === 'TovmachError' ? 1 : name === 'SpokenError' ? 0 : undefined;
      const said = at === undefined ? undefined : node.arguments?.[at];
      if (said !== undefined) literals(said);
    }
    if (
      ts.isPropertyAssignment(node) &&
      ['hint', 'message', 'suggestion', 'remedy', 'description'].includes(node.name.getText())
    )
      literals(node.initializer);
    if (ts.isCallExpression(node) && /(?:^|\.)(?:print|error)$/.test(node.expression.getText())) {
      for (const argument of node.arguments) literals(argument);
    }
    return true;
  });
  return found;
}

describe('a sentence outside a table', () => {
  it('is found', () => {
    const of = (text: string): string[] =>
      strays(ts.createSourceFile('a.ts', text, ts.ScriptTarget.ESNext, true));
    expect(of("throw new TovmachError('USAGE', 'no such thing', { hint: `try ${it} again` });")).toHaveLength(
      2,
    );
    expect(of('findings.push({ check, message: `${word} was lost` });')).toHaveLength(1);
    expect(of("context.error(ok ? 'all is well' : other);")).toHaveLength(1);
    expect(of("throw new TovmachError('USAGE', say.lost({ word: 'two words' }));")).toEqual([]);
  });

  it('is nowhere in the sources', () => {
    const wrong = sources()
      // Suites speak to developers, through their test runner.
      .filter(({ file }) => !file.startsWith('testing/'))
      .map(({ file, tree }) => ({ file, found: strays(tree) }))
      .filter(({ found }) => found.length > 0);
    expect(wrong).toEqual([]);
  });
});

/** Any literal of two words, wherever it stands: in what prints for people alone nothing of the kind is meant for a program. */
function loose(tree: ts.SourceFile): string[] {
  const found: string[] = [];
  visit(tree, (node) => {
    if (isTable(node) || ts.isImportDeclaration(node) || ts.isTypeNode(node)) return false;
    // An error that only a bug of ours throws.
    if (ts.isNewExpression(node) && node.expression.getText(tree) === 'Error') return false;
    if (ts.isJsxAttribute(node) && /^(?:class|className|d|viewBox|style)$/.test(node.name.getText(tree)))
      return false;
    const text = ts.isTemplateExpression(node)
      ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('{}')
      : ts.isStringLiteralLike(node) || ts.isJsxText(node)
        ? node.text
        : undefined;
    if (text === undefined) return true;
    const isMarkup = /^\s*<[!?a-z]/.test(text);
    if (!isMarkup && /\p{L}{2,},? \p{L}{2,}/u.test(text)) found.push(text);
    return true;
  });
  return found;
}

describe('a heading or a line of a report outside a table', () => {
  const of = (text: string): string[] =>
    loose(ts.createSourceFile('a.tsx', text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TSX));

  it('is found', () => {
    expect(of("lines.push('## What was found');")).toHaveLength(1);
    expect(of('return `${count} articles were read`;')).toHaveLength(1);
    expect(of('const page = <p class="a b">Nothing to see</p>;')).toEqual(['Nothing to see']);
    expect(of("const head = ['File', 'Line', `${say.whatFound()}`];")).toEqual([]);
  });

  it('is in no report and on no page', () => {
    const wrong = pages()
      .map(({ file, tree }) => ({ file, found: loose(tree) }))
      .filter(({ found }) => found.length > 0);
    expect(wrong).toEqual([]);
  });
});

/** What prints for people: reports, and the review page with its components. */
function pages(): { readonly file: string; readonly tree: ts.SourceFile }[] {
  return ['report', 'review'].flatMap((room) =>
    readdirSync(`src/${room}`, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => {
        const text = readFileSync(`src/${room}/${name}`, 'utf8');
        const kind = name.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
        return {
          file: `${room}/${name}`,
          tree: ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true, kind),
        };
      }),
  );
}

const isWithoutCount = (text: string, expected: string): boolean =>
  [...valuesIn(text), 'count'].sort().join() === expected;

describe('a message', () => {
  const texts = createTexts();
  const say = texts.messages('uk');
  // Of the room `read`, whose texts are there.
  const speak = messages('read', {
    unreadable: 'cannot read {{file}} ({{reason}})',
    unknownReason: 'unknown error',
    brokenUtf8: {
      one: '{{file}} is UTF-8 but for byte {{offset}}, which is invalid',
      other: '{{file}} is UTF-8 but for byte {{offset}}, which is invalid ({{count}} such bytes in all)',
    },
    guessedEncoding: 'encoding guessed as {{name}} (confidence {{confidence}})',
  });

  it('is English where it is made, and keeps its key and values', () => {
    expect(speak.unreadable({ file: asPath('a.txt'), reason: 'EACCES' })).toEqual({
      message: 'cannot read a.txt (EACCES)',
      messageId: 'read.unreadable',
      values: { file: { path: 'a.txt' }, reason: 'EACCES' },
    });
    expect(speak.unknownReason()).toEqual({ message: 'unknown error', messageId: 'read.unknownReason' });
  });

  it('is said in the language of the user, and a message in it as well', () => {
    const message = speak.unreadable({ file: asPath('a (b).txt'), reason: speak.unknownReason() });
    expect(message.message).toBe('cannot read a (b).txt (unknown error)');
    expect(say(message)).toBe('не вдалося прочитати a (b).txt (причина невідома)');
    // As the manifest keeps it.
    expect(say(JSON.parse(JSON.stringify(message)))).toBe(say(message));
  });

  it('leaves words from outside alone, whatever they look like', () => {
    const words = ['unknown error', '{{file}}', '$t(read.empty)', 'a  b\n', '$& $1', '&lt;'];
    for (const reason of words) {
      const message = speak.unreadable({ file: asPath('a'), reason });
      expect(say(message)).toBe(`не вдалося прочитати a (${reason})`);
      expect(inEnglish(message)).toBe(`cannot read a (${reason})`);
    }
    expect(say('unknown error')).toBe('unknown error');
    expect(say({ message: 'unknown error' })).toBe('unknown error');
  });

  it('agrees with its number, and writes numbers as the language does', () => {
    const ends = [1, 2, 5, 21].map((count) => say(speak.brokenUtf8({ file: asPath('a'), offset: 7, count })));
    expect(ends).toEqual([
      'a — UTF-8, але байт 7 хибний',
      'a — UTF-8, але байт 7 хибний (усього 2 такі байти)',
      'a — UTF-8, але байт 7 хибний (усього 5 таких байтів)',
      'a — UTF-8, але байт 7 хибний',
    ]);
    const guess = speak.guessedEncoding({ name: 'koi8-u', confidence: 0.5 });
    expect(guess.message).toContain('(confidence 0.5)');
    expect(say(guess)).toContain('(певність 0,5)');
  });

  it('shows paths as the one who shows it likes them', () => {
    const message = speak.unreadable({ file: asPath('/home/x/a.txt'), reason: '/home/x/b' });
    const short = (path: string): string => path.replace('/home/x/', '');
    expect(texts.messages('uk', short)(message)).toBe('не вдалося прочитати a.txt (/home/x/b)');
    expect(texts.messages('en', short)(message)).toBe('cannot read a.txt (/home/x/b)');
    expect(withPaths(message, short)).toEqual(
      speak.unreadable({ file: asPath('a.txt'), reason: '/home/x/b' }),
    );
  });

  it('is English in a language of articles alone, and where a language lacks it', () => {
    const message = speak.unreadable({ file: asPath('a'), reason: 'EIO' });
    expect(texts.messages('pl')(message)).toBe('cannot read a (EIO)');
    expect(say({ ...message, messageId: 'read.ofAnotherVersion' })).toBe('cannot read a (EIO)');
  });

  it('stays whole through an error', () => {
    const error = new TovmachError(
      'INPUT_UNREADABLE',
      speak.unreadable({ file: asPath('a'), reason: 'EIO' }),
      {
        hint: speak.unknownReason(),
      },
    );
    expect(error.message).toBe('cannot read a (EIO)');
    expect(error.hint).toBe('unknown error');
    expect(say(error)).toBe('не вдалося прочитати a (EIO)');
    expect(say(hintOf(error) ?? '')).toBe('причина невідома');
    expect(reasonOf(error)).toEqual(speak.unreadable({ file: asPath('a'), reason: 'EIO' }));
    expect(reasonOf(new Error('a word'))).toBe('a word');
  });
});
