import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';
import { CONFIG_NAMES } from '../model/config-names.js';
import type {
  CheckDefinition,
  DetectorDefinition,
  FormatDefinition,
  MemoryDefinition,
  ProviderDefinition,
} from '../model/definition.js';
import { onlyDefined } from '../model/only-defined.js';
import { configError } from './issues.js';
import { checkedDefinition, loadDefinition } from './modules.js';
import { type OwnAdapters, ownAdapters, placed } from './own.js';
import { BUILT_IN, type NamedProvider, type ProvidersConfig } from './providers.js';
import { type Config, type ConfigInput, createConfigSchema, SECOND_OPINIONS } from './schema.js';

const say = messages('config', {
  nameTaken: '{{place}}: there is a provider "{{name}}" already',
  otherName: 'Give yours another name.',
  secretLetters: '{{place}} holds letters that no key has',
  noFile: 'there is no configuration file {{file}}',
  writeOne: 'Write one with: tovmach init',
  unreadable: 'cannot read {{file}}',
  checkPermissions: 'Check its permissions.',
  noYaml: '{{file}} is not valid YAML: {{reason}}',
  mendLine: 'Mend the line, or start from a fresh file: tovmach init --force',
  noKeys: '{{file}} must hold keys and values, such as "targets: [en, uk]"',
  tooManyAliases: '{{file}} repeats its parts (*name) too many times to be read',
  writeOut: 'Write the values out instead of repeating them with & and *.',
  noVariable: 'the environment variable {{name}} is not set',
  setVariable: 'Set {{name}}, or remove it from the file.',
  copyAgain: 'Copy the key again, without line breaks or quotes.',
});

export interface LoadedConfig {
  readonly config: Config;
  /** The file it came from, absolute. */
  readonly file?: string;
  /** What relative paths in the file are relative to: its folder, else the working directory. */
  readonly directory: string;
  /** Every provider that can be chosen, in the order `auto` asks them. */
  readonly providers: readonly NamedProvider[];
  /** Detectors, formats, checks and memories of the user's own. */
  readonly own: OwnAdapters;
}

