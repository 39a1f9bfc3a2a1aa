import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ArticleRow, Overview, Severity } from '../../index.js';
import type { Message } from '../../message.js';
import { Charts } from './charts.js';
import { usePage } from './context.js';
import { useDeferredRows } from './deferred.js';
import { useKeys } from './keys.js';
import type { Known } from './news.js';
import { Badge, LanguageBar, LanguageChip, SeverityCount } from './parts.js';
import { EVERYTHING, FLAGS, type Flag, filterRows, hasFlag, type Query, type Row, rowOf, SORTS, type Sort, sortRows } from './rows.js';
import { ROLE_WORDS } from './roles.js';
import { languageName } from './speak.js';
import { VirtualList } from './virtual-list.js';
import { say } from './words.js';

/** Every article: search, filters, charts, the list. */

const FLAG_WORDS: Readonly<Record<Flag, () => Message>> = {
  eyes: say.filterEyes,
  failed: say.filterFailed,
  findings: say.filterFindings,
  unsure: say.filterUnsure,
  machine: say.filterMachine,
  edited: say.filterEdited,
  outdated: say.filterOutdated,
  new: say.filterNew,
  written: say.filterWritten,
  since: say.filterSince,
};
const SORT_WORDS: Readonly<Record<Sort, () => Message>> = {
  urgency: say.sortUrgency,
  name: say.sortName,
  findings: say.sortFindings,
  foreign: say.sortForeign,
  recent: say.sortRecent,
};
const STATUS_WORDS: Readonly<Record<ArticleRow['outputs'][number]['status'], () => Message>> = {
  original: say.statusOriginal,
  machine: say.statusMachine,
  memory: say.statusMemory,
  mixed: say.statusMixed,
  incomplete: say.statusIncomplete,
};
const SEVERE: readonly Severity[] = ['critical', 'major', 'minor'];

interface Props {
  readonly overview: Overview;
  readonly facts: Known | undefined;
  readonly query: Query;
  readonly onQuery: (query: Query) => void;
  readonly seen: ReadonlyMap<string, number>;
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
  readonly onOpen: (id: string) => void;
  /** Tells the list as it is shown: the way from one article to the next. */
  readonly onList: (ids: readonly string[]) => void;
}

