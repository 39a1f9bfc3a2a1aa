/**
 * Checks on translations: alarms on translations by people, and mistakes seeded into them.
 *
 *     npm run bench:checks -- <folder> [--pairs en-uk,uk-en] [--half setting|held] [--seeds 300] [--show check] [--pofilter]
 *
 * The folder holds files `<source>-<target>.tsv` with a heading and columns source and translation. A seed is put into
 * references that no check said anything of, at places chosen by a fixed seed, whether a check can see it or not. Checks
 * are set by every second row (`setting`) and measured by the others (`held`).
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createChecks, examineUnit } from '../../src/check/check.js';
import { createCascade } from '../../src/language/cascade.js';
import type { Check, CheckResult } from '../../src/model/contracts.js';
import type { TranslationUnit } from '../../src/model/translation.js';
import { namesCheck } from '../../src/names/check.js';
import { findPlaceholders } from '../../src/segment/placeholders.js';
import { NO_TERMS } from '../../src/terms/termbase.js';
import { createTerms } from '../../src/terms/terms.js';
import { runPofilter } from './pofilter.js';
import { type Pool, SEEDS } from './seeds.js';

interface Row {
  readonly source: string;
  readonly translation: string;
}

const print = (line = ''): void => void process.stdout.write(`${line}\n`);
const args = process.argv.slice(2);
const option = (name: string): string | undefined => {
  const at = args.indexOf(`--${name}`);
  return at < 0 ? undefined : args[at + 1];
};
const folder = args.find(
  (one, index) => !one.startsWith('--') && !(args[index - 1] ?? '').match(/^--(pairs|half|seeds|show|kind)$/),
);
if (folder === undefined || !existsSync(folder)) {
  process.stderr.write('npm run bench:checks -- <folder with .tsv files of sources and translations>\n');
  process.exit(2);
}
const wanted = option('pairs')?.split(',');
const most = Number(option('seeds') ?? 300);
const show = option('show');
const kind = option('kind');
const half = option('half');

const tables = new Map<string, Row[]>();
for (const name of readdirSync(folder).sort()) {
  const pair = /^([a-z]{2,3}-[a-z]{2,3})\.tsv$/.exec(name)?.[1];
  if (pair === undefined) continue;
  const rows = readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [source, translation] = line.split('\t');
      return source && translation ? [{ source, translation }] : [];
    })
    .filter((_, index) => half === undefined || (index % 2 === 0) === (half === 'setting'));
  tables.set(pair, rows);
}

/** Mulberry32: the same seeds on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const namesBy = new Map<string, (word: string) => boolean>();

/** Words of a language that are names, by all texts there are in it. */
function namesOf(language: string): (word: string) => boolean {
  const made = namesBy.get(language);
  if (made !== undefined) return made;
  const small = new Set<string>();
  for (const [pair, rows] of tables) {
    const [from, to] = pair.split('-');
    for (const { source, translation } of rows)
      for (const text of [from === language ? source : '', to === language ? translation : ''])
        for (const [word] of text.matchAll(/(?<!\p{L})\p{Ll}[\p{L}\p{M}]+/gu)) small.add(word.toLowerCase());
  }
  for (let at = 0; at < 12; at++)
    for (const options of [
      { month: 'long' },
      { weekday: 'long' },
      { month: 'long', day: 'numeric' },
    ] as const)
      for (const { value } of new Intl.DateTimeFormat(language, {
        ...options,
        timeZone: 'UTC',
      }).formatToParts(new Date(Date.UTC(2024, at, 1))))
        small.add(value.toLowerCase());
  const isName = (word: string): boolean =>
    !small.has(word.toLowerCase()) && !small.has(word.toLowerCase().replace(/s$/, ''));
  namesBy.set(language, isName);
  return isName;
}

function unitOf(row: Row, source: string, target: string): TranslationUnit {
  return {
    key: row.source,
    source,
    target,
    text: row.source,
    placeholders: findPlaceholders(row.source),
    role: 'paragraph',
  };
}

const detector = createCascade();
const candidates = ['en', 'uk', 'ru', 'cs', 'de'];
const checks: readonly Check[] = [
  ...createChecks({ detector, candidates }),
  namesCheck(createTerms(NO_TERMS)),
];
const examine = (row: Row, source: string, target: string, translation = row.translation): CheckResult[] =>
  examineUnit(checks, { unit: unitOf(row, source, target), translation });

const percent = (part: number, whole: number): string =>
  whole === 0 ? '-' : ((100 * part) / whole).toFixed(2);
const pad = (text: string, width: number): string => text.padStart(width);

const pairs = [...tables.keys()].filter((pair) => wanted === undefined || wanted.includes(pair));
const alarms = new Map<string, Map<string, number>>();
const silent = new Map<string, Row[]>();
const totals = new Map<string, Record<string, number>>();

