import { randomUUID } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../../disk/files.js';
import { isRegularFile } from '../../disk/regular.js';
import type { LanguageTag } from '../../model/language.js';
import type { Role } from '../../model/segment.js';
import type { DecisionLine } from '../../setup/decisions.js';
import type { Setup } from '../../setup/setup.js';

type Given<Line> = Line extends DecisionLine ? Omit<Line, 'id' | 'at'> : never;

/** A decision made now. */
export function lineOf(decision: Given<DecisionLine>): DecisionLine {
  return { id: randomUUID(), at: new Date().toISOString(), ...decision };
}

/** A text with the language a person gave it, as `tovmach eval detect` reads it; each text once. */
export async function appendGold(
  { desk }: Setup,
  gold: { readonly text: string; readonly lang: LanguageTag; readonly role: Role; readonly by: string },
): Promise<void> {
  const path = join(desk, 'gold.ndjson');
  await makeFolder(dirname(path));
  const line = JSON.stringify({ text: gold.text, lang: gold.lang, class: gold.role, by: gold.by });
  const known = isRegularFile(path) ? readFileSync(path, 'utf8') : '';
  if (!known.split('\n').includes(line)) appendFileSync(path, `${line}\n`);
}
