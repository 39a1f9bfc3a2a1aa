// The last step of the build: JSON of the package without the white space people read it by; `tovmach schema` prints it with.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const dist = new URL('../dist/', import.meta.url);
for (const name of readdirSync(dist, { recursive: true })) {
  if (!name.endsWith('.json')) continue;
  const file = new URL(name.replaceAll('\\', '/'), dist);
  writeFileSync(file, `${JSON.stringify(JSON.parse(readFileSync(file, 'utf8')))}\n`);
}