let characters = 0;
const started = process.cpuUsage();
for (const pair of pairs) {
  const [source = '', target = ''] = pair.split('-');
  const rows = tables.get(pair) ?? [];
  const quiet: Row[] = [];
  const worst: Record<string, number> = { minor: 0, major: 0, critical: 0, any: 0 };
  for (const row of rows) {
    const found = examine(row, source, target);
    characters += row.translation.length;
    if (found.length === 0) quiet.push(row);
    else worst.any = (worst.any ?? 0) + 1;
    const gravest = ['critical', 'major', 'minor'].find((one) =>
      found.some(({ severity }) => severity === one),
    );
    if (gravest !== undefined) worst[gravest] = (worst[gravest] ?? 0) + 1;
    for (const { check, severity, message } of found) {
      const name = `${check} ${severity}`;
      const byPair = alarms.get(name) ?? new Map<string, number>();
      byPair.set(pair, (byPair.get(pair) ?? 0) + 1);
      alarms.set(name, byPair);
      if (show !== undefined && (show === check || show === severity || show === name.replace(' ', ':')))
        print(`[${pair} ${name}] ${message}\n    ${row.source}\n    ${row.translation}`);
    }
  }
  silent.set(pair, quiet);
  totals.set(pair, worst);
}
const spent = process.cpuUsage(started);

print(`\n# Alarms on translations by people, % of segments\n`);
print(`${'check'.padEnd(26)}${pairs.map((pair) => pad(pair, 7)).join('')}`);
for (const name of [...alarms.keys()].sort()) {
  const counts = pairs.map((pair) =>
    pad(percent(alarms.get(name)?.get(pair) ?? 0, tables.get(pair)?.length ?? 0), 7),
  );
  print(`${name.padEnd(26)}${counts.join('')}`);
}
const summary = (name: string, of: (worst: Record<string, number>) => number): void =>
  print(
    `${name.padEnd(26)}${pairs.map((pair) => pad(percent(of(totals.get(pair) ?? {}), tables.get(pair)?.length ?? 0), 7)).join('')}`,
  );
summary('any', ({ any = 0 }) => any);
summary('MAJOR AND WORSE', ({ major = 0, critical = 0 }) => major + critical);
summary('CRITICAL', ({ critical = 0 }) => critical);
const seconds = (spent.user + spent.system) / 1e6;
print(
  `\n${(characters / 1e6 / seconds).toFixed(2)} million characters of translations a second of processor time`,
);

if (!args.includes('--alarms')) {
  print(`\n# Seeded mistakes found, % (major and worse in brackets) and how many\n`);
  print(`${'mistake'.padEnd(24)}${pad('all', 12)}${pairs.map((pair) => pad(pair, 14)).join('')}`);
  const damaged: { pair: string; kind: string; source: string; text: string }[] = [];
  for (const [name, seed] of Object.entries(SEEDS)) {
    if (kind !== undefined && !kind.split(',').includes(name)) continue;
    let all = 0;
    let caught = 0;
    let grave = 0;
    const cells = pairs.map((pair) => {
      const [source = '', target = ''] = pair.split('-');
      const rows = silent.get(pair) ?? [];
      const random = randomFrom(20_261_126);
      const others = rows.map(({ translation }) => translation);
      const script = (tag: string): string => new Intl.Locale(tag).maximize().script ?? '';
      const foreign = [...tables].flatMap(([other, list]) => {
        const [from = '', to = ''] = other.split('-');
        const column =
          to !== target && script(to) === script(target)
            ? 'translation'
            : from !== target && script(from) === script(target)
              ? 'source'
              : undefined;
        return column === undefined || (column === 'source' ? from : to) === target
          ? []
          : list.map((row) => row[column]);
      });
      const pool: Pool = { others, foreign, random, isName: namesOf(target) };
      const seen = new Set<string>();
      let made = 0;
      let found = 0;
      let major = 0;
      // Places are few for some kinds: then a segment is damaged in several ways.
      for (let round = 0; round < 8 && made < most; round++) {
        for (const row of shuffled(rows, randomFrom(round + 7))) {
          if (made >= most) break;
          const text = seed({ ...row, target }, pool);
          if (text === undefined || text === row.translation || seen.has(`${row.source}\n${text}`)) continue;
          seen.add(`${row.source}\n${text}`);
          made += 1;
          const results = examine(row, source, target, text);
          damaged.push({ pair, kind: name, source: row.source, text });
          if (results.length > 0) found += 1;
          else if (show === 'missed' && kind !== undefined)
            print(`[${pair}] ${row.source}\n    ${row.translation}\n    ${text}`);
          if (results.some(({ severity }) => severity !== 'minor')) major += 1;
        }
      }
      all += made;
      caught += found;
      grave += major;
      return made === 0
        ? pad('-', 14)
        : pad(`${Math.round((100 * found) / made)} (${Math.round((100 * major) / made)}) ${made}`, 14);
    });
    const mean = all === 0 ? '-' : `${Math.round((100 * caught) / all)} (${Math.round((100 * grave) / all)})`;
    print(`${name.padEnd(24)}${pad(mean, 12)}${cells.join('')}`);
  }
  if (args.includes('--pofilter')) runPofilter(damaged, tables, pairs, print);
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const out = [...list];
  for (let index = out.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [out[index], out[other]] = [out[other] as T, out[index] as T];
  }
  return out;
}
