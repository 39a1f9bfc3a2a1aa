import type { Said, Values } from '../message.js';

/** Data with every message in it said in one language. */

type Plain =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Plain[]
  | { readonly [key: string]: Plain };

/** A text, its key and its values, as messages, findings and problems carry them. */
const TEXTS = [
  ['message', 'messageId', 'values'],
  ['suggestion', 'suggestionId', 'suggestionValues'],
  ['hint', 'hintId', 'hintValues'],
] as const;

/** A copy with the texts in the language of `speak`; keys and values stay beside them. */
export function saidIn<Data>(data: Data, speak: (said: Said) => string): Data {
  return copied(data as Plain, speak) as Data;
}

function copied(data: Plain, speak: (said: Said) => string): Plain {
  if (typeof data !== 'object' || data === null) return data;
  if (Array.isArray(data)) return data.map((each: Plain) => copied(each, speak));
  const record = data as Readonly<Record<string, Plain>>;
  const said = new Map<string, Plain>();
  for (const [text, id, values] of TEXTS) {
    const message = record[text];
    if (typeof message !== 'string' || typeof record[id] !== 'string') continue;
    said.set(text, speak({ message, messageId: record[id], values: record[values] as Values | undefined }));
  }
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, said.get(key) ?? copied(value, speak)]),
  );
}
