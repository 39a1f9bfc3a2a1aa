import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { CONFIG_NAMES } from '../config/names.js';
import { configJsonSchema } from '../config/schema.js';
import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';
import type { CliContext } from './context.js';

const say = messages('cli', {
  alreadyThere: '{{file}} is already there',
  editOrForce: 'Edit it, or replace it with: tovmach init --force',
  configNotWritten: 'cannot write {{file}}',
  checkThisFolder: 'Check the permissions of this folder.',
});

/** What `tovmach init` writes: every choice a newcomer meets first, with its default. */
const TEMPLATE = `# tovmach configuration. Every key is optional; \`tovmach schema\` prints all of them.
# Flags on the command line win over this file.

# Languages to write, as BCP 47 codes.
targets: [en, uk]

# Languages the articles may contain. Fewer candidates make short texts surer.
# Without this line they are inferred over the batch.
languages: [en, uk, ru]

# Where the outputs go.
out: out

# auto: memory first, then the first provider below that is set up, then the local engine.
# Or a name, or a chain: [deepl, libretranslate].
provider: auto

providers:
  # libretranslate:
  #   url: http://127.0.0.1:5000
  # deepl:
  #   apiKey: \${DEEPL_API_KEY}          # keys stay in the environment
  #   pricePerMillionCharacters: 20
  # openai:
  #   baseUrl: http://127.0.0.1:11434/v1 # any OpenAI-compatible server
  #   model: gemma3

memory:
  # Every translation is kept here, so that nothing is paid for twice.
  store: .tovmach/memory.db
  # TMX files used before any provider.
  files: []

input:
  exclude: ['**/drafts/**']
  # Zone of the clock times in the articles.
  timeZone: Europe/Kyiv

# What happens to foreign segments, by role (and language): translate, keep, drop, related.
policy:
  related-headline: related
  boilerplate: drop
  # quote: { '*': translate, ru: keep }

detection:
  # Mend Latin letters in Cyrillic words and wrongly decoded text in the outputs.
  repair: []

output:
  format: md          # md, txt, html, json
  layout: hugo-file   # hugo-file, hugo-folder, docusaurus, astro

budget: {}
  # maxCharactersPerRun: 100000
  # maxCostPerMonth: 20

# Exit with 1 when a finding is at least this grave: neutral, minor, major, critical, never.
failOn: critical
`;

/** `tovmach init` and `tovmach schema`. */
export function addInitCommand(program: Command, context: CliContext): void {
  const { t } = context;
  program
    .command('init')
    .description(t('init.description'))
    .option('--force', t('option.force'))
    .addHelpText('after', `\n${t('help.examples')}\n  tovmach init\n`)
    .action((options: { force?: boolean }) => {
      const [name] = CONFIG_NAMES;
      const present = CONFIG_NAMES.find((candidate) => existsSync(join(context.cwd, candidate)));
      if (present !== undefined && options.force !== true) {
        throw new TovmachError('OUTPUT', say.alreadyThere({ file: asPath(present) }), {
          file: present,
          hint: say.editOrForce(),
        });
      }
      try {
        writeFileSync(join(context.cwd, name), TEMPLATE);
      } catch (cause) {
        throw new TovmachError('OUTPUT', say.configNotWritten({ file: asPath(name) }), {
          file: name,
          cause,
          hint: say.checkThisFolder(),
        });
      }
      context.print(t('init.done', { file: name }));
    });
  program
    .command('schema')
    .description(t('schema.description'))
    .addHelpText('after', `\n${t('help.examples')}\n  tovmach schema > tovmach.schema.json\n`)
    .action(() => context.write(JSON.stringify(configJsonSchema(), null, 2)));
}
