// Puts a translation where a unit with that source has none.   node fill.mjs FILE SOURCE TARGET
import { readFileSync, writeFileSync } from 'node:fs';

const [file, source, target] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
const place = new RegExp(`(<source[^>]*>${source}</source>)(\\s*)(?:<target[^>]*>[^<]*</target>|<target[^>]*/>)?`);
if (!place.test(text)) throw new Error(`no unit says: ${source}`);
writeFileSync(file, text.replace(place, `$1$2<target>${target}</target>`));
