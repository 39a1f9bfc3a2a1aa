import { z } from 'zod';
import type { ImportReport } from '../exchange/import-report.js';
import type { StoreStats } from '../memory/maintenance.js';
import type { MonthlySpend } from '../memory/spend.js';
import { saidShape, valuesSchema } from '../model/manifest.js';
import type { StoredEntry } from '../model/memory-entry.js';
import { ROLES } from '../model/segment.js';
import type { Origin } from '../model/translation.js';
import type { CatalogueFile, CatalogueModel } from '../models/catalogue.js';
import { recordShape } from '../models/record.js';
import type { TermCandidate } from '../terms/extract.js';
import { type Concept, TERM_STATUSES } from '../terms/termbase.js';
import { same } from './same.js';
import { finding, kind, tag, whole } from './words.js';
import { xliffFile } from './work.js';

/** What the other commands print for programs: providers, memory, models, terms, imports and exports. */

export const provider = z.object({
  name: z.string().describe('As it is named in the configuration.'),
  description: z.string().describe('What it is, in English.'),
  remote: z.boolean().describe('Text leaves this machine.'),
  ready: z.boolean().describe('Everything it needs is configured.'),
  missing: z.array(z.string()).describe('What to do, one sentence each, when it is not ready.'),
  problem: z.string().optional().describe('Why it does not answer, when it was asked.'),
  standing: z
    .object({
      charactersLeft: z.number().optional().describe('Characters that may still be sent in this period.'),
      charactersLimit: z.number().optional().describe('Characters of the whole period.'),
      renewsAt: z.string().optional().describe('When the account is counted anew, ISO 8601.'),
      maxCharacters: z.number().optional().describe('Most characters in one request.'),
    })
    .optional()
    .describe('What it says of itself and of the account, when `doctor` asked it.'),
});

export const providers = z.object({
  schema: kind('tovmach/providers@1'),
  providers: z.array(provider).describe('In the order `auto` asks them.'),
});

const pair = { source: tag('Language it is translated from'), target: tag('Language it is translated into') };

export const doctor = z.object({
  schema: kind('tovmach/doctor@1'),
  version: z.string().describe('Of tovmach.'),
  node: z.string().describe('Version of Node.'),
  configFile: z.string().optional().describe('Of the configuration; absent when no file was read.'),
  store: z.string().describe('Where translations are kept, relative to the working folder.'),
  storeEntries: whole.describe('Translations kept there.'),
  providers: z.array(provider).describe('In the order `auto` asks them.'),
  pairs: z
    .array(
      z.object({
        ...pair,
        providers: z.array(z.string()).describe('Those that translate it, in the order they are asked.'),
      }),
    )
    .describe('Every pair asked for.'),
  routes: z
    .array(
      z.object({
        roles: z.array(z.enum(ROLES)).optional().describe('What its texts are; absent: anything.'),
        minCharacters: whole.optional().describe('Length of its texts in UTF-16 units; absent: any.'),
        maxCharacters: whole.optional().describe('See `minCharacters`.'),
        providers: z.array(z.string()).describe('Those asked first, in order.'),
        lacking: z.array(z.object(pair)).describe('Pairs it is for and none of these has.'),
      }),
    )
    .describe('Routes of the configuration, in its order.'),
  localEngine: z
    .object({
      directory: z.string().describe('Where its models are kept; absolute.'),
      registry: z.string().describe('Address or file of the list of models.'),
      licences: z
        .object({
          engine: z.string().describe('Of the engine.'),
          models: z.string().describe('Of the models.'),
        })
        .describe('Under which it may be used.'),
      installed: z
        .array(
          z.object({
            ...pair,
            architecture: z.string().describe('`base`, `base-memory` or `tiny`.'),
            size: whole.describe('Bytes on disk.'),
          }),
        )
        .describe('Models that are here.'),
      pairs: z
        .array(
          z.object({
            ...pair,
            models: z
              .string()
              .optional()
              .describe('How it would be translated; absent: not with what is installed.'),
            pivot: tag('Language it goes over').optional(),
            remedy: z.string().optional().describe('How to get it, one sentence.'),
          }),
        )
        .describe('Every pair asked for.'),
    })
    .describe('The engine on this machine.'),
  remedies: z.array(z.string()).describe('What to do, one sentence each.'),
});

export const monthlySpend = same<MonthlySpend>()(
  z.object({
    provider: z.string().describe('Name of the provider.'),
    month: z.string().describe('`2024-07`, in UTC.'),
    requests: whole.describe('Requests made.'),
    characters: whole.describe('As it billed them, or as sent where it does not say.'),
    cost: z.record(z.string(), z.number()).describe('By currency (ISO 4217); empty where nothing was spent.'),
  }),
);

