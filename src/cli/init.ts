import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { TovmachError } from '../errors.js';
import { CONFIG_NAMES } from '../index.js';
import { asPath, messages } from '../message.js';
import { isSchemaName, jsonSchema, SCHEMA_NAMES } from '../schemas/index.js';
import type { CliContext } from './context.js';

const say = messages('cli', {
  alreadyThere: '{{file}} is already there',
  editOrForce: 'Edit it, or replace it with: tovmach init --force',
  configNotWritten: 'cannot write {{file}}',
  checkThisFolder: 'Check the permissions of this folder.',
  noSuchSchema: 'there is no schema "{{name}}"',
  allSchemas: 'There are: {{names}}.',
});

/** What `tovmach init` writes: every choice a newcomer meets first, with its default. */
const TEMPLATE = `# tovmach configuration. Every key is optional; \`tovmach schema config\` prints all of them.
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

/** Of this package in a project that has it. */
const INSTALLED_SCHEMA = 'node_modules/tovmach/dist/schemas/config.json';
/** Where it is put where the project has none. */
const OWN_SCHEMA = '.tovmach/config.schema.json';

/** The JSON Schema of the configuration, relative to a folder: the installed one, else a copy. */
function schemaBeside(folder: string): string {
  if (existsSync(join(folder, INSTALLED_SCHEMA))) return INSTALLED_SCHEMA;
  const file = join(folder, OWN_SCHEMA);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(jsonSchema('config'), null, 2)}\n`);
  return OWN_SCHEMA;
}

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
        const schema = schemaBeside(context.cwd);
        writeFileSync(join(context.cwd, name), `# yaml-language-server: $schema=./${schema}\n${TEMPLATE}`);
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
    .argument('[name]', t('schema.name'), 'config')
    .option('--list', t('schema.list'))
    .addHelpText('after', `\n${t('help.examples')}\n${t('schema.examples')}`)
    .action((name: string, options: { list?: boolean }) => {
      if (options.list === true) {
        for (const one of SCHEMA_NAMES) context.print(one);
        return;
      }
      if (!isSchemaName(name))
        throw new TovmachError('USAGE', say.noSuchSchema({ name }), {
          hint: say.allSchemas({ names: SCHEMA_NAMES.join(', ') }),
        });
      context.write(JSON.stringify(jsonSchema(name), null, 2));
    });
}
