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
      'не|ні(?=\\P{L}*(?:$|[.,!?]))|нема|немає|нічого|без|відсутн\\p{L}*|дискомфорт\\p{L}*|неможлив\\p{L}*|відмов\\p{L}*|заперечу\\p{L}*|навряд|крім|окрім|замість|не(?!бес|бо|дав|діл|обхід|рв|сем|сут|хай|щодав)\\p{L}{3,}|без(?!кошт|ліч|пек|печ)\\p{L}{3,}|проти\\p{L}*|анти\\p{L}*',
    besides: 'ані|ні|ніколи|ніхто|нікого|нікому|ніщо|нічому|нічим|ніде|нікуди|ніяк\\p{L}*|жодн\\p{L}*',
    hints: 'лише|тільки|поки|доки|мало|не\\p{L}{3,}|без\\p{L}{3,}|ні\\p{L}{2,}',
  },
  ru: {
    denies:
      'не|нет|без|отсутств\\p{L}*|дискомфорт\\p{L}*|невозможн\\p{L}*|отказ\\p{L}*|отриц\\p{L}*|нельзя|кроме|вместо|вряд|не(?!бес|бо|дав|дел|котор|обход|рв|скольк)\\p{L}{3,}|бе[зс](?!ед|опас|плат)\\p{L}{3,}|против\\p{L}*|анти\\p{L}*',
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
  uk: /(?<!\p{L})(?:не(?! (?:лише|лиш|тільки|просто))|ніколи|ніхто|нічого|немає)(?!\p{L})/iu,
  ru: /(?<!\p{L})(?:не(?! (?:только|лишь|просто))|никогда|никто|ничего|нет)(?!\p{L})/iu,
  cs: /(?<!\p{L})(?:ne|není|nemoh\p{L}*|nejd(?:u|e[šm]?\p{L}*|ou)|nechc\p{L}*|nejsou|nejsem|nejsme|nejste|nejde|nebud(?:u|e|eš|eme|ete|ou)|ne(?!b[eou]ť?\P{L}|boj|děl|ch[aá]|ct|dostat|dávn|j(?!e[dz]|í|sem|sou|ste|sme)|mocn|mov|nadál|pál|pokoj|přít|boli|smysl|zbyt|štovic|ustál|čist|sna[dz]|ut|úpln|ž)\p{L}{2,}(?:[áíý]m|[lš]|l[aioy]|m[ei]|t|te|uj[eií]|[ae]jí|[áe]|[tnžd]e|í|ou))(?!\p{L})/iu,
  de: /(?<!\p{L})(?:nicht|kein\p{L}{0,2}|nie|niemals|niemand|nichts)(?!\p{L})/iu,
};

type Count = (text: string) => number;

interface Negation {
  /** Plain ones. */
  readonly plain: Count;
  /** Words that deny by themselves. */
  readonly denies: Count;
  /** Anything that may stand for one. */
  readonly hints: Count;
}

const known = new Map<string, Negation | undefined>();

function negationIn(language: string): Negation | undefined {
  if (known.has(language)) return known.get(language);
  const [plain, signs] = [PLAIN[language], SIGNS[language]];
  const count = (...words: readonly (string | undefined)[]): Count => {
    const any = words.filter((one) => one !== undefined).join('|');
    const pattern = new RegExp(`(?<!\\p{L})(?:${any})(?!\\p{L})|n['’]t\\b`, 'giu');
    return (text) => text.match(pattern)?.length ?? 0;
  };
  const all = plain && new RegExp(plain.source, 'giu');
  const made = all &&
    signs && {
      plain: (text: string) => text.match(all)?.length ?? 0,
      denies: count(signs.denies),
      hints: count(signs.denies, signs.besides, signs.hints),
    };
  known.set(language, made);
  return made;
}

/** What denies a verb, where each is denied by itself: these can be counted. `not only` and `не тільки` deny nothing. */
const VERBS: Readonly<Record<string, RegExp>> = {
  en: /(?<!or |why )\b(?:not|cannot)\b(?! (?:only|just|least|until|to mention))|n['’]t\b/giu,
  uk: /(?<!\p{L})(?:не|немає|нема)(?!\p{L}| (?:лише|лиш|тільки|просто|менш|раз|те))/giu,
  ru: /(?<!\p{L})(?:не|нет|нельзя)(?!\p{L}| (?:только|лишь|просто|менее|раз|то))/giu,
  cs: new RegExp(PLAIN.cs ?? '', 'giu'),
};
/** Languages in which as many verbs are denied as in others. */
const COUNTED: ReadonlySet<string> = new Set(['cs', 'ru', 'uk']);

const countOf = (text: string, language = ''): number => text.match(VERBS[language] ?? /$^/u)?.length ?? 0;

export function negationCheck(): Check {
  return {
    name: 'negation',
    examine({ unit, translation }) {
      const tags = [unit.source, unit.target].map((tag) => primaryLanguage(tag));
      const [from, to] = tags.map(negationIn);
      if (from === undefined || to === undefined) return undefined;
      const isAsked = unit.text.includes('?');
      const verbs = COUNTED.has(tags[1] ?? '') && !isAsked ? countOf(unit.text, tags[0]) : 0;
      const wanted = Math.max(verbs, from.plain(unit.text) > 0 ? 1 : 0);
      if (to.denies(translation) < wanted)
        return { check: 'negation', severity: 'minor', ...say.negationLost() };
      const added = to.plain(translation) > 0 && from.hints(unit.text) === 0 && !isAsked;
      return added ? { check: 'negation', severity: 'minor', ...say.negationAdded() } : undefined;
    },
  };
}
