import { testProvider } from '../conformance/provider.js';
import { apertium, deepl, libreTranslate, openAi, pseudo } from './candidates.js';

for (const candidate of [libreTranslate, deepl, openAi, apertium, pseudo]) testProvider(candidate);
