import { readFileSync } from 'node:fs';
import { TovmachError } from '../../errors.js';
import { asPath, messages } from '../../message.js';
import type { Termbase } from '../../terms/termbase.js';
import { readTermsYaml } from '../../terms/yaml.js';
import { unreadable } from '../xml-events.js';
import { readTermsCsv } from './csv.js';
import { readTbx } from './tbx-read.js';
import type { TermsRead } from './types.js';

/** Termbases from files, by the ending of their names. */

const say = messages('exchange', {
  unknownTermFile: 'it cannot be told what kind of terms {{file}} holds',
  termEndings: 'Name it .yaml, .csv, .tsv or .tbx.',
});

/** @throws TovmachError INPUT_INVALID with file and line, INPUT_NOT_FOUND, INPUT_UNREADABLE, USAGE for a file of another kind */
export async function readTermsFile(path: string): Promise<TermsRead> {
  const ending = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase();
  if (ending === 'tbx' || ending === 'xml') return readTbx(path);
  if (ending === 'csv' || ending === 'tsv') return readTermsCsv(path);
  if (ending !== 'yaml' && ending !== 'yml')
    throw new TovmachError('USAGE', say.unknownTermFile({ file: asPath(path) }), { hint: say.termEndings() });
  return { concepts: readTermsYaml(textOf(path), path).concepts, skipped: [] };
}

/** Decided names. @throws TovmachError INPUT_INVALID with file and line, INPUT_NOT_FOUND, INPUT_UNREADABLE */
export function readNamesFile(path: string): Termbase {
  return readTermsYaml(textOf(path), path, 'names');
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw unreadable(path, cause);
  }
}
