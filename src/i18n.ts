import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createInstance, type i18n as I18next } from 'i18next';
import { createMessages } from './messages.js';
import { type LanguageTag, primaryLanguage } from './model/language.js';

/**
 * Section labels, texts of the outputs and messages of the command line, from `locales/<language>/*.json`. A new language is a new folder;
 * what it lacks is taken from English. One without `cli.json` is for articles only.
 */

const LOCALES = fileURLToPath(new URL('../locales/', import.meta.url));
const FALLBACK = 'en';

export type Variables = Readonly<Record<string, string | number>>;

/** Translates a key of one namespace into one language. */
export type Translate = (key: string, variables?: Variables) => string;

export interface Texts {
  /** Languages that the command line speaks, sorted. */
  readonly languages: readonly string[];
  /** `labels`: section labels; `output`: texts of written files; `cli`: messages. */
  forLanguage(language: LanguageTag, namespace: 'labels' | 'output' | 'cli'): Translate;
  /** Says messages of the library (errors, hints, notices, findings) in a language, as far as it has them. */
  messages(language: LanguageTag): (message: string) => string;
  /** Whether a language has texts for outputs of its own. */
  speaks(language: LanguageTag): boolean;
  /** A section label in a language, or `undefined` where that language has none. */
  label(key: string, language: LanguageTag): string | undefined;
}

function readJson(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}

function load(folder: string): { languages: string[]; instance: I18next } {
  const languages = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const resources = Object.fromEntries(
    languages.map((language) => [
      language,
      Object.fromEntries(
        readdirSync(`${folder}${language}`)
          .filter((name) => name.endsWith('.json'))
          .map((name) => [name.slice(0, -'.json'.length), readJson(`${folder}${language}/${name}`)]),
      ),
    ]),
  );
  const instance = createInstance();
  void instance.init({
    resources,
    lng: FALLBACK,
    fallbackLng: FALLBACK,
    supportedLngs: languages,
    nonExplicitSupportedLngs: true,
    initAsync: false,
    keySeparator: '.',
    interpolation: { escapeValue: false },
  });
  return { languages, instance };
}

/** Loads every locale; `folder` (with a trailing slash) is for tests. */
export function createTexts(folder: string = LOCALES): Texts {
  const { languages, instance } = load(folder);
  const fixed = new Map<string, Translate>();
  return {
    languages: languages.filter((language) => instance.hasResourceBundle(language, 'cli')),
    forLanguage(language, namespace) {
      const key = `${language} ${namespace}`;
      const known = fixed.get(key);
      if (known !== undefined) return known;
      const made = instance.getFixedT(language, namespace) as unknown as Translate;
      fixed.set(key, made);
      return made;
    },
    messages(language) {
      const bundle = instance.getResourceBundle(primaryLanguage(language), 'messages') as object | undefined;
      const t = instance.getFixedT(language, 'messages') as unknown as (
        key: string,
        options: object,
      ) => string;
      return createMessages(Object.keys(bundle ?? {}), (key, values) =>
        t(key, { ...values, keySeparator: false, nsSeparator: false }),
      );
    },
    speaks: (language) =>
      instance.exists('readAlso', { lng: language, ns: 'output', fallbackLng: primaryLanguage(language) }),
    label: (key, language) =>
      instance.exists(key, { lng: language, ns: 'labels', fallbackLng: primaryLanguage(language) })
        ? instance.t(key, { lng: language, ns: 'labels' })
        : undefined,
  };
}
