import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { runInThisContext } from 'node:vm';
import type { Engine, LoadedModel, ModelBytes } from './engine.js';

/**
 * Loads Bergamot's WebAssembly in Node. Only its two build products are used: the package's own wrapper does
 * not run in Node, downloads models unverified and asks the network when it is constructed.
 */

const PACKAGE = '@browsermt/bergamot-translator/worker/bergamot-translator-worker';

/** Outside Firefox the matrix products the engine imports are found among its own exports. */
const MATRIX_PRODUCTS: Readonly<Record<string, string>> = {
  int8_prepare_a: 'int8PrepareAFallback',
  int8_prepare_b: 'int8PrepareBFallback',
  int8_prepare_b_from_transposed: 'int8PrepareBFromTransposedFallback',
  int8_prepare_b_from_quantized_transposed: 'int8PrepareBFromQuantizedTransposedFallback',
  int8_prepare_bias: 'int8PrepareBiasFallback',
  int8_multiply_and_add_bias: 'int8MultiplyAndAddBiasFallback',
  int8_select_columns_of_b: 'int8SelectColumnsOfBFallback',
};

/** As published models were trained to be run (the options Firefox gives them). */
const MODEL_OPTIONS = {
  'beam-size': 1,
  normalize: '1.0',
  'word-penalty': 0,
  'max-length-break': 128,
  'mini-batch-words': 1024,
  workspace: 128,
  'max-length-factor': '2.0',
  'skip-cost': true,
  'cpu-threads': 0,
  quiet: true,
  'quiet-translation': true,
  alignment: 'soft',
  // Sentences are cut before they come here; a line is one. The engine's own splitter knows no abbreviations.
  'ssplit-mode': 'sentence',
};

type Callable = (...parameters: unknown[]) => unknown;
type Imports = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
interface Instance {
  readonly exports: Readonly<Record<string, unknown>>;
}
/** The part of the WebAssembly API used here; Node's types leave it to those of browsers. */
declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<object>;
  readonly Instance: new (module: object, imports: Imports) => Instance;
};

const MODEL_ALIGNMENT = 256;
const FILE_ALIGNMENT = 64;

interface Deletable {
  delete(): void;
}
interface AlignedMemory extends Deletable {
  getByteArrayView(): Int8Array;
}
interface List<T> extends Deletable {
  push_back(item: T): void;
}
interface Answer extends Deletable {
  getTranslatedText(): string;
}
interface Answers extends Deletable {
  get(index: number): Answer;
  size(): number;
}
interface ResponseOptions {
  readonly qualityScores: boolean;
  readonly alignment: boolean;
  readonly html: boolean;
}
interface Service {
  translate(model: Deletable, texts: List<string>, options: List<ResponseOptions>): Answers;
  translateViaPivoting(
    first: Deletable,
    second: Deletable,
    texts: List<string>,
    options: List<ResponseOptions>,
  ): Answers;
}

/** What Emscripten's glue offers once the runtime is up. */
interface Runtime {
  readonly HEAP8: Int8Array;
  readonly AlignedMemory: new (size: number, alignment: number) => AlignedMemory;
  readonly AlignedMemoryList: new () => List<AlignedMemory>;
  readonly VectorString: new () => List<string>;
  readonly VectorResponseOptions: new () => List<ResponseOptions>;
  readonly BlockingService: new (options: { readonly cacheSize: number }) => Service;
  readonly TranslationModel: new (
    options: string,
    model: AlignedMemory,
    shortlist: AlignedMemory,
    vocabularies: List<AlignedMemory>,
    qualityModel: null,
  ) => Deletable;
}

interface BergamotModel extends LoadedModel {
  readonly handle: Deletable;
}

/**
 * Starts the engine in this thread. There can be one a thread: the glue lives on globals.
 * @param report gets what the engine prints, its last words before it aborts among them
 */
