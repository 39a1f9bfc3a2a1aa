import { readFile } from 'node:fs/promises';
import { type OwnAdapters, ownFingerprint } from '../../config/own.js';
import type { NamedProvider } from '../../config/providers.js';
import type { Config } from '../../config/schema.js';
import type { LanguageTag } from '../../model/language.js';
import { onlyDefined } from '../../model/only-defined.js';
import { providersFingerprint } from '../../setup/providers.js';
import { VERSION } from '../../version.js';
import { shortHash } from '../../write/state.js';

/** What decides the bytes of the outputs, as one hash: outputs made under another are stale. */

/**
 * Hash of a configuration; no path of this machine is in it. `alike`: those of the same one with fewer engines behind the
 * first, which what is translated already does not depend on.
 * @param targets every language there are outputs in, not only those of a narrowed run
 * @param memories translation memories that lie beside the articles or are configured; absolute
 */
export async function configFingerprints(
  config: Config,
  targets: readonly LanguageTag[],
  memories: readonly string[],
  providers: readonly NamedProvider[],
  own: OwnAdapters,
): Promise<{ readonly fingerprint: string; readonly alike: ReadonlySet<string> }> {
  const { languages, policy, detection, output, input, memory } = config;
  const { fields, timeZone, encoding } = input;
  const [roles, srx, ...contents] = await Promise.all(
    [detection.rolesFile, detection.srxFile, ...memories].map((file) =>
      file === undefined ? undefined : contentHash(file),
    ),
  );
  // With its own language as the only target an article stays as it is; pages link to all their versions.
  const versions =
    output.format === 'html' ? [...targets].sort() : targets.length === 1 ? targets : 'several';
  const withEngines = (general: Config['provider']): string =>
    shortHash(
      JSON.stringify([
        VERSION,
        versions,
        languages ?? 'inferred',
        policy,
        detectionOf(detection, roles, srx),
        bytesOf(output),
        { fields, timeZone, encoding },
        memory.useFuzzyFrom,
        ...departuresOf(config),
        ...ownFingerprint(own),
        contents,
        providersFingerprint({ ...config, provider: general }, providers),
      ]),
    );
  const { provider } = config;
  const chain = typeof provider === 'string' ? [] : provider;
  return {
    fingerprint: withEngines(provider),
    alike: new Set(chain.slice(1).map((_, index) => withEngines(chain.slice(0, index + 1)))),
  };
}

/** Settings that are not as they are by themselves: who never touched them keeps the outputs of an earlier version. */
function departuresOf({ protect, frontMatter, shortcodes, sources, checks, terms }: Config): object[] {
  return [
    ...(protect.length === 0 ? [] : [{ protect }]),
    ...(frontMatter.translate === undefined && frontMatter.addresses === 'language' ? [] : [{ frontMatter }]),
    ...(Object.keys(shortcodes).length === 0 ? [] : [{ shortcodes }]),
    ...(Object.keys(sources).length === 0 ? [] : [{ sources }]),
    ...(Object.keys(checks).length === 0 ? [] : [{ checks }]),
    // Which words there are is told for each output: see `terms-basis.ts`.
    ...(terms.protect === 'auto' ? [] : [{ terms: terms.protect }]),
  ];
}

/** Settings of detection; those with no word of their own leave the bytes of an earlier version as they are. */
function detectionOf(
  { srxFile: _, abbreviations, detector, ...detection }: Config['detection'],
  roles: string | undefined,
  srx: string | undefined,
): unknown {
  return {
    ...detection,
    ...onlyDefined({ detector: detector === 'built-in' ? undefined : detector }),
    rolesFile: roles,
    ...onlyDefined({ srx, abbreviations: abbreviations.length === 0 ? undefined : abbreviations }),
  };
}

/** Settings of the outputs that change their bytes. What holds a file back decides whether it is written, not what is in it. */
function bytesOf({
  untranslated,
  minTranslated: _,
  corrections,
  disclosure,
  provenance: _provenance,
  relatedLinks: _relatedLinks,
  ...output
}: Config['output']): unknown {
  return {
    ...output,
    ...onlyDefined({
      untranslated: untranslated === 'drop' ? untranslated : undefined,
      disclosure: disclosure ? disclosure : undefined,
      corrections: corrections === 'note' ? corrections : undefined,
    }),
  };
}

/** A file that cannot be read is named when it is used. */
function contentHash(file: string): Promise<string | undefined> {
  return readFile(file).then(shortHash, () => undefined);
}
