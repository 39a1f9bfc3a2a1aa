import { amazon } from './amazon.js';
import { anthropic } from './anthropic.js';
import { apertium } from './apertium.js';
import { azure } from './azure.js';
import { bergamot } from './bergamot/definition.js';
import { deepl } from './deepl.js';
import { fxtranslate } from './fxtranslate.js';
import { gemini } from './gemini.js';
import { google } from './google.js';
import { lara } from './lara.js';
import { libreTranslate } from './libretranslate.js';
import { lingva } from './lingva.js';
import { mistral } from './mistral.js';
import { ollama } from './ollama.js';
import { openAi } from './openai.js';
import { pseudo } from './pseudo.js';

/** The adapters that come with tovmach, in the order `auto` asks them. Each is told in its own file. */
export const PROVIDERS = {
  libretranslate: libreTranslate,
  deepl,
  google,
  azure,
  amazon,
  lara,
  openai: openAi,
  anthropic,
  gemini,
  mistral,
  ollama,
  apertium,
  lingva,
  bergamot,
  fxtranslate,
  pseudo,
} as const;
