import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import { TovmachError } from '../errors.js';
import { type Message, messages } from '../message.js';
import type { NamedProvider } from './providers.js';
import type { Refusal } from './refused.js';
import { configJsonSchema } from './schema.js';

/** What is wrong with a configuration, in sentences: the key, what was expected there, what to do. */

const say = messages('config', {
  wrong: '{{place}}: {{what}}',
  theWhole: 'the configuration',
  unknownKey: 'unknown configuration key "{{key}}"',
  removeIt: 'Remove it.',
  meantKey: 'Did you mean "{{key}}"? All keys: tovmach schema',
  seeSchema: 'What each key takes: tovmach schema',
  seeHelp: 'What each option takes: --help of the command',
  notTaken: '{{option}} does not take "{{value}}"',
  takesValues: 'It takes: {{values}}.',
  expectedType: 'expected {{expected}}, found {{found}}',
  expectedOne: 'expected one of {{values}}',
  noneOf: '"{{value}}" is none of {{values}}',
  meantValue: 'Did you mean "{{value}}"?',
  expectedValue: 'expected {{value}}',
  tooSmall: 'has to be {{limit}} or more',
  notAbove: 'has to be more than {{limit}}',
  tooBig: 'has to be {{limit}} or less',
  notBelow: 'has to be less than {{limit}}',
  empty: 'may not be empty',
  noAddress: 'expected an address such as https://example.org',
  unfit: 'does not fit ({{reason}})',
  text: 'text',
  number: 'a number',
  wholeNumber: 'a whole number',
  yesOrNo: 'true or false',
  list: 'a list',
  section: 'keys and values',
  noValue: 'nothing',
});

type Issue = z.core.$ZodIssue;

/** Where the value that is wrong comes from. */
export interface Origin {
  /** As joined, before it was checked. */
  readonly merged: unknown;
  /** What the caller set, and what its user calls it: `targets` -> `--to`. */
  readonly given: unknown;
  readonly names: Readonly<Record<string, string>>;
  readonly providers: readonly NamedProvider[];
  /** The place of a key in the file; absent where there is none. */
  placeOf(path: readonly string[]): { file: string; line: number; column: number } | undefined;
}

/** The first thing that is wrong, as the error that names it. */
export function configError(error: z.ZodError, origin: Origin): TovmachError {
  const issue = deepestIssue(error.issues[0] as Issue);
  const path = issue.path.map(String);
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const place = unknown === undefined ? path : [...path, unknown];
  const flag = flagOf(place, origin);
  const details = { ...(flag === undefined ? origin.placeOf(place) : {}), cause: error };
  const shown = flag ?? (place.join('.') || say.theWhole());
  if (unknown !== undefined) {
    const known = knownKeys(path, origin.providers);
    if (flag?.endsWith(` ${unknown}`)) {
      const option = flag.slice(0, -unknown.length - 1);
      return new TovmachError('USAGE', say.notTaken({ option, value: unknown }), {
        ...details,
        hint: known.length === 0 ? say.seeHelp() : say.takesValues({ values: known.join(', ') }),
      });
    }
    const hint =
      known.length === 0
        ? say.removeIt()
        : say.meantKey({ key: [...path, closest(unknown, known)].join('.') });
    return new TovmachError('CONFIG', say.unknownKey({ key: shown }), { ...details, hint });
  }
  const refusal = refusalOf(issue);
  const found = valueAt(origin.merged, issue.path);
  const what = refusal?.said ?? sentenceOf(issue, found);
  const hint =
    refusal?.hint ?? meantInstead(issue, found) ?? (flag === undefined ? say.seeSchema() : say.seeHelp());
  return new TovmachError(refusal?.code ?? 'CONFIG', say.wrong({ place: shown, what }), { ...details, hint });
}

function refusalOf(issue: Issue): Refusal | undefined {
  const params = issue.code === 'custom' ? issue.params : undefined;
  return params?.refusal as Refusal | undefined;
}

/** What the caller's user calls the value, where the caller set it: `--to`, `--policy quote`. */
function flagOf(path: readonly string[], { given, names }: Origin): string | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const flag = names[path.slice(0, length).join('.')];
    if (flag === undefined || valueAt(given, path.slice(0, length)) === undefined) continue;
    const rest = path.slice(length).filter((key) => !/^\d+$/.test(key));
    return [flag, ...rest].join(' ');
  }
  return undefined;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return at;
}

