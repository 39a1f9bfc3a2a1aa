import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { TovmachError } from '../errors.js';
import { type Message, messages } from '../message.js';
import { type LanguageTag, parseLanguageTag } from '../model/language.js';
import {
  type Concept,
  inOrder,
  TERM_STATUSES,
  type Termbase,
  type TermStatus,
  type TermWord,
  termbaseOf,
} from './termbase.js';

/**
 * `terms.yaml`: one concept an entry, one language a line, sorted by id, so that two people's changes merge.
 *
 *     terms:
 *       central-bank:
 *         domain: economy
 *         en: central bank
 *         uk: { preferred: центральний банк, admitted: [центробанк], forbidden: [ЦБ] }
 */

const say = messages('terms', {
  notYaml: 'this is no YAML: {{reason}}',
  noTerms: 'there is no map "{{root}}" here',
  writeTerms:
    'Write "{{root}}:", under it an id for each entry, and under that a language a line: "en: central bank".',
  noConcept: '"{{id}}" is no concept',
  noLanguage: '"{{key}}" of "{{id}}" is no language code, and none of {{keys}}',
  didYouMean: 'Did you mean {{suggestion}}?',
  giveLanguage: 'Give a BCP 47 code such as uk or en-GB.',
  noWord: '"{{key}}" of "{{id}}" names no word',
  writeWord:
    'Write "{{key}}: word", a list with the preferred word first, or preferred, admitted and forbidden.',
  twoPreferred: '"{{key}}" of "{{id}}" has several preferred words',
  chooseOne: 'Choose one; the others are admitted.',
  noMatch: '"match" of "{{id}}" takes "exact" or "forms"',
  leaveOut: 'Leave it out for words that stand in any form.',
});

/** The two files of this shape: terms, and names with what each is the name of. */
export type TermsRoot = 'terms' | 'names';

/**
 * Concepts of a `terms.yaml`, or names of a `names.yaml`.
 * @param file how it is named in errors
 * @throws TovmachError INPUT_INVALID with file and line
 */
export function readTermsYaml(text: string, file: string, root: TermsRoot = 'terms'): Termbase {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const invalid = (message: Message, hint: Message, at: number): TovmachError =>
    new TovmachError('INPUT_INVALID', message, { hint, file, line: lines.linePos(at).line });
  const [error] = document.errors;
  if (error !== undefined)
    throw invalid(say.notYaml({ reason: error.message }), say.writeTerms({ root }), error.pos[0]);
  if (document.contents === null) return termbaseOf([]);
  const terms = isMap(document.contents) ? document.get(root, true) : undefined;
  if (isScalar(terms) && terms.value === null) return termbaseOf([]);
  if (!isMap(terms)) throw invalid(say.noTerms({ root }), say.writeTerms({ root }), 0);
  const concepts: Concept[] = [];
  for (const { key, value } of terms.items) {
    const id = String(isScalar(key) ? key.value : key);
    const at = startOf(key) ?? 0;
    if (!isMap(value)) throw invalid(say.noConcept({ id }), say.writeTerms({ root }), at);
    const words: Record<LanguageTag, readonly TermWord[]> = {};
    const facts: { domain?: string; kind?: string; note?: string; match?: 'exact' } = {};
    for (const pair of value.items) {
      const name = String(isScalar(pair.key) ? pair.key.value : pair.key);
      const place = startOf(pair.key) ?? at;
      const said = isAlias(pair.value) ? pair.value.resolve(document) : pair.value;
      if (name === 'domain' || name === 'note' || (name === 'kind' && root === 'names'))
        facts[name] = textOf(said) ?? '';
      else if (name === 'match') {
        const match = textOf(said);
        if (match !== 'exact' && match !== 'forms') throw invalid(say.noMatch({ id }), say.leaveOut(), place);
        if (match === 'exact') facts.match = match;
      } else {
        const { tag, suggestion } = parseLanguageTag(name);
        if (tag === undefined)
          throw invalid(
            say.noLanguage({
              key: name,
              id,
              keys: root === 'names' ? 'domain, kind, note, match' : 'domain, note, match',
            }),
            suggestion === undefined ? say.giveLanguage() : say.didYouMean({ suggestion }),
            place,
          );
        const found = wordsIn(said);
        if (found === undefined || found.length === 0)
          throw invalid(say.noWord({ key: name, id }), say.writeWord({ key: name }), place);
        if (found.filter(({ status }) => status === 'preferred').length > 1)
          throw invalid(say.twoPreferred({ key: name, id }), say.chooseOne(), place);
        words[tag] = inOrder([...(words[tag] ?? []), ...found]);
      }
    }
    concepts.push({ id, ...facts, words });
  }
  return termbaseOf(concepts);
}

