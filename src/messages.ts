/**
 * Messages of the library in the language of the user. Where they are made they are English, for they cross into logs,
 * reports and other programs; here a message is recognised by its shape, its values are taken out, and the whole is
 * said anew.
 */

/** One shape: `cannot read {{1}} ({{2}})`. */
interface Shape {
  readonly key: string;
  readonly pattern: RegExp;
  readonly numbers: readonly string[];
  /** Characters that are no value: the more, the surer. */
  readonly literal: number;
}

const VALUE = /\{\{(\d+)\}\}/g;
/** A message in a message in a message. */
const DEPTH = 3;
/** i18next tells plural forms by these ends of a key. */
const PLURAL = /_(?:zero|one|two|few|many|other)$/;

function shapeOf(key: string): Shape {
  const numbers = [...key.matchAll(VALUE)].map((match) => match[1] ?? '');
  const literals = key.split(/\{\{\d+\}\}/);
  const source = literals.map((part) => part.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')).join('(.*?)');
  return { key, pattern: new RegExp(`^${source}$`, 's'), numbers, literal: literals.join('').length };
}

/**
 * @param keys the shapes there are translations for, plural forms as i18next names them
 * @param translate says a shape with its values; `count` where the first value is a whole number
 * @returns the message in the other language; itself where its shape is not known
 */
export function createMessages(
  keys: readonly string[],
  translate: (key: string, values: Readonly<Record<string, string | number>>) => string,
): (message: string) => string {
  const shapes = [...new Set(keys.map((key) => key.replace(PLURAL, '')))]
    .map(shapeOf)
    .sort((a, b) => b.literal - a.literal);
  const say = (message: string, depth: number): string => {
    for (const { key, pattern, numbers } of shapes) {
      const match = pattern.exec(message);
      if (match === null) continue;
      const values: Record<string, string | number> = {};
      for (const [index, number] of numbers.entries()) {
        const value = match[index + 1] ?? '';
        values[number] = depth > 0 && value.includes(' ') ? say(value, depth - 1) : value;
      }
      if (/^\d+$/.test(String(values['1']))) values.count = Number(values['1']);
      return translate(key, values);
    }
    return message;
  };
  return (message) => say(message, DEPTH);
}