function sentenceOf(issue: Issue, found: unknown): Message {
  switch (issue.code) {
    case 'invalid_type':
      return say.expectedType({ expected: typeNamed(issue.expected), found: kindOf(found) });
    case 'invalid_value':
      return issue.values.length === 1
        ? say.expectedValue({ value: String(issue.values[0]) })
        : noneOf(issue.values.map(String), found);
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array') return say.empty();
      return limit(issue.minimum, issue.inclusive, say.tooSmall, say.notAbove);
    case 'too_big':
      return limit(issue.maximum, issue.inclusive, say.tooBig, say.notBelow);
    case 'invalid_format':
      return issue.format === 'url' ? say.noAddress() : say.unfit({ reason: issue.message });
    case 'invalid_union': {
      const types = issue.errors.flat().flatMap((one) => (one.code === 'invalid_type' ? [one.expected] : []));
      const [first] = types;
      return first === undefined
        ? say.unfit({ reason: issue.message })
        : say.expectedType({ expected: typeNamed(first), found: kindOf(found) });
    }
    default:
      // Of a provider of the user's own: its schema has its own words.
      return say.unfit({ reason: issue.message });
  }
}

/** A word of a list, as somebody types it; what is longer may be a secret that got into the wrong place. */
const TYPED = /^[\p{L}\p{N}_.:-]{1,24}$/u;

function noneOf(known: readonly string[], found: unknown): Message {
  const values = known.join(', ');
  return typeof found === 'string' && TYPED.test(found)
    ? say.noneOf({ value: found, values })
    : say.expectedOne({ values });
}

/** The value that was likely meant, where there is a list of them. */
function meantInstead(issue: Issue, found: unknown): Message | undefined {
  if (issue.code !== 'invalid_value' || typeof found !== 'string' || !TYPED.test(found)) return undefined;
  const known = issue.values.map(String);
  const nearest = known.length < 2 ? undefined : closest(found, known);
  return nearest !== undefined && distance(found, nearest) <= Math.max(1, found.length / 3)
    ? say.meantValue({ value: nearest })
    : undefined;
}

function limit(
  value: number | bigint,
  inclusive: boolean | undefined,
  within: (values: { limit: number }) => Message,
  beyond: (values: { limit: number }) => Message,
): Message {
  return (inclusive === false ? beyond : within)({ limit: Number(value) });
}

function typeNamed(expected: string): Message | string {
  if (expected === 'string') return say.text();
  if (expected === 'number') return say.number();
  if (expected === 'int') return say.wholeNumber();
  if (expected === 'boolean') return say.yesOrNo();
  if (expected === 'array') return say.list();
  return expected === 'object' || expected === 'record' ? say.section() : expected;
}

/** Never the value itself: it may be a secret. */
function kindOf(value: unknown): Message {
  if (value === undefined || value === null) return say.noValue();
  if (typeof value === 'number') return say.number();
  if (typeof value === 'boolean') return say.yesOrNo();
  if (typeof value === 'string') return say.text();
  return Array.isArray(value) ? say.list() : say.section();
}

/** A failed union reports every branch; the one that got furthest says what the user meant. */
function deepestIssue(issue: Issue): Issue {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors.flat().filter((candidate) => candidate.code !== 'invalid_type');
  const best = inner.sort((a, b) => b.path.length - a.path.length)[0];
  if (best?.code === 'invalid_value') {
    const values = inner.flatMap((one) => (one.code === 'invalid_value' ? one.values : []));
    return { ...best, path: [...issue.path, ...best.path], values: [...new Set(values)] };
  }
  return best === undefined ? issue : deepestIssue({ ...best, path: [...issue.path, ...best.path] } as Issue);
}

function knownKeys(path: readonly string[], providers: readonly NamedProvider[]): string[] {
  let node: unknown = configJsonSchema(providers);
  const propertiesOf = (of: unknown): unknown =>
    typeof of === 'object' && of !== null && 'properties' in of ? of.properties : undefined;
  for (const key of path) node = valueAt(propertiesOf(node), [key]);
  const properties = propertiesOf(node);
  // Keys of one kind, such as the roles of `policy`, are a list.
  const names = valueAt(node, ['propertyNames', 'enum']);
  if (Array.isArray(names)) return names.map(String);
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}
