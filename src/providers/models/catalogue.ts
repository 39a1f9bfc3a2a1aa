import { z } from 'zod';
import { TovmachError } from '../../errors.js';

/** What a registry offers, whichever of the published shapes it has. */

export const ARCHITECTURES = ['base', 'base-memory', 'tiny'] as const;

/** `src` or `trg` as registries write them: `zh_hant` is `zh-Hant` here. */
export interface CatalogueFile {
  readonly url: string;
  /** Base name after unpacking. */
  readonly name: string;
  readonly compression: 'gzip' | 'zstd' | 'none';
  /** Of the unpacked file; lower-case hex. */
  readonly sha256?: string;
  /** Of the unpacked file, in bytes. */
  readonly size?: number;
  /** Of what is transferred, in bytes. */
  readonly transferSize?: number;
}

export interface CatalogueModel {
  /** BCP 47 tags. */
  readonly source: string;
  readonly target: string;
  readonly architecture: string;
  /** `Release`, `Release Desktop`, `Nightly`, …; absent: not released. */
  readonly status?: string;
  readonly version?: string;
  /** The registry's own path of the model file: tells builds of one model apart. */
  readonly build: string;
  readonly files: {
    readonly model: CatalogueFile;
    readonly shortlist?: CatalogueFile;
    readonly sourceVocabulary: CatalogueFile;
    /** Absent: shared with the source. */
    readonly targetVocabulary?: CatalogueFile;
  };
  /** Published quality on flores200-plus; BLEU and chrF 0-100, COMET 0-1. */
  readonly quality?: { readonly bleu?: number; readonly chrf?: number; readonly comet?: number };
}

const fileShape = z.object({
  path: z.string().min(1),
  uncompressedSize: z.number().int().nonnegative().nullish(),
  uncompressedHash: z
    .string()
    .regex(/^[\da-f]{64}$/i)
    .nullish(),
});
const number = z.number().nullish().catch(null);
const entryShape = z.object({
  architecture: z.string().min(1),
  releaseStatus: z.string().nullish(),
  sourceLanguage: z.string().min(2),
  targetLanguage: z.string().min(2),
  files: z
    .object({
      model: fileShape,
      lexicalShortlist: fileShape.nullish(),
      vocab: fileShape.nullish(),
      srcVocab: fileShape.nullish(),
      trgVocab: fileShape.nullish(),
    })
    .refine((files) => files.vocab ?? (files.srcVocab && files.trgVocab), {
      message: 'neither "vocab" nor "srcVocab" and "trgVocab"',
    }),
  metrics: z
    .object({ 'flores200-plus': z.object({ bleu: number, chrf: number, comet22: number }).nullish() })
    .nullish()
    .catch(null),
});
const registryShape = z.object({
  baseUrl: z.string().optional(),
  models: z.record(z.string(), z.array(entryShape)),
});

const recordShape = z.object({
  name: z.string().min(1),
  sourceLanguage: z.string().min(2),
  targetLanguage: z.string().min(2),
  architecture: z.string().min(1),
  version: z.string(),
  fileType: z.enum(['model', 'lex', 'vocab', 'qualityModel', 'srcvocab', 'trgvocab']),
  filter_expression: z.string().default(''),
  decompressedSize: z.number().int().nonnegative(),
  decompressedHash: z.string().regex(/^[\da-f]{64}$/i),
  attachment: z.object({ location: z.string().min(1), size: z.number().int().nonnegative() }),
});
type FileRecord = z.infer<typeof recordShape>;
const recordsShape = z.object({ data: z.array(recordShape) });

const RECORD_SETTINGS = { attachments: 'https://firefox-settings-attachments.cdn.mozilla.net/' };

/**
 * Reads a registry: `models.json` of the Firefox Translations models, or the records of Remote Settings.
 * @param text JSON
 * @param location where it came from; addresses in it are relative to this
 * @param baseUrl replaces the address the registry gives for its files
 * @throws TovmachError MODEL that names the first field missing or wrong
 */
export function readCatalogue(text: string, location: string | URL, baseUrl?: string): CatalogueModel[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new TovmachError('MODEL', `the model registry ${location} is no JSON`, {
      hint: 'Check the address given with --registry or models.registry.',
      cause,
    });
  }
  if (typeof json === 'object' && json !== null && 'data' in json) {
    return fromRecords(parse(recordsShape, json, location).data, baseUrl ?? RECORD_SETTINGS.attachments);
  }
  const registry = parse(registryShape, json, location);
  const base = withSlash(new URL(baseUrl ?? registry.baseUrl ?? '.', location));
  return Object.values(registry.models).flatMap((entries) => entries.map((entry) => fromEntry(entry, base)));
}

function parse<T>(shape: z.ZodType<T>, json: unknown, location: string | URL): T {
  const result = shape.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue?.path.join('.') ?? '';
  throw new TovmachError(
    'MODEL',
    `the model registry ${location} lacks what is needed: ${path === '' ? '' : `${path}: `}${issue?.message ?? ''}`,
    { hint: 'It has to be a models.json of Firefox Translations, or its records in Remote Settings.' },
  );
}

