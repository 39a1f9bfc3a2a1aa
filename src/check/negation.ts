import { messages } from '../message.js';
import type { Check } from '../model/contracts.js';
import { primaryLanguage } from '../model/language.js';

const say = messages('check', {
  negationLost: 'a negation of the source is not in the translation',
  negationAdded: 'the translation has a negation that the source lacks',
});

/** A negation on one side only. People translate them too freely for more than a hint. */

interface Signs {
  /** Words that deny by themselves, or turn a word into its opposite: `unhappy`, «без». */
  readonly denies: string;
  /** What stands beside a negated verb and denies nothing without one: «ніколи не», `nikdy ne`. */
  readonly besides?: string;
  /** Words a translation may make a negation of: `only`, `until`, `hardly`. */
  readonly hints: string;
}

/** Stems that only look denied are left out: `under`, «необхідний», `nejlepší`. */
const SIGNS: Readonly<Record<string, Signs>> = {
  en: {
    denies:
      'not|no|none|nobody|nothing|nowhere|never|neither|nor|cannot|without|lack\\p{L}*|fail(?:s|ed|ing|ures?)?|unable|refus\\p{L}*|den(?:y|ied|ies|ying)|hardly|barely|scarcely|rarely|avoid\\p{L}*|stop\\p{L}*|prevent\\p{L}*|unless|except|instead|wrong\\p{L}*|far from|out of|beyond|un(?!animous|cle|der|fortunately|i[a-z]|til|to)\\p{L}{4,}|in(?:accura|adequa|capab|compat|complet|consist|correct|direct|effect|efficien|evitab|secur|sufficien|vali|visib)\\p{L}*|im(?:possib|practic|perfect|patien|partial|prob)\\p{L}*|ir(?:relev|regul|respons|revers)\\p{L}*|dis(?:ab|agre|allow|appear|appoint|appro|continu|hon|lik|miss|obe|order|regard|satisf|trust)\\p{L}*|non\\p{L}*|mis(?:behav|tak|trust|under|us)\\p{L}*|\\p{L}{3,}less',
    hints:
      'until|only|but|rather|too|less|few\\p{L}*|little|away|unfortunately|ban(?:s|ned)?|miss\\p{L}*|free|absen\\p{L}*|im[pm]\\p{L}{4,}|in(?:ca|su|vi|ad|de|ef|co)\\p{L}{4,}|dis\\p{L}{4,}|mis\\p{L}{3,}',
  },
  uk: {
    denies:
      'не|нема|немає|нічого|без|неможлив\\p{L}*|відмов\\p{L}*|заперечу\\p{L}*|навряд|крім|окрім|замість|не(?!бес|бо|дав|діл|обхід|рв|сем|сут|хай|щодав)\\p{L}{3,}|без(?!кошт|ліч|пек|печ)\\p{L}{3,}|проти\\p{L}*|анти\\p{L}*',
    besides: 'ані|ні|ніколи|ніхто|нікого|нікому|ніщо|нічому|нічим|ніде|нікуди|ніяк\\p{L}*|жодн\\p{L}*',
    hints: 'лише|тільки|поки|доки|мало|не\\p{L}{3,}|без\\p{L}{3,}|ні\\p{L}{2,}',
  },
  ru: {
    denies:
      'не|нет|без|невозможн\\p{L}*|отказ\\p{L}*|отриц\\p{L}*|нельзя|кроме|вместо|вряд|не(?!бес|бо|дав|дел|котор|обход|рв|скольк)\\p{L}{3,}|бе[зс](?!ед|опас|плат)\\p{L}{3,}|против\\p{L}*|анти\\p{L}*',
    besides: 'ни|никогда|никто|никого|никому|ничто|ничего|ничему|ничем|нигде|никуда|никак\\p{L}*|нисколько',
    hints: 'лишь|только|пока|мало|не\\p{L}{3,}|бе[зс]\\p{L}{3,}|ни\\p{L}{2,}',
  },
  cs: {
    denies:
      'ne|bez|nelze|odmít\\p{L}*|kromě|sotva|ne(?!bo(?:ť|\\P{L})|dávn|děl(?:e|n)|j(?!d|e[dz]|í|s[eimot])|ch(?!c|t|á|o)|kter|mocn|ž)\\p{L}{2,}|bez(?!peč)\\p{L}{3,}|proti\\p{L}*',
    besides: 'ani|nikdy|nikdo|nikoho|nikomu|nic|ničeho|ničemu|ničím|nikde|nikam|nijak|žádn\\p{L}*',
    hints: 'jen|pouze|dokud|místo|málo|ne\\p{L}{2,}|bez\\p{L}{3,}|ni\\p{L}{2,}',
  },
  de: {
    denies:
      'nicht|kein\\p{L}*|nie|niemals|niemand\\p{L}*|nichts|ohne|weder|kaum|verweiger\\p{L}*|ablehn\\p{L}*|nirgend\\p{L}*|statt|außer|un(?!gef|ion|iv|ser|ter)\\p{L}{3,}|miss\\p{L}{3,}|\\p{L}{3,}los\\p{L}{0,2}|gegen(?!d)\\p{L}*|nein',
    hints: 'nur|erst|bis|aber|sondern|wenig\\p{L}*|zu|noch|un\\p{L}{3,}',
  },
};

