import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { importModule, locateModule } from '../disk/packages.js';
import { slashed } from '../disk/slashes.js';
import { TovmachError } from '../errors.js';
import { asPath, messages, reasonOf } from '../message.js';
import type { AnyDefinition, DefinitionKind } from '../model/definition.js';

/** Modules the configuration names, and whether what they export can be plugged in. */

const say = messages('config', {
  noModule: '{{place}}: there is no module {{module}}',
  checkPath: 'A path begins with ./ and is relative to {{directory}}; a package has to be installed there.',
  installPackage: 'Install it: npm install {{module}}',
  moduleThrows: '{{place}}: {{module}} cannot be loaded: {{reason}}',
  mendModule: 'Mend the module; it was found at {{address}}.',
  noDefinition: '{{place}}: {{module}} exports no {{kind}}: {{reason}}',
  exportOne: 'Export a definition: export default { kind: "{{kind}}", name, description, settings, create }.',
  nothing: 'its default export is {{what}}',
  wrongKind: 'what it exports is of the kind "{{found}}"',
  wrongKey: '"{{key}}" is {{what}}',
  badName: 'the name "{{name}}" is not made of lower-case letters, digits and hyphens',
  unknownSetting: '"{{key}}" names the setting "{{setting}}", which its settings do not have',
});

/** The definition of a kind. */
export type DefinitionOf<Kind extends DefinitionKind> = Extract<AnyDefinition, { readonly kind: Kind }>;

export interface ModuleRequest<Kind extends DefinitionKind> {
  readonly kind: Kind;
  /** Path or package as the configuration has it. */
  readonly module: string;
  /** What paths are relative to; absolute. */
  readonly directory: string;
  /** Key of the configuration, for messages: `providers.mine.module`. */
  readonly place: string;
}

/**
 * Loads what a configuration plugs in.
 * @throws TovmachError CONFIG when there is no such module, when it throws, or when it exports something else
 */
export async function loadDefinition<Kind extends DefinitionKind>(
  request: ModuleRequest<Kind>,
): Promise<DefinitionOf<Kind>> {
  const { module, directory, place, kind } = request;
  const address = locateModule(module, directory);
  if (address === undefined) {
    const isPath = /^[./\\]/.test(module) || isAbsolute(module);
    throw new TovmachError('CONFIG', say.noModule({ place, module }), {
      hint: isPath ? say.checkPath({ directory: asPath(directory) }) : say.installPackage({ module }),
    });
  }
  let loaded: unknown;
  try {
    loaded = await importModule(module, directory);
  } catch (cause) {
    throw new TovmachError('CONFIG', say.moduleThrows({ place, module, reason: reasonOf(cause) }), {
      cause,
      hint: say.mendModule({ address: slashed(directory, fileURLToPath(address)) }),
    });
  }
  const exported = (loaded as { readonly default?: unknown }).default;
  return checkedDefinition(exported, { kind, module, place });
}

/**
 * What somebody plugs in, checked to be a definition of a kind.
 * @throws TovmachError CONFIG naming what is wrong with it
 */
export function checkedDefinition<Kind extends DefinitionKind>(
  value: unknown,
  { kind, module, place }: Pick<ModuleRequest<Kind>, 'kind' | 'module' | 'place'>,
): DefinitionOf<Kind> {
  const refuse = (reason: ReturnType<typeof say.nothing>): TovmachError =>
    new TovmachError('CONFIG', say.noDefinition({ place, module, kind, reason }), {
      hint: say.exportOne({ kind }),
    });
  if (typeof value !== 'object' || value === null) throw refuse(say.nothing({ what: kindOfValue(value) }));
  const given = value as Readonly<Record<string, unknown>>;
  if (given.kind !== kind) {
    throw refuse(
      given.kind === undefined
        ? say.wrongKey({ key: 'kind', what: 'undefined' })
        : say.wrongKind({ found: String(given.kind) }),
    );
  }
  for (const [key, type] of [
    ['name', 'string'],
    ['description', 'string'],
    ['create', 'function'],
  ] as const) {
    // What comes with tovmach describes itself by a message.
    if (key === 'description' && isMessage(given[key])) continue;
    if (typeof given[key] !== type) throw refuse(say.wrongKey({ key, what: kindOfValue(given[key]) }));
  }
  if (!/^[a-z][a-z0-9-]*$/.test(String(given.name))) throw refuse(say.badName({ name: String(given.name) }));
  if (!isObjectSchema(given.settings)) {
    throw refuse(say.wrongKey({ key: 'settings', what: `${kindOfValue(given.settings)}, no zod 4 object` }));
  }
  const settings = Object.keys(given.settings.shape);
  const named = [
    ...Object.values((given.environment ?? {}) as Record<string, string>).map((setting) => [
      'environment',
      setting,
    ]),
    ...((given.secrets ?? []) as string[]).map((setting) => ['secrets', setting]),
    ...((given.fingerprint ?? []) as string[]).map((setting) => ['fingerprint', setting]),
  ];
  for (const [key = '', setting = ''] of named) {
    if (!settings.includes(setting)) throw refuse(say.unknownSetting({ key, setting }));
  }
  return value as DefinitionOf<Kind>;
}

function isMessage(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'messageId' in value;
}

/** A zod 4 object of any copy of zod. */
function isObjectSchema(value: unknown): value is z.ZodObject {
  if (value instanceof z.ZodObject) return true;
  if (typeof value !== 'object' || value === null || !('_zod' in value) || !('shape' in value)) return false;
  return typeof value.shape === 'object' && value.shape !== null;
}

function kindOfValue(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : typeof value;
}
