// Writes the JSON Schemas and the OpenAPI document beside the built code: dist/schemas/<name>.json, dist/api/openapi.json. `npm run schemas`, part of every build.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../dist/schemas/', import.meta.url));
const { schemas } = await import(new URL('../dist/schemas/index.js', import.meta.url).href);
for (const name of readdirSync(folder)) if (name.endsWith('.json')) rmSync(folder + name);
for (const [name, schema] of Object.entries(schemas))
  writeFileSync(`${folder}${name}.json`, `${JSON.stringify(schema, null, 2)}\n`);
const { openApi } = await import(new URL('../dist/api/openapi.js', import.meta.url).href);
writeFileSync(fileURLToPath(new URL('../dist/api/openapi.json', import.meta.url)), `${JSON.stringify(openApi(), null, 2)}\n`);
