import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EXIT,
  EXIT_CODES,
  exitCodeOf,
  hintOf,
  ProviderError,
  problemOf,
  TovmachError,
} from '../../src/errors.js';
import type { ErrorCode, FailureCode, ProviderErrorCode } from '../../src/index.js';
import { messages } from '../../src/message.js';

const say = messages('test-errors', {
  gone: 'the file {{name}} is gone',
  look: 'Look for {{name}}',
});

const CODES = Object.keys(EXIT_CODES) as ErrorCode[];
/** What each number means to a script that runs tovmach: changing one breaks it. */
const NUMBERS: Readonly<Record<string, readonly ErrorCode[]>> = {
  2: ['USAGE', 'CONFIG', 'LOCALE', 'UNSUPPORTED_PAIR'],
  3: ['INPUT_NOT_FOUND', 'INPUT_UNREADABLE', 'INPUT_INVALID', 'INPUT_TOO_LARGE'],
  4: ['AUTH', 'QUOTA', 'BUDGET', 'MISSING_DEPENDENCY'],
  5: ['RATE_LIMIT', 'UNAVAILABLE', 'BAD_RESPONSE', 'REJECTED', 'TOO_LARGE', 'PENDING'],
  6: ['MODEL'],
  7: ['OUTPUT', 'STORE', 'LOCKED'],
  8: ['STALE'],
  70: ['INTERNAL'],
  130: ['ABORTED'],
};

const problem = (code: ErrorCode): TovmachError => new TovmachError(code, 'words from outside');

describe('exit codes', () => {
  it('are the documented numbers', () => {
    expect(EXIT).toEqual({
      ok: 0,
      findings: 1,
      usage: 2,
      input: 3,
      person: 4,
      later: 5,
      partial: 6,
      output: 7,
      stale: 8,
      internal: 70,
      interrupted: 130,
    });
    const byNumber = Object.fromEntries(
      Object.keys(NUMBERS).map((number) => [
        number,
        CODES.filter((code) => EXIT_CODES[code] === Number(number)),
      ]),
    );
    expect(byNumber).toEqual(NUMBERS);
    for (const code of CODES) expect(problem(code).exitCode).toBe(EXIT_CODES[code]);
  });

  it('of a call are 0 where nothing was wrong, whatever was written', () => {
    expect(exitCodeOf({ problems: [] })).toBe(0);
    expect(exitCodeOf({ problems: [], written: true, failures: [], findings: false })).toBe(0);
  });

  it('of a call go by one order: the gravest decides', () => {
    const order: readonly ErrorCode[] = [
      'ABORTED',
      'INTERNAL',
      'USAGE',
      'AUTH',
      'OUTPUT',
      'INPUT_NOT_FOUND',
      'UNAVAILABLE',
      'STALE',
      'MODEL',
    ];
    fc.assert(
      fc.property(fc.subarray([...order], { minLength: 1 }), fc.boolean(), (some, findings) => {
        const [first] = order.filter((code) => some.includes(code));
        const shuffled = [...some].reverse().map(problem);
        expect(exitCodeOf({ problems: shuffled, findings })).toBe(EXIT_CODES[first as ErrorCode]);
      }),
    );
    expect(exitCodeOf({ problems: [], findings: true })).toBe(EXIT.findings);
    expect(exitCodeOf({ problems: [problem('INTERNAL')], interrupted: true })).toBe(EXIT.interrupted);
  });

  it('soften to "in part" only where something was written, and only input and try-later', () => {
    for (const code of CODES) {
      const softened = ([EXIT.input, EXIT.later] as number[]).includes(EXIT_CODES[code]);
      expect(exitCodeOf({ problems: [problem(code)], written: true }), code).toBe(
        softened ? EXIT.partial : EXIT_CODES[code],
      );
      expect(exitCodeOf({ problems: [problem(code)] }), code).toBe(EXIT_CODES[code]);
    }
  });

  it('of units that failed are those of their errors; a refused answer and a pair nobody does are "in part"', () => {
    const of = (failure: FailureCode, written = false): number =>
      exitCodeOf({ problems: [], failures: new Set([failure]), written });
    expect(of('CHECK')).toBe(EXIT.partial);
    expect(of('UNSUPPORTED_PAIR')).toBe(EXIT.partial);
    expect(of('AUTH', true)).toBe(EXIT.person);
    expect(of('UNAVAILABLE')).toBe(EXIT.later);
    expect(of('UNAVAILABLE', true)).toBe(EXIT.partial);
  });
});

