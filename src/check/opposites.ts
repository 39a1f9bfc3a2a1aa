import { messages } from '../message.js';
import type { Check } from '../model/contracts.js';
import { primaryLanguage } from '../model/language.js';

const say = messages('check', {
  opposite: '"{{word}}" of the source may be its opposite in the translation: "{{opposite}}"',
});

/** Words of which each has an opposite, in the order of both halves. */
const PAIRS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  en: [
    ['more', 'less|fewer'],
    ['before', 'after'],
    [
      'increas\\w*|rose|rise[sn]?|rising|grew|grow\\w*',
      'decreas\\w*|fell|fall(?:s|en|ing)?|drop\\w*|declin\\w*',
    ],
    ['first', 'last'],
    ['always', 'never'],
    ['north\\w*', 'south\\w*'],
    ['east\\w*', 'west\\w*'],
    ['best', 'worst'],
    ['win|wins|won|winning', 'lose|loses|lost|losing'],
    ['left', 'right'],
    ['buy\\w*|bought', 'sell\\w*|sold'],
    ['open\\w*', 'clos\\w*'],
    ['confirm(?:s|ed|ing|ation)?', 'den(?:y|ies|ied|ying|ials?)'],
    ['allow\\w*|permit\\w*', 'ban(?:s|ned|ning)?|prohibit\\w*|forb[ai]d\\w*'],
    ['accept(?:s|ed|ing|ance)?|approv(?:e[sd]?|ing|al)', 'reject\\w*|refus\\w*'],
  ],
  uk: [
    ['більш\\p{L}*', 'менш\\p{L}*'],
    ['перед|до', 'після'],
    ['зрос\\p{L}*|збільш\\p{L}*|підвищ\\p{L}*', 'впа[вл]\\p{L}*|зменш\\p{L}*|зниз\\p{L}*|скорот\\p{L}*'],
    ['перш\\p{L}*', 'останн\\p{L}*'],
    ['завжди', 'ніколи'],
    ['північ\\p{L}*', 'півд\\p{L}*'],
    ['схід\\p{L}*|сход\\p{L}*', 'захід\\p{L}*|заход\\p{L}*'],
    ['найкращ\\p{L}*', 'найгірш\\p{L}*'],
    ['вигра\\p{L}*|перем\\p{L}*', 'програ\\p{L}*|втра\\p{L}*'],
    ['лів\\p{L}*', 'прав\\p{L}*'],
    ['купу\\p{L}*|купи\\p{L}*', 'прода\\p{L}*'],
    ['відкри\\p{L}*|відчин\\p{L}*', 'закри\\p{L}*|зачин\\p{L}*'],
    ['підтверд\\p{L}*', 'запереч\\p{L}*|спрост\\p{L}*'],
    ['дозвол\\p{L}*', 'заборон\\p{L}*'],
    ['прийня\\p{L}*|ухвал\\p{L}*|схвал\\p{L}*|задовольн\\p{L}*', 'відхил\\p{L}*|відмов\\p{L}*'],
  ],
  ru: [
    ['больш\\p{L}*|более', 'меньш\\p{L}*|менее'],
    ['перед|до', 'после'],
    ['вырос\\p{L}*|увелич\\p{L}*|повыс\\p{L}*', 'упа[лв]\\p{L}*|уменьш\\p{L}*|сниз\\p{L}*|сократ\\p{L}*'],
    ['перв\\p{L}*', 'последн\\p{L}*'],
    ['всегда', 'никогда'],
    ['север\\p{L}*', 'южн\\p{L}*|юг\\p{L}*'],
    ['вост\\p{L}*', 'запад\\p{L}*'],
    ['лучш\\p{L}*', 'худш\\p{L}*'],
    ['выигр\\p{L}*|побед\\p{L}*', 'проигр\\p{L}*|потер\\p{L}*'],
    ['лев\\p{L}*', 'прав\\p{L}*'],
    ['куп\\p{L}*|покуп\\p{L}*', 'прода\\p{L}*'],
    ['откр\\p{L}*', 'закр\\p{L}*'],
    ['подтверд\\p{L}*|подтвержд\\p{L}*', 'отриц\\p{L}*|опроверг\\p{L}*'],
    ['разреш\\p{L}*|позвол\\p{L}*', 'запре[тщ]\\p{L}*'],
    ['приня\\p{L}*|одобр\\p{L}*|утверд\\p{L}*|удовлетвор\\p{L}*', 'отклон\\p{L}*|отказ\\p{L}*|отверг\\p{L}*'],
  ],
  cs: [
    ['víc\\p{L}*', 'méně|míň'],
    ['před\\p{L}*', 'po'],
    ['vzrost\\p{L}*|zvýš\\p{L}*|stoup\\p{L}*', 'kles\\p{L}*|sníž\\p{L}*'],
    ['první\\p{L}*', 'posledn\\p{L}*'],
    ['vždy\\p{L}*', 'nikdy'],
    ['sever\\p{L}*', 'jih\\p{L}*|jižn\\p{L}*'],
    ['vých\\p{L}*', 'západ\\p{L}*'],
    ['nejlep\\p{L}*', 'nejhor\\p{L}*'],
    ['vyhr\\p{L}*|vítěz\\p{L}*', 'prohr\\p{L}*|ztrat\\p{L}*'],
    ['lev\\p{L}*', 'prav\\p{L}*'],
    ['kup\\p{L}*|koup\\p{L}*', 'prod\\p{L}*'],
    ['otev\\p{L}*', 'zav\\p{L}*'],
    ['potvr\\p{L}*', 'popř\\p{L}*|popír\\p{L}*|vyvr[aá]\\p{L}*'],
    ['povol\\p{L}*|dovol\\p{L}*|umožn\\p{L}*', 'zak[aá][zž]\\p{L}*'],
    ['přij[aí]\\p{L}*|schv[aá]l\\p{L}*', 'odmít\\p{L}*|zamít\\p{L}*'],
  ],
  de: [
    ['mehr', 'weniger'],
    ['vor\\p{L}*|bevor', 'nach\\p{L}*'],
    [
      'stieg\\p{L}*|steig\\p{L}*|erhöh\\p{L}*|zunahm\\p{L}*',
      'sank|sink\\p{L}*|gesunken|fiel\\p{L}*|verringer\\p{L}*',
    ],
    ['erst\\p{L}*', 'letzt\\p{L}*'],
    ['immer', 'nie|niemals'],
    ['nord\\p{L}*|nörd\\p{L}*', 'süd\\p{L}*'],
    ['ost\\p{L}*|öst\\p{L}*', 'west\\p{L}*'],
    ['best\\p{L}*', 'schlecht\\p{L}*'],
    ['gew[io]nn\\p{L}*|gewann\\p{L}*|sieg\\p{L}*', 'verl[io]\\p{L}*|verlor\\p{L}*'],
    ['link\\p{L}*', 'recht\\p{L}*'],
    ['kauf\\p{L}*|gekauft', 'verkauf\\p{L}*'],
    ['öffn\\p{L}*|eröffn\\p{L}*|offen', 'schlie\\p{L}*|schloss\\p{L}*|geschlossen'],
    ['bestätig\\p{L}*', 'bestr[ie]{1,2}t\\p{L}*|dementier\\p{L}*|leugn\\p{L}*'],
    ['erlaub\\p{L}*', 'verb[ieo]{1,2}t\\p{L}*|untersag\\p{L}*'],
    ['akzeptier\\p{L}*|billig\\p{L}*|angenommen', 'ablehn\\p{L}*|abgelehnt|lehnt\\p{L}*|verweiger\\p{L}*'],
  ],
};

