import type { LanguageTag } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import { type Concept, idFrom, type Termbase, type TermWord, termbaseOf } from './termbase.js';

/** A person's word about one concept, joined into what a house has decided before. Pure. */

/** What something is to be called. */
export interface WordDecision {
  /** By language, the form to say. */
  readonly say?: Readonly<Record<LanguageTag, string>>;
  /** By language, forms that may be said. */
  readonly admit?: Readonly<Record<LanguageTag, readonly string[]>>;
  /** By language, forms that must not be said. */
  readonly forbid?: Readonly<Record<LanguageTag, readonly string[]>>;
  /** For people. */
  readonly note?: string;
}

export interface Decided {
  readonly termbase: Termbase;
  /** With everything that is decided of it. */
  readonly concept: Concept;
  /** It was not there before. */
  readonly added: boolean;
}

/** Whether a decision names any form. */
export const namesForms = ({ say = {}, admit = {}, forbid = {} }: WordDecision): boolean =>
  [say, admit, forbid].some((words) => Object.keys(words).length > 0);

/**
 * A concept that is there, by its id or by any of its words, is changed; what was to be said before must not be said from now on,
 * unless it is admitted.
 * @param name as it is written in `own`, the language it is in
 */
export function decideWords(
  base: Termbase,
  name: string,
  {
    own,
    kind,
    newId = idFrom(name),
    ...decision
  }: WordDecision & {
    readonly own?: LanguageTag | undefined;
    readonly kind?: string | undefined;
    readonly newId?: string;
  },
): Decided {
  const { say = {}, admit = {}, forbid = {}, note } = decision;
  const before = base.concepts.find(
    ({ id, words }) =>
      id === name ||
      Object.values(words).some((list) =>
        list.some(({ text, status }) => text === name && status !== 'forbidden'),
      ),
  );
  const words: Record<LanguageTag, TermWord[]> = {};
  const add = (tag: LanguageTag, text: string, status: TermWord['status']): void => {
    words[tag] = [...(words[tag] ?? []), { text, status }];
  };
  if (before === undefined && own !== undefined && say[own] === undefined) add(own, name, 'preferred');
  for (const [tag, text] of Object.entries(say)) {
    add(tag, text, 'preferred');
    // Who changes his mind does not want to read what he said before.
    for (const old of before?.words[tag] ?? [])
      if (old.status === 'preferred' && old.text !== text && admit[tag]?.includes(old.text) !== true)
        add(tag, old.text, 'forbidden');
  }
  for (const [tag, texts] of Object.entries(admit)) for (const text of texts) add(tag, text, 'admitted');
  for (const [tag, texts] of Object.entries(forbid)) for (const text of texts) add(tag, text, 'forbidden');
  const one: Concept = {
    id: before?.id ?? newId,
    ...onlyDefined({ kind, note }),
    words,
  };
  const termbase = termbaseOf([...base.concepts, one]);
  return {
    termbase,
    concept: termbase.concepts.find(({ id }) => id === one.id) ?? one,
    added: before === undefined,
  };
}
