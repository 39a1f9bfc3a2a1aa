import { createInstance } from 'i18next';
import ukrainian from '../../../locales/uk/messages/review.json';
import { inEnglish, type Message } from '../../message.js';

/** The page's words in the language of whoever reads it. */

const instance = createInstance();
void instance.init({
  resources: { uk: { review: ukrainian } },
  lng: 'uk',
  ns: ['review'],
  defaultNS: 'review',
  initAsync: false,
  interpolation: { escapeValue: false },
});

export type Speak = (said: Message) => string;

export function speakerOf(language: string): Speak {
  if (language !== 'uk') return inEnglish;
  const number = new Intl.NumberFormat('uk');
  const speak: Speak = (said) => {
    const key = said.messageId.slice('review.'.length);
    const values = said.values ?? {};
    const shown = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === 'number'
          ? number.format(value)
          : typeof value === 'string'
            ? value
            : inEnglish(value as Message),
      ]),
    );
    const count = typeof values.count === 'number' ? { count: values.count } : {};
    return instance.t(key, { ...count, replace: shown });
  };
  return speak;
}

/** The name of a language, `Ukrainian`, in the page's language; the tag where it has none. */
export function languageName(tag: string, language: string): string {
  if (tag === 'und' || tag === 'zxx' || tag === '') return tag;
  try {
    return new Intl.DisplayNames([language], { type: 'language', fallback: 'code' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