const statistics = same<StoreStats>()(
  z.object({
    entries: whole.describe('Translations in it.'),
    bytes: whole.describe('Size of its file.'),
    pairs: z
      .array(z.object({ ...pair, entries: whole.describe('Translations of this pair.') }))
      .describe('By pair of languages.'),
    origins: z
      .array(
        z.object({
          origin: z.enum(['human', 'memory', 'provider']).describe('Who made them.'),
          name: z.string().describe('Provider identity, or file for imported entries; empty for people.'),
          state: z.enum(['machine', 'reviewed']).describe('Whether somebody approved them.'),
          entries: whole.describe('Translations from there.'),
        }),
      )
      .describe('By where they come from.'),
    spend: z.array(monthlySpend).describe('What was spent, by provider and month.'),
  }),
);
export const memoryStats = z.object({ schema: kind('tovmach/memory-stats@1'), ...statistics.shape });

export const origin = same<Origin>()(
  z.union([
    z.object({
      kind: z.literal('human').describe('A person.'),
      by: z.string().optional().describe('Their name.'),
      over: z.string().optional().describe('The machine whose words they changed, where that is known.'),
      approvedBy: z.string().optional().describe('Who approved it, where that is somebody else and known.'),
    }),
    z.object({
      kind: z.literal('memory').describe('An imported memory.'),
      match: z.enum(['context', 'exact', 'fuzzy']).describe('How well it fitted.'),
      score: z.number().describe('0 to 100, as CAT tools define it.'),
      file: z.string().optional().describe('The file it was imported from, without its folder.'),
      approvedBy: z.string().optional().describe('Who approved it, where that is known.'),
    }),
    z.object({
      kind: z.literal('provider').describe('A machine.'),
      provider: z.string().describe('Name of the provider.'),
      model: z.string().optional().describe('Name of its model.'),
      pivot: tag('Language it went over, where it went over one').optional(),
      unknown: z
        .array(z.string())
        .optional()
        .describe('Words it did not know and left as they are; absent: none, or it does not say.'),
      reviewed: z.literal(true).optional().describe('A person approved it as it is.'),
      approvedBy: z.string().optional().describe('Who did, where that is known.'),
    }),
  ]),
);

export const storedEntry = same<StoredEntry>()(
  z.object({
    ...pair,
    sourceText: z.string().describe('What was translated.'),
    targetText: z.string().describe('Its translation.'),
    origin: origin.describe('Where the translation came from.'),
    identity: z
      .string()
      .optional()
      .describe('What a machine is known by: provider, model and what changes its words.'),
    state: z.enum(['machine', 'reviewed']).describe('Whether somebody approved it.'),
    role: z.enum(ROLES).optional().describe('What the text was for.'),
    notes: z
      .array(
        z.object({
          check: z.string().describe('Which check.'),
          severity: z.enum(['minor', 'major', 'critical']).describe('MQM severity.'),
        }),
      )
      .optional()
      .describe('What the checks say of it, the gravest first; absent: nothing.'),
    id: whole.describe('Stable while the entry lives.'),
    beforeHash: z.string().optional().describe('Hash of the normalised segment before it, 13 hex digits.'),
    afterHash: z.string().optional().describe('Hash of the normalised segment after it, 13 hex digits.'),
    createdAt: z.string().describe('ISO 8601, UTC.'),
    updatedAt: z.string().describe('ISO 8601, UTC.'),
  }),
);
export const memorySearch = z.object({
  schema: kind('tovmach/memory-search@1'),
  entries: z.array(storedEntry).describe('What was found, the newest first.'),
});

export const verify = z.object({
  schema: kind('tovmach/verify@1'),
  file: z.string().describe('Of the memory, relative to the working folder.'),
  problems: z.array(z.string()).describe('What is wrong with it, one sentence each.'),
  setAside: z.string().optional().describe('Where the damaged file is kept, unchanged.'),
  rescued: whole.optional().describe('Entries that could be read from it and are in the new memory.'),
});

const importReport = same<ImportReport>()(
  z.object({
    file: z.string().describe('What was read; absolute.'),
    units: whole.describe('Units (rows, elements) read.'),
    entries: whole.describe('Translations in them, one for each source and target.'),
    stored: whole.describe('Of these, new to the memory or changing it.'),
    skipped: z
      .array(
        z.object({
          reason: z.string().describe('Why, one sentence in English.'),
          reasonId: z.string().optional().describe('The key of the sentence.'),
          reasonValues: valuesSchema.optional().describe('What stands in it, by name.'),
          line: whole.describe('Line where it first happened, from 1.'),
          count: whole.describe('How often.'),
        }),
      )
      .describe('What was left out, one for each reason.'),
  }),
);
export const imported = z.object({
  schema: kind('tovmach/import@1'),
  reports: z.array(importReport).describe('One for each file that could be read.'),
});

export const exported = z.object({
  schema: kind('tovmach/export@1'),
  articles: whole.describe('Articles read.'),
  files: z.array(xliffFile).describe('Files written, in the order of their names.'),
});

