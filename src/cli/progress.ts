import { progress as clackProgress } from '@clack/prompts';
import type { CliContext } from './context.js';

/** Shows how far a long run has come. */
export interface Progress {
  /** `done` of `total`; `label` names what is in work. */
  update(done: number, total: number, label: string): void;
  /** Bytes of a file that is being fetched. */
  download(file: string, done: number, total: number | undefined): void;
  /** Keeps off the terminal while something is asked there. */
  during<T>(question: () => Promise<T>): Promise<T>;
  stop(message: string): void;
}

const PLAIN_INTERVAL_MS = 5_000;

function rateAndRemaining(context: CliContext, started: number, done: number, total: number): string {
  const seconds = Math.max((Date.now() - started) / 1000, 0.001);
  const rate = done / seconds;
  const remaining = rate > 0 ? Math.ceil((total - done) / rate) : 0;
  return context.t('progress.rate', {
    done,
    total,
    rate: rate.toFixed(rate < 10 ? 1 : 0),
    remaining: `${Math.floor(remaining / 60)}:${String(remaining % 60).padStart(2, '0')}`,
  });
}

/** A bar on a terminal; elsewhere a plain line every few seconds, none for short runs. */
export function createProgress(context: CliContext, quiet: boolean): Progress {
  const during = <T>(question: () => Promise<T>): Promise<T> => question();
  if (quiet) return { update: () => {}, download: () => {}, during, stop: () => {} };
  const started = Date.now();
  if (!context.isTTY) {
    let last = started;
    return {
      update(done, total) {
        if (Date.now() - last < PLAIN_INTERVAL_MS) return;
        last = Date.now();
        context.error(rateAndRemaining(context, started, done, total));
      },
      download: () => {},
      during,
      stop: () => {},
    };
  }
  let bar: ReturnType<typeof clackProgress> | undefined;
  let shown = 0;
  let busy = false;
  const hide = (): void => {
    bar?.clear();
    bar = undefined;
    shown = 0;
  };
  return {
    update(done, total, label) {
      if (busy) return;
      if (bar === undefined) {
        bar = clackProgress({ max: total, output: context.stderr, signal: context.signal });
        bar.start(label);
      }
      bar.advance(done - shown, rateAndRemaining(context, started, done, total));
      shown = done;
    },
    download(file, done, total) {
      hide();
      const size = total === undefined ? '' : `/${(total / 1e6).toFixed(1)}`;
      busy = total === undefined || done < total;
      context.stderr.write(`\r\u001b[K${file} ${(done / 1e6).toFixed(1)}${size} MB${busy ? '' : '\n'}`);
    },
    async during(question) {
      hide();
      busy = true;
      try {
        return await question();
      } finally {
        busy = false;
      }
    },
    stop(message) {
      bar?.stop(message);
      hide();
    },
  };
}
