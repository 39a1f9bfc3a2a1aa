import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { installCommand, isInstalled, locateModule } from '../disk/packages.js';
import { hintOf, TovmachError } from '../errors.js';
import { messages } from '../message.js';
import type { Definition } from '../model/definition.js';
import { checkedDefinition, loadDefinition } from './modules.js';

/** Detectors, formats, checks and memories of the user's own: those of a library call, and those the configuration names by module. */

const say = messages('config', {
  adapterTaken: '{{place}}: there is a {{kind}} "{{name}}" already',
  otherAdapterName: 'Give yours another name.',
  adapterSetting: '{{place}}: {{reason}}',
  seeItsSettings: 'Its own settings say what it takes; see {{module}}.',
  adapterPeer: '{{place}}: "{{name}}" needs the library {{library}}, which is not installed: {{command}}',
});

/** What can be plugged in beside providers. */
type OwnKind = 'detector' | 'format' | 'check' | 'memory';

/** The key of the configuration that names modules of a kind. */
const SECTIONS = { detector: 'detectors', format: 'formats', check: 'checks', memory: 'memories' } as const;

/** A definition with the name and the settings it is used with. */
export interface Own {
  readonly name: string;
  /** What all kinds have in common; `create` makes what its kind says. */
  readonly definition: Definition & { create(settings: never, host: never): unknown };
  /** Checked by the definition's own schema, defaults filled in. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Where it comes from, for messages: `checks.mine`, `formats[0]`. */
  readonly place: string;
  /** SHA-256 of the module's file, where it was loaded from one. */
  readonly hash?: string | undefined;
}

export interface OwnAdapters {
  readonly detectors: readonly Own[];
  readonly formats: readonly Own[];
  readonly checks: readonly Own[];
  readonly memories: readonly Own[];
}

export const NOTHING_OWN: OwnAdapters = { detectors: [], formats: [], checks: [], memories: [] };

export interface OwnRequest {
  readonly kind: OwnKind;
  /** Definitions of a library call, in their order. */
  readonly given: readonly Definition[];
  /** The part of the configuration that may name modules; what has no `module` is not an adapter. */
  readonly section: Readonly<Record<string, unknown>>;
  /** Keys of a section that are not the adapter's: its policy. */
  readonly besides?: readonly string[];
  /** Names that are taken. */
  readonly taken?: readonly string[];
  readonly directory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The place of a key in the file; absent where there is none. */
  placeOf(path: readonly string[]): { file: string; line: number; column: number } | undefined;
}

/**
 * Loads what is plugged in of one kind, and checks its settings.
 * @throws TovmachError CONFIG with the file and line that name it; MISSING_DEPENDENCY where its library is not installed
 */
export async function ownAdapters(request: OwnRequest): Promise<Own[]> {
  const { kind, given, section, besides = [], directory, placeOf } = request;
  const sectionName = SECTIONS[kind];
  const found = new Map<string, Own>();
  const add = (own: Omit<Own, 'settings'>, written: Readonly<Record<string, unknown>>): void => {
    const { name, place } = own;
    if (found.has(name) || request.taken?.includes(name) === true) {
      throw new TovmachError('CONFIG', say.adapterTaken({ place, kind, name }), {
        hint: say.otherAdapterName(),
      });
    }
    found.set(name, { ...own, settings: settingsOf(own, written, request) });
  };
  for (const [index, definition] of given.entries()) {
    const place = `${sectionName}[${index}]`;
    const checked = checkedDefinition(definition, { kind, module: 'createTovmach', place });
    add({ name: checked.name, definition: checked, place }, {});
  }
  for (const [name, value] of Object.entries(section)) {
    if (typeof value !== 'object' || value === null || !('module' in value)) continue;
    const { module, ...rest } = value as Readonly<Record<string, unknown>>;
    if (typeof module !== 'string') continue;
    const written = Object.fromEntries(Object.entries(rest).filter(([key]) => !besides.includes(key)));
    const place = `${sectionName}.${name}`;
    try {
      const definition = await loadDefinition({ kind, module, directory, place: `${place}.module` });
      add({ name, definition, place, hash: hashOf(module, directory) }, written);
    } catch (error) {
      throw placed(error, placeOf([sectionName, name, 'module']));
    }
  }
  return [...found.values()];
}

/** The settings that are written, over those of the environment, by the schema of the definition. */
function settingsOf(
  { name, definition, place, hash }: Omit<Own, 'settings'>,
  written: Readonly<Record<string, unknown>>,
  { env, directory }: OwnRequest,
): Readonly<Record<string, unknown>> {
  const { environment = {}, peer, settings, secrets = [] } = definition;
  if (peer !== undefined && !isInstalled(peer, directory)) {
    const command = installCommand(peer);
    throw new TovmachError('MISSING_DEPENDENCY', say.adapterPeer({ place, name, library: peer, command }));
  }
  const filled: Record<string, unknown> = {};
  for (const [variable, setting] of Object.entries(environment)) {
    const value = env[variable]?.trim();
    if (value !== undefined && value !== '') filled[setting] ??= value;
  }
  const result = settings.safeParse({ ...filled, ...written });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const key = issue?.path.map(String).join('.') ?? '';
  const isSecret = secrets.some((secret) => key.startsWith(secret));
  const named = hash === undefined ? `${place} ("${name}")` : place;
  const at = key === '' ? named : `${named}.${key}`;
  // What a schema says of a secret may quote it.
  const reason = isSecret ? (issue?.code ?? '') : (issue?.message ?? '');
  throw new TovmachError('CONFIG', say.adapterSetting({ place: at, reason }), {
    hint: say.seeItsSettings({ module: definition.name }),
  });
}

/** The error with its place in the configuration file. */
export function placed(
  error: unknown,
  at: { file: string; line: number; column: number } | undefined,
): unknown {
  if (at === undefined || !TovmachError.isInstance(error) || error.file !== undefined) return error;
  return new TovmachError(error.code, error, { ...at, cause: error.cause, hint: hintOf(error) });
}

function hashOf(module: string, directory: string): string | undefined {
  const address = locateModule(module, directory);
  if (address === undefined) return undefined;
  return createHash('sha256')
    .update(readFileSync(fileURLToPath(address)))
    .digest('hex');
}

/** What adapters of the user's own have to do with the bytes of the outputs: name, settings and module of each. */
export function ownFingerprint(own: OwnAdapters): unknown[] {
  return allOf(own).map(({ name, definition, settings, hash }) => {
    const { fingerprint, secrets = [] } = definition;
    const decides = (key: string): boolean => fingerprint?.includes(key) ?? !secrets.includes(key);
    return [definition.kind, name, Object.entries(settings).filter(([key]) => decides(key)), hash];
  });
}

/** Values of the settings that must never be shown. */
export function ownSecrets(own: OwnAdapters): string[] {
  return allOf(own).flatMap(({ definition, settings }) =>
    (definition.secrets ?? []).flatMap((key) => {
      const value = settings[key];
      return typeof value === 'string' && value !== '' ? [value] : [];
    }),
  );
}

function allOf({ detectors, formats, checks, memories }: OwnAdapters): readonly Own[] {
  return [...detectors, ...formats, ...checks, ...memories];
}
