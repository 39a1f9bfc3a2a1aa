import { asPath, messages } from '../message.js';
import type { Article } from '../model/article.js';
import type { Finding } from '../model/finding.js';
import type { LanguageTag } from '../model/language.js';

/** What is said of an output that has another name now. Pure. */

const say = messages('write', {
  moved: '{{from}} is called {{to}} now; what was changed in it by hand came along',
});

export function movedFinding(
  { id: articleId, path }: Pick<Article, 'id' | 'path'>,
  target: LanguageTag,
  from: string,
  to: string,
): Finding {
  const said = say.moved({ from: asPath(from), to: asPath(to) });
  return { check: 'moved', severity: 'neutral', ...said, articleId, path, target };
}
