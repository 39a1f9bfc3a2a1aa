import { closest } from 'fastest-levenshtein';
import { z } from 'zod';
import { messages } from '../message.js';
import { SEVERITIES } from '../model/finding.js';
import { parseLanguageTag } from '../model/language.js';
import { ROLES } from '../model/segment.js';
import {
  BUILT_IN,
  type NamedProvider,
  type ProvidersConfig,
  type ProvidersInput,
  providersSchema,
} from './providers.js';
import { refused } from './refused.js';

/**
 * The shape of `tovmach.config.yaml`, its defaults and its JSON Schema. Loading it from disk and joining it
 * with the environment and the command line is `config-load.ts`.
 */

const say = messages('config', {
  noLanguage: '"{{value}}" is not a language code',
  languageMeant: '"{{value}}" is not a language code: did you mean "{{meant}}"?',
  languageForm: 'Use BCP 47 codes, for example uk, en-GB, sr-Latn.',
  zoneMeant: '"{{value}}" is not a time zone: did you mean "{{meant}}"?',
  zoneForm: 'Write an IANA time zone, for example Europe/Kyiv or UTC.',
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

const isTimeZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** An IANA zone; a misspelled one answers with the nearest. */
const timeZone = z.string().superRefine((value, context) => {
  if (isTimeZone(value)) return;
  // Runtimes list the zone of Kyiv by its former spelling only.
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) =>
    zone === 'Europe/Kiev' ? 'Europe/Kyiv' : zone,
  );
  const said = say.zoneMeant({ value, meant: closest(value, zones) });
  context.addIssue(refused({ said, hint: say.zoneForm() }));
});

/** A list; of one item, the item alone will do. */
function list<Item extends z.ZodType>(item: Item) {
  return z.union([z.array(item), item.transform((one) => [one])]);
}

/** `as-is`: what the check itself says. */
const checkLevel = z.enum(['off', 'minor', 'major', 'critical', 'as-is']);

const positive = z.number().positive();
const positiveInteger = z.number().int().positive();

const action = z.enum(['keep', 'translate', 'drop', 'related']);
/** One action for a role, or one for each language of the segment with `*` for the rest. */
const rolePolicy = z.union([action, z.record(z.string(), action)]);

const policySchema = z.partialRecord(z.enum(ROLES), rolePolicy);

const columnNames = list(z.union([z.string().min(1), positiveInteger]));

const fieldNames = z.union([z.array(z.string()).min(1), z.string().transform((one) => [one])]);

export const OUTPUT_FORMATS = ['md', 'txt', 'html', 'json'] as const;
export const LAYOUTS = ['hugo-file', 'hugo-folder', 'docusaurus', 'astro'] as const;
export const UNTRANSLATED = ['keep', 'drop', 'hold'] as const;
export const REPAIRS = ['homoglyphs', 'mojibake'] as const;
export const SECOND_OPINIONS = ['none', 'franc', 'eld', 'lingua', 'fasttext'] as const;

