import { messages } from '../message.js';
import type { Finding } from '../model/finding.js';
import type { LanguageTag } from '../model/language.js';
import { isOtherSpelling } from './check.js';
import { areForms } from './pair.js';
import { type NameWord, namesIn } from './spot.js';

/** One name in two spellings over a whole batch: told in the order the articles come in. */

const say = messages('names', {
  twoWaysInBatch: '"{{here}}" is "{{there}}" here and "{{before}}" in {{place}}',
});

/** A name of an output: language of the source, the name there and in the output, the line of the source. */
export type OutputName = readonly [source: string, name: string, rendered: string, line: number];

/** An article's names by target. */
interface ArticleNames {
  readonly id: string;
  readonly path: string;
  readonly outputs: readonly {
    readonly target: LanguageTag;
    readonly names?: readonly OutputName[] | undefined;
  }[];
}

export interface BatchNames {
  /** Names of one more article. @returns what they have in two spellings, with the place of the other */
  add(article: ArticleNames): readonly Finding[];
}

interface Said {
  readonly name: string;
  readonly rendered: NameWord;
  readonly place: string;
  readonly id: string;
}

/** Names by their first letters are few enough to be compared one by one. */
const FIRST = 3;
/** Names that are remembered. */
const MOST = 500_000;

/** Whether a finding is of a batch, not of an article. */
export function isOfBatch({ messageId }: Pick<Finding, 'messageId'>): boolean {
  return messageId === 'names.twoWaysInBatch';
}

export function batchNames(): BatchNames {
  const said = new Map<string, Said[]>();
  let kept = 0;
  return {
    add({ id, path, outputs }) {
      const found: Finding[] = [];
      for (const { target, names = [] } of outputs) {
        const told = new Set<string>();
        for (const [source, name, rendered, line] of names) {
          const [word] = namesIn(`, ${rendered}`);
          if (word === undefined) continue;
          const key = `${source}\n${target}\n${name.slice(0, FIRST).toLowerCase()}`;
          const near = said.get(key) ?? [];
          said.set(key, near);
          const before = near.find((one) => areForms(one.name, name, source));
          if (before === undefined) {
            if (kept < MOST) near.push({ name, rendered: word, place: `${path}:${line}`, id });
            kept += 1;
            continue;
          }
          // Within one article the check of the article has said so.
          if (before.id === id || !isOtherSpelling(before.rendered, word, target)) continue;
          if (told.has(`${before.name}\n${rendered}`)) continue;
          told.add(`${before.name}\n${rendered}`);
          found.push({
            check: 'names',
            severity: 'minor',
            ...say.twoWaysInBatch({
              here: name,
              there: rendered,
              before: before.rendered.text,
              place: before.place,
            }),
            articleId: id,
            path,
            line,
            target,
          });
        }
      }
      return found;
    },
  };
}
