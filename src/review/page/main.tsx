import { render } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Session } from '../../api/contract.js';
import type { ArticleView, Decided, Decision, Overview } from '../../index.js';
import { ArticlePage } from './article.js';
import { cargoClient, cargoOf } from './cargo.js';
import { type Client, createClient, Refusal } from './client.js';
import { PageContext } from './context.js';
import { KeysDialog } from './help.js';
import { useKeys } from './keys.js';
import { type Known, withFacts, withNews } from './news.js';
import { OverviewPage } from './overview.js';
import { EVERYTHING } from './rows.js';
import { keep, kept } from './settings.js';
import { speakerOf } from './speak.js';
import { say } from './words.js';

/** The page: where it is by the address, what it shows by its server. */

interface Route {
  readonly id: string | undefined;
  readonly target: string | undefined;
}

function routeOf(hash: string): Route {
  const [, kind, id, target] = hash.replace(/^#/, '').split('/');
  if (kind !== 'article' || id === undefined) return { id: undefined, target: undefined };
  return { id: decodeURIComponent(id), target: target === undefined ? undefined : decodeURIComponent(target) };
}

function hashOf({ id, target }: Route): string {
  if (id === undefined) return '#/';
  const article = `#/article/${encodeURIComponent(id)}`;
  return target === undefined ? article : `${article}/${encodeURIComponent(target)}`;
}

const DARK = matchMedia('(prefers-color-scheme: dark)');

interface AppProps {
  readonly client: Client;
  readonly session: Session;
  /** Articles in their order, until the list says another. */
  readonly order: readonly string[];
  /** Where the list is, where it is another file. */
  readonly home: string | undefined;
}

function App({ client, session, order, home }: AppProps) {
  const [language, setLanguage] = useState(() => {
    const chosen = kept('language');
    return chosen !== undefined && session.languages.includes(chosen) ? chosen : session.language;
  });
  const [theme, setTheme] = useState(() => kept('theme') ?? '');
  const [route, setRoute] = useState(() => routeOf(location.hash));
  const [overview, setOverview] = useState<Overview>();
  const [facts, setFacts] = useState<Known>();
  const heard = useRef<{ version?: string; next?: number }>({});
  const [article, setArticle] = useState<ArticleView>();
  const [problem, setProblem] = useState<Refusal>();
  const [lost, setLost] = useState(false);
  const [busy, setBusy] = useState(false);
  const [query, setQuery] = useState(EVERYTHING);
  const [selected, setSelected] = useState<string>();
  const [seen, setSeen] = useState(() => new Map(Object.entries(JSON.parse(kept('seen') ?? '{}') as Record<string, number>)));
  const [systemIsDark, setSystemIsDark] = useState(() => DARK.matches);
  const [help, setHelp] = useState(false);
  const list = useRef(order);
  const speak = useMemo(() => speakerOf(language), [language]);
  const page = useMemo(() => ({ client, session, language, speak }), [client, session, language, speak]);

  const fail = useCallback((error: unknown): void => {
    if (error instanceof Refusal) setProblem(error);
    else throw error;
  }, []);
  const loadFacts = useCallback(async (): Promise<void> => {
    const answer = await client.facts(heard.current.next);
    heard.current.next = answer.next;
    setFacts((known) => withFacts(known, answer));
    if (!answer.complete) setTimeout(() => void loadFacts().catch(fail), 700);
  }, [client, fail]);
  const load = useCallback(async (): Promise<void> => {
    const answer = await client.overview(language, heard.current.version);
    heard.current.version = answer.version;
    setOverview((known) => withNews(known, answer));
    await loadFacts();
    setProblem(undefined);
    setLost(false);
  }, [client, language, loadFacts]);
  const loadArticle = useCallback(async (): Promise<void> => {
    if (route.id === undefined) return setArticle(undefined);
    setArticle(await client.article(route.id, route.target, language));
    setProblem(undefined);
  }, [client, route, language]);

  useEffect(() => void load().catch(fail), [load, fail]);
  useEffect(() => void loadArticle().catch(fail), [loadArticle, fail]);
  useLayoutEffect(() => {
    const change = (): void => setRoute(routeOf(location.hash));
    addEventListener('hashchange', change);
    return () => removeEventListener('hashchange', change);
  }, []);
  useEffect(() => {
    const change = (): void => setSystemIsDark(DARK.matches);
    DARK.addEventListener('change', change);
    return () => DARK.removeEventListener('change', change);
  }, []);
  const version = useRef<string | undefined>(undefined);
  useEffect(
    () =>
      client.watch(
        (state) => {
          setLost(false);
          setBusy(state.busy);
          const before = version.current;
          version.current = state.version;
          if (before === undefined) return;
          if (before !== state.version) {
            void load().catch(fail);
            void loadArticle().catch(fail);
          } else void loadFacts().catch(fail);
        },
        () => setLost(true),
      ),
    [client, load, loadArticle, loadFacts, fail],
  );
  useEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dataset.theme = theme;
    document.title = `${article?.path ?? speak(say.title())} · tovmach`;
  }, [language, theme, article, speak]);
  useEffect(() => {
    if (article === undefined) return;
    setSelected(article.id);
    setSeen((before) => {
      const after = new Map(before).set(article.id, Date.now());
      keep('seen', JSON.stringify(Object.fromEntries(after)));
      return after;
    });
  }, [article?.id, article?.version]);

  const decide = async ({
    segment,
    decision,
    version: seenVersion,
  }: {
    segment: string;
    decision: Decision;
    version: string;
  }): Promise<Decided> => {
    if (article === undefined) throw new Refusal(0, '');
    const { id, target } = article;
    try {
      const decided = await client.decide({ article: id, target, segment, version: seenVersion, decision }, language);
      setArticle(decided.article);
      return decided;
    } catch (error) {
      // Somebody was faster: what is there now is shown beside what was written.
      if (error instanceof Refusal && error.status === 409) await loadArticle().catch(() => {});
      throw error;
    }
  };
  const go = (to: Route): void => {
    if (to.id === undefined && home !== undefined) {
      location.href = home;
      return;
    }
    location.hash = hashOf(to);
  };
  const step = (by: 1 | -1): void => {
    const next = list.current[list.current.indexOf(route.id ?? '') + by];
    if (next !== undefined) go({ id: next, target: route.target });
  };
  const onList = useCallback((ids: readonly string[]) => {
    list.current = ids;
  }, []);
  useKeys({ '?': () => setHelp(true) });
  const isDark = theme === 'dark' || (theme === '' && systemIsDark);
  return (
    <PageContext.Provider value={page}>
      <header class="top">
        <a class="brand" href={home ?? '#/'}>
          <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true">
            <rect x="2" y="4" width="28" height="24" rx="6" class="brand-back" />
            <path d="M9 11h14M16 11v11" class="brand-front" />
          </svg>
          tovmach
        </a>
        <span class="top-tools">
          {session.readOnly ? <span class="badge">{speak(say.readOnly())}</span> : null}
          {session.languages.length < 2 ? null : (
          <label class="choice plain">
            <span class="hidden">{speak(say.language())}</span>
            <select
              value={language}
              onChange={(event) => {
                keep('language', event.currentTarget.value);
                setLanguage(event.currentTarget.value);
              }}
            >
              {session.languages.map((tag) => (
                <option key={tag} value={tag}>
                  {new Intl.DisplayNames([tag], { type: 'language' }).of(tag)}
                </option>
              ))}
            </select>
          </label>
          )}
          <button
            type="button"
            class="icon"
            aria-label={speak(say.theme())}
            title={speak(say.theme())}
            onClick={() => {
              const next = isDark ? 'light' : 'dark';
              keep('theme', next);
              setTheme(next);
            }}
          >
            {isDark ? '☀' : '☾'}
          </button>
          <button type="button" class="icon" aria-label={speak(say.keys())} title={speak(say.keys())} onClick={() => setHelp(true)}>
            ?
          </button>
        </span>
      </header>
      {lost ? (
        <p class="notice" role="alert">
          {speak(say.lost())}{' '}
          <button type="button" onClick={() => void load().catch(fail)}>
            {speak(say.tryAgain())}
          </button>
        </p>
      ) : null}
      {problem !== undefined && problem.status !== 0 ? (
        <p class="notice" role="alert">
          {problem.message} {problem.hint ?? ''} <a href="#/">{speak(say.back())}</a>
        </p>
      ) : null}
      {busy && !session.readOnly ? (
        <p class="notice" role="status">
          {speak(say.busy())}
        </p>
      ) : null}
      {route.id !== undefined && article !== undefined ? (
        <ArticlePage
          article={article}
          home={home ?? '#/'}
          onDecide={session.readOnly || busy ? undefined : decide}
          languages={languagesOf(overview)}
          onTarget={(target) => go({ id: article.id, target })}
          onBack={() => go({ id: undefined, target: undefined })}
          onReload={() => void loadArticle().catch(fail)}
          onStep={step}
        />
      ) : overview === undefined ? (
        <p class="empty" role="status">
          {speak(say.loading())}
        </p>
      ) : (
        <OverviewPage
          overview={overview}
          facts={facts}
          query={query}
          onQuery={setQuery}
          seen={seen}
          selected={selected}
          onSelect={setSelected}
          onOpen={(id) => go({ id, target: undefined })}
          onList={onList}
        />
      )}
      {help ? <KeysDialog onClose={() => setHelp(false)} /> : null}
    </PageContext.Provider>
  );
}

/** Languages there are in the batch, those of most articles first. */
function languagesOf(overview: Overview | undefined): readonly string[] {
  const counts = new Map<string, number>();
  for (const { langs } of overview?.articles ?? [])
    for (const tag of Object.keys(langs)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([tag]) => tag);
}

function NoAccess() {
  const speak = speakerOf(kept('language') ?? (navigator.language.startsWith('uk') ? 'uk' : 'en'));
  return (
    <main class="empty no-access">
      <h1>{speak(say.noAccess())}</h1>
      <p>{speak(say.noAccessWhy())}</p>
    </main>
  );
}

async function start(): Promise<void> {
  const root = document.getElementById('page');
  if (root === null) return;
  document.documentElement.dataset.theme = kept('theme') ?? '';
  const cargo = cargoOf(document.getElementById('cargo')?.textContent);
  const client = cargo === undefined ? createClient() : cargoClient(cargo);
  try {
    const elsewhere = cargo?.elsewhere;
    render(
      <App
        client={client}
        session={await client.session()}
        order={elsewhere?.order ?? []}
        home={elsewhere?.list}
      />,
      root,
    );
  } catch {
    render(<NoAccess />, root);
  }
}

void start();
