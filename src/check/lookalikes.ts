import { messages } from '../message.js';
import type { Check } from '../model/contracts.js';
import { shortened } from './untranslated.js';

const say = messages('check', {
  otherLetters: 'letters of another script in "{{words}}"',
});

/** Letters of one script inside words of another: they look right, and no search finds them. */

const CYRILLIC = /\p{Script=Cyrillic}/u;
const LATIN = /\p{Script=Latin}/u;
const GREEK = /\p{Script=Greek}/u;
/** Latin and Cyrillic letters that look like one of the other script. */
const TWINS = /^[aeiopcxyjsAEIOPCXYJSBHKMTkmаеіорсхуїјѕАЕІОРСХУЇЈЅВНКМТкгзνοΟΑΒΕΖΗΙΚΜΝΡΤΥΧ]+$/u;
const WORD = /[\p{L}\p{M}]+/gu;
/** A word of one letter that is one in Cyrillic languages, typed in Latin: «i», «a», «o». */
const LONE = /(?<=\p{Script=Cyrillic}[,»”"]?\s)[iaoyc](?=\s[«“"]?\p{Script=Cyrillic})/u;

/** Whether the letters of the rarer script of a word are all look-alikes; «SMSки» and «ІТ-шник» are words. */
function isMasked(word: string): boolean {
  const scripts = [CYRILLIC, LATIN, GREEK].filter((script) => script.test(word));
  if (scripts.length < 2) return false;
  const letters = scripts.map((script) => [...word].filter((letter) => script.test(letter)).join(''));
  const fewest = Math.min(...letters.map(({ length }) => length));
  const rarest = letters.filter(({ length }) => length === fewest);
  // An acronym with an ending of the language it stands in.
  if (/^\p{Lu}{2,}\p{Ll}{1,3}$/u.test(word)) return false;
  return rarest.some((rarer) => TWINS.test(rarer));
}

export function lookalikesCheck(): Check {
  return {
    name: 'lookalikes',
    examine({ unit, translation }) {
      if (
        !(CYRILLIC.test(translation) || GREEK.test(translation)) ||
        !(LATIN.test(translation) || GREEK.test(translation))
      )
        return undefined;
      const known = new Set(unit.text.match(WORD));
      const words = (translation.match(WORD) ?? []).filter((word) => !known.has(word) && isMasked(word));
      const lone = words.length === 0 && !LONE.test(unit.text) ? LONE.exec(translation)?.[0] : undefined;
      const found = [...words, ...(lone === undefined ? [] : [lone])];
      if (found.length === 0) return undefined;
      const severity = words.length > 0 ? 'major' : 'minor';
      return {
        check: 'lookalikes',
        severity,
        ...say.otherLetters({ words: shortened([...new Set(found)].join(', ')) }),
      };
    },
  };
}
