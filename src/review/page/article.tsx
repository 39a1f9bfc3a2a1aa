import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { ArticleView, Decided, Decision, SegmentView } from '../../index.js';
import { Refusal } from './client.js';
import { usePage } from './context.js';
import { ChangesView } from './difference.js';
import { useKeys } from './keys.js';
import { LanguageBar, SeveritySign } from './parts.js';
import { ReaderView } from './reader.js';
import { isDecidable, isFurniture, needsEyes, SegmentRow } from './segment.js';
import { languageName } from './speak.js';
import { say } from './words.js';

/** One article beside its translation. */

/** Rows shown at once, and those that follow at a time. */
const FIRST_ROWS = 60;
const MORE_ROWS = 60;

const SAVED = {
  edit: say.savedEdit,
  approve: say.savedApprove,
  reject: say.savedReject,
  'no-fault': say.savedFault,
  label: say.savedLabel,
  undo: say.savedUndo,
};

const VIEWS = ['segments', 'page', 'changes'] as const;
type View = (typeof VIEWS)[number];
const VIEW_WORDS = { segments: say.viewSegments, page: say.viewPage, changes: say.viewChanges };

interface Props {
  readonly article: ArticleView;
  /** Puts a decision where it belongs; absent where nothing can be decided. */
  readonly onDecide: ((place: { segment: string; decision: Decision; version: string }) => Promise<Decided>) | undefined;
  readonly languages: readonly string[];
  /** The list. */
  readonly home: string;
  readonly onTarget: (target: string) => void;
  readonly onBack: () => void;
  /** Asks for the article as it is now. */
  readonly onReload: () => void;
  readonly onStep: (by: 1 | -1) => void;
}

