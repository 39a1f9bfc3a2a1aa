import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { EXIT, TovmachError } from '../errors.js';
import {
  contextCases,
  EVALUATION_FORMATS,
  type EvaluationFormat,
  evaluateContext,
  evaluateSpans,
  evaluateStamps,
  evaluateTexts,
  formatEvaluation,
  type Gold,
  type LabelledSpan,
  parseGold,
  stampCases,
  trapCases,
} from '../index.js';
import { asPath, asValue, messages } from '../message.js';
import type { Identification } from '../model/contracts.js';
import { isSpecialTag, type LanguageTag, primaryLanguage, UNDETERMINED } from '../model/language.js';
import { onlyDefined } from '../model/only-defined.js';
import type { Segment } from '../model/segment.js';
import { ChoiceOption } from './command.js';
import type { CliContext } from './context.js';
import { addReadingOptions, type CommonOptions, list } from './options.js';
import { withTovmach } from './session.js';

const say = messages('cli', {
  noSuchFile: '{{file}}: no such file or folder',
  nameGold: 'Name a .tsv or .json file of labelled texts, or a folder of them.',
  noLabelledText: '{{file}}: no labelled text in it',
  nameEngines: 'no provider to compare was named',
  addEngines: 'Add --provider NAME, once for each; "tovmach providers" lists them.',
  giveGold: 'Give .tsv files with columns lang and text, or .json files with spans.',
});

interface EvalOptions extends Omit<CommonOptions, 'format'> {
  readonly format: EvaluationFormat;
  readonly minAccuracy?: string;
  readonly pairs?: string;
}

interface TranslateOptions extends Omit<CommonOptions, 'format' | 'to'> {
  readonly format: EvaluationFormat;
  readonly gold: string;
  readonly from?: string;
  readonly to?: string;
  readonly json?: boolean;
}

/** `tovmach eval`: how well detection does on labelled texts of one's own, in articles, and on stamps. */
export function addEvalCommand(program: Command, context: CliContext): void {
  const { t } = context;
  const group = program.command('eval').description(t('eval.description'));
  const report = (command: Command): Command =>
    command.addOption(
      new ChoiceOption('-f, --format <format>', t('eval.format')).choices(EVALUATION_FORMATS).default('text'),
    );
  const detect = group.command('detect').description(t('eval.detect')).argument('<gold>', t('eval.gold'));
  addReadingOptions(detect, context);
  report(detect)
    .option('--min-accuracy <percent>', t('eval.minAccuracy'))
    .addHelpText('after', `\n${t('help.examples')}\n${t('eval.examples')}`)
    .action((path: string, options: EvalOptions) => evaluate(path, options, context));
  const inContext = group
    .command('context')
    .description(t('eval.context'))
    .argument('<gold>', t('eval.gold'));
  addReadingOptions(inContext, context);
  report(inContext)
    .option('--pairs <pairs>', t('eval.pairs'))
    .addHelpText('after', `\n${t('help.examples')}\n${t('eval.contextExamples')}`)
    .action((path: string, options: EvalOptions) => measureContext(path, options, context));
  const translate = group.command('translate').description(t('eval.translate'));
  addReadingOptions(translate, context);
  report(translate)
    .requiredOption('--gold <file>', t('eval.translateGold'))
    .option('-p, --provider <provider>', t('eval.provider'), list)
    .option('--from <language>', t('eval.from'))
    .option('--to <language>', t('eval.to'))
    .option('--store <file>', t('option.store'))
    .option('--json', t('eval.json'))
    .addHelpText('after', `\n${t('help.examples')}\n${t('eval.translateExamples')}`)
    .action((options: TranslateOptions) => compareEngines(options, context));
  const stamps = group.command('stamps').description(t('eval.stamps'));
  addReadingOptions(stamps, context);
  report(stamps)
    .addHelpText('after', `\n${t('help.examples')}\n${t('eval.stampsExamples')}`)
    .action((options: EvalOptions) => measureStamps(options, context));
}

async function compareEngines(
  { format, gold, from, to, json = false, provider = [], ...common }: TranslateOptions,
  context: CliContext,
): Promise<void> {
  if (provider.length === 0) throw new TovmachError('USAGE', say.nameEngines(), { hint: say.addEngines() });
  context.exitCode = await withTovmach(common, context, async (tovmach) => {
    const translation = await tovmach.evaluateTranslation({
      gold,
      providers: provider,
      ...onlyDefined({ from, to }),
      signal: context.signal,
      onEvent: (event) => {
        if (event.type === 'notice') context.error(context.say(asValue(event)));
      },
    });
    const candidates = [translation.from, translation.to];
    context.write(formatEvaluation({ candidates, translation }, json ? 'json' : format, context.say));
    return translation.systems.some(({ failed }) => failed > 0) ? EXIT.partial : EXIT.ok;
  });
}

/** Lines generated. */
const STAMPS = 500;
const LINES_WITHOUT = 2_000;