function fromEntry(entry: z.infer<typeof entryShape>, base: URL): CatalogueModel {
  const file = (shape: z.infer<typeof fileShape>): CatalogueFile => ({
    url: new URL(shape.path.replace(/^\/+/, ''), base).href,
    ...named(shape.path),
    ...(shape.uncompressedHash ? { sha256: shape.uncompressedHash.toLowerCase() } : {}),
    ...(typeof shape.uncompressedSize === 'number' ? { size: shape.uncompressedSize } : {}),
  });
  const { model, lexicalShortlist, vocab, srcVocab, trgVocab } = entry.files;
  const source = vocab ?? srcVocab ?? model;
  const flores = entry.metrics?.['flores200-plus'];
  const quality = {
    ...(typeof flores?.bleu === 'number' ? { bleu: flores.bleu } : {}),
    ...(typeof flores?.chrf === 'number' ? { chrf: flores.chrf } : {}),
    ...(typeof flores?.comet22 === 'number' ? { comet: flores.comet22 } : {}),
  };
  return {
    source: tagOf(entry.sourceLanguage),
    target: tagOf(entry.targetLanguage),
    architecture: entry.architecture,
    ...(entry.releaseStatus ? { status: entry.releaseStatus } : {}),
    build: model.path,
    files: {
      model: file(model),
      sourceVocabulary: file(source),
      ...(lexicalShortlist ? { shortlist: file(lexicalShortlist) } : {}),
      ...(vocab || !trgVocab ? {} : { targetVocabulary: file(trgVocab) }),
    },
    ...(Object.keys(quality).length === 0 ? {} : { quality }),
  };
}

/** One record a file there; complete sets of the newest version become models. */
function fromRecords(records: readonly FileRecord[], attachments: string): CatalogueModel[] {
  const groups = groupRecords(records);
  const models: CatalogueModel[] = [];
  for (const group of groups.values()) {
    const find = (type: FileRecord['fileType']): CatalogueFile | undefined => {
      const record = group.find((each) => each.fileType === type);
      if (record === undefined) return undefined;
      return {
        url: new URL(record.attachment.location, withSlash(new URL(attachments))).href,
        name: record.name,
        compression: record.attachment.location.endsWith('.zst') ? 'zstd' : 'none',
        sha256: record.decompressedHash.toLowerCase(),
        size: record.decompressedSize,
        transferSize: record.attachment.size,
      };
    };
    const [first] = group;
    const model = find('model');
    const sourceVocabulary = find('vocab') ?? find('srcvocab');
    const targetVocabulary = find('trgvocab');
    const shortlist = find('lex');
    if (first === undefined || model === undefined || sourceVocabulary === undefined) continue;
    models.push({
      source: tagOf(first.sourceLanguage),
      target: tagOf(first.targetLanguage),
      architecture: first.architecture,
      version: first.version,
      build: model.url,
      ...statusOf(first),
      files: {
        model,
        sourceVocabulary,
        ...(shortlist === undefined ? {} : { shortlist }),
        ...(find('vocab') !== undefined || targetVocabulary === undefined ? {} : { targetVocabulary }),
      },
    });
  }
  return models.sort((a, b) => (b.version ?? '').localeCompare(a.version ?? '', 'en', { numeric: true }));
}

function groupRecords(records: readonly FileRecord[]): Map<string, FileRecord[]> {
  const groups = new Map<string, FileRecord[]>();
  for (const record of records) {
    const { sourceLanguage, targetLanguage, architecture, version, filter_expression } = record;
    const key = JSON.stringify([sourceLanguage, targetLanguage, architecture, version, filter_expression]);
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  return groups;
}

/** Filters say where Firefox uses a model; one for nightly builds alone is not released. */
function statusOf({ filter_expression: filter }: FileRecord): { status: string } {
  if (filter.includes('nightly')) return { status: 'Nightly' };
  if (filter.includes("!= 'Android'")) return { status: 'Release Desktop' };
  return { status: filter.includes("== 'Android'") ? 'Release Android' : 'Release' };
}

function named(path: string): Pick<CatalogueFile, 'name' | 'compression'> {
  const base = path.slice(path.lastIndexOf('/') + 1);
  if (base.endsWith('.gz')) return { name: base.slice(0, -3), compression: 'gzip' };
  if (base.endsWith('.zst')) return { name: base.slice(0, -4), compression: 'zstd' };
  return { name: base, compression: 'none' };
}

/** `zh_hant` -> `zh-Hant`. */
export function tagOf(code: string): string {
  try {
    return Intl.getCanonicalLocales(code.replaceAll('_', '-'))[0] ?? code;
  } catch {
    return code;
  }
}

function withSlash(url: URL): URL {
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/**
 * The model to install for a pair: the architecture asked for, else the best one that is released. Best is
 * the highest published COMET, then the larger architecture, then the registry's own order.
 */
export function chooseModel(
  models: readonly CatalogueModel[],
  source: string,
  target: string,
  architecture?: string,
): CatalogueModel | undefined {
  const offered = models
    .filter((model) => model.source === source && model.target === target)
    .filter((model) => architecture === undefined || model.architecture === architecture);
  return [...offered].sort(
    (a, b) => released(b) - released(a) || comet(b) - comet(a) || size(a) - size(b),
  )[0];
}

function released({ status = '' }: CatalogueModel): number {
  if (!status.startsWith('Release')) return status === '' ? 0 : 1;
  return status.includes('Android') ? 2 : 3;
}

function comet({ quality }: CatalogueModel): number {
  return quality?.comet ?? 0;
}

function size({ architecture }: CatalogueModel): number {
  const index = (ARCHITECTURES as readonly string[]).indexOf(architecture);
  return index < 0 ? ARCHITECTURES.length : index;
}
