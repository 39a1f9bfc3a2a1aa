import { testProvider } from '../conformance/provider.js';
import { apertium, deepl, libreTranslate, lingva, openAi, pseudo } from './candidates.js';

for (const candidate of [libreTranslate, deepl, openAi, apertium, lingva, pseudo]) testProvider(candidate);