export function OverviewPage(props: Props) {
  const { overview, facts, query, onQuery, seen, selected, onSelect, onOpen, onList } = props;
  const { speak, language } = usePage();
  const search = useRef<HTMLInputElement>(null);
  const known = facts?.facts;
  const rows = useMemo(
    () => overview.articles.map((article) => rowOf(article, known?.get(article.id), seen.get(article.id))),
    [overview, known, seen],
  );
  const sorted = useMemo(() => sortRows(rows, query.sort), [rows, query.sort]);
  const shown = useMemo(() => filterRows(sorted, query), [sorted, query]);
  const calm = useDeferredRows(shown);
  const choices = useMemo(() => choicesOf(rows), [rows]);
  const counts = useMemo(() => new Map(FLAGS.map((flag) => [flag, rows.filter((row) => hasFlag(row, flag)).length])), [rows]);
  useEffect(() => onList(calm.map(({ id }) => id)), [calm, onList]);
  const index = shown.findIndex(({ id }) => id === selected);
  const height = useRowHeight();
  const go = (by: number): void => {
    const next = shown[Math.min(Math.max(index + by, 0), shown.length - 1)];
    if (next !== undefined) onSelect(next.id);
  };
  useKeys({
    j: () => go(1),
    ArrowDown: () => go(1),
    k: () => go(-1),
    ArrowUp: () => go(-1),
    Enter: () => index >= 0 && onOpen(shown[index]?.id ?? ''),
    o: () => index >= 0 && onOpen(shown[index]?.id ?? ''),
    '/': () => search.current?.focus(),
  });
  const change = (part: Partial<Query>): void => onQuery({ ...query, ...part });
  const toggle = (flag: Flag): void =>
    change({ flags: query.flags.includes(flag) ? query.flags.filter((each) => each !== flag) : [...query.flags, flag] });
  const isFiltered = shown.length < rows.length;
  return (
    <main class="overview">
      <section class="side" aria-label={speak(say.charts())} tabIndex={0}>
        <div class="numbers">
          <h1>
            {speak(
              isFiltered
                ? say.articlesOf({ count: shown.length, all: rows.length })
                : say.articles({ count: rows.length }),
            )}
          </h1>
          <p class="quiet" role="status">
            {(counts.get('eyes') ?? 0) > 0 ? speak(say.needEyes({ count: counts.get('eyes') ?? 0 })) : speak(say.allWell())}
            {facts !== undefined && !facts.complete
              ? ` · ${speak(say.readingFiles({ read: facts.read, all: rows.length }))}`
              : ''}
          </p>
          {overview.lastRun === undefined ? null : (
            <p class="quiet last-run">
              {speak(say.lastRun({ when: since(overview.lastRun.ended, language) }))}{' '}
              {speak(say.lastRunWrote({ count: counts.get('written') ?? 0 }))}{' '}
              {speak(say.lastRunSince({ count: counts.get('since') ?? 0 }))}
            </p>
          )}
          {overview.broken.length > 0 ? (
            <details class="broken">
              <summary>{speak(say.broken({ count: overview.broken.length }))}</summary>
              <ul>
                {overview.broken.map(({ path, message }) => (
                  <li key={`${path} ${message}`}>
                    <code>{path}</code> {message}
                  </li>
                ))}
              </ul>
            </details>
          ) : null}
        </div>
        <details class="fold" open={height < 100}>
          <summary>{speak(say.charts())}</summary>
          <Charts rows={calm} overview={overview} />
        </details>
      </section>
      <div class="main">
        <search class="filters">
          <input
            ref={search}
            type="search"
            class="search"
            placeholder={speak(say.search())}
            aria-label={speak(say.searchLabel())}
            value={query.words}
            onInput={(event) => change({ words: event.currentTarget.value })}
            onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
          />
          <fieldset class="flags" aria-label={speak(say.filters())}>
            {FLAGS.map((flag) => (
              <button
                key={flag}
                type="button"
                class="flag"
                aria-pressed={query.flags.includes(flag)}
                disabled={(counts.get(flag) ?? 0) === 0 && !query.flags.includes(flag)}
                onClick={() => toggle(flag)}
              >
                {speak(FLAG_WORDS[flag]())} <span class="count">{counts.get(flag)}</span>
              </button>
            ))}
          </fieldset>
          <div class="selects">
            <Choice name={speak(say.filterTarget())} value={query.target} options={choices.targets.map((tag) => [tag, languageName(tag, language)])} onChange={(target) => change({ target })} />
            <Choice name={speak(say.filterLanguage())} value={query.language} options={choices.languages.map((tag) => [tag, languageName(tag, language)])} onChange={(value) => change({ language: value })} />
            <Choice name={speak(say.filterRole())} value={query.role} options={choices.roles.map((role) => [role, speak(ROLE_WORDS[role]())])} onChange={(role) => change({ role })} />
            <Choice name={speak(say.filterEngine())} value={query.engine} least={1} options={choices.engines.map((engine) => [engine, engine])} onChange={(engine) => change({ engine })} />
            <Choice name={speak(say.filterCheck())} value={query.check} least={1} options={choices.checks.map((check) => [check, check])} onChange={(check) => change({ check })} />
            <label class="choice">
              <span>{speak(say.sort())}</span>
              <select value={query.sort} onChange={(event) => change({ sort: event.currentTarget.value as Sort })}>
                {SORTS.map((sort) => (
                  <option key={sort} value={sort}>
                    {speak(SORT_WORDS[sort]())}
                  </option>
                ))}
              </select>
            </label>
          </div>
        </search>
        {shown.length === 0 ? (
          <div class="empty">
            <p>{speak(say.nothingFound())}</p>
            <button type="button" onClick={() => onQuery({ ...EVERYTHING, sort: query.sort })}>
              {speak(say.clearFilters())}
            </button>
          </div>
        ) : (
          <VirtualList
            items={shown}
            height={height}
            label={speak(say.articles({ count: shown.length }))}
            selected={index}
            render={(row) => <RowView row={row} currency={overview.currency} isSelected={row.id === selected} onSelect={onSelect} />}
          />
        )}
      </div>
    </main>
  );
}

function useRowHeight(): number {
  const [narrow, setNarrow] = useState(() => matchMedia('(max-width: 700px)').matches);
  useEffect(() => {
    const media = matchMedia('(max-width: 700px)');
    const look = (): void => setNarrow(media.matches);
    media.addEventListener('change', look);
    return () => media.removeEventListener('change', look);
  }, []);
  return narrow ? 108 : 72;
}

