import { z } from 'zod';
import { configJsonSchema } from '../config/schema.js';
import { manifestSchema } from '../model/manifest.js';
import { provenanceSchema } from '../model/provenance.js';
import { batches } from './batches.js';
import { evaluation } from './evaluation.js';
import { articleDocument, ledger, ledgerLine, lock } from './ledger.js';
import {
  doctor,
  exported,
  imported,
  manifestVerify,
  memorySearch,
  memoryStats,
  model,
  modelsList,
  modelsLock,
  modelsVerify,
  providers,
  terms,
  termsCheck,
  termsExtract,
  termsImport,
  verify,
} from './lists.js';
import { queueStatus } from './queue.js';
import { check, plan, runEvent } from './work.js';

/** `tovmach/schemas`: JSON Schemas of everything the program reads as configuration, writes beside outputs or prints for programs. */

/** A JSON Schema, draft 2020-12. */
export interface JsonSchema {
  /** The draft: `https://json-schema.org/draft/2020-12/schema`. */
  readonly $schema: string;
  /** `urn:tovmach:schema:<name>:<version>`. */
  readonly $id: string;
  /** What the document is, in a few words. */
  readonly title: string;
  /** Where it comes from, one sentence. */
  readonly description: string;
  /** Every other keyword. */
  readonly [keyword: string]: unknown;
}

/** A document for programs; its texts are in English, as everything in its schema. */
interface Document {
  readonly version: number;
  readonly title: string;
  readonly about: string;
  readonly schema: () => z.ZodType | Record<string, unknown>;
}

/** The names as a type, and of each document no more than `Document`: its fields would be a page of declarations. */
const named = <Name extends string>(documents: Readonly<Record<Name, Document>>) => documents;

/** Names are stable; a version changes when a reader of the document would have to. */
const DOCUMENTS = named({
  config: {
    version: 1,
    title: 'tovmach configuration',
    about: 'The file tovmach.config.yaml.',
    schema: () => configJsonSchema(),
  },
  article: {
    version: 1,
    title: 'Article as JSON',
    about: 'A file that `tovmach run` writes where output.format is json.',
    schema: () => articleDocument,
  },
  ledger: {
    version: 1,
    title: 'Ledger',
    about: 'A .segments.json file beside outputs, and what `tovmach detect --format json` prints.',
    schema: () => ledger,
  },
  'ledger-article': {
    version: 1,
    title: 'Ledger of one article',
    about: 'A line of what `tovmach detect --format ndjson` prints.',
    schema: () => ledgerLine,
  },
  manifest: {
    version: 1,
    title: 'Manifest',
    about: 'The file manifest.json of an output folder.',
    schema: () => manifestSchema,
  },
  provenance: {
    version: 1,
    title: 'Entry of the chain of provenance',
    about: 'A line of the file provenance.ndjson, where output.provenance is chain.',
    schema: () => provenanceSchema,
  },
  'manifest-verify': {
    version: 1,
    title: 'Verification of outputs',
    about: 'What `tovmach manifest verify --json` prints.',
    schema: () => manifestVerify,
  },
  batches: {
    version: 1,
    title: 'Batches',
    about: 'What `tovmach batch status`, `collect` and `cancel` print with `--json`.',
    schema: () => batches,
  },
  lock: {
    version: 1,
    title: 'Lock file',
    about: 'A line of the file tovmach.lock: the first has the schema, every other an article.',
    schema: () => lock,
  },
  plan: {
    version: 1,
    title: 'Plan',
    about: 'What `tovmach plan --json` and `tovmach run --dry-run --json` print.',
    schema: () => plan,
  },
  check: {
    version: 1,
    title: 'Check',
    about: 'What `tovmach check --report json` prints.',
    schema: () => check,
  },
  'run-event': {
    version: 1,
    title: 'Event of a run',
    about: 'A line of what `tovmach run --json` prints.',
    schema: () => runEvent,
  },
  evaluation: {
    version: 1,
    title: 'Evaluation',
    about: 'What `tovmach eval … --format json` prints.',
    schema: () => evaluation,
  },
  providers: {
    version: 1,
    title: 'Providers',
    about: 'What `tovmach providers --json` prints.',
    schema: () => providers,
  },
  doctor: {
    version: 1,
    title: 'State of the set-up',
    about: 'What `tovmach doctor --json` prints.',
    schema: () => doctor,
  },
  'memory-stats': {
    version: 1,
    title: 'Statistics of the translation memory',
    about: 'What `tovmach memory stats --json` prints.',
    schema: () => memoryStats,
  },
  'memory-search': {
    version: 1,
    title: 'Entries of the translation memory',
    about: 'What `tovmach memory search --json` prints.',
    schema: () => memorySearch,
  },
  'queue-status': {
    version: 1,
    title: 'State of a queue',
    about: 'What `tovmach status --json` prints.',
    schema: () => queueStatus,
  },
  verify: {
    version: 1,
    title: 'State of the translation memory',
    about: 'What `tovmach memory verify --json` prints.',
    schema: () => verify,
  },
  import: {
    version: 1,
    title: 'Import',
    about: 'What `tovmach memory import --json` and `tovmach import xliff --json` print.',
    schema: () => imported,
  },
  export: {
    version: 1,
    title: 'Export',
    about: 'What `tovmach export xliff --json` prints.',
    schema: () => exported,
  },
  'models-list': {
    version: 1,
    title: 'Models of the local engine',
    about: 'What `tovmach models list --json` prints.',
    schema: () => modelsList,
  },
  'models-verify': {
    version: 1,
    title: 'State of the models',
    about: 'What `tovmach models verify --json` prints.',
    schema: () => modelsVerify,
  },
  model: {
    version: 1,
    title: 'Record of a model',
    about: 'The file model.json in the folder of an installed model.',
    schema: () => model,
  },
  'models-lock': {
    version: 1,
    title: 'Hashes of downloaded files',
    about: 'What the store of models keeps of files whose registry gives no hash.',
    schema: () => modelsLock,
  },
  terms: {
    version: 1,
    title: 'Terms',
    about: 'What `tovmach terms list --json` prints.',
    schema: () => terms,
  },
  'terms-check': {
    version: 1,
    title: 'Check of the terms',
    about: 'What `tovmach terms check --json` prints.',
    schema: () => termsCheck,
  },
  'terms-import': {
    version: 1,
    title: 'Import of terms',
    about: 'What `tovmach terms import --json` prints.',
    schema: () => termsImport,
  },
  'terms-extract': {
    version: 1,
    title: 'Candidates for terms',
    about: 'What `tovmach terms extract --json` prints.',
    schema: () => termsExtract,
  },
});

