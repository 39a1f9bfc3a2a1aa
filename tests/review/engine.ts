import { z } from 'zod';
import { defineProvider } from '../../src/index.js';
import { fakeProvider } from '../support/fake-provider.js';

/** An engine that answers from a table, asks 20 USD for a million characters, and is asked only by name. */
export function engineOf(answers: Readonly<Record<string, string>>, name = 'press') {
  const asked: string[] = [];
  const definition = defineProvider({
    kind: 'provider',
    name,
    description: 'an engine of a test',
    settings: z.strictObject({}),
    auto: false,
    prices: () => [
      { perMillionCharacters: 20, currency: 'USD', asOf: '2026-01-01', source: 'https://example.org/prices' },
    ],
    create: () =>
      fakeProvider({
        name,
        capabilities: { remote: true },
        translate: (text) => {
          asked.push(text);
          return answers[text] ?? text;
        },
      }),
  });
  return { definition, asked };
}
