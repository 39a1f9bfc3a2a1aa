import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Config } from '../config/schema.js';
import { TovmachError } from '../errors.js';
import { asPath, messages, reasonOf } from '../message.js';
import { createSrxFinder, type FindSentences } from '../segment/srx.js';

/** Configuration -> rules for the ends of sentences. */

const say = messages('setup', {
  srxUnusable: 'the rules for sentences in {{file}} cannot be used: {{reason}}',
  checkSrxFile: 'Check detection.srxFile; without it the built-in rules are used.',
});

/** The rules of the user's SRX file; `undefined` without one. @throws TovmachError CONFIG */
export function srxOf(
  config: Config,
  directory: string,
  languages: readonly string[],
): FindSentences | undefined {
  const { srxFile } = config.detection;
  if (srxFile === undefined) return undefined;
  const file = resolve(directory, srxFile);
  try {
    return createSrxFinder(readFileSync(file, 'utf8'), languages);
  } catch (cause) {
    throw new TovmachError('CONFIG', say.srxUnusable({ file: asPath(file), reason: reasonOf(cause) }), {
      file,
      cause,
      hint: say.checkSrxFile(),
    });
  }
}