/** A termbase as `terms.yaml` or `names.yaml`; the same concepts give the same bytes. */
export function writeTermsYaml({ concepts }: Termbase, root: TermsRoot = 'terms'): string {
  const lines = [`${root}:`];
  for (const { id, domain, kind, note, match, words } of concepts) {
    lines.push(`  ${quoted(id)}:`);
    if (kind !== undefined && root === 'names') lines.push(`    kind: ${quoted(kind)}`);
    if (domain !== undefined) lines.push(`    domain: ${quoted(domain)}`);
    if (note !== undefined) lines.push(`    note: ${quoted(note)}`);
    if (match !== undefined) lines.push(`    match: ${match}`);
    for (const language of Object.keys(words).sort())
      lines.push(`    ${quoted(language)}: ${inYaml(words[language] ?? [])}`);
  }
  return `${concepts.length === 0 ? `${root}: {}` : lines.join('\n')}\n`;
}

function inYaml(words: readonly TermWord[]): string {
  const [first] = words;
  if (words.length === 1 && first?.status === 'preferred') return quoted(first.text);
  const groups = TERM_STATUSES.flatMap((status) => {
    const of = words.filter((word) => word.status === status).map(({ text }) => quoted(text));
    if (of.length === 0) return [];
    return [`${status}: ${status === 'preferred' ? of[0] : `[${of.join(', ')}]`}`];
  });
  return `{ ${groups.join(', ')} }`;
}

/** Plain where YAML takes it as text everywhere, else in double quotes. */
function quoted(text: string): string {
  const plain =
    /^[\p{L}][\p{L}\p{M}\p{N} '’._-]*$/u.test(text) &&
    !/\s$|^(?:y|n|yes|no|on|off|true|false|null|nan)$/iu.test(text) &&
    !/^[._-]/.test(text);
  return plain ? text : JSON.stringify(text);
}

const textOf = (node: unknown): string | undefined =>
  isScalar(node) && node.value !== null ? String(node.value).trim() : undefined;

function startOf(node: unknown): number | undefined {
  return (node as Node | undefined)?.range?.[0];
}

/** Words of a language: one, a list with the preferred first, or a map by status; `undefined` for anything else. */
function wordsIn(node: unknown): TermWord[] | undefined {
  if (isMap(node)) {
    const words: TermWord[] = [];
    for (const { key, value } of node.items) {
      const status = TERM_STATUSES.find((one) => one === String(isScalar(key) ? key.value : key));
      const texts = status === undefined ? undefined : textsIn(value);
      if (status === undefined || texts === undefined) return undefined;
      words.push(...texts.map((text) => ({ text, status })));
    }
    return words;
  }
  return textsIn(node)?.map(
    (text, index): TermWord => ({ text, status: index === 0 ? 'preferred' : ('admitted' as TermStatus) }),
  );
}

function textsIn(node: unknown): string[] | undefined {
  const nodes = isSeq(node) ? node.items : [node];
  const texts = nodes.map(textOf);
  return texts.every((text): text is string => text !== undefined && text !== '') ? texts : undefined;
}
