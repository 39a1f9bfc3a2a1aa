import type { Command } from 'commander';
import { EXIT } from '../errors.js';
import type { DoctorReport, DoctorRoute, ProviderStatus } from '../index.js';
import type { CliContext } from './context.js';
import { type CommonOptions, list } from './options.js';
import { withTovmach } from './session.js';

const READY = '✓';
const MISSING = '·';
const LACKING = '✗';
/** Providers that translate with models of this machine. */
const LOCAL_ENGINES: readonly string[] = ['bergamot', 'fxtranslate'];

/** Messages as JSON has them here: English sentences. */
function inPlainEnglish(_key: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'messageId' in value && 'message' in value
    ? value.message
    : value;
}

function line(status: ProviderStatus, works: boolean, { t, say, colors }: CliContext): string {
  const mark = works ? colors.green(READY) : colors.dim(MISSING);
  const where = t(status.remote ? 'providers.remote' : 'providers.local');
  return `${mark} ${status.name.padEnd(15)} ${say(status.description)} (${where})`;
}

/** What a service says of itself. */
function standingLines(standing: ProviderStatus['standing'], { t }: CliContext): string[] {
  const { charactersLeft: left, charactersLimit: limit, renewsAt, maxCharacters: most } = standing ?? {};
  const until = renewsAt === undefined ? '' : ` (${t('doctor.until', { date: renewsAt.slice(0, 10) })})`;
  return [
    ...(left === undefined ? [] : [`${t('doctor.left', { left, limit: limit ?? left })}${until}`]),
    ...(most === undefined ? [] : [t('doctor.mostCharacters', { characters: most })]),
  ];
}

/** One route, and the pairs that go past it. */
function routeLines(
  { roles, minCharacters, maxCharacters, providers, lacking }: DoctorRoute,
  { t }: CliContext,
): string[] {
  const which = [
    ...(roles === undefined ? [] : [roles.join(', ')]),
    ...(minCharacters === undefined ? [] : [t('doctor.atLeast', { length: minCharacters })]),
    ...(maxCharacters === undefined ? [] : [t('doctor.atMost', { length: maxCharacters })]),
  ];
  const texts = which.length === 0 ? t('doctor.allTexts') : which.join(', ');
  return [
    t('doctor.route', { texts, providers: providers.join(', ') }),
    ...lacking.map(({ source, target }) => `  ${t('doctor.routeLacks', { source, target })}`),
  ];
}

/** `tovmach providers` and `tovmach doctor`. */
export function addDoctorCommand(program: Command, context: CliContext): void {
  addProviders(program, context);
  addDoctor(program, context);
}

function addProviders(program: Command, context: CliContext): void {
  const { t } = context;
  program
    .command('providers')
    .description(t('providers.description'))
    .option('-c, --config <file>', t('option.config'))
    .option('--json', t('option.json'))
    .addHelpText('after', `\n${t('help.examples')}\n  tovmach providers\n`)
    .action((options: CommonOptions & { json?: boolean }) =>
      withTovmach(options, context, async (tovmach) => {
        const statuses = tovmach.providers();
        if (options.json) {
          const document = { schema: 'tovmach/providers@1', providers: statuses };
          return context.write(JSON.stringify(document, inPlainEnglish, 2));
        }
        for (const status of statuses) {
          context.print(line(status, status.ready, context));
          if (!status.ready) for (const remedy of status.missing) context.print(`    ${context.say(remedy)}`);
        }
      }),
    );
}

function addDoctor(program: Command, context: CliContext): void {
  const { t } = context;
  program
    .command('doctor')
    .description(t('doctor.description'))
    .option('-c, --config <file>', t('option.config'))
    .option('-t, --to <tags>', t('option.to'), list)
    .option('--languages <tags>', t('option.languages'), list)
    .option('--json', t('option.json'))
    .addHelpText('after', `\n${t('help.examples')}\n  tovmach doctor --languages en,uk,ru --to en,uk\n`)
    .action((options: CommonOptions & { json?: boolean }) =>
      withTovmach(options, context, async (tovmach) => {
        const report = await tovmach.doctor({ signal: context.signal });
        // A pair nobody translates: a person must act.
        if (report.pairs.some(({ providers }) => providers.length === 0)) context.exitCode = EXIT.person;
        if (options.json) {
          const document = { schema: 'tovmach/doctor@1', ...report };
          return context.write(JSON.stringify(document, inPlainEnglish, 2));
        }
        printReport(report, context);
      }),
    );
}

/** For people: the installation, every provider, the local engine, every pair, and what to do. */
function printReport(report: DoctorReport, context: CliContext): void {
  const { t } = context;
  context.print(t('doctor.environment', { node: report.node, version: report.version }));
  context.print(t('doctor.config', { file: report.configFile ?? t('doctor.noConfig') }));
  context.print(t('doctor.memory', { store: report.store, entries: report.storeEntries }));
  // An engine of this machine works where it has a model.
  const empty = report.localEngine.installed.length === 0 ? LOCAL_ENGINES : [];
  for (const status of report.providers) {
    context.print(line(status, status.ready && !empty.includes(status.name), context));
    for (const remedy of status.missing) context.print(`    ${context.say(remedy)}`);
    for (const said of standingLines(status.standing, context)) context.print(`    ${said}`);
    if (status.problem !== undefined) context.print(`    ${context.colors.red(context.say(status.problem))}`);
  }
  printLocalEngine(report, context);
  for (const pair of report.pairs) {
    const works = pair.providers.length > 0;
    const by = works ? pair.providers.join(', ') : t('doctor.nobody');
    const mark = works ? context.colors.green(READY) : context.colors.red(LACKING);
    context.print(`${mark} ${pair.source} → ${pair.target}: ${by}`);
  }
  for (const route of report.routes) for (const said of routeLines(route, context)) context.print(said);
  for (const remedy of report.remedies) context.print(`→ ${context.say(remedy)}`);
}

function printLocalEngine({ localEngine }: DoctorReport, context: CliContext): void {
  const { t } = context;
  const installed = localEngine.installed.map(
    (model) => `${model.source}-${model.target} (${model.architecture})`,
  );
  context.print(
    t('doctor.models', {
      directory: localEngine.directory,
      installed: installed.join(', ') || t('doctor.noModels'),
    }),
  );
  context.print(
    t('doctor.licences', { engine: localEngine.licences.engine, models: localEngine.licences.models }),
  );
}
