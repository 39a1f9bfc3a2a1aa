import { messages } from '../message.js';
import type { Check } from '../model/contracts.js';
import { primaryLanguage } from '../model/language.js';

const say = messages('check', {
  negationLost: 'a negation of the source is not in the translation',
  negationAdded: 'the translation has a negation that the source lacks',
});

/** Negations and opposites. People translate them too freely for more than a hint. */

const NEGATIONS: Readonly<Record<string, RegExp>> = {
  en: /\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|cannot|without|lack\w*|fail\w*|unable|unlike\w*|refus\w*|den(?:y|ied|ies)|hardly|barely|avoid\w*|stop\w*|prevent\w*|without|unless|until|only|but|except|instead|rather|too|less|few\w*|little|un\w{4,}|in(?:ca|su|vi|ad|de|ef|co)\w{4,}|im(?:p|m)\w{4,}|dis\w{4,}|non\w*|mis\w{3,}|\w+less|wrong|out of|beyond|far from|away)\b|n['’]t\b/iu,
  uk: /(?<!\p{L})(?:не|ні|ніколи|ніхто|нічого|нічим|ніде|немає|нема|без|ані|неможлив\p{L}*|відмов\p{L}*|заперечу\p{L}*|жодн\p{L}*|навряд|крім|окрім|лише|тільки|поки|замість|доки|мало|не\p{L}{3,}|без\p{L}{3,}|ні\p{L}{2,}|проти\p{L}*|анти\p{L}*)(?!\p{L})/iu,
  ru: /(?<!\p{L})(?:не|ни|нет|никогда|никто|ничего|ничем|нигде|без|невозможн\p{L}*|отказ\p{L}*|отриц\p{L}*|никак\p{L}*|нельзя|кроме|лишь|только|пока|вместо|мало|вряд|не\p{L}{3,}|бе[зс]\p{L}{3,}|ни\p{L}{2,}|против\p{L}*|анти\p{L}*)(?!\p{L})/iu,
  cs: /(?<!\p{L})(?:ne|ani|nikdy|nikdo|nic|nikde|bez|nelze|žádn\p{L}*|odmít\p{L}*|kromě|jen|pouze|dokud|místo|málo|sotva|ne\p{L}{2,}|bez\p{L}{3,}|ni\p{L}{2,}|proti\p{L}*)(?!\p{L})/iu,
  de: /(?<!\p{L})(?:nicht|kein\p{L}*|nie|niemals|niemand\p{L}*|nichts|ohne|weder|noch|kaum|verweiger\p{L}*|ablehn\p{L}*|nirgend\p{L}*|statt|außer|nur|erst|bis|aber|sondern|wenig\p{L}*|zu|un\p{L}{3,}|miss\p{L}{3,}|\p{L}+los\p{L}{0,2}|gegen\p{L}*|nein)(?!\p{L})/iu,
};
/** The plain negation, for which the other side must show any sign of one. */
const PLAIN: Readonly<Record<string, RegExp>> = {
  en: /\b(?:not|never|nobody|nothing|cannot)\b|n['’]t\b/iu,
  uk: /(?<!\p{L})(?:не|ніколи|ніхто|нічого|немає)(?!\p{L})/iu,
  ru: /(?<!\p{L})(?:не|никогда|никто|ничего|нет)(?!\p{L})/iu,
  cs: /(?<!\p{L})(?:ne|nikdy|nikdo|nic|není|nebyl\p{L}?|nebude|nemá|nemohl?\p{L}*|nemůže\p{L}*|nejsou|nejsem|nejde|neví\p{L}*|nebyl\p{L}*|nechce\p{L}*)(?!\p{L})/iu,
  de: /(?<!\p{L})(?:nicht|kein\p{L}{0,2}|nie|niemals|niemand|nichts)(?!\p{L})/iu,
};

export function negationCheck(): Check {
  return {
    name: 'negation',
    examine({ unit, translation }) {
      const [from, to] = [primaryLanguage(unit.source), primaryLanguage(unit.target)];
      const lost = PLAIN[from]?.test(unit.text) === true && NEGATIONS[to]?.test(translation) === false;
      if (lost) return { check: 'negation', severity: 'minor', ...say.negationLost() };
      const added =
        PLAIN[to]?.test(translation) === true &&
        NEGATIONS[from]?.test(unit.text) === false &&
        !unit.text.includes('?');
      if (added) return { check: 'negation', severity: 'minor', ...say.negationAdded() };
      return undefined;
    },
  };
}
