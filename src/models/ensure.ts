import { TovmachError } from '../errors.js';
import { asPath, type Message, messages } from '../message.js';
import { megabytes } from '../model/bytes.js';
import type { LanguageTag } from '../model/language.js';
import type { CatalogueModel } from './catalogue.js';
import type { Models, PullProgress } from './manager.js';
import { missingOf } from './missing.js';
import type { InstalledModel } from './record.js';

/** Installing what is missing, with the user's consent. */

const say = messages('models', {
  noModel: '{{registry}} has no model for {{pair}}',
  seeList: 'See what there is: tovmach models list --available',
  notice: 'Translation model {{names}}: {{size}} from {{from}}, licence {{licence}}, kept in {{folder}}',
  sizeUnknown: 'size not published',
  noneInstalled: 'no translation model for {{pairs}} is installed, and none was downloaded',
  installOrAllow:
    'Install it with "tovmach models pull {{pairs}}", or allow downloads with --yes or models.download: yes.',
});

/** What would be downloaded. */
export interface DownloadNotice {
  /** One, or two where a pair goes over a pivot. */
  readonly models: readonly CatalogueModel[];
  /** Bytes after unpacking, of the files whose size the registry gives. */
  readonly size: number;
  /** Address or file of the registry. */
  readonly from: string;
  /** SPDX name of the models' licence. */
  readonly licence: string;
  /** All of it in one line of English. */
  readonly line: Message;
}

/** How models that are missing are downloaded, and who is asked. */
export interface EnsureOptions {
  /** `ask`: as `confirm` answers, and no where nobody can be asked. */
  readonly consent: 'ask' | 'yes' | 'no';
  /** Told once before anything is downloaded that nobody is asked about. */
  readonly onNotice?: ((notice: DownloadNotice) => void) | undefined;
  /** Asks the user; absent: nobody is there. */
  readonly confirm?: ((notice: DownloadNotice) => Promise<boolean>) | undefined;
  /** Told how far each file is, again and again while it is transferred. */
  readonly onProgress?: ((progress: PullProgress) => void) | undefined;
  /** Told who holds the lock that has to be waited for: process and host. */
  readonly onWait?: ((holder: string) => void) | undefined;
  /** Ends the download; what was transferred is kept for the next try. */
  readonly signal: AbortSignal;
}

/**
 * Installs the models these pairs lack.
 * @returns the models that were installed now
 * @throws TovmachError MODEL when there is no consent, no network or no such model; STORE
 */
export async function ensureModels(
  models: Models,
  pairs: readonly { readonly source: LanguageTag; readonly target: LanguageTag }[],
  options: EnsureOptions,
): Promise<InstalledModel[]> {
  const { consent, signal } = options;
  const named = pairs.map(({ source, target }) => `${source}-${target}`).join(' ');
  const lacking = new Map<string, CatalogueModel>();
  for (const { source, target } of pairs) {
    if (consent === 'no') break;
    const missing = await missingOf(models, source, target, signal);
    if (missing === undefined) {
      throw new TovmachError(
        'MODEL',
        say.noModel({ registry: models.registry, pair: `${source}-${target}` }),
        {
          hint: say.seeList(),
        },
      );
    }
    for (const model of missing) lacking.set(model.build, model);
  }
  if (consent === 'no') throw refused(named);
  if (lacking.size === 0) return [];
  const notice = noticeOf([...lacking.values()], models);
  if (consent === 'yes') options.onNotice?.(notice);
  else if (!((await options.confirm?.(notice)) ?? false)) throw refused(named);
  const installed: InstalledModel[] = [];
  for (const model of lacking.values()) {
    const { onProgress, onWait } = options;
    installed.push(await models.pull(model, { signal, onProgress, onWait }));
  }
  return installed;
}

/** Bytes after unpacking, of the files whose size the registry gives. */
export function publishedSize(models: readonly CatalogueModel[]): number {
  return models
    .flatMap(({ files }) => Object.values(files))
    .reduce((sum, file) => sum + (file?.size ?? 0), 0);
}

/** What a download is, in figures and in a line. */
export function noticeOf(wanted: readonly CatalogueModel[], models: Models): DownloadNotice {
  const size = publishedSize(wanted);
  const names = wanted.map((model) => `${model.source}-${model.target} (${model.architecture})`).join(', ');
  const from = new URL(wanted[0]?.files.model.url ?? 'file:///').host || models.registry;
  const line = say.notice({
    names,
    size: size === 0 ? say.sizeUnknown() : megabytes(size),
    from,
    licence: models.licence,
    folder: asPath(models.store.directory),
  });
  return { models: wanted, size, from, licence: models.licence, line };
}

function refused(pairs: string): TovmachError {
  return new TovmachError('MODEL', say.noneInstalled({ pairs }), {
    hint: say.installOrAllow({ pairs }),
  });
}
