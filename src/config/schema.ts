import { z } from 'zod';
import { messages } from '../message.js';
import { SEVERITIES } from '../model/finding.js';
import { parseLanguageTag } from '../model/language.js';
import { ROLES } from '../model/segment.js';
import { DEFAULT_STORE, inputSchema, list, storeAddress } from './input.js';
import { outputSchema } from './output.js';
import {
  BUILT_IN,
  type NamedProvider,
  type ProvidersConfig,
  type ProvidersInput,
  providersSchema,
} from './providers.js';
import { refused } from './refused.js';
import { routesSchema } from './routes.js';

/**
 * The shape of `tovmach.config.yaml`, its defaults and its JSON Schema. Loading it from disk and joining it
 * with the environment and the command line is `config-load.ts`.
 */

const say = messages('config', {
  noLanguage: '"{{value}}" is not a language code',
  languageMeant: '"{{value}}" is not a language code: did you mean "{{meant}}"?',
  languageForm: 'Use BCP 47 codes, for example uk, en-GB, sr-Latn.',
});

/** A BCP 47 tag; a code that is none answers with what was probably meant. */
const languageTag = z.string().transform((value, context) => {
  const { tag, suggestion } = parseLanguageTag(value);
  if (tag !== undefined) return tag;
  const said =
    suggestion === undefined ? say.noLanguage({ value }) : say.languageMeant({ value, meant: suggestion });
  context.addIssue(refused({ said, hint: say.languageForm(), code: 'LOCALE' }));
  return z.NEVER;
});

/** `as-is`: what the check itself says. */
const checkLevel = z.enum(['off', 'minor', 'major', 'critical', 'as-is']);

const positive = z.number().positive();
const positiveInteger = z.number().int().positive();

const action = z.enum(['keep', 'translate', 'drop', 'related']);
/** One action for a role, or one for each language of the segment with `*` for the rest. */
const rolePolicy = z.union([action, z.record(z.string(), action)]);

const policySchema = z.partialRecord(z.enum(ROLES), rolePolicy);

/** Adapters of one's own: their settings are known only where they are loaded. */
const ownSection = z
  .record(
    z.string(),
    z.looseObject({
      module: z.string().describe('File (`./mine.mjs`) or npm package that exports the definition.'),
    }),
  )
  .default({});

/** What of a damaged text is mended before it is read: letters of another script, text decoded twice. */
export const REPAIRS = ['homoglyphs', 'mojibake'] as const;
/** Detectors that can be asked where our own is not sure. */
export const SECOND_OPINIONS = ['none', 'franc', 'eld', 'lingua', 'fasttext'] as const;

const sourcesSchema = z
  .record(
    z.string().min(1),
    z.strictObject({
      languages: z
        .union([z.array(languageTag).min(1), languageTag.transform((one) => [one])])
        .describe('Candidate languages of these sources, as BCP 47 tags.'),
    }),
  )
  .default({})
  .describe(
    'Candidate languages of some sources alone: a pattern of their paths, as `input.include` has them -> languages.',
  );

const privacySchema = z
  .strictObject({
    mask: list(z.enum(['email', 'phone', 'card', 'account', 'tax', 'passport']))
      .default([])
      .describe('Kinds of personal data that are masked.'),
    patterns: list(z.string().min(1))
      .default([])
      .describe('Regular expressions (JavaScript) for more of it; checked for the time they take.'),
  })
  .prefault({})
  .describe('What of a text must not leave this machine: it is masked before, and put back after.');

const frontMatterSchema = z
  .strictObject({
    translate: z
      .array(z.string().min(1))
      .optional()
      .describe(
        'Fields that are text for readers, `image.alt` for one in another, `**` for any way to one; absent: the usual ones.',
      ),
    addresses: z
      .enum(['language', 'drop', 'keep'])
      .default('language')
      .describe(
        'What becomes of `url`, `slug`, `permalink` in a translation: they carry its language, go, or stay as they are.',
      ),
  })
  .prefault({})
  .describe('What is done with the front matter of Markdown sources.');

const termsSchema = z
  .strictObject({
    file: z
      .string()
      .optional()
      .describe(
        'Words of the house: `.yaml`, `.csv` or `.tbx`, relative to the configuration; absent: `terms.yaml` beside it, if it is there.',
      ),
    protect: z
      .enum(['auto', 'always', 'never'])
      .default('auto')
      .describe(
        'Which terms are put in their place here for services that take none: those without other forms (`auto`), all, or none.',
      ),
  })
  .prefault({})
  .describe('The termbase.');

