import type { Message, Value, Values } from '../message.js';
import type { Finding } from '../model/finding.js';
import { onlyDefined } from '../model/only-defined.js';
import type { FindPersonal } from '../model/personal.js';

/** Fewer digits of a number than these tell nobody whose it is. */
const TELLING = 5;
const digitsOf = (text: string): string => text.replace(/\D/g, '');

/**
 * Findings quote texts, and go to terminals and logs: what is masked on its way to a service has its kind in its place there,
 * `[card]`, also where a check quotes its digits in another form.
 * @param texts what the findings are about
 */
export function hidePersonal(
  findings: readonly Finding[],
  texts: Iterable<string>,
  find: FindPersonal,
): Finding[] {
  const kinds = new Map<string, string>();
  for (const text of texts)
    for (const { kind, start, end } of find(text)) kinds.set(text.slice(start, end), `[${kind}]`);
  if (kinds.size === 0) return [...findings];
  // The longest first: one may be a part of another.
  const secrets = [...kinds].sort(([a], [b]) => b.length - a.length);
  const numbers = secrets.map(([secret, kind]) => ({ digits: digitsOf(secret), kind }));
  const hide = (text: string): string => {
    const without = secrets.reduce((rest, [secret, kind]) => rest.replaceAll(secret, kind), text);
    return without.replace(/\d[\d\p{Zs}.,()–-]{3,}\d/gu, (number) => {
      const digits = digitsOf(number);
      if (digits.length < TELLING) return number;
      return numbers.find((one) => one.digits.includes(digits))?.kind ?? number;
    });
  };
  const inValue = (value: Value): Value => {
    if (typeof value === 'string') return hide(value);
    return typeof value === 'object' && 'message' in value ? inMessage(value) : value;
  };
  const inValues = (values: Values): Values =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, inValue(value)]));
  const inMessage = (message: Message): Message => ({
    ...message,
    message: hide(message.message),
    ...onlyDefined({ values: message.values && inValues(message.values) }),
  });
  return findings.map((finding) => ({
    ...finding,
    message: hide(finding.message),
    ...onlyDefined({
      values: finding.values && inValues(finding.values),
      suggestion: finding.suggestion && hide(finding.suggestion),
      suggestionValues: finding.suggestionValues && inValues(finding.suggestionValues),
    }),
  }));
}
