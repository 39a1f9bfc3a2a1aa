import { z } from 'zod';
import { TovmachError } from '../errors.js';
import { messages } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';
import { type CatalogueFile, type CatalogueModel, tagOf } from './catalogue.js';
import { bareName } from './unpack.js';

/** The two published shapes of a registry, read into one. */

const say = messages('models', {
  noModelFile: 'not the path of a .bin or .spm file',
  registryNoJson: 'the model registry {{registry}} is no JSON',
  checkGivenAddress: 'Check the address given with --registry or models.registry.',
  registryLacks: 'the model registry {{registry}} lacks what is needed: {{reason}}',
  whatARegistryIs: 'It has to be a models.json of Firefox Translations, or its records in Remote Settings.',
  registryAddress: 'the model registry {{registry}} has an address that cannot be used: {{address}}',
  addressesAre:
    'Its base address and its files need http or https addresses; those of a registry on disk may be files.',
});

// What ends up in the name of a file or folder may hold nothing that leads elsewhere.
const language = z.string().regex(/^[a-z]{2,3}(?:[-_][a-z\d]+)*$/i);
const architecture = z.string().regex(/^[a-z\d][\w-]*$/i);
const FILE_NAME = /^[a-z\d][\w.+-]*\.(?:bin|spm)(?:\.gz|\.zst)?$/i;

const fileShape = z.object({
  path: z.string().refine((path) => FILE_NAME.test(baseName(path)), { message: say.noModelFile().message }),
  uncompressedSize: z.number().int().nonnegative().nullish(),
  uncompressedHash: z
    .string()
    .regex(/^[\da-f]{64}$/i)
    .nullish(),
});
const number = z.number().nullish().catch(null);
const entryShape = z.object({
  architecture,
  releaseStatus: z.string().nullish(),
  sourceLanguage: language,
  targetLanguage: language,
  files: z
    .object({
      model: fileShape,
      lexicalShortlist: fileShape.nullish(),
      vocab: fileShape.nullish(),
      srcVocab: fileShape.nullish(),
      trgVocab: fileShape.nullish(),
    })
    .refine((files) => files.vocab ?? (files.srcVocab && files.trgVocab), {
      path: ['vocab'],
      message: 'missing',
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
  name: z.string().regex(FILE_NAME),
  sourceLanguage: language,
  targetLanguage: language,
  architecture,
  version: z.string(),
  fileType: z.enum(['model', 'lex', 'vocab', 'qualityModel', 'srcvocab', 'trgvocab']),
  filter_expression: z.string().default(''),
  decompressedSize: z.number().int().nonnegative(),
  decompressedHash: z.string().regex(/^[\da-f]{64}$/i),
  attachment: z.object({ location: z.string().min(1), size: z.number().int().nonnegative() }),
});
type FileRecord = z.infer<typeof recordShape>;
const recordsShape = z.object({ data: z.array(recordShape) });

/** Where the files of Remote Settings records are. */
const ATTACHMENTS = 'https://firefox-settings-attachments.cdn.mozilla.net/';

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
    throw new TovmachError('MODEL', say.registryNoJson({ registry: String(location) }), {
      hint: say.checkGivenAddress(),
      cause,
    });
  }
  if (typeof json === 'object' && json !== null && 'data' in json) {
    const { data } = parse(recordsShape, json, location);
    return fromRecords(data, withSlash(addressIn(location, baseUrl ?? ATTACHMENTS, location)), location);
  }
  const registry = parse(registryShape, json, location);
  const base = withSlash(addressIn(location, baseUrl ?? registry.baseUrl ?? '.', location));
  return Object.values(registry.models).flatMap((entries) =>
    entries.map((entry) => fromEntry(entry, base, location)),
  );
}

function parse<T>(shape: z.ZodType<T>, json: unknown, location: string | URL): T {
  const result = shape.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  // In the words of the schema library.
  const reason = [issue?.path.join('.'), issue?.message].filter(Boolean).join(': ');
  throw new TovmachError('MODEL', say.registryLacks({ registry: String(location), reason }), {
    hint: say.whatARegistryIs(),
  });
}

function fromEntry(entry: z.infer<typeof entryShape>, base: URL, location: string | URL): CatalogueModel {
  const file = (shape: z.infer<typeof fileShape>): CatalogueFile => ({
    url: addressIn(base, shape.path.replace(/^\/+/, ''), location).href,
    name: bareName(baseName(shape.path)),
    ...onlyDefined({
      sha256: shape.uncompressedHash ? shape.uncompressedHash.toLowerCase() : undefined,
      size: typeof shape.uncompressedSize === 'number' ? shape.uncompressedSize : undefined,
    }),
  });
  const { model, lexicalShortlist, vocab, srcVocab, trgVocab } = entry.files;
  const source = vocab ?? srcVocab ?? model;
  const flores = entry.metrics?.['flores200-plus'];
  const quality = {
    ...onlyDefined({
      bleu: typeof flores?.bleu === 'number' ? flores.bleu : undefined,
      chrf: typeof flores?.chrf === 'number' ? flores.chrf : undefined,
      comet: typeof flores?.comet22 === 'number' ? flores.comet22 : undefined,
    }),
  };
  return {
    source: tagOf(entry.sourceLanguage),
    target: tagOf(entry.targetLanguage),
    architecture: entry.architecture,
    ...onlyDefined({ status: entry.releaseStatus || undefined }),
    build: model.path,
    files: {
      model: file(model),
      sourceVocabulary: file(source),
      ...onlyDefined({
        shortlist: lexicalShortlist ? file(lexicalShortlist) : undefined,
        targetVocabulary: vocab || !trgVocab ? undefined : file(trgVocab),
      }),
    },
    ...onlyDefined({ quality: Object.keys(quality).length === 0 ? undefined : quality }),
  };
}

/** One record a file there; complete sets of the newest version become models. */
function fromRecords(
  records: readonly FileRecord[],
  attachments: URL,
  location: string | URL,
): CatalogueModel[] {
  const groups = groupRecords(records);
  const models: CatalogueModel[] = [];
  for (const group of groups.values()) {
    const find = (type: FileRecord['fileType']): CatalogueFile | undefined => {
      const record = group.find((each) => each.fileType === type);
      if (record === undefined) return undefined;
      return {
        url: addressIn(attachments, record.attachment.location, location).href,
        name: bareName(record.name),
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
        ...onlyDefined({
          shortlist,
          targetVocabulary:
            find('vocab') !== undefined || targetVocabulary === undefined ? undefined : targetVocabulary,
        }),
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

function baseName(path: string): string {
  const plain = path.replace(/[?#].*$/, '');
  return plain.slice(plain.lastIndexOf('/') + 1);
}

/** @throws TovmachError MODEL for what is no address, or leads from the network to this machine's own files */
function addressIn(base: string | URL, relative: string, location: string | URL): URL {
  const url = URL.canParse(relative, String(base)) ? new URL(relative, base) : undefined;
  const local = url?.protocol === 'file:' && new URL(location).protocol === 'file:';
  if (url !== undefined && (local || /^https?:$/.test(url.protocol))) return url;
  throw new TovmachError('MODEL', say.registryAddress({ registry: String(location), address: relative }), {
    hint: say.addressesAre(),
  });
}

function withSlash(url: URL): URL {
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}
