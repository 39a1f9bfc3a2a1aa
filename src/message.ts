/**
 * How tovmach speaks: sentences with a key. Each file that speaks has a `messages` table at its head; a sentence crosses
 * into errors, findings, events and the manifest as its key with its values, English beside, and is said in the user's
 * language where it is shown. Words of articles, files and services are values: nobody rewrites them.
 */

/** A file or folder in a message: how it is shown is decided where it is shown. */
export interface Path {
  /** The path as it was given, not changed for any platform. */
  readonly path: string;
}

/** What stands in a message at `{{name}}`: words, a number, a path, or another message, which is said in the same language. */
export type Value = string | number | Path | Message;

/** What stands in a message, by the name it has between `{{` and `}}`. */
export type Values = Readonly<Record<string, Value>>;

/** One sentence, plain data: it may be spread into a finding or an event, and survives JSON. */
export interface Message {
  /** In English, values filled in. */
  readonly message: string;
  /** The file of texts and the key in it, `read.unreadable`. */
  readonly messageId: string;
  /** Absent where the sentence has none. */
  readonly values?: Values;
}

/**
 * Anything that can be said: a message, or what carries one (an error, a finding, an event). Without `messageId`, and
 * as a bare string, these are words from outside, said as they are.
 */
export type Said =
  | string
  | {
      readonly message: string;
      readonly messageId?: string | undefined;
      readonly values?: Values | undefined;
    };

/** An English sentence with `{{values}}`, or its two forms by the value `count`. */
export type Template = string | { readonly one: string; readonly other: string };

type NamesIn<T extends string> = T extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;
type Names<T extends Template> = T extends string
  ? NamesIn<T>
  : T extends { readonly one: infer One extends string; readonly other: infer Other extends string }
    ? NamesIn<One> | NamesIn<Other> | 'count'
    : never;

/** The values a template asks for; `count` is a number, for plural forms go by it. */
type ValuesOf<T extends Template> = {
  readonly [Name in Names<T>]: Name extends 'count' ? number : Value;
};

export type Speakers<Table extends Readonly<Record<string, Template>>> = {
  readonly [Key in keyof Table]: [Names<Table[Key]>] extends [never]
    ? () => Message
    : (values: ValuesOf<Table[Key]>) => Message;
};

/** Every template, by its id; filled where the tables stand, and constant from then on. */
const TEMPLATES = new Map<string, Template>();

const asIs = (path: string): string => path;

/** A path as a value. */
export function asPath(path: string): Path {
  return { path };
}

function isPath(value: Value): value is Path {
  return typeof value === 'object' && 'path' in value && !('message' in value);
}

function fill(template: Template, values: Values, show: (path: string) => string): string {
  const sentence =
    typeof template === 'string' ? template : values.count === 1 ? template.one : template.other;
  return sentence.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    if (typeof value !== 'object') return String(value);
    return isPath(value) ? show(value.path) : inEnglish(value, show);
  });
}

/**
 * The sentences of one file, each a function of its values.
 * @param room the file of texts they are in: `locales/<language>/messages/<room>.json`
 * @param table key -> English sentence; keys are unique in a room
 */
export function messages<const Table extends Readonly<Record<string, Template>>>(
  room: string,
  table: Table,
): Speakers<Table> {
  const speakers: Record<string, (values?: Values) => Message> = {};
  for (const [key, template] of Object.entries(table)) {
    const messageId = `${room}.${key}`;
    TEMPLATES.set(messageId, template);
    speakers[key] = (values) => ({
      message: fill(template, values ?? {}, asIs),
      messageId,
      ...(values === undefined ? {} : { values }),
    });
  }
  return speakers as Speakers<Table>;
}

/**
 * A message in English.
 * @param show how a path is shown; as it is unless told
 */
export function inEnglish(said: Said, show: (path: string) => string = asIs): string {
  if (typeof said === 'string') return said;
  const template = said.messageId === undefined ? undefined : TEMPLATES.get(said.messageId);
  return template === undefined ? said.message : fill(template, said.values ?? {}, show);
}

/** A message with its paths named otherwise, for example relative to the output folder. */
export function withPaths<Kind extends Said>(said: Kind, rename: (path: string) => string): Kind | Message {
  if (typeof said === 'string' || said.messageId === undefined || said.values === undefined) return said;
  const { messageId } = said;
  const values = Object.fromEntries(
    Object.entries(said.values).map(([name, value]) => {
      if (typeof value !== 'object') return [name, value];
      return [name, isPath(value) ? asPath(rename(value.path)) : (withPaths(value, rename) as Message)];
    }),
  );
  return { message: inEnglish({ message: said.message, messageId, values }), messageId, values };
}

/** A message with every word from outside changed, for example with what must not be shown taken out. */
export function withWords(said: Said, change: (words: string) => string): Said {
  if (typeof said === 'string') return change(said);
  const { message, messageId, values } = said;
  if (messageId === undefined || !TEMPLATES.has(messageId)) return change(message);
  if (values === undefined) return { message, messageId };
  const changed = Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (typeof value === 'number') return [name, value];
      if (typeof value === 'object' && isPath(value)) return [name, asPath(change(value.path))];
      return [name, asValue(withWords(value, change))];
    }),
  );
  return { message: inEnglish({ message, messageId, values: changed }), messageId, values: changed };
}

/** An error of one room that another makes a value of its own message: see `reasonOf`. */
export class SpokenError extends Error {
  readonly messageId: string;
  readonly values: Values | undefined;
  /** The same as plain data, which threads can pass on. */
  readonly said: Message;

  constructor(said: Message, options?: ErrorOptions) {
    super(said.message, options);
    this.name = 'SpokenError';
    this.said = said;
    this.messageId = said.messageId;
    this.values = said.values;
  }
}

/** What can be said, as a value of another message: a message where it has a key, its words where it has none. */
export function asValue(said: Said): string | Message {
  if (typeof said === 'string') return said;
  const { message, messageId, values } = said;
  if (messageId === undefined) return message;
  return { message, messageId, ...(values === undefined ? {} : { values }) };
}

/** What was thrown, as a value. */
export function reasonOf(thrown: unknown): string | Message {
  return thrown instanceof Error ? asValue(thrown) : String(thrown);
}

/** Message, key and values of what is said, each absent where there is none; for results and events. */
export function spoken(said: Said): { message: string; messageId?: string; values?: Values } {
  if (typeof said === 'string') return { message: said };
  const { message, messageId, values } = said;
  return {
    message,
    ...(messageId === undefined ? {} : { messageId }),
    ...(values === undefined ? {} : { values }),
  };
}
