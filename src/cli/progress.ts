import type { CliContext } from './context.js';

/** Shows how far a long command has come. */
export interface Progress {
  /** What is being done before the first article is, with the seconds it has taken. */
  phase(name: string): void;
  /** `done` of `total` articles. */
  update(done: number, total: number): void;
  /** Bytes of a file that is being fetched. */
  download(file: string, done: number, total: number | undefined): void;
  /** Keeps off the terminal while something is asked there. */
  during<T>(question: () => Promise<T>): Promise<T>;
  stop(): void;
}

const PLAIN_INTERVAL_MS = 5_000;
const BAR_WIDTH = 24;

/** A bar on a terminal; elsewhere a plain line every few seconds, none for short work. */
export function createProgress(context: CliContext, quiet: boolean): Progress {
  const { t, isTTY } = context;
  const started = Date.now();
  let last = started;
  let busy = false;
  const show = (text: string, share: number): void => {
    if (quiet) return;
    if (isTTY) context.status(`${barOf(share)} ${text}`);
    else if (Date.now() - last >= PLAIN_INTERVAL_MS) {
      last = Date.now();
      context.error(text);
    }
  };
  let ticking: ReturnType<typeof setInterval> | undefined;
  const still = (): void => {
    clearInterval(ticking);
    ticking = undefined;
  };
  return {
    phase(name) {
      still();
      const tick = (): void => {
        if (!busy)
          show(t('progress.phase', { phase: name, seconds: Math.floor((Date.now() - started) / 1000) }), 0);
      };
      tick();
      ticking = setInterval(tick, 1000);
      ticking.unref();
    },
    update(done, total) {
      still();
      if (busy) return;
      show(t('progress.rate', { done, total, ...paceOf(done, total, Date.now() - started) }), done / total);
    },
    download(file, done, total) {
      busy = total === undefined || done < total;
      const of = total === undefined ? '' : `/${(total / 1e6).toFixed(1)}`;
      show(`${file} ${(done / 1e6).toFixed(1)}${of} MB`, total === undefined ? 0 : done / total);
    },
    async during(question) {
      context.status('');
      busy = true;
      try {
        return await question();
      } finally {
        busy = false;
      }
    },
    stop() {
      still();
      context.status('');
    },
  };
}

/** Articles a second so far, and the minutes and seconds the others will take at that. */
function paceOf(done: number, total: number, ms: number): { rate: string; remaining: string } {
  const rate = done / Math.max(ms / 1000, 0.001);
  const remaining = rate > 0 ? Math.ceil((total - done) / rate) : 0;
  return {
    rate: rate.toFixed(rate < 10 ? 1 : 0),
    remaining: `${Math.floor(remaining / 60)}:${String(remaining % 60).padStart(2, '0')}`,
  };
}

function barOf(share: number): string {
  const full = Math.round(Math.min(share, 1) * BAR_WIDTH);
  return '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full);
}
