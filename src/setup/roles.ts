import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import type { Config } from '../config/schema.js';
import { createRoleFinder, type RoleFinder, type RoleRules } from '../detect/roles.js';
import { ASSETS } from '../disk/assets.js';
import { TovmachError } from '../errors.js';
import { asPath, messages, reasonOf } from '../message.js';
import { onlyDefined } from '../model/only-defined.js';

/** Configuration -> role rules. */

const say = messages('setup', {
  rulesUnreadable: 'cannot read the role rules {{file}}',
  checkRolesFile: 'Check detection.rolesFile.',
  rulesUnusable: 'the role rules {{file}} cannot be used: {{reason}}',
  seeShape: 'See config/roles.yaml of the package for the shape.',
  badPattern: 'a pattern of the role rules is no regular expression: {{reason}}',
  mendPattern: 'Mend the pattern; brackets and parentheses must be paired.',
});

/** The package's own rules. */
const FILES = ['config/roles.yaml', 'config/interface.yaml'];

const spellings = z.array(z.string()).default([]);
const rulesSchema = z.strictObject({
  labels: z.record(z.string(), z.array(z.string())).default({}),
  related: spellings,
  boilerplate: spellings,
  counters: spellings,
  bylines: spellings,
  dateLabels: spellings,
  interface: z.record(z.string(), z.array(z.string())).default({}),
  sections: z.record(z.string(), z.array(z.string())).default({}),
});

function readRules(path: string, read: (path: string) => string): RoleRules {
  let text: string;
  try {
    text = read(path);
  } catch (cause) {
    throw new TovmachError('CONFIG', say.rulesUnreadable({ file: asPath(path) }), {
      file: path,
      cause,
      hint: say.checkRolesFile(),
    });
  }
  try {
    return rulesSchema.parse(parse(text) ?? {});
  } catch (cause) {
    const line = cause instanceof YAMLParseError ? cause.linePos?.[0].line : undefined;
    const reason =
      cause instanceof z.ZodError
        ? z.prettifyError(cause)
        : String(cause instanceof Error ? cause.message : cause);
    throw new TovmachError(
      'CONFIG',
      say.rulesUnusable({ file: asPath(path), reason: reason.split('\n')[0] ?? '' }),
      {
        file: path,
        cause,
        hint: say.seeShape(),
        ...onlyDefined({ line }),
      },
    );
  }
}

function joinRules(base: RoleRules, more: RoleRules): RoleRules {
  return {
    labels: joinLists(base.labels, more.labels),
    related: [...base.related, ...more.related],
    boilerplate: [...base.boilerplate, ...more.boilerplate],
    counters: [...base.counters, ...more.counters],
    bylines: [...base.bylines, ...more.bylines],
    dateLabels: [...base.dateLabels, ...more.dateLabels],
    interface: joinLists(base.interface ?? {}, more.interface ?? {}),
    sections: joinLists(base.sections ?? {}, more.sections ?? {}),
  };
}

type Lists = Readonly<Record<string, readonly string[]>>;

function joinLists(base: Lists, more: Lists): Lists {
  const lists: Record<string, readonly string[]> = { ...base };
  for (const [key, list] of Object.entries(more)) lists[key] = [...(lists[key] ?? []), ...list];
  return lists;
}

/** The role rules of the package, and the user's on top. @throws TovmachError CONFIG */
export function rolesOf(config: Config, directory: string): RoleFinder {
  const own = config.detection.rolesFile;
  const file = own === undefined ? undefined : resolve(directory, own);
  const rules = FILES.map((path) => readRules(path, ASSETS.text));
  if (file !== undefined) rules.push(readRules(file, (path) => readFileSync(path, 'utf8')));
  try {
    return createRoleFinder(rules.reduce(joinRules));
  } catch (cause) {
    throw new TovmachError('CONFIG', say.badPattern({ reason: reasonOf(cause) }), {
      file,
      cause,
      hint: say.mendPattern(),
    });
  }
}