async function measureStamps({ format, ...common }: EvalOptions, context: CliContext): Promise<void> {
  context.exitCode = await withTovmach(common, context, async (tovmach) => {
    const find = (text: string): readonly Segment[] =>
      tovmach.detectText(text).segments.filter(({ role }) => role === 'timestamp');
    const stamps = evaluateStamps(stampCases(STAMPS), trapCases(LINES_WITHOUT), find);
    context.write(
      formatEvaluation({ candidates: tovmach.config.languages ?? [], stamps }, format, context.say),
    );
    return EXIT.ok;
  });
}

async function measureContext(path: string, options: EvalOptions, context: CliContext): Promise<void> {
  const { format, pairs, ...common } = options;
  const gold = readGold(path, context.cwd);
  context.exitCode = await withTovmach(common, context, async (tovmach) => {
    const candidates = tovmach.config.languages ?? languagesOf(gold);
    const asked = pairs?.split(',').map((pair) => pair.trim().split('>'));
    const among = asked ?? candidates.flatMap((host) => candidates.map((guest) => [guest, host]));
    const cases = contextCases(gold.texts, {
      pairs: among.flatMap(([guest, host]) =>
        guest && host && guest !== host ? [[host, guest] as const] : [],
      ),
    });
    const result = evaluateContext(
      cases,
      (text) => tovmach.detectText(text, { languages: candidates }).segments,
    );
    context.write(formatEvaluation({ candidates, context: result }, format, context.say));
    return EXIT.ok;
  });
}

/** @throws TovmachError `INPUT_NOT_FOUND` or `INPUT_INVALID`. */
function readGold(path: string, cwd: string): Gold {
  const full = resolve(cwd, path);
  let files: string[];
  try {
    files = statSync(full).isDirectory()
      ? readdirSync(full)
          .filter((name) => /^(?!floors).*\.(tsv|json)$/.test(name))
          .sort()
          .map((name) => join(path, name))
      : [path];
  } catch (cause) {
    throw new TovmachError('INPUT_NOT_FOUND', say.noSuchFile({ file: asPath(path) }), {
      file: path,
      hint: say.nameGold(),
      cause,
    });
  }
  const parts = files.map((file) => parseGold(file, readFileSync(resolve(cwd, file), 'utf8')));
  const gold = {
    texts: parts.flatMap(({ texts }) => texts),
    paragraphs: parts.flatMap(({ paragraphs }) => paragraphs),
  };
  if (gold.texts.length + gold.paragraphs.length > 0) return gold;
  throw new TovmachError('INPUT_INVALID', say.noLabelledText({ file: asPath(path) }), {
    file: path,
    hint: say.giveGold(),
  });
}

async function evaluate(path: string, options: EvalOptions, context: CliContext): Promise<void> {
  const { format, minAccuracy, ...common } = options;
  const gold = readGold(path, context.cwd);
  context.exitCode = await withTovmach(common, context, async (tovmach) => {
    const candidates = tovmach.config.languages ?? languagesOf(gold);
    const segments = (text: string): readonly Segment[] =>
      tovmach.detectText(text, { languages: candidates }).segments;
    const texts =
      gold.texts.length === 0 ? undefined : evaluateTexts(gold.texts, (text) => mainLanguage(segments(text)));
    const spans =
      gold.paragraphs.length === 0
        ? undefined
        : evaluateSpans(gold.paragraphs, (text) =>
            segments(text).map(({ start, end, lang }): LabelledSpan => ({ start, end, lang })),
          );
    const report = {
      candidates,
      ...onlyDefined({ texts, spans }),
    };
    context.write(formatEvaluation(report, format, context.say));
    const reached = texts === undefined ? 100 : (100 * texts.all.right) / texts.all.total;
    return minAccuracy !== undefined && reached < Number(minAccuracy) ? EXIT.findings : EXIT.ok;
  });
}

/** Every language the gold names, most frequent first. */
function languagesOf({ texts, paragraphs }: Gold): LanguageTag[] {
  const counts = new Map<LanguageTag, number>();
  for (const lang of [
    ...texts.map((text) => text.lang),
    ...paragraphs.flatMap(({ spans }) => spans.map((span) => span.lang)),
  ]) {
    const tag = primaryLanguage(lang);
    if (!isSpecialTag(tag)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([lang]) => lang);
}

/** The language of most of a text's characters, as its longest segment gives it. */
function mainLanguage(segments: readonly Segment[]): Identification {
  let longest: Segment | undefined;
  for (const segment of segments) {
    if (isSpecialTag(segment.lang) && segment.lang !== UNDETERMINED) continue;
    if (longest === undefined || segment.text.length > longest.text.length) longest = segment;
  }
  if (longest === undefined) return { lang: UNDETERMINED, confidence: 0, evidence: [] };
  const { lang, confidence, evidence } = longest;
  return { lang, confidence, evidence };
}
