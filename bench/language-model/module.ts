import { brotliCompressSync, constants } from 'node:zlib';

/** The module of a model in `src/language/data/`. `planes`: signed bytes, one plane a language. */
export function moduleOf(
  script: string,
  {
    languages,
    bits,
    scale,
    planes,
  }: {
    readonly languages: readonly string[];
    readonly bits: number;
    readonly scale: number;
    readonly planes: Int8Array;
  },
): string {
  const packed = brotliCompressSync(planes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  });
  process.stdout.write(`${script}: ${packed.length} bytes packed\n`);
  return `/** Written by bench/language-model/train.ts; see the README beside it for sources and licences. */
import type { PackedModel } from '../packed.js';

export const ${script.toUpperCase().replace('-', '_')}_MODEL: PackedModel = {
  languages: ${JSON.stringify(languages).replaceAll('"', "'").replaceAll(',', ', ')},
  bits: ${bits},
  scale: ${scale.toFixed(6)},
  /** Brotli over one plane of signed bytes a language. */
  planes:
    '${packed.toString('base64')}',
};
`;
}