const catalogueFile = same<CatalogueFile>()(
  z.object({
    url: z.string().describe('Where it is.'),
    name: z.string().describe('Base name after unpacking.'),
    sha256: z.string().optional().describe('Of the unpacked file, in hex.'),
    size: whole.optional().describe('Of the unpacked file, in bytes.'),
    transferSize: whole.optional().describe('Of what is transferred, in bytes.'),
  }),
);
const available = same<CatalogueModel>()(
  z.object({
    ...pair,
    architecture: z.string().describe('`base`, `base-memory` or `tiny`.'),
    status: z.string().optional().describe('`Release`, `Nightly`, …; absent: not released.'),
    version: z.string().optional().describe('As the registry has it.'),
    build: z.string().describe("The registry's own path of the model file."),
    files: z
      .object({
        model: catalogueFile.describe('The weights.'),
        shortlist: catalogueFile.optional().describe('The lexical shortlist.'),
        sourceVocabulary: catalogueFile.describe('Vocabulary of the source language.'),
        targetVocabulary: catalogueFile
          .optional()
          .describe('Vocabulary of the target language; absent: shared with the source.'),
      })
      .describe('What it is made of.'),
    quality: recordShape.shape.quality,
  }),
);
const installed = z.object({
  ...recordShape.shape,
  folder: z.string().describe('Where it is; absolute.'),
  size: whole.describe('Of all its files, in bytes.'),
});
export const model = recordShape;
export const modelsList = z.object({
  schema: kind('tovmach/models-list@1'),
  directory: z.string().describe('Where models are kept; absolute.'),
  installed: z.array(installed).describe('Models that are here; empty when only others were asked for.'),
  available: z.array(available).describe('Models the registry offers; empty when they were not asked for.'),
});
export const modelsVerify = z.object({
  schema: kind('tovmach/models-verify@1'),
  models: z
    .array(
      z.object({
        folder: z.string().describe('Where it is; absolute.'),
        model: installed
          .optional()
          .describe('Its record; absent: it cannot be read, so nothing uses the folder.'),
        problems: z
          .array(z.string())
          .describe('What is wrong, one sentence each; empty when every file is as it was installed.'),
      }),
    )
    .describe('Every folder of the store.'),
});
export const modelsLock = z.object({
  schema: kind('tovmach/models-lock@1'),
  files: z
    .record(z.string(), z.string())
    .describe('SHA-256 of every file that was downloaded, by its address.'),
});

export const concept = same<Concept>()(
  z.object({
    id: z.string().describe('Unique in a termbase.'),
    domain: z.string().optional().describe('What it belongs to, in the words of the house.'),
    kind: z.string().optional().describe('Of a name: what it is the name of.'),
    note: z.string().optional().describe('For people.'),
    match: z.literal('exact').optional().describe('Only as it is written; absent: in all its forms.'),
    words: z
      .record(
        z.string(),
        z.array(
          z.object({
            text: z.string().describe('As it is written in a list of words.'),
            status: z.enum(TERM_STATUSES).describe('Whether it is to be said.'),
          }),
        ),
      )
      .describe('By BCP 47 tag, the preferred one first.'),
  }),
);
export const terms = z.object({
  schema: kind('tovmach/terms@1'),
  concepts: z.array(concept).describe('Sorted by id.'),
});
export const termsCheck = z.object({
  schema: kind('tovmach/terms-check@1'),
  concepts: whole.describe('Concepts of the termbase.'),
  outputs: whole.describe('Outputs that were looked at.'),
  conflicts: z.array(z.string()).describe('What contradicts itself in the termbase, one sentence each.'),
  findings: z.array(finding).describe('Where outputs do not keep to the terms.'),
});
export const termsImport = z.object({
  schema: kind('tovmach/terms-import@1'),
  file: z.string().describe('Where the terms are kept now, relative to the working folder.'),
  added: whole.describe('Concepts that were not there.'),
  changed: whole.describe('Concepts that were there and are others now.'),
  unchanged: whole.describe('Concepts that were there as they are.'),
  skipped: z
    .array(
      z.object({
        file: z.string().describe('Relative to the working folder.'),
        line: whole.describe('From 1.'),
        reason: z.string().describe('One sentence in English.'),
      }),
    )
    .describe('What was left out, and why.'),
});
const candidate = same<TermCandidate>()(
  z.object({
    language: tag('Of the text it was found in'),
    text: z.string().describe('As it is written most often.'),
    count: whole.describe('Times it stands there, in any form.'),
    articles: whole.describe('Articles it is in.'),
    path: z.string().describe('Source file where it stands first.'),
    line: whole.describe('Its line there, from 1.'),
  }),
);
export const termsExtract = z.object({
  schema: kind('tovmach/terms-extract@1'),
  articles: whole.describe('Articles that were read.'),
  candidates: z.array(candidate).describe('The likeliest first, by language.'),
});

export const manifestVerify = z.object({
  schema: kind('tovmach/manifest-verify@1'),
  files: whole.describe('Outputs and ledgers that were looked at.'),
  entries: whole.describe('Entries of the chain of provenance; 0 where there is none.'),
  head: z.string().optional().describe('SHA-256 of the last line of the chain, in hex.'),
  problems: z
    .array(
      z.object({
        ...saidShape,
        file: z.string().optional().describe('Relative to the output folder or that of the state.'),
        entry: whole.optional().describe('Number of the entry; absent: it is about none.'),
      }),
    )
    .describe('What is not as it was written; empty: nothing.'),
});
