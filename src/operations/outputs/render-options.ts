import type { Setup } from '../../setup/setup.js';
import type { RenderOptions } from '../../write/render.js';

/** How the outputs of an instance are rendered, whichever operation writes them. */
export function renderOptionsOf({
  config: { output, detection },
  texts,
}: Pick<Setup, 'config' | 'texts'>): RenderOptions {
  return {
    label: (key, language) => texts.label(key, language),
    texts: (language) => texts.forLanguage(language, 'output'),
    speaks: (language) => texts.speaks(language),
    repair: detection.repair,
    dropUntranslated: output.untranslated === 'drop',
    disclosure: output.disclosure,
    notice: output.notice,
  };
}
