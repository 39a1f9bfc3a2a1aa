import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ArticleView } from '../../index.js';
import { directionOf, usePage } from './context.js';
import { useKeys } from './keys.js';
import { LanguageBar, SeveritySign } from './parts.js';
import { isFurniture, needsEyes, SegmentRow } from './segment.js';
import { languageName } from './speak.js';
import { say } from './words.js';

/** One article beside its translation. */

interface Props {
  readonly article: ArticleView;
  readonly onTarget: (target: string) => void;
  readonly onBack: () => void;
  readonly onStep: (by: 1 | -1) => void;
}

export function ArticlePage({ article, onTarget, onBack, onStep }: Props) {
  const { speak, language } = usePage();
  const [view, setView] = useState<'segments' | 'page'>('segments');
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
  const index = shown.findIndex(({ id }) => id === selected);
  const select = (at: number): void => {
    const segment = shown[Math.min(Math.max(at, 0), shown.length - 1)];
    if (segment === undefined) return;
    setSelected(segment.id);
    requestAnimationFrame(() => document.getElementById(`s-${segment.id}`)?.scrollIntoView({ block: 'nearest' }));
  };
  const nextThat = (): void => {
    const at = shown.findIndex((segment, place) => place > index && needsEyes(segment));
    if (at >= 0) select(at);
    else {
      const first = shown.findIndex(needsEyes);
      if (first >= 0) select(first);
    }
  };
  useEffect(() => {
    setSelected(segments.find(needsEyes)?.id);
    window.scrollTo(0, 0);
  }, [article.id, target]);
  useKeys({
    j: () => select(index + 1),
    ArrowDown: () => select(index + 1),
    k: () => select(index < 0 ? 0 : index - 1),
    ArrowUp: () => select(index < 0 ? 0 : index - 1),
    n: nextThat,
    v: () => setView(view === 'page' ? 'segments' : 'page'),
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
          <a href="#/" class="back">
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
            <button type="button" aria-pressed={view === 'segments'} onClick={() => setView('segments')}>
              {speak(say.viewSegments())}
            </button>
            <button type="button" aria-pressed={view === 'page'} onClick={() => setView('page')}>
              {speak(say.viewPage())}
            </button>
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
        <pre class="page-text" lang={target} dir={directionOf(target)}>
          {article.file}
        </pre>
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
            {shown.map((segment, place) => (
              <SegmentRow
                key={segment.id}
                segment={segment}
                target={target}
                startsBlock={shown[place - 1]?.blockId !== segment.blockId}
                isSelected={segment.id === selected}
                onSelect={() => setSelected(segment.id)}
              />
            ))}
          </ol>
        </>
      )}
    </main>
  );
}
