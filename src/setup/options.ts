import { closest } from 'fastest-levenshtein';
import { TovmachError } from '../errors.js';
import { messages } from '../message.js';
import { type LanguageTag, parseLanguageTag } from '../model/language.js';

/** What callers hand over, checked: JavaScript asks no compiler, and a misspelled option would be left out in silence. */

const say = messages('setup', {
  unknownOption: '{{method}}() takes no option "{{option}}"',
  didYouMean: 'Did you mean "{{option}}"?',
  takesNone: 'It takes: {{options}}.',
  notAnObject: '{{method}}() takes its options as an object',
  notPaths: '{{method}}() takes its files and folders as an array of strings',
  notText: '{{method}}() takes a string, or an array of strings',
  forExample: 'For example: {{example}}',
  noLanguage: '"{{tag}}" is not a language code',
  meantLanguage: 'Did you mean "{{tag}}"?',
  languageForm: 'Use BCP 47 codes, for example uk, en, pl, sr-Latn.',
});

/** Every option of a call, so that one added to its type cannot be forgotten here. */
export type OptionNames<Options> = Readonly<Record<keyof Required<Options>, true>>;

/** @throws TovmachError USAGE naming the option and the nearest right one */
export function takeOptions<Options extends object>(
  method: string,
  options: Options,
  names: OptionNames<Options>,
): Options {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TovmachError('USAGE', say.notAnObject({ method }));
  }
  const known = Object.keys(names);
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return options;
  const nearest = closest(unknown, known);
  const isNear = nearest.toLowerCase().startsWith(unknown.slice(0, 3).toLowerCase());
  throw new TovmachError('USAGE', say.unknownOption({ method, option: unknown }), {
    hint: isNear ? say.didYouMean({ option: nearest }) : say.takesNone({ options: known.join(', ') }),
  });
}

/** @throws TovmachError USAGE */
export function takePaths(method: string, paths: readonly string[]): readonly string[] {
  if (Array.isArray(paths) && paths.every((path) => typeof path === 'string')) return paths;
  throw new TovmachError('USAGE', say.notPaths({ method }), {
    hint: say.forExample({ example: `${method}(['articles'])` }),
  });
}

/** @throws TovmachError USAGE */
export function takeTexts(method: string, texts: string | readonly string[]): void {
  if ([texts].flat().every((text) => typeof text === 'string')) return;
  throw new TovmachError('USAGE', say.notText({ method }));
}

/** A language code in its canonical form. @throws TovmachError LOCALE with what was probably meant */
export function takeLanguage(given: string): LanguageTag {
  const { tag, suggestion } = parseLanguageTag(String(given));
  if (tag !== undefined) return tag;
  throw new TovmachError('LOCALE', say.noLanguage({ tag: String(given) }), {
    hint: suggestion === undefined ? say.languageForm() : say.meantLanguage({ tag: suggestion }),
  });
}
