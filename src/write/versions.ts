import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';

/** Files of the state that another version wrote in a way this one does not know. */

const say = messages('write', {
  otherVersion: '{{file}} was written by another tovmach ({{schema}})',
  updateTovmach: 'Update tovmach, or name another folder with --out.',
});

const SCHEMA = /"schema"\s*:\s*"(tovmach\/[a-z]+@\d+)"/;
/** Characters of a file its schema is among. */
const HEAD = 500;

/**
 * Refuses a file of a later schema: to read it as damaged would be to write over it.
 * @param text of the file, or its beginning
 * @param known what this version writes, `tovmach/ledger@1`
 * @throws TovmachError OUTPUT
 */
export function refuseOtherVersion(text: string, file: string, known: string): void {
  const schema = SCHEMA.exec(text.slice(0, HEAD))?.[1];
  if (schema === undefined || schema === known || schema.split('@')[0] !== known.split('@')[0]) return;
  throw new TovmachError('OUTPUT', say.otherVersion({ file: asPath(file), schema }), {
    file,
    line: 1,
    hint: say.updateTovmach(),
  });
}
