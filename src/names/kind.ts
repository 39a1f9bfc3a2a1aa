import { type LanguageTag, primaryLanguage } from '../model/language.js';
import { foldWord, formsOf, type IsForm } from '../terms/forms.js';
import { placeNamed } from './places.js';
import type { NameWord } from './spot.js';

/** What a name is the name of: a guess by the words around it. */

export const NAME_KINDS = ['person', 'place', 'organisation', 'name'] as const;
/** `name`: nobody can tell. */
export type NameKind = (typeof NAME_KINDS)[number];

/** Words before a name that say what it is. */
const BEFORE: Readonly<Record<string, Readonly<Partial<Record<NameKind, string>>>>> = {
  uk: {
    person:
      'президент президентка міністр міністерка голова директор директорка речник речниця депутат депутатка мер мерка генерал полковник суддя посол пан пані лідер тренер адвокат прокурор губернатор капітан режисер письменник журналіст журналістка',
    place: 'місто село селище область район вулиця річка острів озеро площа республіка країна аеропорт',
    organisation:
      'компанія банк партія університет агентство газета видання клуб концерн корпорація фонд служба',
  },
  ru: {
    person:
      'президент министр глава директор представитель депутат мэр генерал полковник судья посол господин госпожа лидер тренер адвокат прокурор губернатор капитан режиссёр писатель журналист',
    place: 'город село посёлок область район улица река остров озеро площадь республика страна аэропорт',
    organisation:
      'компания банк партия университет агентство газета издание клуб концерн корпорация фонд служба',
  },
  en: {
    person:
      'president minister chairman chairwoman director spokesman spokeswoman spokesperson deputy mayor general colonel judge ambassador leader coach lawyer prosecutor governor captain writer journalist senator professor king queen',
    place: 'city village town region district street river island lake square republic airport near',
    organisation: 'company bank party university agency newspaper club corporation fund',
  },
};
/** Words of the name itself. */
const WITHIN =
  /^(?:bank|ministry|university|party|agency|corporation|group|company|club|union|council|committee|institute|association|company|inc|ltd|банк|міністерство|університет|партія|агентство|група|спілка|рада|комітет|інститут|асоціація|министерство|университет|партия|группа|союз|совет|комитет|институт|ассоциация)$/iu;
const OPENING = /[«„"“]$/u;
/** Endings of surnames. */
const SURNAME =
  /(?:енко|енка|енку|енком|ський|ського|ському|ським|ська|ської|цький|цького|цька|ский|ского|скому|ским|ская|ской|ович|евич|івна|овна|евна|чук|чука|enko|skyi?|skiy?|skaya?|ovych|ovich|evich)$/u;

const known = new Map<string, readonly { readonly kind: NameKind; readonly isForm: IsForm }[]>();

function wordsBefore(language: string): readonly { readonly kind: NameKind; readonly isForm: IsForm }[] {
  let words = known.get(language);
  if (words === undefined) {
    words = Object.entries(BEFORE[language] ?? {}).flatMap(([kind, list]) =>
      list.split(' ').map((word) => ({ kind: kind as NameKind, isForm: formsOf(word, language) })),
    );
    known.set(language, words);
  }
  return words;
}

/** What a run of names in a text is the name of. */
export function guessKind(text: string, run: readonly NameWord[], language: LanguageTag): NameKind {
  const [first] = run;
  const last = run.at(-1);
  if (first === undefined || last === undefined) return 'name';
  if (placeNamed(text.slice(first.start, last.end), language) !== undefined) return 'place';
  if (run.some((word) => WITHIN.test(word.text))) return 'organisation';
  const before = text.slice(Math.max(0, first.start - 40), first.start);
  if (OPENING.test(before)) return 'organisation';
  const word = /([\p{L}'’-]+)[.]? $/u.exec(before)?.[1];
  if (word !== undefined) {
    const folded = foldWord(word);
    const hit = wordsBefore(primaryLanguage(language)).find(({ isForm }) => isForm(folded));
    if (hit !== undefined) return hit.kind;
  }
  return run.length > 1 && SURNAME.test(last.text) ? 'person' : 'name';
}
