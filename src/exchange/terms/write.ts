import type { Termbase } from '../../terms/termbase.js';
import { writeTermsYaml } from '../../terms/yaml.js';
import { writeTermsCsv } from './csv.js';
import { type TbxVersion, writeTbx } from './tbx-write.js';

/** Formats a termbase is written in. */
export const TERM_FORMATS = ['yaml', 'csv', 'tbx', 'tbx2'] as const;
/** How a termbase is written: TBX-Basic in version 3 or 2. */
export type TermFormat = (typeof TERM_FORMATS)[number];

/** The termbase in a format; the same concepts give the same bytes. */
export function termsAs(termbase: Termbase, format: TermFormat): string {
  const versions: Readonly<Record<'tbx' | 'tbx2', TbxVersion>> = { tbx: '3', tbx2: '2' };
  if (format === 'yaml') return writeTermsYaml(termbase);
  return format === 'csv' ? writeTermsCsv(termbase) : writeTbx(termbase, versions[format]);
}
