import { setMaxListeners } from 'node:events';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { check as collectFindings } from './check/check.js';
import type { Config } from './config.js';
import type { TovmachError } from './errors.js';
import type { LanguageTag } from './model/language.js';
import type { ManifestArticle, ManifestBroken } from './model/manifest.js';
import { sha256 } from './model/text.js';
import { Tally, walkThrough } from './pipeline.js';
import type { FoundFile } from './read/walk.js';
import type { RunSummary, WorkOptions } from './results.js';
import { translateArticle } from './translate/translate.js';
import { VERSION } from './version.js';
import type { Workshop } from './workshop.js';
import { makeFolder } from './write/disk.js';
import { lockOutput } from './write/lock.js';
import { createManifestWriter, previousHashes, writeIfChanged } from './write/manifest.js';
import { incompleteOutputs, reportMarkdown } from './write/report.js';

/** One run: the corridor between a lock and a manifest. */

export const DEFAULT_OUT = 'out';

/** Translates articles and writes them. */
export async function runArticles(
  workshop: Workshop,
  paths: readonly string[],
  options: WorkOptions,
): Promise<RunSummary> {
  const { config } = workshop;
  const signal = options.signal ?? new AbortController().signal;
  const onEvent = options.onEvent ?? (() => {});
  // Every request under way listens to it.
  setMaxListeners(0, signal);
  const out = resolve(workshop.directory, config.out ?? DEFAULT_OUT);
  const { files, problems } = await workshop.walk(paths, [out]);
  const tally = new Tally();
  const chain = await workshop.providerChain({
    onNotice: (message) => onEvent({ type: 'notice', message }),
    confirm: options.confirm,
    onProgress: (file, done, size) =>
      onEvent({ type: 'download', file, done, ...(size === undefined ? {} : { total: size }) }),
  });
  const memory = await workshop.openMemory(true, paths, onEvent);
  problems.push(...workshop.memoryProblems);
  await makeFolder(out);
  const lock = await lockOutput(out);
  const manifest = createManifestWriter(out);
  const broken: ManifestBroken[] = [];
  const incomplete: { path: string; failed: number }[] = [];
  const engines = new Set<string>();
  const fail = (error: TovmachError): void => {
    tally.problems.push(error);
    const entry = brokenEntry(error, out);
    broken.push(entry);
    manifest.broken(entry);
  };
  for (const problem of problems) {
    tally.problems.push(problem);
    const entry = brokenEntry(problem, out);
    broken.push(entry);
    manifest.broken(entry);
  }
  try {
    const languages = await workshop.candidates(files);
    const translator = workshop.translator(chain, memory, onEvent);
    const checks = workshop.checks(languages.candidates, chain);
    const previous = await previousHashes(out);
    const write = workshop.writer(out, previous);
    onEvent({ type: 'run-started', files: files.length });
    await walkThrough<FoundFile>(
      {
        walk: async () => ({ files, problems }),
        read: (file) => workshop.read(file),
        identify: (article, candidates) => workshop.identify(article, candidates),
        plan: (article) => workshop.plan(article),
        translate: (planned, abort) => translateArticle(planned, translator, { signal: abort }),
        check: (translated) => collectFindings(translated, checks),
        write: (article) => write(article),
      },
      files,
      languages.candidates,
      {
        article: (result) => {
          tally.article(result);
          manifest.article(result.entry, result.findings);
          incomplete.push(...incompleteOutputs(result.entry));
          for (const output of result.entry.outputs)
            for (const engine of enginesOf(output.origins)) engines.add(engine);
        },
        problem: fail,
      },
      { signal, concurrency: config.concurrency, onEvent },
    );
    const { counts, langs, findings } = tally;
    if (tally.unserved.size > 0 && !signal.aborted) {
      const pairs = [...tally.unserved.keys()].sort().join(' ');
      const reasons = [...new Set(tally.unserved.values())]
        .filter((reason) => reason !== undefined)
        .join('; ');
      const why = reasons === '' ? '' : ` (${reasons})`;
      onEvent({
        type: 'notice',
        message: `nobody translates ${pairs} here${why}; get the local engine's models with "tovmach models pull ${pairs}", or set up a provider (tovmach providers)`,
      });
    }
    const finishedAt = config.output.timestamps ? { finishedAt: new Date().toISOString() } : {};
    const digest = configDigest(config, languages.candidates);
    if (signal.aborted) await manifest.discard();
    else {
      await manifest.finish(
        { tool: `tovmach ${VERSION}`, configDigest: digest, targets: config.targets, ...finishedAt },
        { articles: tally.articles, counts, findings: findings.total },
      );
      const t = workshop.texts.forLanguage(config.uiLanguage ?? 'en', 'output');
      const report = reportMarkdown(
        {
          targets: config.targets,
          articles: tally.articles,
          counts,
          langs,
          engines: [...engines].sort(),
          findings,
          broken,
          incomplete,
        },
        t,
      );
      await writeIfChanged(join(out, 'report.md'), report);
    }
    return {
      articles: tally.articles,
      targets: config.targets,
      languages,
      langs,
      flagged: tally.flagged,
      counts,
      engines: [...engines].sort(),
      statistics: translator.statistics(),
      currency: config.budget.currency,
      findings,
      problems: tally.problems,
      written: tally.written,
      out,
      exitCode: tally.exitCode({ interrupted: signal.aborted, failOn: config.failOn }),
    };
  } catch (error) {
    await manifest.discard();
    throw error;
  } finally {
    await lock.release();
  }
}

/** No path of this machine is in a manifest. */
function brokenEntry(error: TovmachError, out: string): ManifestBroken {
  const file = error.file ?? '';
  return {
    path: isAbsolute(file) ? relative(out, file) : file,
    code: error.code,
    message: error.message.replaceAll(`${out}/`, ''),
    ...(error.line === undefined ? {} : { line: error.line }),
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  };
}

function enginesOf(origins: ManifestArticle['outputs'][number]['origins']): string[] {
  return Object.values(origins).flatMap((origin) =>
    origin.startsWith('provider:') ? [origin.slice('provider:'.length)] : [],
  );
}

/** What decides the bytes of the outputs; no path of this machine is in it. */
function configDigest(config: Config, candidates: readonly LanguageTag[]): string {
  const { targets, policy, detection, output, input, provider } = config;
  const { fields, timeZone, encoding } = input;
  const { rolesFile: _, ...detecting } = detection;
  return sha256(
    JSON.stringify([
      VERSION,
      targets,
      candidates,
      policy,
      detecting,
      output,
      { fields, timeZone, encoding },
      provider,
    ]),
  ).slice(0, 16);
}
