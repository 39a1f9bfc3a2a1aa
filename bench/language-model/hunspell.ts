import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The forms of a Hunspell dictionary. */

/** More forms than this a dictionary does not yield: a set holds no more than twice as many. */
const MOST_FORMS = 8_000_000;

/**
 * Applies the one-step suffix rules of a Hunspell dictionary: enough to see the endings of a language.
 *
 * @param prefixes as well: `increase` is kept as `crease` with a rule for `in-`.
 */
export function inflect(root: string, name: string, prefixes = false): Set<string> {
  const words = new Set<string>();
  const base = join(root, 'usr/share/hunspell', name);
  if (!existsSync(`${base}.dic`)) return words;
  const head = readFileSync(`${base}.aff`, 'latin1');
  const label = /^SET\s+(\S+)/m.exec(head)?.[1]?.toLowerCase() ?? 'utf-8';
  const decoder = new TextDecoder(label.replace('microsoft-cp1251', 'windows-1251'));
  const affix = decoder.decode(readFileSync(`${base}.aff`));
  const kind = /^FLAG\s+(\S+)/m.exec(affix)?.[1];
  const rules = new Map<string, { strip: string; add: string; when: RegExp }[]>();
  const before = new Map<string, string[]>();
  for (const line of affix.split(/\r?\n/)) {
    const [type, flag = '', strip = '', added = '', condition = '.'] = line.split(/\s+/);
    if (prefixes && type === 'PFX' && strip === '0' && condition === '.') {
      before.set(flag, [...(before.get(flag) ?? []), added]);
      continue;
    }
    if (type !== 'SFX' || added === '' || /^\d+$/.test(added) || strip === 'Y' || strip === 'N') continue;
    const list = rules.get(flag) ?? [];
    try {
      list.push({
        strip: strip === '0' ? '' : strip,
        add: (added.split('/')[0] ?? '').replace(/^0$/, ''),
        when: new RegExp(`${condition}$`, 'u'),
      });
    } catch {
      continue;
    }
    rules.set(flag, list);
  }
  const lines = decoder
    .decode(readFileSync(`${base}.dic`))
    .split(/\r?\n/)
    .slice(1);
  for (const line of lines) {
    const [word = '', flags = ''] = (line.split(/\s/)[0] ?? '').split('/');
    if (word.length < 2) continue;
    if (words.size > MOST_FORMS) break;
    const list =
      kind === 'num' ? flags.split(',') : kind === 'long' ? (flags.match(/../g) ?? []) : [...flags];
    const beginnings = ['', ...list.flatMap((flag) => before.get(flag) ?? [])];
    for (const beginning of beginnings) words.add(beginning + word);
    for (const flag of list) {
      for (const rule of rules.get(flag) ?? []) {
        if (!word.endsWith(rule.strip) || !rule.when.test(word)) continue;
        const form = word.slice(0, word.length - rule.strip.length) + rule.add;
        for (const beginning of beginnings) words.add(beginning + form);
      }
    }
  }
  return words;
}