/** Name of a document: `config`, `ledger`, `plan`, … */
export type SchemaName = keyof typeof DOCUMENTS;

/** All names, in the order of the documentation. */
export const SCHEMA_NAMES = Object.keys(DOCUMENTS) as readonly SchemaName[];

/** Whether there is a schema of this name. */
export function isSchemaName(name: string): name is SchemaName {
  return Object.hasOwn(DOCUMENTS, name);
}

/** Version of a document's schema: a whole number from 1. It is in `$id` and in the document's `schema`. */
export function schemaVersion(name: SchemaName): number {
  return DOCUMENTS[name].version;
}

/**
 * The JSON Schema of a document. Outputs may have more keys in a later release of the same version, so theirs allow
 * keys they do not name; the configuration allows none.
 */
export function jsonSchema(name: SchemaName): JsonSchema {
  const { version, title, about, schema } = DOCUMENTS[name];
  const made = schema();
  const { $schema: draft, ...keywords } =
    made instanceof z.ZodType ? z.toJSONSchema(made, { io: 'input', unrepresentable: 'any' }) : made;
  return {
    $schema: String(draft),
    $id: `urn:tovmach:schema:${name}:${version}`,
    title,
    description: about,
    ...keywords,
  };
}

/** Every schema by the name of its document; each is made when it is first read. */
export const schemas: Readonly<Record<SchemaName, JsonSchema>> = Object.defineProperties(
  {} as Record<SchemaName, JsonSchema>,
  Object.fromEntries(
    SCHEMA_NAMES.map((name) => {
      let made: JsonSchema | undefined;
      const get = (): JsonSchema => {
        made ??= jsonSchema(name);
        return made;
      };
      return [name, { enumerable: true, get }];
    }),
  ),
);
