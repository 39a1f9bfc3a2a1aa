import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { jsonSchema, SCHEMA_NAMES, schemas, schemaVersion } from '../../src/schemas/index.js';
import { ROOT, temporaryFolder, tovmach } from '../support/command-line.js';
import { subschemas } from '../support/schemas.js';

describe('the schemas', () => {
  it.each(SCHEMA_NAMES)('%s has an id, a version and a description for every property', (name) => {
    const schema = jsonSchema(name);
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(schema.$id).toBe(`urn:tovmach:schema:${name}:${schemaVersion(name)}`);
    const lacking: string[] = [];
    let properties = 0;
    for (const { path, schema: node } of subschemas(schema))
      for (const [key, value] of Object.entries(
        (node.properties ?? {}) as Record<string, { description?: string }>,
      )) {
        properties += 1;
        if ((value.description ?? '').trim() === '') lacking.push(`${path}.${key}`);
      }
    expect(lacking).toEqual([]);
    expect(properties).toBeGreaterThan(1);
  });

  it.each(SCHEMA_NAMES)('%s is a schema of draft 2020-12, and names itself in its documents', (name) => {
    const schema = jsonSchema(name);
    new Ajv2020({ validateFormats: false, allowUnionTypes: true }).compile(schema);
    if (name === 'config') return;
    expect(JSON.stringify(schema)).toContain(`"const":"tovmach/${name}@${schemaVersion(name)}"`);
  });

  it('are in the package as files, by the names of the index', () => {
    const folder = join(ROOT, 'dist/schemas');
    const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
    expect(files.sort()).toEqual(SCHEMA_NAMES.map((name) => `${name}.json`).sort());
    expect(Object.keys(schemas)).toEqual(SCHEMA_NAMES);
    for (const name of SCHEMA_NAMES)
      expect(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))).toEqual(schemas[name]);
  });

  it('are imported by subpath', async () => {
    const names = { index: 'tovmach/schemas', file: 'tovmach/schemas/plan.json' };
    const index = (await import(names.index)) as typeof import('../../src/schemas/index.js');
    expect(index.schemas.plan.$id).toBe('urn:tovmach:schema:plan:1');
    expect(import.meta.resolve(names.file)).toMatch(/dist\/schemas\/plan\.json$/);
  });

  it('are listed in docs/schemas.md', () => {
    const page = readFileSync(join(ROOT, 'docs/schemas.md'), 'utf8');
    const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (\d+) \| (.*) \|$/gm)];
    expect(rows.map(([, name, version, description]) => ({ name, version, description }))).toEqual(
      SCHEMA_NAMES.map((name) => ({
        name,
        version: String(schemaVersion(name)),
        description: schemas[name].description,
      })),
    );
  });
});

describe('tovmach schema', () => {
  it('prints one, the configuration where none is named, and all names', async () => {
    const cwd = temporaryFolder();
    const plain = await tovmach(['schema'], { cwd });
    expect(JSON.parse(plain.stdout)).toEqual(jsonSchema('config'));
    const named = await tovmach(['schema', 'manifest'], { cwd });
    expect(JSON.parse(named.stdout)).toEqual(jsonSchema('manifest'));
    const list = await tovmach(['schema', '--list'], { cwd });
    expect(
      list.stdout
        .trim()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(SCHEMA_NAMES);
    const unknown = await tovmach(['schema', 'manifst'], { cwd });
    expect(unknown).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is no schema "manifst"'),
    });
  });
});
