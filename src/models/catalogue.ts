/** What a registry offers, whichever of the published shapes it has. */

/** Sizes of the published models, the best first. */
export const ARCHITECTURES = ['base', 'base-memory', 'tiny'] as const;

/** `src` or `trg` as registries write them: `zh_hant` is `zh-Hant` here. */
export interface CatalogueFile {
  /** Where it is downloaded from, possibly packed. */
  readonly url: string;
  /** Base name after unpacking. */
  readonly name: string;
  /** Of the unpacked file; lower-case hex. */
  readonly sha256?: string;
  /** Of the unpacked file, in bytes. */
  readonly size?: number;
  /** Of what is transferred, in bytes. */
  readonly transferSize?: number;
}

/** A model that a registry offers. */
export interface CatalogueModel {
  /** BCP 47 tags. */
  readonly source: string;
  /** BCP 47 tag of the language it translates into. */
  readonly target: string;
  /** `tiny`, `base`, `base-memory`: size and speed of the network. */
  readonly architecture: string;
  /** `Release`, `Release Desktop`, `Nightly`, …; absent: not released. */
  readonly status?: string;
  /** As the registry has it; absent: it gives none. */
  readonly version?: string;
  /** The registry's own path of the model file: tells builds of one model apart. */
  readonly build: string;
  /** What has to be downloaded. */
  readonly files: {
    readonly model: CatalogueFile;
    readonly shortlist?: CatalogueFile;
    readonly sourceVocabulary: CatalogueFile;
    /** Absent: shared with the source. */
    readonly targetVocabulary?: CatalogueFile;
  };
  /** Published quality on flores200-plus; BLEU and chrF 0-100, COMET 0-1. */
  readonly quality?: { readonly bleu?: number; readonly chrf?: number; readonly comet?: number };
}

/** `zh_hant` -> `zh-Hant`. */
export function tagOf(code: string): string {
  try {
    return Intl.getCanonicalLocales(code.replaceAll('_', '-'))[0] ?? code;
  } catch {
    return code;
  }
}

/**
 * The model to install for a pair: the architecture asked for, else the best one that is released. Best is
 * the highest published COMET, then the larger architecture, then the registry's own order.
 */
export function chooseModel(
  models: readonly CatalogueModel[],
  source: string,
  target: string,
  architecture?: string,
): CatalogueModel | undefined {
  const offered = models
    .filter((model) => model.source === source && model.target === target)
    .filter((model) => architecture === undefined || model.architecture === architecture);
  return [...offered].sort(
    (a, b) => released(b) - released(a) || comet(b) - comet(a) || size(a) - size(b),
  )[0];
}

function released({ status = '' }: CatalogueModel): number {
  if (!status.startsWith('Release')) return status === '' ? 0 : 1;
  return status.includes('Android') ? 2 : 3;
}

function comet({ quality }: CatalogueModel): number {
  return quality?.comet ?? 0;
}

function size({ architecture }: CatalogueModel): number {
  const index = (ARCHITECTURES as readonly string[]).indexOf(architecture);
  return index < 0 ? ARCHITECTURES.length : index;
}