const namesSchema = z
  .strictObject({
    file: z
      .string()
      .optional()
      .describe(
        'Decided names: a `.yaml` file relative to the configuration; absent: `names.yaml` beside it, if it is there.',
      ),
  })
  .prefault({})
  .describe('Names of people, places and organisations, and how they are written.');

const memorySchema = z
  .strictObject({
    files: list(z.string()).default([]).describe('TMX files used before any provider.'),
    store: storeAddress
      .default(DEFAULT_STORE)
      .describe(
        'Where translations are kept: a file, relative to the config file; or `postgres://…`, which many machines share.',
      ),
    useFuzzyFrom: z
      .number()
      .min(0)
      .max(100)
      .optional()
      .describe('Use a fuzzy match as the translation at or above this score (0-100); absent: never.'),
  })
  .prefault({})
  .describe('The translation memory.');

const budgetSchema = z
  .strictObject({
    maxCharactersPerRun: positiveInteger.optional().describe('Most characters one run sends to providers.'),
    maxCostPerRun: positive.optional().describe('Most that one run costs, in `currency`.'),
    maxCharactersPerMonth: positiveInteger
      .optional()
      .describe('Most characters sent to providers in a calendar month (UTC).'),
    maxCostPerMonth: positive.optional().describe('Most that a calendar month (UTC) costs, in `currency`.'),
    currency: z.string().default('USD').describe('Of all prices and costs; ISO 4217.'),
  })
  .prefault({})
  .describe('What may be sent and spent.');

const modelsSchema = z
  .strictObject({
    registry: z
      .string()
      .optional()
      .describe('Address or file of the list of models; absent: the published one.'),
    directory: z
      .string()
      .optional()
      .describe("Folder the models are kept in; absent: the user's folder for data of programs."),
    architecture: z
      .enum(['tiny', 'base', 'base-memory'])
      .optional()
      .describe('Which models are taken; absent: the best that is released for a pair.'),
    download: z
      .enum(['ask', 'yes', 'no'])
      .default('ask')
      .describe('Whether missing models may be downloaded: `ask` asks on a terminal and refuses elsewhere.'),
    engine: z
      .enum(['bergamot', 'fxtranslate'])
      .default('bergamot')
      .describe('Which build of the engine runs the models.'),
  })
  .prefault({})
  .describe('The local engine and its models.');

const checksSchema = z
  .record(
    z.string(),
    z.union([
      checkLevel,
      z.strictObject({
        severity: checkLevel.optional().describe('For all texts; `as-is`: what the check itself says.'),
        roles: z
          .partialRecord(z.enum(ROLES), checkLevel)
          .optional()
          .describe('For texts of one role alone, by role.'),
        allow: z.array(z.string()).optional().describe('For `residue`: words that may stay in any language.'),
      }),
      /** A check of one's own: its module and settings beside the policy. */
      z.looseObject({
        module: z.string().describe('File or npm package that exports the definition of the check.'),
        severity: checkLevel.optional().describe('For all texts.'),
        roles: z.partialRecord(z.enum(ROLES), checkLevel).optional().describe('By role of the segment.'),
        allow: z.array(z.string()).optional().describe('Words that may stay.'),
      }),
    ]),
  )
  .default({})
  .describe('How grave what a check says is: by its name, for all texts or by role.');

const limitsSchema = z
  .strictObject({
    articleSeconds: positive
      .default(60)
      .describe(
        'Seconds of work on one article in a thread; what takes longer is given up, and the others are done.',
      ),
  })
  .prefault({})
  .describe('What one article may cost.');

/** @param open any name of a detector will do: which there are is not known yet */
const detectionSchema = (open: boolean, detectors: readonly string[]) =>
  z
    .strictObject({
      threshold: z
        .number()
        .min(0)
        .max(1)
        .optional()
        .describe('Below this confidence (0 to 1) the answer is `und`.'),
      secondOpinion: (open ? z.string() : z.enum([...SECOND_OPINIONS, ...detectors]))
        .optional()
        .describe('Which detector is asked where letters and words do not decide.'),
      detector: (open ? z.string() : z.enum(['built-in', ...detectors]))
        .default('built-in')
        .describe("A detector of one's own (`detectors`) in the place of the built-in one."),
      repair: list(z.enum(REPAIRS)).default([]).describe('What is mended in the outputs.'),
      rolesFile: z
        .string()
        .optional()
        .describe('A YAML file with more section labels, related prefixes and boilerplate patterns.'),
      abbreviations: list(z.string().min(1))
        .default([])
        .describe('Abbreviations after whose stop a sentence goes on, without it: `обл`, `approx`.'),
      srxFile: z
        .string()
        .optional()
        .describe('Rules for the ends of sentences, in SRX 2.0, instead of the built-in ones.'),
    })
    .prefault({})
    .describe('How segments and their languages are found.');