export function ArticlePage({ article, home, onDecide, languages, onTarget, onBack, onReload, onStep }: Props) {
  // With the version the editor was opened upon: what others did meanwhile is not overwritten unseen.
  const [editing, setEditing] = useState<{ segment: string; version: string } | undefined>(undefined);
  const [saving, setSaving] = useState(false);
  const [said, setSaid] = useState<{ words: string; hint?: string; failed: boolean } | undefined>(undefined);
  const { speak, language } = usePage();
  const [view, setView] = useState<View>('segments');
  const [dropped, setDropped] = useState(false);
  const [eyes, setEyes] = useState(false);
  const [selected, setSelected] = useState<string | undefined>(undefined);
  const { segments, target } = article;
  const shown = useMemo(
    () =>
      segments.filter(
        (segment) => (dropped || segment.origin !== 'dropped') && (!eyes || needsEyes(segment) || segment.id === selected),
      ),
    [segments, dropped, eyes, selected],
  );
  // The first screens are there at once, the rest follows in steps between which keys are heard.
  const [wanted, setWanted] = useState(FIRST_ROWS);
  const index = shown.findIndex(({ id }) => id === selected);
  const limit = Math.max(wanted, index + FIRST_ROWS / 2);
  useEffect(() => {
    if (wanted >= shown.length) return;
    const timer = setTimeout(() => setWanted(wanted + MORE_ROWS), 60);
    return () => clearTimeout(timer);
  }, [wanted, shown.length]);
  const select = (at: number): void => {
    const segment = shown[Math.min(Math.max(at, 0), shown.length - 1)];
    if (segment === undefined) return;
    setSelected(segment.id);
    requestAnimationFrame(() => document.getElementById(`s-${segment.id}`)?.scrollIntoView({ block: 'nearest' }));
  };
  const decide = async (segment: SegmentView, decision: Decision): Promise<void> => {
    if (onDecide === undefined || saving) return;
    setSaving(true);
    setSaid(undefined);
    try {
      const decided = await onDecide({
        segment: segment.id,
        decision,
        version: (editing?.segment === segment.id ? editing.version : '') || article.version,
      });
      setEditing(undefined);
      setSelected(decided.segment);
      setSaid({ words: speak(SAVED[decision.kind]()), failed: false });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // What was written stays in the editor, and may be saved upon what is there now.
      if (error.status === 409) setEditing((open) => open && { ...open, version: '' });
      setSaid({
        words: error.status === 0 ? speak(say.lost()) : error.message,
        ...(error.hint === undefined ? {} : { hint: error.hint }),
        failed: true,
      });
    } finally {
      setSaving(false);
    }
  };
  const actions =
    onDecide === undefined
      ? undefined
      : {
          editing: editing?.segment,
          saving,
          decide: (segment: SegmentView, decision: Decision) => void decide(segment, decision),
          edit: (segment: SegmentView) => setEditing({ segment: segment.id, version: article.version }),
          cancel: () => setEditing(undefined),
          article: article.id,
          reload: onReload,
        };
  const act = (does: (segment: SegmentView) => void): void => {
    const segment = shown[index];
    if (segment !== undefined && actions !== undefined && isDecidable(segment)) does(segment);
  };
  const nextThat = (): void => {
    const at = shown.findIndex((segment, place) => place > index && needsEyes(segment));
    if (at >= 0) select(at);
    else {
      const first = shown.findIndex(needsEyes);
      if (first >= 0) select(first);
    }
  };
  // Before anybody can choose another.
  useLayoutEffect(() => {
    setSelected(segments.find(needsEyes)?.id);
    setWanted(FIRST_ROWS);
    window.scrollTo(0, 0);
  }, [article.id, target]);
  useKeys({
    j: () => select(index + 1),
    ArrowDown: () => select(index + 1),
    k: () => select(index < 0 ? 0 : index - 1),
    ArrowUp: () => select(index < 0 ? 0 : index - 1),
    n: nextThat,
    e: () => act((segment) => actions?.edit(segment)),
    a: () => act((segment) => segment.translation !== undefined && void decide(segment, { kind: 'approve' })),
    x: () => act((segment) => segment.translation !== undefined && void decide(segment, { kind: 'reject' })),
    z: () => act((segment) => void decide(segment, { kind: 'undo' })),
    f: () => {
      const segment = shown[index];
      const [finding] = segment?.findings ?? [];
      if (segment !== undefined && finding !== undefined && actions !== undefined)
        void decide(segment, { kind: 'no-fault', check: finding.check });
    },
    v: () => setView(VIEWS[(VIEWS.indexOf(view) + 1) % VIEWS.length] ?? 'segments'),
    '!': () => setEyes(!eyes),
    '[': () => onStep(-1),
    ']': () => onStep(1),
    Escape: () => (selected === undefined ? onBack() : setSelected(undefined)),
    u: onBack,
  });
  const title = segments.find(({ role }) => role === 'title') ?? segments.find((segment) => !isFurniture(segment));
  return (
    <main class="article">
      <header class="article-head">
        <nav class="crumbs">
          <a href={home} class="back">
            ← {speak(say.back())}
          </a>
          <span class="steps">
            <button type="button" onClick={() => onStep(-1)} aria-label={speak(say.previousArticle())} title={speak(say.previousArticle())}>
              ↑
            </button>
            <button type="button" onClick={() => onStep(1)} aria-label={speak(say.nextArticle())} title={speak(say.nextArticle())}>
              ↓
            </button>
          </span>
        </nav>
        <h1 lang={title?.lang} dir="auto">
          {title?.text ?? article.path}
        </h1>
        <p class="article-facts">
          <code>{article.path}</code> <LanguageBar langs={article.langs} />
          <span class="quiet">→ {article.output}</span>
        </p>
        <div class="tools">
          <div class="tabs" role="group" aria-label={speak(say.filterTarget())}>
            {article.targets.map((tag) => (
              <button key={tag} type="button" aria-pressed={tag === target} onClick={() => onTarget(tag)}>
                {languageName(tag, language)}
              </button>
            ))}
          </div>
          <div class="tabs" role="group">
            {VIEWS.map((each) => (
              <button key={each} type="button" aria-pressed={view === each} onClick={() => setView(each)}>
                {speak(VIEW_WORDS[each]())}
              </button>
            ))}
          </div>
          <label class="check">
            <input type="checkbox" checked={eyes} onChange={() => setEyes(!eyes)} /> {speak(say.onlyEyes())}
          </label>
          <label class="check">
            <input type="checkbox" checked={dropped} onChange={() => setDropped(!dropped)} /> {speak(say.showDropped())}
          </label>
        </div>
        {article.findings.length > 0 ? (
          <ul class="findings whole" aria-label={speak(say.ofTheArticle())}>
            {article.findings.map((finding) => (
              <li key={`${finding.check} ${finding.message}`}>
                <SeveritySign severity={finding.severity} />
                <span>
                  <b>{finding.check}</b> {finding.message}
                  {finding.suggestion === undefined ? null : <span class="quiet"> {finding.suggestion}</span>}
                </span>
              </li>
            ))}
          </ul>
        ) : null}
      </header>
      {view === 'page' ? (
        <ReaderView path={article.output} text={article.file} lang={target} />
      ) : view === 'changes' ? (
        <ChangesView segments={segments} target={target} />
      ) : (
        <>
          <div class="columns" aria-hidden="true">
            <span />
            <span>{speak(say.source())}</span>
            <span>{speak(say.intoLanguage({ language: languageName(target, language) }))}</span>
            <span>{speak(say.findings())}</span>
          </div>
          {shown.length === 0 ? <p class="empty">{speak(say.nothingLeft())}</p> : null}
          <ol class="segments">
            {shown.slice(0, limit).map((segment, place) => (
              <SegmentRow
                key={segment.id}
                segment={segment}
                target={target}
                startsBlock={shown[place - 1]?.blockId !== segment.blockId}
                isSelected={segment.id === selected}
                onSelect={setSelected}
                language={language}
                actions={actions}
                languages={languages}
              />
            ))}
          </ol>
        </>
      )}
      <div class={`toast ${said === undefined ? '' : 'shown'} ${said?.failed ? 'bad' : ''}`} role="status">
        {said === undefined ? null : (
          <>
            <span>
              {said.failed ? '' : '✓ '}
              {said.words} {said.hint ?? ''}
            </span>
            <button type="button" class="icon" aria-label={speak(say.close())} onClick={() => setSaid(undefined)}>
              ×
            </button>
          </>
        )}
      </div>
    </main>
  );
}
