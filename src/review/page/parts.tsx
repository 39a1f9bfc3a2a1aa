import type { ComponentChildren } from 'preact';
import type { Severity } from '../../index.js';
import { hueOf, usePage } from './context.js';
import { languageName } from './speak.js';
import { say } from './words.js';

/** Small things shown in several places. */

/** Shares of languages as one bar, the words beside it. */
export function LanguageBar({ langs }: { readonly langs: Readonly<Record<string, number>> }) {
  const { language } = usePage();
  const shares = Object.entries(langs).filter(([, share]) => share > 0);
  const label = shares.map(([tag, share]) => `${languageName(tag, language)} ${percent(share)} %`).join(', ');
  return (
    <span class="bar" role="img" aria-label={label} title={label}>
      {shares.map(([tag, share]) => (
        <span key={tag} class="bar-part" data-hue={hueOf(tag)} style={{ flexGrow: share, '--hue': hueOf(tag) }} />
      ))}
    </span>
  );
}

export function percent(share: number): number {
  const value = share * 100;
  return value >= 10 ? Math.round(value) : Math.round(value * 10) / 10;
}

export function LanguageChip({ tag }: { readonly tag: string }) {
  const { language } = usePage();
  return (
    <span class="chip language" style={{ '--hue': hueOf(tag) }} title={languageName(tag, language)}>
      {tag}
    </span>
  );
}

const COUNTS = {
  critical: say.severityCritical,
  major: say.severityMajor,
  minor: say.severityMinor,
  neutral: say.severityNeutral,
};
const SIGNS: Readonly<Record<Severity, string>> = { critical: '◆', major: '▲', minor: '●', neutral: '○' };

export function SeverityCount({ severity, count }: { readonly severity: Severity; readonly count: number }) {
  const { speak } = usePage();
  if (count === 0) return null;
  return (
    <span class={`severity ${severity}`}>
      <span aria-hidden="true">{SIGNS[severity]}</span> {speak(COUNTS[severity]({ count }))}
    </span>
  );
}

export function SeveritySign({ severity }: { readonly severity: Severity }) {
  return (
    <span class={`severity ${severity}`} aria-hidden="true">
      {SIGNS[severity]}
    </span>
  );
}

export function Badge({ kind, children }: { readonly kind: string; readonly children: ComponentChildren }) {
  return <span class={`badge ${kind}`}>{children}</span>;
}

/** A segment of something, as bars one below the other. */
export function BarChart({
  title,
  bars,
  empty,
}: {
  readonly title: string;
  readonly bars: readonly { readonly name: string; readonly value: number; readonly shown: string; readonly hue?: string }[];
  readonly empty: string;
}) {
  const most = Math.max(...bars.map(({ value }) => value), 0);
  return (
    <section class="chart" aria-label={title}>
      <h2>{title}</h2>
      {bars.length === 0 ? (
        <p class="quiet">{empty}</p>
      ) : (
        <dl>
          {bars.map(({ name, value, shown, hue }) => (
            <div key={name} class="chart-line">
              <dt title={name}>{name}</dt>
              <dd>
                <span class="chart-track" aria-hidden="true">
                  <span
                    class={hue === undefined ? 'chart-bar' : 'chart-bar hued'}
                    style={{ width: `${most === 0 ? 0 : (100 * value) / most}%`, ...(hue === undefined ? {} : { '--hue': hue }) }}
                  />
                </span>
                <span class="chart-value">{shown}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