type Compiled = readonly (readonly [RegExp, RegExp])[];

function compiled(): ReadonlyMap<string, Compiled> {
  const word = (pattern: string): RegExp => new RegExp(`(?<![\\p{L}])(?:${pattern})(?![\\p{L}])`, 'iu');
  return new Map(
    Object.entries(PAIRS).map(([language, pairs]) => [
      language,
      pairs.map(([a, b]) => [word(a), word(b)] as const),
    ]),
  );
}

/** A word whose opposite, and not itself, stands in the translation: `more` and «менше». */
export function oppositesCheck(): Check {
  const lists = compiled();
  return {
    name: 'opposites',
    examine({ unit, translation }) {
      const source = lists.get(primaryLanguage(unit.source));
      const target = lists.get(primaryLanguage(unit.target));
      if (source === undefined || target === undefined) return undefined;
      for (const [index, [one, other]] of source.entries()) {
        const [a, b] = target[index] ?? [];
        if (a === undefined || b === undefined) continue;
        const here = [one.test(unit.text), other.test(unit.text)];
        if (here[0] === here[1]) continue;
        const there = [a.test(translation), b.test(translation)];
        if (there[0] === there[1] || there[0] === here[0]) continue;
        const word = (here[0] ? one : other).exec(unit.text)?.[0] ?? '';
        const opposite = (there[0] ? a : b).exec(translation)?.[0] ?? '';
        return { check: 'opposites', severity: 'minor', ...say.opposite({ word, opposite }) };
      }
      return undefined;
    },
  };
}
