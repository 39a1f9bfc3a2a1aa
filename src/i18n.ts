import { createInstance, type i18n as I18next } from 'i18next';
import { ASSETS, type Assets } from './disk/assets.js';
import { inEnglish, type Said, type Value } from './message.js';
import { type LanguageTag, primaryLanguage } from './model/language.js';

/**
 * Section labels, texts of the outputs and messages of the command line, from `locales/<language>/*.json`. A new language is a new folder;
 * what it lacks is taken from English. One without `cli.json` is for articles only.
 */

const LOCALES = 'locales';
const FALLBACK = 'en';

type Variables = Readonly<Record<string, string | number>>;

/** Says a message of the library (an error, hint, notice, finding) in the user's language. */
export type Say = (said: Said) => string;

/** Translates a key of one namespace into one language. */
export type Translate = (key: string, variables?: Variables) => string;

export interface Texts {
  /** Languages that the command line speaks, sorted. */
  readonly languages: readonly string[];
  /** `labels`: section labels; `output`: texts of written files; `cli`: messages. */
  forLanguage(language: LanguageTag, namespace: 'labels' | 'output' | 'cli'): Translate;
  /**
   * Says messages of the library in a language; words from outside stay as they are.
   * @param show how a path in a message is shown; as it is unless told
   */
  messages(language: LanguageTag, show?: (path: string) => string): Say;
  /** Whether a language has texts for outputs of its own. */
  speaks(language: LanguageTag): boolean;
  /** A section label in a language, or `undefined` where that language has none. */
  label(key: string, language: LanguageTag): string | undefined;
}

/** The JSON files of a folder by name; those of `messages/` together, for a message's id begins with its file. */
function resourcesOf(folder: string, assets: Assets): Record<string, unknown> {
  const resources: Record<string, unknown> = {};
  for (const name of assets.names(folder)) {
    if (name.endsWith('/'))
      resources[name.slice(0, -1)] = resourcesOf(`${folder}/${name.slice(0, -1)}`, assets);
    else if (name.endsWith('.json'))
      resources[name.slice(0, -'.json'.length)] = JSON.parse(assets.text(`${folder}/${name}`));
  }
  return resources;
}

function load(assets: Assets): { languages: string[]; instance: I18next } {
  const languages = assets
    .names(LOCALES)
    .filter((name) => name.endsWith('/'))
    .map((name) => name.slice(0, -1));
  const resources = Object.fromEntries(
    languages.map((language) => [
      language,
      resourcesOf(`${LOCALES}/${language}`, assets) as Record<string, Record<string, string>>,
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

/** The same answers, each worked out once. */
function once<Answer>(answer: (question: string) => Answer): (question: string) => Answer {
  const known = new Map<string, Answer>();
  return (question) => {
    if (!known.has(question)) known.set(question, answer(question));
    return known.get(question) as Answer;
  };
}

/** Loads every locale of the package. */
export function createTexts(): Texts {
  const { languages, instance } = load(ASSETS);
  const fixed = new Map<string, Translate>();
  // Asked for every segment of every output; what there is to know are a few dozen answers.
  const labelsOf = once((language: LanguageTag) =>
    once((key: string) =>
      instance.exists(key, { lng: language, ns: 'labels', fallbackLng: primaryLanguage(language) })
        ? instance.t(key, { lng: language, ns: 'labels' })
        : undefined,
    ),
  );
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
    messages(language, show = (path) => path) {
      const number = new Intl.NumberFormat(language, { useGrouping: false, maximumFractionDigits: 10 });
      const shown = (value: Value): string => {
        if (typeof value === 'string') return value;
        if (typeof value === 'number') return number.format(value);
        return 'message' in value ? say(value) : show(value.path);
      };
      const options = { lng: language, ns: 'messages', fallbackLng: primaryLanguage(language) };
      const say: Say = (said) => {
        if (typeof said === 'string') return said;
        const { messageId: id, values = {} } = said;
        if (id === undefined) return said.message;
        const count = typeof values.count === 'number' ? { count: values.count } : {};
        if (!instance.exists(id, { ...options, ...count })) return inEnglish(said, show);
        const replace = Object.fromEntries(
          Object.entries(values).map(([name, value]) => [name, shown(value)]),
        );
        // No nesting: what looks like it comes from a value.
        return instance.t(id, { ...options, ...count, replace: { ...replace }, nest: false });
      };
      return say;
    },
    speaks: once((language) =>
      instance.exists('readAlso', { lng: language, ns: 'output', fallbackLng: primaryLanguage(language) }),
    ),
    label: (key, language) => labelsOf(language)(key),
  };
}
