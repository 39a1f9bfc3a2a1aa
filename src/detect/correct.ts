import type { LanguageTag } from '../model/language.js';
import { isSpecialTag, sameLanguage, UNDETERMINED } from '../model/language.js';
import type { Role, Segment } from '../model/segment.js';
import type { Identified } from '../model/stages.js';
import { kindKey, sharesOf } from './ledger.js';
import { actionFor, type Policy } from './roles.js';

/** What a person says a segment is, in place of what was found. Pure. */

export interface PersonsLabel {
  readonly lang: LanguageTag;
  readonly role: Role;
  readonly by: string;
}

/** @param labels by the hash of a segment's normalised text */
export function correct<Article extends Pick<Identified, 'lang' | 'langs' | 'segments'>>(
  article: Article,
  labels: ReadonlyMap<string, PersonsLabel>,
  policy: Policy,
): Article {
  if (labels.size === 0 || !article.segments.some(({ hash }) => labels.has(hash))) return article;
  const occurrences = new Map<string, number>();
  const characters = new Map<LanguageTag, number>();
  const segments = article.segments.map((segment): Segment => {
    const label = labels.get(segment.hash);
    const lang = label?.lang ?? segment.lang;
    const role = label?.role ?? segment.role;
    if (!isSpecialTag(lang)) characters.set(lang, (characters.get(lang) ?? 0) + segment.text.length);
    const key = segment.hash.slice(0, 8) + kindKey(lang, role);
    const occurrence = (occurrences.get(key) ?? 0) + 1;
    occurrences.set(key, occurrence);
    if (label === undefined) return { ...segment, id: `${key}-${occurrence}` };
    const { mixed: _, ...rest } = segment;
    return {
      ...rest,
      id: `${key}-${occurrence}`,
      lang,
      role,
      confidence: 1,
      evidence: [`person:${label.by}`],
      flagged: !isSpecialTag(lang) && article.lang !== UNDETERMINED && !sameLanguage(lang, article.lang),
      action: actionFor(policy, role, lang),
    };
  });
  return { ...article, langs: sharesOf(characters), segments };
}