/** The plain negation, for which the other side must show any sign of one. */
const PLAIN: Readonly<Record<string, RegExp>> = {
  en: /\b(?:not|never|nobody|nothing|cannot)\b|n['’]t\b/iu,
  uk: /(?<!\p{L})(?:не|ніколи|ніхто|нічого|немає)(?!\p{L})/iu,
  ru: /(?<!\p{L})(?:не|никогда|никто|ничего|нет)(?!\p{L})/iu,
  cs: /(?<!\p{L})(?:ne|nikdy|nikdo|nic|není|nebyl\p{L}?|nebude|nemá|nemohl?\p{L}*|nemůže\p{L}*|nejsou|nejsem|nejde|neví\p{L}*|nebyl\p{L}*|nechce\p{L}*)(?!\p{L})/iu,
  de: /(?<!\p{L})(?:nicht|kein\p{L}{0,2}|nie|niemals|niemand|nichts)(?!\p{L})/iu,
};

type Test = (text: string) => boolean;

interface Negation {
  /** The plain one. */
  readonly isPlain: Test;
  /** A word that denies by itself. */
  readonly denies: Test;
  /** Anything that may stand for one. */
  readonly hints: Test;
}

const known = new Map<string, Negation | undefined>();

function negationIn(language: string): Negation | undefined {
  if (known.has(language)) return known.get(language);
  const [plain, signs] = [PLAIN[language], SIGNS[language]];
  const test = (...words: readonly (string | undefined)[]): Test => {
    const any = words.filter((one) => one !== undefined).join('|');
    const pattern = new RegExp(`(?<!\\p{L})(?:${any})(?!\\p{L})|n['’]t\\b`, 'iu');
    return (text) => pattern.test(text);
  };
  const made = plain &&
    signs && {
      isPlain: (text: string) => plain.test(text),
      denies: test(signs.denies),
      hints: test(signs.denies, signs.besides, signs.hints),
    };
  known.set(language, made);
  return made;
}

export function negationCheck(): Check {
  return {
    name: 'negation',
    examine({ unit, translation }) {
      const [from, to] = [unit.source, unit.target].map((tag) => negationIn(primaryLanguage(tag)));
      if (from === undefined || to === undefined) return undefined;
      if (from.isPlain(unit.text) && !to.denies(translation))
        return { check: 'negation', severity: 'minor', ...say.negationLost() };
      const added = to.isPlain(translation) && !from.hints(unit.text) && !unit.text.includes('?');
      return added ? { check: 'negation', severity: 'minor', ...say.negationAdded() } : undefined;
    },
  };
}