/** What the configuration is checked against, with the providers that are plugged in. */
export function createConfigSchema(providers: readonly NamedProvider[] = BUILT_IN, open = false) {
  const providerName = open ? z.string() : z.enum(providers.map(({ name }) => name));
  return z.strictObject({
    $schema: z.string().optional(),
    /** Languages to write. */
    targets: list(languageTag).default([]),
    /** Candidate languages of the sources; absent: inferred over the batch. */
    languages: list(languageTag).optional(),
    /** Candidate languages of some sources alone: a pattern of their paths, as `include` has them -> languages. */
    sources: z
      .record(
        z.string().min(1),
        z.strictObject({
          languages: z.union([z.array(languageTag).min(1), languageTag.transform((one) => [one])]),
        }),
      )
      .default({}),
    out: z.string().optional(),
    provider: z.union([z.literal('auto'), providerName, z.array(providerName).min(1)]).default('auto'),
    providers: providersSchema(providers, open).prefault({}),
    input: z
      .strictObject({
        include: list(z.string()).default([]),
        exclude: list(z.string()).default([]),
        encoding: z.string().optional(),
        maxFileMegabytes: positive.default(20),
        /** A file of a folder that no format reads is an error. */
        strict: z.boolean().default(false),
        /** Zone of wall-clock times in the articles. */
        timeZone: timeZone.default('Europe/Kyiv'),
        /** Names tried in order for each field of a JSON article. */
        fields: z
          .strictObject({
            id: fieldNames.optional(),
            title: fieldNames.optional(),
            body: fieldNames.optional(),
            url: fieldNames.optional(),
            date: fieldNames.optional(),
            language: fieldNames.optional(),
            author: fieldNames.optional(),
          })
          .prefault({}),
        /** Columns of a table (CSV, TSV) for each field of an article, by name or by number from 1. */
        columns: z
          .strictObject({
            id: columnNames.optional(),
            title: columnNames.optional(),
            body: columnNames.optional(),
            url: columnNames.optional(),
            date: columnNames.optional(),
            language: columnNames.optional(),
            author: columnNames.optional(),
          })
          .prefault({}),
      })
      .prefault({}),
    detection: z
      .strictObject({
        /** Below this confidence the answer is `und`. */
        threshold: z.number().min(0).max(1).optional(),
        secondOpinion: z.enum(SECOND_OPINIONS).optional(),
        repair: list(z.enum(REPAIRS)).default([]),
        /** A YAML file with more section labels, related prefixes and boilerplate patterns. */
        rolesFile: z.string().optional(),
        /** Abbreviations after whose stop a sentence goes on, without it: `обл`, `approx`. */
        abbreviations: list(z.string().min(1)).default([]),
        /** Rules for the ends of sentences, in SRX 2.0, instead of the built-in ones. */
        srxFile: z.string().optional(),
      })
      .prefault({}),
    policy: policySchema.prefault({}),
    /** Regular expressions (JavaScript) for what must stay as it is in every text; checked for the time they take. */
    protect: list(z.string().min(1)).default([]),
    /** What of a text must not leave this machine: it is masked before, and put back after. */
    privacy: z
      .strictObject({
        mask: list(z.enum(['email', 'phone', 'card', 'account', 'tax', 'passport'])).default([]),
        /** Regular expressions (JavaScript) for more of it; checked for the time they take. */
        patterns: list(z.string().min(1)).default([]),
      })
      .prefault({}),
    frontMatter: z
      .strictObject({
        /** Fields that are text for readers, `image.alt` for one in another, `**` for any way to one; absent: the usual ones. */
        translate: z.array(z.string().min(1)).optional(),
        /** What becomes of `url`, `slug`, `permalink` in a translation: they carry its language, go, or stay as they are. */
        addresses: z.enum(['language', 'drop', 'keep']).default('language'),
      })
      .prefault({}),
    terms: z
      .strictObject({
        /** Words of the house: `.yaml`, `.csv` or `.tbx`, relative to the configuration; absent: `terms.yaml` beside it, if it is there. */
        file: z.string().optional(),
        /**
         * Which terms are put in their place here for services that take none: those without other forms (`auto`), all, or
         * none.
         */
        protect: z.enum(['auto', 'always', 'never']).default('auto'),
      })
      .prefault({}),
    names: z
      .strictObject({
        /** Decided names: a `.yaml` file relative to the configuration; absent: `names.yaml` beside it, if it is there. */
        file: z.string().optional(),
      })
      .prefault({}),
    memory: z
      .strictObject({
        /** TMX files used before any provider. */
        files: list(z.string()).default([]),
        /** Where translations are kept; relative to the config file. */
        store: z.string().default('.tovmach/memory.db'),
        /** Use a fuzzy match as the translation at or above this score; absent: never. */
        useFuzzyFrom: z.number().min(0).max(100).optional(),
      })
      .prefault({}),
    output: z
      .strictObject({
        format: z.enum(OUTPUT_FORMATS).default('md'),
        layout: z.enum(LAYOUTS).default('hugo-file'),
        /** Folder put before every path of the layout, e.g. `content`. */
        prefix: z.string().default(''),
        /** Writes `translated_at` and the manifest's `finishedAt`; two runs then differ. */
        timestamps: z.boolean().default(false),
        /**
         * What becomes of text that could not be translated: it stays and is marked (`keep`), is left out, or holds its file
         * back. Absent: as `keep`, but nothing is begun where nobody translates anything.
         */
        untranslated: z.enum(UNTRANSLATED).optional(),
        /** Files of which less was translated, in per cent of the segments that had to be, are held back. */
        minTranslated: z.number().min(0).max(100).optional(),
        /** Where the site is served, for `hreflang` and JSON-LD. */
        baseUrl: z.url().optional(),
      })
      .prefault({}),
    budget: z
      .strictObject({
        maxCharactersPerRun: positiveInteger.optional(),
        maxCostPerRun: positive.optional(),
        maxCharactersPerMonth: positiveInteger.optional(),
        maxCostPerMonth: positive.optional(),
        currency: z.string().default('USD'),
      })
      .prefault({}),
    models: z
      .strictObject({
        registry: z.string().optional(),
        directory: z.string().optional(),
        architecture: z.enum(['tiny', 'base', 'base-memory']).optional(),
        /** Whether missing models may be downloaded: `ask` asks on a terminal and refuses elsewhere. */
        download: z.enum(['ask', 'yes', 'no']).default('ask'),
        engine: z.enum(['bergamot', 'fxtranslate']).default('bergamot'),
      })
      .prefault({}),
    /**
     * How grave what a check says is: by its name, for all texts or by role. `residue` takes words that may stay in any
     * language besides (`allow`).
     */
    checks: z
      .record(
        z.string(),
        z.union([
          checkLevel,
          z.strictObject({
            severity: checkLevel.optional(),
            roles: z.partialRecord(z.enum(ROLES), checkLevel).optional(),
            allow: z.array(z.string()).optional(),
          }),
        ]),
      )
      .default({}),
    failOn: z.enum([...SEVERITIES, 'never']).default('critical'),
    /** Threads that read, check and write articles; 0: all is done in the one there is. Absent: as many as there are cores. */
    jobs: z.number().int().nonnegative().optional(),
    limits: z
      .strictObject({
        /** Seconds of work on one article in a thread; what takes longer is given up, and the others are done. */
        articleSeconds: positive.default(60),
      })
      .prefault({}),
    /** Articles in work at once. */
    concurrency: positiveInteger.default(24),
    uiLanguage: z.string().optional(),
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
