import { diff3Merge } from 'node-diff3';

/** A file that was changed by hand, brought together with what it would be now. Pure. */

export interface Merged {
  readonly text: string;
  /** Stretches changed by hand that gave way, because what they stood for changed too; empty for a deletion. */
  readonly lost: readonly string[];
}

/** Fields of the front matter that say how a file came about; they are never a person's words. */
const OWN_FIELDS =
  /^[ \t]*"?(?:source_hash|source_langs|translated_from|translated_at|translation_status|translation_engine|ai_disclosure)"?[ \t]*[:=].*$/gm;

const keyOf = (line: string): string => /\w+/.exec(line)?.[0] ?? '';

/** Sentences and line breaks: small enough to keep an edit beside a change in the same paragraph. */
function tokens(text: string): string[] {
  return text.match(/\r?\n|[^\n.!?…]*[.!?…]+["»”’)\]]*[ \t]*|[^\n.!?…]+/gu) ?? [];
}

/** The same for a page, whose tags are tokens of their own: another version may write others around the same words. */
function pageTokens(text: string): string[] {
  return text.match(/\r?\n|<[^<>\n]*>|[^\n<.!?…]*[.!?…]+["»”’)\]]*[ \t]*|[^\n<.!?…]+|</gu) ?? [];
}

const isPage = (text: string): boolean => /^\s*<!doctype html/i.test(text);

/** A text with the fields tovmach owns as they are in `fresh`: there is nothing to merge in them. */
function withFieldsOf(fresh: string, text: string): string {
  const fields = new Map((fresh.match(OWN_FIELDS) ?? []).map((line) => [keyOf(line), line]));
  return text.replace(OWN_FIELDS, (line) => fields.get(keyOf(line)) ?? line);
}

/**
 * Three-way merge by sentences.
 * @param edited the file as it is
 * @param base what tovmach had made of the source when the file was last written
 * @param fresh what it makes of it now
 * @param prefer whose words win where both changed the same place
 */
export function mergeEdits(edited: string, base: string, fresh: string, prefer: 'edited' | 'fresh'): Merged {
  const lost: string[] = [];
  const cut = isPage(fresh) ? pageTokens : tokens;
  const regions = diff3Merge(cut(withFieldsOf(fresh, edited)), cut(withFieldsOf(fresh, base)), cut(fresh), {
    excludeFalseConflicts: true,
  });
  const text = regions.map(({ ok, conflict }) => {
    if (conflict === undefined) return (ok ?? []).join('');
    const [mine, theirs] = [conflict.a.join(''), conflict.b.join('')];
    if (prefer === 'edited') return mine;
    const gone = conflict.a.filter((token) => !conflict.o.includes(token) && !conflict.b.includes(token));
    if (gone.length > 0 || conflict.a.length === 0) lost.push(gone.join('').trim());
    return theirs;
  });
  return { text: text.join(''), lost };
}
