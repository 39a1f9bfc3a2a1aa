import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { type ErrorCode, hintOf, TovmachError } from '../errors.js';
import { type Message, messages, type Said, spoken } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';

/** What went wrong, as RFC 9457 has it: `application/problem+json`, with the code and the key programs rely on. */

const say = messages('api', {
  unauthorized: 'this server answers who brings its token',
  bringToken: 'Send it as: Authorization: Bearer TOKEN',
  nothingHere: 'there is nothing at this address',
  notJson: 'the body of the request is no JSON',
  sendJson: 'Send JSON, and say so: Content-Type: application/json',
  readOnly:
    'this server is for looking only: it was started with --read-only, or nobody is named who decides',
  notTaken: 'the request is not taken: {{what}}',
  tooLarge: 'the request is longer than {{bytes}} bytes',
  internal: 'something went wrong in tovmach itself: {{reason}}',
});

/** Codes beside those of the library's errors. */
type RefusalCode = 'UNAUTHORIZED' | 'NOT_FOUND' | 'BAD_REQUEST' | 'UNSUPPORTED_MEDIA_TYPE' | 'READ_ONLY';

const STATUS = {
  USAGE: 422,
  CONFIG: 422,
  LOCALE: 422,
  UNSUPPORTED_PAIR: 422,
  INPUT_NOT_FOUND: 404,
  INPUT_UNREADABLE: 422,
  INPUT_INVALID: 422,
  INPUT_TOO_LARGE: 413,
  AUTH: 502,
  QUOTA: 502,
  BUDGET: 402,
  MISSING_DEPENDENCY: 501,
  RATE_LIMIT: 503,
  UNAVAILABLE: 503,
  BAD_RESPONSE: 502,
  REJECTED: 502,
  TOO_LARGE: 413,
  PENDING: 503,
  MODEL: 503,
  OUTPUT: 500,
  STORE: 500,
  LOCKED: 423,
  STALE: 409,
  INTERNAL: 500,
  ABORTED: 503,
  UNAUTHORIZED: 401,
  NOT_FOUND: 404,
  BAD_REQUEST: 400,
  UNSUPPORTED_MEDIA_TYPE: 415,
  READ_ONLY: 403,
} as const satisfies Readonly<Record<ErrorCode | RefusalCode, number>>;
type ProblemCode = keyof typeof STATUS;
type ProblemStatus = (typeof STATUS)[ProblemCode];

/** A request that is refused before the library hears of it. */
export class Refused extends Error {
  constructor(
    readonly code: RefusalCode | 'INPUT_TOO_LARGE',
    readonly said: Message,
    readonly hint?: Message,
  ) {
    super(said.message);
  }
}

export const refused = {
  unauthorized: (): Refused => new Refused('UNAUTHORIZED', say.unauthorized(), say.bringToken()),
  nothingHere: (): Refused => new Refused('NOT_FOUND', say.nothingHere()),
  readOnly: (): Refused => new Refused('READ_ONLY', say.readOnly()),
  notJson: (): Refused => new Refused('BAD_REQUEST', say.notJson()),
  noJsonType: (): Refused => new Refused('UNSUPPORTED_MEDIA_TYPE', say.notJson(), say.sendJson()),
  notTaken: (what: string): Refused => new Refused('BAD_REQUEST', say.notTaken({ what })),
  tooLarge: (bytes: number): Refused => new Refused('INPUT_TOO_LARGE', say.tooLarge({ bytes })),
};

export const problem = z.object({
  type: z.string().describe('`urn:tovmach:error:` and the code.'),
  title: z.string().describe('Of the status, in English.'),
  status: z.custom<ProblemStatus>((status) => typeof status === 'number').describe('Of HTTP.'),
  detail: z.string().describe('One sentence in the language that was asked for.'),
  code: z.enum(Object.keys(STATUS) as [ProblemCode, ...ProblemCode[]]).describe('What programs may rely on.'),
  messageId: z.string().optional().describe('The key of the sentence.'),
  hint: z.string().optional().describe('What can be done about it, in the same language.'),
  hintId: z.string().optional().describe('The key of the hint.'),
});
export type Problem = Readonly<z.output<typeof problem>>;

/** @param hide takes secrets out of a text */
export function problemOf(
  error: unknown,
  { speak, hide }: { readonly speak: (said: Said) => string; readonly hide: (text: string) => string },
): Problem {
  const told = TovmachError.isInstance(error)
    ? { code: error.code, said: error, hint: hintOf(error) }
    : error instanceof Refused
      ? { code: error.code, said: error.said, hint: error.hint }
      : {
          code: 'INTERNAL' as const,
          said: say.internal({ reason: error instanceof Error ? error.message : String(error) }),
          hint: undefined,
        };
  const { code, said } = told;
  const { messageId } = spoken(said);
  const hint = told.hint === undefined ? undefined : spoken(told.hint);
  const status = STATUS[code];
  return {
    type: `urn:tovmach:error:${code}`,
    title: STATUS_CODES[status] ?? code,
    status,
    detail: hide(speak(said)),
    code,
    ...onlyDefined({
      messageId,
      hint: told.hint === undefined ? undefined : hide(speak(told.hint)),
      hintId: hint?.messageId,
    }),
  };
}