export interface LoadOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--config FILE`. */
  readonly file?: string | undefined;
  /** Look for a file in `cwd` when none is named; default true. */
  readonly search?: boolean;
  /** From the command line or a library call; wins over the file. */
  readonly overrides?: ConfigInput;
  /** What the caller's user calls keys of `overrides`: `targets` -> `--to`. */
  readonly names?: Readonly<Record<string, string>> | undefined;
  /** Plugged in by a library call; asked before those that come with tovmach. */
  readonly own?: readonly ProviderDefinition[] | undefined;
  readonly detectors?: readonly DetectorDefinition[] | undefined;
  readonly formats?: readonly FormatDefinition[] | undefined;
  readonly checks?: readonly CheckDefinition[] | undefined;
  readonly memories?: readonly MemoryDefinition[] | undefined;
}

/**
 * Loads, completes and checks the configuration.
 * @throws TovmachError CONFIG naming file, line, key and the nearest right key; INPUT_NOT_FOUND for `--config`.
 */
export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  const file = findConfig(options);
  const source = file === undefined ? undefined : readConfig(file);
  const written = expandVariables(source?.value ?? {}, options.env, file) as ConfigInput;
  const directory = file === undefined ? options.cwd : dirname(file);
  const joined = merge(written, options.overrides ?? {});
  const placeOf = (path: readonly string[]) => placeIn(file, source, path);
  const providers = [...(await ownProviders(joined, options.own ?? [], directory, placeOf)), ...BUILT_IN];
  const merged = withEnvironment(joined, options.env, providers);
  const result = createConfigSchema(providers, false, detectorNames(joined, options)).safeParse(merged);
  if (!result.success) {
    throw configError(result.error, {
      merged,
      given: options.overrides,
      names: options.names ?? {},
      providers,
      placeOf,
    });
  }
  const config: Config = { ...result.data, providers: withoutSpace(result.data.providers, providers) };
  const about = { directory, env: options.env, placeOf };
  const { detectors = [], formats = [], checks = [], memories = [] } = options;
  const own: OwnAdapters = {
    detectors: await ownAdapters({
      kind: 'detector',
      given: detectors,
      section: config.detectors,
      taken: ['built-in', ...SECOND_OPINIONS],
      ...about,
    }),
    formats: await ownAdapters({ kind: 'format', given: formats, section: config.formats, ...about }),
    checks: await ownAdapters({
      kind: 'check',
      given: checks,
      section: config.checks,
      besides: ['severity', 'roles'],
      ...about,
    }),
    memories: await ownAdapters({ kind: 'memory', given: memories, section: config.memories, ...about }),
  };
  return { config, directory, providers, own, ...onlyDefined({ file }) };
}

/** Names under which detectors of the user's own can be chosen. */
function detectorNames({ detectors = {} }: ConfigInput, options: LoadOptions): string[] {
  const given = (options.detectors ?? []).flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
  return [...given, ...Object.keys(isRecord(detectors) ? detectors : {})];
}

/**
 * Providers of the user's own: those of the call, then those the configuration names by module.
 * @throws TovmachError CONFIG
 */
async function ownProviders(
  { providers = {} }: ConfigInput,
  given: readonly ProviderDefinition[],
  directory: string,
  placeOf: (path: readonly string[]) => { file: string; line: number; column: number } | undefined,
): Promise<NamedProvider[]> {
  const own = new Map<string, NamedProvider>();
  const taken = new Set(BUILT_IN.map(({ name }) => name));
  const add = (name: string, definition: ProviderDefinition, place: string): void => {
    if (taken.has(name) || own.has(name)) {
      throw new TovmachError('CONFIG', say.nameTaken({ place, name }), { hint: say.otherName() });
    }
    own.set(name, { name, definition });
  };
  for (const [index, definition] of given.entries()) {
    const place = `providers[${index}]`;
    const checked = checkedDefinition(definition, { kind: 'provider', module: 'createTovmach', place });
    add(checked.name, checked, place);
  }
  for (const [name, settings] of Object.entries<unknown>(providers)) {
    const module = isRecord(settings) ? settings.module : undefined;
    if (typeof module !== 'string' || taken.has(name)) continue;
    const place = `providers.${name}.module`;
    try {
      add(name, await loadDefinition({ kind: 'provider', module, directory, place }), place);
    } catch (error) {
      throw placed(error, placeOf(['providers', name, 'module']));
    }
  }
  return [...own.values()];
}

/**
 * Secrets without the space and line breaks that stick to what is copied.
 * @throws TovmachError CONFIG for one that no header can carry; it is not shown
 */
function withoutSpace(settings: ProvidersConfig, providers: readonly NamedProvider[]): ProvidersConfig {
  return Object.fromEntries(
    Object.entries(settings).map(([name, own]) => {
      const { secrets = [] } = providers.find((each) => each.name === name)?.definition ?? {};
      const trimmed = { ...own };
      for (const setting of secrets) {
        const value = own[setting];
        if (typeof value !== 'string') continue;
        trimmed[setting] = value.trim();
        if (/[^\x20-\x7e]/.test(value.trim())) {
          throw new TovmachError('CONFIG', say.secretLetters({ place: `providers.${name}.${setting}` }), {
            hint: say.copyAgain(),
          });
        }
      }
      return [name, trimmed];
    }),
  );
}

function findConfig({ cwd, file, search = true }: LoadOptions): string | undefined {
  if (file !== undefined) {
    const path = resolve(cwd, file);
    if (!existsSync(path)) {
      throw new TovmachError('CONFIG', say.noFile({ file: asPath(file) }), {
        file,
        hint: say.writeOne(),
      });
    }
    return path;
  }
  if (!search) return undefined;
  return CONFIG_NAMES.map((name) => join(cwd, name)).find((path) => existsSync(path));
}

interface ConfigSource {
  readonly value: unknown;
  readonly document: Document;
  readonly lines: LineCounter;
}

function readConfig(file: string): ConfigSource {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new TovmachError('INPUT_UNREADABLE', say.unreadable({ file: asPath(file) }), {
      file,
      cause,
      hint: say.checkPermissions(),
    });
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const problem = document.errors[0];
  if (problem !== undefined) {
    const { line, col } = lines.linePos(problem.pos[0]);
    const reason = problem.message.split(/ at line |\n/)[0] ?? '';
    throw new TovmachError('CONFIG', say.noYaml({ file: asPath(file), reason }), {
      file,
      line,
      column: col,
      hint: say.mendLine(),
      cause: problem,
    });
  }
  const value = plainValue(document, file);
  if (value !== null && (typeof value !== 'object' || Array.isArray(value))) {
    throw new TovmachError('CONFIG', say.noKeys({ file: asPath(file) }), {
      file,
      line: 1,
    });
  }
  return { value: withoutNulls(value ?? {}), document, lines };
}

/** The document as plain data. @throws TovmachError CONFIG for aliases that would unfold without end. */
function plainValue(document: Document, file: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    throw new TovmachError('CONFIG', say.tooManyAliases({ file: asPath(file) }), {
      file,
      cause,
      hint: say.writeOut(),
    });
  }
}

/** A key with nothing behind it is a section whose lines are all commented out. */
function withoutNulls(value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === null ? [] : [[key, withoutNulls(item)]])),
  );
}

/** `${NAME}` in a string becomes the environment variable, so that keys stay out of the file. */
function expandVariables(value: unknown, env: LoadOptions['env'], file: string | undefined): unknown {
  if (typeof value === 'string') {
    return value.replace(/\$\{([A-Z_][A-Z0-9_]*)\}/g, (_, name: string) => {
      const found = env[name];
      if (found !== undefined) return found;
      throw new TovmachError('CONFIG', say.noVariable({ name }), {
        ...onlyDefined({ file }),
        hint: say.setVariable({ name }),
      });
    });
  }
  if (Array.isArray(value)) return value.map((item) => expandVariables(item, env, file));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, expandVariables(item, env, file)]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function merge<T>(base: T, over: unknown): T {
  if (!isRecord(base) || !isRecord(over)) return (over === undefined ? base : over) as T;
  const joined: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    if (value !== undefined) joined[key] = merge(joined[key], value);
  }
  return joined as T;
}

function withEnvironment(
  input: ConfigInput,
  env: LoadOptions['env'],
  providers: readonly NamedProvider[],
): ConfigInput {
  let result = input;
  for (const { name, definition } of providers) {
    const filled: Record<string, string> = {};
    for (const [variable, setting] of Object.entries(definition.environment ?? {})) {
      const value = env[variable]?.trim();
      if (value !== undefined && value !== '') filled[setting] ??= value;
    }
    result = merge<ConfigInput>({ providers: { [name]: filled } }, result);
  }
  const directory = env.TOVMACH_MODELS_DIR;
  if (directory) result = merge<ConfigInput>({ models: { directory } }, result);
  return result;
}

/** Where a key stands in the file. */
function placeIn(
  file: string | undefined,
  source: ConfigSource | undefined,
  path: readonly string[],
): { file: string; line: number; column: number } | undefined {
  if (file === undefined || source === undefined) return undefined;
  let node: unknown = source.document.contents;
  let offset: number | undefined;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
      if (pair === undefined) break;
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else break;
  }
  if (offset === undefined) return undefined;
  const { line, col } = source.lines.linePos(offset);
  return { file, line, column: col };
}
