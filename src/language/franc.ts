import { francAll } from 'franc';
import type { Detector, Identification } from '../model/contracts.js';
import { type LanguageTag, primaryLanguage, UNDETERMINED } from '../model/language.js';

/** franc speaks ISO 639-3. Macrolanguages go by the member it knows. */
const ISO_639_3: Readonly<Record<string, string>> = {
  af: 'afr',
  am: 'amh',
  ar: 'arb',
  az: 'azj',
  be: 'bel',
  bg: 'bul',
  bn: 'ben',
  bs: 'bos',
  ca: 'cat',
  cs: 'ces',
  da: 'dan',
  de: 'deu',
  el: 'ell',
  en: 'eng',
  eo: 'epo',
  es: 'spa',
  et: 'ekk',
  fa: 'pes',
  fi: 'fin',
  fr: 'fra',
  ga: 'gle',
  gl: 'glg',
  gu: 'guj',
  ha: 'hau',
  he: 'heb',
  hi: 'hin',
  hr: 'hrv',
  hu: 'hun',
  hy: 'hye',
  id: 'ind',
  ig: 'ibo',
  it: 'ita',
  ja: 'jpn',
  jv: 'jav',
  ka: 'kat',
  kk: 'kaz',
  km: 'khm',
  kn: 'kan',
  ko: 'kor',
  ku: 'kmr',
  ky: 'kir',
  lo: 'lao',
  lt: 'lit',
  lv: 'lvs',
  mg: 'plt',
  mk: 'mkd',
  ml: 'mal',
  mn: 'khk',
  mr: 'mar',
  ms: 'zlm',
  my: 'mya',
  nb: 'nob',
  ne: 'npi',
  nl: 'nld',
  nn: 'nno',
  no: 'nob',
  ny: 'nya',
  pa: 'pan',
  pl: 'pol',
  ps: 'pbu',
  pt: 'por',
  qu: 'quy',
  ro: 'ron',
  ru: 'rus',
  rw: 'kin',
  si: 'sin',
  sk: 'slk',
  sl: 'slv',
  sn: 'sna',
  so: 'som',
  sq: 'als',
  sr: 'srp',
  su: 'sun',
  sv: 'swe',
  sw: 'swh',
  ta: 'tam',
  te: 'tel',
  tg: 'tgk',
  th: 'tha',
  ti: 'tir',
  tk: 'tuk',
  tl: 'tgl',
  tr: 'tur',
  tt: 'tat',
  ug: 'uig',
  uk: 'ukr',
  ur: 'urd',
  uz: 'uzn',
  vi: 'vie',
  wo: 'wol',
  xh: 'xho',
  yi: 'ydd',
  yo: 'yor',
  zh: 'cmn',
  zu: 'zul',
};

/** franc's distances to shares of one: what its 1-and-less scores are worth as a probability. */
const SHARPNESS = 12;

/** franc restricted to the candidates. Confidence is the softmax share of its scores; it is not calibrated. */
export function createFranc(): Detector {
  return {
    name: 'franc',
    identify(text: string, candidates: readonly LanguageTag[]): Identification {
      const tags = new Map<string, LanguageTag>();
      for (const tag of candidates) {
        const primary = primaryLanguage(tag);
        const code = ISO_639_3[primary] ?? (primary.length === 3 ? primary : undefined);
        if (code !== undefined && !tags.has(code)) tags.set(code, tag);
      }
      const nothing = { lang: UNDETERMINED, confidence: 0, evidence: [] };
      if (tags.size === 0) return nothing;
      const scores = francAll(text, { only: [...tags.keys()], minLength: 3 });
      const lang = tags.get(scores[0]?.[0] ?? '');
      if (lang === undefined) return nothing;
      const top = scores[0]?.[1] ?? 0;
      let total = 0;
      for (const [, score] of scores) total += Math.exp(SHARPNESS * (score - top));
      // A single language of the script comes alone: franc then says which script, not which language.
      const confidence = 1 / total;
      return { lang, confidence, evidence: [`franc:${confidence.toFixed(2)}`] };
    },
  };
}
