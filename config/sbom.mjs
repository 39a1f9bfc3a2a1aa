// The parts of the package as CycloneDX: what npm installs with it, and what is bundled into it.   node config/sbom.mjs >tovmach.cdx.json
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const { packages } = read('../package-lock.json');
const sbom = JSON.parse(
  execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], { encoding: 'utf8', maxBuffer: 1e8 }),
);

// Walked here: with `--omit dev`, npm leaves out what an optional peer asks for as well, such as zod.
const parts = new Set(read('../dist/vendor/parts.json').map(({ name, version }) => `${name}@${version}`));
const visited = new Set();
function visit(path) {
  if (visited.has(path)) return;
  visited.add(path);
  const { version, dependencies = {}, optionalDependencies = {} } = packages[path];
  if (path !== '') parts.add(`${path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`);
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const place = [`${path}/node_modules/${name}`, `node_modules/${name}`].find((each) => each in packages);
    if (place === undefined) throw new Error(`${name} is not in package-lock.json`);
    visit(place);
  }
}
visit('');

sbom.components = sbom.components.filter((part) => parts.delete(part['bom-ref']));
const kept = new Set([sbom.metadata.component['bom-ref'], ...sbom.components.map((part) => part['bom-ref'])]);
sbom.dependencies = sbom.dependencies
  .filter(({ ref }) => kept.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((each) => kept.has(each)) }));
// Binaries for other systems are no parts to npm on this one.
const left = [...parts].filter((name) => !name.startsWith('@libsql/'));
if (left.length > 0) throw new Error(`not in npm's list: ${left.join(', ')}`);
process.stdout.write(`${JSON.stringify(sbom, null, 2)}\n`);