const stateDirSchema = z
  .string()
  .optional()
  .describe(
    'Folder of ledgers, lock file, manifest and report, relative to this file; default: the output folder, or `.tovmach-state` in it where it is part of a site.',
  );

const protectSchema = list(z.string().min(1))
  .default([])
  .describe(
    'Regular expressions (JavaScript) for what must stay as it is in every text; checked for the time they take.',
  );

const shortcodesSchema = z
  .record(z.string().min(1), z.array(z.union([z.string().min(1), z.number().int().min(0)])))
  .default({})
  .describe(
    'Arguments of shortcodes and template tags that readers see, by name of the shortcode: places of those without a name, counted from 0, and names of others.',
  );

const jobsSchema = z
  .number()
  .int()
  .nonnegative()
  .optional()
  .describe(
    'Threads that read, check and write articles; 0: all is done in the one there is. Absent: as many as there are cores.',
  );

const failOnSchema = z
  .enum([...SEVERITIES, 'never'])
  .default('critical')
  .describe('A finding at least this grave makes the exit code 1.');

const policiesSchema = policySchema
  .prefault({})
  .describe(
    'What becomes of foreign segments, by role: one action, or one for each language with `*` for the rest.',
  );

/** What the configuration is checked against, with the providers that are plugged in. */
export function createConfigSchema(
  providers: readonly NamedProvider[] = BUILT_IN,
  open = false,
  detectors: readonly string[] = [],
) {
  const providerName = open ? z.string() : z.enum(providers.map(({ name }) => name));
  return z.strictObject({
    $schema: z.string().optional().describe('Where the JSON Schema of this file is, for editors.'),
    targets: list(languageTag).default([]).describe('Languages to write, as BCP 47 tags.'),
    languages: list(languageTag)
      .optional()
      .describe('Candidate languages of the sources, as BCP 47 tags; absent: inferred over the batch.'),
    sources: sourcesSchema,
    out: z.string().optional().describe('Folder the outputs go to, relative to this file.'),
    stateDir: stateDirSchema,
    provider: z
      .union([z.literal('auto'), providerName, z.array(providerName).min(1)])
      .default('auto')
      .describe(
        'Who translates: the name of a provider, a chain of names, or `auto`: memory, then the first provider that is set up, then the local engine.',
      ),
    routes: routesSchema(providerName),
    verify: providerName
      .optional()
      .describe(
        'A provider that translates everything a second time, so that facts can be compared; its words are used for nothing else.',
      ),
    providers: providersSchema(providers, open)
      .prefault({})
      .describe('Settings of the providers, by name; one of your own has a `module`.'),
    input: inputSchema,
    detection: detectionSchema(open, detectors),
    detectors: ownSection.describe("Detectors of one's own by name: module and its settings."),
    formats: ownSection.describe(
      "Formats of one's own by name: module and its settings; asked before those that come with tovmach.",
    ),
    policy: policiesSchema,
    protect: protectSchema,
    privacy: privacySchema,
    frontMatter: frontMatterSchema,
    shortcodes: shortcodesSchema,
    terms: termsSchema,
    names: namesSchema,
    memory: memorySchema,
    memories: ownSection.describe(
      "Memories of one's own by name: module and its settings; asked besides the embedded one, and given what comes into it.",
    ),
    output: outputSchema,
    budget: budgetSchema,
    models: modelsSchema,
    checks: checksSchema,
    failOn: failOnSchema,
    jobs: jobsSchema,
    limits: limitsSchema,
    concurrency: positiveInteger.default(24).describe('Articles in work at once.'),
    uiLanguage: z
      .string()
      .optional()
      .describe('Language of everything said to people, as BCP 47; absent: that of the environment.'),
  });
}

type Schema = ReturnType<typeof createConfigSchema>;
/** The configuration as resolved: every default filled in. */
export type Config = Omit<z.infer<Schema>, 'provider' | 'providers'> & {
  readonly provider: string | string[];
  readonly providers: ProvidersConfig;
};
/** The configuration as a user writes it. */
export type ConfigInput = Omit<z.input<Schema>, 'provider' | 'providers'> & {
  readonly provider?: string | readonly string[];
  readonly providers?: ProvidersInput;
};

/**
 * JSON Schema (draft 2020-12) of the configuration file.
 * @param providers absent: those that come with tovmach, and any name that has a `module`
 */
export function configJsonSchema(providers?: readonly NamedProvider[]): Record<string, unknown> {
  const schema = createConfigSchema(providers, providers === undefined);
  return {
    title: 'tovmach configuration',
    ...z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
  };
}
