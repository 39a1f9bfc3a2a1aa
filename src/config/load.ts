import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { closest } from 'fastest-levenshtein';
import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { TovmachError } from '../errors.js';
import { type Config, type ConfigInput, configJsonSchema, configSchema } from './schema.js';

export const CONFIG_NAMES = ['tovmach.config.yaml', 'tovmach.config.yml', 'tovmach.config.json'] as const;

/** Environment variables that fill a provider's setting the file leaves open. */
export const PROVIDER_ENVIRONMENT = [
  ['libretranslate', 'url', ['LIBRETRANSLATE_URL']],
  ['libretranslate', 'apiKey', ['LIBRETRANSLATE_API_KEY']],
  ['deepl', 'apiKey', ['DEEPL_API_KEY', 'DEEPL_AUTH_KEY']],
  ['deepl', 'serverUrl', ['DEEPL_SERVER_URL']],
  ['openai', 'apiKey', ['OPENAI_API_KEY']],
  ['openai', 'baseUrl', ['OPENAI_BASE_URL']],
  ['openai', 'model', ['OPENAI_MODEL']],
  ['apertium', 'url', ['APERTIUM_URL']],
] as const;

export interface LoadedConfig {
  readonly config: Config;
  /** The file it came from, absolute. */
  readonly file?: string;
  /** What relative paths in the file are relative to: its folder, else the working directory. */
  readonly directory: string;
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
}

/**
 * Loads, completes and checks the configuration.
 * @throws TovmachError CONFIG naming file, line, key and the nearest right key; INPUT_NOT_FOUND for `--config`.
 */
export function loadConfig(options: LoadOptions): LoadedConfig {
  const file = findConfig(options);
  const source = file === undefined ? undefined : readConfig(file);
  const written = expandVariables(source?.value ?? {}, options.env, file) as ConfigInput;
  const merged = withEnvironment(merge(written, options.overrides ?? {}), options.env);
  const result = configSchema.safeParse(merged);
  if (!result.success) throw configError(result.error, file, source);
  const directory = file === undefined ? options.cwd : dirname(file);
  return { config: result.data, directory, ...(file === undefined ? {} : { file }) };
}

function findConfig({ cwd, file, search = true }: LoadOptions): string | undefined {
  if (file !== undefined) {
    const path = resolve(cwd, file);
    if (!existsSync(path)) {
      throw new TovmachError('CONFIG', `configuration file ${file} does not exist`, {
        file,
        hint: 'Write one with: tovmach init',
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
    throw new TovmachError('INPUT_UNREADABLE', `cannot read ${file}`, {
      file,
      cause,
      hint: 'Check its permissions.',
    });
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const problem = document.errors[0];
  if (problem !== undefined) {
    const { line, col } = lines.linePos(problem.pos[0]);
    throw new TovmachError('CONFIG', `${file} is not valid YAML: ${problem.message.split('\n')[0]}`, {
      file,
      line,
      column: col,
      hint: 'Mend the line, or start from a fresh file: tovmach init --force',
      cause: problem,
    });
  }
  const value = plainValue(document, file);
  if (value !== null && (typeof value !== 'object' || Array.isArray(value))) {
    throw new TovmachError('CONFIG', `${file} must hold keys and values, such as "targets: [en, uk]"`, {
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
    throw new TovmachError('CONFIG', `${file} repeats its parts (*name) too many times to be read`, {
      file,
      cause,
      hint: 'Write the values out instead of repeating them with & and *.',
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
      throw new TovmachError('CONFIG', `the environment variable ${name} is not set`, {
        ...(file === undefined ? {} : { file }),
        hint: `Set ${name}, or remove \${${name}} from the file.`,
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

function withEnvironment(input: ConfigInput, env: LoadOptions['env']): ConfigInput {
  let result = input;
  for (const [provider, setting, names] of PROVIDER_ENVIRONMENT) {
    const value = names.map((name) => env[name]).find((found) => found !== undefined && found !== '');
    if (value !== undefined)
      result = merge({ providers: { [provider]: { [setting]: value } } } as ConfigInput, result);
  }
  const directory = env.TOVMACH_MODELS_DIR;
  if (directory) result = merge({ models: { directory } } as ConfigInput, result);
  return result;
}

type Issue = z.core.$ZodIssue;

function configError(
  error: z.ZodError,
  file: string | undefined,
  source: ConfigSource | undefined,
): TovmachError {
  const issue = deepestIssue(error.issues[0] as Issue);
  const path = issue.path.map(String);
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const place = unknown === undefined ? path : [...path, unknown];
  const at = source === undefined ? undefined : linePosition(source, place);
  const details = {
    ...(file === undefined || at === undefined ? {} : { file, line: at.line, column: at.column }),
    cause: error,
  };
  if (unknown !== undefined) {
    const known = knownKeys(path);
    const nearest = known.length > 0 ? closest(unknown, known) : undefined;
    return new TovmachError('CONFIG', `unknown configuration key "${place.join('.')}"`, {
      ...details,
      hint:
        nearest === undefined
          ? 'Remove it.'
          : `Did you mean "${[...path, nearest].join('.')}"? All keys: tovmach schema`,
    });
  }
  const takes = issue.code === 'custom' ? issue.params?.takes : undefined;
  const isLanguage = issue.code === 'custom' && takes === undefined;
  return new TovmachError(
    isLanguage ? 'LOCALE' : 'CONFIG',
    `${place.join('.') || 'configuration'}: ${issue.message}`,
    {
      ...details,
      hint: isLanguage
        ? 'Use BCP 47 codes, for example uk, en, pl, sr-Latn.'
        : takes === undefined
          ? 'What each key takes: tovmach schema'
          : `Write ${takes}.`,
    },
  );
}

/** A failed union reports every branch; the one that got furthest says what the user meant. */
function deepestIssue(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors.flat().filter((candidate) => candidate.code !== 'invalid_type');
  const best = inner.sort((a, b) => b.path.length - a.path.length)[0];
  if (best?.code === 'invalid_value') {
    const values = inner.flatMap((one) => (one.code === 'invalid_value' ? one.values.map(String) : []));
    const message = `expected one of ${[...new Set(values)].join(', ')}`;
    return { ...best, path: [...issue.path, ...best.path], message };
  }
  return best === undefined ? issue : deepestIssue({ ...best, path: [...issue.path, ...best.path] } as Issue);
}

function knownKeys(path: readonly string[]): string[] {
  let node: unknown = configJsonSchema();
  for (const key of path) {
    const properties = isRecord(node) ? node.properties : undefined;
    node = isRecord(properties) ? properties[key] : undefined;
  }
  const properties = isRecord(node) ? node.properties : undefined;
  return isRecord(properties) ? Object.keys(properties) : [];
}

function linePosition(
  source: ConfigSource,
  path: readonly string[],
): { line: number; column: number } | undefined {
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
  return { line, column: col };
}