describe('an error', () => {
  it('has its message and hint in English with their keys and values beside them', () => {
    const cause = new Error('below');
    const error = new TovmachError('INPUT_NOT_FOUND', say.gone({ name: 'a.txt' }), {
      hint: say.look({ name: 'b.txt' }),
      file: 'a.txt',
      line: 3,
      column: 4,
      cause,
    });
    expect({ ...error }).toEqual({
      name: 'TovmachError',
      code: 'INPUT_NOT_FOUND',
      messageId: 'test-errors.gone',
      values: { name: 'a.txt' },
      hint: 'Look for b.txt',
      hintId: 'test-errors.look',
      hintValues: { name: 'b.txt' },
      file: 'a.txt',
      line: 3,
      column: 4,
    });
    expect(error.message).toBe('the file a.txt is gone');
    expect(error.cause).toBe(cause);
    expect(error).toBeInstanceOf(Error);
    expect(hintOf(error)).toEqual({
      message: 'Look for b.txt',
      messageId: 'test-errors.look',
      values: { name: 'b.txt' },
    });
  });

  it('of words from outside has no key, no hint and no cause', () => {
    const error = problem('OUTPUT');
    expect(error.message).toBe('words from outside');
    expect(error.messageId).toBeUndefined();
    expect(error.hint).toBeUndefined();
    expect('cause' in error).toBe(false);
    expect(hintOf(error)).toBeUndefined();
  });

  it('is told apart from anything else, also by another copy of the package', () => {
    const error = problem('OUTPUT');
    expect(TovmachError.isInstance(error)).toBe(true);
    expect(ProviderError.isInstance(error)).toBe(false);
    const copied = Object.create(
      Object.getPrototypeOf({}),
      Object.getOwnPropertyDescriptors(error),
    ) as object;
    expect(copied).not.toBeInstanceOf(TovmachError);
    expect(TovmachError.isInstance(copied)).toBe(true);
    expect(Object.getOwnPropertySymbols(error)).toContain(Symbol.for('tovmach.error'));
    for (const other of [new Error('x'), null, undefined, 'x', 5, {}, () => 1]) {
      expect(TovmachError.isInstance(other)).toBe(false);
      expect(ProviderError.isInstance(other)).toBe(false);
    }
  });
});

describe('an error of a provider', () => {
  const failed = (code: ProviderErrorCode, details = {}): ProviderError =>
    new ProviderError('deepl', code, 'no', details);

  it('has what the adapter knows of it', () => {
    const details = {
      status: 429,
      retryAfterMs: 2000,
      unitIds: ['1'],
      misaddressed: true,
      unreached: true,
      resend: true,
      usage: { characters: 7 },
      hint: 'wait',
    };
    const error = failed('RATE_LIMIT', details);
    expect(error).toMatchObject({ ...details, name: 'ProviderError', provider: 'deepl', code: 'RATE_LIMIT' });
    expect(error.exitCode).toBe(EXIT.later);
    expect(ProviderError.isInstance(error)).toBe(true);
    expect(TovmachError.isInstance(error)).toBe(true);
    expect(failed('AUTH')).toMatchObject({ misaddressed: false, unreached: false, resend: false });
    expect(failed('AUTH').usage).toBeUndefined();
  });

  it('says by its code what may be tried next', () => {
    const codes: readonly ProviderErrorCode[] = [
      'AUTH',
      'QUOTA',
      'RATE_LIMIT',
      'UNAVAILABLE',
      'BAD_RESPONSE',
      'REJECTED',
      'TOO_LARGE',
      'UNSUPPORTED_PAIR',
      'MISSING_DEPENDENCY',
      'MODEL',
      'CONFIG',
      'ABORTED',
    ];
    const those = (is: (error: ProviderError) => boolean): string[] =>
      codes.filter((code) => is(failed(code)));
    expect(those((error) => error.retryable)).toEqual(['RATE_LIMIT', 'UNAVAILABLE']);
    expect(those((error) => error.divisible)).toEqual(['BAD_RESPONSE', 'REJECTED', 'TOO_LARGE']);
    expect(those((error) => !error.mendableElsewhere)).toEqual(['ABORTED']);
    // A web page instead of a service stays one, however small the request.
    expect(failed('BAD_RESPONSE', { misaddressed: true }).divisible).toBe(false);
  });
});

describe('what is thrown while a file is in work', () => {
  it('names the file; an error that names one already is left as it is', () => {
    const named = new TovmachError('INPUT_INVALID', 'no', { file: 'inner.txt' });
    expect(problemOf(named, 'a.txt')).toBe(named);
    const bare = new TovmachError('STORE', say.gone({ name: 'x' }), { hint: say.look({ name: 'y' }) });
    const given = problemOf(bare, 'a.txt');
    expect(given).toMatchObject({
      code: 'STORE',
      file: 'a.txt',
      messageId: 'test-errors.gone',
      values: { name: 'x' },
      hint: 'Look for y',
      hintId: 'test-errors.look',
      cause: bare,
    });
  });

  it('is a bug where it is none of ours, and says what to do about it', () => {
    const bug = new TypeError('x is not a function');
    const given = problemOf(bug, 'a.txt');
    expect(given).toMatchObject({
      code: 'INTERNAL',
      exitCode: 70,
      file: 'a.txt',
      message: 'internal error: x is not a function',
      messageId: 'run.internal',
      values: { reason: 'x is not a function' },
      hintId: 'run.reportTheBug',
      cause: bug,
    });
    expect(given.hint).toContain('--debug');
    expect(problemOf('thrown words', 'a.txt').message).toBe('internal error: thrown words');
  });
});