export async function loadBergamot(report: (line: string) => void = () => {}): Promise<Engine> {
  const require = createRequire(import.meta.url);
  const gluePath = require.resolve(`${PACKAGE}.js`);
  const wasm = await WebAssembly.compile(await readFile(require.resolve(`${PACKAGE}.wasm`)));
  const glue = await readFile(gluePath, 'utf8');
  const runtime = await start(wasm, glue, gluePath, require, report);
  return createEngine(runtime);
}

function start(
  wasm: object,
  glue: string,
  gluePath: string,
  require: NodeJS.Require,
  report: (line: string) => void,
): Promise<Runtime> {
  return new Promise((resolve, reject) => {
    const module: Record<string, unknown> = {
      print: report,
      printErr: report,
      onAbort: (reason: unknown) => report(`aborted: ${String(reason)}`),
      instantiateWasm(imports: Imports, accept: (instance: Instance) => void): Instance['exports'] {
        const products: Record<string, Callable> = {};
        for (const [name, own] of Object.entries(MATRIX_PRODUCTS)) {
          products[name] = (...parameters) => exported(module, own)(...parameters);
        }
        const instance = new WebAssembly.Instance(wasm, { ...imports, wasm_gemm: products });
        accept(instance);
        return instance.exports;
      },
      onRuntimeInitialized: () => resolve(module as unknown as Runtime),
    };
    // The glue looks for these three on the global object, as in a CommonJS module or a browser.
    Object.assign(globalThis, { Module: module, require, __dirname: dirname(gluePath) });
    try {
      runInThisContext(glue, { filename: gluePath });
    } catch (error) {
      reject(error);
    }
  });
}

function exported(module: Record<string, unknown>, name: string): Callable {
  const exports = module.asm as Readonly<Record<string, Callable>>;
  const found = exports[name];
  if (found === undefined) throw new Error(`the engine has no ${name}`);
  return found;
}

function createEngine(runtime: Runtime): Engine {
  const service = new runtime.BlockingService({ cacheSize: 0 });
  const place = (bytes: Uint8Array, alignment: number): AlignedMemory => {
    const memory = new runtime.AlignedMemory(bytes.byteLength, alignment);
    if (bytes.byteLength > 0) memory.getByteArrayView().set(bytes);
    return memory;
  };
  return {
    load(bytes: ModelBytes, { modelName }): BergamotModel {
      const vocabularies = new runtime.AlignedMemoryList();
      vocabularies.push_back(place(bytes.sourceVocabulary, FILE_ALIGNMENT));
      if (bytes.targetVocabulary !== bytes.sourceVocabulary) {
        vocabularies.push_back(place(bytes.targetVocabulary, FILE_ALIGNMENT));
      }
      const handle = new runtime.TranslationModel(
        yaml({ ...MODEL_OPTIONS, 'gemm-precision': precision(modelName) }),
        place(bytes.model, MODEL_ALIGNMENT),
        place(bytes.shortlist ?? new Uint8Array(), FILE_ALIGNMENT),
        vocabularies,
        null,
      );
      return { handle, free: () => handle.delete() };
    },
    translate(route, sentences, markup) {
      const [first, second] = route as readonly BergamotModel[];
      if (first === undefined) throw new Error('a route has at least one model');
      const texts = new runtime.VectorString();
      const options = new runtime.VectorResponseOptions();
      for (const sentence of sentences) {
        texts.push_back(sentence);
        options.push_back({ qualityScores: false, alignment: markup, html: markup });
      }
      const answers =
        second === undefined
          ? service.translate(first.handle, texts, options)
          : service.translateViaPivoting(first.handle, second.handle, texts, options);
      const translations: string[] = [];
      for (let index = 0; index < answers.size(); index += 1) {
        const answer = answers.get(index);
        translations.push(answer.getTranslatedText());
        answer.delete();
      }
      for (const wrapper of [texts, options, answers]) wrapper.delete();
      return translations;
    },
    memory: () => runtime.HEAP8.length,
  };
}

/** Which integer arithmetic a model file was made for; its name says so. */
function precision(modelName: string): string {
  if (/alphas/.test(modelName)) return 'int8shiftAlphaAll';
  return /intgemm8/.test(modelName) ? 'int8shiftAll' : 'float32';
}

function yaml(options: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(options)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
}
