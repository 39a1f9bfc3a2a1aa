import { TovmachError } from '../errors.js';
import { messages } from '../message.js';
import { type LanguageTag, parseLanguageTag } from '../model/language.js';

const say = messages('models', {
  noPair: '"{{text}}" is no language pair',
  didYouMean: 'Did you mean "{{meant}}"?',
  writePair: 'Write source and target as BCP 47 codes with a hyphen between, for example uk-en.',
});

/** `uk-en`, `zh_hant-en`, `zh-Hant:en` -> tags. @throws TovmachError USAGE with what was probably meant */
export function parsePair(text: string): { source: LanguageTag; target: LanguageTag } {
  const parts = text.includes(':') ? text.split(':') : text.split('-');
  const [from = '', to = ''] = parts;
  const source = parseLanguageTag(from);
  const target = parseLanguageTag(to);
  if (
    parts.length === 2 &&
    source.tag !== undefined &&
    target.tag !== undefined &&
    source.tag !== target.tag
  ) {
    return { source: source.tag, target: target.tag };
  }
  const meant = `${source.tag ?? source.suggestion ?? ''}-${target.tag ?? target.suggestion ?? ''}`;
  const hint =
    parts.length === 2 && /^[^-]+-[^-]+$/.test(meant) && meant !== text
      ? say.didYouMean({ meant })
      : undefined;
  throw new TovmachError('USAGE', say.noPair({ text }), {
    hint: hint ?? say.writePair(),
  });
}
