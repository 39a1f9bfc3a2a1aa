// Writes the JSON Schemas beside the built code: dist/schemas/<name>.json. `npm run schemas`, part of every build.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../dist/schemas/', import.meta.url));
const { schemas } = await import(new URL('../dist/schemas/index.js', import.meta.url).href);
for (const name of readdirSync(folder)) if (name.endsWith('.json')) rmSync(folder + name);
for (const [name, schema] of Object.entries(schemas))
  writeFileSync(`${folder}${name}.json`, `${JSON.stringify(schema, null, 2)}\n`);
