/**
 * Writes src/names/data/cities.ts: names of cities by language, from the exemplar cities of the time zones of CLDR.
 *
 *     npm pack cldr-dates-full && tar xzf cldr-dates-full-*.tgz && node bench/cities.mjs package
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write('node bench/cities.mjs <folder of the npm package cldr-dates-full>\n');
  process.exit(2);
}
const LANGUAGES =
  'en uk ru be pl cs sk bg sr hr sl de nl sv da nb fi et lv lt hu ro fr es pt it el tr ka az kk he ar fa zh ja ko'.split(
    ' ',
  );
const CONTINENTS = ['Africa', 'America', 'Asia', 'Atlantic', 'Australia', 'Europe', 'Indian', 'Pacific'];
const zonesOf = (language) => {
  const file = join(folder, 'main', language, 'timeZoneNames.json');
  return JSON.parse(readFileSync(file, 'utf8')).main[language].dates.timeZoneNames.zone;
};
const byLanguage = LANGUAGES.map(zonesOf);
const rows = [];
for (const continent of CONTINENTS)
  for (const place of new Set(byLanguage.flatMap((zones) => Object.keys(zones[continent] ?? {})))) {
    // Indiana and Kentucky hold zones of their own, and are named with their state.
    if (byLanguage.some((zones) => (zones[continent]?.[place]?._type ?? 'zone') !== 'zone')) continue;
    const english = byLanguage[0][continent]?.[place]?.exemplarCity ?? place.replaceAll('_', ' ');
    rows.push(
      LANGUAGES.map((_, index) => {
        const name = byLanguage[index][continent]?.[place]?.exemplarCity ?? english;
        return name === english && index > 0 ? '' : name.replace(/\s*[[(].*$/u, '');
      }).join('|').replace(/\|+$/, ''),
    );
  }
rows.sort((a, b) => (a < b ? -1 : 1));
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const text = `/**
 * Cities by language: exemplar cities of the time zones of CLDR (npm cldr-dates-full ${version}, Unicode License v3,
 * © 1991-2026 Unicode, Inc.), written by bench/cities.mjs. A field that is empty is the English name.
 */
export const CITY_LANGUAGES = '${LANGUAGES.join(' ')}';

export const CITIES = \`
${rows.map((row) => row.replaceAll('\\', '\\\\').replaceAll('`', "'")).join('\n')}
\`;
`;
writeFileSync(new URL('../src/names/data/cities.ts', import.meta.url), text);
process.stdout.write(`${rows.length} cities, ${Buffer.byteLength(text)} bytes\n`);
