import { z } from 'zod';
import { messages } from '../message.js';
import { parseLanguageTag } from '../model/language.js';
import { ROLES } from '../model/segment.js';
import { list } from './input.js';
import { refused } from './refused.js';

/** The section `routes` of the configuration: which texts are for whom. */

const say = messages('config', {
  noPair: '"{{value}}" is no pair of languages',
  pairForm: 'Write two BCP 47 codes, `uk>en`, or `*` for any language: `*>en`, `uk>*`.',
});

const ANY = '*';

/** `uk>en`, `*>en`, `uk>*`. */
const pair = z.string().transform((value, context) => {
  const sides = value.split('>').map((side) => side.trim());
  const [source, target] = sides.map((side) => (side === ANY ? ANY : parseLanguageTag(side).tag));
  if (sides.length === 2 && source !== undefined && target !== undefined) return { source, target };
  context.addIssue(refused({ said: say.noPair({ value }), hint: say.pairForm() }));
  return z.NEVER;
});

const length = z.number().int().positive();

/** @param providerName what a provider may be called */
export function routesSchema(providerName: z.ZodType<string>) {
  return z
    .array(
      z.strictObject({
        pairs: list(pair)
          .optional()
          .describe('Pairs of languages, `uk>en`; `*` stands for any language. Absent: all.'),
        roles: list(z.enum(ROLES))
          .optional()
          .describe('What the texts are in their article; absent: anything.'),
        minCharacters: length.optional().describe('Texts of at least so many characters (UTF-16).'),
        maxCharacters: length.optional().describe('Texts of at most so many characters (UTF-16).'),
        provider: list(providerName)
          .refine((names) => names.length > 0)
          .describe('Who is asked for them, in order; then those of `provider`.'),
      }),
    )
    .default([])
    .describe('Providers for some texts alone: the first route that fits a text decides who is asked first.');
}
