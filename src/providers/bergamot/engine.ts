/** What a local engine does, whichever it is: it runs in a worker, synchronously. */

/** Files of one model, in memory. */
export interface ModelBytes {
  readonly model: Uint8Array;
  readonly sourceVocabulary: Uint8Array;
  /** The same object as `sourceVocabulary` where the languages share one. */
  readonly targetVocabulary: Uint8Array;
  readonly shortlist?: Uint8Array;
}

/** A model inside an engine. */
export interface LoadedModel {
  free(): void;
}

export interface Engine {
  /** Throws, or brings the whole engine down, when the files are no model it can read. */
  load(bytes: ModelBytes, options: { readonly modelName: string }): LoadedModel;
  /**
   * Translates sentences over one model, or over two by way of the language between them.
   * @param markup sentences are well-formed XML whose elements have to survive
   * @returns as many as were given, in their order
   */
  translate(route: readonly LoadedModel[], sentences: readonly string[], markup: boolean): string[];
  /** Size of the engine's memory in bytes; it never shrinks. */
  memory(): number;
}

const ENGINES = ['bergamot', 'fxtranslate'] as const;
/** Programs that can run local models. */
export type EngineName = (typeof ENGINES)[number];
