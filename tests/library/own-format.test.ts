import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTovmach, type FormatDefinition, type TovmachError } from '../../src/index.js';

/** What is given as a format is looked at before any work, and named where it is none. */

const good: FormatDefinition = {
  kind: 'format',
  name: 'lines',
  description: 'a line an article',
  settings: z.object({}),
  create: () => ({ name: 'text', extensions: ['.lines'], async *read() {} }),
};

const refusal = async (definition: unknown): Promise<TovmachError> =>
  createTovmach({ formats: [definition as FormatDefinition] }).then(
    () => expect.unreachable('it was taken'),
    (error: TovmachError) => error,
  );

describe('a format of one’s own', () => {
  it('is taken', async () => {
    const tovmach = await createTovmach({ formats: [good] });
    await tovmach.close();
  });

  it.each([
    ['of another kind', { ...good, kind: 'check' }, /formats\[0\].*"check"/],
    ['nothing', {}, /formats\[0\].*kind/],
    [
      'that throws',
      {
        ...good,
        create: () => {
          throw new Error('no grammar');
        },
      },
      /"lines".*no grammar/,
    ],
    ['that gives nothing', { ...good, create: () => undefined }, /"lines".*"read"/],
    ['with a setting nobody gave', { ...good, settings: z.object({ path: z.string() }) }, /"lines".*path/],
  ])('%s is refused by name, with what to do', async (_, definition, message) => {
    const error = await refusal(definition);
    expect(error).toMatchObject({ code: 'CONFIG' });
    expect(error.message.replaceAll('\n', ' ')).toMatch(message);
    expect(error.hint).toBeTruthy();
  });
});
