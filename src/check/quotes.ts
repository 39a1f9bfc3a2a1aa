import { messages } from '../message.js';
import type { Check } from '../model/contracts.js';
import { primaryLanguage } from '../model/language.js';

const say = messages('check', {
  unclosed: 'a quotation is not closed',
  allQuoted: 'the whole translation stands in quotation marks that the source lacks',
  unquoted: 'a quotation of the source has no marks in the translation',
});

/** Quotations: what the source quotes is quoted, and what is opened is closed. How it is marked is the language's business. */

interface Quoting {
  /** Quotations that are opened and closed. */
  readonly spans: readonly string[];
  /** Marks left without their other half. */
  readonly open: number;
}

const OPENING: Readonly<Record<string, string>> = {
  '«': '»',
  '“': '”',
  '„': '“”"«',
  '‹': '›',
  '「': '」',
  '『': '』',
  '‘': '’',
  '‚': '‘’',
};
const CLOSING = new Set('»”›」』');

/** Quotations of a text, nested or not. «“» opens in English and closes in German and Ukrainian; «»» opens in German books. */
function quotingOf(text: string): Quoting {
  const stack: { readonly mark: string; readonly at: number }[] = [];
  const spans: string[] = [];
  let stray = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    const top = stack.at(-1);
    if (top !== undefined && closes(top.mark, sign, text, at)) {
      stack.pop();
      spans.push(text.slice(top.at + 1, at));
    } else if (sign === '"' || (OPENING[sign] !== undefined && opens(sign, text, at)))
      stack.push({ mark: sign, at });
    else if (CLOSING.has(sign) || sign === '“') stray += 1;
  }
  return { spans, open: stray + stack.filter(({ mark }) => mark !== '‘' && mark !== '‚').length };
}

function closes(mark: string, sign: string, text: string, at: number): boolean {
  if (mark === '"') return sign === '"';
  if (OPENING[mark]?.includes(sign) !== true) return false;
  // An apostrophe inside a word closes nothing.
  return sign !== '’' || !(/\p{L}/u.test(text.charAt(at - 1)) && /\p{L}/u.test(text.charAt(at + 1)));
}

function opens(sign: string, text: string, at: number): boolean {
  if (sign !== '‘' && sign !== '‚') return true;
  return !/[\p{L}\p{N}]/u.test(text.charAt(at - 1));
}

const wordsIn = (text: string): number => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
/** From here on a quotation is what somebody said, not a title. */
const SPEECH = 4;
/** A single word may do without marks where the language marks it freely: `the "green" plan`; so may the name of a company, in two. */
const WORD = 1;
const NAME = 2;
/** Speech between dashes instead of marks. */
const DASH = /(?:^|\n)\s*[—–-]\s|[.!?…]\s[—–]\s/u;
/** A name or a title: one language marks them, another does not. */
const TITLE = /^\P{L}*[\p{Lu}\p{N}]/u;

/** Languages that mark single words more freely than others do. */
const FREE: ReadonlySet<string> = new Set(['ru']);

const mayBeBare = (span: string, source: string): boolean =>
  wordsIn(span) <= (TITLE.test(span) ? NAME : FREE.has(primaryLanguage(source)) ? WORD : 0);

/** Whether one quotation is all there is, and a sentence. */
function isWrapped(text: string, { spans, open }: Quoting): boolean {
  const inside = spans.at(-1) ?? '';
  return open === 0 && wordsIn(inside) >= SPEECH && wordsIn(inside) === wordsIn(text);
}

export function quotesCheck(): Check {
  return {
    name: 'quotes',
    examine({ unit, translation }) {
      const source = quotingOf(unit.text);
      const target = quotingOf(translation);
      const has = target.spans.length > 0 || target.open > 0;
      if (source.spans.length + source.open === 0)
        return isWrapped(translation, target)
          ? { check: 'quotes', severity: 'minor', ...say.allQuoted() }
          : undefined;
      if (!has) {
        if (DASH.test(translation) || /^[‘’'«]/u.test(translation)) return undefined;
        const speech =
          source.spans.some((span) => wordsIn(span) >= SPEECH) ||
          (source.open > 0 && wordsIn(unit.text) >= SPEECH);
        if (!speech && source.spans.every((span) => mayBeBare(span, unit.source))) return undefined;
        return { check: 'quotes', severity: speech ? 'major' : 'minor', ...say.unquoted() };
      }
      // Speech that runs over several segments is opened in one and closed in another.
      if (source.open === 0 && target.open === 1 && target.spans.length < source.spans.length)
        return { check: 'quotes', severity: 'minor', ...say.unclosed() };
      return undefined;
    },
  };
}
