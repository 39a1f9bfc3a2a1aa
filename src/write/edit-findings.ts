import { asPath, messages } from '../message.js';
import { type Finding, suggest } from '../model/finding.js';
import type { LanguageTag } from '../model/language.js';
import type { Checked } from '../model/stages.js';
import type { Sidecar } from './ledger.js';
import type { Conflict } from './reconcile.js';

/** What is said of edits by hand: those that gave way, those nobody can tell from ours, those of a source now gone. */

const say = messages('write', {
  deletedIsBack: 'a passage of {{file}} that was deleted by hand is back: its source changed',
  editGaveWay: 'words of {{file}} changed by hand gave way, because their source changed: "{{words}}"',
  editAgain: 'Look at the passage, and edit it again where it needs it.',
  humanOutdated: 'the source of a sentence translated by hand changed; it was "{{words}}"',
  reviewIt: 'Review the new translation.',
  putAside:
    '{{file}} was there and nobody remembers who wrote what in it: its source changed, so it is written anew; as it was it is kept as {{kept}}',
  takeOver: 'Take over what is worth it, and delete the kept file.',
  noText:
    '{{file}} is no UTF-8 text any more: it was left as it is, although its source or the configuration changed',
  saveAsUtf8: 'Save it as UTF-8, or delete it to have it written anew.',
  noBase:
    '{{file}} was changed by hand, and what it was made from is not known: it was left as it is, although its source or the configuration changed',
  noRecord:
    '{{file}} is not what would be written now, and nobody remembers whether a person changed it: it was left as it is',
  deleteIt: 'Compare it with the source; delete it to have it written anew.',
});

/** Words changed by hand that gave way, because their source changed. `''` is a passage deleted by hand. */
export function editFindings(
  article: Checked,
  target: LanguageTag,
  path: string,
  lost: readonly string[],
): Finding[] {
  return lost.map((words) => ({
    check: 'edit-overridden',
    severity: 'major',
    ...(words === ''
      ? say.deletedIsBack({ file: asPath(path) })
      : say.editGaveWay({ file: asPath(path), words: words.slice(0, 200) })),
    articleId: article.id,
    path: article.path,
    target,
    ...suggest(say.editAgain()),
  }));
}

/** A file that was left, or put aside, because nobody can tell whose words are in it. */
export function conflictFindings(
  article: Checked,
  target: LanguageTag,
  path: string,
  conflict: Conflict | undefined,
  kept: string | undefined,
): Finding[] {
  if (conflict === undefined) return [];
  const file = asPath(path);
  const words =
    kept !== undefined
      ? { ...say.putAside({ file, kept: asPath(kept) }), ...suggest(say.takeOver()) }
      : conflict === 'no-text'
        ? { ...say.noText({ file }), ...suggest(say.saveAsUtf8()) }
        : conflict === 'no-base'
          ? { ...say.noBase({ file }), ...suggest(say.deleteIt()) }
          : { ...say.noRecord({ file }), ...suggest(say.deleteIt()) };
  return [
    {
      check: 'edit-conflict',
      severity: 'major',
      ...words,
      articleId: article.id,
      path: article.path,
      target,
    },
  ];
}

/** Sentences a person translated whose source is no longer there: the new translation is a machine's. */
export function outdated(
  article: Checked,
  target: LanguageTag,
  before: Sidecar | undefined,
  last: Sidecar['outputs'][number] | undefined,
): Finding[] {
  const now = new Set(article.segments.map(({ id }) => id));
  const segments = new Map(before?.articles[0].segments.map((segment) => [segment.id, segment]));
  return (last?.human ?? []).flatMap((id): Finding[] => {
    const segment = segments.get(id);
    if (segment === undefined || now.has(id)) return [];
    return [
      {
        check: 'human-outdated',
        severity: 'major',
        ...say.humanOutdated({ words: (last?.translations[id] ?? '').slice(0, 200) }),
        articleId: article.id,
        path: article.path,
        line: segment.line,
        target,
        ...suggest(say.reviewIt()),
      },
    ];
  });
}