function Choice({
  name,
  value,
  options,
  least = 2,
  onChange,
}: {
  readonly name: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  /** With fewer of them there is nothing to choose: one language is that of every article, one engine is not. */
  readonly least?: number;
  readonly onChange: (value: string) => void;
}) {
  const { speak } = usePage();
  if (options.length < least && value === '') return null;
  return (
    <label class="choice">
      <span>{name}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{speak(say.any())}</option>
        {options.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

function choicesOf(rows: readonly Row[]) {
  const sets = {
    targets: new Set<string>(),
    languages: new Set<string>(),
    roles: new Set<keyof typeof ROLE_WORDS>(),
    engines: new Set<string>(),
    checks: new Set<string>(),
  };
  for (const row of rows) {
    for (const { target } of row.outputs) sets.targets.add(target);
    for (const tag of Object.keys(row.langs)) sets.languages.add(tag);
    for (const role of row.facts?.roles ?? []) sets.roles.add(role);
    for (const engine of row.engines) sets.engines.add(engine);
    for (const { check } of row.findings) sets.checks.add(check);
  }
  return {
    targets: [...sets.targets].sort(),
    languages: [...sets.languages].sort(),
    roles: [...sets.roles].sort(),
    engines: [...sets.engines].sort(),
    checks: [...sets.checks].sort(),
  };
}

function RowView({
  row,
  currency,
  isSelected,
  onSelect,
}: {
  readonly row: Row;
  readonly currency: string;
  readonly isSelected: boolean;
  readonly onSelect: (id: string) => void;
}) {
  const { speak, language } = usePage();
  const { facts, outputs, bySeverity } = row;
  const written = facts === undefined ? '' : since(facts.writtenAt, language);
  return (
    <a
      class={`row ${isSelected ? 'selected' : ''}`}
      href={`#/article/${encodeURIComponent(row.id)}`}
      aria-current={isSelected ? 'true' : undefined}
      onClick={() => onSelect(row.id)}
    >
      <span class="row-title">
        <span class="title-line" lang={row.lang} dir="auto">
          {row.title}
        </span>
        <span class="row-file">
          {row.id}
          {written === '' ? '' : ` · ${written}`}
          {row.engines.length === 0 ? '' : ` · ${row.engines.join(', ')}`}
          {(facts?.cost ?? 0) > 0 ? (
            <span class="cost" title={speak(say.aboutCost())}>
              {' · '}
              {speak(say.about({ amount: moneyIn(language, currency, facts?.cost ?? 0) }))}
            </span>
          ) : null}
        </span>
      </span>
      <span class="row-langs">
        <LanguageBar langs={row.langs} />
        <span class="row-targets" title={outputs.map(({ target, status }) => `${target}: ${speak(STATUS_WORDS[status]())}`).join(', ')}>
          {[...new Set(outputs.map(({ status }) => status))].map((status) => (
            <span key={status} class="into">
              {outputs
                .filter((output) => output.status === status)
                .map(({ target }) => (
                  <LanguageChip key={target} tag={target} />
                ))}
              <span class={`status ${status}`}>{speak(STATUS_WORDS[status]())}</span>
            </span>
          ))}
        </span>
      </span>
      <span class="row-signs">
        {SEVERE.map((severity) => (
          <SeverityCount key={severity} severity={severity} count={bySeverity[severity]} />
        ))}
        {(facts?.edited.length ?? 0) > 0 ? <Badge kind="edited">{speak(say.badgeEdited())}</Badge> : null}
        {facts?.changes.includes('decided') ? <Badge kind="edited">{speak(say.badgeDecided())}</Badge> : null}
        {facts?.source === 'changed' ? <Badge kind="outdated">{speak(say.badgeOutdated())}</Badge> : null}
        {facts?.source === 'gone' ? <Badge kind="gone">{speak(say.badgeGone())}</Badge> : null}
      </span>
    </a>
  );
}

const moneyIn = (language: string, currency: string, amount: number): string =>
  new Intl.NumberFormat(language, { style: 'currency', currency, maximumSignificantDigits: 2 }).format(amount);

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

function since(moment: number, language: string): string {
  const gone = moment - Date.now();
  const [unit, size] = UNITS.find(([, length]) => -gone >= length) ?? ['minute', 60_000];
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' }).format(Math.round(gone / size), unit);
}
