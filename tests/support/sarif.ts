import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { ROOT } from './command-line.js';

const schema = JSON.parse(readFileSync(join(ROOT, 'tests/fixtures/schemas/sarif-2.1.0.json'), 'utf8'));
const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);

/** What in a SARIF log is against its JSON Schema. */
export function sarifErrors(log: unknown): readonly object[] {
  return validate(log) ? [] : (validate.errors ?? []);
}
