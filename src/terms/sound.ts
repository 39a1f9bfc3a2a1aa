import { type Message, messages } from '../message.js';
import { foldWord } from './forms.js';
import type { Termbase } from './termbase.js';

/** Whether a termbase contradicts itself. */

const say = messages('terms', {
  bothWays: '"{{word}}" ({{language}}) is to be said for {{one}} and is forbidden for {{other}}',
  twoStatuses: '"{{word}}" ({{language}}) stands twice in {{concept}}',
  alone: '{{concept}} has words in {{language}} only, and none that is forbidden: nothing follows from it',
});

/** What contradicts itself, in the order of the concepts. */
export function conflictsOf({ concepts }: Termbase): Message[] {
  const found: Message[] = [];
  /** Concepts by language and word, of words that may be said and of those that may not. */
  const said = new Map<string, string>();
  const words = concepts.flatMap(({ id, words: byLanguage }) =>
    Object.entries(byLanguage).flatMap(([language, list]) =>
      list.map(({ text, status }) => ({ id, language, text, status, key: `${language}\n${foldWord(text)}` })),
    ),
  );
  for (const { key, status, id } of words) if (status !== 'forbidden') said.set(key, id);
  const seen = new Set<string>();
  for (const { key, status, id, language, text } of words) {
    const one = said.get(key);
    if (status === 'forbidden' && one !== undefined && one !== id)
      found.push(say.bothWays({ word: text, language, one, other: id }));
    if (seen.has(`${id}\n${key}`)) found.push(say.twoStatuses({ word: text, language, concept: id }));
    seen.add(`${id}\n${key}`);
  }
  for (const { id, words: byLanguage } of concepts) {
    const languages = Object.keys(byLanguage);
    const [language] = languages;
    if (
      languages.length === 1 &&
      language !== undefined &&
      !byLanguage[language]?.some(({ status }) => status === 'forbidden')
    )
      found.push(say.alone({ concept: id, language }));
  }
  return found;
}
