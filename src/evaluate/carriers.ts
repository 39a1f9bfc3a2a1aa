import type { LanguageTag } from '../model/language.js';

/** Sentences of our own that carry a text of another language; `{}` is its place. */
export interface Carriers {
  readonly quotes: readonly string[];
  readonly colon: readonly string[];
}

/** By primary language. The attributions are short and long, with names and without, before and behind. */
export const CARRIERS: Readonly<Record<LanguageTag, Carriers>> = {
  en: {
    quotes: [
      'The mayor said “{}” and left the room.',
      'A banner reading "{}" hung over the bridge for three days.',
      'She wrote “{}” on her page late in the evening.',
      'Readers remember the headline “{}” from last spring.',
    ],
    colon: [
      'The mayor wrote: {}.',
      'The commander shouted over the radio: {}.',
      'Under the photo there was one line: {}.',
      'Her answer to the reporters was short: {}.',
    ],
  },
  uk: {
    quotes: [
      'Мер сказав «{}» і пішов.',
      'Над мостом три дні висів плакат «{}», поки його не зняли.',
      'Увечері вона написала «{}» на своїй сторінці.',
      'Про заголовок «{}» читачі згадують і досі.',
    ],
    colon: [
      'Мер написав: {}.',
      'Командир крикнув по рації: {}.',
      'Під фотографією стояв один рядок: {}.',
      'Її відповідь журналістам була коротка: {}.',
    ],
  },
  ru: {
    quotes: [
      'Мэр сказал «{}» и ушел.',
      'Над мостом три дня висел плакат «{}», пока его не сняли.',
      'Вечером она написала «{}» на своей странице.',
      'О заголовке «{}» читатели вспоминают до сих пор.',
    ],
    colon: [
      'Мэр написал: {}.',
      'Командир крикнул по рации: {}.',
      'Под фотографией стояла одна строка: {}.',
      'Ее ответ журналистам был короток: {}.',
    ],
  },
  be: {
    quotes: [
      'Мэр сказаў «{}» і пайшоў.',
      'Над мостам тры дні вісеў плакат «{}», пакуль яго не знялі.',
      'Увечары яна напісала «{}» на сваёй старонцы.',
    ],
    colon: ['Мэр напісаў: {}.', 'Камандзір крыкнуў па рацыі: {}.', 'Яе адказ журналістам быў кароткі: {}.'],
  },
  bg: {
    quotes: [
      'Кметът каза „{}“ и си тръгна.',
      'Над моста три дни висеше плакат „{}“, преди да го свалят.',
      'Вечерта тя написа „{}“ на страницата си.',
    ],
    colon: ['Кметът написа: {}.', 'Командирът извика по радиостанцията: {}.', 'Отговорът ѝ беше кратък: {}.'],
  },
  pl: {
    quotes: [
      'Burmistrz powiedział „{}” i wyszedł.',
      'Nad mostem przez trzy dni wisiał plakat „{}”, aż go zdjęto.',
      'Wieczorem napisała „{}” na swojej stronie.',
    ],
    colon: ['Burmistrz napisał: {}.', 'Dowódca krzyknął przez radio: {}.', 'Jej odpowiedź była krótka: {}.'],
  },
  cs: {
    quotes: [
      'Starosta řekl „{}“ a odešel.',
      'Nad mostem visel tři dny nápis „{}“, než ho sundali.',
      'Večer napsala „{}“ na svou stránku.',
    ],
    colon: ['Starosta napsal: {}.', 'Velitel zakřičel do vysílačky: {}.', 'Její odpověď byla krátká: {}.'],
  },
  de: {
    quotes: [
      'Der Bürgermeister sagte „{}“ und ging.',
      'Über der Brücke hing drei Tage lang ein Plakat mit den Worten „{}“, bis es entfernt wurde.',
      'Am Abend schrieb sie „{}“ auf ihre Seite.',
    ],
    colon: [
      'Der Bürgermeister schrieb: {}.',
      'Der Kommandeur rief über Funk: {}.',
      'Ihre Antwort an die Reporter war kurz: {}.',
    ],
  },
  es: {
    quotes: [
      'El alcalde dijo «{}» y se marchó.',
      'Sobre el puente colgó durante tres días un cartel con las palabras «{}».',
      'Por la noche escribió «{}» en su página.',
    ],
    colon: [
      'El alcalde escribió: {}.',
      'El comandante gritó por la radio: {}.',
      'Su respuesta fue corta: {}.',
    ],
  },
  fr: {
    quotes: [
      'Le maire a dit « {} » avant de partir.',
      'Pendant trois jours une banderole « {} » est restée au-dessus du pont.',
      'Le soir, elle a écrit « {} » sur sa page.',
    ],
    colon: ['Le maire a écrit : {}.', 'Le commandant a crié à la radio : {}.', 'Sa réponse fut brève : {}.'],
  },
  it: {
    quotes: [
      'Il sindaco ha detto «{}» e se n’è andato.',
      'Sul ponte è rimasto per tre giorni uno striscione con la scritta «{}».',
      'La sera ha scritto «{}» sulla sua pagina.',
    ],
    colon: [
      'Il sindaco ha scritto: {}.',
      'Il comandante ha gridato alla radio: {}.',
      'La sua risposta è stata breve: {}.',
    ],
  },
  pt: {
    quotes: [
      'O presidente da câmara disse “{}” e saiu.',
      'Durante três dias uma faixa com as palavras “{}” ficou sobre a ponte.',
      'À noite ela escreveu “{}” na sua página.',
    ],
    colon: [
      'O presidente da câmara escreveu: {}.',
      'O comandante gritou pelo rádio: {}.',
      'A resposta dela foi curta: {}.',
    ],
  },
};
