import { useMemo } from 'preact/hooks';
import type { Counts, Overview } from '../../index.js';
import type { Message } from '../../message.js';
import { hueOf, usePage } from './context.js';
import { BarChart, percent } from './parts.js';
import type { Row } from './rows.js';
import { languageName } from './speak.js';
import { say } from './words.js';

/** The batch, or what is listed of it, at a glance. */

const ORIGINS: readonly (readonly [keyof Counts, () => Message])[] = [
  ['native', say.originNative],
  ['memory', say.originMemory],
  ['human', say.originHuman],
  ['provider', say.originProvider],
  ['labels', say.originLabels],
  ['copied', say.originCopied],
  ['dropped', say.originDropped],
  ['failed', say.originFailed],
];
const MOST = 6;

export function Charts({ rows, overview }: { readonly rows: readonly Row[]; readonly overview: Overview }) {
  const { speak, language } = usePage();
  const sums = useMemo(() => sumsOf(rows), [rows]);
  const number = new Intl.NumberFormat(language);
  const money = (amount: number): string =>
    new Intl.NumberFormat(language, { style: 'currency', currency: overview.currency }).format(amount);
  const paid = overview.spend.slice(-MOST).map(({ provider, month, cost, characters }) => {
    const value = cost[overview.currency] ?? 0;
    return { name: `${provider} ${month}`, value: value || characters / 1e9, shown: value > 0 ? money(value) : `${number.format(characters)} ✎` };
  });
  return (
    <div class="charts">
      <BarChart
        title={speak(say.chartLanguages())}
        empty="–"
        bars={sums.languages.slice(0, MOST).map(([tag, share]) => ({
          name: languageName(tag, language),
          value: share,
          shown: `${number.format(percent(share))} %`,
          hue: hueOf(tag),
        }))}
      />
      <BarChart
        title={speak(say.chartOrigins())}
        empty="–"
        bars={ORIGINS.filter(([key]) => sums.counts[key] > 0).map(([key, words]) => ({
          name: speak(words()),
          value: sums.counts[key],
          shown: number.format(sums.counts[key]),
        }))}
      />
      <BarChart
        title={speak(say.chartFindings())}
        empty={speak(say.noFindings())}
        bars={sums.checks.slice(0, MOST).map(([check, count]) => ({ name: check, value: count, shown: number.format(count) }))}
      />
      <BarChart title={speak(say.chartCost())} empty={speak(say.noCost())} bars={paid} />
    </div>
  );
}

function sumsOf(rows: readonly Row[]) {
  const languages = new Map<string, number>();
  const checks = new Map<string, number>();
  const counts: Record<keyof Counts, number> = {
    segments: 0,
    native: 0,
    copied: 0,
    labels: 0,
    memory: 0,
    human: 0,
    provider: 0,
    failed: 0,
    dropped: 0,
  };
  for (const row of rows) {
    for (const [tag, share] of Object.entries(row.langs)) languages.set(tag, (languages.get(tag) ?? 0) + share / rows.length);
    for (const { check, count } of row.findings) checks.set(check, (checks.get(check) ?? 0) + count);
    for (const output of row.outputs)
      for (const key of Object.keys(counts) as (keyof Counts)[]) counts[key] += output.counts[key];
  }
  const sorted = (map: Map<string, number>): [string, number][] => [...map].sort((a, b) => b[1] - a[1]);
  return { languages: sorted(languages), checks: sorted(checks), counts };
}
